"""Attributions laid over the words: what is said by whom, and which words only say so.

"Putin noted that the trend is positive" is one claim, Putin's. Its words are those of the
content; source and cue are the frame around it and belong to no claim of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.clause import DESCRIPTIONS, PARTICIPLE, RELATIVE, SHARED, WHOLE
from claims.extraction.limits import limits_of, word_said
from claims.extraction.phrases import in_brackets, set_off
from claims.extraction.subordination import conditional
from claims.extraction.syntax import (
    FIGURES,
    RELATIVES,
    SUBJECTS,
    ancestors,
    finite,
    is_time,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed
from claims.models import UNCERTAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from claims.extraction.clause import Clause
    from claims.extraction.syntax import Word
    from claims.language import Parse
    from claims.models import Attribution, SourceKind, Span
    from claims.references import References

_REFUSING = frozenset("reject dismiss refute rebut".split())
_NO_MORE = frozenset("originally initially wrongly falsely mistakenly erroneously".split())
_CERTAIN = frozenset("doubt question secret mistake".split())
"""Of these, none is a certainty: "there is no doubt that"."""
_WISHING = frozenset({"hope", "wish", "fear", "worry", "dream", "pray"})
_GUESSING = frozenset({"suspect", "guess", "speculate", "presume"})
_FEARS = frozenset({"concern", "concerns", "fear", "fears", "hope", "hopes", "worry", "worries"})
_GOING_ON = frozenset({"go", "continue", "proceed", "begin", "start"})
_ANYBODY = frozenset("anybody anyone whoever".split())
_SHOWING = frozenset("show prove demonstrate illustrate highlight underscore".split())
_SHARES = frozenset("half majority plurality third thirds quarter quarters most".split())
_SOURCES = frozenset("people persons sources officials diplomats aides lawyers executives".split())
_KNOWING = frozenset("amod acl relcl".split())
_CIRCUMSTANCES = frozenset({"prep", "npadvmod", "advmod", "dative"})
_COMPLEMENTS = frozenset({"ROOT", "ccomp", "xcomp", "parataxis", "conj", "dep", "acl", "pcomp"})


class Chain(NamedTuple):
    """Names with the kind of each, the last ``relays`` of which only pass on."""

    names: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()
    relays: int = 0


class Reporting:
    """Which words are reported, in which attributions, and what becomes of their frames.

    ``reported`` are the positions of words that begin a reported clause, ``silent`` of verbs
    that only report, ``quoting`` of verbs whose words say nothing by themselves ("said: “Go!”"),
    ``cuts`` of words where a frame hangs inside the reported clause. ``limits`` are by the
    position of a reported verb the phrases before its cue that limit what is reported.
    """

    def __init__(
        self,
        parse: Parse,
        words: Sequence[Word],
        attributions: Sequence[Attribution],
        references: References,
    ) -> None:
        self.attributions = attributions
        self._within: list[tuple[int, ...]] = [()] * len(words)
        self._perhaps = list(self._within)
        self._sources: dict[int, set[int]] = {}
        self._cues: dict[int, set[int]] = {}
        self._against: dict[int, bool] = {}
        self._references = references
        self._unread: set[int] = set()
        self.reported: set[int] = set()
        self.silent: set[int] = set()
        self.quoting: set[int] = set()
        self.cuts: set[int] = set()
        self.limits: dict[int, tuple[Word, ...]] = {}
        place = _Places(parse, words)
        sizes = [sum(end - start for start, end in one.content) for one in attributions]
        for number in sorted(range(len(attributions)), key=lambda n: -sizes[n]):
            one = attributions[number]
            if one.act == "acted" and one.kind == "indirect":
                continue  # "repealed the law": what was done, and the article tells it
            content, source = place.words(one.content), place.words(one.source)
            cue = place.words(one.cue)
            if one.kind == "indirect" and any(_learns(word) for word in cue):
                continue
            if one.source and one.confidence < UNCERTAIN:
                for word in content if one.source_kind != "unknown" else ():
                    self._perhaps[word.i] += (number,)
                continue  # no source is better than a wrong one; the words stay as they are
            if _names_nobody(one, source):
                continue
            self._sources[number] = {word.i for word in source}
            self._cues[number] = {word.i for word in cue}
            self._against[number] = any(word.lemma in listed("attacking_verbs") for word in cue)
            for word in content:
                self._within[word.i] += (number,)
            if one.source or not one.cue:
                self._frame(number, content, source, cue)

    def _frame(self, number: int, content: list[Word], source: list[Word], cue: list[Word]) -> None:
        one = self.attributions[number]
        inside = {word.i for word in content}
        roots = [
            word
            for word in content
            if word.verbal
            and word.dep in _COMPLEMENTS
            and (word.head.i not in inside or word.head is word)
            and finite(word) is not None
            and (subject_of(word) is not None or word.dep == "ROOT")
            and not (_relative(word) or _gapped(word))
        ]
        asked = [word for word in roots if _open_question(word)]
        if asked and one.act == "asked":
            self.silent |= {word.i for word in cue if word.verbal}
        roots = [word for word in roots if word not in asked]
        none = listed("negations") | {"few"}
        named = [word for word in source if word.head not in source]
        nobody = any(word.lower in none for head in named for word in (head, *head.kids))
        nobody |= (one.speaker or "").lower() in listed("negations")  # "nothing suggests that"
        if not roots and one.kind != "indirect":
            self.quoting |= {word.i for word in cue if word.verbal}
        elif not roots and _is_statement(content, cue):
            self._unread.add(number)
        if (
            not roots
            or nobody
            or any(_denied(word) for word in cue)
            or not all(_vouches(word) for word in cue if word.verbal or word.lemma in _WISHING)
        ):
            return
        self.reported |= {word.i for word in roots}
        for word in cue:
            if word.verbal and any(_frames(word, root) for root in roots):
                self.silent.add(word.i)
                told = [root for root in roots if one.kind != "direct"]
                self.limits |= {
                    root.i: limits for root in told if (limits := limits_of(word, root))
                }
        quoted = content if one.kind == "direct" else roots
        self.cuts |= {kid.i for root in quoted for kid in _beside(root, inside, cue, one)}
        for word in source + cue:
            said_of = word.dep in SUBJECTS and word.pos == "PRON"
            if word.i not in inside and word.head.i in inside and not said_of:
                self.cuts.add(word.i)

    def around(self, word: Word) -> tuple[int, ...]:
        """The attributions whose content holds the word, the innermost last."""
        return self._within[word.i]

    def perhaps(self, words: Iterable[Word]) -> list[int]:
        """The attributions that are too uncertain to stand behind any of the words."""
        return sorted({number for word in words for number in self._perhaps[word.i]})

    def behind(self, clause: Clause) -> tuple[int, ...]:
        """The attributions that stand behind a clause, the innermost last.

        What a name's description says in words reported without quotation marks is the
        article's: "Lee said that Mark Berg, the lawyer, was ill". So is what the source does by
        saying it: "…, noting that".
        """
        numbers = self.around(word_said(clause))
        if clause.rule in DESCRIPTIONS or _describes_named(clause) or in_brackets(clause.head):
            return tuple(n for n in numbers if self.attributions[n].kind == "direct")
        if clause.rule == WHOLE:
            return tuple(n for n in numbers if self._fills(n, clause.head))
        if clause.rule == PARTICIPLE and clause.subject is not None:
            return tuple(n for n in numbers if clause.subject.i not in self._sources[n])
        return numbers

    def _fills(self, number: int, word: Word) -> bool:
        """Whether most of the word's sentence is content of the attribution."""
        sentence = [token.i for token in word.token.sent if token.is_alpha]
        inside = sum(number in self._within[i] for i in sentence)
        return 2 * inside >= len(sentence)

    def chain(self, numbers: Sequence[int]) -> Chain:
        """Who stands behind the words: the origin first, then the relays, from the inside out.

        What Peskov told TASS is Peskov's, relayed by TASS; what Interfax says that Putin said is
        Putin's, relayed by Interfax.
        """
        kinds: dict[str, SourceKind] = {}
        origins = 0
        for depth, number in enumerate(reversed(numbers)):
            one = self.attributions[number]
            if depth and self._against.get(number) and one.kind == "indirect":
                continue  # "Lee's office slammed a suit alleging that"
            for name in one.speakers or ((one.speaker,) if one.speaker else ()):
                alone = one.speaker == name
                kind = one.source_kind if alone else self._references.kind_of(name)
                kinds.setdefault(name, kind)
            origins = origins if depth else len(kinds)
            for name in one.via:
                kinds.setdefault(name, self._references.kind_of(name))
        return Chain(tuple(kinds), tuple(kinds.values()), len(kinds) - origins)

    def frame(self, words: Iterable[Word]) -> set[Word]:
        """Those of the words that only report the others."""
        return {
            word
            for word in words
            if word.i in self.cuts or any(above.i in self.cuts for above in ancestors(word))
        }

    def quoted_in(self, words: Sequence[Word]) -> list[Word]:
        """What is quoted in a sentence that else only tells who says it: '"…," Lee said in Oslo'.

        Nothing where the sentence tells more. What the parser made no clause of counts as quoted.
        """
        inked = [word for word in words if word.inked]
        for number, one in enumerate(self.attributions):
            frame = self._cues.get(number, set()) | self._sources.get(number, set())
            told = one.kind == "direct" or number in self._unread
            if not told or not frame.intersection(word.i for word in inked):
                continue
            outside = [word for word in inked if number not in self._within[word.i]]
            if one.speaker and all(_only_says(word, frame, self._cues[number]) for word in outside):
                inside = [word for word in words if number in self._within[word.i]]
                while inside and not inside[-1].inked:
                    inside.pop()
                while inside and not inside[0].inked:
                    inside.pop(0)
                return inside
        return []

    def is_unread(self, words: Sequence[Word]) -> bool:
        """Whether the parser made no clause of what is reported: "A ship sunk in May, she said"."""
        return bool(self._unread) and any(
            not self._unread.isdisjoint(self._within[word.i]) for word in words
        )

    def said(self, word: Word) -> bool:
        """Whether those who speak these words, if any, assert something by them."""
        return all(self.attributions[n].act not in ("asked", "declined") for n in self.around(word))


def _is_statement(content: Sequence[Word], cue: Sequence[Word]) -> bool:
    """Whether the words stand before who says them, and one of them may be their verb."""
    before = bool(cue) and all(word.i < cue[0].i for word in content)
    return before and any(word.tag in ("VBD", "VBN") and word.pos == "VERB" for word in content)


def _only_says(word: Word, frame: AbstractSet[int], cue: AbstractSet[int]) -> bool:
    """Whether a word belongs to who says something, or tells when, where or to whom."""
    beside = next((one for one in (word, *ancestors(word)) if one.head.i in cue), None)
    return word.i in frame or (beside is not None and beside.dep in _CIRCUMSTANCES)


def _learns(cue: Word) -> bool:
    """Whether somebody only came to know it: "Lee learned that taxes rose" is the article's."""
    return cue.verbal and cue.lemma in listed("learning_verbs")


def _describes_named(clause: Clause) -> bool:
    """Whether a clause only tells who somebody named is: "Ann Lee, who is a judge,".

    A figure may be what was found of them: "Lee, who has 44 percent".
    """
    while clause.rule == SHARED and clause.host is not None:
        clause = clause.host
    noun, pronoun = clause.noun, clause.pronoun
    if clause.rule != RELATIVE or noun is None or pronoun is None or pronoun.lower != "who":
        return False
    named = noun.pos == "PROPN" and noun.label == "PERSON" and set_off(clause.head)
    return named and not any(word.label in FIGURES for word in subtree(clause.head))


def _names_nobody(one: Attribution, source: Sequence[Word]) -> bool:
    """Whether the words need their frame: "I think …" where nobody knows who speaks, and a share
    of those who were asked, "74 percent said they …", which is a finding and no source.
    """
    named = one.speaker or one.speakers or one.candidates
    if not named and source and all(word.lower in ("i", "we") for word in source):
        return True
    heads = [word for word in source if word.head not in source]
    if any(_cannot_speak(word) or word.lower in _ANYBODY for word in heads):
        return True
    share = "percent" in (one.speaker or "").lower() or "%" in (one.speaker or "")
    among = bool(source) and source[0].lower == "among"
    return share or among or any(_counts(word) for word in heads)


def _cannot_speak(word: Word) -> bool:
    """Whether a place or an event shows something, and nobody says it: "Oslo showed that …"."""
    shows = word.head.lemma in _SHOWING and word.dep == "nsubj"
    event = word.lemma in listed("event_nouns") and word.lemma not in listed("document_nouns")
    return shows and (word.label in ("GPE", "LOC", "FAC", "EVENT", "DATE") or event)


def _counts(word: Word) -> bool:
    """Whether the noun is a share or a number of people: "74 percent", "only seven in 10"."""
    if word.lower in _SHARES and any(
        kid.lower in ("of", "a") or kid.pos == "NUM" for kid in word.kids
    ):
        return True
    counted = {word, *(kid for kid in word.kids if kid.dep in ("nummod", "quantmod"))}
    share = word.lower in listed("portions") | {"percent", "%", "voters", "respondents", "people"}
    of = next((kid.child("pobj") for kid in word.kids if kid.lower == "of"), None)
    if of is not None and of.lower in _SOURCES and any(kid.lower == "the" for kid in of.kids):
        return False  # "two of the people", who were named before
    if word.lower == "people" and any(kid.i > word.i and kid.dep in _KNOWING for kid in word.kids):
        return False  # "two people familiar with the talks"
    return word.pos == "NUM" or (share and any(one.pos == "NUM" for one in counted))


def _vouches(cue: Word) -> bool:
    """Whether somebody did say it: not "they do not believe", "he may say", "officials doubt",
    "people suspected".
    """
    untold = ("MD",) if _goes_on(cue) else ("MD", "TO")
    unsaid = any(kid.dep == "neg" or (kid.tag in untold and kid.dep == "aux") for kid in cue.kids)
    wished = cue.lemma in _WISHING or any(kid.lower in _FEARS for kid in cue.kids)
    doubted = cue.lemma in listed("doubting_verbs") | _GUESSING or wished
    # "first said": who says so today, nobody knows.
    once = any(kid.dep == "advmod" and kid.lower in _NO_MORE for kid in cue.kids)
    return not (unsaid or conditional(cue) or doubted or once)


def _goes_on(cue: Word) -> bool:
    """Whether an infinitive tells what was done: "he went on to say", "she continued to insist"."""
    return cue.dep == "xcomp" and cue.head.lemma in _GOING_ON and _vouches(cue.head)


def _beside(
    root: Word, inside: AbstractSet[int], cue: Sequence[Word], one: Attribution
) -> Iterator[Word]:
    """What hangs on a reported verb but tells of the saying: all that stands outside a quotation,
    and "on Friday" in "said on Friday he met her".
    """
    subject, ends = subject_of(root), {word.i + 1 for word in cue}
    for kid in root.kids:
        outside = one.kind == "direct" and kid.i not in inside
        if outside and kid.inked and kid.dep in ("advcl", "prep", "npadvmod"):
            yield kid
        if kid.lower == "only" and kid.after is not None and kid.after.lower == "that":
            yield kid  # "she said only that"
        when = kid.dep == "npadvmod" or (kid.dep == "prep" and kid.lower == "on")
        between = subject is not None and kid.token.right_edge.i == subject.first - 1
        if between and when and is_time(kid) and kid.first in ends:
            yield kid


def _open_question(word: Word) -> bool:
    """Whether the clause leaves open what it says: "they differ over whether it is legal"."""
    return any(kid.dep == "mark" and kid.lower in ("whether", "if") for kid in word.kids)


def _relative(word: Word) -> bool:
    """Whether the clause tells of a noun before it: "…, whose legacy he continues"."""
    opening = next((token for token in word.token.doc[word.first :] if token.is_alpha), None)
    return opening is not None and opening.lower_ in ("who", "whom", "whose", "which")


def _gapped(word: Word) -> bool:
    """Whether the clause lacks what a noun before it names: "a plan some believe he could use"."""
    above = word.head
    if above is word or above.dep != "relcl":
        return False
    subject = subject_of(above)
    return subject is not None and subject.tag not in RELATIVES


def _frames(cue: Word, root: Word) -> bool:
    """Whether the verb does nothing but report the clause."""
    if _goes_on(root.head) and root.head.head is cue:
        return True
    return root.head is cue or root.dep == "ROOT" or root in ancestors(cue) or _apart(cue, root)


def _apart(cue: Word, root: Word) -> bool:
    return cue.sentence != root.sentence or finite(cue) is None


def _denied(word: Word) -> bool:
    """Whether what is told is told not to be so: "showed no sign that", "little evidence that"."""
    lacking = any(kid.lower in ("no", "little", "neither") for kid in word.kids)
    lacking |= word.dep == "dobj" and word.head.lemma in listed("doubting_verbs") | _REFUSING
    return word.nominal and lacking and word.lemma not in _CERTAIN


class _Places:
    """Original offsets → words."""

    def __init__(self, parse: Parse, words: Sequence[Word]) -> None:
        self._words = [word for word in words if word.inked]
        original = parse.document.original
        self._starts = [original(word.token.idx, word.token.idx + 1).start for word in self._words]

    def words(self, spans: Iterable[Span]) -> list[Word]:
        return [
            word
            for start, end in spans
            for word in self._words[
                bisect_left(self._starts, start) : bisect_left(self._starts, end)
            ]
        ]
