"""A database that is read once for all tests of a file, and a copy of it for each."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verify.records import Metadata
from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_once(folder: Path, text: str, slug: str) -> Path:
    """A database with one article, its claims as the machine finds them."""
    path = folder / f"{slug}.db"
    with Workbench(path, actor="ana") as desk:
        desk.add(text, Metadata(slug=slug))
    return path


def copied(shelf: Path, folder: Path) -> Path:
    """A copy of a database, under its name."""
    copy = folder / shelf.name
    with sqlite3.connect(shelf) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


@contextmanager
def sound(path: Path, actor: str) -> Iterator[Workbench]:
    """Somebody's desk; whatever a test does there, the database then agrees with itself."""
    with Workbench(path, actor=actor) as desk:
        yield desk
        assert desk.check() == []
