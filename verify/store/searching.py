"""Looking for claims and passages by words, in little time over a million of them.

A claim is looked for by its rarest words: how often each occurs is counted first, and no further
than tells it from a common one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_MOST_COUNTED = 2_000
_RARE_WORDS = 4
_MOST_ALIKE = 20
_MOST_PASSAGES = 30


def with_words(db: sqlite3.Connection, words: Sequence[str], besides: int) -> list[int]:
    """Claims that hold all the words, of other articles than ``besides``; the latest first."""
    found = db.execute(
        "SELECT c.id FROM claims_fts CROSS JOIN claims c ON c.id = claims_fts.rowid"
        " WHERE claims_fts MATCH ? AND c.removed = 0 AND c.article_id <> ?"
        " ORDER BY claims_fts.rowid DESC LIMIT ?",
        (" ".join(map(_quoted, words)), besides, _MOST_ALIKE),
    )
    return [row[0] for row in found]


def with_rare_words(db: sqlite3.Connection, words: Iterable[str], besides: int) -> list[int]:
    """Claims of other articles that share the rarest of the words; those with most first."""
    searched = _rarest(db, "claims_fts", words)
    found = db.execute(
        "SELECT c.id FROM claims_fts CROSS JOIN claims c ON c.id = claims_fts.rowid"
        " WHERE claims_fts MATCH ? AND c.removed = 0 AND c.article_id <> ?"
        " ORDER BY bm25(claims_fts) LIMIT ?",
        (searched, besides, _MOST_ALIKE),
    )
    return [row[0] for row in found] if searched else []


class Passage(NamedTuple):
    """Words of a document, and where they start in its text."""

    document: str
    start: int
    text: str


def passages(
    db: sqlite3.Connection, words: Iterable[str], documents: Sequence[str]
) -> list[Passage]:
    """Passages of these documents that share any of the words; those that fit best first."""
    searched = " OR ".join(map(_quoted, dict.fromkeys(words)))
    if not searched or not documents:
        return []
    rows = db.execute(
        "SELECT p.document, p.start, p.text FROM passages_fts"
        " CROSS JOIN passages p ON p.id = passages_fts.rowid WHERE passages_fts MATCH ?"
        " AND p.document IN (SELECT value FROM json_each(?)) ORDER BY bm25(passages_fts) LIMIT ?",
        (searched, json.dumps(documents), _MOST_PASSAGES),
    )
    return [Passage(*row) for row in rows]


def _rarest(db: sqlite3.Connection, index: str, words: Iterable[str]) -> str:
    """An FTS5 query for any of the rarest words that occur at all; empty when none does."""
    counts = {
        word: db.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)",
            (_quoted(word), _MOST_COUNTED),
        ).fetchone()[0]
        for word in dict.fromkeys(words)
    }
    found = sorted((word for word in counts if counts[word]), key=counts.__getitem__)
    return " OR ".join(map(_quoted, found[:_RARE_WORDS]))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ").replace("\0", " ") + '"'
