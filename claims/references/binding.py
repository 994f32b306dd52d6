"""Whom grammar lets a pronoun mean inside its own sentence, and whom it rules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.references.discourse import (
    Presence,
    Rank,
    clause_of,
    first_conjunct,
    is_speech,
    subject_clause,
    subjects_of,
)
from claims.references.speaking import stands_behind_quotation

if TYPE_CHECKING:
    from claims.language import Token
    from claims.references.discourse import Discourse

_PLACED = frozenset("behind before after around beside near above below".split())
_ANYBODY = frozenset("each someone somebody whoever".split())
_WHO = frozenset({"WP", "WDT"})


def named_after(pronoun: Token, discourse: Discourse) -> set[frozenset[int]]:
    """Whom the subject cannot mean, as its own clause goes on to name them: "He said Lenz knew".

    Behind a quotation it may: '"We won," he told fans in the hall where Lenz was to speak'.
    """
    verb = clause_of(pronoun)
    if pronoun.dep_ != "nsubj":
        return set()
    quoting = stands_behind_quotation(pronoun, discourse)
    return {
        frozenset({id(discourse.ahead[i])})
        for i in range(pronoun.i + 1, verb.right_edge.i + 1)
        if i in discourse.ahead
        and not _is_set_beside(verb.doc[i], verb)
        and not _is_asked(verb.doc[i])
        and not (quoting and _is_told_aside(verb.doc[i]))
    }


def _is_asked(name: Token) -> bool:
    """Whether it only says whose words these are: "he is ill, as, according to Lenz, many are"."""
    to = name.head
    return to.lower_ == "to" and to.i > 0 and to.nbor(-1).lower_ == "according"


def _is_told_aside(name: Token) -> bool:
    """Whether it only describes a place: "the hall where Lenz spoke"."""
    clause = clause_of(name)
    return clause.dep_ == "relcl" and clause.head.dep_ == "pobj"


def _is_set_beside(name: Token, verb: Token) -> bool:
    """Whether the name may be the subject's own: "he, Lenz said, knew", "he is Viktor Lenz"."""
    speaks = name.dep_ == "nsubj" and is_speech(name.head) and name.head.dep_ == "parataxis"
    return speaks or (name.dep_ in {"attr", "appos"} and name.head in {verb, *subjects_of(verb)})


def excluded(pronoun: Token, presence: Presence) -> bool:
    """Whether grammar rules the mention out: "Trump praised him" is about another man."""
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "attr" and _owned_by_another(pronoun):
        return presence.token in subjects_of(pronoun.head.head)
    if pronoun.dep_ == "poss" or pronoun.lower_.endswith("self") or _is_behind(pronoun):
        return False
    other = first_conjunct(presence.token)
    if _is_acted_on(first_conjunct(pronoun), other):
        return True
    if presence.rank is Rank.MODIFIER:
        owned = presence.token.head
        phrase = range(owned.left_edge.i, owned.right_edge.i + 1)
        inside = pronoun.i in phrase and clause_of(pronoun).i not in phrase
        return presence.token.dep_ == "poss" and inside
    own = first_conjunct(pronoun)
    acting = acting_on(own)
    return clause_of(own) == clause_of(other) or (other in acting and own not in acting)


def _is_acted_on(pronoun: Token, other: Token) -> bool:
    """Whether the pronoun acts in a clause that tells what is done to the other: "Moreau, whom he
    praised", or the other's deed it is that the clause tells: "Moreau's refusal to praise him".
    """
    clause = clause_of(pronoun)
    if clause.dep_ == "relcl" and clause.head == other:
        whom = (child.tag_ in _WHO and child.dep_ == "dobj" for child in clause.children)
        return pronoun.dep_ == "nsubj" and any(whom)
    deed = clause.dep_ == "acl" and other.dep_ == "poss" and other.head == clause.head
    return deed and clause.tag_ == "VB" and pronoun.dep_ in {"dobj", "dative"}


def acting_on(pronoun: Token) -> list[Token]:
    """Who acts in a pronoun's clause; Moreau, too, in "Moreau, who spoke after him"."""
    verb = subject_clause(pronoun)
    acting = subjects_of(verb)
    if verb.dep_ == "relcl" and any(subject.tag_ in _WHO for subject in acting):
        acting.append(verb.head)
    return acting


def is_anybodys(pronoun: Token) -> bool:
    """Whether it is whoever acts there that is meant: "each spoke for his town"."""
    return pronoun.dep_ == "poss" and any(one.lower_ in _ANYBODY for one in acting_on(pronoun))


def _is_behind(pronoun: Token) -> bool:
    """Whether the subject may be meant in its own clause: "Lenz won, with Roe behind him"."""
    place = pronoun.head
    if pronoun.dep_ != "pobj" or place.lower_ not in _PLACED:
        return False
    phrases = (child for child in clause_of(pronoun).children if child.lower_ == "with")
    return any(phrase.i < place.i <= phrase.right_edge.i + 1 for phrase in phrases)


def _owned_by_another(pronoun: Token) -> bool:
    """Whether the subject cannot be meant: "Lenz was his uncle", not "he was his own boss"."""
    return all(child.lower_ != "own" for child in pronoun.head.children)
