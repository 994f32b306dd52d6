"""Words that both texts have, at different places: does their order matter?

It does, unless one of a few rules knows the construction: who did what to whom is told by order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claims.difference.alignment import Alignment
from claims.difference.weights import facet
from claims.lexicon import words
from claims.wording import Word

_FEW = 3
"""Words of a name or noun phrase that may change places with what they belong to."""
_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})


class Text(NamedTuple):
    """One of the texts, and where in it stand the moved words, the leftover ones, and the
    partners of its words in the other text."""

    words: Sequence[Word]
    moved: list[int]
    left: frozenset[int]
    partners: dict[int, int]

    def weighty(self, start: int, end: int) -> list[int]:
        """The positions in ``[start, end)`` of words that do more than build the sentence."""
        return [i for i in range(max(start, 0), end) if facet(self.words[i]) is not None]


def moved_words(found: Alignment) -> tuple[Text, Text]:
    """Both texts with their moved words; those that only build the sentence left out."""
    moved = [(i, j) for i, j in found.moved if facet(found.before[i]) is not None]
    before = Text(
        found.before,
        sorted(i for i, _ in moved),
        frozenset(i for place in found.places for i in place.before),
        found.partners,
    )
    after = Text(
        found.after,
        sorted(j for _, j in moved),
        frozenset(j for place in found.places for j in place.after),
        {j: i for i, j in found.partners.items()},
    )
    return before, after


def harmless(before: Text, after: Text) -> str:
    """The name of the rule by which the new order says the same; empty when none does."""
    for name, rule in _RULES.items():
        if rule(before, after) or rule(after, before):
            return name
    return ""


def _reporting_clause(one: Text, other: Text) -> bool:
    """'"It is over," said the judge' and 'The judge said: "It is over"'."""
    return any(facet(one.words[i]) == "attribution" for i in one.moved) and all(
        _is_block(text) and _at_edge(text, text.moved) for text in (one, other)
    )


def _fronted(one: Text, other: Text) -> bool:
    """ "For decades it stood" and "It stood for decades": a phrase that begins with a preposition
    or conjunction stands first in one of the texts."""
    jumped = _jumped(one, other)
    if not jumped or one.weighty(0, min(one.moved[0], jumped[0])):
        return False
    first = min(one.moved[0], jumped[0])
    opener = first - 1 if first and one.words[first - 1].key in words("light_words") else first
    return any(
        one.words[i].key in words("adverbial_openers") or one.words[i].kind == "date"
        for i in range(opener, first + 1)
    )


def _attribute(one: Text, other: Text) -> bool:
    """ "The temple in Wisconsin" and "the Wisconsin temple": few words change places, and one of
    the texts has a linking word that the other does without."""
    jumped = _jumped(one, other)
    links, others = (
        {text.words[i].key for i in text.left} & words("linking_words") for text in (one, other)
    )
    tied = bool(links) != bool(others) or ("'s" in links) != ("'s" in others)
    return 0 < len(jumped) <= _FEW and len(one.moved) <= _FEW and tied


def _coordinated(one: Text, other: Text) -> bool:
    """ "Turkey and Iran" and "Iran and Turkey"."""
    jumped = _jumped(one, other)
    if not 0 < len(jumped) <= _FEW or len(one.moved) > _FEW:
        return False
    start, end = sorted((jumped, one.moved))
    between = {word.key for word in one.words[start[-1] + 1 : end[0]]}
    return bool(between & {"and", "or"}) and not any(
        word.key == "respectively" for word in one.words
    )


def _passive(_: Text, other: Text) -> bool:
    """Active and passive, which is ``other``: "Police shot a man", "A man was shot by police"."""
    by = next((j for j in other.left if other.words[j].key == "by"), 0)
    done, doer = other.weighty(0, by)[-1:], other.weighty(by + 1, len(other.words))[:1]
    if not (by and done and doer and any(other.words[j].key in _BE for j in range(by))):
        return False
    act = other.partners.get(done[0])
    if act is None or doer[0] not in other.partners:
        return False
    swapped = [
        j for j, i in other.partners.items() if facet(other.words[j]) and (i < act) != (j < done[0])
    ]
    behind = [j for j in swapped if j > done[0]]
    return doer[0] in behind and len(behind) < len(swapped) and _contiguous(other, behind)


def _is_block(text: Text) -> bool:
    return bool(text.moved) and _contiguous(text, text.moved)


def _contiguous(text: Text, positions: Sequence[int]) -> bool:
    """Whether nothing but light words stands between the positions."""
    return text.weighty(min(positions), max(positions) + 1) == sorted(positions)


def _at_edge(text: Text, positions: Sequence[int]) -> bool:
    before = text.weighty(0, positions[0])
    return not before or not text.weighty(positions[-1] + 1, len(text.words))


def _jumped(one: Text, other: Text) -> list[int]:
    """What the moved words, one block in both texts, passed over: positions in ``one``."""
    if not (_is_block(one) and _is_block(other)):
        return []
    if [one.partners[i] for i in one.moved] != other.moved:
        return []
    held = [other.partners[j] for j in other.weighty(0, other.moved[0]) if j in other.partners]
    last = max(held, default=-1)
    if last < one.moved[0]:
        return one.weighty(last + 1, one.moved[0])
    return one.weighty(one.moved[-1] + 1, last + 1)


_RULES: dict[str, Callable[[Text, Text], bool]] = {
    "reporting clause": _reporting_clause,
    "fronted phrase": _fronted,
    "attribute": _attribute,
    "coordination": _coordinated,
    "passive voice": _passive,
}
