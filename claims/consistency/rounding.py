"""What a printed figure may have been before it was rounded, and how a sum is written."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from claims.dates.lexemes import table

if TYPE_CHECKING:
    from claims.models import Quantity

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_ROUGHLY = 0.1
"""How far, in parts of itself, "about 20" may be from the truth."""
_SHARE = 0.1
"""The same of a fraction in words: "a third" may be 30 percent."""
_MOST_DIGITS = 15
_CENTS = 1000
"""Sums of money below it are written with their cents."""
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children"}


class Band(NamedTuple):
    """The least and the most that a figure can stand for."""

    low: float
    high: float

    def apart(self, other: Band) -> bool:
        """Whether no number lies in both; the last digit of a computer's sum is forgiven."""
        slack = 1e-9 * max(1.0, *(abs(end) for end in (*self, *other) if math.isfinite(end)))
        return self.low > other.high + slack or other.low > self.high + slack

    def below(self, other: Band) -> bool:
        """Whether the other begins where this one ends, or above: "6" and "7" as printed."""
        return self.low < other.low and self.high < other.high and self.high <= other.low


def band(figure: Quantity) -> Band:
    """All that rounds to the digits as they are printed, and what "about" and "over" leave open.

    Zeros at the end may be rounding, down to the second digit: "200" is 195 to 205, "$2bn" is
    1.5 to 2.5 billion. Wrong where a text rounds still more without saying "about".

    >>> from claims.models import Quantity, Span
    >>> def said(text, value, **more):
    ...     return tuple(band(Quantity(text=text, span=Span(0, 1), value=value, **more)))
    >>> said("64%", 64), said("$1.5bn", 1.5e9), said("200 people", 200)
    ((63.5, 64.5), (1450000000.0, 1550000000.0), (195.0, 205.0))
    >>> said("more than 350", 350, comparator=">"), said("12 jurors", 12, unit="juror")
    ((350.0, inf), (12.0, 12.0))
    """
    half = _half(figure)
    low, high = figure.value - half, (figure.high or figure.value) + half
    if figure.comparator == "~":
        wide = _ROUGHLY * max(abs(low), abs(high))
        return Band(low - wide, high + wide)
    if figure.comparator in (">", ">="):
        return Band(figure.value, math.inf)
    if figure.comparator in ("<", "<="):
        return Band(-math.inf, high - half)
    return Band(low, high)


def _half(figure: Quantity) -> float:
    """Half of the last digit's worth; nothing for what is counted one by one."""
    digits = _DIGITS.findall(figure.text)
    value = abs(figure.high or figure.value)
    written = digits[-1].replace(",", "") if digits else ""
    if not written or len(written) > _MOST_DIGITS:
        return value * _SHARE if figure.unit is None and value != int(value) else 0.0
    whole, _, part = written.partition(".")
    scale = value / float(written) if float(written) else 1.0  # "0%" may be 0.4%
    if part:
        return 0.5 * 10.0 ** -len(part) * scale
    zeros = min(len(whole) - len(whole.rstrip("0")), len(whole) - 2)
    step = 10.0 ** max(zeros, 0)
    return 0.0 if counted(figure.unit) and step == scale == 1 else 0.5 * step * scale


def share(figure: Quantity) -> Band | None:
    """A figure that is a part of something, in percent: "25%", "a quarter"; None for others."""
    low, high = band(figure)
    if figure.unit == "percent":
        return Band(low, high)
    return Band(100 * low, 100 * high) if is_fraction(figure) else None


def is_fraction(figure: Quantity) -> bool:
    """ "A third", "one in five", "12 out of 40": a part of one without a unit."""
    return figure.unit is None and 0 < figure.value < 1


def counted(unit: str | None) -> bool:
    """Whether the unit is a noun whose things are counted, not measured or paid."""
    return unit is not None and unit.islower() and unit not in table("units").values()


def quoted(text: str) -> str:
    """A figure's words inside a sentence: "Forty people" without its capital.

    >>> quoted("Forty people"), quoted("US$5bn")
    ('forty people', 'US$5bn')
    """
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def number(value: float) -> str:
    """A computed number to three digits, in words from a million on.

    >>> number(121951219.5), number(33.333), number(1250.0), number(0.5)
    ('122 million', '33.3', '1,250', '0.5')
    """
    rounded = float(f"{value:.3g}") if abs(value) >= 1e6 or value != int(value) else value
    for size, name in _SCALES:
        if abs(rounded) >= size:
            return f"{rounded / size:,.12g} {name}"
    return f"{rounded:,.12g}"


def amount(value: float, unit: str | None) -> str:
    """A computed figure with its unit.

    >>> amount(121951219.5, "USD"), amount(29.331, "EUR"), amount(12.0, "person")
    ('$122 million', '€29.33', '12 people')
    """
    if unit in _SYMBOLS:
        cents = abs(value) < _CENTS and round(value, 2) != int(value)
        return f"{_SYMBOLS[unit]}{value:.2f}" if cents else f"{_SYMBOLS[unit]}{number(value)}"
    if unit == "percent":
        return f"{number(value)}%"
    if not unit:
        return number(value)
    noun = unit.replace("_", " ")
    if unit.islower() and value != 1:
        noun = _PLURALS.get(noun, noun if noun.endswith("s") else f"{noun}s")
    return f"{number(value)} {noun}"


def percent(value: float, like: str = "") -> str:
    """A computed percentage as exact as the one it is held against, or as makes sense.

    >>> percent(33.333), percent(4.25), percent(27.59, "17.6 percent")
    ('33%', '4.2%', '27.6%')
    """
    places = len((_DIGITS.findall(like) or [""])[0].partition(".")[2])
    if places or abs(value) >= 10:
        return f"{value:,.{places}f}%"
    return f"{value:.1f}%" if abs(value) >= 0.1 else f"{value:.1g}%"


def apart(one: Quantity, other: Quantity) -> bool:
    """Whether no rounding makes the two figures one."""
    return band(one).apart(band(other))
