"""Do the figures and dates of an article agree with each other?

    sentences with figures ─► one rule after the other ─► findings ─► flags of the claims

Each rule is a sum on figures that stand close together: what it finds is a flag on the claims
that hold them, with the sum written out. A flag asks a person to look; it marks nothing. The rules
abstain wherever rounding, another period or another whole may explain a difference.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claims.consistency.ages import ages
from claims.consistency.conflicts import conflicts
from claims.consistency.directions import directions
from claims.consistency.durations import durations
from claims.consistency.exclusive import over_a_hundred
from claims.consistency.findings import CONTRADICTIONS, IMPLIED, RULES, Finding, flagged
from claims.consistency.future import ahead
from claims.consistency.growth import growth
from claims.consistency.movements import movements
from claims.consistency.passages import Passage, Places, passages
from claims.consistency.rounding import apart, band
from claims.consistency.shares import shares
from claims.consistency.totals import totals
from claims.consistency.weekdays import weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.language import Parse
    from claims.models import Claim, DateRange, Quantity
    from claims.references import References

__all__ = ["CONTRADICTIONS", "IMPLIED", "RULES", "apart", "band", "cross_check"]


def cross_check(
    parse: Parse,
    references: References,
    claims: Sequence[Claim],
    quantities: Sequence[Quantity],
    dates: Sequence[DateRange],
    published: date | None = None,
) -> tuple[Claim, ...]:
    """The claims of one article, with what does not agree among their ``flags``."""
    if not (quantities or dates):
        return tuple(claims)
    places = Places(parse)
    found = list(passages(places, quantities, dates))
    findings: list[Finding] = []
    for passage in found:
        findings += _inside(passage)
        findings += weekdays(passage, published)
        findings += durations(passage, published)
        findings += ahead(passage, claims, published)
    findings += ages(found, references, published)
    findings += conflicts(claims, places)
    return flagged(claims, findings, places)


def _inside(passage: Passage) -> Iterator[Finding]:
    """What the figures of one sentence do not agree in."""
    for told in movements(passage):
        yield from growth(told)
        yield from directions(passage, told)
    yield from shares(passage)
    yield from totals(passage)
    yield from over_a_hundred(passage)
