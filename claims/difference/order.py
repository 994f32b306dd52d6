"""Words that both texts have, at different places: does their order matter?

It does, unless one of a few rules knows the construction: who did what to whom is told by order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claims.difference.values import Alignment
from claims.difference.weights import facet
from claims.lexicon import words
from claims.wording import Word, plain_forms

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
    """Who says it, before or after what is said: '"It is over," said the judge'."""
    for block in (one.moved, _jumped(one, other)):
        places = sorted(one.partners[i] for i in block if i in one.partners)
        if (
            any(facet(one.words[i]) == "attribution" for i in block)
            and len(places) == len(block)
            and _is_end(one, block)
            and _is_end(other, places)
        ):
            return True
    return False


def _fronted(one: Text, other: Text) -> bool:
    """A phrase that stands first in ``one``: "For decades it stood", "It stood for decades".

    Not when it passed over a word of saying: "On Monday he said they left" is not "He said
    they left on Monday".
    """
    jumped = _jumped(one, other)
    for block, passed in ((one.moved, jumped), (jumped, one.moved)):
        places = [one.partners[i] for i in block if i in one.partners]
        if (
            len(places) == len(block) > 0
            and not one.weighty(0, block[0])
            and other.weighty(places[0], places[-1] + 1) == places
            and not any(facet(one.words[i]) == "attribution" for i in passed)
            and _is_phrase(one, other, block, places)
        ):
            return True
    return False


def _is_phrase(one: Text, other: Text, block: list[int], places: list[int]) -> bool:
    """Whether a block begins, in both texts, with the same preposition or conjunction, or is a
    date."""
    openers = words("adverbial_openers")
    if all(facet(one.words[i]) == "date" for i in block):
        return True
    if one.words[block[0]].key in openers:
        return len(block) > 1
    return any(
        one.words[i].key in openers and one.words[i].key == other.words[j].key
        for i, j in zip(_light_before(one, block[0]), _light_before(other, places[0]), strict=False)
    )


def _light_before(text: Text, position: int) -> list[int]:
    """The light words right before a position, the nearest first."""
    found: list[int] = []
    for i in range(position - 1, -1, -1):
        if facet(text.words[i]) is not None:
            break
        found.append(i)
    return found


def _attribute(one: Text, other: Text) -> bool:
    """Few words change places, and one of the texts ties them with a word that the other does
    without: "the temple in Wisconsin", "the Wisconsin temple"."""
    jumped = _jumped(one, other)
    links, others = (
        {text.words[i].key for i in text.left} & words("linking_words") for text in (one, other)
    )
    tied = bool(links) != bool(others) or ("'s" in links) != ("'s" in others)
    return 0 < len(jumped) <= _FEW and len(one.moved) <= _FEW and tied


def _coordinated(one: Text, other: Text) -> bool:
    """Two names, or two words, about an "and" or "or": "Turkey and Iran", "Iran and Turkey"."""
    jumped = _jumped(one, other)
    if not jumped or any(word.key == "respectively" for word in one.words):
        return False
    first, second = sorted((jumped, one.moved))
    between = {word.key for word in one.words[first[-1] + 1 : second[0]]}
    names = all(one.words[i].kind in ("name", "opener") for i in (*first, *second))
    return bool(between & {"and", "or"}) and (names or len(first) == len(second) == 1)


def _passive(_: Text, other: Text) -> bool:
    """Active and passive, which is ``other``: "Police shot a man", "A man was shot by police"."""
    by = min((j for j in other.left if other.words[j].key == "by"), default=0)
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


def _apposition(one: Text, other: Text) -> bool:
    """A name and what its bearer is: "her husband Steve", "Steve, her husband"."""
    jumped = _jumped(one, other)
    if not jumped or not _contiguous(one, sorted((*jumped, *one.moved))):
        return False
    named, role = sorted((jumped, one.moved), key=lambda block: one.words[block[-1]].kind != "name")
    return all(one.words[i].kind == "name" for i in named) and all(
        not plain_forms(one.words[i].key).isdisjoint(words("role_nouns"))
        or one.words[i].key in words("pronouns")
        for i in role
    )


def _mutual(one: Text, other: Text) -> bool:
    """Two who did something with each other: "Bob met Alice", "Alice met Bob"."""
    verbs = [
        i
        for i in range(len(one.words))
        if i in one.partners and not plain_forms(one.words[i].key).isdisjoint(words("mutual_verbs"))
    ]
    if len(verbs) != 1:
        return False
    [at] = verbs
    halves = one.weighty(0, at), one.weighty(at + 1, len(one.words))
    crossed = [
        [i for i in half if i in one.partners and (one.partners[i] < one.partners[at]) != (i < at)]
        for half in halves
    ]
    block = sorted({at, *crossed[0], *crossed[1]})
    ends = block[-1], max(one.partners[i] for i in block)
    following = [
        word.key
        for text, end in zip((one, other), ends, strict=True)
        for word in text.words[end + 1 : end + 2]
    ]
    return (
        all(crossed)
        and set(block) >= set(one.moved)
        and _contiguous(one, block)
        and words("adverbial_openers").issuperset(following)
    )


def _is_block(text: Text) -> bool:
    return bool(text.moved) and _contiguous(text, text.moved)


def _contiguous(text: Text, positions: Sequence[int]) -> bool:
    """Whether nothing but light words stands between the positions."""
    return text.weighty(min(positions), max(positions) + 1) == sorted(positions)


def _is_end(text: Text, positions: Sequence[int]) -> bool:
    """Whether the positions are one block at the beginning or the end of the text."""
    return _contiguous(text, positions) and not (
        text.weighty(0, positions[0]) and text.weighty(positions[-1] + 1, len(text.words))
    )


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
    "mutual": _mutual,
    "apposition": _apposition,
}
