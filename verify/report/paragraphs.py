"""Paragraphs of two texts: which became which, in place or moved elsewhere."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALIKE = 0.4
"""Share of words in common, in their order, from which on one paragraph is the other, edited.

Of paragraphs that have nothing to do with each other small words alone make up to 0.3.
"""

_FEW = 250_000
"""So many pairs of paragraphs are all compared; of more, only those near each other."""

_NEAR = 50
"""Places apart at most, where not all are compared."""

_LEAST = 3
"""Words of a paragraph that is known again: a rule, or a heading of a word, can be any other."""


class Pair(NamedTuple):
    """A paragraph's places in the old and in the new text; null where a text has it not.

    ``moved``: "up" or "down" where it stands elsewhere among those that both texts have.
    """

    old: int | None
    new: int | None
    moved: str = ""


def pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Every paragraph of both texts, in an order that keeps that of either.

    One that moved comes at its new place; at its old one comes a pair that has ``old`` alone and
    says where it went.
    """
    became = _became(old, new)
    kept = _in_order(became)
    moved = _moved(old, became, kept)
    came = {became[start]: start for start in moved}
    first = second = 0
    for start, end in [*kept, (len(old), len(new))]:
        yield from (Pair(one, None, moved.get(one, "")) for one in range(first, start))
        for one in range(second, end):
            yield Pair(came[one], one, moved[came[one]]) if one in came else Pair(None, one)
        if start < len(old):
            yield Pair(start, end)
        first, second = start + 1, end + 1


def _moved(
    old: Sequence[str], became: Mapping[int, int], kept: Sequence[tuple[int, int]]
) -> dict[int, str]:
    """The pairs that do not keep the order, by their old place, and which way each went."""
    starts, ends = {start for start, _ in kept}, [end for _, end in kept]
    return {
        start: "up" if bisect(ends, became[start]) < bisect(kept, (start, -1)) else "down"
        for start in became
        if start not in starts and len(_words(old[start])) >= _LEAST
    }


def _became(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which paragraph of the old text is which of the new one: what stayed, then the likest."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    became = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    taken = set(became.values())
    likenesses = _likenesses(
        {place: old[place] for place in range(len(old)) if place not in became},
        {place: new[place] for place in range(len(new)) if place not in taken},
    )
    for _, _, start, end in sorted(likenesses):
        if start not in became and end not in taken:
            became[start] = end
            taken.add(end)
    return became


def _likenesses(
    old: Mapping[int, str], new: Mapping[int, str]
) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that are alike, the likest smallest, and of these the nearest: (-, apart, old, new)."""
    from rapidfuzz.distance import Indel

    known: dict[str, str] = {}
    ours, theirs = (
        {place: _signs(one, known) for place, one in side.items()} for side in (old, new)
    )
    every = len(ours) * len(theirs) <= _FEW
    for start, words in ours.items():
        for end, others in theirs.items():
            apart = abs(start - end)
            if every or apart <= _NEAR:
                likeness = Indel.normalized_similarity(words, others, score_cutoff=ALIKE)
                if likeness and _says(words, others, likeness):
                    yield -likeness, apart, start, end


def _words(paragraph: str) -> list[str]:
    return re.findall(r"\w+", paragraph.lower()) or [paragraph]


def _signs(paragraph: str, known: dict[str, str]) -> str:
    """The paragraph with one sign for each word: compared many times faster than the words."""
    return "".join(known.setdefault(word, chr(len(known))) for word in _words(paragraph))


def _says(words: str, others: str, likeness: float) -> bool:
    """Whether likeness means anything: of two or three words, one in common is chance."""
    return likeness == 1 or min(len(words), len(others)) >= _LEAST


def _in_order(became: Mapping[int, int]) -> list[tuple[int, int]]:
    """The pairs that keep the order of both texts, as long a run of them as there is."""
    from difflib import SequenceMatcher

    starts = sorted(became)
    ends = [became[start] for start in starts]
    blocks = SequenceMatcher(None, ends, sorted(ends), autojunk=False).get_matching_blocks()
    return [
        (starts[place], ends[place])
        for block in blocks
        for place in range(block.a, block.a + block.size)
    ]
