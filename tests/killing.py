"""Commands in processes of their own, killed at any moment, and what they leave behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from verify.errors import VerifyError
from verify.workbench import Workbench

HERE = Path(__file__).parent
PAUSE = 0.0002

# Runs one command after another, each in a process of its own: with all loaded already, so that
# it is short and its writing a large part of it, or from nothing, as a shell starts it. Says
# which process it is, and how it ended.
RUNNER = """
import json
import os
import sys
import claims
import sites
import verify.cli.adding, verify.cli.watching
import verify.workbench.adding, verify.workbench.revising, verify.workbench.watching
from verify import pages, reading
from verify.cli import run

texts = [reading.read_bytes(sites.page(sites.STORY[n:]).encode(), "").text for n in (0, 1)]
claims.diff(*(claims.extract(text).claims for text in texts))
print("ready", flush=True)
for line in sys.stdin:
    loaded, words = json.loads(line)
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        if loaded:
            os._exit(run(words))
        os.execv(sys.executable, [sys.executable, "-m", "verify", *words])
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

Moment = Iterator[None]
"""Goes on until the moment has come."""

Rows = list[tuple[str, dict[str, object]]]
"""Tables and their rows, without times."""


class Runner:
    """Commands in processes of their own, let live or killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, path: Path, *words: str, kill: Moment | None = None, loaded: bool = True) -> int:
        """Run a command over a database, and kill it at a moment; how it ended."""
        assert self._process.stdin is not None
        more = ["--allow-private"] if words[0] == "watch" else []
        line = [loaded, ["--db", str(path), *words, *more]]
        self._process.stdin.write(f"{json.dumps(line)}\n")
        self._process.stdin.flush()
        number = int(self.hear())
        with suppress(ProcessLookupError):  # it ended before the moment came
            for _ in kill or ():
                os.kill(number, 0)
            if kill is not None:
                os.kill(number, signal.SIGKILL)
        return int(self.hear())

    def hear(self) -> str:
        """The next thing the runner says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip() or pytest.fail("the runner ended")


@contextmanager
def started(folder: Path) -> Iterator[Runner]:
    """What runs commands as ana, with the parser loaded once; its settings are in the folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}",
        "VERIFY_CONFIG": str(folder / "config.toml"),
        "VERIFY_USER": "ana",
        "VERIFY_CONTACT": "desk@example.org",
    }
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER],
        env=environment,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        runner = Runner(process)
        assert runner.hear() == "ready"
        yield runner
        process.kill()


def after(seconds: float) -> Moment:
    """After some time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(PAUSE)
        yield


def growing(path: Path, size: int) -> Moment:
    """As soon as the write-ahead log is larger."""
    log = path.with_name(f"{path.name}-wal")
    while not (log.exists() and log.stat().st_size > size):
        time.sleep(PAUSE)
        yield


def committed(path: Path, number: int) -> Moment:
    """As soon as somebody else can see that so many transactions were made.

    Looks without a pause: the next one may follow at once.
    """
    while not path.exists():
        yield
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=0)) as db:
        seen = set()
        while len(seen) <= number:
            with suppress(sqlite3.OperationalError):  # it is being made
                seen.add(db.execute("PRAGMA data_version").fetchone())
            yield


def rows(path: Path) -> tuple[Rows, Rows]:
    """What a sound database holds, without times: articles, claims and events; and watches."""
    with Workbench(path, actor="ben") as desk:
        try:
            found = [line for line in desk.export() if "table" in line]
        except VerifyError:  # not made yet
            return [], []
        assert (wrong := desk.check()) == [], wrong
    told: tuple[Rows, Rows] = ([], [])
    for line in found:
        row = {
            name: value
            for name, value in line["row"].items()
            if name not in ("at", "said", "hash") and not name.endswith("_at")
        }
        told[line["table"] == "watches"].append((line["table"], row))
    return told
