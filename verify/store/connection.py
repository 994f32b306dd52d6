"""The file: opening it, one transaction a command, and SQLite's complaints in plain words.

Every write is ``BEGIN IMMEDIATE``: a transaction that begins by reading and then writes fails
at once with "database is locked" when another process has written meanwhile, whatever the
timeout. Taking the write lock first makes it wait its turn.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from verify import store
from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYOUT = 11
"""How many migrations this release knows; kept in the file as ``PRAGMA user_version``.

A number of its own, so that a file that is up to date opens without importing the migrations.
"""

APPLICATION = 0x72706C63
"""``PRAGMA application_id`` of our files ("rplc"), so that no other program's are touched."""

PATIENCE = 30.0
"""Seconds to wait for another process's transaction."""


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open the database, bringing an older one up to date with a backup beside it.

    ``create`` makes a missing one. Raises VerifyError when the file is missing, is no database
    of ours, comes from a newer release, or cannot be opened.
    """
    if path.is_dir():
        raise VerifyError(f"{path} is a folder", "name a file with --db")
    if not is_there(path):
        if not create:
            raise VerifyError(
                f"There is no database at {path}",
                "add an article first (verify add FILE) or name another file with --db",
            )
        store.drives.refuse_remote(path)
        make_folder(path.parent)
    with explained(path):
        alone = "?mode=ro&immutable=1" if _is_alone(path) else ""
        uri = f"{path.absolute().as_uri()}{alone}"
        db = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            _bring_up(db, path, create=create)
        except BaseException:
            db.close()
            raise
    return db


def _is_alone(path: Path) -> bool:
    """Whether a file may only be read, and nobody has it open who writes.

    SQLite would want to write beside it, or leave files there that its owner could not use.
    """
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    return path.exists() and not writable and not path.with_name(f"{path.name}-wal").exists()


def is_there(path: Path) -> bool:
    """Whether the file exists. Raises VerifyError when its folder may not be entered."""
    try:
        return path.exists()
    except OSError as error:
        raise VerifyError(
            f"{path} cannot be reached: {error.strerror}", "name another file with --db"
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder that is not there yet. Raises VerifyError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VerifyError(
            f"The folder {folder} cannot be made: {error.strerror}", "name another file with --db"
        ) from error


@contextmanager
def reading(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Several reads of one and the same moment."""
    with explained(path), _transaction(db, "BEGIN"):
        yield db


@contextmanager
def writing(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """One command's reads and writes: all of them happen, or none."""
    store.drives.refuse_remote(path)
    with explained(path), _transaction(db, "BEGIN IMMEDIATE"):
        _refuse_newer(db, path)
        yield db


def is_unwritable(error: VerifyError) -> bool:
    """Whether something was refused because nothing may be written here."""
    cause = error.__cause__
    return isinstance(error, store.drives.RemoteError) or (
        isinstance(cause, sqlite3.Error) and cause.sqlite_errorname.startswith("SQLITE_READONLY")
    )


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    """A newer release may have brought the file up to date while this one had it open."""
    if (layout := db.execute("PRAGMA user_version").fetchone()[0]) > LAYOUT:
        raise VerifyError(
            f"A newer release has meanwhile brought the database {path} to layout {layout}; "
            "nothing was written",
            "stop this program and start it anew with that release",
        )


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk has SQLite roll back on its own.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a VerifyError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(error, path) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        message, hint = _EXPLANATIONS["SQLITE_CORRUPT"]
        raise VerifyError(message.format(path=path), hint) from error
    except UnicodeEncodeError as error:
        raise VerifyError(
            "The text holds half a character (a lone surrogate), which no file can keep",
            "save it as UTF-8 and try again",
        ) from error


_MEND = "verify check tells what is wrong, and verify restore BACKUP --replace mends it"

_EXPLANATIONS = {
    "SQLITE_BUSY": (
        "Another program has kept the database {path} busy for too long",
        "close that program, then run the command again",
    ),
    "SQLITE_LOCKED": (
        "Another program has kept the database {path} busy for too long",
        "close that program, then run the command again",
    ),
    "SQLITE_READONLY": (
        "The database {path} or its folder is read-only",
        "make both writable, or copy the file elsewhere and name the copy with --db",
    ),
    "SQLITE_CANTOPEN": (
        "The database {path} cannot be opened: its folder must be there and be writable",
        "name a file in another folder with --db",
    ),
    "SQLITE_PERM": (
        "You may not open the database {path}",
        "ask its owner for access, or name another file with --db",
    ),
    "SQLITE_FULL": (
        "The disk of {path} is full: nothing was written",
        "free some space and run the command again",
    ),
    "SQLITE_IOERR": (
        "The disk of {path} failed or is full: nothing was written",
        "check its free space and the drive, then run the command again",
    ),
    "SQLITE_NOTADB": (
        "{path} is not a database",
        "name the database with --db (verify add FILE makes a new one)",
    ),
    "SQLITE_CORRUPT": (
        "The database {path} is damaged",
        _MEND,
    ),
}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether a file cannot be trusted, by what SQLite, or Python of its texts, says."""
    name = getattr(error, "sqlite_errorname", "")
    damaged = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
    return name.startswith(damaged) or (not name and "decode" in str(error))


def _explanation(error: sqlite3.Error, path: Path) -> VerifyError:
    name = getattr(error, "sqlite_errorname", "")
    if not name and "decode" in str(error):  # Python's own, of bytes that are no text
        name = "SQLITE_CORRUPT"
    for prefix, (message, hint) in _EXPLANATIONS.items():
        if name.startswith(prefix):
            return VerifyError(message.format(path=path), hint)
    return VerifyError(
        f"The database {path} refused: {error}", "run verify check to see whether it is sound"
    )


def _bring_up(db: sqlite3.Connection, path: Path, *, create: bool) -> None:
    version = version_of(db, path, create=create)
    if version == LAYOUT:
        return
    store.drives.refuse_remote(path)
    _use_write_ahead_log(db)
    with _transaction(db, "BEGIN IMMEDIATE"):
        # Another process may have done it while this one waited.
        version = version_of(db, path, create=create)
        if version < LAYOUT:
            if version:
                _back_up(path, version)
            from verify import migrations

            migrations.migrate(db)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {LAYOUT}")


def version_of(db: sqlite3.Connection, path: Path, *, create: bool = False) -> int:
    """The file's layout, 0 when it is empty. Raises VerifyError for a file not to be touched."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if version == 0 and application == 0 and not _has_tables(db):
        if create:
            return 0
        raise VerifyError(f"The database {path} is empty", "add an article first: verify add FILE")
    if application != APPLICATION:
        raise VerifyError(f"{path} is a database of another program", "name another file with --db")
    if version > LAYOUT:
        raise VerifyError(
            f"The database {path} was written by a newer release (layout {version}; this one "
            f"knows {LAYOUT})",
            "upgrade with pip install --upgrade redpencil, or name another file with --db",
        )
    return version


def _has_tables(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch to WAL, which stays with the file: readers and a writer no longer wait for each other.

    Two processes that switch a new file at the same moment do not queue as writers do: one of
    them is told at once that the file is busy.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _back_up(path: Path, version: int) -> None:
    """Copy the database as it was before migrating; the copy appears whole or not at all."""
    unfinished = path.with_name(f"{path.name}.layout-{version}.unfinished")
    source, copy = sqlite3.connect(path.absolute()), sqlite3.connect(unfinished.absolute())
    try:
        source.backup(copy)
        copy.close()
        unfinished.replace(path.with_name(f"{path.name}.layout-{version}.backup"))
    finally:
        source.close()
        copy.close()
        unfinished.unlink(missing_ok=True)
