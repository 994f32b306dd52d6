"""How much: the number of a figure with its scale and its currency, no unit yet.

Each reader looks at one place of a line and reads one way of writing an amount; they are tried
in the order of ``_READERS``, the more particular first.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.dates.lexemes import entry_from, phrase, table

if TYPE_CHECKING:
    from claims.dates.lexemes import Line

_SHORT_SCALES = frozenset({"b", "t", "k", "m"})
"""Trusted after a currency, and the last two before a plural; "100m" may be a race."""

_CODE = 3
"""Letters of a currency's code, written in capitals: "TRY 500", not "Try 500"."""
_VAGUE = ("several", "few", "couple")
_WHOLES = frozenset("of the its their his her this that our your my all".split())
_OTHER_HALVES = frozenset(
    "first second other last latter final third better the this that a".split()
)
_NEAR = frozenset("by than least over under to".split())
_AND_PARTS = {"and a half": 0.5, "and a quarter": 0.25}
_PER = ("out of every", "out of", "in every", "of every", "in", "of")
_LARGEST_SAMPLE = 1000
"""Of whom "one in 1,000" is a share; larger numbers after "in" are years and sums."""


class Amount(NamedTuple):
    """Lexemes ``first`` to ``last`` say how much.

    ``unit`` is set when the amount brings its own: money, "times". ``scale`` is the multiplier
    written out, 1 when none was. ``rough`` are dozens and hundreds; a ``share`` is a part of
    some whole and counts nothing.
    """

    first: int
    last: int
    value: float
    high: float | None = None
    unit: str | None = None
    scale: float = 1.0
    rough: bool = False
    share: bool = False


@cache
def factors(name: str) -> dict[str, float]:
    """A word list of words and what they are worth."""
    return {word: float(worth) for word, worth in table(name).items()}


def amount(line: Line, at: int) -> Amount | None:
    """The amount that begins with the lexeme, or None."""
    if not line.valued(at) and line.lower(at) not in _openers():
        return None
    return next((found for read in _READERS if (found := read(line, at))), None)


@cache
def _openers() -> frozenset[str]:
    """Words that may begin an amount, besides numbers."""
    tables = ("currency_signs", "multiples", "plural_multipliers")
    first = {entry.split()[0] for name in tables for entry in table(name)}
    return frozenset({"a", "an", "half", *_VAGUE, *first})


def money(line: Line, at: int) -> Amount | None:
    """ "$200mn", "Rs 500 crore", "HK$12 billion"."""
    entry = entry_from(line, at, "currency_signs")
    written = line[at].text if entry else ""
    code = written.isalpha() and len(written) == _CODE
    if entry is None or written.islower() or (code and not written.isupper()):
        return None
    currency, size = entry
    found = number(line, at + size, of_money=True)
    apart = size == 2 and not line.glued(at + 1)
    # "A $5 million grant" is no Australian's, and an "R50" a helicopter as often as fifty rand.
    if found is None or apart or (currency == "ZAR" and size == 1 and found.scale == 1):
        return None
    return found._replace(first=at, unit=currency)


def number(line: Line, at: int, of_money: bool = False) -> Amount | None:
    """Digits or words, with what multiplies them: "1.3bn", "two and a half million"."""
    value = line[at].value if at < len(line) else None
    if value is None:
        return None
    last, scale = at, 1.0
    part = _vulgar(line, at + 1)
    if part and not line[at].spelled:
        value, last = value + part, at + 3
    elif phrase(line, at + 1, 3) in _AND_PARTS:
        value, last = value + _AND_PARTS[phrase(line, at + 1, 3)], at + 3
    for _ in range(2):
        after = last + 2 if line.hyphen(last + 1) else last + 1
        factor = _factor(line, after, of_money)
        if factor:
            scale, last = scale * factor, after
    return Amount(at, last, value * scale, scale=scale)


def _factor(line: Line, at: int, of_money: bool) -> float | None:
    word = line.lower(at)
    if word in _SHORT_SCALES:
        plural = at + 1 < len(line) and line.token(at + 1).tag_ in ("NNS", "NNPS")
        if not line.glued(at) or not (of_money or (plural and word in ("k", "m"))):
            return None
    return factors("multipliers").get(word)


def _vulgar(line: Line, at: int) -> float | None:
    """The value of "1/2"; larger denominators are dates and scores."""
    if at + 2 >= len(line) or line.lower(at + 1) != "/":
        return None
    upper, lower = line[at].value, line[at + 2].value
    joined = line.glued(at + 1) and line.glued(at + 2) and not line.glued(at)
    if not joined or not upper or not lower or not upper < lower <= 10:
        return None
    return upper / lower


def _rough(line: Line, at: int) -> Amount | None:
    """ "Dozens of", "hundreds of thousands of", "several hundred": the least they can mean."""
    plurals, before = factors("plural_multipliers"), line.lower(at - 1)
    first = at - (before == "a")
    if line.lower(at) in _VAGUE:
        if line.lower(at) == "couple" and line.lower(at + 1) == "of" and first < at:
            return Amount(first, at, 2.0, rough=True)
        factor = _factor(line, at + 1, of_money=False)
        return Amount(first, at + 1, factor, scale=factor, rough=True) if factor else None
    value, last = plurals.get(line.lower(at), 0.0), at
    if line.lower(at + 1) == "of" and line.lower(at + 2) in plurals:
        value, last = value * plurals[line.lower(at + 2)], at + 2
    counted = line.lower(last + 1) == "of" and before not in _WHOLES and last == at
    if not value or not (counted or last > at) or (last == at and line.lower(at) == "tens"):
        return None
    return Amount(at, last, value, scale=value, rough=True)


def _half(line: Line, at: int) -> Amount | None:
    """ "Half a million", "half-dozen", "half an hour", and "half of", which is a share."""
    if line.lower(at) != "half" or line.lower(at - 1) in _OTHER_HALVES:
        return None
    article = line.lower(at + 1) in ("a", "an")
    after = at + 2 if article or line.hyphen(at + 1) else at + 1
    factor = _factor(line, after, of_money=False)
    if factor:
        return Amount(at, after, factor / 2, scale=factor)
    following = line[at + 1].value if at + 1 < len(line) else None
    if following and line[at + 1].text.startswith("a"):
        return Amount(at, at + 1, following / 2, scale=following)
    if article:
        return Amount(at, at + 1, 0.5)
    share = line.lower(at + 1) in _WHOLES or line.lower(at - 1) in _NEAR or _hedged(line, at)
    return Amount(at, at, 0.5, share=True) if share else None


def _hedged(line: Line, at: int) -> bool:
    return line.lower(at - 1) in table("comparators")


def _fraction(line: Line, at: int) -> Amount | None:
    """ "A third of", "two-thirds", "1/4 of"; "a quarter of a million" and "of a mile" are
    no shares.
    """
    part = _vulgar(line, at)
    if part:
        return Amount(at, at + 2, part, share=True) if line.lower(at + 3) == "of" else None
    upper = 1.0 if line.lower(at) in ("a", "an") else line[at].value
    hyphen = line.hyphen(at + 1)
    last = at + 2 if hyphen else at + 1
    word = line.lower(last)
    lower = factors("fractions").get(word)
    if not upper or not lower or not upper < lower or (upper > 1) != word.endswith("s"):
        return None
    value = upper / lower
    of = line.lower(last + 1) == "of"
    whole = _article(line, last + 2) or number(line, last + 2) if of else None
    if whole and line.lower(whole.first).startswith("a"):
        return Amount(at, whole.last, value * whole.value, scale=whole.value)
    if of and line.lower(last + 2) in ("a", "an") and _unit_follows(line, last + 3):
        return Amount(at, last + 2, value)
    told = of or hyphen or (upper > 1 and not word.startswith("quarter"))
    if not (told or line.lower(at - 1) in _NEAR or _hedged(line, at)):
        return None
    return Amount(at, last, value, share=True)


def _unit_follows(line: Line, at: int) -> bool:
    return phrase(line, at, 2) in table("units") or line.lower(at) in table("units")


def _ratio(line: Line, at: int) -> Amount | None:
    """ "One in five", "nine out of ten", "eight of 10": a share, unless the second counts time."""
    link = next((link for link in _PER if phrase(line, at + 1, link.count(" ") + 1) == link), "")
    second = at + 2 + link.count(" ")
    part = line[at].value
    whole = line[second].value if link and line.valued(second) else None
    if not part or not whole or not part < whole <= _LARGEST_SAMPLE or part != int(part):
        return None
    if link == "of" and whole not in (10, 100):
        return None
    if _unit_follows(line, second + 1) or _factor(line, second + 1, of_money=False):
        return None
    return Amount(at, second, part / whole, share=True)


def _multiple(line: Line, at: int) -> Amount | None:
    """ "Doubled", "tenfold", "twice as many"; "twice a week" are two times, not a multiple."""
    value = factors("multiples").get(line.lower(at))
    after = line.lower(at + 1)
    if value is None or line.hyphen(at + 1) or line.glued(at):
        return None
    if line.lower(at) == "twice":
        return Amount(at, at, value, unit="times" if multiplies(line, at + 1) else "time")
    verb = line.token(at).pos_ == "VERB" and after not in ("down", "over", "back", "up", "as")
    if verb or line.lower(at).endswith("fold") or (after == "the" and line.lower(at) == "double"):
        return Amount(at, at, value, unit="times")
    return None


def multiplies(line: Line, at: int) -> bool:
    """Whether what follows "twice" or "three times" is compared: "as many", "the size"."""
    if at >= len(line):
        return False
    return line.lower(at) in (_WHOLES - {"of"}) | {"as", "what"} or line.token(at).tag_ in (
        "JJR",
        "RBR",
    )


def _article(line: Line, at: int) -> Amount | None:
    """ "A dozen", "a crore", "a year and a half"."""
    if line.lower(at) not in ("a", "an"):
        return None
    if phrase(line, at + 2, 3) in _AND_PARTS and line.lower(at + 1) in table("units"):
        value = 1 + _AND_PARTS[phrase(line, at + 2, 3)]
        return Amount(at, at + 4, value, unit=table("units")[line.lower(at + 1)])
    factor = _factor(line, at + 1, of_money=False)
    return Amount(at, at + 1, factor, scale=factor) if factor else None


_READERS = (money, _rough, _half, _multiple, _fraction, _ratio, _article, number)
