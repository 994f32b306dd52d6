"""The same fact elsewhere in the database: what it is worth that somebody checked it there."""

from __future__ import annotations

import heapq
import math
import re
from typing import TYPE_CHECKING

import claims
from claims import lexicon
from claims.matching import similarity, text_of
from claims.wording import read_words
from verify.records import Similar
from verify.report import wording
from verify.store import articles, listing, log, searching

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

    from verify.records import ClaimRow, Event

_LEAST_ALIKE = 60.0
"""Of 100; what is less alike is another matter."""

_ROUNDED = 0.1
"""Figures that differ by no more may be one figure, rounded."""

_MOST_COMPARED = 20
"""Claims in other words, for comparing word by word takes its time."""

_MOST_THE_SAME = 10
"""Of them, where only the same is asked for: it is among the most alike."""

_WORD = re.compile(r"\w+")
_SAME = frozenset({"unchanged", "reworded"})


def similar(db: sqlite3.Connection, claim_id: int) -> list[Similar]:
    """Claims of other articles that say what this one says: the same first, then those that differ
    in a figure, a day or a word; the most alike first.
    """
    return _alike(db, claim_id)


def the_same(db: sqlite3.Connection, claim_id: int) -> list[Similar]:
    """Only those that say the same; sooner, for what cannot be the same is not compared word by
    word, and nothing more is read of what is not.
    """
    return _alike(db, claim_id, same=True)


def _alike(db: sqlite3.Connection, claim_id: int, *, same: bool = False) -> list[Similar]:
    [row] = listing.rows(db, [claim_id])
    article = articles.id_of(db, row.article)
    here = claims.Claim.model_validate(listing.occurrences_of(db, [row.id])[row.id][-1].claim)
    told = [one for one in listing.telling(db, [row.id]) if one != row.id]
    alike = searching.with_rare_words(db, search_words(here), article)
    worded = listing.occurrences_of(db, dict.fromkeys([*told, *alike]))
    others = {
        number: claims.Claim.model_validate(said[-1].claim) for number, said in worded.items()
    }
    most = _MOST_THE_SAME if same else _MOST_COMPARED
    scores = _scores(here, others, told, most)
    differing = {
        number: None if number in told else _difference(here, others[number])
        for number in scores
        if not same or number in told or _may_agree(here, others[number])
    }
    kept = [number for number, differs in differing.items() if not same or differs is None]
    histories = log.events_of(db, kept)
    seen = [
        Similar(
            row=other,
            outcome="same" if differing[other.id] is None else "differs",
            differs=differing[other.id] or "",
            score=round(scores[other.id], 1),
            verdict_at=_verdict_at(other, histories[other.id]),
        )
        for other in listing.rows(db, kept)
        if other.article != row.article
    ]
    return sorted(seen, key=lambda one: (one.outcome != "same", -one.score, one.row.id))


def _scores(
    here: claims.Claim, others: Mapping[int, claims.Claim], told: Collection[int], most: int
) -> dict[int, float]:
    """How alike the claims are that are worth comparing: those ``told`` in the same words and
    ``most`` of the rest, the most alike.
    """
    ours = folded(here)
    scores = {number: similarity(ours, folded(there)) for number, there in others.items()}
    rest = (one for one in scores if one not in told and scores[one] >= _LEAST_ALIKE)
    nearest = heapq.nlargest(most, rest, key=lambda one: (scores[one], one))
    return {number: scores[number] for number in (*told, *nearest)}


def _may_agree(here: claims.Claim, there: claims.Claim) -> bool:
    """Whether both say it as surely, and have no figure or some figure that is about the same."""
    if (here.modality, here.polarity) != (there.modality, there.polarity):
        return False
    ours, theirs = (
        [one.value for one in claim.quantities if one.value is not None] for claim in (here, there)
    )
    if not ours or not theirs:
        return True
    return any(math.isclose(one, other, rel_tol=_ROUNDED) for one in ours for other in theirs)


def _difference(here: claims.Claim, there: claims.Claim) -> str | None:
    """What another claim says otherwise, in words; None when it says the same."""
    change = claims.compare(here, there)
    facets = set(change.facets) - {"attribution"}  # who says it is another matter
    if change.change in _SAME or not facets:
        return None
    return wording.reasons([one.model_dump() for one in change.because])


def search_words(claim: claims.Claim | str) -> list[str]:
    """The words of a claim to look for it by, figures and days in their parts.

    Not those that every other claim has, unless there are no others.
    """
    words = [word for word in read_words(text_of(claim)) if word.kind != "mark"]
    telling = [word for word in words if word.key not in lexicon.words("light_words")]
    found = [word.text for word in telling or words]
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
