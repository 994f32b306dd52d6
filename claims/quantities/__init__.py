"""Figures of news English as values: how much, of what, how exactly.

    paragraph ─► lexemes ─► amount ─► unit ─► comparator ─► is it a label? ─► Quantity

An amount is a number with its scale, currency and range; its unit is looked up, or is the noun
that the syntax makes it count. Numbers that only name things ("Boeing 747", "day 12", "5-4")
and those inside dates are no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.dates.lexemes import lines
from claims.models import DateRange, Quantity
from claims.quantities.figures import figures

if TYPE_CHECKING:
    from claims.language import Parse

__all__ = ["find_quantities"]


_LONGEST_WORD = 60
"""Characters; numbers inside longer words are noise, and asking what they count takes long."""


def find_quantities(parse: Parse, dates: Sequence[DateRange] = ()) -> tuple[Quantity, ...]:
    """Every figure of the text, in the order of their numbers.

    ``dates`` are the text's dates; a number inside one is no figure. Spans of figures may
    overlap where one stands inside what another counts: "three 10-year contracts".
    """
    document = parse.document
    dated = {at for period in dates for at in range(*period.span)}
    found: list[Quantity] = []
    for line in lines(parse):
        free = [
            word.value is None
            or (
                document.original(word.start, word.end).start not in dated
                and len(line.token(at)) <= _LONGEST_WORD
            )
            for at, word in enumerate(line)
        ]
        for figure in figures(line, free):
            span = document.original(line[figure.first].start, line[figure.last].end)
            found.append(
                Quantity(
                    text=document.text[span.start : span.end],
                    span=span,
                    value=figure.value,
                    high=figure.high,
                    unit=figure.unit,
                    comparator=figure.comparator,
                )
            )
    return tuple(found)
