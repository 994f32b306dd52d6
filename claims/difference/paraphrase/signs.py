"""Named signs of how two texts differ: each a number, the same whichever text came first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from claims.difference.paraphrase.leftovers import (
    Leftovers,
    denies,
    is_name,
    of_facet,
    told_apart,
)
from claims.lexicon import words
from claims.wording import Word

_ALIKE = 0.85
"""From this likeness on two words may be of one stem."""
_MOST = 60
"""Words of a side that a word is compared with."""


class Sign(NamedTuple):
    """One number about two texts, and what it counts."""

    name: str
    meaning: str
    read: Callable[[Leftovers], float]


def measure(left: Leftovers) -> dict[str, float]:
    """Every sign of a pair of texts."""
    return {sign.name: float(sign.read(left)) for sign in SIGNS}


def _length(left: Leftovers) -> float:
    return max(map(len, left.texts))


def _gap(left: Leftovers) -> float:
    one, other = map(len, left.texts)
    return abs(one - other)


def _ratio(left: Leftovers) -> float:
    one, other = (" ".join(word.key for word in text) for text in left.texts)
    return fuzz.ratio(one, other) / 100


def _overlap(left: Leftovers) -> float:
    one, other = ({word.key for word in text} for text in left.texts)
    return len(one & other) / max(len(one | other), 1)


def _share(left: Leftovers) -> float:
    return sum(map(len, left.sides)) / max(sum(map(len, left.texts)), 1)


def _swaps(left: Leftovers) -> float:
    return sum(
        len(one) == len(other) == 1 and not _has_like(one[0], other) for one, other in left.places
    )


def _rewrites(left: Leftovers) -> float:
    return sum(bool(one and other) and len(one) + len(other) > 2 for one, other in left.places)


def _one_sided(left: Leftovers) -> list[int]:
    """How many words came or went at each place where nothing came in exchange."""
    return [len(one) + len(other) for one, other in left.places if not (one and other)]


def _unlike(left: Leftovers) -> tuple[int, int]:
    """Words left over on either side that resemble none of the other side, the fewer first."""
    one, other = left.sides
    found = [
        sum(not _has_like(word, theirs) for word in ours)
        for ours, theirs in ((one, other), (other, one))
    ]
    return min(found), max(found)


def _has_like(word: Word, others: Sequence[Word]) -> bool:
    return any(JaroWinkler.similarity(word.key, other.key) >= _ALIKE for other in others[:_MOST])


def _forms(left: Leftovers) -> float:
    rules = ("word form", "spelling corrected", "spacing")
    return sum(told_apart(left.differences, rule) for rule in rules)


def _findings(left: Leftovers) -> float:
    return sum(found.facet is not None for found in left.differences)


def _surplus(holds: Callable[[Word], bool], left: Leftovers) -> float:
    fewer, more = left.counts(holds)
    return more - fewer


def _exchanged(holds: Callable[[Word], bool], left: Leftovers) -> float:
    return left.counts(holds)[0]


def _is_pronoun(word: Word) -> bool:
    return word.key in words("pronouns")


def _pair(name: str, told: str, holds: Callable[[Word], bool]) -> tuple[Sign, Sign]:
    """How many more words of a kind one text has than the other, and how many both have."""
    return (
        Sign(f"{name}: surplus", f"more {told} left over in one text", partial(_surplus, holds)),
        Sign(f"{name}: exchanged", f"{told} left over in both", partial(_exchanged, holds)),
    )


SIGNS: tuple[Sign, ...] = (
    Sign("length", "words of the longer text", _length),
    Sign("gap", "words by which one text is longer", _gap),
    Sign("ratio", "likeness, letter by letter", _ratio),
    Sign("overlap", "share of words in both texts", _overlap),
    Sign("fewer", "words left over on one side", lambda left: min(map(len, left.sides))),
    Sign("more", "words left over on the side with more", lambda left: max(map(len, left.sides))),
    Sign("share", "share of words left over", _share),
    Sign("light: fewer", "light words left over on one side", lambda left: left.light[0]),
    Sign("light: more", "light words left over on the side with more", lambda left: left.light[1]),
    Sign("swaps", "places with one word for another", _swaps),
    Sign("rewrites", "places where more was rewritten", _rewrites),
    Sign("one-sided", "places where something came or went", lambda left: len(_one_sided(left))),
    Sign("one-sided words", "words that came or went", lambda left: sum(_one_sided(left))),
    Sign("unlike: fewer", "words like none of the other side", lambda left: _unlike(left)[0]),
    Sign("unlike: more", "the same on the side with more", lambda left: _unlike(left)[1]),
    Sign("moved", "words that stand elsewhere", lambda left: left.moved),
    Sign("order", "moves that matter", lambda left: told_apart(left.differences, "order")),
    Sign("forms", "words in another form or spelling", _forms),
    Sign("findings", "differences found", _findings),
    *_pair("denials", "words that deny", denies),
    *_pair("names", "names", is_name),
    *_pair("pronouns", "pronouns", _is_pronoun),
    *_pair("scope", "quantifiers and conditions", of_facet("scope")),
    *_pair("modality", "modals and hedges", of_facet("modality")),
)
