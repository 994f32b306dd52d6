"""What differs between two texts, and what of it matters to who checked the first."""

from __future__ import annotations

from collections.abc import Sequence

from claims.difference.alignment import align
from claims.difference.judging import judge
from claims.difference.values import Difference
from claims.wording import Word

__all__ = ["Difference", "differences"]


def differences(before: Sequence[Word], after: Sequence[Word]) -> tuple[Difference, ...]:
    """Everything that differs, in other words or in meaning; nothing when the words are equal.

    The same differences are found in either direction.

    >>> from claims.wording import read_words
    >>> differences(read_words("It rose 64%."), read_words("It rose 54%."))
    (Difference(rule='figure', facet='figure', before='64%', after='54%', moved=False),)
    """
    if _rank(after) < _rank(before):
        return tuple(
            found._replace(before=found.after, after=found.before)
            for found in judge(align(after, before))
        )
    return tuple(judge(align(before, after)))


def _rank(text: Sequence[Word]) -> tuple[int, Sequence[Word]]:
    return len(text), text
