"""Evidence: what was attached and stands, the documents behind it, and their passages.

The bytes lie beside the database (``store.locker``); here are their words, a passage a paragraph,
so that a claim can be looked for in them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verify import records
from verify.errors import VerifyError
from verify.store import log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verify.records import Document, Evidence

_REMOVED = (
    "EXISTS (SELECT 1 FROM events r WHERE r.claim_id = x.claim_id AND r.action = 'detached'"
    " AND json_extract(r.changes, '$.evidence_id[0]') = CAST(x.id AS TEXT)"
    " AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = r.command))"
)
_STANDS = f"NOT {log.UNDONE} AND NOT {_REMOVED}"
_EVIDENCE = (
    "SELECT x.id, x.claim_id, x.locator, x.note, e.at, e.actor, x.kind, x.stance, x.quote,"
    " x.consulted, x.origin, x.document, d.title, d.publisher, d.published FROM evidence x"
    " JOIN events e ON e.id = x.event_id LEFT JOIN documents d ON d.sha256 = x.document"
)
_DOCUMENT = f"SELECT {', '.join(records.Document._fields)} FROM documents"


def of_claims(db: sqlite3.Connection, claim_ids: Iterable[int]) -> dict[int, list[Evidence]]:
    """Each claim's evidence that stands, oldest first."""
    ids = list(claim_ids)
    found: dict[int, list[Evidence]] = {claim_id: [] for claim_id in ids}
    for row in db.execute(
        f"{_EVIDENCE} WHERE x.claim_id IN (SELECT value FROM json_each(?)) AND {_STANDS}"
        " ORDER BY x.id",
        (json.dumps(ids),),
    ):
        found[row[1]].append(records.Evidence(*row))
    return found


def of_article(db: sqlite3.Connection, article_id: int) -> list[Evidence]:
    """The evidence that stands behind an article's claims, those it dropped too; oldest first."""
    rows = db.execute(
        f"{_EVIDENCE} JOIN claims c ON c.id = x.claim_id"
        f" WHERE c.article_id = ? AND c.withdrawn = 0 AND {_STANDS} ORDER BY x.id",
        (article_id,),
    )
    return [records.Evidence(*row) for row in rows]


def every(db: sqlite3.Connection) -> list[Evidence]:
    """All evidence that stands, oldest first."""
    rows = db.execute(
        f"{_EVIDENCE} JOIN claims c ON c.id = x.claim_id WHERE c.withdrawn = 0 AND {_STANDS}"
        " ORDER BY x.id"
    )
    return [records.Evidence(*row) for row in rows]


def named(db: sqlite3.Connection, evidence_id: int) -> Evidence:
    """One piece of evidence. Raises VerifyError when there is none, or it was taken away."""
    row = db.execute(f"{_EVIDENCE} WHERE x.id = ? AND {_STANDS}", (evidence_id,)).fetchone()
    if row is None:
        raise VerifyError(
            f"There is no evidence {evidence_id}", "verify evidence list shows what there is"
        )
    return records.Evidence(*row)


def document(db: sqlite3.Connection, sha256: str) -> Document:
    """A document that evidence refers to."""
    row = db.execute(f"{_DOCUMENT} WHERE sha256 = ?", (sha256,)).fetchone()
    return records.Document(*row)


def documents(db: sqlite3.Connection) -> list[Document]:
    """Every document, also those of evidence that was taken away: nothing is deleted."""
    return [records.Document(*row) for row in db.execute(f"{_DOCUMENT} ORDER BY added_at, sha256")]


def keep(db: sqlite3.Connection, kept: Document, passages: Iterable[tuple[int, str]]) -> None:
    """Enter a document and its passages (where each starts, and its words); once."""
    if db.execute("SELECT 1 FROM documents WHERE sha256 = ?", (kept.sha256,)).fetchone():
        return
    marks = ", ".join("?" * len(kept))
    db.execute(f"INSERT INTO documents ({', '.join(kept._fields)}) VALUES ({marks})", kept)
    db.executemany(
        "INSERT INTO passages (document, start, text) VALUES (?, ?, ?)",
        ((kept.sha256, start, text) for start, text in passages),
    )
