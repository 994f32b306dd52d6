"""Sentences and attributions → atomic claims.

One claim says one thing: the core of a clause, or the core with one modifier that adds a fact.
Its ``spans`` are the article's own words, its ``text`` one sentence that stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from claims.attribution.quotation import find_quotations
from claims.extraction.clause import APPOSITION, INDEPENDENT, WHOLE, Clause
from claims.extraction.clauses import Clauses
from claims.extraction.judgement import kind_of, modality_of, polarity_of
from claims.extraction.marks import Pairs, pairs_of
from claims.extraction.naming import Setting
from claims.extraction.propositions import Proposition, propositions_of
from claims.extraction.reasons import because
from claims.extraction.repeats import Told, merged, told
from claims.extraction.reporting import Reporting
from claims.extraction.screening import (
    claims_nothing,
    is_command,
    is_cut_short,
    is_loose,
    is_sentence,
    opening,
)
from claims.extraction.sentence import Around, Sentence, write
from claims.extraction.syntax import Word, read_words
from claims.extraction.worth import Findings, flags_of, weigh
from claims.models import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse
    from claims.models import Attribution, DateRange, Quantity, Span
    from claims.references import References

__all__ = ["extract_claims"]

_Placed = TypeVar("_Placed", "Quantity", "DateRange")

LONGEST_SENTENCE = 250
"""Words of the longest sentence that is taken apart: beyond it there is no sentence to parse."""


def extract_claims(
    parse: Parse,
    attributions: Sequence[Attribution],
    references: References,
    quantities: Sequence[Quantity],
    dates: Sequence[DateRange],
) -> tuple[Claim, ...]:
    """Every claim of an article, in reading order, each said once."""
    reader = _Reader(parse, attributions, references, quantities, dates)
    return merged(reader.claims())


class _Reader:
    """Reads one article sentence by sentence."""

    def __init__(
        self,
        parse: Parse,
        attributions: Sequence[Attribution],
        references: References,
        quantities: Sequence[Quantity],
        dates: Sequence[DateRange],
    ) -> None:
        self.parse = parse
        self.words = read_words(parse)
        self.attributions = attributions
        self.references = references
        self.reporting = Reporting(parse, self.words, attributions, references)
        self.quantities = quantities
        self.dates = dates
        self.quotations = [(one.first, one.last) for one in find_quotations(parse)]

    def claims(self) -> Iterator[Told]:
        for sentence in self.parse.sentences:
            words = self.words[sentence.start : sentence.end]
            words = words[opening(words) :]
            if words and not claims_nothing(words):
                yield from self._claims_of(words)

    def _claims_of(self, words: list[Word]) -> Iterator[Told]:
        pairs = pairs_of(words, self.quotations)
        if len(words) > LONGEST_SENTENCE:
            yield from self._undivided(words, pairs)
            return
        clauses = Clauses(words, self.reporting, self.references)
        around = Around(words, clauses.cuts, pairs)
        if not any(clause.rule in INDEPENDENT for clause in clauses.found.values()):
            yield from self._undivided(words, pairs)
        for clause in sorted(clauses.found.values(), key=lambda one: one.head.i):
            if self._says_something(clause):
                for one in propositions_of(clause, clauses):
                    yield from self._claim(one, around)
        for title in clauses.titles:
            for one in propositions_of(title, clauses):
                yield from self._claim(one, around)

    def _undivided(self, words: list[Word], pairs: Pairs) -> Iterator[Told]:
        """A sentence that cannot be taken apart, as one claim: nothing slips through."""
        root = next((word for word in words if word.head is word and word.inked), None)
        if root is not None and is_sentence(words) and self.reporting.said(root):
            clause = Clause(root, WHOLE, root)
            one = Proposition(clause, frozenset(words) - self.reporting.frame(words))
            yield from self._claim(one, Around(words, frozenset(), pairs))

    def _says_something(self, clause: Clause) -> bool:
        if clause.head.i in self.reporting.silent or not self.reporting.said(clause.head):
            return False
        if clause.rule == APPOSITION:
            return True
        return not (is_command(clause) or is_loose(clause) or is_cut_short(clause))

    def _claim(self, one: Proposition, around: Around) -> Iterator[Told]:
        clause = one.clause
        numbers = self.reporting.around(clause.head)
        speaker = self.attributions[numbers[-1]].speaker if numbers else None
        setting = Setting(self.parse, self.references, speaker)
        sentence = write(one, around, setting)
        if sum(word.inked for word in sentence.words) < 2:
            return
        claim = self._weighed(one, sentence, numbers)
        yield told(claim, sentence.words, self.references, self.parse)

    def _weighed(self, one: Proposition, sentence: Sentence, numbers: tuple[int, ...]) -> Claim:
        clause = one.clause
        spans = self.parse.spans(word.token for word in sentence.words)
        quantities = tuple(_inside(self.quantities, spans))
        dates = tuple(_inside(self.dates, spans))
        said_by = [self.attributions[number] for number in numbers]
        modality = modality_of(clause, one.words, said_by)
        kind = kind_of(clause, one.words, modality, figures=bool(quantities))
        chain = self.reporting.chain(clause.head)
        perhaps = [self.attributions[number] for number in self.reporting.perhaps(one.words)]
        found = Findings(
            clause, one.words, kind, modality, quantities, dates, said_by, perhaps, chain.names
        )
        weight, worth = weigh(found)
        return Claim(
            text=sentence.text,
            spans=spans,
            sentence=clause.head.sentence,
            attribution=numbers[-1] if numbers else None,
            sources=chain.names,
            source_kinds=chain.kinds,
            relays=chain.relays,
            kind=kind,
            quantities=quantities,
            dates=dates,
            substitutions=sentence.substitutions,
            polarity=polarity_of(clause, one.words),
            modality=modality,
            check_worthiness=weight,
            worth=worth,
            flags=(*flags_of(found), *sentence.flags),
            because=because(one, self.parse),
        )


def _inside(found: Iterable[_Placed], spans: Sequence[Span]) -> Iterator[_Placed]:
    for one in found:
        if any(start <= one.span.start and one.span.end <= end for start, end in spans):
            yield one
