"""Dates and periods of news English, as first and last day with the words they stand in.

    paragraph ─► lexemes ─► phrases (rules over classes of words) ─► bounds ─► DateRange

Relative words ("last year", "on Tuesday", "May 7") are placed by the day of publication, and
stay unknown without it. Where usage is divided ("05/06/2025", "next Tuesday" on a Monday) the
days stay null, since a wrong day is worse than none, and both readings are candidates.
"""

from __future__ import annotations

from datetime import date

from claims.dates.bounds import dated
from claims.dates.lexemes import lines
from claims.language import Parse
from claims.models import DateRange, Days

__all__ = ["find_dates"]


def find_dates(parse: Parse, published: date | None = None) -> tuple[DateRange, ...]:
    """Every date and period of the text, in order, none overlapping another.

    ``published`` is the day the text appeared. ``start`` and ``end`` are days, both inclusive;
    null where the period is open ("by 2030") or cannot be known.
    """
    document = parse.document
    found = []
    for line in lines(parse):
        for first, last, period, candidates in dated(line, published):
            span = document.original(line[first].start, line[last].end)
            found.append(
                DateRange(
                    text=document.text[span.start : span.end],
                    span=span,
                    start=period.start,
                    end=period.end,
                    candidates=tuple(Days(start=one.start, end=one.end) for one in candidates),
                )
            )
    return tuple(found)
