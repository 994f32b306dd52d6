"""Round brackets set aside: what stands in them is told of the noun before them and nothing else.

The parser reads on through a bracket and loses its way there: in "Norway (Norwegian: Norge) is a
kingdom" it may take "Norge" for the subject. So the tree is mended: the words around a bracket
are tied to each other, and each part of the bracket hangs on the noun before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.syntax import (
    SUBJECTS,
    TIMES,
    Word,
    ancestors,
    attach,
    finite,
    measure,
    subject_of,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTES = frozenset("\" “ ” ‘ ’ ' ''".split())
_APART = frozenset({";"})
_LOOSE = "dep"
_YEAR = 4


def set_brackets_aside(words: Sequence[Word]) -> None:
    """Mend the tree of one sentence around its round brackets."""
    pairs = list(_pairs(words))
    for start, end in pairs:
        noun = _noun_before(words, start)
        if noun is not None and _tells(words, start, end, noun):
            _mend(words, start, end, noun)
    if pairs:
        measure(words)


def _pairs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Places of the outermost round brackets that open and close in the sentence."""
    opened: list[int] = []
    for place, word in enumerate(words):
        if word.text == "(":
            opened.append(place)
        elif word.text == ")" and opened:
            start = opened.pop()
            if not opened:
                yield start, place


def _tells(words: Sequence[Word], start: int, end: int, noun: Word) -> bool:
    """Whether a bracket holds a description of its noun: not part of a title in quotation marks,
    nor a sentence or a command of its own; and nothing is told of "no minister".
    """
    inside = [word for word in words[start + 1 : end] if word.inked]
    quoted = end + 1 < len(words) and words[end + 1].text in _QUOTES
    none = listed("negations") | listed("scope_quantifiers")
    nobody = any(kid.lower in none for kid in noun.kids)
    says = any(
        word.verbal
        and (finite(word) is not None or word.tag == "VB")
        and (subject_of(word) is not None or word is inside[0])
        for word in inside
    )
    return bool(inside) and not (quoted or nobody or says or _is_figure(inside))


def _is_figure(inside: Sequence[Word]) -> bool:
    """Whether a bracket holds a figure and no more, which stays with its claim: "(54%)". A year
    does not.
    """
    return (
        all(word.label not in TIMES and not word.verbal for word in inside)
        and (
            inside[0].pos in ("NUM", "SYM")
            or any(word.label in ("PERCENT", "MONEY", "QUANTITY") for word in inside)
        )
        and not (len(inside) == 1 and inside[0].text.isdigit() and len(inside[0].text) == _YEAR)
    )


def _noun_before(words: Sequence[Word], start: int) -> Word | None:
    """The noun that a bracket tells about: the one before it, or the whole name it ends."""
    place = start - 1
    while place > 0 and words[place].text in _QUOTES:
        place -= 1
    if place < 0 or words[place].pos not in ("NOUN", "PROPN"):
        return None
    noun = words[place]
    while noun.entity >= 0 and noun.head.entity == noun.entity and noun.head.i < words[start].i:
        if noun.head is noun or noun.dep == "conj":
            break
        noun = noun.head
    return noun if noun.nominal else words[place]


def _mend(words: Sequence[Word], start: int, end: int, noun: Word) -> None:
    inside = set(words[start : end + 1])
    _tie_around(words, inside, noun)
    part: list[Word] = []
    for word in [*words[start + 1 : end], None]:
        if word is not None and word.text not in _APART:
            part.append(word)
            continue
        _hang(part, noun)
        part = []
        if word is not None:
            attach(word, noun, "punct")
    for mark in (words[start], words[end]):
        attach(mark, noun, "punct")


def _tie_around(words: Sequence[Word], inside: set[Word], noun: Word) -> None:
    """Tie the words outside a bracket to each other where they hung on words inside it."""
    within = next((one for one in (noun, *ancestors(noun)) if one.head in inside), None)
    tops = {word: _top(word, inside) for word in inside}
    if within is not None:
        top = tops[within.head]
        attach(within, within if top.head is top else top.head, top.dep)
    for word in words:
        if word in inside or word.head not in inside:
            continue
        top = tops[word.head]
        if top.head is not top:
            attach(word, top.head, word.dep)
        elif within is not None and within is not word:
            attach(word, within, word.dep)
    for word in inside:
        verb = word.head
        if word.dep in SUBJECTS and verb not in inside and _may_be_subject(noun, verb, inside):
            attach(noun, verb, word.dep)
            word.dep = _LOOSE
    root = next((word for word in words if word.head is word and word not in inside), None)
    if root is not None and not root.verbal:
        _raise_verb(words, root, inside)


def _top(word: Word, inside: set[Word]) -> Word:
    """The word of the bracket that the word hangs on and that itself hangs outside."""
    while word.head is not word and word.head in inside:
        word = word.head
    return word


def _may_be_subject(noun: Word, verb: Word, inside: set[Word]) -> bool:
    own = (kid for kid in verb.kids if kid.dep in SUBJECTS and kid not in inside)
    return verb.verbal and noun.i < verb.i and noun not in _above(verb) and not any(own)


def _above(word: Word) -> set[Word]:
    return set(ancestors(word))


def _raise_verb(words: Sequence[Word], root: Word, inside: set[Word]) -> None:
    """Make the sentence's verb its root where a noun before a bracket had taken its place."""
    verb = next(
        (
            kid
            for kid in root.kids
            if kid not in inside and kid.verbal and kid.i > root.i and finite(kid) is not None
        ),
        None,
    )
    last = max(word.i for word in inside)
    if verb is None or subject_of(verb) is not None or not _follows(words, verb, last):
        return
    attach(verb, verb, "ROOT")
    attach(root, verb, "nsubj")
    for kid in list(root.kids):
        if kid.i > verb.i:
            attach(kid, verb, kid.dep)


def _follows(words: Sequence[Word], verb: Word, last: int) -> bool:
    """Whether a verb's group comes right behind a bracket, a comma aside."""
    between = [word for word in words if last < word.i < verb.i and word.inked]
    return all(word.head is verb for word in between)


def _hang(part: Sequence[Word], noun: Word) -> None:
    """Hang one part of a bracket on the noun: a participle as such, all else as an apposition."""
    held = set(part)
    loose = [word for word in part if word.inked and (word.head not in held or word.head is word)]
    if not loose:
        for word in part:
            if word.head not in held:
                attach(word, noun, "punct")
        return
    first = loose[0]
    done = first.tag in ("VBN", "VBD") and subject_of(first) is None
    attach(first, noun, "acl" if done else "appos")
    first.aside = True
    for word in part:
        if word is not first and word.dep == "appos":
            word.dep = _LOOSE  # "North Sami: Norga" is one thing
        if word is not first and (word.head not in held or word.head is word):
            attach(word, first, "punct" if not word.inked else _LOOSE)
