"""What goes wrong at a command line: wrong usage, refusals, pipes, full disks, Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drafts import DRAFT, shelve

Verify = Callable[..., Any]


USAGE = (
    (("mark", "1"), "Which status?"),
    (("mark", "1", "--note", "x"), "verify note"),
    (("mark", "confirmed"), "Which claims?"),
    (("mark", "1", "confirmed", "--sign-off"), "steps of their own"),
    (("mark", "1", "--correction", "x"), "goes with a status"),
    (("mark", "4-1", "confirmed"), "backwards"),
    (("mark", "1-99999999", "confirmed"), "at once"),
    (("mark", "1", "confirmed", "--note", " "), "empty"),
    (("note", "x", "words"), "no claim id"),
    (("assign", "1"), "--nobody"),
    (("show", "1-2"), "One claim"),
    (("add", "a.txt", "--published", "8 May"), "such as 2025-05-08"),
    (("add", "a.txt", "--to", "harbour", "--title", "x"), "--title belongs"),
    (("diff", "harbour", "1", "x"), "ARTICLE VERSION VERSION"),
    (("report", "harbour", "-o", "report.doc"), ".docx, .csv, .json, or add --format"),
    (("lst",), "did you mean list?"),
    (("list", "--colour"), "--colour"),
    (("completion", "tcsh"), "tcsh"),
)


@pytest.mark.parametrize(("words", "said"), USAGE, ids=str)
def test_wrong_usage_leaves_with_2_and_says_what_is_right(
    verify: Verify, words: tuple[str, ...], said: str
) -> None:
    """Nothing is done, and the message has the way out."""
    done = verify(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


REFUSED = (
    (("show", "99"), "no claim 99"),
    (("show", "0"), "no claim 0"),
    (("mark", "1", "confirmd"), "choose from unchecked"),
    (("list", "--status", "confirmd"), "choose from"),
    (("list", "harber"), "harbour"),
    (("list", "--source", "Maria Lopes"), "Maria Lopez"),
    (("report", "nothing-like-it"), "No article"),
    (("report", "harbour", "-o", "none/report.md"), "cannot be written"),
    (("report", "harbour", "-o", ".", "--format", "md"), "cannot be written"),
    (("add", "none.txt"), "No such file"),
    (("add", "."), "directory"),
    (("import", "none.jsonl"), "cannot be read"),
    (("import", "."), "cannot be read"),
    (("list", "--db", "none/none.db"), "verify add"),
    (("list", "--db", "."), "folder"),
    (("list", "--search", "?!"), "no word"),
)


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=str)
def test_refusals_leave_with_1_and_one_line(
    verify: Verify, words: tuple[str, ...], said: str
) -> None:
    """Whatever is not there or cannot be: one line on standard error with the way out."""
    assert said in verify(*words).refusal


# Processes


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a process that works on the article "harbour"."""
    shelve(tmp_path / "verify.db", DRAFT, "harbour")
    where = {"VERIFY_DB": tmp_path / "verify.db", "VERIFY_CONFIG": tmp_path / "config.toml"}
    return {**os.environ, "VERIFY_USER": "ana", **{name: str(path) for name, path in where.items()}}


def process(env: dict[str, str], *words: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "verify", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **kwargs}
    return subprocess.run(argv, env=env, text=True, timeout=60, check=False, **streams)


def test_a_reader_that_leaves_early_is_no_error(env: dict[str, str]) -> None:
    """`verify list | head -1` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    done = process(env, "list", stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_one_line(env: dict[str, str]) -> None:
    """Output that cannot be written is a failure, said once."""
    for words in (("list",), ("--help",), ("report", "harbour", "--format", "html")):
        with Path("/dev/full").open("w") as full:
            done = process(env, *words, stdout=full)
        assert done.returncode == 1
        assert done.stderr.startswith("Error: No space left on device; ")
        assert done.stderr.count("\n") == 1


def test_ctrl_c_is_one_line_and_leaves_nothing(env: dict[str, str], tmp_path: Path) -> None:
    """Interrupted while it waits for the article: exit code 1, no database, no traceback."""
    env = {**env, "VERIFY_DB": str(tmp_path / "new.db")}
    script = (
        "import signal, sys; from verify.cli import run;"
        "signal.signal(signal.SIGALRM, signal.default_int_handler);"
        "signal.setitimer(signal.ITIMER_REAL, 0.2); sys.exit(run(['add', '-']))"
    )
    argv = [sys.executable, "-c", script]
    with subprocess.Popen(argv, env=env, stdin=-1, stdout=-1, stderr=-1, text=True) as waiting:
        assert waiting.wait(60) == 1
        assert waiting.stderr is not None
        assert waiting.stderr.read().startswith("Error: Interrupted; ")
    assert not (tmp_path / "new.db").exists()


def test_bytes_that_are_no_text_are_refused_in_words(env: dict[str, str]) -> None:
    """A note in another encoding cannot be kept, and is not half kept."""
    argv = [sys.executable, "-m", "verify", "note", "1", b"caf\xe9"]
    done = subprocess.run(argv, env={**env, "PYTHONUTF8": "1"}, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr


HEAVY = (
    *("spacy", "pydantic", "sqlite_utils", "rich", "jinja2", "claims", "rapidfuzz", "numpy"),
    *("starlette", "argon2", "importlib.metadata"),
)
LIGHT = (
    ("--help",),
    ("list", "--limit", "2", "--quiet"),
    ("list", "--json"),
    ("show", "1"),
    ("mark", "1", "confirmed", "--note", "x"),
    ("note", "1", "words"),
    ("assign", "1", "--to", "ben"),
    ("history",),
    ("undo", "--help"),
    ("sources",),
    ("articles",),
    ("config", "statuses"),
)

WRITING = ("mark", "note", "assign")
"""What these write is hashed: the log is a chain."""


@pytest.mark.parametrize("words", LIGHT, ids=" ".join)
def test_everyday_commands_start_in_a_blink(env: dict[str, str], words: tuple[str, ...]) -> None:
    """Nothing that costs more to import than the command itself is imported."""
    heavy = HEAVY if words[0] in WRITING else (*HEAVY, "hashlib")
    script = (
        "import sys; from verify.cli import run; code = run(sys.argv[1:]);"
        f"print(*[name for name in {heavy} if name in sys.modules], file=sys.stderr);"
        "sys.exit(code)"
    )
    argv = [sys.executable, "-c", script, *words]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.split() == []
