"""Raw words that are one date, and the key that "6 May 2025" and "May 6, 2025" share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.lexicon import entries, words
from claims.wording.raw import Raw, key_at

_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"1\d{3}|20\d\d")


def day_or_month(raws: Sequence[Raw], at: int) -> tuple[str, int] | None:
    """The key of the date with a month's name that begins here, and the raw words it takes.

    The key is year, month and day with ``-`` where the text leaves one out.

    >>> from claims.wording.raw import cut
    >>> day_or_month(cut("6 May 2025"), 0), day_or_month(cut("May 6th, 2025"), 0)
    (('2025-05-06', 3), ('2025-05-06', 3))
    >>> day_or_month(cut("Jan. 2018"), 0), day_or_month(cut("may 2"), 0)
    (('2018-01--', 2), None)
    """
    shapes = _SHAPES[
        "m" if raws[at].key in _months() else "d" if _DAY.fullmatch(raws[at].key) else ""
    ]
    for shape in shapes:
        found = _read(raws, at, shape)
        if found and (shape != "m" or _is_month_alone(raws, at)):
            return found
    return None


def _is_month_alone(raws: Sequence[Raw], at: int) -> bool:
    """Whether "May" is a month: "in May", "next March"; not "Theresa May"."""
    sure = raws[at].key not in ("may", "march", "mar")
    return sure or (at > 0 and raws[at - 1].key in words("month_announcers"))


def _read(raws: Sequence[Raw], at: int, shape: str) -> tuple[str, int] | None:
    parts = {"y": "-", "m": "-", "d": "-"}
    start = at
    for part in shape:
        if part == "m" and shape[0] == "d" and key_at(raws, at) == "of":
            at += 1
        found = _PARTS[part](raws, at)
        if found is None:
            return None
        parts[part] = found
        at += 1
    return f"{parts['y']}-{parts['m']}-{parts['d']}", at - start


def _day(raws: Sequence[Raw], at: int) -> str | None:
    match = _DAY.fullmatch(key_at(raws, at))
    return match[1].zfill(2) if match else None


def _month(raws: Sequence[Raw], at: int) -> str | None:
    # Small letters: "may" and "march" are verbs. (Alone they are left as words even in capitals.)
    return _months().get(raws[at].key) if at < len(raws) and raws[at].text[:1].isupper() else None


def _year(raws: Sequence[Raw], at: int) -> str | None:
    return key_at(raws, at) if _YEAR.fullmatch(key_at(raws, at)) else None


_PARTS = {"d": _day, "m": _month, "y": _year}
_SHAPES = {"d": ("dmy", "dm"), "m": ("mdy", "md", "my", "m"), "": ()}
"""Orders of day, month and year by what comes first, the longest before its parts."""


@cache
def _months() -> dict[str, str]:
    lines = (line.split() for line in entries("month_numbers"))
    return {name: number for number, *names in lines for name in names}


def date_openers() -> frozenset[str]:
    """Words a date may begin with, besides numbers."""
    return frozenset(_months())


def is_year(key: str) -> bool:
    """Whether a number is written as a year of the last thousand years would be."""
    return _YEAR.fullmatch(key) is not None
