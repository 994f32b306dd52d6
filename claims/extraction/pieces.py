"""Pieces of a sentence in the making, and how they are joined."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extraction.syntax import Word

OPENING = frozenset("( [ { $ £ € ¥ #".split())
CLOSING = frozenset(") ] } , ; : . ! ? %".split())


class Piece(NamedTuple):
    """Some text of a sentence: article's ``words`` as they stand, or what stands for them.

    ``rule`` is empty for words as they stand. ``replaced`` are the words given up for the text,
    ``to`` the names it holds, ``detail`` the reason; ``glued`` tells the side on which a mark
    takes no space.
    """

    text: str
    words: tuple[Word, ...] = ()
    rule: str = ""
    replaced: tuple[Word, ...] = ()
    to: tuple[str, ...] = ()
    detail: str = ""
    glued: Literal["", "before", "after"] = ""


def verbatim(word: Word) -> Piece:
    return Piece(word.text, (word,))


def join(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    """The text of the pieces and where in it each begins."""
    text, starts = "", []
    for before, piece in pairwise([None, *pieces]):
        assert piece is not None
        if before is not None and _spaced(before, piece):
            text += " "
        starts.append(len(text))
        text += piece.text
    return text, starts


def _spaced(before: Piece, after: Piece) -> bool:
    if after.text.startswith(("'s", "’s", "n't", "n’t")) or after.text in CLOSING:
        return False
    if before.text in OPENING or before.glued == "after" or after.glued == "before":
        return False
    if before.words and after.words and after.words[0].i == before.words[-1].i + 1:
        meets = (before.rule or after.rule) and after.text[0].isalnum()
        return before.words[-1].space or bool(meets)
    return True
