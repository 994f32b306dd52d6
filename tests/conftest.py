"""What tests of the command line share: a command, run on a real database file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from drafts import DRAFT, shelve

from verify.cli import run


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
