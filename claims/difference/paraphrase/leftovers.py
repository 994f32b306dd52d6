"""What is left over of two texts laid side by side, counted once for all who judge it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from claims.difference.values import Alignment, Difference
from claims.difference.weights import facet
from claims.lexicon import words
from claims.models import Facet
from claims.wording import Word, country, plain_forms

Sides = tuple[Sequence[Word], Sequence[Word]]
"""Words of the one text, and words of the other."""


class Leftovers(NamedTuple):
    """What neither text shares with the other.

    ``sides`` holds the words that weigh something, ``light`` how many do not. ``places`` are the
    same words by the places where they stand, those without any left out.
    """

    texts: Sides
    sides: Sides
    light: tuple[int, int]
    places: Sequence[Sides]
    differences: Sequence[Difference]
    moved: int

    def counts(self, holds: Callable[[Word], bool]) -> tuple[int, int]:
        """How many words left over on either side are of a kind, the smaller number first."""
        one, other = (sum(map(holds, side)) for side in self.sides)
        return (one, other) if one <= other else (other, one)


def left_over(found: Alignment, differences: Sequence[Difference]) -> Leftovers:
    """Count up what an alignment leaves over."""
    places: list[Sides] = []
    light = [0, 0]
    for place in found.places:
        every = [found.before[i] for i in place.before], [found.after[j] for j in place.after]
        weighty = tuple([word for word in side if facet(word) is not None] for side in every)
        for at in (0, 1):
            light[at] += len(every[at]) - len(weighty[at])
        if weighty[0] or weighty[1]:
            places.append((weighty[0], weighty[1]))
    return Leftovers(
        (found.before, found.after),
        ([w for one, _ in places for w in one], [w for _, other in places for w in other]),
        (min(light), max(light)),
        places,
        differences,
        len(found.moved),
    )


def of_facet(name: Facet) -> Callable[[Word], bool]:
    """Whether a word bears on a facet."""
    return lambda word: facet(word) == name


def is_name(word: Word) -> bool:
    """Whether a word is a proper name: no pronoun, and no "After" that a name follows."""
    openers = words("pronouns") | words("adverbial_openers") | words("discourse_adverbs")
    return word.kind == "name" and facet(word) == "entity" and word.key not in openers


def is_in(word: Word, name: str) -> bool:
    """Whether a word, or a form it can be of, is in a list."""
    return word.key in words(name) or not plain_forms(word.key).isdisjoint(words(name))


def denies(word: Word) -> bool:
    """Whether a word holds a negation: "without", "ceased", "unmarried"."""
    if facet(word) == "polarity" or is_in(word, "negative_meanings"):
        return True
    return (
        word.kind != "name" and len(word.key) > _SHORTEST_DENIAL and word.key.startswith(_DENYING)
    )


_SHORTEST_DENIAL = 7
"""Letters; "under" and "into" deny nothing."""
_DENYING = ("un", "non", "dis", "im", "in", "ir", "il")


def strangers(left: Leftovers) -> int:
    """How many names left over the other text has in no form."""
    return sum(
        is_name(word) and _forms_of(word).isdisjoint(known)
        for side, other in zip(left.sides, reversed(left.texts), strict=True)
        for known in [frozenset[str]().union(*map(_forms_of, other))]
        for word in side
    )


def _forms_of(word: Word) -> set[str]:
    """A name in its forms: "AGNs" are each an AGN, what is Russian is of Russia."""
    return {word.key, word.key.removesuffix("s"), country(word.key) or word.key}


def apart(texts: Sides, kind: str) -> int:
    """How many figures, or dates, the texts do not have in common."""
    one, other = (Counter(word.key for word in text if word.kind == kind) for text in texts)
    return sum(((one - other) + (other - one)).values())


def told_apart(differences: Iterable[Difference], rule: str) -> int:
    """How often a rule found something."""
    return sum(found.rule == rule for found in differences)
