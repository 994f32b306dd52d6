"""Deriving again what can be derived, and comparing it with what the database says.

Texts from their hashes, quotes from texts, lists from occurrences, states from events, search
from claims. Everything streams, so that a large database is checked in little memory.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from verify.records import Disagreement
from verify.store import adding, chain, connection, evidence, listing, log, mends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verify.store.locker import Locker


def check(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """Every disagreement but those of search; none in a sound database.

    Where the file itself is damaged, that is all: whatever its rows say may be wrong.
    """
    damaged = list(_read(_file, db))
    yield from damaged
    for part in () if damaged else _PARTS:
        yield from _read(part, db)


def _read(
    part: Callable[[sqlite3.Connection], Iterator[Disagreement]], db: sqlite3.Connection
) -> Iterator[Disagreement]:
    try:
        yield from part(db)
    except Exception as error:  # whatever damaged rows make their readers raise
        if isinstance(error, sqlite3.Error) and not connection.is_damage(error):
            raise
        yield Disagreement("file", "the database file", f"cannot be read: {error}")


def check_locker(db: sqlite3.Connection, locker: Locker) -> Iterator[Disagreement]:
    """Every document whose kept bytes are missing or not the same."""
    for document in evidence.documents(db):
        if fault := locker.fault(document.sha256):
            where = f"{document.title or document.media} ({document.sha256[:12]})"
            place = locker.folder / document.sha256[:2] / document.sha256
            yield Disagreement("evidence", where, f"{place} {fault}")


def _file(db: sqlite3.Connection) -> Iterator[Disagreement]:
    for (detail,) in db.execute("PRAGMA integrity_check(20)"):
        if detail != "ok":
            yield Disagreement("file", "the database file", " ".join(detail.split()))


def _references(db: sqlite3.Connection) -> Iterator[Disagreement]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Disagreement("reference", f"{table} {row}", f"refers to a row missing from {parent}")


def _chain(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """Every event is the one that was written, and none is missing."""
    if fault := chain.fault(db):
        yield fault.told


def _texts(db: sqlite3.Connection) -> Iterator[Disagreement]:
    for version_id, article_id, slug, number, text, sha256 in db.execute(
        "SELECT v.id, a.id, a.slug, v.number, v.text, v.sha256 FROM versions v"
        " JOIN articles a ON a.id = v.article_id ORDER BY v.id"
    ):
        where = f"{slug} version {number}"
        if adding.digest(text) != sha256:
            yield Disagreement("text", where, "the text is not the one its SHA-256 was taken of")
        by_people = [
            (claim_id, mend.worded[number])
            for claim_id, mend in mends.of_article(db, article_id).items()
            if number in mend.worded
        ]
        for claim_id, found in (*listing.as_read(db, version_id), *by_people):
            spans = found.claim["spans"]
            if " … ".join(text[start:end] for start, end in spans) != found.quote:
                yield Disagreement(
                    "quote", f"claim {claim_id} in {where}", "its spans do not quote the text"
                )
            if not 0 <= found.sentence[0] < found.sentence[1] <= len(text):
                yield Disagreement(
                    "sentence", f"claim {claim_id} in {where}", "its sentence is not in the text"
                )


def _withdrawn(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """A version is out of sight exactly when the command that added it was undone."""
    for slug, number in db.execute(
        "SELECT a.slug, v.number FROM versions v JOIN articles a ON a.id = v.article_id"
        " WHERE v.withdrawn <> coalesce((SELECT 1 FROM events e JOIN events u"
        " ON u.undoes = e.command WHERE e.version_id = v.id AND e.article_id = v.article_id"
        " AND e.action IN ('added', 'revised') LIMIT 1), 0)"
    ):
        yield Disagreement("version", f"{slug} version {number}", "withdrawn without an event")
    for (slug,) in db.execute(
        "SELECT slug FROM articles a WHERE withdrawn <> NOT EXISTS"
        " (SELECT 1 FROM versions v WHERE v.article_id = a.id AND v.withdrawn = 0)"
    ):
        yield Disagreement("article", slug, "withdrawn though it has a version, or the reverse")


def _lists(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """What is listed of a claim is what its last occurrence says."""
    for (article_id,) in db.execute("SELECT id FROM articles ORDER BY id"):
        found = listing.last_occurrences(db, article_id)
        corrected = adding.attributed(db, (one.claim_id for one in found))
        should = adding.derived(found, corrected)
        does = _stored(db, article_id)
        for claim_id in sorted(should.keys() | does.keys()):
            if _folded(should.get(claim_id)) != _folded(does.get(claim_id)):
                yield Disagreement(
                    "list", f"claim {claim_id}", "is not listed as its last version words it"
                )


def _repeated(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """A claim is marked as repeated exactly when another article makes it in the same words."""
    for (claim_id,) in db.execute(
        f"SELECT id FROM claims WHERE withdrawn = 0 AND repeated <> ({adding.IS_REPEATED})"
    ):
        yield Disagreement("list", f"claim {claim_id}", "is repeated elsewhere, or is not")


def _stored(db: sqlite3.Connection, article_id: int) -> dict[int, adding.Listed]:
    """What the lists do say."""
    claims = db.execute(
        f"SELECT id, {', '.join(adding.COLUMNS)} FROM claims"
        " WHERE article_id = ? AND withdrawn = 0",
        (article_id,),
    )
    figures = f"SELECT {', '.join(adding.FIGURE)} FROM figures WHERE claim_id = ?"
    dates = f"SELECT {', '.join(adding.DATE)} FROM dates WHERE claim_id = ?"
    named = (
        "SELECT s.name, relay FROM claim_sources JOIN sources s ON s.id = source_id"
        " WHERE claim_id = ?"
    )
    return {
        claim_id: adding.Listed(
            columns=tuple(columns),
            figures=tuple(db.execute(f"{figures} ORDER BY position", (claim_id,))),
            dates=tuple(db.execute(f"{dates} ORDER BY position", (claim_id,))),
            sources=tuple(db.execute(f"{named} ORDER BY position", (claim_id,))),
        )
        for claim_id, *columns in claims.fetchall()
    }


def _folded(listed: adding.Listed | None) -> adding.Listed | None:
    """One source may be written with other capitals in another claim."""
    return listed and listed._replace(
        sources=tuple((name.casefold(), relay) for name, relay in listed.sources)
    )


def _states(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """A claim's state is what its events, one after the other, made of it."""
    columns = ", ".join(f"c.{field}" for field in log.STATE)
    rows = db.execute(
        f"SELECT c.id, e.changes, {columns} FROM claims c"
        " LEFT JOIN events e ON e.claim_id = c.id ORDER BY c.id, e.id"
    )
    for claim_id, several in groupby(rows, key=itemgetter(0)):
        history = list(several)
        state: dict[str, str | None] = dict.fromkeys(log.STATE)
        for row in history:
            changes = json.loads(row[1] or "{}")
            for field, (before, after) in changes.items():
                if field in state and state[field] != before:
                    detail = f"an event changes {field} from {before!r}; it was {state[field]!r}"
                    yield Disagreement("event", f"claim {claim_id}", detail)
                if field in state:
                    state[field] = after
        for field, listed in zip(log.STATE, history[0][2:], strict=True):
            if state[field] != listed:
                yield Disagreement(
                    "status",
                    f"claim {claim_id}",
                    f"its {field} is {listed!r}, but by its events {state[field]!r}",
                )


def _merges(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """A source stands for what the last event about it says."""
    for name, listed, changes in db.execute(
        "SELECT s.name, m.name, (SELECT e.changes FROM events e WHERE e.source_id = s.id"
        " AND json_extract(e.changes, '$.merged_into') IS NOT NULL ORDER BY e.id DESC LIMIT 1)"
        " FROM sources s LEFT JOIN sources m ON m.id = s.merged_into"
    ):
        told = json.loads(changes)["merged_into"][1] if changes else None
        if listed != told:
            detail = f"stands for {listed!r}, but by the events for {told!r}"
            yield Disagreement("source", name, detail)


def _kinds(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """A source of which a person told the kind is of that kind."""
    for name, kind, changes in db.execute(
        "SELECT s.name, s.kind, (SELECT e.changes FROM events e WHERE e.source_id = s.id"
        " AND json_extract(e.changes, '$.kind') IS NOT NULL ORDER BY e.id DESC LIMIT 1) AS told"
        " FROM sources s WHERE told IS NOT NULL"
    ):
        if (said := json.loads(changes)["kind"][1]) != kind:
            yield Disagreement("source", name, f"is {kind!r}, but by the events {said!r}")


def _evidence(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """Evidence and the events that attached it tell the same."""
    columns = ", ".join(f"x.{column}" for column in log.PROOF.values())
    for event_claim, changes, claim_id, *stored in db.execute(
        f"SELECT e.claim_id, e.changes, x.claim_id, {columns} FROM events e"
        " LEFT JOIN evidence x ON x.event_id = e.id WHERE e.action = 'attached' ORDER BY e.id"
    ):
        told = json.loads(changes)
        attached = [told.get(field, (None, None))[1] for field in log.PROOF]
        if (claim_id, stored) != (event_claim, attached):
            detail = f"{stored[0]!r} is not what was attached"
            yield Disagreement("evidence", f"claim {event_claim}", detail)


def _passages(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """Passages quote the text of their document."""
    for passage_id, sha256 in db.execute(
        "SELECT p.id, d.sha256 FROM passages p JOIN documents d ON d.sha256 = p.document"
        " WHERE substr(d.text, p.start + 1, length(p.text)) <> p.text"
    ):
        where = f"passage {passage_id} of {sha256[:12]}"
        yield Disagreement("passage", where, "does not quote its document")


def check_search(db: sqlite3.Connection) -> list[Disagreement]:
    """Whether search finds what is there. SQLite wants a write transaction for it."""
    return [
        Disagreement("search", f"{table}_fts", f"is not in step with the {table}")
        for table in ("claims", "passages")
        if not _is_in_step(db, f"{table}_fts")
    ]


def _is_in_step(db: sqlite3.Connection, index: str) -> bool:
    try:
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            raise
        return False
    return True


_PARTS = (
    *(_references, _chain, _texts, _withdrawn, _lists, _repeated, _states, _merges, _kinds),
    *(_evidence, _passages),
)
