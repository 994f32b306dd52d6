"""Raw text → Document: the one place where text is normalised, and the one offset map back.

The original is sacred: every span that leaves the library counts in it. What the parser reads
is a copy in which odd white space and invisible characters are gone; ``Document.original``
leads from a span of the copy to the span of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from claims.errors import TextError
from claims.models import Span

MAX_CHARACTERS = 1_000_000
"""Longer texts are refused: no article is, and the parser's memory grows with the text."""

MAX_WORDS = 250_000
"""Words and marks; a text of more is refused as well, for it is these that take the time. English
has one in five characters, so that only what is no prose has more of them before its characters
are too many."""

MAX_PARAGRAPHS = 25_000
"""Lines that hold anything: five times those of the longest text that is read, for each is read
on its own."""

LONGEST_RUN = 1_000
"""Characters without white space between them: more are no words but data, and are passed over."""

# Invisible characters that split words for a parser and for nobody else: soft hyphen,
# zero-width space and joiners, direction marks, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RUN = rf"(?<!\S)\S{{{LONGEST_RUN + 1},}}"
_ODD = re.compile(
    rf"(?P<run>{_RUN})"
    rf"|(?P<drop>[{_INVISIBLE}\x00]+)"
    r"|(?P<newline>\r\n?|\x85|\u2028|\u2029|\x0b|\x0c)"
    r"|(?P<space>[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x01-\x08\x0e-\x1f\x7f]"
    r"|[\ud800-\udfff])"
)
_REPLACEMENTS = {"run": "\n", "drop": "", "newline": "\n", "space": " "}
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
"""A curly apostrophe inside a word, of which a parser may make a closing quotation mark."""
_WRAPPED_AT = (45, 100)
_FEWEST_WRAPPED = 4
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*\s*\Z").search
_PIECE = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"\S[^\n]*")


class Paragraph(NamedTuple):
    """One line of the clean text that has words on it, without the space around it."""

    start: int
    text: str


class Document:
    """A text, its clean copy, and the way back.

    ``text`` is the original, ``clean`` what the parser reads.
    """

    def __init__(self, text: str, clean: str, copies: list[int], origins: list[int]) -> None:
        self.text = text
        self.clean = clean
        # Runs of characters copied one to one: run k starts at copies[k] of the clean text
        # and at origins[k] of the original.
        self._copies = copies
        self._origins = origins

    def original(self, start: int, end: int) -> Span:
        """The original's span for ``clean[start:end]``, which must not be empty."""
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def origin(self, position: int) -> int:
        """Where the character of ``clean`` at this position stands in the original."""
        run = bisect_right(self._copies, position) - 1
        return self._origins[run] + position - self._copies[run]

    def paragraphs(self) -> list[Paragraph]:
        """The clean text's lines that hold anything, in order."""
        return [
            Paragraph(line.start(), line.group().rstrip())
            for line in _PARAGRAPH.finditer(self.clean)
        ]


def read(text: str) -> Document:
    """Clean ``text`` for the parser and keep the way back to it.

    A run of more than LONGEST_RUN characters becomes the end of a line. Raises TextError when the
    text is longer than MAX_CHARACTERS, MAX_WORDS or MAX_PARAGRAPHS.

    >>> document = read("A\\u00a0soft\\u00adhyphen")
    >>> document.clean
    'A softhyphen'
    >>> document.original(2, 12)
    Span(start=2, end=13)
    """
    if len(text) > MAX_CHARACTERS:
        raise TextError(
            f"The text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that one "
            "article may have: split it into articles."
        )
    pieces: list[str] = []
    copies, origins = [0], [0]
    done = length = 0
    for match in _ODD.finditer(text):
        pieces.append(text[done : match.start()])
        length += match.start() - done
        replacement = _REPLACEMENTS[match.lastgroup or "drop"]
        if replacement:
            copies.append(length)
            origins.append(match.start())
            pieces.append(replacement)
            length += 1
        done = match.end()
        copies.append(length)
        origins.append(done)
    pieces.append(text[done:])
    clean = "".join(pieces)
    _refuse_long(clean)
    clean = _APOSTROPHE.sub("'", _unwrap(clean))
    return Document(text, clean, copies, origins)


def runs(text: str) -> tuple[Span, ...]:
    """What ``read`` passes over: runs of more than LONGEST_RUN characters."""
    return tuple(Span(*found.span()) for found in re.finditer(_RUN, text))


def _refuse_long(clean: str) -> None:
    """Raise TextError for a text of too many words or paragraphs, as only a long one can have."""
    if len(clean) <= MAX_PARAGRAPHS:
        return
    for most, pattern, what in (
        (MAX_WORDS, _PIECE, "words and marks"),
        (MAX_PARAGRAPHS, _PARAGRAPH, "paragraphs"),
    ):
        number = sum(1 for _ in pattern.finditer(clean))
        if number > most:
            raise TextError(
                f"The text has {number:,} {what}, more than the {most:,} that one article may "
                "have: split it into articles."
            )


def _unwrap(clean: str) -> str:
    """Join the lines of a text that was wrapped at a fixed width, as mail and wire copy are.

    Wrapped means: most lines that another line follows directly are of middling length and
    break off inside a sentence. Each joining newline becomes one space, so no offset moves.
    """
    lines = clean.split("\n")
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    broken = [
        line for line in inner if _WRAPPED_AT[0] <= len(line) <= _WRAPPED_AT[1] and not _ENDED(line)
    ]
    if len(inner) < _FEWEST_WRAPPED or len(broken) < len(inner) * 0.6:
        return clean
    full = max(map(len, broken)) * 0.75
    joined = [
        line + (" " if line.strip() and after.strip() and len(line) >= full else "\n")
        for line, after in pairwise(lines)
    ]
    return "".join(joined) + lines[-1]
