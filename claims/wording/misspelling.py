"""Typing errors: two words of which one is no word."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters; among shorter words a slip too often makes another word."""
_LONG = 7
"""Letters from which on a word may hold two slips."""


def misspelt(one: str, other: str) -> bool:
    """Whether two lower-case words are a slip of the keys apart and one of them is no word.

    A slip is a letter too many, missing or wrong, or two letters exchanged; long words may hold
    two. When both are words ("charged", "changed"), or neither is, nothing is known of what was
    meant.

    >>> misspelt("goverment", "government"), misspelt("charged", "changed")
    (True, False)
    >>> misspelt("colaborative", "collaborative"), misspelt("enlighting", "enlightening")
    (True, True)
    """
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    slips = 1 if min(len(one), len(other)) < _LONG else 2
    if not 0 < OSA.distance(one, other, score_cutoff=slips) <= slips:
        return False
    return _is_word(one) != _is_word(other)


@lru_cache(maxsize=65536)
def _is_word(word: str) -> bool:
    # Imported here: it is slow to load, and most comparisons never come to this question.
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))
