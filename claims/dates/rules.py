"""The phrases that mean a day or a period: one table of rules, longest match first.

Each rule lists its patterns and reads what they matched; its docstring says what it takes the
words to mean. A reader that answers None refuses: no date after all. Where words are a date
but do not say which ("fiscal 2024"), the meaning is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from claims.dates.patterns import (
    CENTURIES,
    DAY_HOURS,
    NEAR_DAYS,
    RANKS,
    SEASONS,
    compiled,
    month_number,
    weekday_number,
)
from claims.dates.periods import (
    MONTHS_OF,
    UNKNOWN,
    Direction,
    Either,
    Meaning,
    Weekly,
    Yearly,
    calendar_period,
    directed,
    months,
    rolling,
)

if TYPE_CHECKING:
    import re

    from claims.dates.lexemes import Lexeme

_SHIFTS = {"last": -1, "this": 0, "next": 1}
_OF_YEAR = "(comma? <fullyear>|of <fullyear2>|of? <direction> year|of the <year>)"
_A_NAME = Yearly(9, day=11)
_SAID_OF_DAYS = {("last", "night"), *(("this", hours) for hours in DAY_HOURS)}
_PIVOT = 69
"""Two digits up to this are years of this century, as in POSIX."""


class Matched:
    """The lexemes a pattern kept, by the names of their classes, and the day of publication."""

    def __init__(self, lexemes: Mapping[str, Lexeme], published: date | None) -> None:
        self._lexemes = lexemes
        self.published = published

    def __contains__(self, kind: str) -> bool:
        return kind in self._lexemes

    def word(self, kind: str) -> str:
        """In lower case; nothing when the pattern matched without it."""
        return self._lexemes[kind].lower if kind in self._lexemes else ""

    def number(self, kind: str) -> int:
        """Of digits, "7th" or "third"; -1 is the last one."""
        lexeme = self._lexemes[kind]
        named = {**RANKS, **CENTURIES, "last": -1}.get(lexeme.lower)
        return named or lexeme.ordinal or int(lexeme.text)

    def count(self) -> float:
        """How many: 1 for "a" and for nothing."""
        return (self._lexemes["number"].value or 0.0) if "number" in self else 1.0

    def month(self) -> int:
        """1 to 12."""
        return month_number(self._lexemes["monthname"]) or 1

    def weekday(self) -> int:
        """Monday is 0."""
        return weekday_number(self._lexemes["weekday"]) or 0

    def direction(self) -> Direction:
        """This one when nothing is said."""
        return cast("Direction", self.word("direction") or "this")

    def in_its_year(self, meant: Yearly) -> Meaning:
        """The yearly date in the year the phrase names, or left to recur when it names none."""
        for kind in ("fullyear", "fullyear2"):
            if kind in self:
                return meant.in_year(self.number(kind))
        if "direction" not in self and "year" not in self:
            return meant
        if self.published is None:
            return UNKNOWN
        return meant.in_year(self.published.year + _SHIFTS[self.direction()])


Reader = Callable[[Matched], Meaning | None]


class Rule(NamedTuple):
    """A pattern over classes of words, and what its matches mean."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


RULES: list[Rule] = []


def _rule(*patterns: str) -> Callable[[Reader], Reader]:
    def add(read: Reader) -> Reader:
        RULES.extend(Rule(read.__name__, compiled(pattern), read) for pattern in patterns)
        return read

    return add


@_rule("<fullyear> hyphen <monthday> hyphen <monthday2>")
def iso(found: Matched) -> Meaning | None:
    """2025-05-07."""
    month, day = found.word("monthday"), found.word("monthday2")
    if len(month) < 2 or len(day) < 2 or int(month) > 12:
        return None
    return Yearly(int(month), day=int(day)).in_year(found.number("fullyear"))


@_rule("<monthday> slash <monthday2> slash <number>")
def slashes(found: Matched) -> Meaning | None:
    """25/12/2024 and 12/25/2024 are one day each; 05/06/2025 is either of two."""
    one, two, year = found.number("monthday"), found.number("monthday2"), found.word("number")
    if not (year.isdecimal() and len(year) in (2, 4)):
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < _PIVOT else 1900)
    orders = ((one, two), (two, one))
    read = (Yearly(month, day=day).in_year(full) for month, day in orders if month <= 12)
    days = list(dict.fromkeys(day for day in read if day != UNKNOWN))
    return Either(*days) if len(days) == 2 else days[0] if days else UNKNOWN


@_rule(
    f"(weekday comma?)? <monthname> <dated> {_OF_YEAR}?",
    f"(weekday comma?)? the? <nth> of? <monthname> {_OF_YEAR}?",
    f"(weekday comma?)? <monthday> <monthname> {_OF_YEAR}?",
)
def day(found: Matched) -> Meaning | None:
    """May 7; Wednesday, May 7, 2025; the 7th of May; 7 May last year.

    "The Sept. 11 attacks" are not of the nearest September: the day's name stands for 2001.
    """
    dated = next(kind for kind in ("dated", "nth", "monthday") if kind in found)
    meant = Yearly(found.month(), day=found.number(dated))
    placed = found.in_its_year(meant)
    return UNKNOWN if placed == meant == _A_NAME else placed


@_rule(
    f"(from|<between>)? <monthname> <dated> <til> <dated2> {_OF_YEAR}?",
    f"(from|<between>)? the? <dated> <til> the? <dated2> of? <monthname> {_OF_YEAR}?",
)
def days(found: Matched) -> Meaning | None:
    """May 7-9; from 7 to 9 May 2025. "May 7 and 21" are two days, not a range."""
    first, last = found.number("dated"), found.number("dated2")
    apart = found.word("til") == "and" and "between" not in found and last != first + 1
    if apart or not first < last:
        return None
    return found.in_its_year(Yearly(found.month(), day=first, last_day=last))


@_rule(f"<monthname> {_OF_YEAR}?")
def month(found: Matched) -> Meaning | None:
    """May 2025; May last year; in May."""
    return found.in_its_year(Yearly(found.month()))


@_rule("<direction> <monthname>", "<direction> <season>")
def month_or_season_directed(found: Matched) -> Meaning | None:
    """Last November; next spring. Winter lies in two years, so it stays unknown."""
    named = "monthname" in found
    meant = Yearly(found.month()) if named else Yearly(SEASONS[found.word("season")], 3)
    whole = meant.month + meant.months <= 13
    return directed(meant, found.published, found.direction()) if whole else UNKNOWN


@_rule("the? <season> of? <fullyear>", "the <season> of <direction> year")
def season(found: Matched) -> Meaning | None:
    """The summer of 2021. Which months winter 2021 has is not known."""
    meant = Yearly(SEASONS[found.word("season")], 3)
    return UNKNOWN if meant.month == 12 else found.in_its_year(meant)


@_rule(f"the? <ordinal> hyphen? <piece> {_OF_YEAR}", "<qn> of? <fullyear>", "<fullyear> <qn>")
def piece_of_year(found: Matched) -> Meaning | None:
    """Q1 2024; the first half of this year. Alone, "the first half" may be of a match."""
    size = 6 if found.word("piece") == "half" else 3
    place = int(found.word("qn")[1]) if "qn" in found else found.number("ordinal")
    place = 12 // size if place == -1 else place
    if place > 12 // size:
        return None
    return found.in_its_year(Yearly((place - 1) * size + 1, size))


@_rule("the? <fullyear> plural", "the? <apostrophe> <number> plural")
def decade(found: Matched) -> Meaning | None:
    """The 1990s; the ’90s. "Her 40s" are an age, "the mid-40s" may be a temperature."""
    if "fullyear" in found:
        start = found.number("fullyear")
        return months(start, 1, 120) if start % 10 == 0 else None
    start = round(found.count())
    return months(1900 + start, 1, 120) if start in range(30, 100, 10) else None


@_rule("the? <ordinal> hyphen? century")
def century(found: Matched) -> Meaning | None:
    """The 19th century: 1801 to 1900."""
    place = found.number("ordinal")
    return months((place - 1) * 100 + 1, 1, 1200) if place > 4 else None


@_rule("<fullyear> (hyphen|slash) <number>")
def years(found: Matched) -> Meaning | None:
    """1914-1918; 2019-20; 2016/17."""
    first, last = found.word("fullyear"), found.word("number")
    if not last.isdecimal() or len(last) not in (2, 4):
        return None
    count = int(first[: 4 - len(last)] + last) - int(first) + 1
    return months(int(first), 1, count * 12) if count > 1 else None


@_rule("fiscal year? fullyear")
def fiscal_year(_: Matched) -> Meaning | None:
    """Fiscal 2024 begins on a day of the body's own choice: unknown."""
    return UNKNOWN


@_rule("<fullyear>")
def year(found: Matched) -> Meaning | None:
    """2019."""
    return months(found.number("fullyear"), 1, 12)


@_rule("<direction> <unit>")
def unit(found: Matched) -> Meaning | None:
    """Last year; this week; next weekend. "This weekend" may have just gone."""
    word = found.word("unit")
    if word != singular(word):
        return None
    if word == "weekend":
        if found.direction() == "this":
            return Weekly(5, 2)
        return directed(Weekly(5, 2), found.published, found.direction())
    return calendar_period(word, found.published, _SHIFTS[found.direction()])


@_rule("the <unit>")
def unit_of(found: Matched) -> Meaning | None:
    """The end of the year: this one. Its surroundings must divide it so."""
    word = found.word("unit")
    return calendar_period(word, found.published, 0) if word in MONTHS_OF else None


@_rule("the weekend")
def weekend(_: Matched) -> Meaning | None:
    """Over the weekend: the last or the next, as the verb says."""
    return Weekly(5, 2)


@_rule("<direction> <hours>")
def part_of_day(found: Matched) -> Meaning | None:
    """This morning; last night."""
    if (found.direction(), found.word("hours")) not in _SAID_OF_DAYS:
        return None
    return calendar_period("day", found.published, _SHIFTS[found.direction()])


@_rule(
    "(the|this)? (<stretch>|<direction>) <number> <span>",
    "(the|this) (<stretch>|<direction>) <span>",
)
def stretch(found: Matched) -> Meaning | None:
    """The past year; the last three months; the next five years: up to publication or from it."""
    word = found.word("span")
    name = singular(word)
    if "number" not in found and (word != name or name in ("hour", "day", "century")):
        return None
    past = (found.word("stretch") or found.word("direction")) in ("past", "last")
    return rolling(name, found.count() if past else -found.count(), found.published)


@_rule("(<number>|article) <span> <ago>", "(<number>|article) <span> from now")
def ago(found: Matched) -> Meaning | None:
    """Three years ago is the calendar year three before; two days ago is a day."""
    count, name = found.count(), singular(found.word("span"))
    if not count or count != int(count):
        return None
    if name == "hour":
        return UNKNOWN
    if name in ("decade", "century"):
        name, count = "year", count * (10 if name == "decade" else 100)
    return calendar_period(name, found.published, int(-count if "ago" in found else count))


@_rule("<near> hours?")
def near_day(found: Matched) -> Meaning | None:
    """Yesterday; tomorrow morning."""
    return calendar_period("day", found.published, NEAR_DAYS[found.word("near")])


@_rule("<weekday> hours?")
def weekday(found: Matched) -> Meaning | None:
    """On Tuesday; Tuesday night."""
    return Weekly(found.weekday())


@_rule("<direction> <weekday> hours?")
def weekday_directed(found: Matched) -> Meaning | None:
    """Last Tuesday; next Friday."""
    return directed(Weekly(found.weekday()), found.published, found.direction())


def singular(unit: str) -> str:
    """The unit of time without its plural ending.

    >>> singular("centuries"), singular("days")
    ('century', 'day')
    """
    return "century" if unit == "centuries" else unit.removesuffix("s")
