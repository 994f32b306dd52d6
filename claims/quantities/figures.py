"""The figures of a paragraph: amount, unit and comparator put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.quantities import comparators
from claims.quantities.amounts import Amount, amount
from claims.quantities.labels import is_code, is_label
from claims.quantities.ranges import ranged, shared_unit
from claims.quantities.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.dates.lexemes import Line
    from claims.models import Comparator


class Figure(NamedTuple):
    """Lexemes ``first`` to ``last`` are a figure: comparator, number and unit."""

    first: int
    last: int
    value: float
    high: float | None
    unit: str | None
    comparator: Comparator


def figures(line: Line, free: Sequence[bool]) -> Iterator[Figure]:
    """The figures of the line in order; ``free`` tells which lexemes no date has taken."""
    at = 0
    while at < len(line):
        found = amount(line, at)
        if found and all(free[at : found.last + 1]) and not is_code(line, found):
            found = ranged(line, found)
            figure = _figure(line, found)
            if figure:
                yield figure
        at = (found.last if found else at) + 1


def _figure(line: Line, found: Amount) -> Figure | None:
    suffix = comparators.after(line, found.last + 1)
    last = suffix.place if suffix else found.last
    of = unit(line, found, last) or shared_unit(line, found)
    if of:
        last = max(last, of.last)
        suffix = suffix or comparators.after(line, of.last + 1)
        last = max(last, suffix.place) if suffix else last
    firm = of is not None and of.firm
    first, value = _signed(line, found, firm)
    prefix = comparators.before(line, first, of)
    if is_label(line, found, of, bounded=bool(prefix or suffix)):
        return None
    if found.value == 0.5 and not found.share and (of is None or of.name is None):
        return None
    bound = prefix or suffix
    return Figure(
        first=prefix.place if prefix else first,
        last=last,
        value=value,
        high=found.high,
        unit=of.name if of else None,
        comparator=bound.comparator if bound else "~" if found.rough else "=",
    )


def _signed(line: Line, found: Amount, firm: bool) -> tuple[int, float]:
    """The place of a minus sign, if one stands there, and the value with it."""
    before = found.first - 1
    if line.lower(before - 1) == "or":
        # "Plus or minus 3 points" is a margin of 3.
        return found.first, found.value
    sign = line.lower(before) in ("-", "−", "–") and not line.glued(before)
    if firm and (line.lower(before) == "minus" or (sign and line.glued(found.first))):
        return before, -found.value
    return found.first, found.value
