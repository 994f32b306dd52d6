"""Clause → propositions: the core of a clause, and the core with each modifier that adds a fact.

A modifier is left out of a proposition only where what remains still follows from the sentence.
What narrows a statement therefore stays: negation and its scope, doubts, conditions, degrees,
"under", "without", "than", and the period of a figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.clause import APPOSITION, MAIN, RELATIVE, SUBORDINATE, TITLE, Clause
from claims.extraction.description import place_of
from claims.extraction.phrases import DESCRIBING, antecedent, combine, members, readings, whole
from claims.extraction.subordination import conditional
from claims.extraction.syntax import AUXILIARIES, Word, Words, in_order, is_time
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from claims.extraction.clauses import Clauses

_ARGUMENTS = frozenset("dobj attr acomp oprd dative xcomp ccomp pcomp csubj".split())
_MODIFIERS = frozenset("prep npadvmod nmod quantmod agent advcl".split())
_SKIPPED = frozenset("punct cc preconj meta mark".split())
_PASSIVE_ARGUMENTS = frozenset("as to into of".split())
_PLACED = frozenset("in on for at".split())
_OF_OBJECTS = frozenset("of for to with on against at from over".split())
_FIGURES = frozenset("PERCENT MONEY QUANTITY CARDINAL".split())
_ONLY = frozenset("only just merely simply".split())
_FAR = 2


class Proposition(NamedTuple):
    """Some words of a clause that together say one thing."""

    clause: Clause
    words: Words


class _Parts:
    """A clause laid out: what always stays, and the readings of what may be told one by one.

    ``strict`` says that nothing may be left out and no list divided.
    """

    def __init__(self) -> None:
        self.essential: set[Word] = set()
        self.arguments: list[list[Words]] = []
        self.modifiers: list[list[Words]] = []
        self.times: list[list[Words]] = []
        self.strict = False


def propositions_of(clause: Clause, clauses: Clauses) -> list[Proposition]:
    """What one clause says, the core first, what it says by the way last."""
    found = _told(clause, clauses.cuts)
    by_the_way = {word.i for word in clauses.supplements}
    for word in clauses.supplements:
        told = next((one for one in found if word.head in one.words), None)
        if told is not None:
            words = whole(word, clauses.cuts - by_the_way)
            found.append(Proposition(clause, told.words | words))
    return found


def _told(clause: Clause, cuts: AbstractSet[int]) -> list[Proposition]:
    if clause.rule == TITLE:
        return [Proposition(clause, _titled(clause.head, clause.noun, cuts))]
    if clause.rule == APPOSITION:
        of = antecedent(clause.head.head, cuts)
        return [Proposition(clause, of | words) for words in readings(clause.head, cuts)]
    parts = _arrange(clause, cuts)
    if parts.strict:
        everything = [*parts.arguments, *parts.times, *parts.modifiers]
        return [Proposition(clause, frozenset(parts.essential).union(*map(_joined, everything)))]
    core = combine([[frozenset(parts.essential)], *parts.arguments])
    modifiers = [*parts.times, *parts.modifiers]
    if parts.times and _has_figure(core, subject_words(clause, cuts)):
        core, modifiers = combine([core, *parts.times]), parts.modifiers
    told = [words | added for one in modifiers for words in core for added in one]
    bare = parts.arguments and clause.rule not in (RELATIVE, SUBORDINATE)
    found = [*core, *told] if bare or not told else told
    return [Proposition(clause, words) for words in found]


def _titled(name: Word, noun: Word, cuts: AbstractSet[int]) -> Words:
    if noun is name.head:
        return frozenset(
            w
            for w in antecedent(noun, cuts | {name.i}) | whole(name, cuts)
            if w.lower != "the" or w.head is not noun or name.label == "PERSON"
        )
    before = (
        kid
        for kid in name.kids
        if not (kid.lower == "the" and name.label != "PERSON")
        and kid.i < name.i
        and kid.dep in DESCRIBING
    )
    return frozenset({name}).union(*(whole(kid, cuts) for kid in before))


def subject_words(clause: Clause, cuts: AbstractSet[int]) -> Words:
    """The words of the clause's subject."""
    if clause.subject is None:
        return frozenset()
    if clause.subject is clause.noun and not clause.entire:
        return antecedent(clause.subject, cuts)
    return whole(clause.subject, cuts)


def _arrange(clause: Clause, cuts: AbstractSet[int]) -> _Parts:
    parts = _Parts()
    subject = subject_words(clause, cuts)
    argument = _argument(clause, cuts)
    parts.essential |= {clause.head, *subject}
    parts.strict = any(
        word.lower in listed("scope_quantifiers") and word.head is clause.subject
        for word in subject
    )
    start = clause.subject.i if clause.subject is not None else clause.head.i
    for kid in clause.head.kids:
        if kid.i not in cuts and kid.dep not in _SKIPPED and kid is not clause.subject:
            _place(parts, kid, clause, argument, cuts)
    often = any(kid.lower in listed("frequency_adverbs") for kid in clause.head.kids)
    fronted = (words for part in (*parts.times, *parts.modifiers) for words in part)
    parts.strict |= often and any(word.i < start for words in fronted for word in words)
    for word in clause.borrowed:
        if word.dep in ("prep", "npadvmod") and word.lower not in listed("scope_prepositions"):
            (parts.times if is_time(word) else parts.modifiers).append(readings(word, cuts))
        else:
            phrase = word.dep in AUXILIARIES or not word.verbal or conditional(word)
            parts.essential |= whole(word, cuts) if phrase else {word}
            parts.strict |= word.dep == "neg" or (word.dep == "advcl" and conditional(word))
    if clause.noun is not None:
        noun = whole if clause.entire else antecedent
        place = place_of(clause)
        parts.essential |= noun(clause.noun, cuts) | ({place} if place is not None else set())
    return parts


def _place(
    parts: _Parts, kid: Word, clause: Clause, argument: Word | None, cuts: AbstractSet[int]
) -> None:
    """Put one dependent of the clause's head where it belongs."""
    head, words = clause.head, whole(kid, cuts)
    if clause.pronoun in words:
        parts.essential |= words - {clause.pronoun}
    elif kid.i < head.i and (kid.dep == "intj" or _only_links(kid, words)):
        return
    elif kid.dep == "conj":
        parts.essential |= words | {word for word in head.kids if word.dep == "cc"}
        parts.strict = True  # a noun joined to a verb: the parser lost its way
    elif _not_only(kid):
        return
    elif kid.dep == "neg":
        parts.essential |= words
        parts.strict = True
    elif kid.dep == "advmod":
        if is_time(kid) and abs(kid.i - head.i) > _FAR:
            parts.times.append([words])
        else:
            parts.essential |= words
            parts.strict |= kid.lower in listed("limiting_adverbs")
            parts.strict |= kid.tag == "RBR"  # "aimed less at the law and more at him"
    elif (kid.dep in _ARGUMENTS or kid is argument) and not _idiom(kid):
        loose = _loosely_described(kid)
        told = readings(kid, cuts | loose.keys())
        parts.arguments.append([_joined(told)] if _seen_as(head) else told)
        parts.modifiers += [readings(one, cuts) for one in loose.values()]
        parts.strict |= _half_read(kid)
    elif kid.dep == "npadvmod" and kid.label in _FIGURES and _close(kid):
        parts.arguments.append([words])
    elif (kid.dep == "advcl" and conditional(kid)) or kid.lower in listed("conditional_marks"):
        parts.essential |= words
        parts.strict = True
    elif kid.dep in _MODIFIERS and kid.lower not in listed("scope_prepositions"):
        told = [words] if kid.dep == "advcl" else readings(kid, cuts)
        (parts.times if is_time(kid) else parts.modifiers).append(told)
    else:
        parts.essential |= words


def _argument(clause: Clause, cuts: AbstractSet[int]) -> Word | None:
    """The prepositional phrase without which the verb says nothing: "arrived in Moscow"."""
    verb = clause.head
    deps = {kid.dep for kid in verb.kids}
    after = [kid for kid in verb.kids if kid.dep == "prep" and kid.i > verb.i and kid.i not in cuts]
    if "dobj" in deps and _seen_as(verb):
        return next((kid for kid in after if kid.lower == "as"), None)
    needed = [
        kid for kid in after if f"{verb.lemma} {kid.lower}" in listed("verbs_with_preposition")
    ]
    if needed:
        return needed[0]
    if deps & _ARGUMENTS and not (verb.lemma == "be" and not deps & {"attr", "acomp"}):
        ends = {kid.token.right_edge.i for kid in verb.kids if kid.dep in ("dobj", "acomp")}
        after = [kid for kid in after if kid.i - 1 in ends and kid.lower in _OF_OBJECTS]
        return next((kid for kid in after if not is_time(kid)), None)
    if "auxpass" in deps or _passive_participle(clause):
        lasting = verb.lower in listed("lasting_participles")
        after = [
            kid
            for kid in after
            if kid.i == verb.i + 1
            and (kid.lower in _PASSIVE_ARGUMENTS or (lasting and kid.lower in _PLACED))
        ]
    return next((kid for kid in after if verb.lemma == "be" or not is_time(kid)), None)


def _seen_as(verb: Word) -> bool:
    """Whether the verb says what its object is taken for: "cited them as a threat"."""
    return any(kid.lower == "as" and kid.dep == "prep" and kid.i > verb.i for kid in verb.kids)


def _passive_participle(clause: Clause) -> bool:
    misread = clause.rule == MAIN and clause.subject is not None
    return clause.head.tag == "VBN" and not clause.head.has(*AUXILIARIES) and not misread


def _only_links(word: Word, words: Words) -> bool:
    """Whether the phrase only ties the sentence to the one before: "however", "in addition"."""
    if word.lower in listed("discourse_adverbs"):
        return True
    return " ".join(one.lower for one in in_order(words)) in listed("discourse_phrases")


def _loosely_described(word: Word) -> dict[int, Word]:
    """Clauses on a noun that is new: without them "a policy that cut taxes" is still a policy."""
    determiner = word.child("det")
    if word.pos != "NOUN" or determiner is None or determiner.lower not in ("a", "an"):
        return {}
    return {
        kid.i: kid
        for kid in word.kids
        if kid.i > word.i and (kid.dep == "relcl" or (kid.dep == "acl" and kid.tag != "VB"))
    }


def _close(word: Word) -> bool:
    """Whether nothing but adverbs stands between a figure and its verb: "rose 4%"."""
    between = (kid for kid in word.head.kids if word.head.i < kid.i < word.first)
    return word.i > word.head.i and all(kid.dep in ("advmod", "prt", "neg") for kid in between)


def _half_read(word: Word) -> bool:
    """Whether the parser found a list in the phrase but not its "and"."""
    found = members(word)
    if len(found) == 1:
        return False
    joined = any(kid.dep == "cc" for one in found for kid in one.kids)
    return len(found) == 2 and not joined


def _not_only(word: Word) -> bool:
    """Whether a "not" denies nothing, or an "only" limits nothing: "not only won but"."""
    doc = word.token.doc
    if word.lower == "not":
        return word.i + 1 < len(doc) and doc[word.i + 1].lower_ in _ONLY
    return word.lower in _ONLY and word.i > 0 and doc[word.i - 1].lower_ == "not"


def _idiom(word: Word) -> bool:
    return word.lower == "place" and word.head.lemma == "take"


def _joined(alternatives: list[Words]) -> Words:
    """One reading of all, with the words that join them."""
    none: Words = frozenset()
    words = none.union(*alternatives)
    return words | {kid for word in words for kid in word.kids if kid.dep in ("cc", "preconj")}


def _has_figure(core: list[Words], subject: Words) -> bool:
    return any(word.label in _FIGURES for words in core for word in words - subject)
