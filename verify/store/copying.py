"""A database as one plain file: copied while others write, looked at before it is trusted."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from verify.errors import VerifyError
from verify.store import chain, connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verify.records import Head

_PAGES = 1_000
_WAIT = 3.0
"""Seconds for another program to let go of a database that is to be put aside."""


class Contents(NamedTuple):
    """What a copy holds: its log's head, how many articles, the names of its documents."""

    log: Head
    articles: int
    documents: tuple[str, ...]


def copy(db: sqlite3.Connection, target: Path, named: Path) -> None:
    """Copy the database as it is at one moment into a file of its own, without a log beside it.

    Raises VerifyError, which names another file, where that cannot be written.

    To be called inside ``connection.reading``. Nobody waits for a reader, however long it takes,
    and what others write meanwhile does not make the copy begin anew.
    """
    db.execute("SELECT 1 FROM chain").fetchone()  # the moment is that of the first read
    with connection.explained(named):
        copied = sqlite3.connect(target.absolute(), isolation_level=None)
        try:
            db.backup(copied, pages=_PAGES)
            copied.execute("PRAGMA journal_mode = DELETE")
        finally:
            copied.close()


def examined(path: Path, named: Path) -> Contents:
    """What a file holds that nobody writes to. Raises VerifyError, which names another file, where
    it is not sound.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with (
        connection.explained(named),
        closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db,
    ):
        connection.version_of(db, named)
        for (detail,) in db.execute("PRAGMA integrity_check(1)"):
            if detail != "ok":
                raise VerifyError(f"{named} is damaged: {detail.splitlines()[-1]}", _ELSEWHERE)
        if fault := chain.fault(db):
            raise VerifyError(
                f"The log in {named} was changed: event {fault.event} {fault.detail}", _ELSEWHERE
            )
        (articles,) = db.execute("SELECT count(*) FROM articles WHERE withdrawn = 0").fetchone()
        documents = db.execute("SELECT sha256 FROM documents ORDER BY sha256")
        return Contents(chain.head(db), articles, tuple(row[0] for row in documents))


_ELSEWHERE = "verify check tells what is wrong; verify restore puts an older backup in its place"


def begin_log(path: Path) -> None:
    """Let a plain copy have its write-ahead log again, as the databases in use have."""
    with (
        connection.explained(path),
        closing(sqlite3.connect(path.absolute(), isolation_level=None)) as db,
    ):
        db.execute("PRAGMA journal_mode = WAL")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep everybody out of a database that is to be put aside, its log folded into the file.

    Raises VerifyError while another program has it open. What is too damaged to be opened is
    nobody's to hold.
    """
    with connection.explained(path):
        db = sqlite3.connect(path.absolute(), timeout=_WAIT, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            # Closed here: closed later, it would clear up a log that is no longer its own.
            db.close()
            if not connection.is_damage(error):
                raise
    try:
        yield
    finally:
        db.close()


def begin_log_if_sound(path: Path) -> None:
    """The same for a file that may be damaged."""
    with suppress(VerifyError):
        begin_log(path)
