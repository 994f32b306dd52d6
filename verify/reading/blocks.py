"""What was read: blocks of words → one text, and what a document says of itself."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_CHARACTERS = 5_000_000
"""Longer texts are refused: the longest articles have a twentieth of it."""

CELLS = " | "
"""Stands between the cells of a table's row, which is one block."""

Kind = Literal["text", "markdown", "html", "docx", "pdf"]


class Reading(NamedTuple):
    """A text and where it came from.

    ``origin`` is the file's name or the page's address, null for standard input; ``assumed``
    says in words what the bytes did not say themselves, null when nothing had to be assumed.
    Then what the document says of itself; ``language`` is a code such as ``en``. ``pages`` are
    the offsets in ``text`` at which its pages start, empty when it has none.
    """

    text: str
    origin: str | None
    assumed: str | None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()
    kind: Kind = "text"


def page_of(pages: Sequence[int], offset: int) -> int | None:
    """The number, from 1, of the page on which an offset of the text stands; null without pages."""
    return max(bisect_right(pages, offset), 1) if pages else None


def joined(blocks: Iterable[str]) -> str:
    """Blocks as a text: each a line of its own, with an empty one between it and the next.

    So nothing takes a heading or a caption for the beginning of the sentence that follows.
    """
    lines = (" ".join(block.split()) for block in blocks)
    return "".join(f"{line}\n\n" for line in lines if line)[:-1]


def row_of(cells: Iterable[str]) -> str:
    """A table's row as one block; empty cells are left out, for they say nothing."""
    told = (" ".join(cell.split()) for cell in cells)
    return CELLS.join(cell for cell in told if cell)


def day_of(told: str | None) -> date | None:
    """The day that a document names, null when it is none."""
    try:
        return date.fromisoformat((told or "").strip()[:10])
    except ValueError:
        return None


def language_of(told: str | None) -> str | None:
    """The language's code without its country: ``en`` for ``en-GB``."""
    code = (told or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else None


def line_of(told: str | None) -> str | None:
    """A title or a name as one line; null when there is nothing in it."""
    return " ".join((told or "").split()) or None


def checked(reading: Reading, shown: str) -> Reading:
    """The reading, if there are words in it and not too many. Raises VerifyError."""
    if not any(character.isalnum() for character in reading.text):
        raise empty(shown)
    if len(reading.text) > MAX_CHARACTERS:
        raise VerifyError(
            f"{shown} has more than {MAX_CHARACTERS // 1_000_000} million characters, "
            "which no article has",
            "read its articles one by one",
        )
    return reading


def empty(shown: str) -> VerifyError:
    """The refusal of what has no words."""
    return VerifyError(f"{shown} has no words in it", "give the article's text")
