"""the visit → Maduro's visit to Moscow: what happened, as the article first told it in full."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from claims.lexicon import words
from claims.references.names import DETERMINERS

if TYPE_CHECKING:
    from claims.language import Token

_LONGEST = 10
_CLAUSES = frozenset({"relcl", "advcl"})
_BESIDE = frozenset({"appos", "conj", "cc"})
_TELLING = frozenset({"poss", "compound", "nmod", "prep"})


class Events:
    """The events that an article has told so far, by their nouns.

    An event is told in full where its phrase holds a name: "Maduro's visit to Moscow". A bare
    "the visit" means it if no other visit has been told. Wrong where a second one is told with a
    verb only ("Lee visited Oslo").
    """

    def __init__(self) -> None:
        self._told: defaultdict[str, list[str]] = defaultdict(list)
        self._named: set[str] = set()

    def meant(self, noun: Token) -> str:
        """What a bare "the visit" means; nothing when that is not known, or it is not bare."""
        kind = noun.lower_
        if kind not in words("event_nouns"):
            return ""
        if _is_bare(noun):
            told = self._told[kind]
            return told[0] if len(told) == 1 and told[0] in self._named else ""
        if _tells(noun):
            phrase = _phrase(noun)
            text = phrase[0].doc[phrase[0].i : phrase[-1].i + 1].text
            text = text if phrase[0].pos_ == "PROPN" else text[0].lower() + text[1:]
            if text not in self._told[kind]:
                self._told[kind].append(text)
            if any(word.pos_ == "PROPN" for word in phrase):
                self._named.add(text)
        return ""


def _is_bare(noun: Token) -> bool:
    return [child.lower_ for child in noun.children if not child.is_punct] == ["the"]


def _tells(noun: Token) -> bool:
    """Whether it may be another event than those told: "a visit", "his visit", "a visit to"."""
    definite = any(child.lower_ in {"the", "this", "that"} for child in noun.children)
    return not definite or any(child.dep_ in _TELLING for child in noun.children)


def _phrase(noun: Token) -> list[Token]:
    """The noun with what tells which one it is, without its article."""
    found = list(noun.doc[noun.left_edge.i : noun.i])
    for token in noun.doc[noun.i : noun.right_edge.i + 1]:
        beside = token.dep_ in _BESIDE and token.head == noun
        ends = token.is_punct or token.is_space or token.dep_ in _CLAUSES or beside
        if token.i > noun.i and ends:
            break
        found.append(token)
    while len(found) > 1 and found[0].lower_ in DETERMINERS:
        found.pop(0)
    return found if len(found) <= _LONGEST else [noun]
