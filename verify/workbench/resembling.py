"""The same fact elsewhere in the database: what it is worth that somebody checked it there."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import claims
from claims.matching import similarity, text_of
from claims.wording import read_words
from verify.records import Similar
from verify.report import wording
from verify.store import articles, listing, log, searching

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from verify.records import ClaimRow, Event

_ROUNDED = 0.1
"""Figures that differ by no more may be one figure, rounded."""

_LEAST_ALIKE = 60.0
"""Of 100; what is less alike is another matter."""

_WORD = re.compile(r"\w+")
_SAME = frozenset({"unchanged", "reworded"})


def similar(db: sqlite3.Connection, claim_id: int) -> list[Similar]:
    """Claims of other articles that say what this one says: the same first, then those that differ
    in a figure, a day or a word; the most alike first.
    """
    return _alike(db, claim_id)


def the_same(db: sqlite3.Connection, claim_id: int) -> list[Similar]:
    """Only those that say the same; sooner, for other figures are not compared word by word."""
    found = _alike(db, claim_id, figures_agree=True)
    return [one for one in found if one.outcome == "same"]


def _alike(db: sqlite3.Connection, claim_id: int, *, figures_agree: bool = False) -> list[Similar]:
    [row] = listing.rows(db, [claim_id])
    article = articles.id_of(db, row.article)
    here = claims.Claim.model_validate(listing.occurrences_of(db, [row.id])[row.id][-1].claim)
    alike = searching.with_rare_words(db, search_words(here), article)
    told = frozenset(one for one in listing.telling(db, [row.id]) if one != row.id)
    worded = {
        other: claims.Claim.model_validate(occurrences[-1].claim)
        for other, occurrences in listing.occurrences_of(db, {*told, *alike}).items()
    }
    found = sorted(
        other
        for other, there in worded.items()
        if other in told or not figures_agree or _may_agree(here, there)
    )
    histories = log.events_of(db, found)
    seen = [
        one
        for other in listing.rows(db, found)
        if other.article != row.article
        for one in _compared(
            here, worded[other.id], other, histories[other.id], told=other.id in told
        )
    ]
    return sorted(seen, key=lambda one: (one.outcome != "same", -one.score, one.row.id))


def _may_agree(here: claims.Claim, there: claims.Claim) -> bool:
    """Whether no figure, or some figure of both, is about the same."""
    ours, theirs = (
        [one.value for one in claim.quantities if one.value is not None] for claim in (here, there)
    )
    if not ours or not theirs:
        return True
    return any(math.isclose(one, other, rel_tol=_ROUNDED) for one in ours for other in theirs)


def _compared(
    here: claims.Claim, there: claims.Claim, row: ClaimRow, history: Iterable[Event], *, told: bool
) -> Iterator[Similar]:
    """How a claim stands to ours, which it resembles or, in the same words, ``told``."""
    score = similarity(folded(here), folded(there))
    if score < _LEAST_ALIKE and not told:
        return
    change = claims.compare(here, there)
    facets = set(change.facets) - {"attribution"}  # who says it is another matter
    same = told or change.change in _SAME or not facets
    because = [] if same else [one.model_dump() for one in change.because]
    yield Similar(
        row=row,
        outcome="same" if same else "differs",
        differs=wording.reasons(because),
        score=round(score, 1),
        verdict_at=_verdict_at(row, history),
    )


def search_words(claim: claims.Claim) -> list[str]:
    """The words of a claim to look for it by, figures and days in their parts."""
    found = [word.text for word in read_words(text_of(claim)) if word.kind != "mark"]
    return [part for text in found for part in _WORD.findall(text)]


def folded(claim: claims.Claim | str) -> str:
    """A claim's words as they compare."""
    return " ".join(word.key for word in read_words(text_of(claim)))


def _verdict_at(row: ClaimRow, history: Iterable[Event]) -> str | None:
    """When the verdict that stands was given."""
    if row.verdict_by is None:
        return None
    days = [event.at for event in history if event.action == "marked" and not event.undone]
    return days[-1] if days else None
