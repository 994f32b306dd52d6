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
    """Claims of other articles that share the rarest of the words, those with most first; then the
    latest that share all the common ones, which differ in a figure perhaps.

    Common words are not ranked by: that takes seconds over a million claims.
    """
    rare, common = _by_rarity(db, "claims_fts", words)
    searches = (
        (" OR ".join(map(_quoted, rare)), "bm25(claims_fts)"),
        (" ".join(map(_quoted, common)), "claims_fts.rowid DESC"),
    )
    found = [
        row[0]
        for searched, order in searches
        if searched
        for row in db.execute(
            "SELECT c.id FROM claims_fts CROSS JOIN claims c ON c.id = claims_fts.rowid"
            " WHERE claims_fts MATCH ? AND c.removed = 0 AND c.article_id <> ?"
            f" ORDER BY {order} LIMIT ?",
            (searched, besides, _MOST_ALIKE),
        )
    ]
    return list(dict.fromkeys(found))


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


def _by_rarity(
    db: sqlite3.Connection, index: str, words: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The rarest of the words that occur at all, the rarest first; and those that are common."""
    counts = {
        word: db.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)",
            (_quoted(word), _MOST_COUNTED),
        ).fetchone()[0]
        for word in dict.fromkeys(words)
    }
    found = sorted((word for word in counts if counts[word]), key=counts.__getitem__)
    rare = [word for word in found if counts[word] < _MOST_COUNTED]
    return rare[:_RARE_WORDS], [word for word in found if counts[word] >= _MOST_COUNTED]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ").replace("\0", " ") + '"'
