"""What stands between two dashes is told by the way, and hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.marks import DASHES
from claims.extraction.syntax import Word, attach

if TYPE_CHECKING:
    from collections.abc import Sequence

_TWO = 2
_TOLD_WITH = frozenset({"prep", "advcl", "npadvmod", "advmod"})
_TOLD_OF = frozenset({"relcl", "appos", "acl"})


def between_dashes(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the two dashes of a sentence stand; None where there are more or fewer, or brackets
    between them.
    """
    dashes = [
        word.i
        for word in words
        if word.text in DASHES and (word.space or word.text == "—") and word.dep == "punct"
    ]
    if len(dashes) != _TWO:
        return None
    start, end = dashes
    offset = words[0].i
    inner = words[start - offset : end - offset]
    return None if any(word.text in ("(", ")") for word in inner) else (start, end)


def gather(words: Sequence[Word]) -> bool:
    """Hang on the first clause of an aside what the parser hung outside it: "Lee - who won a third,
    according to a survey - left".
    """
    pair = between_dashes(words)
    if pair is None:
        return False
    start, end = pair
    loose = [
        word
        for word in words
        if word.inked and start < word.i < end and not start < word.head.i < end
    ]
    ends = all(word.i < end for word in words if word.inked)
    if ends or len(loose) < _TWO or loose[0].dep not in _TOLD_OF:
        return False
    if any(word.dep not in _TOLD_WITH for word in loose[1:]):
        return False
    for word in loose[1:]:
        attach(word, loose[0], word.dep)
    return True
