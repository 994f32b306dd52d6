""" "There" → the place that was spoken of last: "Ann Lee flew to Rome. Her son works there"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.syntax import PLACES, TIMES, Word, subject_of
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse, Token
    from claims.references import References

_PEOPLE = frozenset("he i she they we who you".split())
_MAPPED = frozenset({"GPE", "LOC"})
_TOLD = frozenset("attr dobj nsubj nsubjpass pobj".split())
_INSIDE_A_NAME = frozenset({"compound", "amod", "nmod"})
_REACHING = frozenset("begin end get start stop".split())
"""Verbs that mean no place by "there": "he will get there", "it does not end there"."""
_LEADING = frozenset("in at to from near inside outside into".split())
_TIMING = frozenset("after before during since throughout until".split())
_IDIOMS = frozenset("and back down hey hi in out over quite right up way".split())
"""Words before "there" that make it point nowhere: "out there", "right there"."""


class Place(NamedTuple):
    """What "there" means, or else the ``candidates`` that stand near it."""

    name: str = ""
    candidates: tuple[str, ...] = ()


def points_at_place(word: Word, held: Iterable[Word]) -> bool:
    """Whether "there" means a place that the claim does not name before it."""
    if word.lower != "there" or word.dep == "expl" or word.tag != "RB" or word.dep != "advmod":
        return False
    before = word.token.doc[word.i - 1].lower_ if word.i else ""
    after = word.after
    placed = after is not None and after.pos == "ADP" and after.lower not in _TIMING
    goes_on = placed or (after is not None and after.lower in ("-", "yet"))
    if before in _IDIOMS or goes_on or word.has("prep", "pcomp") or _only_exists(word):
        return False
    return not any(_is_place(one) for one in held if one.i < word.i - 1)


def _only_exists(word: Word) -> bool:
    """Whether "there" means at most that something is: "the law that is there"."""
    verb = word.head
    subject = subject_of(verb)
    who = subject is None or subject.lower in _PEOPLE or subject.label == "PERSON"
    return verb.lemma in _REACHING or (verb.lemma == "be" and not who)


def _is_place(word: Word) -> bool:
    body = word.label == "ORG" and word.dep in ("pobj", "poss")
    mapped = word.label in PLACES and word.dep not in _INSIDE_A_NAME
    return mapped or body or _is_led(word.token)


def _is_led(token: Token) -> bool:
    """Whether the word stands behind "in" or "at" and is no time: "in a barn"."""
    led = token.dep_ == "pobj" and token.head.lower_ in _LEADING
    return led and token.ent_type_ not in TIMES and token.pos_ in ("NOUN", "PROPN")


def place_meant(
    word: Word, held: Sequence[Word], parse: Parse, references: References, *, quoted: bool
) -> Place:
    """The one place on the map that the sentence so far, or the one before it, is told of.

    Not if another place was spoken of after it: "flew to Rome and slept in a barn". What
    somebody says is read by itself.
    """
    number = parse.sentence_of(word.token)
    start = parse.sentences[number].start
    here = list(word.token.doc[start : word.i])
    earlier = list(parse.sentences[number - 1]) if number and not quoted else []
    own = {one.i for one in held}
    for tokens in (here, earlier):
        named = dict.fromkeys(_names(tokens, references))
        places = [one for one in tokens if one.ent_type_ in _MAPPED or _is_led(one)]
        places = [one for one in places if one.ent_type_ in _MAPPED or one.i not in own]
        if not places:
            continue
        last = places[-1]
        alone = len(named) == 1 and last.ent_type_ in _MAPPED
        happens = tokens is not here and any(_happens(one) for one in here)
        if alone and not happens and last.dep_ in _TOLD:
            return Place(next(iter(named)))
        return Place(candidates=tuple(named))
    return Place()


def _happens(token: Token) -> bool:
    """Whether the word tells of something held somewhere: "her debate and her words there"."""
    return token.lemma_ in listed("event_nouns") | listed("occasion_nouns")


def _names(tokens: Iterable[Token], references: References) -> Iterator[str]:
    """The full names of the places on the map."""
    for token in tokens:
        if token.ent_type_ in _MAPPED and token.ent_iob_ == "B":
            last = token
            while last.i + 1 < len(token.doc) and token.doc[last.i + 1].ent_iob_ == "I":
                last = token.doc[last.i + 1]
            meant = references.of(last)
            if last.dep_ in _INSIDE_A_NAME or (meant is not None and meant.kind == "person"):
                continue
            known = meant is not None and len(meant.names) == 1
            yield meant.names[0] if meant and known else token.doc[token.i : last.i + 1].text
