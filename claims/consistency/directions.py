"""Changes whose figures go the other way than the words, or are not "doubled"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.consistency.rounding import Band, amount, band
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Passage
    from claims.consistency.roles import Movement

_LOOSE = 0.15
"""How far from twice, in parts of it, what "doubled" may be."""
_SAID = {1: "larger", -1: "smaller"}
_AGAINST = frozenset({"against", "to", "per"})


def directions(passage: Passage, told: Movement) -> Iterator[Finding]:
    """Words of one change held against its values before and after.

    >>> from claims import extract
    >>> extract("The number of cases doubled from 40 to 60.").claims[0].flags[-1].detail
    'from 40 to 60 is 1.5 times as much, which is not “doubled”: 60 ÷ 40'
    """
    if told.before is None or told.after is None or _reversed_scale(passage):
        return
    yield from _direction(told)
    yield from _multiple(passage, told)


def _direction(told: Movement) -> Iterator[Finding]:
    """ "Fell from 40 to 50".

    Wrong for scales that run backwards: places in a table, units of a currency to the dollar;
    where such words stand in the sentence the rule abstains.
    """
    before, after = told.before, told.after
    if before is None or after is None:
        return
    one, other = band(before.value), band(after.value)
    if not (other.below(one) if told.direction > 0 else one.below(other)):
        return
    word = "up" if told.direction > 0 else "down"
    detail = (
        f"the text says {word}, but {after.text} is {_SAID[-told.direction]} than the "
        f"{before.text} before"
    )
    yield Finding("direction does not fit", detail, (before.span, after.span))


def _multiple(passage: Passage, told: Movement) -> Iterator[Finding]:
    """ "Doubled from 40 to 60". "Rose threefold" may be to three or to four times as much."""
    size, before, after = told.size, told.before, told.after
    if size is None or before is None or after is None or size.unit != "times":
        return
    one, other = band(before.value), band(after.value)
    times = size.value.value
    if one.low <= 0 or other.low <= 0 or times <= 0:
        return
    ratio = Band(other.low / one.high, other.high / one.low)
    verb = passage.token(size.last).pos_ == "VERB"
    allowed = {times} if verb else {times, times + 1, 1 / times, 1 / (times + 1)}
    if any(not ratio.apart(_meant(told, fits)) for fits in allowed):
        return
    real = after.value.value / before.value.value
    ends = [amount(one.value.value, one.unit) for one in (after, before)]
    detail = (
        f"from {before.text} to {after.text} is {real:.2g} times as much, which is not "
        f"“{size.text}”: {ends[0]} ÷ {ends[1]}"
    )
    yield Finding("multiple does not fit", detail, (before.span, after.span, size.span))


def _meant(told: Movement, times: float) -> Band:
    """What "doubled", "nearly doubled" and "more than doubled" leave open."""
    size = told.size
    comparator = size.value.comparator if size else "="
    wide = 2 * _LOOSE if comparator == "~" else _LOOSE
    low, high = times * (1 - wide), times * (1 + wide)
    beyond = {">": (times, float("inf")), ">=": (times, float("inf"))}
    short = {"<": (0.0, times), "<=": (0.0, times)}
    return Band(*{**beyond, **short}.get(comparator, (low, high)))


def _reversed_scale(passage: Passage) -> bool:
    """Whether a smaller number is the better one here, or a currency's price is told."""
    told = passage.words(passage.start, passage.end)
    priced = any(
        word in ("dollar", "euro") and not _AGAINST.isdisjoint(told[max(at - 2, 0) : at])
        for at, word in enumerate(told)
    )
    return priced or not words("ranking_words").isdisjoint(told)
