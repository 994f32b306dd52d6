"""What the articles already in the database say of the same thing with another value."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import claims
from verify.store import listing, searching

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from verify.records import Occurrence

ANOTHER_VALUE = "another value"
"""The rule of the flag."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST = 2
"""Words that a claim must have beside its figures and dates to be looked for."""
_MOST = 5
"""The latest that are told: what many articles say with many values needs no longer list."""


def crossed(
    db: sqlite3.Connection, found: Sequence[Occurrence], article_id: int
) -> list[Occurrence]:
    """The occurrences, flagged where another article says it with another figure.

    Looked for are claims with all the words of this one but its figures and dates, so that a
    large database is searched by its index and only a few are compared.
    """
    return [_flagged(one, list(_elsewhere(db, one, article_id))) for one in found]


def _flagged(found: Occurrence, details: Sequence[str]) -> Occurrence:
    flags = [{"rule": ANOTHER_VALUE, "detail": detail, "span": None} for detail in details]
    claim = {**found.claim, "flags": [*flags, *found.claim["flags"]]}
    return found._replace(claim=claim) if flags else found


def _elsewhere(db: sqlite3.Connection, found: Occurrence, article_id: int) -> Iterator[str]:
    words = _words(found)
    if not found.claim["quantities"] or len(words) < _FEWEST:
        return
    ids = searching.with_words(db, words, article_id)
    if not ids:
        return
    from claims.changes import another_value  # most articles say what no other does

    here = claims.Claim.model_validate(found.claim)
    worded = listing.occurrences_of(db, ids)
    found_there = (
        (claim_id, two)
        for claim_id in ids
        if (two := another_value(here, claims.Claim.model_validate(worded[claim_id][-1].claim)))
    )
    told = dict(islice(found_there, _MOST))
    for row in listing.rows(db, list(told)):
        ours, theirs = told[row.id]
        yield f"{ours.text} here, {theirs.text} in {row.article} (claim {row.id})"


def _words(found: Occurrence) -> list[str]:
    text = found.text
    for one in (*found.claim["quantities"], *found.claim["dates"]):
        text = text.replace(one["text"], " ")
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))
