"""Changes whose percentage or amount does not follow from the figures beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.consistency.rounding import Band, amount, band, percent, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Figure
    from claims.consistency.roles import Movement
    from claims.models import Span

_WAYS = {1: "rise", -1: "fall"}
_SAID = {1: "up", -1: "down"}


def growth(told: Movement) -> Iterator[Finding]:
    """The sums of one change: a value implied, and figures that do not fit each other.

    >>> from claims import extract
    >>> extract("Trade rose 64% from $150mn to $200mn.").claims[0].flags[-1].detail
    'from $150mn to $200mn is a rise of 33%, not 64%: the difference, $50 million, ÷ $150mn'
    """
    for rule in (_implied, _percentage, _points, _difference, _part_of_whole):
        yield from rule(told)


def _implied(told: Movement) -> Iterator[Finding]:
    """What the value was before, when only the change and the result are given.

    No error, but what a checker looks up: the figure of the year before. A percentage of a
    percentage is left alone, for it may be points.
    """
    size, after = told.size, told.after
    if size is None or after is None or told.before or told.by:
        return
    rate = share(size.value)
    if rate is None or after.unit == "percent" or size.value.high or after.value.high:
        return
    part = size.value.value / 100 if size.unit == "percent" else size.value.value
    factor = 1 + told.direction * part
    if size.value.comparator not in "=~" or after.value.comparator not in "=~" or factor <= 0:
        return
    before = amount(after.value.value / factor, after.unit)
    detail = (
        f"{_SAID[told.direction]} {size.text} to {after.text} means about {before} before: "
        f"{after.text} ÷ {factor:.4g}"
    )
    yield Finding("implied value", detail, (size.span, after.span))


def _percentage(told: Movement) -> Iterator[Finding]:
    """A percentage that the values before and after do not give.

    Wrong where the percentage is of something else (an annual rate, an adjusted value); words
    that say so make the reading abstain.
    """
    size, before, after = told.size, told.before, told.after
    claimed = share(size.value) if size else None
    if size is None or claimed is None or before is None or after is None:
        return
    one, other = band(before.value), band(after.value)
    if one.low <= 0 or other.low <= 0 or _contrary(told, one, other):
        return
    rates = [100 * (other.low / one.high - 1), 100 * (other.high / one.low - 1)]
    real = Band(*sorted(told.direction * rate for rate in rates))
    points = Band(*sorted(told.direction * gap for gap in _gaps(one, other)))
    if not real.apart(claimed) or (told.unit == "percent" and not points.apart(claimed)):
        return
    start, end = before.value.value, after.value.value
    rate = percent(100 * abs(end / start - 1), size.text)
    gap = amount(abs(end - start), told.unit)
    detail = (
        f"from {before.text} to {after.text} is a {_WAYS[told.direction]} of {rate}, not "
        f"{size.text}: the difference, {gap}, ÷ {before.text}"
    )
    yield Finding("percentage does not fit", detail, _spans(before, after, size))


def _points(told: Movement) -> Iterator[Finding]:
    """Percentage points that the two percentages do not give."""
    size, before, after = told.size, told.before, told.after
    if size is None or before is None or after is None or size.unit != "percentage_point":
        return
    yield from _gap(told, size, before, after, "percentage points")


def _difference(told: Movement) -> Iterator[Finding]:
    """An amount of change that the values before and after do not give."""
    by, before, after = told.by, told.before, told.after
    if by is None or before is None or after is None or by.unit not in (None, told.unit):
        return
    yield from _gap(told, by, before, after, "")


def _gap(told: Movement, by: Figure, before: Figure, after: Figure, of: str) -> Iterator[Finding]:
    one, other = band(before.value), band(after.value)
    real = Band(*sorted(told.direction * gap for gap in _gaps(one, other)))
    if _contrary(told, one, other) or not real.apart(band(by.value)):
        return
    gap = abs(after.value.value - before.value.value)
    written = f"{gap:.12g} {of}" if of else amount(gap, told.unit)
    way = _WAYS[told.direction]
    detail = f"from {before.text} to {after.text} is a {way} of {written}, not {by.text}"
    yield Finding("difference does not fit", detail, _spans(before, after, by))


def _part_of_whole(told: Movement) -> Iterator[Finding]:
    """An amount and a percentage of one change that give another result: "up $5m, or 20%, to
    $50m".
    """
    by, size, after = told.by, told.size, told.after
    if by is None or size is None or after is None or told.before or size.unit != "percent":
        return
    if by.unit != after.unit or after.unit == "percent":
        return
    change, end = band(by.value), band(after.value)
    start = Band(end.low - told.direction * change.high, end.high - told.direction * change.low)
    start = Band(min(start), max(start))
    if start.low <= 0 or change.low < 0 or not math.isfinite(start.high + change.high):
        return
    real = Band(100 * change.low / start.high, 100 * change.high / start.low)
    if not real.apart(band(size.value)):
        return
    before = after.value.value - told.direction * by.value.value
    detail = (
        f"{_SAID[told.direction]} {by.text} to {after.text} is a {_WAYS[told.direction]} of "
        f"{percent(100 * by.value.value / before, size.text)}, not {size.text}: {by.text} ÷ "
        f"{amount(before, after.unit)}, the value before"
    )
    yield Finding("percentage does not fit", detail, _spans(by, size, after))


def _contrary(told: Movement, one: Band, other: Band) -> bool:
    """Whether the values move the other way, which is another rule's business."""
    return other.high < one.low if told.direction > 0 else other.low > one.high


def _gaps(one: Band, other: Band) -> tuple[float, float]:
    return other.low - one.high, other.high - one.low


def _spans(*figures: Figure) -> tuple[Span, ...]:
    return tuple(figure.span for figure in figures)
