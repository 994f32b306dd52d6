"""Looking for claims and passages by words, in little time over a million of them.

A claim is looked for by its rare words. How often each occurs is counted no further than tells it
from a common one.
"""

from __future__ import annotations

import heapq
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_MOST_COUNTED = 500
"""A word in so many claims is a common one."""
_COMMON_WORDS = 4
"""That a claim must all have to be found by them."""
_MOST_ALIKE = 20
_MOST_LOOKED_AT = 100
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
    """Claims of other articles that share the rare ones of the words, those with the rarest and
    most first; then the latest that share the common ones, which differ in a figure perhaps.
    """
    holding = {word: _holding(db, word) for word in dict.fromkeys(words)}
    rare = [ids for ids in holding.values() if len(ids) < _MOST_COUNTED]
    common = [word for word, ids in holding.items() if len(ids) == _MOST_COUNTED]
    # The later the id of the last one counted, the rarer the word.
    common.sort(key=lambda word: -holding[word][-1])
    found = _sharing_most(db, rare, besides)
    if common:
        found += with_words(db, common[:_COMMON_WORDS], besides)
    return list(dict.fromkeys(found))


def _holding(db: sqlite3.Connection, word: str) -> list[int]:
    """The first claims that hold a word, as many as tell it from a common one.

    Read and not ranked by SQLite, which looks up each claim's length for that.
    """
    rows = db.execute(
        "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? ORDER BY rowid LIMIT ?",
        (_quoted(word), _MOST_COUNTED),
    )
    return [row[0] for row in rows]


def _sharing_most(
    db: sqlite3.Connection, holding: Iterable[Sequence[int]], besides: int
) -> list[int]:
    """The claims of other articles that stand in most of these lists; a short one counts more."""
    own = db.execute("SELECT id FROM claims WHERE article_id = ?", (besides,))
    without = {row[0] for row in own}
    votes: dict[int, float] = {}
    for ids in holding:
        for claim_id in set(ids) - without:
            votes[claim_id] = votes.get(claim_id, 0.0) + 1 / len(ids)
    ranked = heapq.nlargest(_MOST_LOOKED_AT, votes, key=lambda one: (votes[one], one))
    standing = db.execute(
        "SELECT id FROM claims WHERE removed = 0 AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(ranked),),
    )
    live = {row[0] for row in standing}
    return [one for one in ranked if one in live][:_MOST_ALIKE]


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


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ").replace("\0", " ") + '"'
