"""What a rule found out, and which claims are to carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from claims.models import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.consistency.passages import Places
    from claims.models import Claim


Rule = Literal[
    "implied value",
    "percentage does not fit",
    "difference does not fit",
    "direction does not fit",
    "multiple does not fit",
    "part exceeds its total",
    "parts exceed their total",
    "parts do not add up",
    "shares exceed the whole",
    "two values",
    "weekday does not fit",
    "years do not fit",
    "age does not fit",
    "told before its day",
]
RULES: tuple[str, ...] = get_args(Rule)
"""The flags of this package, by name."""
IMPLIED: Rule = "implied value"
"""The one that is no contradiction: it is told once."""
CONTRADICTIONS = frozenset(RULES) - {IMPLIED}
"""The flags that say that something cannot be so."""


class Finding(NamedTuple):
    """A sum and the figures or dates in it; ``detail`` writes it out for a journalist."""

    rule: Rule
    detail: str
    spans: tuple[Span, ...]

    def reason(self) -> Reason:
        """The flag, at all the words between the first figure and the last."""
        start, end = min(self.spans).start, max(span.end for span in self.spans)
        return Reason(rule=self.rule, detail=self.detail, span=Span(start, end))


def flagged(claims: Sequence[Claim], found: Iterable[Finding], places: Places) -> tuple[Claim, ...]:
    """The claims with the findings among their flags, after those they have."""
    added: dict[int, list[Reason]] = {}
    holders = _holders(claims)
    for finding in found:
        for span in finding.spans:
            if span not in holders:
                holders[span] = _nearest(claims, span, places)
        for at in _carriers(claims, finding, holders):
            reasons = added.setdefault(at, [])
            if finding.reason() not in reasons:
                reasons.append(finding.reason())
    return tuple(
        claim.model_copy(update={"flags": (*claim.flags, *added[at])}) if at in added else claim
        for at, claim in enumerate(claims)
    )


def _holders(claims: Sequence[Claim]) -> dict[Span, list[int]]:
    """The claims that hold each figure and each date."""
    found: dict[Span, list[int]] = {}
    for at, claim in enumerate(claims):
        for span in [one.span for one in claim.quantities] + [one.span for one in claim.dates]:
            found.setdefault(span, []).append(at)
    return found


def _nearest(claims: Sequence[Claim], span: Span, places: Places) -> list[int]:
    """The claims that hold a piece of it, where none holds it whole; else those of its sentence.

    A claim holds its figures where it is first told, and is told again elsewhere. In "said on
    Monday, May 7" the day is no part of what was said.
    """
    touching = [
        at
        for at, claim in enumerate(claims)
        if any(one.start < span.end and span.start < one.end for one in _everywhere(claim))
    ]
    sentence = places.sentence(span)
    return touching or [at for at, claim in enumerate(claims) if claim.sentence == sentence]


def _everywhere(claim: Claim) -> Iterator[Span]:
    yield from claim.spans
    for again in claim.repeated:
        yield from again.spans


def _carriers(
    claims: Sequence[Claim], finding: Finding, holders: dict[Span, list[int]]
) -> list[int]:
    """As few claims as hold all the figures, those first that hold most and say least else."""
    missing = {span for span in finding.spans if holders[span]}
    chosen: list[int] = []
    while missing and not (chosen and finding.rule == IMPLIED):
        held: dict[int, int] = {}
        for span in missing:
            for at in holders[span]:
                held[at] = held.get(at, 0) + 1
        first = holders[finding.spans[0]]
        best = min(held, key=lambda at: (-held[at], at not in first, len(claims[at].text), at))
        chosen.append(best)
        missing = {span for span in missing if best not in holders[span]}
    return sorted(chosen)
