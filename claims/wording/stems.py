"""Words of one stem: the same thing told by a noun, a verb or an adjective."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from claims.lexicon import words

_SHORTEST = 5
"""Letters of a stem; shorter beginnings are shared by chance."""
_LONG = 9
"""Letters from which on words that differ in one are seldom two words."""


@lru_cache(maxsize=65536)
def akin(one: str, other: str) -> bool:
    """Whether two lower-case words are derived from one stem, or long and a letter apart.

    They begin alike, and what follows are endings that change the part of speech. Persons are
    not acts, and nothing is denied: "employer" and "employee" are not akin, nor are "harm" and
    "harmless". Wrong where one stem has two meanings ("critic", "critical").

    >>> akin("combining", "combination"), akin("efficient", "efficiently")
    (True, True)
    >>> akin("employer", "employee"), akin("implementation", "implication")
    (False, False)
    """
    if one[:2] == other[:2] and min(len(one), len(other)) >= _LONG and _slip(one, other):
        return True
    return any(
        one[at:] in _endings() and other[at:] in _endings()
        for at in range(Prefix.similarity(one, other), _SHORTEST - 1, -1)
    )


def _slip(one: str, other: str) -> bool:
    return OSA.distance(one, other, score_cutoff=1) == 1


def _endings() -> frozenset[str]:
    return words("derivational_endings") | {""}
