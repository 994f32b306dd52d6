"""A claim against words that may bear it out: which come nearest, and what agrees in them.

Suggestions for a person to look at. That figures agree does not make a claim true, and words
that are not found here may stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from claims import lexicon, text
from claims.consistency import band
from claims.dates import find_dates
from claims.language import parse
from claims.matching import Match, text_of
from claims.models import Claim, DateRange, Quantity, Reason, Value
from claims.quantities import find_quantities
from claims.wording import read_words

LEAST_COMMON = 0.4
"""The part of a claim's telling words that makes a passage one about the same."""


class Agreement(Value):
    """What became of one figure or date of a claim in a passage.

    ``claim`` are the claim's words, ``passage`` those that agree with it or differ from it;
    none when nothing of the kind is found.
    """

    what: Literal["figure", "date"]
    claim: str
    passage: str | None
    outcome: Literal["agrees", "differs", "not found"]


def nearest(
    claim: Claim | str, passages: Sequence[str], limit: int = 5, *, least: float = LEAST_COMMON
) -> list[Match]:
    """The passages that say most of what a claim says, the nearest first.

    Likeness is of the words in common, whatever else a passage holds (rapidfuzz's token set), and
    of how many of the claim's words these are. ``least`` is the part of a claim's telling words
    that a passage must have.

    >>> [(match.index, round(match.score)) for match in nearest(
    ...     "Trade rose 64% in 2024.", ["Chess is a game.", "It says trade rose by 64 percent."])]
    [(1, 82)]
    """
    ours = _telling(text_of(claim))
    found = []
    for index, passage in enumerate(passages):
        theirs = _telling(passage)
        common = [ours[key] for key in ours if key in theirs]
        alike = fuzz.token_set_ratio(" ".join(ours), " ".join(theirs))
        score = (alike + 100 * len(common) / max(len(ours), 1)) / 2
        if common and len(common) >= least * len(ours):
            shared = ", ".join(f"'{word}'" for word in common)
            because = (Reason(rule="shared words", detail=f"both say {shared}"),)
            found.append(Match(index=index, score=score, because=because))
    return sorted(found, key=lambda match: -match.score)[:limit]


def _telling(told: str) -> dict[str, str]:
    """The words that tell something, key to word."""
    light = lexicon.words("light_words")
    found: dict[str, str] = {}
    for word in read_words(told):
        if word.kind == "date":  # "April" is told by "April 2025"
            found |= {part.lower(): part for part in word.text.split()}
        elif word.kind != "mark" and word.key not in light:
            found[word.key.replace(" ", "_")] = word.text
    return found


def agreements(claim: Claim, passage: str, published: date | None = None) -> tuple[Agreement, ...]:
    """Figure by figure and date by date: what agrees, what differs, what is not found.

    A figure differs when the passage has one of the same unit with another value, and none that
    agrees; rounding is no difference. ``published`` places the passage's "last year".

    >>> from claims import extract
    >>> [*_, claim] = extract("Trade rose 64% to $200m.").claims
    >>> [(one.claim, one.outcome, one.passage) for one in agreements(
    ...     claim, "By our count trade rose 54% that year.")]
    [('64%', 'differs', '54%'), ('$200m', 'not found', None)]
    """
    parsed = parse(text.read(passage))
    dates = find_dates(parsed, published)
    figures = find_quantities(parsed, dates)
    return (
        *(_figure(one, figures) for one in claim.quantities),
        *(_date(one, dates) for one in claim.dates),
    )


def _figure(ours: Quantity, theirs: Sequence[Quantity]) -> Agreement:
    alike = [one for one in theirs if one.unit == ours.unit]
    # A table's cell has the number and not what it counts: it may agree, but never differs.
    bare = [one for one in theirs if one.unit is None]
    same = next((one for one in [*alike, *bare] if _same(ours, one)), None)
    other = same or min(alike, key=lambda one: abs(one.value - ours.value), default=None)
    return Agreement(
        what="figure",
        claim=ours.text,
        passage=other.text if other else None,
        outcome="agrees" if same else "differs" if other else "not found",
    )


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether one figure is within what the other is rounded from: 21% is not 22%."""
    ours, theirs = band(one), band(other)
    return theirs.low <= one.value <= theirs.high or ours.low <= other.value <= ours.high


def _date(ours: DateRange, theirs: Sequence[DateRange]) -> Agreement:
    same = next((one for one in theirs if _agree(ours, one)), None)
    other = same or next((one for one in theirs if _as_long(ours, one)), None)
    return Agreement(
        what="date",
        claim=ours.text,
        passage=other.text if other else None,
        outcome="agrees" if same else "differs" if other else "not found",
    )


def _agree(one: DateRange, other: DateRange) -> bool:
    """Whether the days of one lie within the other's; the same words agree when unknown."""
    if not any(_known(one)) or not any(_known(other)):
        return one.text.casefold() == other.text.casefold()
    return _within(one, other) or _within(other, one)


def _known(one: DateRange) -> Iterator[date]:
    return (day for day in (one.start, one.end) if day)


def _within(one: DateRange, other: DateRange) -> bool:
    first, last = one.start or date.min, one.end or date.max
    return (other.start or date.min) <= first and last <= (other.end or date.max)


def _as_long(one: DateRange, other: DateRange) -> bool:
    """Whether both are days, both months, both years …: one may stand for the other."""
    if not (one.start and one.end and other.start and other.end):
        return False
    ours, theirs = (one.end - one.start).days, (other.end - other.start).days
    return max(ours, theirs) + 1 <= 1.2 * (min(ours, theirs) + 1)
