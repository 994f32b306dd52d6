"""What tests share: a real database file, the people who work on it, and the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import settings

from verify.cli import run
from verify.records import Proof
from verify.store import connection
from verify.workbench import Workbench
from verify.workbench.evidence import File

settings.register_profile("untimed", deadline=None)  # speed is for benchmarks to tell
settings.load_profile("untimed")


MINUTES = b"""\
Minutes

Nobody will lose a job, the port authority says.

The council met on Tuesday.
"""
"""A document that is kept as evidence."""


class Done(NamedTuple):
    """How a command left, and what it printed where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line of a refusal, which says what is wrong and what to do."""
        assert (self.code, self.out) == (1, "")
        assert self.err.startswith("Error: ")
        assert self.err.count("\n") == 1
        return self.err


@pytest.fixture
def verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run a command as ana, in a folder of its own, with the article "harbour" (claims 1 to 4)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERIFY_DB", str(tmp_path / "verify.db"))
    monkeypatch.setenv("VERIFY_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("VERIFY_USER", "ana")
    monkeypatch.delenv("COLUMNS", raising=False)
    shelve(tmp_path / "verify.db", DRAFT, "harbour")

    def command(*words: str) -> Done:
        code = run(words)
        return Done(code, *capsys.readouterr())

    return command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the article "harbour", its claims being 1 to 4."""
    path = tmp_path / "verify.db"
    shelve(path, DRAFT, "harbour")
    return path


@pytest.fixture
def ana(path: Path) -> Iterator[Workbench]:
    """Ana, who added the article."""
    with Workbench(path, actor="ana") as desk:
        yield desk


@pytest.fixture
def ben(path: Path) -> Iterator[Workbench]:
    """Ben, who works on the same database."""
    with Workbench(path, actor="ben") as desk:
        yield desk


@pytest.fixture
def worked(path: Path) -> Path:
    """The database after something of every kind has happened; nobody has it open."""
    with Workbench(path, actor="ana") as ana, Workbench(path, actor="ben") as ben:
        ana.mark([1, 2], "confirmed", note="sure", evidence=["p. 4"])
        ana.mark([4], "incorrect", correction="on Tuesday")
        ben.sign_off([1])
        ben.assign([3], "ana")
        revise(path, REVISED, "harbour")
        ben.merge_sources(["Port Authority"], "Maria Lopez")
        ben.attach_file([3], File(MINUTES, "minutes.txt"), Proof("p. 2", kind="primary"))
        ben.note([4], "call again")
        ben.undo()
    return path


@pytest.fixture
def db(worked: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to that database."""
    db = connection.connect(worked)
    yield db
    db.close()
