"""Raw words → words: what is one figure, one date or one set phrase is joined, and keyed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from claims.lexicon import entries
from claims.wording.calendar import date_openers, day_or_month, is_year
from claims.wording.figures import figure, figure_openers
from claims.wording.forms import spelling
from claims.wording.raw import Raw, cut

Kind = Literal["word", "opener", "name", "figure", "date", "mark"]


class Word(NamedTuple):
    """One word, figure, date or sign. Two with equal ``key`` are the same thing.

    ``text`` is how it is written. ``phrase`` is the set phrase a word was read from; all its
    words share its text: "owing to" gives "because" and "of". A capital letter makes a
    ``name``, or an ``opener`` where a sentence may begin; in a headline it makes nothing.
    """

    text: str
    key: str
    kind: Kind = "word"
    phrase: str = ""


_HEADLINE = 0.8
"""From this share of capitalised words on, capitals are no evidence of a name."""
_FEWEST = 4
"""Words needed to tell a headline from a sentence with a name in it."""
_SENTENCE = 1000
"""Characters; what is longer is not remembered for the next comparison."""


def read_words(text: str) -> tuple[Word, ...]:
    """The words of any text, as they compare.

    >>> [word.key for word in read_words("On 6 May it rose five per cent, to $1.5bn.")]
    ['on', '--05-06', 'it', 'rose', '5 percent', 'to', '1500000000 USD']
    >>> [word.key for word in read_words("Owing to snow")]
    ['because', 'of', 'snow']
    """
    return _remembered(text) if len(text) <= _SENTENCE else _read(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Word, ...]:
    return _read(text)


def _read(text: str) -> tuple[Word, ...]:
    raws = cut(text)
    names = not _is_headline(raws)
    found: list[Word] = []
    at = 0
    while at < len(raws):
        joined, length = _joined(raws, at) if _may_join(raws[at].key) else ([], 0)
        if not joined:
            joined, length = [_single(raws[at], names)], 1
        found.extend(joined)
        at += length
    return tuple(_named(word, following) for word, following in zip_longest(found, found[1:]))


def _named(word: Word, following: Word | None) -> Word:
    """An opener that a name follows is the beginning of it: "Ana Ruiz resigned."."""
    if word.kind == "opener" and following is not None and following.kind == "name":
        return word._replace(kind="name")
    return word


def _may_join(key: str) -> bool:
    """A quick look that spares most words the readers of dates, figures and phrases."""
    return key in _openers() or not key[:1].isalpha()


@cache
def _openers() -> frozenset[str]:
    phrases = frozenset(_phrases("bounds")) | frozenset(_phrases("equivalent_phrases"))
    return phrases | date_openers() | figure_openers()


def _joined(raws: Sequence[Raw], at: int) -> tuple[list[Word], int]:
    """What several raw words say together, and how many they are; nothing when they are apart."""
    if date := day_or_month(raws, at):
        key, length = date
        return [Word(_text(raws, at, length), key, "date")], length
    if number := figure(raws, at):
        key, length = number
        year = length == 1 and is_year(raws[at].key)
        return [Word(_text(raws, at, length), key, "date" if year else "figure")], length
    meaning, length = _phrase("bounds", raws, at)
    if length and figure(raws, at + length):
        return [Word(_text(raws, at, length), " ".join(meaning))], length
    meaning, length = _phrase("equivalent_phrases", raws, at)
    text = _text(raws, at, length)
    kind: Kind = "name" if text.istitle() or text.isupper() else "word"
    phrase = " ".join(raw.key for raw in raws[at : at + length])
    return [Word(text, key, kind, phrase) for key in meaning], length


def _text(raws: Sequence[Raw], at: int, length: int) -> str:
    run = raws[at : at + length]
    return "".join(raw.gap * (i > 0) + raw.text for i, raw in enumerate(run))


def _phrase(table: str, raws: Sequence[Raw], at: int) -> tuple[tuple[str, ...], int]:
    for phrase, meaning in _phrases(table).get(raws[at].key, ()):
        if len(phrase) <= len(raws) - at and all(
            raws[at + i].key == key for i, key in enumerate(phrase)
        ):
            return meaning, len(phrase)
    return (), 0


@cache
def _phrases(table: str) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First word → the phrases that begin with it and what each is compared as, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for line in entries(table):
        meaning, *others = (tuple(raw.key for raw in cut(part)) for part in line.split(" = "))
        for phrase in (meaning, *others):
            found.setdefault(phrase[0], []).append((phrase, meaning))
    for phrases in found.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return found


def _single(raw: Raw, names: bool) -> Word:
    if raw.key[:1].isdecimal():
        return Word(raw.text, raw.key, "figure")
    if not raw.key[:1].isalpha():
        return Word(raw.text, raw.key, "word" if raw.key == "'s" else "mark")
    key = spelling(raw.key)
    if raw.text.isupper() and len(raw.text) > 1 and names:
        return Word(raw.text, key, "name")
    if names and raw.text[:1].isupper():
        return Word(raw.text, key, "opener" if raw.opens else "name")
    return Word(raw.text, key)


def _is_headline(raws: Sequence[Raw]) -> bool:
    long = [raw.text for raw in raws if len(raw.text) > 3 and raw.text.isalpha()]
    return len(long) >= _FEWEST and sum(text[:1].isupper() for text in long) >= _HEADLINE * len(
        long
    )
