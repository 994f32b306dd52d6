"""What a verb cannot do without, and what of it may be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import MAIN, Clause
from claims.extraction.phrases import members, set_off
from claims.extraction.subordination import condition
from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    RELATIVES,
    SUBJECTS,
    Word,
    is_time,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

ARGUMENTS = frozenset("dobj attr acomp oprd dative xcomp ccomp pcomp csubj".split())

_OF_PASSIVES = frozenset("as to into of".split())
_OF_PLACES = frozenset("in on for at".split())
_BOUNDS = frozenset("past above below beyond under".split())
_SELF = ("self", "selves")
_OF_OBJECTS = frozenset("of for to into onto with on against at from over within".split())


def argument_of(clause: Clause, cuts: AbstractSet[int]) -> Word | None:
    """The prepositional phrase without which the verb says nothing: "arrived in Moscow"."""
    verb = clause.head
    deps = {kid.dep for kid in verb.kids}
    after = [kid for kid in verb.kids if kid.dep == "prep" and kid.i > verb.i and kid.i not in cuts]
    if _comes_about(verb) and len(after) > 1:
        return None
    if "dobj" in deps and seen_as(verb):
        return next((kid for kid in after if kid.lower == "as"), None)
    itself = any(kid.dep == "dobj" and kid.lower.endswith(_SELF) for kid in verb.kids)
    needed = [
        kid
        for kid in after
        # "found himself again on the street"
        if (itself and not is_time(kid)) or _needed(kid) or _holds(kid) or _rated(kid)
    ]
    if needed:
        return needed[0]
    if deps & (ARGUMENTS - {"csubj"}) and not (verb.lemma == "be" and not deps & {"attr", "acomp"}):
        if verb.has("expl"):
            return next((kid for kid in after if not (is_time(kid) or set_off(kid))), None)
        ends = {kid.token.right_edge.i for kid in verb.kids if kid.dep in ("dobj", "acomp", "oprd")}
        after = [kid for kid in after if kid.i - 1 in ends and kid.lower in _OF_OBJECTS]
        after = [kid for kid in after if not set_off(kid)]  # "…, with Smith as producer"
        return next((kid for kid in after if not is_time(kid)), None)
    if "auxpass" in deps or _is_passive_participle(clause):
        lasting = verb.lower in listed("lasting_participles")
        fitting = _OF_PASSIVES | _OF_PLACES if lasting else _OF_PASSIVES
        after = [kid for kid in after if kid.i == verb.i + 1 and kid.lower in fitting]
    return next((kid for kid in after if verb.lemma == "be" or not is_time(kid)), None)


def _needed(word: Word) -> bool:
    needing = f"{word.head.lemma} {word.lower}" in listed("verbs_with_preposition")
    return needing and not is_time(word)  # "seized the floor on Monday"


def score(word: Word) -> bool:
    """Whether the phrase is half of a result: "leads by 43 percent to 38 percent"."""
    halves = [kid.lower for kid in word.head.kids if kid.dep == "prep" and kid.i > word.head.i]
    contest = word.head.lemma in listed("contest_verbs")
    return contest and word.lower in ("by", "to") and {"by", "to"} <= {*halves}


def _holds(word: Word) -> bool:
    """Whether the phrase says how somebody has what is theirs: "had his hands in the air"."""
    verb = word.head
    own = [kid for kid in verb.kids if kid.dep == "dobj" and kid.has("poss")]
    return verb.lemma in ("have", "keep", "hold", "put") and any(
        kid.token.right_edge.i == word.i - 1 for kid in own
    )


def _rated(word: Word) -> bool:
    """Whether the phrase says how an object fares: "a survey shows Lee above 50 percent", "would
    push the price past $2 million".
    """
    noun, verb = word.child("pobj"), word.head
    ends = {kid.token.right_edge.i for kid in verb.kids if kid.dep == "dobj"}
    near = verb.lemma in ("show", "put", "find", "have", "see", "place") or word.lower in _BOUNDS
    near = near and word.i - 1 in ends
    return near and noun is not None and noun.label in FIGURES


def idiom(word: Word) -> bool:
    """Whether a phrase is one with its verb: "leave it in place", "put it on hold", "for granted".

    Told by its bare noun, close behind the verb or its object.
    """
    verb, nouns = word.head, [kid for kid in word.kids if kid.dep in ("pobj", "pcomp")]
    if word.dep != "prep" or not verb.verbal or len(nouns) != 1 or word.i < verb.i:
        return False
    noun = nouns[0]
    bare = noun.tag in ("NN", "VBN", "JJ") and not noun.kids and noun.label == ""
    objects = [kid.token.right_edge.i for kid in verb.kids if kid.dep == "dobj"]
    return bare and word.i - 1 in (verb.i, *objects) and not is_time(word)


def _comes_about(verb: Word) -> bool:
    """Whether where and when it was are two facts: "took place", "premiered"."""
    place = verb.lemma == "take" and any(kid.lower == "place" for kid in verb.kids)
    return place or verb.lemma in listed("event_verbs")


def _is_passive_participle(clause: Clause) -> bool:
    misread = clause.rule == MAIN and clause.subject is not None
    return clause.head.tag == "VBN" and not clause.head.has(*AUXILIARIES) and not misread


def seen_as(verb: Word) -> bool:
    """Whether the verb says what its object is taken for: "cited them as a threat"."""
    return any(kid.lower == "as" and kid.dep == "prep" and kid.i > verb.i for kid in verb.kids)


def new_noun_clauses(word: Word, cuts: AbstractSet[int]) -> dict[int, Word]:
    """Clauses on a noun that is new: without them "a policy that cut taxes" is still a policy."""
    determiner = word.child("det")
    if word.head.has("expl"):
        return {}  # "there is a case to be made"
    if word.pos != "NOUN" or determiner is None or determiner.lower not in ("a", "an"):
        return {}
    if any(map(condition, word.kids)):
        return {}  # "a raft in case it sinks"
    told = [kid for kid in word.kids if kid.dep in ("acl", "relcl") and kid.i > word.i]
    if len(told) > 1 and told[-1].has("mark"):
        return {}  # "a deadline to meet the demand that it close": whose the last is, who knows
    return {
        kid.i: kid
        for kid in word.kids
        if kid.i > word.i
        and kid.i not in cuts
        and not _is_content(kid)
        and (kid.dep == "relcl" or (kid.dep == "acl" and kid.kids))
    }


def _is_content(clause: Word) -> bool:
    """Whether a clause on a noun is what it holds, or all that is said of it: "a plan to leave",
    "a suspicion it was sold", "has a talk planned for May".
    """
    if clause.dep == "relcl":
        if clause.tag == "VB" and any(kid.tag == "TO" for kid in clause.kids):
            return True  # "a hard man to predict"
        held = clause.head.lemma in listed("claim_nouns") and clause.has(*SUBJECTS)
        return held and not any(one.tag in RELATIVES for one in subtree(clause))
    told = clause.tag == "VBN" and clause.head.head.lemma == "have"
    return told or clause.tag == "VB" or clause.has("mark", *SUBJECTS)


def half_read(word: Word) -> bool:
    """Whether the parser found a list in the phrase but not its "and", or took for an object what
    belongs to a list further down: "will come after talks on steel, a row, …".
    """
    earlier = (kid for kid in word.head.kids if kid.dep == word.dep == "dobj" and kid.i < word.i)
    if set_off(word) and any(one.i > word.head.i for one in earlier):
        return True
    found = members(word)
    return len(found) == 2 and not any(kid.dep == "cc" for one in found for kid in one.kids)


def torn_phrases(word: Word) -> dict[Word, Word]:
    """Prepositional phrases of a verb, and the members of its object's list they belong to.

    "It carried [grain to Egypt] and [oil to Malta]": the parser hangs "to Egypt" on the verb.
    """
    found = members(word)
    phrases = [kid for kid in word.head.kids if kid.dep == "prep" and kid.i > word.i]
    between = [kid for kid in phrases if kid.i < found[-1].i]
    alike = {kid.lower for kid in (*phrases, *found[-1].kids) if kid.i > found[-1].i}
    if word.dep != "dobj" or not any(kid.lower in alike for kid in between):
        return {}
    return {
        kid: max((one for one in found if one.i < kid.i), key=lambda one: one.i)
        for kid in phrases
        if kid in between or kid.lower in {one.lower for one in between}
    }
