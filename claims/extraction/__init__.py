"""Sentences and attributions → atomic claims.

One claim says one thing: the core of a clause, or the core with one modifier that adds a fact.
Its ``spans`` are the article's own words, its ``text`` one sentence that stands alone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from claims.attribution.quotation import find_quotations
from claims.extraction.clause import APPOSITION, INDEPENDENT, MAIN, WHOLE, Clause
from claims.extraction.clauses import Clauses
from claims.extraction.flags import flags_of
from claims.extraction.judgement import kind_of, modality_of, polarity_of
from claims.extraction.marks import Pairs, pairs_of
from claims.extraction.naming import Setting
from claims.extraction.propositions import Proposition, propositions_of, subject_words
from claims.extraction.reasons import because
from claims.extraction.repeats import Told, merged, told
from claims.extraction.reporting import Reporting
from claims.extraction.screening import (
    breaks_off,
    claims_nothing,
    is_asked,
    is_called,
    is_command,
    is_discordant,
    is_headline,
    is_loose,
    is_scattered,
    is_sentence,
    leans_back,
    opening,
    opens_loose,
    quotes_within,
    runs_together,
    says_nothing,
    says_outright,
    states,
)
from claims.extraction.sentence import Around, Sentence, write
from claims.extraction.stubs import is_cut_short, is_stub
from claims.extraction.subordination import asks, conditional
from claims.extraction.syntax import FINITE, Word, Words, root_of, subject_of, subtree
from claims.extraction.tearing import is_torn
from claims.extraction.trees import read_trees
from claims.extraction.worth import Findings, weigh
from claims.models import Claim, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse
    from claims.models import Attribution, DateRange, Quantity, Span
    from claims.references import References

__all__ = ["Voices", "extract_claims", "paragraphs_found", "read_trees"]

_Placed = TypeVar("_Placed", "Quantity", "DateRange")

_PAST = frozenset({"VBD", "VBN"})
_BESIDE = frozenset("conj ccomp parataxis".split())
_FEWEST, _SHORTEST = 4, 8
LONGEST_SENTENCE = 250
"""Words of the longest sentence that is taken apart: beyond it there is no sentence to parse."""


class Voices(NamedTuple):
    """Who speaks on the page: whom the article reports, and who signed a text on it."""

    attributions: tuple[Attribution, ...]
    signatures: tuple[Attribution, ...] = ()


def extract_claims(
    parse: Parse,
    words: list[Word],
    voices: Voices,
    references: References,
    quantities: Sequence[Quantity],
    dates: Sequence[DateRange],
) -> tuple[Claim, ...]:
    """Every claim of an article, in reading order, each said once.

    ``words`` are those of ``read_trees``, which nobody's attributions are asked for.
    """
    reader = _Reader(parse, words, voices, references, quantities, dates)
    return merged(reader.claims())


def paragraphs_found(
    parse: Parse,
    words: list[Word],
    voices: Voices,
    references: References,
    quantities: Sequence[Quantity],
    dates: Sequence[DateRange],
) -> list[tuple[Findings, bool]]:
    """What is known of each paragraph as if it were one claim, and whether any is found in it.

    From this the weights of ``worth`` are learned: a debate has a paragraph a sentence.
    """
    reader = _Reader(parse, words, voices, references, quantities, dates)
    claiming = {parse.paragraph_of[claim.sentence] for claim, _ in reader.claims()}
    paragraphs: dict[int, list[Word]] = {}
    for word in reader.words:
        if word.sentence >= 0:
            paragraphs.setdefault(parse.paragraph_of[word.sentence], []).append(word)
    return [(reader.whole(words), place in claiming) for place, words in paragraphs.items()]


class _Written(NamedTuple):
    """A proposition, the sentence written for it, and the numbers of who says it."""

    proposition: Proposition
    sentence: Sentence
    numbers: tuple[int, ...]


class _Reader:
    """Reads one article sentence by sentence."""

    def __init__(
        self,
        parse: Parse,
        words: list[Word],
        voices: Voices,
        references: References,
        quantities: Sequence[Quantity],
        dates: Sequence[DateRange],
    ) -> None:
        self.parse = parse
        self.words = words
        self.attributions = voices.attributions + voices.signatures
        self.reported = len(voices.attributions)
        self.references = references
        self.reporting = Reporting(parse, words, self.attributions, references)
        self.quantities = quantities
        self.dates = dates
        self.quotations = [(one.first, one.last) for one in find_quotations(parse)]

    def claims(self) -> Iterator[Told]:
        for sentence in self.parse.sentences:
            words = self.words[sentence.start : sentence.end]
            words = words[opening(words) :]
            if words and not claims_nothing(words):
                yield from self._weighed(words, self._told(words))

    def _told(self, words: list[Word]) -> list[_Written]:
        """The claims of one sentence; one that came to nothing is told whole."""
        told = list(self._written_of(words))
        inked = [word for word in words if word.inked]
        if told or len(inked) < _SHORTEST or inked[0].lower == "because":
            return told
        root = root_of(inked)
        if root is None or self._is_headline(words) or not states(root):
            return told
        return list(self._undivided(words, pairs_of(words, self.quotations)))

    def _weighed(self, words: list[Word], written: Sequence[_Written]) -> Iterator[Told]:
        """The claims of one sentence, each with its worth beside the others."""
        found = [self._findings(one) for one in written]
        worth = weigh(self.whole(words), found) if found else []
        for one, its, (weight, reasons) in zip(written, found, worth, strict=True):
            claim = self._claim(one, its, weight, reasons)
            yield told(claim, one.sentence.words, self.references, self.parse)

    def whole(self, words: Sequence[Word]) -> Findings:
        """What is known of a whole sentence, as if it were one claim of the article's own."""
        words = [one for one in words if one.pos != "SPACE"]
        root = next((one for one in words if one.head is one and one.inked), words[0])
        clause = Clause(root, WHOLE, root.child("nsubj", "nsubjpass"))
        return self._known(clause, frozenset(words), (), words)

    def _written_of(self, words: list[Word]) -> Iterator[_Written]:
        pairs = pairs_of(words, self.quotations)
        long = len(words) > LONGEST_SENTENCE
        torn = quotes_within(words) or self.reporting.is_unread(words)
        if long or torn or is_torn(words, pairs, self.reporting):
            yield from self._undivided(words, pairs)
            return
        if self._is_headline(words):
            root = root_of(words)
            if says_outright(words) and not (root is not None and _is_teaser(root)):
                clause = Clause(words[0], WHOLE, words[0])
                one = Proposition(clause, frozenset(words))
                yield from self._write(one, Around(words, frozenset(), pairs), ())
            return
        clauses = Clauses(words, self.reporting, self.references)
        around = Around(words, clauses.cuts, pairs)
        if not any(_is_read(clause, words) for clause in clauses.found.values()):
            yield from self._undivided(words, pairs)
        for clause in sorted(clauses.found.values(), key=lambda one: one.head.i):
            if self._says_something(clause) and not _in_dateline(clause, words):
                for one in propositions_of(clause, clauses):
                    yield from self._write(one, around)
        for title in clauses.titles:
            for one in propositions_of(title, clauses):
                yield from self._write(one, around)

    def _undivided(self, words: list[Word], pairs: Pairs) -> Iterator[_Written]:
        """A sentence that cannot be taken apart, as one claim: nothing slips through."""
        root = root_of(words)
        if root is None or _is_order(root):
            return
        if not (is_sentence(words) and self.reporting.said(root)):
            return
        quoted = self.reporting.quoted_in(words)
        top = next((word for word in quoted if word.verbal and word.head not in quoted), None)
        unread = self.reporting.is_unread(quoted)
        if unread:
            past = (word for word in quoted if word.tag in _PAST)
            top = next((word for word in past if word.dep != "relcl"), None)
        told = top is not None and (unread or not _is_order(top))
        if top is not None and told and self.reporting.said(top):
            one = Proposition(Clause(top, WHOLE, None if unread else top), frozenset(quoted))
            yield from self._write(one, Around(words, frozenset(), pairs))
        else:
            clause, frame = Clause(root, WHOLE, root), frozenset(self.reporting.frame(words))
            lost = not root.verbal  # whose verb the parser did not find, nobody frames
            if lost or any(word.dep == "advcl" and conditional(word) for word in frame):
                frame = frozenset()  # what is said may hold on that condition alone
            one = Proposition(clause, frozenset(words) - frame)
            yield from self._write(one, Around(words, frozenset(), pairs))

    def _is_headline(self, words: list[Word]) -> bool:
        paragraphs, place = self.parse.paragraph_of, words[0].sentence
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(paragraphs)]
        alone = bool(beside) and all(paragraphs[n] != paragraphs[place] for n in beside)
        return (alone or place == 0) and is_headline(words, first=alone and place == 0)

    def _says_something(self, clause: Clause) -> bool:
        if clause.head.i in self.reporting.silent or not self.reporting.said(clause.head):
            return False
        if clause.rule == APPOSITION:
            return True
        if clause.kept and self.reporting.around(clause.head):
            return False  # who knows whether the source or the article says it: it stays inside
        screens = (is_command, is_loose, is_cut_short, is_asked, says_nothing)
        return not is_discordant(clause) and not any(screen(clause) for screen in screens)

    def _write(
        self, one: Proposition, around: Around, numbers: tuple[int, ...] | None = None
    ) -> Iterator[_Written]:
        numbers = self.reporting.behind(one.clause) if numbers is None else numbers
        speaker = self.attributions[numbers[-1]].speaker if numbers else None
        whole = self.parse.span(around.words[0].token, around.words[-1].token)
        dates = tuple(_inside(self.dates, [whole]))
        setting = Setting(self.parse, self.references, speaker, dates=dates)
        sentence = write(one, around, setting)
        says = sum(word.inked for word in sentence.words) >= 2
        subject = subject_words(one.clause, around.cuts)
        stub = one.clause.rule != WHOLE and is_stub(one.clause, one.words, subject)
        lost = breaks_off(sentence.words) or is_scattered(sentence.words)
        lost |= runs_together(one.clause, sentence.words)
        lost |= one.clause.rule != WHOLE and (
            leans_back(sentence.words) or opens_loose(one.clause, sentence.words)
        )
        if says and not (lost or stub):
            yield _Written(one, sentence, numbers)

    def _findings(self, one: _Written) -> Findings:
        said_by = tuple(self.attributions[number] for number in one.numbers)
        clause, words = one.proposition.clause, one.proposition.words
        found = self._known(clause, words, said_by, one.sentence.words)
        perhaps = [self.attributions[number] for number in self.reporting.perhaps(words)]
        return found._replace(perhaps=perhaps, sources=self.reporting.chain(one.numbers).names)

    def _known(
        self,
        clause: Clause,
        words: Words,
        said_by: Sequence[Attribution],
        quoted: Iterable[Word],
    ) -> Findings:
        spans = self.parse.spans(word.token for word in quoted)
        quantities = tuple(_inside(self.quantities, spans))
        modality = modality_of(clause, words, list(said_by))
        return Findings(
            clause=clause,
            words=words,
            spans=spans,
            kind=kind_of(clause, words, modality, figures=bool(quantities)),
            modality=modality,
            quantities=quantities,
            dates=tuple(_inside(self.dates, spans)),
            around=said_by,
            perhaps=(),
            sources=(),
        )

    def _unsaid(self, written: _Written) -> Iterator[Reason]:
        """A flag for a claim that stands in quotation marks without anybody who says it."""
        clause = written.proposition.clause
        subject = clause.subject
        inside = [
            quotation
            for quotation in self.quotations
            if quotation[0] < clause.head.i < quotation[1]
        ]
        whole = subject is not None and any(a < subject.i < b for a, b in inside)
        if whole and clause.rule == MAIN and not written.numbers:
            yield Reason(
                rule="speaker unclear",
                detail="the words are quoted, and the text does not tell who says them",
            )

    def _claim(
        self, written: _Written, found: Findings, weight: float, worth: tuple[Reason, ...]
    ) -> Claim:
        one, sentence, numbers = written
        clause = one.clause
        chain = self.reporting.chain(numbers)
        return Claim(
            text=sentence.text,
            spans=found.spans,
            sentence=clause.head.sentence,
            attribution=numbers[-1] if numbers and numbers[-1] < self.reported else None,
            signature=next((n - self.reported for n in numbers if n >= self.reported), None),
            sources=chain.names,
            source_kinds=chain.kinds,
            relays=chain.relays,
            kind=found.kind,
            quantities=tuple(found.quantities),
            dates=tuple(found.dates),
            substitutions=sentence.substitutions,
            polarity=polarity_of(clause, one.words),
            modality=found.modality,
            check_worthiness=weight,
            worth=worth,
            flags=(*flags_of(found), *self._unsaid(written), *sentence.flags),
            because=because(one, self.parse),
        )


def _is_read(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether the parser found a clause that stands by itself, and made sense of it."""
    lost = is_discordant(clause) or (clause.head.tag == "VBG" and clause.subject is None)
    lost |= _in_dateline(clause, words) or _lost_subject(clause, words) or is_command(clause)
    return clause.rule in INDEPENDENT and not lost


def _is_order(root: Word) -> bool:
    """Whether a sentence tells somebody to do something: "Attack the policies", "Never forget it".

    What names anything before its verb may have lost its subject: "Among farmers, ten, say".
    """
    own = subject_of(root)
    if own is not None and is_called(own, root):
        return True
    beside = [kid for kid in root.kids if kid.dep in _BESIDE]
    owned = (root, *(kid for kid in beside if kid.dep != "ccomp" or kid.i < root.i))
    named = any(one.nominal and one.i < root.i for one in subtree(root))
    return root.verbal and not named and all(subject_of(one) is None for one in owned)


def _is_teaser(root: Word) -> bool:
    """Whether a headline only asks for attention: "Look how it fell", "What went wrong"."""
    return _is_order(root) or asks(root, when=True)


def _lost_subject(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether the parser hung the subject elsewhere: "Among farmers, a third, ten, say they …"."""
    if clause.subject is not None or clause.head.tag not in FINITE:
        return False
    before = [word for word in words if word.inked and word.i < clause.head.i]
    return len(before) >= _FEWEST and any(word.pos == "NOUN" for word in before)


def _in_dateline(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether the parser took the place of a dateline for the clause's subject."""
    subject = clause.subject
    return subject is not None and subject.sentence == words[0].sentence and subject.i < words[0].i


def _inside(found: Sequence[_Placed], spans: Sequence[Span]) -> Iterator[_Placed]:
    """Those of the values, which are in order, that lie in one of the spans."""
    if not spans:
        return
    first = bisect_left(found, spans[0].start, key=_start)
    for one in found[first : bisect_left(found, spans[-1].end, key=_start)]:
        if any(start <= one.span.start and one.span.end <= end for start, end in spans):
            yield one


def _start(one: Quantity | DateRange) -> int:
    return one.span.start
