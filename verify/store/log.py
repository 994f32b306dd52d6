"""The event log: written once, never changed, and what every status derives from.

An event carries the fields it changed, from what to what; folding a claim's events in order
gives its state. The columns in ``claims`` (and ``merged_into`` and ``kind`` in ``sources``) are
copies of that, written here in the same transaction as the events and nowhere else.

Each event has a ``hash``, so that whoever knows the last one (the head, which ``verify check``
prints) can tell whether the log is still the one that it was. Anybody can compute it, in the
order of the ids:

    row  = [id, at, actor, action, article_id, version_id, claim_id, source_id,
            note, changes, command, undoes]       the columns as they are; changes is a text
    json = row as compact JSON, as JSON.stringify writes it, or Python's
           json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    hash = SHA-256, in hexadecimal, of the UTF-8 bytes of
           the hash of the event before (64 zeros before the first), a line feed, and json
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.errors import Stale
from verify.records import Event, FieldChange, Head, Note
from verify.store import chain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

Changes = dict[str, tuple[str | None, str | None]]
"""Field to (before, after)."""

STATE = (
    *("status", "recheck", "assignee", "verdict_by", "signed_off_by", "correction"),
    *("attributed", "valid_until", "worded", "dropped"),
)
"""The fields of a claim that derive from events alone."""

PROOF = {
    "evidence": "locator",
    "evidence_kind": "kind",
    "stance": "stance",
    "quote": "quote",
    "consulted": "consulted",
    "origin": "origin",
    "document": "document",
}
"""The fields of an event that attaches evidence, and their columns in ``evidence``."""


class Entry(NamedTuple):
    """An event about to be written. A claim's article need not be given."""

    action: str
    claim_id: int | None = None
    changes: Mapping[str, tuple[str | None, str | None]] = {}
    note: str | None = None
    article_id: int | None = None
    version_id: int | None = None
    source_id: int | None = None


def now(later: float = 0) -> str:
    """The time, UTC, or so many seconds later."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + later))


def record(
    db: sqlite3.Connection, actor: str, entries: Sequence[Entry], undoes: int | None = None
) -> int:
    """Write one command's events and bring the copies of state in step.

    Returns the command: the id of its first event; the others follow without a gap.
    """
    command = _next_id(db)
    at = now()
    articles = _articles(db, entries)
    rows = [
        (
            *(command + n, at, actor, entry.action),
            articles.get(entry.claim_id) if entry.article_id is None else entry.article_id,
            *(entry.version_id, entry.claim_id, entry.source_id, entry.note),
            *(json.dumps(entry.changes, ensure_ascii=False), command, undoes),
        )
        for n, entry in enumerate(entries)
    ]
    write(db, rows)
    for n, entry in enumerate(entries):
        if entry.claim_id is not None:
            _copy_claim(db, entry)
        if entry.action == "attached":
            proof = {PROOF[field]: after for field, (_, after) in entry.changes.items()}
            row = {"claim_id": entry.claim_id, "event_id": command + n, "note": entry.note, **proof}
            db.execute(
                f"INSERT INTO evidence ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                tuple(row.values()),
            )
        if "kind" in entry.changes:
            kind = entry.changes["kind"][1]
            db.execute("UPDATE sources SET kind = ? WHERE id = ?", (kind, entry.source_id))
        if "merged_into" in entry.changes:
            db.execute(
                "UPDATE sources SET merged_into = (SELECT id FROM sources WHERE name = ?)"
                " WHERE id = ?",
                (entry.changes["merged_into"][1], entry.source_id),
            )
    return command


def write(db: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> None:
    """Write events (``chain.COLUMNS``) at the end of the chain."""
    # From the head and not from the last event: where the end was cut off, it stays missed.
    before = chain.head(db)
    hashes = chain.hashes(before.hash, rows)
    db.executemany(
        f"INSERT INTO events ({', '.join(chain.COLUMNS)}, hash) VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row, told) for row, told in zip(rows, hashes, strict=True)),
    )
    if hashes:
        chain.move(db, Head(before.events + len(hashes), hashes[-1]))


def _articles(db: sqlite3.Connection, entries: Sequence[Entry]) -> dict[int | None, int]:
    """The articles of the claims whose entries do not name one."""
    ids = [entry.claim_id for entry in entries if entry.article_id is None]
    rows = db.execute(
        "SELECT id, article_id FROM claims WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(dict.fromkeys(ids))),),
    )
    return dict(rows.fetchall())


def last_id(db: sqlite3.Connection) -> int:
    """The id of the last event; 0 when there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])


def _next_id(db: sqlite3.Connection) -> int:
    # The write lock is held, so nobody else takes this number.
    return last_id(db) + 1


def _copy_claim(db: sqlite3.Connection, entry: Entry) -> None:
    state = {field: after for field, (_, after) in entry.changes.items() if field in STATE}
    if state:
        columns = ", ".join(f"{field} = ?" for field in state)
        db.execute(f"UPDATE claims SET {columns} WHERE id = ?", (*state.values(), entry.claim_id))


# Reading

UNDONE = "EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.command)"
"""Whether the event ``e`` was taken back."""
_EVENTS = (
    "SELECT e.id, e.at, e.actor, e.action, a.slug, v.number, e.claim_id, s.name, e.note,"
    f" e.changes, e.command, e.undoes, {UNDONE}, e.hash FROM events e"
    " LEFT JOIN articles a ON a.id = e.article_id LEFT JOIN versions v ON v.id = e.version_id"
    " LEFT JOIN sources s ON s.id = e.source_id"
)


def _event(row: Sequence[Any]) -> Event:
    changes = json.loads(row[9])
    told = tuple(FieldChange(field, *change) for field, change in changes.items())
    return Event(*(*row[:9], told, *row[10:12], bool(row[12]), row[13]))


def events(
    db: sqlite3.Connection,
    *,
    claim_id: int | None = None,
    article_id: int | None = None,
    limit: int | None = None,
    after: int | None = None,
) -> list[Event]:
    """The events of a claim, an article, or all; oldest first, the newest ``limit`` of them.

    With ``after``, those that came after this event, the oldest ``limit`` of them.
    """
    wanted = {"e.claim_id = ?": claim_id, "e.article_id = ?": article_id, "e.id > ?": after}
    given = {test: value for test, value in wanted.items() if value is not None}
    rows = db.execute(
        f"{_EVENTS} WHERE {' AND '.join(given) or 'true'}"
        f" ORDER BY e.id {'DESC' if after is None else 'ASC'} LIMIT ?",
        (*given.values(), -1 if limit is None else limit),
    )
    found = [_event(row) for row in rows]
    return found[::-1] if after is None else found


def events_of(db: sqlite3.Connection, claim_ids: Iterable[int]) -> dict[int, list[Event]]:
    """Each claim's events, oldest first."""
    ids = list(claim_ids)
    found: dict[int, list[Event]] = {claim_id: [] for claim_id in ids}
    for row in db.execute(
        f"{_EVENTS} WHERE e.claim_id IN (SELECT value FROM json_each(?)) ORDER BY e.id",
        (json.dumps(ids),),
    ):
        found[row[6]].append(_event(row))
    return found


def events_of_sources(db: sqlite3.Connection, source_ids: Iterable[int]) -> list[Event]:
    """The events of sources, oldest first."""
    rows = db.execute(
        f"{_EVENTS} WHERE e.source_id IN (SELECT value FROM json_each(?)) ORDER BY e.id",
        (json.dumps(list(source_ids)),),
    )
    return [_event(row) for row in rows]


def events_of_versions(db: sqlite3.Connection, version_ids: Iterable[int]) -> list[Event]:
    """What versions did to claims, oldest first."""
    rows = db.execute(
        f"{_EVENTS} WHERE e.article_id IN (SELECT article_id FROM versions WHERE id IN"
        " (SELECT value FROM json_each(?1))) AND e.version_id IN"
        " (SELECT value FROM json_each(?1)) ORDER BY e.id",
        (json.dumps(list(version_ids)),),
    )
    return [_event(row) for row in rows]


def newest_of_article(db: sqlite3.Connection, article_id: int) -> int:
    """The id of an article's last event: what is read of it holds until there is another."""
    row = db.execute("SELECT max(id) FROM events WHERE article_id = ?", (article_id,)).fetchone()
    return int(row[0] or 0)


def newest(db: sqlite3.Connection, claim_ids: Iterable[int]) -> dict[int, int]:
    """The id of each claim's last event: what a person who looks at it now has seen."""
    rows = db.execute(
        "SELECT ids.value, max(e.id) FROM json_each(?) ids CROSS JOIN events e"
        " WHERE e.claim_id = ids.value GROUP BY ids.value",
        (json.dumps(list(claim_ids)),),
    )
    return dict(rows.fetchall())


_BESIDE = "('noted', 'attached', 'detached')"
"""Actions that change nothing of what others decide."""

_UNSEEN = (
    f"SELECT told.*, seen.key FROM json_each(?) seen CROSS JOIN ({_EVENTS}) told"
    " ON told.claim_id = CAST(seen.key AS INTEGER) AND told.id > seen.value"
    f" WHERE told.action NOT IN {_BESIDE} AND NOT (told.action = 'undone' AND"
    " (SELECT first.action FROM events first WHERE first.command = told.undoes"
    f" AND first.claim_id = told.claim_id ORDER BY first.id LIMIT 1) IN {_BESIDE})"
    " ORDER BY told.claim_id, told.id"
)


def refuse_stale(db: sqlite3.Connection, seen: Mapping[int, int]) -> None:
    """Raise Stale where somebody has since worked on a claim; notes and evidence do no harm.

    ``seen`` is each claim's last event that the person had before their eyes. To be called where
    the write lock is held: nobody then comes in between.
    """
    later = [_event(row) for row in db.execute(_UNSEEN, (json.dumps(dict(seen)),))]
    if not later:
        return
    claim_id = later[0].claim_id
    assert claim_id is not None
    of_claim = [event for event in later if event.claim_id == claim_id]
    raise Stale(_since(of_claim[-1]), claim_id, of_claim)


def _since(event: Event) -> str:
    after = {change.field: change.after for change in event.changes}
    what = f"{event.action.replace('-', ' ')} claim {event.claim_id}"
    if event.action == "undone":
        what = f"taken back an action on claim {event.claim_id}"
    elif event.action == "assigned":
        what += f" to {after.get('assignee') or 'nobody'}"
    elif event.action == "marked" and after.get("status"):
        what += f" {after['status']}"
    return f"{event.actor} has since {what} ({event.at})"


def notes(history: Iterable[Event]) -> tuple[Note, ...]:
    """The notes that stand: people's words, not those of evidence or of the machine."""
    return tuple(
        Note(event.at, event.actor, event.note)
        for event in history
        if event.note and event.action in ("noted", "marked", "signed-off") and not event.undone
    )


# Taking back


class Logged(NamedTuple):
    """An event as it lies in the log, with the ids that a person never sees."""

    id: int
    at: str
    actor: str
    action: str
    article_id: int | None
    version_id: int | None
    claim_id: int | None
    source_id: int | None
    changes: Changes


_LOGGED = (
    "SELECT e.id, e.at, e.actor, e.action, e.article_id, e.version_id, e.claim_id, e.source_id,"
    " e.changes FROM events e"
)


def _logged(row: Sequence[Any]) -> Logged:
    changes = {field: (before, after) for field, (before, after) in json.loads(row[8]).items()}
    return Logged(*(*row[:8], changes))


def last_command(db: sqlite3.Connection, actor: str) -> list[Logged]:
    """The events of the actor's last command that still stands; empty when there is none."""
    rows = db.execute(
        f"{_LOGGED} WHERE e.command = (SELECT e.command FROM events e"
        f" WHERE e.actor = ? AND e.undoes IS NULL AND NOT {UNDONE}"
        " ORDER BY e.id DESC LIMIT 1) ORDER BY e.id",
        (actor,),
    )
    return [_logged(row) for row in rows]


def standing_in(db: sqlite3.Connection, version_id: int, actions: Sequence[str]) -> list[Logged]:
    """Events of these actions on a version that still stand."""
    rows = db.execute(
        f"{_LOGGED} WHERE e.version_id = ? AND e.article_id ="
        " (SELECT article_id FROM versions WHERE id = ?) AND e.undoes IS NULL"
        f" AND NOT {UNDONE} AND e.action IN (SELECT value FROM json_each(?)) ORDER BY e.id",
        (version_id, version_id, json.dumps(actions)),
    )
    return [_logged(row) for row in rows]


def standing_since(db: sqlite3.Connection, done: Sequence[Logged]) -> list[Logged]:
    """Later events, still standing, on the claims and sources that a command touched."""
    rows = db.execute(
        f"{_LOGGED} WHERE e.id > ? AND e.undoes IS NULL AND NOT {UNDONE}"
        " AND (e.claim_id IN (SELECT value FROM json_each(?))"
        " OR e.source_id IN (SELECT value FROM json_each(?))) ORDER BY e.id",
        (
            done[-1].id,
            json.dumps([event.claim_id for event in done if event.claim_id is not None]),
            json.dumps([event.source_id for event in done if event.source_id is not None]),
        ),
    )
    return [_logged(row) for row in rows]
