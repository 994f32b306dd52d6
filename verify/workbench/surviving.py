"""Claims that people mended, in a sentence that was edited: those stay whose own words stand."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import claims
from claims import lexicon
from claims.models import DateRange, Quantity, Reason, Span
from claims.pipeline import Survey
from claims.selection import selected
from verify.store import mends
from verify.workbench.printing import Printed, is_persons
from verify.workbench.redrawing import occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claims import Extraction
    from verify.records import Json, Occurrence
    from verify.workbench.standing import Answer, Stood

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")

_PASSING = 2
"""New words of no weight beside a claim that stands: "again", "old"; more are a claim."""


class Sentence(NamedTuple):
    """Sentences of the last version, and the claims made of them, dropped ones too."""

    text: str
    span: Span
    said: Sequence[mends.Said]


def survivors(
    old: Sentence,
    mended: mends.Mends,
    answer: Answer,
    extraction: Extraction,
    machine: Sequence[Occurrence],
) -> tuple[dict[int, Occurrence], list[Occurrence]]:
    """The mended claims that still have their words, as the edited sentence says them; and what
    the ``machine`` found there that is not said by them.
    """
    stand: dict[int, Occurrence] = {}
    for claim_id, one in old.said:
        dropped = mends.is_dropped(mended, claim_id)
        if not dropped and not is_persons(one):
            continue
        found = answer.standing(one.claim["spans"])
        if found and (dropped or not _now_denied(old, answer, found, extraction, machine)):
            shift = Shift(old.text, extraction, found, edited=not dropped)
            stand[claim_id] = shift.found(one, machine)
    _come_apart(stand, mended)
    if not stand:
        return {}, list(machine)
    return stand, list(_besides(old, mended, stand, extraction, machine))


def _come_apart(stand: dict[int, Occurrence], mended: mends.Mends) -> None:
    """Leave out the parts of claims that no longer have their words: they are claims again."""
    for claim_id in sorted(stand):
        whole: int | None = claim_id
        while whole is not None and whole in stand and mends.is_dropped(mended, whole):
            whole = mends.part_of(mended[whole].dropped)
        if whole is not None and whole not in stand:
            del stand[claim_id]


def _now_denied(
    old: Sentence,
    answer: Answer,
    found: Sequence[Stood],
    extraction: Extraction,
    machine: Iterable[Occurrence],
) -> bool:
    """Whether the words stand, but beside a "never" that is new."""
    spans = [one.new for one in found]
    length = sum(end - start for start, end in spans)
    around = [one for one in machine if 2 * _common(_spans(one), spans) > length]
    if not around:
        return False
    then, now = (
        Counter(filter(_denies, map(str.lower, words)))
        for words in (
            _WORD.findall(old.text, *old.span),
            _WORD.findall(extraction.text, *answer.place),
        )
    )
    new = now - then
    return any(
        word.group().lower() in new
        for one in around
        for word in _outside(extraction.text, _spans(one), spans)
    )


def _denies(word: str) -> bool:
    return word in lexicon.words("negations") or word.replace("’", "'").endswith("n't")


def _besides(
    old: Sentence,
    mended: mends.Mends,
    stand: Mapping[int, Occurrence],
    extraction: Extraction,
    machine: Sequence[Occurrence],
) -> Iterator[Occurrence]:
    """What the machine found that is none of the claims that stand, in other bounds."""
    others = [
        one
        for claim_id, one in old.said
        if claim_id not in stand and not mends.is_dropped(mended, claim_id)
    ]
    befores = [Printed(old.text, one) for one in others]
    befores += [Printed(extraction.text, one) for one in stand.values()]
    changes = claims.diff(
        [one.claim for one in befores],
        [Printed(extraction.text, one).claim for one in machine],
    )
    came_from = {one.after_index: one.before_index for one in changes}
    spans = [span for one in stand.values() for span in _spans(one)]
    starts = {one.span.start for one in extraction.sentences}
    known = {word.casefold() for word in _WORD.findall(old.text, *old.span)}
    for at, one in enumerate(machine):
        before, own = came_from[at], _spans(one)
        common = _common(own, spans)
        other = before is not None and before < len(others)
        new = [
            word.group().lower() if word.start() in starts else word.group()
            for word in _outside(extraction.text, own, spans)
            if word.group().casefold() not in known
        ]
        mostly = before is not None or 2 * common > sum(end - start for start, end in own)
        news = len(new) > _PASSING or any(map(_tells, new))
        if other or not common or news or (new and not mostly):
            yield one


def _tells(word: str) -> bool:
    """Whether a word may be news: a figure, a name, a denial."""
    return any(map(str.isdigit, word)) or word[:1].isupper() or _denies(word.lower())


def _outside(text: str, spans: Iterable[Span], others: Sequence[Span]) -> Iterator[re.Match[str]]:
    """The words of spans that no other span has."""
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            if not any(word.start() < last and first < word.end() for first, last in others):
                yield word


def _spans(one: Occurrence) -> list[Span]:
    return [Span(*span) for span in one.claim["spans"]]


def _common(ones: Iterable[Span], others: Sequence[Span]) -> int:
    return sum(
        max(min(end, last) - max(start, first), 0) for start, end in ones for first, last in others
    )


class Shift:
    """Places of an old text → places in the new one, by words that both have: spaces and line
    ends may differ.

    In an ``edited`` sentence what a person's claim is worth is judged anew.
    """

    def __init__(
        self, text: str, extraction: Extraction, stood: Iterable[Stood], *, edited: bool = False
    ) -> None:
        self._text, self._extraction, self._edited = text, extraction, edited
        self._to = {
            old: new
            for one in stood
            for old, new in zip(
                _inked(text, one.old), _inked(extraction.text, one.new), strict=True
            )
        }

    def span(self, given: Sequence[int]) -> Span:
        start, end = given
        places = [self._to[at] for at in range(start, end) if at in self._to]
        return Span(places[0], places[-1] + 1)

    def found(self, one: Occurrence, machine: Iterable[Occurrence]) -> Occurrence:
        """A claim as the new version says it; the machine's own where it found it."""
        spans = [self.span(span) for span in one.claim["spans"]]
        if not is_persons(one):
            for other in machine:
                if [Span(*span) for span in other.claim["spans"]] == spans:
                    return other
        ground = Survey(
            self._extraction,
            tuple(Quantity(**self._moved(value)) for value in one.claim["quantities"]),
            tuple(DateRange(**self._moved(value)) for value in one.claim["dates"]),
        )
        reasons = tuple(
            Reason(rule=why["rule"], detail=why["detail"]) for why in one.claim["because"]
        )
        claim = selected(ground, spans, reasons, one.text)
        names = ("kind",) if self._edited else ("kind", "polarity", "modality")
        return occurrence(
            ground, claim.model_copy(update={name: one.claim[name] for name in names})
        )

    def _moved(self, value: Json) -> Json:
        return {**value, "span": self.span(value["span"])}


def _inked(text: str, place: Span) -> list[int]:
    """The places of a text that are no space."""
    return [at for at in range(*place) if not text[at].isspace()]
