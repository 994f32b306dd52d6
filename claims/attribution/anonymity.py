"""How well a source without a name is described: how many, in what position, why unnamed.

News desks ask for all three (the BBC's and Reuters' guidelines do): "two officials briefed on the
talks, who were not authorised to speak" is worth more than "sources".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.attribution.page import Page
    from claims.attribution.sources import Source
    from claims.language import Token

_SEVERAL = frozenset({"both", "several", "many", "multiple", "few", "dozens"})
_SINGLE = frozenset({"a", "an", "another"})
_DESCRIBES = frozenset({"amod", "compound", "nmod", "poss", "prep", "acl", "relcl", "appos"})
_WHY = frozenset({"anonymity", "authorized", "authorised", "unauthorized", "unauthorised"})
_NAMED = frozenset({"named", "identified"})


def described(page: Page, source: Source) -> Reason:
    """What the article tells of the unnamed: number, position, reason for anonymity."""
    told = ", ".join(
        (
            _number(source.head) or "no number",
            _position(source) or "no position",
            _reason(page, source) or "no reason for anonymity",
        )
    )
    return Reason(rule="unnamed", detail=f"the article does not name the source: {told}")


def _number(head: Token) -> str:
    for child in head.children:
        if child.dep_ == "nummod" or child.lower_ in _SEVERAL:
            return child.lower_
        if child.dep_ == "det" and child.lower_ in _SINGLE:
            return "one"
    return "" if head.tag_ in {"NNS", "NNPS"} else "one"


def _position(source: Source) -> str:
    """Whether more is told than "sources": the words that say whose or what officials they are."""
    head = source.head
    telling = [
        word
        for child in head.children
        if child.dep_ in _DESCRIBES and child.i in source.words
        for word in child.subtree
        if word.is_alpha and not word.is_stop and word.lower_ not in _WHY | _NAMED
    ]
    bare = not telling and head.lower_ in {"source", "sources", "people", "person", "some"}
    return "" if bare else "position given"


def _reason(page: Page, source: Source) -> str:
    """The reason, in the sentence of the source or the one after it."""
    if any(_explains(word) for word in page.sentence_of(source.head)):
        return "anonymity explained"
    return ""


def _explains(word: Token) -> bool:
    if word.lower_ in _WHY:
        return True
    return word.lower_ in _NAMED and any(_negated(word))


def _negated(word: Token) -> Iterator[bool]:
    for above in (word, word.head, word.head.head):
        yield any(child.dep_ == "neg" for child in above.children)
