""" "Last year" → "last year [2024]": dates that the day of publication tells, beside the words."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from claims.extraction.naming import own_word
from claims.extraction.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extraction.naming import Setting
    from claims.extraction.syntax import Word
    from claims.models import DateRange

MONTHS = (
    "January February March April May June July August September October November December".split()
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CENTURY = re.compile(r"\d(?:st|nd|rd|th)[-\s]centur", re.IGNORECASE)
"""One that is counted needs no day: "the 21st century", nor does a firm of that name."""
_IN_MONTHS = 60
"""Days from which a stretch is told in months: "the past year" does not begin on a day."""


def anchor_pieces(pieces: Sequence[Piece], setting: Setting) -> list[Piece]:
    """The pieces, and behind each date without a year which one it is, in square brackets."""
    found = list(pieces)
    for one in setting.dates:
        told = anchor(one)
        if told:
            found = _anchored(found, one, told, setting)
    return found


def anchor(one: DateRange) -> str:
    """What the words leave to the day of publication; nothing where they tell it or none can.

    >>> from claims.models import DateRange, Span
    >>> def words(text, start, end):
    ...     days = [date.fromisoformat(day) if day else None for day in (start, end)]
    ...     return DateRange(text=text, span=Span(0, 1), start=days[0], end=days[1])
    >>> anchor(words("last year", "2024-01-01", "2024-12-31"))
    '2024'
    >>> anchor(words("May 7", "2025-05-07", "2025-05-07"))
    '2025'
    >>> anchor(words("on Tuesday", "2025-05-06", "2025-05-06"))
    '6 May 2025'
    >>> anchor(words("the past year", "2024-05-08", "2025-05-08"))
    'May 2024 to May 2025'
    """
    if (
        _YEAR.search(one.text)
        or _CENTURY.search(one.text)
        or (one.start is None and one.end is None)
    ):
        return ""
    first, last = _bounds(one)
    if first.year == last.year and MONTHS[first.month - 1][:3].lower() in one.text.lower():
        return str(first.year)
    return _told(first, last)


def _bounds(one: DateRange) -> tuple[date, date]:
    """Its first and last day; of "since March" and "by June", those of the month."""
    start, end = one.start, one.end
    if start is None:
        assert end is not None
        return (end.replace(day=1) if _ends_month(end) else end), end
    if end is None:
        return start, (_last_of_month(start) if start.day == 1 else start)
    return start, end


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _ends_month(day: date) -> bool:
    return day == _last_of_month(day)


def _told(start: date, end: date) -> str:
    """As fine as the two days are: in years, months or days."""
    whole = start.day == 1 and _ends_month(end)
    if whole and start.month == 1 and end.month == 12:
        units = 1
    else:
        units = 2 if whole or (end - start).days > _IN_MONTHS else 3
    first, last = (
        [str(day.year), MONTHS[day.month - 1], str(day.day)][:units] for day in (start, end)
    )
    if first == last:
        return " ".join(reversed(last))
    shared = next(place for place in range(units) if first[place] != last[place])
    return f"{' '.join(reversed(first[shared:]))} to {' '.join(reversed(last))}"  # "5 to 11 May"


def _anchored(pieces: list[Piece], one: DateRange, told: str, setting: Setting) -> list[Piece]:
    """The pieces with the anchor behind the date's last word, where all of it stands in them."""
    at = [
        place
        for place, piece in enumerate(pieces)
        if (word := own_word(piece)) is not None and _inside(word, one, setting)
    ]
    if not at or at != list(range(at[0], at[-1] + 1)):
        return pieces
    words = tuple(word for place in at for word in pieces[place].words)
    after = at[-1] + 1
    if after < len(pieces) and pieces[after].text in ("'s", "’s"):
        after += 1
    detail = f"“{one.text}”, counted from the day of publication"
    anchored = Piece(f"[{told}]", (), "date", words, (told,), detail)
    return [*pieces[:after], anchored, *pieces[after:]]


def _inside(word: Word, one: DateRange, setting: Setting) -> bool:
    return one.span.start <= setting.parse.span(word.token, word.token).start < one.span.end
