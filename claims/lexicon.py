"""Word lists, as text files a newsroom can read and correct.

Each list is ``claims/lexicon/<name>.txt``: one entry a line, in alphabetical order, none twice;
lines beginning with ``#`` may stand at the top and say what the list is for.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_FOLDER = files("claims") / "lexicon"


def names() -> tuple[str, ...]:
    """The names of all lists, in alphabetical order."""
    return tuple(
        sorted(
            entry.name.removesuffix(".txt")
            for entry in _FOLDER.iterdir()
            if entry.name.endswith(".txt")
        )
    )


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of one list in the order of its file. Raises FileNotFoundError."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list as a set. Raises FileNotFoundError."""
    return frozenset(entries(name))
