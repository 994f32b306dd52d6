"""What differs between two texts, and what of it matters to who checked the first."""

from __future__ import annotations

from collections.abc import Sequence

from claims.difference.alignment import align
from claims.difference.judging import judge
from claims.difference.paraphrase import Trust, said_otherwise
from claims.difference.values import Alignment, Difference
from claims.wording import Word

__all__ = ["Difference", "Trust", "differences", "laid_out"]


def differences(
    before: Sequence[Word], after: Sequence[Word], trust: Trust = "likely"
) -> tuple[Difference, ...]:
    """Everything that differs, in other words or in meaning; nothing when the words are equal.

    The same differences are found in either direction. ``trust`` is how sure a paraphrase must be.

    >>> from claims.wording import read_words
    >>> differences(read_words("It rose 64%."), read_words("It rose 54%."))
    (Difference(rule='figure', facet='figure', before='64%', after='54%', moved=False),)
    """
    found, told = laid_out(before, after)
    judged = said_otherwise(found, told, trust)
    if found.before is before:
        return tuple(judged)
    return tuple(one._replace(before=one.after, after=one.before) for one in judged)


def laid_out(
    before: Sequence[Word], after: Sequence[Word]
) -> tuple[Alignment, tuple[Difference, ...]]:
    """Two texts side by side, the shorter first, and what the rules say of each difference."""
    one, other = sorted((before, after), key=_rank)
    found = align(one, other)
    return found, tuple(judge(found))


def _rank(text: Sequence[Word]) -> tuple[int, Sequence[Word]]:
    return len(text), text
