""" "The state", "the island" → the one that was spoken of: "Floods hit Ohio. Lee saw the state"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.places import Place
from claims.extraction.syntax import PLACES, Word
from claims.lexicon import words as listed
from claims.references.entities import country_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.language import Parse, Token, Words

_STANDING = frozenset("nsubj nsubjpass dobj pobj poss".split())
_ALL_OVER = frozenset("across around throughout".split())
_DESCRIBING = frozenset({"appos", "compound", "nmod", "amod", "dep"})
_MAPPED = frozenset({"GPE", "LOC"})
_NEAR = {"state": 4, "country": 1}
"""How many sentences before it the place may stand; 2 for any other noun."""
_TRACED = frozenset("city island state".split())
_OPENING = 2
"""Sentences that tell what an article is about: its headline and its first."""


def points_at_area(word: Word, held: Iterable[Word]) -> bool:
    """Whether "the state" is all that a claim says of which one it is."""
    if word.lower not in listed("area_nouns") or word.tag != "NN" or word.dep not in _STANDING:
        return False
    kids = [kid for kid in word.kids if kid.dep != "case" and kid.inked]
    if [kid.lower for kid in kids if kid.dep != "relcl"] != ["the"]:
        return False
    everywhere = word.lower == "country" and word.head.lower in _ALL_OVER
    if everywhere or (word.after is not None and word.after.text == "-"):
        return False
    named = (one for one in held if one.i < word.first and one.label in PLACES)
    return not any(_is_told(one.token) for one in named)


def area_meant(word: Word, parse: Parse) -> Place:
    """The one place of its kind that stands near before it, or else those that may be meant.

    A country is only a candidate: whoever speaks may mean their own.
    """
    found: dict[str, bool] = {}
    for token in _before(word, parse):
        if token.pos_ == "PROPN" and (name := _place_at(token, word.lower)):
            found[name] = found.get(name, False) or _is_told(token)
    sure = len(found) == 1 and all(found.values()) and word.lower in _TRACED
    names = tuple(dict.fromkeys([*found, *(_of_article(word, parse) if sure else ())]))
    return Place(names[0]) if sure and len(names) == 1 else Place(candidates=names)


def _of_article(word: Word, parse: Parse) -> Iterator[str]:
    """What places of the kind the article opens with: it may be about one of those."""
    for sentence in parse.sentences[:_OPENING]:
        for token in sentence:
            if token.pos_ == "PROPN" and _is_told(token) and (name := _place_at(token, word.lower)):
                yield name


def _before(word: Word, parse: Parse) -> Words:
    """The tokens of its sentence before the word, and of a few sentences before that."""
    number = parse.sentence_of(word.token)
    first = max(0, number - _NEAR.get(word.lower, 2))
    return word.token.doc[parse.sentences[first].start : word.i]


def _is_told(token: Token) -> bool:
    """Whether it is spoken of as a place, and not in somebody's title or a body's name: "Ohio Gov.
    Ann Lee", "Ann Lee of Ohio", "the Ohio Board of Health".
    """
    above = token
    while above.dep_ in _DESCRIBING and above.head.i != above.i:
        above = above.head
        if above.ent_type_ == "PERSON" or above.lower_ in listed("role_nouns"):
            return False
    of = above.dep_ == "pobj" and above.head.lower_ == "of"
    whose = of and above.head.head.ent_type_ == "PERSON"
    return token.ent_type_ != "ORG" and not whose


def _place_at(last: Token, noun: str) -> str:
    """The name that ends here, if it is one of such a place."""
    name = _name_at(last)
    if noun == "state":
        pair = last.doc[max(0, last.i - 1) : last.i + 1].text
        states = (one for one in (pair, last.text) if one in listed("federal_states"))
        return "" if _is_medium(last) else next(states, "")
    country = country_of(name)
    if noun == "country":
        return country
    return "" if country or name in listed("federal_states") else name


def _name_at(last: Token) -> str:
    """The name of a place on the map that ends at the token."""
    after = last.doc[last.i + 1 : last.i + 2]
    if last.ent_type_ not in _MAPPED or any(one.ent_iob_ == "I" for one in after):
        return ""
    first = last
    while first.ent_iob_ == "I":
        first = first.nbor(-1)
    return last.doc[first.i : last.i + 1].text.removeprefix("the ")


def _is_medium(token: Token) -> bool:
    """Whether a state is named in the name of a paper: "the New York Times"."""
    after = token.doc[token.i + 1 : token.i + 2].text.lower()
    return token.ent_type_ == "ORG" and after in listed("media_nouns")
