"""The whole database as JSON lines, and back, losing nothing.

The first line names the layout, the last says how many rows stand between, and each of those
is one row of one table. The bytes of evidence follow the rows, in base64. Full-text search is
not exported: it is made again from the claims.
"""

from __future__ import annotations

import base64
import binascii
import json
import sqlite3
from typing import TYPE_CHECKING, NoReturn

from verify.errors import VerifyError
from verify.records import Head
from verify.store import chain, evidence
from verify.store.connection import LAYOUT
from verify.store.locker import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.records import Json
    from verify.store.locker import Locker

TABLES = (
    "articles",
    "versions",
    "claims",
    "occurrences",
    "sources",
    "claim_sources",
    "figures",
    "dates",
    "events",
    "documents",
    "passages",
    "evidence",
    "watches",
    "ingested",
)
FORMAT = "redpencil"


def export(db: sqlite3.Connection, locker: Locker) -> Iterator[Json]:
    """The header, every row as ``{"table": "claims", "row": {"id": 1, …}}``, the bytes of evidence
    as ``{"sha256": …, "bytes": …}``, and the end, which names the bytes that are ``missing``.
    """
    yield {"format": FORMAT, "layout": LAYOUT}
    rows = 0
    for table in TABLES:
        columns = columns_of(db, table)
        keys = ", ".join(_keys(db, table))
        for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {keys}"):
            yield {"table": table, "row": dict(zip(columns, row, strict=True))}
            rows += 1
    missing: list[str] = []
    files = 0
    for document in evidence.documents(db):
        data = locker.sound(document.sha256)
        if data is None:
            missing.append(document.sha256)
        else:
            yield {"sha256": document.sha256, "bytes": base64.b64encode(data).decode()}
            files += 1
    events, head = chain.head(db)
    yield {"rows": rows, "files": files, "missing": missing, "events": events, "head": head}


def import_(db: sqlite3.Connection, locker: Locker, lines: Iterable[str]) -> int:
    """Write exported lines into an empty database; the number of rows.

    Raises VerifyError when there is an article already, or naming the line that is wrong.
    """
    if db.execute("SELECT 1 FROM articles LIMIT 1").fetchone():
        raise VerifyError(
            "The database already holds articles, and an import fills only an empty one",
            "name a new file with --db",
        )
    # Events and sources refer to one another: references are looked at once all are there.
    db.execute("PRAGMA defer_foreign_keys = ON")
    columns = {table: columns_of(db, table) for table in TABLES}
    number = rows = files = 0
    told = end = None
    for number, line in enumerate(_decoded(lines), 1):
        value = _parsed(line, number)
        if number == 1:
            _read_header(value)
        elif told is not None:
            _refuse(number, "comes after the end of the export")
        elif "rows" in value:
            told, end = (value["rows"], value.get("files")), value
        elif "bytes" in value:
            _keep(locker, value, number)
            files += 1
        else:
            _insert(db, columns, value, number)
            rows += 1
    if end is None or told != (rows, files):
        _refuse(number + 1, "is missing, and perhaps more" if end is None else "is missing")
    _take_chain(db, end)
    return rows


def _decoded(lines: Iterable[str]) -> Iterator[str]:
    """The lines, as they are decoded. Raises VerifyError where they cannot be."""
    try:
        yield from lines
    except UnicodeDecodeError as error:
        hint = "give the whole output of verify export"
        raise VerifyError("The export is not UTF-8: nothing was imported", hint) from error


def _take_chain(db: sqlite3.Connection, end: Json) -> None:
    """Keep the head that an export tells. Raises VerifyError where its log does not lead there."""
    head = Head(end.get("events", 0), end.get("head", ""))
    if not isinstance(head.events, int) or not isinstance(head.hash, str):
        raise _altered("its end does not tell the log's head")
    chain.move(db, head)
    if fault := chain.fault(db):
        raise _altered(f"event {fault.event} {fault.detail}")


def _altered(why: str) -> VerifyError:
    return VerifyError(
        f"The log is not the one that was exported: {why}; nothing was imported",
        "give an export that nobody has edited",
    )


def _keep(locker: Locker, value: Json, number: int) -> None:
    try:
        data = base64.b64decode(value["bytes"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        _refuse(number, "holds no bytes")
    if digest(data) != value.get("sha256"):
        _refuse(number, "holds other bytes than its SHA-256 says")
    locker.put(data)


def _insert(
    db: sqlite3.Connection, columns: dict[str, list[str]], value: Json, number: int
) -> None:
    table, row = value.get("table"), value.get("row")
    known = columns.get(table) if isinstance(table, str) else None
    if known is None or not isinstance(row, dict) or list(row) != known:
        _refuse(number, "is not a row of this release's tables")
    try:
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row.values()))
    except (
        *(sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError),
        OverflowError,
    ) as error:
        _refuse(number, f"does not fit: {error}")


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    """A table's columns in their order."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _keys(db: sqlite3.Connection, table: str) -> list[str]:
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    return [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]


def _parsed(line: str, number: int) -> Json:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        _refuse(number, "is not a JSON object")
    return value


def _read_header(header: Json) -> None:
    layout = header.get("layout")
    if header.get("format") != FORMAT or not isinstance(layout, int):
        _refuse(1, "is not the header of an export")
    if layout != LAYOUT:
        raise VerifyError(
            f"The export comes from another release (layout {layout}; this one reads {LAYOUT})",
            "import it with the release that wrote it and open that database with this one"
            if layout < LAYOUT
            else "upgrade with pip install --upgrade redpencil",
        )


def _refuse(number: int, what: str) -> NoReturn:
    raise VerifyError(
        f"Line {number} {what}: nothing was imported", "give the whole output of verify export"
    )
