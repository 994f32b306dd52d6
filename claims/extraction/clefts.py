"""Clauses whose subject only points to what follows: "it was in May that", "there is little in it".

They are told whole, for what they point to is what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.phrases import set_off
from claims.extraction.subordination import mark_of
from claims.extraction.syntax import Word, is_time

if TYPE_CHECKING:
    from claims.extraction.clause import Clause

_MUCH = frozenset("much little nothing something anything enough plenty more less".split())
_NAMED = frozenset("NNS NNP NNPS".split())


def is_cleft(clause: Clause) -> bool:
    """Whether "it" only points to what follows: "it was in May that they met", "it is bakers who
    pay", "it has been a month since they met".
    """
    head, subject = clause.head, clause.subject
    if head.lemma != "be" or subject is None or subject.lower != "it":
        return False
    if any(map(is_time, head.kids)) and any(map(_since, head.kids)):
        return True
    told = [kid for kid in head.kids if kid.dep in ("attr", "acomp")]
    return any(map(_is_one_who, told)) if told else any(mark_of(one) == "that" for one in head.kids)


def _since(word: Word) -> bool:
    return "since" in (word.lower, mark_of(word))


def _is_one_who(noun: Word) -> bool:
    """Whether a clause tells what they did whom "it" points to."""
    return noun.tag in _NAMED and any(kid.dep == "relcl" and not set_off(kid) for kid in noun.kids)


def is_much(verb: Word) -> bool:
    """Whether it tells how much there is of what is told behind: "there is little in it to"."""
    amounts = [kid for kid in verb.kids if kid.dep in ("attr", "acomp")]
    bare = any(kid.lower in _MUCH and not kid.has("prep", "acl", "relcl") for kid in amounts)
    return bare and verb.has("expl")
