"""How much a claim is worth checking, and what a checker should look at first.

A sum of plain reasons, each of which is shown. A figure weighs most; a judgement weighs against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.clause import DESCRIPTIONS
from claims.extraction.syntax import in_order
from claims.lexicon import words as listed
from claims.models import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.extraction.clause import Clause
    from claims.extraction.syntax import Word, Words
    from claims.models import Attribution, ClaimKind, DateRange, Modality, Quantity

_BASE = 0.25
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_UNMATCHED = frozenset({"first", "only", "record", "unprecedented", "never", "worst", "best"})
_COMPARED = frozenset({"JJR", "RBR"})
_TIME_UNITS = frozenset("second minute hour day week month quarter year decade century".split())
_HEDGED = frozenset({"possible", "alleged", "conditional"})


class Findings(NamedTuple):
    """What is known of a claim when it is weighed."""

    clause: Clause
    words: Words
    kind: ClaimKind
    modality: Modality
    quantities: Sequence[Quantity]
    dates: Sequence[DateRange]
    around: Sequence[Attribution]
    perhaps: Sequence[Attribution]
    sources: Sequence[str]


def weigh(found: Findings) -> tuple[float, tuple[Reason, ...]]:
    """A figure from 0 to 1, and what went into it."""
    weight, reasons = _BASE, []
    for value, rule, detail in _reasons(found):
        weight += value
        reasons.append(Reason(rule=rule, detail=detail))
    return round(min(max(weight, 0.0), 1.0), 2), tuple(reasons)


def _reasons(found: Findings) -> Iterator[tuple[float, str, str]]:
    words = in_order(found.words)
    if found.quantities:
        yield 0.3, "figure", _quoted(quantity.text for quantity in found.quantities)
    if found.dates:
        yield 0.1, "date", _quoted(date.text for date in found.dates)
    if superlatives := [word.text for word in words if _unmatched(word)]:
        yield 0.15, "superlative", _quoted(superlatives)
    if compared := [word.text for word in words if word.tag in _COMPARED and not found.quantities]:
        yield 0.1, "comparison", _quoted(compared)
    if actor := _actor(found):
        yield 0.15, "named actor", actor
    if found.clause.head.lemma in listed("consequential_verbs"):
        yield 0.15, "consequential verb", _quoted([found.clause.head.lemma])
    if len(found.sources) == 1:
        yield 0.05, "single source", f"rests on {found.sources[0]} alone"
    if found.kind == "opinion":
        yield -0.25, "opinion", "a judgement cannot be checked; lowers"
    elif found.kind == "prediction":
        yield -0.1, "prediction", "what has not happened cannot be checked yet; lowers"
    if found.clause.rule in DESCRIPTIONS and not found.quantities:
        yield -0.1, "description", "says only who or what something is; lowers"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in dict.fromkeys(texts))


def _unmatched(word: Word) -> bool:
    return word.tag in ("JJS", "RBS") or (word.lower in _UNMATCHED and word.pos in ("ADJ", "ADV"))


def _actor(found: Findings) -> str:
    subject = found.clause.subject
    if subject is None:
        return ""
    named = [word for word in (subject, *subject.kids) if word.label in _ACTORS]
    return named[0].text if named else ""


def flags_of(found: Findings) -> Iterator[Reason]:
    """What a checker should look at first."""
    counted = [one for one in found.quantities if one.unit not in _TIME_UNITS]
    if counted and not found.around:
        figures = _quoted(quantity.text for quantity in counted)
        yield Reason(rule="unattributed figure", detail=f"no source is given for {figures}")
    for one in found.around:
        if one.source_kind == "anonymous":
            yield Reason(rule="anonymous source", detail="the source is not named")
        elif one.speaker is None and (one.source or not one.cue):
            yield Reason(rule="speaker unclear", detail=_candidates(one))
    for one in found.perhaps:
        detail = f"perhaps the words of {one.speaker or 'somebody'} ({one.confidence:.0%} sure)"
        yield Reason(rule="uncertain attribution", detail=detail)
    if found.modality == "denied":
        yield Reason(rule="denied", detail="the source denies it")
    if found.modality in _HEDGED or any(
        word.lower in listed("hedging_adverbs") for word in found.words
    ):
        yield Reason(rule="hedged", detail="the text does not assert it outright")
    if found.clause.subject is None:
        yield Reason(rule="no subject", detail="the sentence does not say who or what")


def _candidates(one: Attribution) -> str:
    if one.candidates:
        return "may be " + " or ".join(one.candidates)
    return "the text does not tell who says it"
