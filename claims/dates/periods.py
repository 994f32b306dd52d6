"""Calendar arithmetic: from what a phrase means to its first and last day.

A phrase means either a period, or something that comes round every year or every week and has
to be placed by the day of publication. Weeks begin on Monday (ISO 8601), seasons are the
meteorological ones of the northern hemisphere, and "early", "mid" and "late" are thirds.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, NamedTuple

Tense = Literal["past", "future"]
Direction = Literal["last", "this", "next"]
Part = Literal["early", "mid", "late"]


class Period(NamedTuple):
    """First day and last day, both inclusive; null where open or unknown."""

    start: date | None = None
    end: date | None = None


UNKNOWN = Period()
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_SHORTEST_MONTH = 28
FAR_OFF = 90
"""Days: a yearly date nearer than this is the one meant, unless it lies ahead of a past tense."""
AHEAD = 35
"""Days: a yearly date that lies farther ahead is not told in the past by mistake."""


class Yearly(NamedTuple):
    """What comes round every year: a day or days of a month, a month, a season, a quarter."""

    month: int
    months: int = 1
    day: int | None = None
    last_day: int | None = None

    def around(self, published: date) -> list[Period]:
        """The occurrences of the year before, of this year and of the year after."""
        return [self.in_year(published.year + shift) for shift in (-1, 0, 1)]

    def in_year(self, year: int) -> Period:
        """The occurrence of that year; unknown when it has no such day.

        >>> Yearly(2).in_year(2024).end
        datetime.date(2024, 2, 29)
        """
        if self.day is None:
            return months(year, self.month, self.months)
        try:
            return Period(
                date(year, self.month, self.day),
                date(year, self.month, self.last_day or self.day),
            )
        except ValueError:
            return UNKNOWN


class Weekly(NamedTuple):
    """What comes round every week: a weekday (Monday is 0) or the weekend."""

    weekday: int
    days: int = 1

    def around(self, published: date) -> list[Period]:
        """The occurrences of the week before, of this week and of the week after."""
        monday = shifted(published, days=-published.weekday())
        if monday is None:
            return []
        starts = [shifted(monday, days=self.weekday + week) for week in (-7, 0, 7)]
        return [
            Period(start, shifted(start, days=self.days - 1) if start else None) for start in starts
        ]


class Either(NamedTuple):
    """What usage is divided on: 05/06/2025 is a day of May or of June."""

    one: Period
    other: Period


Meaning = Period | Yearly | Weekly | Either


def months(year: int, month: int, count: int) -> Period:
    """``count`` whole months from the given one on; unknown outside the calendar."""
    last_year, last = divmod(year * 12 + month - 1 + count - 1, 12)
    if year < MINYEAR or last_year > MAXYEAR:
        return UNKNOWN
    return Period(
        date(year, month, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])
    )


def shifted(day: date, days: int = 0, months: int = 0) -> date | None:
    """The day so many days or months away, at most the month's last day; null when off the
    calendar.

    >>> shifted(date(2024, 3, 31), months=-1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    try:
        moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return moved + timedelta(days=days)
    except OverflowError:
        return None


def calendar_period(unit: str, published: date | None, shift: int) -> Period:
    """The calendar's own day, week, month … ``shift`` of them away from the day of publication."""
    if published is None or abs(shift) > MAXYEAR * 366:
        return UNKNOWN
    if unit in ("day", "week"):
        size = 1 if unit == "day" else 7
        day = shifted(published, days=shift * size)
        start = shifted(day, days=-day.weekday()) if day and unit == "week" else day
        return Period(start, shifted(start, days=size - 1)) if start else UNKNOWN
    size = MONTHS_OF[unit]
    at = (published.year * 12 + published.month - 1) // size * size + shift * size
    return months(at // 12, at % 12 + 1, size)


def rolling(unit: str, count: float, published: date | None) -> Period:
    """The ``count`` units up to the day of publication, or from it on when negative: "the past
    three months". Hours count as the days they reach into.
    """
    if published is None or abs(count) > MAXYEAR * 366:
        return UNKNOWN
    if unit in MONTHS_OF:
        other = shifted(published, months=-round(count * MONTHS_OF[unit]))
    else:
        size = {"hour": 1 / 24, "day": 1, "week": 7}[unit]
        other = shifted(published, days=-round(count * size))
    if other is None:
        return UNKNOWN
    return Period(min(other, published), max(other, published))


def third(period: Period, part: Part) -> Period:
    """The first, middle or last third in whole years, months or days; a week stays whole."""
    start, end = period
    if start is None or end is None:
        return period
    place = ("early", "mid", "late").index(part)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    step = 12 if count >= 36 else 1
    if count // step < 3:
        days = (end - start).days + 1
        if days < _SHORTEST_MONTH:
            return period
        low, high = (round(days * (place + ahead) / 3) for ahead in (0, 1))
        return Period(shifted(start, days=low), shifted(start, days=high - 1))
    # The 1990s have ten years: 1990-93, 1994-96, 1997-99.
    low, high = (-(-count // step * (place + ahead) // 3) * step for ahead in (0, 1))
    at = start.year * 12 + start.month - 1 + low
    return months(at // 12, at % 12 + 1, high - low)


def placed(meaning: Meaning, published: date | None, tense: Tense | None) -> Period:
    """Where a phrase without a year stands, by the day of publication and the verb's tense.

    What falls on the day of publication is that day. A yearly date is the nearest one, but what
    is over does not lie ahead, be it a month or a day more than five weeks away; when it is months
    away the verb's tense decides. A weekday needs the tense, since "Friday" is as often ahead as
    behind. Without it, unknown.
    """
    if isinstance(meaning, Period):
        return meaning
    if published is None or isinstance(meaning, Either):
        return UNKNOWN
    found = [period for period in meaning.around(published) if period.start]
    nearest = min(found, key=lambda period: distance(period, published), default=UNKNOWN)
    near = FAR_OFF if isinstance(meaning, Yearly) else 0
    if distance(nearest, published) <= near and not (
        tense == "past" and _ahead(nearest, published)
    ):
        return nearest
    return _one_sided(found, published, tense) if tense else UNKNOWN


def _ahead(period: Period, published: date) -> bool:
    """Whether a period lies so far ahead that nobody tells it in the past by mistake: a month that
    has not begun, a day that is not near.
    """
    if period.start is None or period.end is None:
        return False
    day = (period.end - period.start).days < _SHORTEST_MONTH - 1
    return (period.start - published).days > (AHEAD if day else 0)


def _one_sided(found: Sequence[Period], published: date, tense: Tense) -> Period:
    fit = [
        period
        for period in found
        if (start := period.start)
        and (end := period.end)
        and (start <= published if tense == "past" else end >= published)
    ]
    return min(fit, key=lambda period: distance(period, published), default=UNKNOWN)


def distance(period: Period, day: date) -> int:
    """Days between the day and the period, 0 inside it."""
    start, end = period
    if start is None or end is None:
        return 0
    return max((start - day).days, (day - end).days, 0)


def directed(
    meaning: Yearly | Weekly, published: date | None, direction: Direction
) -> Period | Either:
    """ "last Tuesday", "next March": either of two where usage is divided.

    Some mean by "last" the latest one before today, others the one in the week (or year)
    before this one.
    """
    if published is None:
        return UNKNOWN
    around = meaning.around(published)
    if len(around) < 3 or direction == "this":
        return around[1] if len(around) == 3 else UNKNOWN
    before, this, after = around
    if direction == "last":
        return Either(before, this) if this.end and this.end < published else before
    return Either(this, after) if this.start and this.start > published else after
