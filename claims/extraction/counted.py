""" "Three" → the noun that it counts: "Twelve people died and three were hurt"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.extraction.syntax import Word
    from claims.language import Parse, Token, Words

_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_NUMBERS = frozenset({"CARDINAL", ""})
_TELLING = frozenset("prep relcl acl amod appos nummod quantmod conj compound punct cc".split())
_YEARS = range(1000, 2100)
_ROLES = {"nsubj": "nsubj", "nsubjpass": "nsubj", "dobj": "dobj", "attr": "attr"}
_LONGEST = 4


class Counted(NamedTuple):
    """What a bare number counts: the words of a noun phrase; none where several are possible."""

    words: Words | None = None
    candidates: tuple[str, ...] = ()


def is_bare(word: Word, held: Iterable[Word]) -> bool:
    """Whether a number stands for what it counts, and the claim does not tell what that is.

    Not "three of the ships", "in 2016", nor a value: "the count was 12", "scored 12".
    """
    if word.tag != "CD" or word.lower == "one" or word.dep not in _ROLES or word.dep == "attr":
        return False
    if word.label not in _NUMBERS or word.has(*_TELLING) or _is_year(word):
        return False
    if any(kid.dep == "det" and kid.lower != "another" for kid in word.kids):
        return False  # "the two"
    return not any(one.i < word.first and one.tag == "NNS" for one in held)


def counted(word: Word, parse: Parse) -> Counted:
    """What was counted before in the same role: in the sentence, else, for a subject, in the one
    before it, if that counts one thing alone.
    """
    number = parse.sentence_of(word.token)
    own = parse.sentences[number]
    near = list(_nouns(own[: word.i - own.start]))
    alike = [noun for noun in near if _ROLES.get(noun.dep_) == _ROLES[word.dep]]
    if not near and number and word.dep in SUBJECTS:
        near = list(_nouns(parse.sentences[number - 1]))
    if alike or len(near) == 1:
        return Counted(_phrase((alike or near)[-1]))
    return Counted(candidates=tuple(dict.fromkeys(noun.text for noun in near)))


def _is_year(word: Word) -> bool:
    return word.text.isdigit() and int(word.text) in _YEARS


def _nouns(words: Words) -> Iterator[Token]:
    """The plural nouns that a number counts, but for days, sums and shares."""
    for noun in words:
        counting = (kid for kid in noun.children if kid.dep_ == "nummod")
        if noun.tag_ == "NNS" and any(kid.ent_type_ not in _MEASURES for kid in counting):
            yield noun


def _phrase(noun: Token) -> Words:
    """The noun with what describes it behind its number: "first-place votes"."""
    number = max(kid.i for kid in noun.children if kid.dep_ == "nummod")
    first = number + 1 if noun.i - number <= _LONGEST else noun.i
    return noun.doc[first : noun.i + 1]
