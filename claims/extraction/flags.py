"""What a checker should look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import WHOLE
from claims.extraction.judgement import names_a_kind
from claims.extraction.worth.findings import quoted
from claims.extraction.worth.signs import TIME_UNITS
from claims.lexicon import words as listed
from claims.models import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.extraction.worth.findings import Findings
    from claims.models import Attribution

_HEDGED = frozenset({"possible", "alleged", "conditional"})


def flags_of(found: Findings) -> Iterator[Reason]:
    """What a checker should look at first."""
    counted = [one for one in found.quantities if one.unit not in TIME_UNITS]
    if counted and not found.around:
        figures = quoted(quantity.text for quantity in counted)
        yield Reason(rule="unattributed figure", detail=f"no source is given for {figures}")
    for one in found.around:
        if one.source_kind == "anonymous":
            yield Reason(rule="anonymous source", detail="the source is not named")
        elif one.candidates or (one.speaker is None and (one.source or not one.cue)):
            yield Reason(rule="speaker unclear", detail=_candidates(one))
    for one in found.perhaps:
        detail = f"perhaps the words of {one.speaker or 'somebody'} ({one.confidence:.0%} sure)"
        yield Reason(rule="uncertain attribution", detail=detail)
    if found.modality == "denied":
        yield Reason(rule="denied", detail="the source denies it")
    if found.modality in _HEDGED or any(
        word.lower in listed("hedging_adverbs") and not names_a_kind(word) for word in found.words
    ):
        yield Reason(rule="hedged", detail="the text does not assert it outright")
    told = found.clause.rule == WHOLE or _opens_with_time(found)
    if found.clause.subject is None and not told:
        yield Reason(rule="no subject", detail="the sentence does not say who or what")


def _opens_with_time(found: Findings) -> bool:
    """Whether the parser took the subject for a time: "Last week proved that …"."""
    head = found.clause.head
    first = next((word for word in head.kids if word.inked), None)
    return first is not None and first.dep == "npadvmod" and first.i == head.i - 1


def _candidates(one: Attribution) -> str:
    if one.candidates:
        return "may be " + " or ".join(one.candidates)
    return "the text does not tell who says it"
