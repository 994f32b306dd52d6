"""A weekday and a date that are not the same day: "Monday, May 7, 2025"."""

from __future__ import annotations

from calendar import day_name
from datetime import date
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.dates.patterns import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Passage, When
    from claims.models import Span

_SHORTEST = 3
_NEAR = 60
"""Days from publication within which a date without a year is surely the one meant."""
_BETWEEN = frozenset({"(", ",", "the", "a", "on"})


def weekdays(passage: Passage, published: date | None) -> Iterator[Finding]:
    """Dates whose weekday is another; the year is the text's or, near publication, implied.

    >>> from claims import extract
    >>> extract("It began on Monday, May 7, 2025.").claims[-1].flags[-1].detail
    'May 7, 2025 was a Wednesday, not a Monday'
    """
    for at, one in enumerate(passage.dates):
        beside = passage.dates[at + 1] if at + 1 < len(passage.dates) else None
        named, day = _weekday(one.text), one
        spans: tuple[Span, ...] = (one.span,)
        if beside and _apposed(passage, one, beside):
            if named is None:
                named = _weekday(beside.text)
            elif _weekday(beside.text) is None:
                day = beside
            spans = (one.span, beside.span)
        found = _day(day, published)
        if named is None or found is None or found.weekday() == named:
            continue
        verb = "is" if published and found >= published else "was"
        detail = (
            f"{found:%B} {found.day}, {found.year} {verb} a {day_name[found.weekday()]}, "
            f"not a {day_name[named]}"
        )
        yield Finding("weekday does not fit", detail, spans)


def _weekday(text: str) -> int | None:
    """The weekday a date's words begin with, in full or short."""
    word = text.split()[0].strip(".,").lower() if text.split() else ""
    if len(word) < _SHORTEST:
        return None
    return next((WEEKDAYS[name] for name in WEEKDAYS if name.startswith(word)), None)


def _apposed(passage: Passage, one: When, other: When) -> bool:
    """ "Monday (May 7)", "May 7, a Monday"."""
    between = passage.words(one.last + 1, other.first)
    bare = len(other.text.split()) == 1 or _weekday(other.text) is None
    told = bool({"(", ","} & set(between)) and all(word in _BETWEEN for word in between)
    return told and bare and (_weekday(one.text) is None) != (_weekday(other.text) is None)


def _day(one: When, published: date | None) -> date | None:
    """The one day that the words mean for certain."""
    start, end = one.value.start, one.value.end
    if start is None or start != end or not any(letter.isdigit() for letter in one.text):
        return None
    if str(start.year) in one.text:
        return start
    near = published is not None and abs((start - published).days) <= _NEAR
    return start if near else None
