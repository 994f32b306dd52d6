"""Typing errors: two words of which one is no word."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters; among shorter words a slip too often makes another word."""


def misspelt(one: str, other: str) -> bool:
    """Whether two lower-case words are one slip of the keys apart and one of them is no word.

    A slip is a letter too many, missing or wrong, or two letters exchanged. When both are
    words ("charged", "changed"), or neither is, nothing is known of what was meant.

    >>> misspelt("goverment", "government"), misspelt("charged", "changed")
    (True, False)
    """
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    if OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    return _is_word(one) != _is_word(other)


@lru_cache(maxsize=65536)
def _is_word(word: str) -> bool:
    # Imported here: it is slow to load, and most comparisons never come to this question.
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))
