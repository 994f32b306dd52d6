"""One article with all that hangs on it, as rows out of one database and into another.

In the other database everything gets new ids; sources are those of the same name there. What an
event says happened, when and by whom stays as it was.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.errors import VerifyError
from verify.records import Head
from verify.store import adding, chain, log, mends, transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verify.records import Json

_CLAIMS = "SELECT id FROM claims WHERE article_id = :article"
_EVENTS = f"(article_id = :article OR claim_id IN ({_CLAIMS}))"
_KEPT = f"SELECT document FROM evidence WHERE claim_id IN ({_CLAIMS})"
_NAMED = f"SELECT source_id FROM claim_sources WHERE claim_id IN ({_CLAIMS})"

_WHICH = {
    "articles": "id = :article",
    "versions": "article_id = :article",
    "claims": "article_id = :article",
    "occurrences": f"claim_id IN ({_CLAIMS})",
    "sources": f"id IN ({_NAMED}) OR id IN"
    f" (SELECT merged_into FROM sources WHERE id IN ({_NAMED}))",
    "claim_sources": f"claim_id IN ({_CLAIMS})",
    "figures": f"claim_id IN ({_CLAIMS})",
    "dates": f"claim_id IN ({_CLAIMS})",
    "events": _EVENTS,
    "documents": f"sha256 IN ({_KEPT})",
    "passages": f"document IN ({_KEPT})",
    "evidence": f"claim_id IN ({_CLAIMS})",
}
"""Which rows of each table belong to an article."""


def rows_of(db: sqlite3.Connection, article_id: int) -> Iterator[Json]:
    """Every row that belongs to an article, as ``verify export`` would print it.

    Of a command that also touched other articles only its events here are told; they lead. The
    events are a log of their own, with a chain of their own (see ``head_of``).
    """
    for table, which in _WHICH.items():
        columns = transfer.columns_of(db, table)
        commands: dict[int, int] = {}
        before = chain.START.hash
        for values in db.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {which} ORDER BY 1",
            {"article": article_id},
        ):
            row = dict(zip(columns, values, strict=True))
            if table == "events":
                row["source_id"] = None
                row["command"] = commands.setdefault(row["command"], row["id"])
                row["undoes"] = commands.get(row["undoes"])
                before = row["hash"] = chain.linked(before, _hashed(row))
            yield {"table": table, "row": row}


def _hashed(row: Json) -> list[Any]:
    return [row[column] for column in chain.COLUMNS]


def head_of(events: Sequence[Json]) -> Head:
    """The head of a bundle's own log. Raises VerifyError at an event that does not follow."""
    before = chain.START.hash
    for row in events:
        try:
            follows = chain.linked(before, _hashed(row)) == row["hash"]
        except (ValueError, RecursionError):
            follows = False
        if not follows:
            raise no_bundle(f"event {row['id']} of its log is not as it was packed, or one before")
        before = row["hash"]
    return Head(len(events), before)


class Rows(NamedTuple):
    """The rows of a bundle, table by table."""

    tables: dict[str, list[Json]]

    @property
    def article(self) -> Json:
        """The one article."""
        [row] = self.tables["articles"]
        return row


def read_rows(db: sqlite3.Connection, lines: Iterable[str]) -> Rows:
    """Rows as lines of JSON. Raises VerifyError for what is no bundle of this release."""
    tables: dict[str, list[Json]] = {table: [] for table in _WHICH}
    for line in filter(None, lines):
        try:
            value = json.loads(line)
            table, row = value["table"], value["row"]
            known = list(row) == transfer.columns_of(db, table) if table in tables else False
        except (ValueError, TypeError, KeyError, RecursionError):
            known = False
        if not known:
            raise no_bundle("a line of its rows is not one of this release's tables")
        tables[table].append(row)
    if len(tables["articles"]) != 1 or not tables["versions"]:
        raise no_bundle("it does not hold one article")
    return Rows(tables)


def no_bundle(why: str) -> VerifyError:
    """The refusal of a bundle, and why."""
    return VerifyError(f"The bundle cannot be read: {why}", "ask for it to be made anew")


def add_rows(db: sqlite3.Connection, rows: Rows, slug: str) -> int:
    """Write a bundle's article under a slug that is free; its id here. To be done ``fitting``."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    moved = {table: _free_id(db, table) for table in _NUMBERED}
    ids = {
        table: {row["id"]: moved[table] + at for at, row in enumerate(rows.tables[table])}
        for table in _NUMBERED
    }
    ids["sources"] = _sources(db, rows.tables["sources"])
    known = {row[0] for row in db.execute("SELECT sha256 FROM documents")}
    new = {
        **rows.tables,
        "sources": [],
        "documents": [row for row in rows.tables["documents"] if row["sha256"] not in known],
        "passages": [row for row in rows.tables["passages"] if row["document"] not in known],
    }
    for table, several in new.items():
        moving = [_renumbered(table, row, ids, slug) for row in several]
        if table == "events":
            log.write(db, [_hashed(row) for row in moving])
            continue
        for row in moving:
            _insert(db, table, row)
    article_id = ids["articles"][rows.article["id"]]
    _refuse_altered(db, article_id)
    adding.project(db, article_id)
    return article_id


@contextmanager
def fitting() -> Iterator[None]:
    """Turn what odd values in a bundle's rows lead to into its refusal."""
    try:
        yield
    except KeyError as error:
        raise no_bundle(f"a row refers to {error}, which is not in it") from error
    except (
        *(sqlite3.Error, ValueError, TypeError, AttributeError, LookupError),
        *(OverflowError, RecursionError),
    ) as error:
        raise no_bundle(f"a row does not fit ({error})") from error


_NUMBERED = ("articles", "versions", "claims", "events", "evidence", "passages")
"""Tables whose rows get new ids."""

_REFERS = {
    "article_id": "articles",
    "version_id": "versions",
    "claim_id": "claims",
    "source_id": "sources",
    "event_id": "events",
    "command": "events",
    "undoes": "events",
}
"""Columns that hold ids of another table."""


def _renumbered(table: str, row: Json, ids: dict[str, dict[int, int]], slug: str) -> Json:
    found = dict(row)
    if table in _NUMBERED:
        found["id"] = ids[table][row["id"]]
    for column, other in _REFERS.items():
        if row.get(column) is not None:
            found[column] = ids[other][row[column]]
    if table == "articles":
        found["slug"] = slug
    if table == "events":
        found["changes"] = _changes(row["changes"], ids)
    if table == "claims":
        found["dropped"] = mends.renumbered(row["dropped"], ids["claims"])
    return found


def _changes(told: str, ids: dict[str, dict[int, int]]) -> str:
    """What an event changed, with the ids of this database where it names some."""
    changes = json.loads(told)
    if not {"evidence_id", "dropped"}.intersection(changes):
        return told
    if "evidence_id" in changes:
        before, after = changes["evidence_id"]
        changes["evidence_id"] = [one and str(ids["evidence"][int(one)]) for one in (before, after)]
    if "dropped" in changes:
        changes["dropped"] = [mends.renumbered(one, ids["claims"]) for one in changes["dropped"]]
    return json.dumps(changes, ensure_ascii=False)


def _free_id(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _insert(db: sqlite3.Connection, table: str, row: Json) -> None:
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _sources(db: sqlite3.Connection, rows: Sequence[Json]) -> dict[int, int]:
    """The ids that a bundle's sources have here, entered where they are new."""
    ids = {}
    for row in rows:
        db.execute(
            "INSERT INTO sources (name, kind) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            (row["name"], row["kind"]),
        )
        [ids[row["id"]]] = db.execute(
            "SELECT id FROM sources WHERE name = ?", (row["name"],)
        ).fetchone()
    return ids


def merges(rows: Rows) -> list[tuple[str, str]]:
    """Which names stand for which others in the bundle."""
    names = {row["id"]: row["name"] for row in rows.tables["sources"]}
    return [
        (row["name"], names[row["merged_into"]])
        for row in rows.tables["sources"]
        if row["merged_into"] in names
    ]


def merge(db: sqlite3.Connection, actor: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Let names stand for others here, too, where nobody has said otherwise."""
    entries = []
    for name, head in pairs:
        [source_id, merged] = db.execute(
            "SELECT id, merged_into FROM sources WHERE name = ?", (name,)
        ).fetchone()
        leads = db.execute("SELECT merged_into FROM sources WHERE name = ?", (head,)).fetchone()
        followed = db.execute(
            "SELECT 1 FROM sources WHERE merged_into = ?", (source_id,)
        ).fetchone()
        if merged is None and leads == (None,) and not followed:
            changes: log.Changes = {"merged_into": (None, head)}
            entries.append(log.Entry("merged", changes=changes, source_id=source_id))
    if entries:
        log.record(db, actor, entries)


def _refuse_altered(db: sqlite3.Connection, article_id: int) -> None:
    for number, text, sha256 in db.execute(
        "SELECT number, text, sha256 FROM versions WHERE article_id = ?", (article_id,)
    ):
        if adding.digest(text) != sha256:
            raise no_bundle(f"version {number} is not the text its SHA-256 was taken of")
