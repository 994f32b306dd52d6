"""Everybody in a noun phrase: who "and" joins, and what only tells more of the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.attribution.spans import Positions
    from claims.language import Token


def joined(head: Token, within: Positions) -> list[Token]:
    """The word and those that "and" joins to it: two in "Ann Lee and her lawyer".

    The head itself is not ``within`` the source where it stands before a "who" that is.
    """
    heads = [head]
    for one in heads:
        beside = [kid for kid in one.children if kid.dep_ == "appos"]
        more = [c for c in one.children if c.dep_ == "conj" and not _is_told_of(c, one)]
        more += [c for kid in beside for c in kid.children if _is_other(c)]
        more += [kid for kid in beside if _goes_on_as_list(kid)]
        heads += [c for c in more if c.i in within or head.i not in within]
    return heads


def _goes_on_as_list(name: Token) -> bool:
    """Whether a name behind a name is the next of a list: "Ana Ruiz, Ben Cole and Ivo Brand"."""
    names = name.pos_ == name.head.pos_ == "PROPN"
    others = [child for child in name.children if child.dep_ in {"conj", "appos"}]
    joins = any(child.pos_ == "PROPN" for child in others)
    return names and joins and all(child.dep_ != "det" for child in name.children)


def _is_told_of(noun: Token, name: Token) -> bool:
    """Whether it tells what the name's bearer is, where the parser took it for another one.

    "China, the North's only ally and its lifeline, said", "Bob Corker, R-Tenn.".
    """
    before = noun.doc[noun.left_edge.i - 1].text
    party = noun.doc[noun.i - 1].text == "-"
    return (
        party
        or goes_on(noun, name)
        or (name.pos_ == "PROPN" and noun.tag_ == "NN" and before == ",")
    )


def goes_on(noun: Token, first: Token) -> bool:
    """Whether the noun adds to what one person is: "the president and chief executive"."""
    single = {noun.tag_, first.tag_} == {"NN"}
    alone = not any(child.dep_ in {"det", "poss"} for child in noun.children)
    return single and alone and any(child.dep_ == "det" for child in first.children)


def _is_other(noun: Token) -> bool:
    """Whether it is "other scientists", joined to a name though the parser took another."""
    others = any(child.lower_ == "other" for child in noun.children)
    return noun.dep_ == "conj" and noun.tag_ == "NNS" and others
