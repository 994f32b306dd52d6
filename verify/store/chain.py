"""The log's hashes: each event's over the one before, so that none can be changed unseen.

The recipe stands in ``verify.store.log``. The table ``chain`` has one row, the head: how many
events there are and the last one's hash, so that events cut off at the end are missed, too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from verify import records
from verify.records import Head

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from verify.records import Disagreement

COLUMNS = (
    *("id", "at", "actor", "action", "article_id", "version_id", "claim_id", "source_id"),
    *("note", "changes", "command", "undoes"),
)
"""What of an event is hashed, in this order: everything but the hash."""

# What no event holds, such as bytes, somebody has put there: it is hashed and does not fit.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode

START = Head(0, "0" * 64)
"""The head of a log without events."""


def linked(before: str, row: Sequence[Any]) -> str:
    """The hash of an event (COLUMNS) after the event of that hash."""
    import hashlib  # a listing hashes nothing and should not pay for it

    told = f"{before}\n{_JSON(row)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def hashes(before: str, rows: Iterable[Sequence[Any]]) -> list[str]:
    """The hashes of events that follow one another, the first after the event of that hash."""
    found = []
    for row in rows:
        before = linked(before, row)
        found.append(before)
    return found


def head(db: sqlite3.Connection) -> Head:
    """The head as it is kept; START where somebody has put something else there, or nothing."""
    row = db.execute(
        "SELECT events, head FROM chain WHERE id = 1 AND typeof(events) = 'integer'"
        " AND typeof(head) = 'text'"
    ).fetchone()
    return Head(*row) if row else START


def move(db: sqlite3.Connection, to: Head) -> None:
    """Keep a head."""
    db.execute("UPDATE chain SET events = ?, head = ? WHERE id = 1", to)


def proven(db: sqlite3.Connection, wanted: str) -> int | None:
    """The event whose hash this is, the log being sound up to there; 0 for the empty log."""
    event = _event_of(db, wanted)
    if event is None:
        return None
    wrong = fault(db)
    return event if wrong is None or event < wrong.event else None


def _event_of(db: sqlite3.Connection, wanted: str) -> int | None:
    if wanted == START.hash:
        return 0
    row = db.execute("SELECT id FROM events WHERE hash = ? LIMIT 1", (wanted,)).fetchone()
    return row and int(row[0])


class Fault(NamedTuple):
    """The first event that is not as it was written, or is missing; what is wrong with it."""

    event: int
    detail: str

    @property
    def told(self) -> Disagreement:
        return records.Disagreement("log", f"event {self.event}", self.detail)


def fault(db: sqlite3.Connection) -> Fault | None:
    """Follow the chain from its start; the first fault, none in a sound log."""
    before, last, count = START.hash, 0, 0
    rows = db.execute(f"SELECT hash, {', '.join(COLUMNS)} FROM events ORDER BY id")
    for told, *row in rows:
        if linked(before, row) != told:
            return _broken(db, before, last, told, row)
        before, last, count = told, row[0], count + 1
    kept = head(db)
    return None if (count, before) == kept else _cut(db, kept, Head(count, before), last)


def _broken(
    db: sqlite3.Connection, before: str, last: int, told: str | None, row: Sequence[Any]
) -> Fault:
    """Name what is wrong at the first event that does not follow from the one before.

    What comes next tells: it follows from the hash as it was when the event was edited, from the
    event when only its hash was, and from an earlier event when this one was put between.
    """
    event = row[0]
    if event > last + 1:
        gone = f"event {last + 1} is" if event == last + 2 else f"events {last + 1}-{event - 1} are"
        return Fault(last + 1, f"is missing: the log goes from {last} to {event}; {gone} gone")
    columns = ", ".join(COLUMNS)
    after = db.execute(
        f"SELECT hash, {columns} FROM events WHERE id > ? ORDER BY id LIMIT 1", (event,)
    ).fetchone()
    if after is None:
        is_head = told == head(db).hash
        return Fault(event, "was edited" if is_head else "was edited, or put in afterwards")
    follows, following = after[0], after[1:]
    if linked(told or "", following) == follows:
        return Fault(event, "was edited after it was written")
    if linked(linked(before, row), following) == follows:
        return Fault(event, "has another hash than it was given")
    if linked(before, following) == follows:
        return Fault(event, "was put in afterwards")
    return Fault(event, "was edited, or put in the place of another")


def _cut(db: sqlite3.Connection, kept: Head, found: Head, last: int) -> Fault:
    """Name what is wrong where every event follows and the head is another."""
    if kept.events > found.events:
        missing = kept.events - found.events
        number = "1 event is" if missing == 1 else f"{missing:,} events are"
        return Fault(last + 1, f"is missing: {number} gone from the log's end")
    ended = _event_of(db, kept.hash)
    if ended and ended < last and kept.events < found.events:
        first = db.execute("SELECT min(id) FROM events WHERE id > ?", (ended,)).fetchone()[0]
        return Fault(int(first), f"was put in afterwards: the log ended at event {ended}")
    return Fault(last, "is not the end that the table chain keeps: one of them was rewritten")
