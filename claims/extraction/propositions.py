"""Clause → propositions: the core of a clause, and the core with each modifier that adds a fact.

A modifier is left out of a proposition only where what remains still follows from the sentence.
What narrows a statement therefore stays: negation and its scope, doubts, conditions, degrees,
"under", "without", "than", and the period of a figure. What counts as one proposition follows the
annotation of Chen et al., "PropSegmEnt: A Large-Scale Corpus for Proposition-Level Segmentation and
Entailment Recognition", Findings of ACL 2023.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.arguments import (
    ARGUMENTS,
    argument_of,
    half_read,
    new_noun_clauses,
    seen_as,
    torn_phrases,
)
from claims.extraction.clause import (
    APPOSITION,
    PARTICIPLE,
    RELATIVE,
    SHARED,
    SUBORDINATE,
    TITLE,
    Clause,
)
from claims.extraction.clefts import is_cleft, is_much
from claims.extraction.modifiers import (
    belongs,
    bounds,
    clause_before,
    comes_of_all,
    commands,
    denies,
    figure,
    has_superlative,
    misplaced,
    narrows,
    narrows_mildly,
    not_only,
    of_whom,
    only_links,
    opens_clause,
    spans_of,
    strays,
    trails,
)
from claims.extraction.phrases import (
    DESCRIBING,
    MOST,
    antecedent,
    before,
    combine,
    readings,
    set_off,
    whole,
)
from claims.extraction.qualities import one_by_one
from claims.extraction.relatives import place_of
from claims.extraction.subordination import conditional
from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    MEASURES,
    Word,
    Words,
    ancestors,
    finite,
    is_time,
    subtree,
)
from claims.extraction.together import counted
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from claims.extraction.clauses import Clauses

_MODIFIERS = frozenset("prep npadvmod nmod quantmod agent advcl".split())
_SKIPPED = frozenset("punct cc preconj meta mark".split())
_OBJECTS = frozenset("dobj pobj attr dative oprd".split())
_CLAUSES = frozenset("advcl ccomp relcl acl csubj pcomp".split())
_STRICT = frozenset({"respectively", "alternately", "each"})
_FAR = 2


class Proposition(NamedTuple):
    """Some words of a clause that together say one thing; ``added`` are those of a modifier that
    is told with the core.
    """

    clause: Clause
    words: Words
    added: Words = frozenset()


def propositions_of(clause: Clause, clauses: Clauses) -> list[Proposition]:
    """What one clause says, the core first, what it says by the way last."""
    cuts = clauses.cuts | clauses.beside(clause) if clause.kept else clauses.cuts
    found = _by_quality([_untitled(one, clauses) for one in _told(clause, cuts)])
    for named in clauses.examples:
        told = next((one for one in found if named.kind in one.words), None)
        if told is not None:
            places = named.in_place(told.words, clauses.cuts)
            found += [told._replace(words=words) for words in places]
    by_the_way = {word.i for word in clauses.supplements}
    for word in clauses.supplements if not (clause.kept or clause.rule == TITLE) else ():
        stands = antecedent_words(clause, clauses.cuts)  # told where it stands itself
        told = next((one for one in found if word.head in one.words - stands), None)
        if told is not None:
            added = whole(word, clauses.cuts - by_the_way)
            found.append(Proposition(clause, told.words | added, added))
    return found


def _untitled(one: Proposition, clauses: Clauses) -> Proposition:
    """The proposition without descriptions in front of names that are told as titles: "married
    actor Lee Ford", beside "Lee Ford is an actor". What it is about keeps its title.
    """
    gone: set[Word] = set()
    for title in clauses.titles if one.clause.rule != TITLE else ():
        name, noun = title.head, title.noun
        if noun is None or name not in one.words:
            continue
        place = noun if noun is name.head else name
        while place.dep == "conj" and place.head.nominal:
            place = place.head
        plain = name.tag == "NNP" and (name.label == "PERSON" or noun is name.head)
        own = place in (one.clause.subject, one.clause.noun)
        if place.dep in _OBJECTS and plain and name.label and not own:
            gone |= _description(name, noun, clauses.cuts)
    return one._replace(words=one.words - gone, added=one.added - gone)


def _description(name: Word, noun: Word, cuts: AbstractSet[int]) -> Words:
    """What stands before a name to say whose it is."""
    if noun is name.head:
        return antecedent(noun, cuts | {name.i})
    front = (kid for kid in name.kids if kid.i <= noun.i and kid.dep in DESCRIBING)
    return frozenset[Word]().union(*(whole(kid, cuts) for kid in front))


def _by_quality(found: list[Proposition]) -> list[Proposition]:
    """The propositions with adjectives of a list told one by one, each adjective once: beside a
    modifier that is told with the core, the list stays together.
    """
    bare = any(not one.added for one in found)
    told: list[Proposition] = []
    for one in found:
        divided = one.added if bare and one.added else one.words
        own = frozenset(word for word in divided if not _is_below(word, one.clause))
        apart = [one.words - own | words for words in one_by_one(own)]
        told += [one._replace(words=words) for words in apart] or [one]
    return told


def _is_below(word: Word, clause: Clause) -> bool:
    """Whether the word belongs to a clause inside this one, or is what this one is told of."""
    if clause.rule in (RELATIVE, PARTICIPLE):
        return clause.noun is not None and clause.noun in (word, *ancestors(word))
    for above in (word, *ancestors(word)):
        if above is clause.head:
            return False
        if above.dep in _CLAUSES:
            return True
    return False


def subject_words(clause: Clause, cuts: AbstractSet[int]) -> Words:
    """The words of the clause's subject."""
    if clause.subject is None:
        return frozenset()
    host = clause.host
    if host is not None and host.kept and clause.subject is host.noun:
        return antecedent_words(host, cuts | {host.head.i})  # "the term that began and [ended]"
    if clause.subject is clause.noun:
        return antecedent_words(clause, cuts)
    found = whole(clause.subject, cuts)
    if host is not None and clause.rule == SHARED and clause.subject.i < host.head.i:
        return frozenset(word for word in found if word.i < host.head.i)  # not what trails behind
    return found


def antecedent_words(clause: Clause, cuts: AbstractSet[int]) -> Words:
    """The words that stand for the clause's relative pronoun."""
    if clause.noun is None:
        return frozenset()
    aside = {kid.i for kid in clause.noun.kids if kid.dep == "prep" and set_off(kid)}
    of = antecedent(clause.noun, cuts)
    found = whole(clause.noun, cuts | aside) if clause.entire else of
    place = place_of(clause)
    return found | {place} if place is not None else found


def _told(clause: Clause, cuts: AbstractSet[int]) -> list[Proposition]:
    if clause.rule == TITLE and clause.noun is not None:
        return [Proposition(clause, _titled(clause.head, clause.noun, cuts))]
    if clause.rule == APPOSITION and clause.noun is not None:
        of = antecedent(clause.noun, cuts | {clause.head.i})
        if clause.head.aside:  # nothing that follows the bracket, and all that is in it
            before_it = frozenset(word for word in of if word.i < clause.head.first)
            return [Proposition(clause, before_it | whole(clause.head, cuts))]
        return [Proposition(clause, of | words) for words in readings(clause.head, cuts)]
    parts = _Parts(clause, cuts)
    if parts.strict:
        return [Proposition(clause, parts.everything())]
    core = combine([[frozenset(parts.essential)], *parts.arguments])
    together = [frozenset(parts.essential).union(*map(_joined, parts.arguments))]
    modifiers = [*parts.times, *parts.modifiers]
    if parts.times and _has_figure(core, subject_words(clause, cuts)):
        core, modifiers = combine([core, *parts.times]), parts.modifiers
    if has_superlative(core, subject_words(clause, cuts)):
        limits = [one for one in modifiers if bounds(one, clause.head)]
        core, modifiers = combine([core, *limits]), [one for one in modifiers if one not in limits]
    told = [
        Proposition(clause, words | added, added)
        for one in modifiers
        for words in (core if len(one) == 1 and len(core) * len(modifiers) <= MOST else together)
        for added in one
    ]
    told += [Proposition(clause, parts.everything(), words) for words in parts.results]
    bare = parts.arguments and clause.rule not in (RELATIVE, SUBORDINATE)
    alone = [Proposition(clause, words) for words in core]
    return [*alone, *told] if bare or not told else told


def _titled(name: Word, noun: Word, cuts: AbstractSet[int]) -> Words:
    cuts = cuts | {kid.i for kid in name.kids if kid.dep == "conj"}  # "President Lee and his wife"
    if noun is name.head:
        found = antecedent(noun, cuts | {name.i}) | whole(name, cuts)
    else:
        front = (kid for kid in name.kids if kid.i < name.i and kid.dep in DESCRIBING)
        found = frozenset({name}).union(*(whole(kid, cuts) for kid in front))
    the = {kid for one in (name, noun) for kid in one.kids if kid.lower == "the"}
    return found if name.label == "PERSON" else found - the


def _has_figure(core: list[Words], subject: Words) -> bool:
    return any(word.label in FIGURES for words in core for word in words - subject)


class _Parts:
    """A clause laid out: what always stays, and the readings of what may be told one by one.

    ``strict`` says that nothing may be left out and no list divided.
    """

    def __init__(self, clause: Clause, cuts: AbstractSet[int]) -> None:
        self.clause, self.cuts = clause, cuts
        self.essential: set[Word] = {clause.head, *subject_words(clause, cuts)}
        self.arguments: list[list[Words]] = []
        self.modifiers: list[list[Words]] = []
        self.times: list[list[Words]] = []
        self.results: list[Words] = []
        self.strict = (
            self._bounded()
            or clause.undivided
            or (clause.subject is None and finite(clause.head) is not None)
        )
        self._argument = argument_of(clause, cuts)
        objects = (kid for kid in clause.head.kids if kid.dep == "dobj")
        self._torn = {phrase: of for kid in objects for phrase, of in torn_phrases(kid).items()}
        self._spans = spans_of(clause.head)
        for kid in clause.head.kids:
            joins = kid.dep in _SKIPPED and not denies(kid)
            if kid.i not in cuts and not joins and kid is not clause.subject:
                self._place(kid)
        for word in clause.borrowed:
            self._borrow(word)
        self.essential |= antecedent_words(clause, cuts)
        if clause.pronoun is not None:
            self.essential.discard(clause.pronoun)
        self.strict |= self._of_some_cases() or self._measures()
        self.strict |= is_cleft(clause) or is_much(clause.head)

    def everything(self) -> Words:
        """All of the clause, with the words that join the members of its lists."""
        parts = [*self.arguments, *self.times, *self.modifiers, self.results]
        return frozenset(self.essential).union(*map(_joined, parts))

    def _bounded(self) -> bool:
        """Whether the subject is "most voters", "no minister", "only three"."""
        subject, bounds = self.clause.subject, listed("scope_quantifiers")
        return any(word.lower in bounds and word.head is subject for word in self.essential)

    def _of_some_cases(self) -> bool:
        """Whether the sentence opens with the cases it holds for: "In winter prices often rise"."""
        start, kids = self.clause.start, self.clause.head.kids
        often = any(kid.lower in listed("frequency_adverbs") for kid in kids)
        told = (words for part in (*self.times, *self.modifiers) for words in part)
        return often and any(word.i < start for words in told for word in words)

    def _measures(self) -> bool:
        """Whether it tells a share, a sum or a measure, which holds only where, when and of whom
        it is told.
        """
        none: Words = frozenset()
        told = self.essential.union(*(none.union(*part) for part in self.arguments))
        return any(word.label in MEASURES for word in told)

    def _place(self, kid: Word) -> None:
        """Put one dependent of the clause's head where it belongs."""
        pronoun, words = self.clause.pronoun, whole(kid, self.cuts)
        if kid in self._spans:  # "the day before it sank"
            self.times.append([words | whole(self._spans[kid], self.cuts)])
        if self._stands_apart(kid) or self._trails_away(kid):
            return
        if pronoun in words:
            self.essential |= words - {pronoun}
        elif only_links(kid, words, self.clause.head) or not_only(kid):
            return
        elif misplaced(kid):
            self._keep(words, strict=True)
        elif kid.dep == "conj":  # a noun joined to a verb: the parser lost its way
            joints = (subtree(word) for word in kid.head.kids if word.dep == "cc")
            self._keep(words.union(*joints), strict=True)  # "as well as" is three words
        elif kid.dep == "advmod":
            self._place_adverb(kid, words)
        elif kid.dep in ARGUMENTS or kid is self._argument or figure(kid) or of_whom(kid):
            self._place_argument(kid, words)
        elif trails(kid):
            self._keep(words, strict=True)
        elif narrows(kid):
            self._keep(words, strict=not narrows_mildly(kid))
        elif kid.dep in _MODIFIERS and not (self._limits(kid) or belongs(kid, words)):
            self._modify(kid, words)
        else:
            self.essential |= words

    def _modify(self, kid: Word, words: Words) -> None:
        if comes_of_all(kid):
            self.results.append(words)
        else:
            (self.times if is_time(kid) else self.modifiers).append(self._readings(kid, words))

    def _stands_apart(self, kid: Word) -> bool:
        """Whether a dependent is told with another, or not at all."""
        told = kid in self._torn or kid in self._spans or kid in self._spans.values()
        return told or opens_clause(kid) or strays(kid) or commands(kid)

    def _trails_away(self, kid: Word) -> bool:
        """Whether it is set off behind a clause about a noun, and may be of the verb above: "met
        Lee, who owns a mill, at the fair".
        """
        clause = self.clause
        while clause.rule == SHARED and clause.host is not None:
            clause = clause.host
        behind = kid.dep == "prep" and kid.i > self.clause.head.i and before(kid) == ","
        above = clause.noun is not None and clause.noun.dep in ("pobj", "dobj", "appos")
        return behind and clause.rule == RELATIVE and above and not kid.has("pcomp")

    def _limits(self, kid: Word) -> bool:
        """Whether a phrase opens what somebody says, who need not mean it without: "In May, …"."""
        clause = self.clause
        return clause.said and kid.dep in _MODIFIERS and kid.i < clause.start

    def _readings(self, kid: Word, words: Words) -> list[Words]:
        """What a modifier adds, with the clause before it where it may be part of that."""
        whole_told = kid.dep == "advcl" or self._shares(kid)
        told = [words] if whole_told else readings(kid, self.cuts)
        other = clause_before(kid)
        return told if other is None else [one | frozenset(subtree(other)) for one in told]

    def _shares(self, kid: Word) -> bool:
        """Whether a list says where so many are, or what so many did: "sent 200 to A and B"."""
        objects = (one for one in self.clause.head.kids if one.dep == "dobj" and one is not kid)
        counts = (one for one in (self.clause.subject, *objects) if one is not None)
        return any(counted(one) for one in counts)

    def _keep(self, words: Words, *, strict: bool) -> None:
        self.essential |= words
        self.strict |= strict

    def _place_adverb(self, kid: Word, words: Words) -> None:
        since = kid.has("ccomp")  # "now that it is late"
        if is_time(kid) and abs(kid.i - kid.head.i) > _FAR and not since:
            self.times.append([words])
        else:  # comparatives: "aimed less at the law and more at him"
            self._keep(
                words, strict=kid.tag == "RBR" or kid.lower in _STRICT | listed("limiting_adverbs")
            )

    def _place_argument(self, kid: Word, words: Words) -> None:
        if kid.lower == "place" and kid.head.lemma == "take":
            self.essential |= words
            return
        loose = new_noun_clauses(kid, self.cuts)
        told = [
            words.union(*(whole(one, self.cuts) for one, of in self._torn.items() if of in words))
            for words in readings(kid, self.cuts | loose.keys())
        ]
        together = seen_as(kid.head) and (kid.lower != "as" or kid.head.has("dobj"))
        together |= self._shares(kid)
        self.arguments.append([_joined(told)] if together else told)
        self.modifiers += [readings(one, self.cuts) for one in loose.values()]
        self.strict |= half_read(kid)

    def _borrow(self, word: Word) -> None:
        limits = self.clause.said and word.i < self.clause.head.i
        if word.dep in ("prep", "npadvmod") and not (limits or narrows(word)):
            (self.times if is_time(word) else self.modifiers).append(readings(word, self.cuts))
            return
        if word.dep == "prep" and word.i in self.cuts:
            return  # "According to Lee": his words are told without it
        phrase = word.dep in AUXILIARIES or not word.verbal or conditional(word)
        strict = word.dep in ("neg", "advcl")
        self._keep(whole(word, self.cuts) if phrase else frozenset({word}), strict=strict)


def _joined(alternatives: list[Words]) -> Words:
    """One reading of all, with the words that join them."""
    none: Words = frozenset()
    words = none.union(*alternatives)
    joints = (kid for word in words for kid in word.kids if kid.dep in ("cc", "preconj"))
    return words.union(*map(subtree, joints))  # "not [only] … but [also]"
