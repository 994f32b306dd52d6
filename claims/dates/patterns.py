"""Patterns over classes of words, so that a rule for dates can be read aloud.

Every lexeme of a paragraph belongs to one class ("month", "monthday", "weekday" …), and a
pattern is a regular expression over classes, written with their names: ``month <monthday>``.
``<name>`` keeps the lexeme for the rule's reader. No pattern repeats anything without bound,
so reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.dates.lexemes import Lexeme, Line

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        start=1,
    )
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
CENTURIES = {"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
DAY_HOURS = ("morning", "afternoon", "evening", "night")
UNITS = ("hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century")
YEARS = range(1000, 2200)
"""Numbers that are read as years when their surroundings allow it."""

_SHORTEST = 3
"""Characters of an abbreviation with its full stop; "No." and "St." are shorter."""
_CLASS_OF = {
    **dict.fromkeys(("past", "coming"), "stretch"),
    **dict.fromkeys(DAY_HOURS, "hours"),
    **dict.fromkeys(NEAR_DAYS, "near"),
    **dict.fromkeys(SEASONS, "season"),
    **dict.fromkeys((*RANKS, *CENTURIES), "rank"),
    **{unit: unit for unit in UNITS},
    **{f"{unit}s": unit for unit in UNITS},
    "centuries": "century",
    **{word: word for word in ("last", "this", "next")},
    **{word: word for word in ("the", "of", "ago", "from", "now", "half", "between")},
    **dict.fromkeys(("fiscal", "financial"), "fiscal"),
    **dict.fromkeys(("to", "and", "until", "till", "through"), "link"),
    **dict.fromkeys(("a", "an"), "article"),
    **dict.fromkeys("'’‘", "apostrophe"),
    ",": "comma",
    "/": "slash",
    **dict.fromkeys(("q1", "q2", "q3", "q4"), "qn"),
}
_GROUPS = {
    "number": ("monthday", "fullyear", "count"),
    "dated": ("monthday", "nth"),
    "ordinal": ("nth", "rank", "last"),
    "direction": ("last", "this", "next"),
    "til": ("link", "hyphen"),
    "piece": ("quarter", "half"),
    "unit": ("week", "weekend", "month", "quarter", "year", "decade", "century"),
    "span": ("hour", "day", "week", "month", "year", "decade", "century"),
}
_WORDLESS = ("monthname", "weekday", "monthday", "fullyear", "count", "nth", "hyphen", "plural")
_CODE = {
    name: chr(0xE000 + place)
    for place, name in enumerate(sorted({*_CLASS_OF.values(), *_WORDLESS, "other"}))
}
OTHER = _CODE["other"]
_NAME = re.compile(r"<(?P<kept>\w+)>|(?P<plain>[a-z]+)| +")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over class names as a regular expression over ``codes``.

    A name may carry a digit, to keep two lexemes of one class: ``<dated> til <dated2>``.
    """

    def coded(match: re.Match[str]) -> str:
        name = match["kept"] or match["plain"]
        if name is None:
            return ""
        kind = name.rstrip("2")
        members = "".join(_CODE[member] for member in _GROUPS.get(kind, (kind,)))
        return f"(?P<{name}>[{members}])" if match["kept"] else f"[{members}]"

    return re.compile(_NAME.sub(coded, pattern.replace("(", "(?:")))


def codes(line: Line) -> str:
    """One letter for each lexeme of the line: its class."""
    return "".join(_CODE[_class(line, at, lexeme)] for at, lexeme in enumerate(line))


def _class(line: Line, at: int, lexeme: Lexeme) -> str:
    if lexeme.value is not None:
        return _number_class(lexeme)
    if lexeme.ordinal is not None:
        return "nth"
    if lexeme.capitalised and (month_number(lexeme) or weekday_number(lexeme) is not None):
        return "monthname" if month_number(lexeme) else "weekday"
    if lexeme.glued and lexeme.lower in ("s", "'s", "’s") and line.valued(at - 1):
        return "plural"
    return "hyphen" if line.hyphen(at) else _CLASS_OF.get(lexeme.lower, "other")


def _number_class(lexeme: Lexeme) -> str:
    digits = lexeme.text
    if digits.isdecimal() and len(digits) == 4 and int(digits) in YEARS:
        return "fullyear"
    if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "monthday"
    return "count"


def month_number(lexeme: Lexeme) -> int | None:
    """The number of the month the word names, in full or as "Sept."."""
    if lexeme.text.endswith(".") and len(lexeme.text) > _SHORTEST:
        return next((MONTHS[name] for name in MONTHS if name.startswith(lexeme.lower)), None)
    return MONTHS.get(lexeme.lower)


def weekday_number(lexeme: Lexeme) -> int | None:
    """The number of the weekday the word names (Monday is 0), in full or as "Tues."."""
    if lexeme.text.endswith(".") and len(lexeme.text) > _SHORTEST:
        return next((WEEKDAYS[name] for name in WEEKDAYS if name.startswith(lexeme.lower)), None)
    return WEEKDAYS.get(lexeme.lower)
