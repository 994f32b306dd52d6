"""A claim against words that may bear it out: which come nearest, and what agrees in them.

Suggestions for a person to look at. That figures agree does not make a claim true, and words
that are not found here may stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
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
    figures, dates = _values(passage, published)
    return (*_figures(claim.quantities, figures), *_dates(claim.dates, dates))


@lru_cache(512)
def _values(
    passage: str, published: date | None
) -> tuple[tuple[Quantity, ...], tuple[DateRange, ...]]:
    """A passage's figures and dates; remembered, for many claims are held against one passage."""
    parsed = parse(text.read(passage))
    dates = find_dates(parsed, published)
    return tuple(find_quantities(parsed, dates)), tuple(dates)


def _figures(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Agreement]:
    """Each of the claim's figures; one that agrees with another of them differs from none."""
    same = [next((one for one in _alike(own, theirs) if _same(own, one)), None) for own in ours]
    free = [one for one in theirs if one not in same]
    for own, agreeing in zip(ours, same, strict=True):
        others = [one for one in free if one.unit == own.unit and _comparable(own, one)]
        nearest = min(others, key=lambda one: abs(one.value - own.value), default=None)
        yield _told("figure", own.text, agreeing, nearest)


def _alike(ours: Quantity, theirs: Sequence[Quantity]) -> list[Quantity]:
    """Figures of the same unit. A table's cell has the number and not what it counts: it may
    agree, but never differs.
    """
    return [one for one in theirs if one.unit == ours.unit or one.unit is None]


def _comparable(ours: Quantity, theirs: Quantity) -> bool:
    """Whether both are amounts, or limits of one side: "up to 80 tonnes" tells no amount."""
    return theirs.comparator in ("=", "~") or theirs.comparator[0] == ours.comparator[0]


def _same(ours: Quantity, theirs: Quantity) -> bool:
    """Whether one figure is within what the other is rounded from: 21% is not 22%.

    An amount bears out a limit that it keeps; a limit bears out no amount, and no other limit.
    """
    if theirs.comparator in ("=", "~"):
        one, other = band(ours), band(theirs)
        return other.low <= ours.value <= other.high or one.low <= theirs.value <= one.high
    return theirs.comparator[0] == ours.comparator[0] and theirs.value == ours.value


def _dates(ours: Sequence[DateRange], theirs: Sequence[DateRange]) -> Iterator[Agreement]:
    same = [next((one for one in theirs if _agree(own, one)), None) for own in ours]
    free = [one for one in theirs if one not in same]
    for own, agreeing in zip(ours, same, strict=True):
        other = next((one for one in free if _as_long(own, one)), None)
        yield _told("date", own.text, agreeing, other)


def _told(
    what: Literal["figure", "date"],
    words: str,
    same: Quantity | DateRange | None,
    other: Quantity | DateRange | None,
) -> Agreement:
    found = same or other
    return Agreement(
        what=what,
        claim=words,
        passage=found.text if found else None,
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
