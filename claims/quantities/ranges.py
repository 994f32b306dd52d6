"""From how much to how much: "$3-5bn", "10 to 12 percent", "between 5 and 7"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import words
from claims.quantities.amounts import Amount, money, number
from claims.quantities.units import Unit, unit

if TYPE_CHECKING:
    from claims.dates.lexemes import Line

_RANGING = frozenset({"range", "ranged", "ranges", "ranging", "vary", "varying", "anywhere"})


def ranged(line: Line, low: Amount) -> Amount:
    """The range that the amount opens, or the amount.

    "From 6 to 9" is a change, which has two figures; so is "rose $3bn to $5bn". A scale that
    only the second number has belongs to both where the first is smaller: "$500 to $1 million"
    begins at 500.
    """
    gap, before = low.last + 1, line.lower(low.first - 1)
    word = "-" if line.hyphen(gap) else line.lower(gap)
    if word == "-" and not line.glued(gap + 1):
        # The hyphen of "18- to 24-year-olds".
        gap, word = gap + 1, line.lower(gap + 1)
    between = before == "between"
    if low.share or not (word in ("-", "or", "to") or (between and word == "and")):
        return _repeated_unit(line, low)
    high = money(line, gap + 1) or number(line, gap + 1, of_money=bool(low.unit))
    if high is None or high.unit not in (None, low.unit) or (word == "to" and _moved(line, low)):
        return low
    shared = low.scale == 1 and low.value < high.value / high.scale
    value = low.value * (high.scale if shared else 1)
    if not value < high.value or (word == "or" and high.value > 2 * value):
        return low
    return low._replace(
        first=low.first - between, last=high.last, value=value, high=high.value, scale=high.scale
    )


def _repeated_unit(line: Line, low: Amount) -> Amount:
    """ "10% to 12%" is a range; "rose 10% to 12%" may be a change, so stays two figures."""
    of = None if low.unit or low.share else unit(line, low, low.last)
    if of is None or not of.firm or _moved(line, low._replace(unit=of.name)):
        return low
    gap = of.last + 1
    high = number(line, gap + 1) if line.hyphen(gap) or line.lower(gap) == "to" else None
    again = unit(line, high, high.last) if high else None
    if high is None or again is None or again.name != of.name or not low.value < high.value:
        return low
    return low._replace(last=high.last, high=high.value)


def _moved(line: Line, low: Amount) -> bool:
    """Whether the words before make it a change and where it led; "ranging from" does not."""
    if line.lower(low.first - 1) == "from":
        return line.lower(low.first - 2) not in _RANGING
    repeated = low.unit is not None and low.first > 0
    return repeated and line.token(low.first - 1).lemma_.lower() in words("movements")


def shared_unit(line: Line, low: Amount) -> Unit | None:
    """In "from 6 to 9 percent" the unit is said once, for both."""
    if line.lower(low.first - 1) != "from" or line.lower(low.last + 1) != "to":
        return None
    high = number(line, low.last + 2)
    of = unit(line, high, high.last) if high else None
    return Unit(of.name, low.last, firm=True) if of and of.firm else None
