"""What became of each document of an archive, told by the SHA-256 of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.records import Ingested
from verify.store import log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def outcome(db: sqlite3.Connection, record: str) -> str | None:
    """What became of a record: added, same or failed; null when it was not read yet."""
    row = db.execute("SELECT outcome FROM ingested WHERE record = ?", (record,)).fetchone()
    return row[0] if row else None


def note(
    db: sqlite3.Connection, told: Ingested, text: str | None = None, article_id: int | None = None
) -> None:
    """Write down what became of a record, in the place of what was known of it; ``text`` is the
    SHA-256 of its text, where it could be read.
    """
    db.execute(
        "INSERT OR REPLACE INTO ingested (record, text, origin, outcome, reason, article_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (told.record, text, told.origin, told.outcome, told.reason, article_id, log.now()),
    )


def forgive(db: sqlite3.Connection, record: str) -> None:
    """An archive that could not be read whole now was."""
    db.execute("DELETE FROM ingested WHERE record = ? AND outcome = 'failed'", (record,))


def failed(db: sqlite3.Connection) -> Iterator[Ingested]:
    """What was set aside, by where it lies."""
    rows = db.execute(
        "SELECT record, origin, outcome, reason, at FROM ingested WHERE outcome = 'failed'"
        " ORDER BY origin"
    )
    return (Ingested(*row) for row in rows)
