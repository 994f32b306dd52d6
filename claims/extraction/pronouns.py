"""Pronouns whose noun stands in the same sentence, where nobody and nothing else can be meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.clause import REPORTED
from claims.extraction.dangling import is_empty
from claims.extraction.syntax import RELATIVES, TIMES, Word, subject_of
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clause import Clause
    from claims.extraction.clauses import Clauses

_THINGS = {"it": ("NN", "NNP"), "they": ("NNS", "NNPS")}
_TOLD_TOGETHER = frozenset("as when whenever where wherever once".split())
"""What opens such a clause: it stays in the claim, and its subject in it."""
_PEOPLE = frozenset({"he", "she"})
_PLACES_OF_TEXT = frozenset({"website", "site", "page", "data"})
"""Besides documents, what tells of something else: "the site says it is a mill"."""


def read_pronoun(clauses: Clauses, clause: Clause) -> Clause:
    """The clause with a subject named before it in the sentence in place of its pronoun.

    Only if the article's references say so, or nobody and nothing else can be meant: no other
    noun of that number, or no other person, stands between the two.
    """
    pronoun, named = clause.subject, _named_before(clause)
    if named is not None and named.tag in RELATIVES:  # "Lee, who said she would leave"
        named = named.head.head if named.head.dep == "relcl" else None
    if pronoun is None or named is None or named.i >= pronoun.i or pronoun.pos != "PRON":
        return clause
    if pronoun.after is not None and pronoun.after.text == "[":
        return clause  # "he [Lee] is late"
    if pronoun.lower == "it" and (is_empty(pronoun) or _is_a_thing(clause)):
        return clause  # "Lee said it was clear that …"
    known = _known(clauses, pronoun, named)
    if known is None:
        known = _alone(named, pronoun)
    return replace(clause, subject=named, pronoun=pronoun) if known else clause


def _is_a_thing(clause: Clause) -> bool:
    """Whether what is reported tells of a thing, and not of who speaks: "Oslo said it was a record
    fine", but "said it was a party to the deal".
    """
    verb = clause.head
    told = verb.child("attr") if clause.rule == REPORTED and verb.lemma == "be" else None
    bodies = ("organisation_nouns", "group_nouns", "role_nouns", "relational_nouns")
    return (
        told is not None and told.tag == "NN" and not any(told.lower in listed(n) for n in bodies)
    )


def _named_before(clause: Clause) -> Word | None:
    """The subject of the host, of the verb that reports the clause, or of one that opens the
    sentence.
    """
    if clause.host is not None:
        return clause.host.subject
    if clause.rule == REPORTED:
        return subject_of(clause.head.head)
    opening = (
        kid
        for kid in clause.head.kids
        if kid.dep == "advcl"
        and kid.i < clause.head.i
        and not any(
            one.dep in ("mark", "advmod") and one.lower in _TOLD_TOGETHER for one in kid.kids
        )
    )
    return next((subject for kid in opening if (subject := subject_of(kid)) is not None), None)


def _known(clauses: Clauses, pronoun: Word, named: Word) -> bool | None:
    """Whether the article's references say that both mean the same; None if they do not tell."""
    if clauses.references is None or pronoun.lower not in {*_THINGS, *_PEOPLE}:
        return None
    one, other = (clauses.references.of(word.token) for word in (pronoun, named))
    if pronoun.lower == "it" and other is not None and other.kind == "person":
        return False
    if one is None or not (one.names or one.candidates):
        return None
    if other is None or not other.names:
        return False
    if one.names == other.names:
        return True
    others = set(one.candidates) - set(other.names)
    here = {token.text for token in pronoun.token.sent if token.i < pronoun.i}
    beside = any(name.split()[-1] in here for name in others)  # "if Lee wins, Berg said, he will"
    return None if set(other.names) & set(one.candidates) and not beside else False


def _alone(named: Word, pronoun: Word) -> bool:
    between = named.token.doc[named.token.right_edge.i + 1 : pronoun.i]
    if any(token.is_quote for token in between):
        return False  # whoever speaks does not say "he" of himself
    if pronoun.lower in _PEOPLE:
        role = named.tag == "NN" and named.lower in listed("role_nouns")
        person = role or (named.label == "PERSON" and named.tag == "NNP")
        return person and not any(
            token.ent_type_ == "PERSON" or token.lower_ in listed("role_nouns") for token in between
        )
    if pronoun.lower not in _THINGS:
        return False
    tags = _THINGS[pronoun.lower]
    thing = named.tag in tags and named.label != "PERSON"
    return (
        thing
        and named.lower not in listed("role_nouns")
        and named.lemma not in listed("document_nouns") | _PLACES_OF_TEXT
        and not any(
            token.tag_ in tags and token.ent_type_ not in TIMES and token.dep_ != "compound"
            for token in between
        )
    )
