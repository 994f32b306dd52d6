"""Many processes at once, and processes killed at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from drafts import DRAFT, shelve
from killing import Runner, started
from kills import FAULTS, Fault, kill

from verify.workbench import Workbench

HERE = Path(__file__).parent
PROCESSES = 8
MARKS = 15
KILLS = 20
RANDOM_KILLS = 18 if os.environ.get("CI") else 2
ELSEWHERE = ("add", "add --to", "mark", "watch --once")
"""Killed by other tests, here and in test_killed, at moments that are chosen."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")

# Marks three claims at a time.
MARKING = """
import sys
from verify.workbench import Workbench, marking

def work(path, name, rounds=1000):
    with Workbench(path, actor=name) as desk:
        for number in range(int(rounds)):
            desk.mark([1, 2, 3], ["confirmed", "disputed"][number % 2], note=f"{name} {number}")
"""

# Works once, when told to.
ONCE = """
print("ready", flush=True)
sys.stdin.readline()
work(*sys.argv[1:])
"""

# Is told a moment, a file and a name, again and again; each time a process of its own begins to
# work and is killed at that moment, counted in the time that one round of work takes. All is
# imported by then, so that the end comes while writing.
KILLER = """
import os
import signal
import time

def begin(*arguments):
    child = os.fork()
    if not child:
        work(*arguments)
        os._exit(0)
    return child

began = time.monotonic()
os.waitpid(begin(sys.argv[1], "first", 1), 0)
one_round = time.monotonic() - began
print("ready", flush=True)
for line in sys.stdin:
    moment, path, name = line.split("|")
    child = begin(path, name.strip())
    time.sleep(float(moment) * one_round)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("killed", flush=True)
"""

# Adds one article after another; each is one command.
ADDING = """
import sys
from pathlib import Path
import drafts
import verify.migrations

def work(path, name="ana", rounds=1000):
    text = "".join(f"Ship {n} is {n}% late.\\nCaptain {n}: It was fog.\\n" for n in range(40))
    for number in range(int(rounds)):
        drafts.shelve(Path(path), f"{text}Day {number} was calm.\\n", f"ships-{number}")
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own, which waits for a line when it is ready."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def tell(process: subprocess.Popen[str], line: str = "go") -> None:
    """Let a process that waits go on."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str], line: str = "ready") -> None:
    """Wait until a process says so."""
    assert process.stdout is not None
    if process.stdout.readline() != f"{line}\n":
        pytest.fail(process.communicate()[1])


def together(processes: Sequence[subprocess.Popen[str]]) -> list[str]:
    """Let processes work at the same time; what each complained of."""
    for process in processes:
        hear(process)
    for process in processes:
        tell(process)
    return [process.communicate(timeout=60)[1] for process in processes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one article."""
    path = tmp_path / "verify.db"
    shelve(path, DRAFT, "harbour")
    return path


def test_eight_processes_marking_at_once_lose_nothing(path: Path) -> None:
    """Every mark of everybody is in the log, and none was told that the database is locked."""
    told = together([start(MARKING + ONCE, path, f"checker-{n}", MARKS) for n in range(PROCESSES)])
    assert told == [""] * PROCESSES
    with Workbench(path, actor="ana") as desk:
        marks = [event for event in desk.history(1) if event.action == "marked"]
        assert Counter(event.actor for event in marks) == {
            f"checker-{n}": MARKS for n in range(PROCESSES)
        }
        assert len({event.note for event in marks}) == PROCESSES * MARKS
        assert desk.check() == []


def test_processes_making_the_database_at_the_same_moment(tmp_path: Path) -> None:
    """One makes it, the others find it made; each article is added once and whole."""
    path = tmp_path / "verify.db"
    told = sorted(together([start(ADDING + ONCE, path, "ana", 1) for _ in range(3)]))
    assert told[0] == ""
    assert all("already there" in refused for refused in told[1:])
    with Workbench(path, actor="ana") as desk:
        assert desk.count() == 81
        assert desk.check() == []


@contextmanager
def killer(script: str, path: Path) -> Iterator[Callable[[float, Path, str], None]]:
    """A function that has a process begin to work and kills it, as a power cut would.

    The first round of work, which is let live, is done in ``path``.
    """
    process = start(script + KILLER, path)
    hear(process)

    def kill(moment: float, path: Path, name: str) -> None:
        tell(process, f"{moment}|{path}|{name}")
        hear(process, "killed")

    yield kill
    process.communicate()


def test_killed_while_marking_a_command_happened_or_not(path: Path) -> None:
    """Each mark covers three claims: all three or none, whenever the process dies."""
    chance = random.Random(20250508)
    with killer(MARKING, path) as kill, Workbench(path, actor="ana") as desk:
        for number in range(KILLS):
            kill(chance.uniform(0, 8), path, f"checker-{number}")
            marked = Counter(event.note for event in desk.history() if event.action == "marked")
            assert set(marked.values()) <= {3}
            assert len({(row.status, row.verdict_by) for row in desk.claims().rows[:3]}) == 1
            assert desk.check() == []
    assert sum(marked.values()) > KILLS


def test_killed_while_adding_an_article_is_there_or_not(tmp_path: Path) -> None:
    """Whole articles with all their claims, from the very making of the file on."""
    chance = random.Random(20250509)
    whole = 0
    with killer(ADDING, tmp_path / "first.db") as kill:
        for number in range(KILLS):
            path = tmp_path / f"{number}.db"
            kill(chance.uniform(0, 3), path, "ana")
            shelve(path, DRAFT, "harbour")  # and a checker goes on working
            with Workbench(path, actor="ana") as desk:
                *added, last = [article.claims for article in desk.articles()]
                assert set(added) <= {81}
                assert last == 4
                assert desk.check() == []
            whole += len(added)
    assert whole > 0


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Runs commands with the parser loaded once."""
    with started(tmp_path_factory.mktemp("runner")) as runner:
        yield runner


@pytest.mark.parametrize("fault", [one for one in FAULTS if one.name not in ELSEWHERE], ids=str)
def test_killed_at_random_a_command_is_whole_or_not_there(
    fault: Fault, runner: Runner, tmp_path: Path
) -> None:
    """The database is sound, what was acknowledged is there, and the same command run again works.

    ``benchmarks/faults.py`` kills oftener.
    """
    found = kill(fault, RANDOM_KILLS, tmp_path / "kills", runner)
    assert found["before"] + found["whole"] > 0, "none was killed in time"
