"""Words onto a terminal: inert, in colour where that is welcome, wrapped and never cut off."""

from __future__ import annotations

import os
import sys
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import click

from verify.report.wording import JOINERS, inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NARROW_MARGIN = 4


def cells(text: str) -> int:
    """How many columns the text takes: two for wide letters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or character in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Ink(NamedTuple):
    """Some words and how they look: click's names for it, such as "bold red"."""

    text: str
    style: str = ""


class Screen(NamedTuple):
    """Where something is printed: in colour or not, and how wide (None: as wide as it gets)."""

    colour: bool = False
    width: int | None = None

    def lines(self, lead: Sequence[Ink], words: Iterable[Ink]) -> str:
        """``lead`` as it is, then the words, wrapped and hanging under where they began."""
        runs = [Ink(inert(ink.text), ink.style) for ink in words]
        text = "".join(run.text for run in runs)
        if self.width is None:
            return self.paint(lead) + self._slice(runs, 0, len(text))
        margin = sum(cells(ink.text) for ink in lead)
        hanging = margin <= self.width // 2
        margin = margin if hanging else _NARROW_MARGIN
        pieces = [self._slice(runs, *place) for place in _wrap(text, self.width - margin)]
        return self.paint(lead) + ("\n" + " " * margin).join(pieces if hanging else ["", *pieces])

    def paint(self, inks: Iterable[Ink]) -> str:
        """The inks one after the other, in their colours if the screen has any."""
        return "".join(self._painted(*ink) for ink in inks)

    def marked(self, text: str, style: str, before: str, after: str) -> Ink:
        """Words that must stand out: by their look in colour, else between two marks."""
        return Ink(text, style) if self.colour else Ink(before + text + after)

    def _slice(self, runs: Sequence[Ink], start: int, end: int) -> str:
        ends = accumulate(len(run.text) for run in runs)
        pieces = []
        for run, run_end in zip(runs, ends, strict=True):
            base = run_end - len(run.text)
            piece = run.text[max(start - base, 0) : max(end - base, 0)]
            pieces.append(Ink(piece, run.style))
        return self.paint(pieces)

    def _painted(self, text: str, style: str) -> str:
        if not self.colour or not style or not text:
            return text
        colours = [word for word in style.split() if word not in _LOOKS]
        looks = {word: True for word in style.split() if word in _LOOKS}
        return click.style(text, fg=colours[0] if colours else None, **looks)


_LOOKS = frozenset({"bold", "dim", "underline", "reverse", "italic", "strikethrough"})


def _wrap(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where to break the text so that each piece fits into ``room`` columns."""
    room = max(room, 1)
    start = taken = 0
    end = None
    position = 0
    for word in text.split(" "):
        size = cells(word)
        if end is not None and taken + 1 + size > room:
            yield start, end
            start, end, taken = position, None, 0
        taken += size + (end is not None)
        while taken > room and end is None:
            # A word longer than a line, such as an address: broken, not cut off.
            fit = _fitting(text, start, room)
            yield start, fit
            taken -= cells(text[start:fit])
            start = fit
        end = position + len(word)
        position = end + 1
    yield start, len(text)


def _fitting(text: str, start: int, room: int) -> int:
    taken = 0
    for position in range(start, len(text)):
        taken += _cells(text[position])
        if taken > room:
            return max(position, start + 1)
    return len(text)


def standard_output() -> Screen:
    """What standard output can show: NO_COLOR, TERM=dumb and COLUMNS are respected.

    What is piped is plain, and one line stays one line unless COLUMNS says how wide.
    """
    terminal = sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    sized = terminal or os.environ.get("COLUMNS", "").isdigit()
    return Screen(colour=terminal and not plain, width=_columns() if sized else None)


def _columns() -> int:
    import shutil  # it brings the compressors, which a pipe need not wait for

    return shutil.get_terminal_size().columns
