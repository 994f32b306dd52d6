"""Raw words that are one figure or one date, and the key that all ways of writing it share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from text_to_num import text2num

from claims.lexicon import entries, words
from claims.wording.raw import Raw, key_at

_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*+\.\d+|\d+")
_LONGEST_NUMBER = 60
"""More digits than any quantity has; longer runs are compared letter by letter."""
_MOST_NUMBER_WORDS = 9
"""Words in "nine hundred and ninety-nine thousand nine hundred and ninety-nine"."""
_PERCENT = (("percent",), ("per", "cent"), ("pct",), ("pc",))


def figure(raws: Sequence[Raw], at: int) -> tuple[str, int] | None:
    """The key of the figure that begins at a raw word, and how many raw words it takes.

    >>> from claims.wording.raw import cut
    >>> figure(cut("$200mn"), 0), figure(cut("two hundred million dollars"), 0)
    (('200000000 USD', 3), ('200000000 USD', 4))
    >>> figure(cut("5 per cent"), 0), figure(cut("1,000.50"), 0)
    (('5 percent', 3), ('1000.5', 1))
    >>> figure(cut("-5.25"), 0)
    ('-5.25', 2)
    """
    below = key_at(raws, at) == "minus"
    currency = _currencies().get(key_at(raws, at + below))
    start = at + below + (currency is not None)
    number = _number(raws, start)
    if number is None:
        return _ordinal(raws, at)
    value, length = number
    value *= -1 if below else 1
    end = start + length
    scale = _scales().get(key_at(raws, end))
    if scale is not None:
        value, end = value * scale, end + 1
    unit, length = (currency, 0) if currency else _unit(raws, end)
    return f"{_written(value)} {unit or ''}".rstrip(), end + length - at


def _number(raws: Sequence[Raw], at: int) -> tuple[Fraction, int] | None:
    key = key_at(raws, at)
    if _PLAIN_NUMBER.fullmatch(key) and len(key) <= _LONGEST_NUMBER:
        return Fraction(key.replace(",", "")), 1
    if key not in words("number_words"):
        return None
    run = [key]
    while len(run) < _MOST_NUMBER_WORDS and _spells_on(raws, at + len(run)):
        run.append(key_at(raws, at + len(run)))
    for length in range(len(run), 0, -1):
        try:
            return Fraction(text2num(" ".join(run[:length]), "en")), length
        except ValueError:
            continue
    return None


def _spells_on(raws: Sequence[Raw], at: int) -> bool:
    key = key_at(raws, at)
    return key in words("number_words") or (
        key == "and"
        and key_at(raws, at - 1) in ("hundred", "thousand")
        and key_at(raws, at + 1) in words("number_words")
    )


def _ordinal(raws: Sequence[Raw], at: int) -> tuple[str, int] | None:
    key = key_at(raws, at)
    return (_ordinals()[key], 1) if key in _ordinals() else None


def _unit(raws: Sequence[Raw], at: int) -> tuple[str | None, int]:
    for written in _PERCENT:
        if all(key_at(raws, at + i) == word for i, word in enumerate(written)):
            return "percent", len(written)
    currency = _currencies().get(key_at(raws, at))
    return (currency, 1) if currency else (None, 0)


def _written(value: Fraction) -> str:
    """A number as digits, exactly; halves and tenths as decimals."""
    for places in range(_LONGEST_NUMBER):
        shifted = value * 10**places
        if shifted.denominator == 1:
            sign, digits = "-" * (value < 0), str(abs(shifted.numerator)).rjust(places + 1, "0")
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(value)


@cache
def _currencies() -> dict[str, str]:
    lines = (line.split() for line in entries("currency_words"))
    return {word: code for code, *names in lines for word in (*names, code.casefold())}


@cache
def figure_openers() -> frozenset[str]:
    """Words and signs a figure may begin with, besides digits."""
    return words("number_words") | {"minus", *_currencies(), *_ordinals()}


@cache
def _scales() -> dict[str, int]:
    pairs = (line.split() for line in entries("number_scales"))
    return {word: int(factor) for word, factor in pairs}


@cache
def _ordinals() -> dict[str, str]:
    pairs = (line.split() for line in entries("ordinals"))
    return {key: figure for word, figure in pairs for key in (word, figure)}
