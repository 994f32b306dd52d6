"""A PDF's lines → paragraphs: which line goes on in the next, and which word.

A PDF knows no paragraphs. They show in what a typesetter does: space, indents, another size,
and a line that ends although the next word had room on it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from verify.reading.blocks import CELLS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from verify.reading.pdf.lines import Line

_BULLET = re.compile(r"[•●▪◦‣∙·○■□–]\s+").match
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?<![\w-])[\w-]*$")
_FIRST_WORD = re.compile(r"[\w-]*")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$").search

# All in heights of a line.
_OTHER_SIZE = 0.12
_INDENT = 0.4
_WIDER = 0.25
_DEEPEST_INDENT = 8.0
_NEAR = 1.5
_FLUSH = 0.1
_BLANK = 0.2
_FARTHEST = 2.2

_USUAL = 0.3
"""Which of a document's line spaces, in order of size, is the one within paragraphs."""

_AROUND = 30
"""How many lines before and after tell how wide a line's column is."""


def text_of(lines: Sequence[Line], pages: int) -> tuple[str, tuple[int, ...]]:
    """The text of the lines, and at which offset in it each of the pages starts."""
    usual = _usual_step(lines)
    known = {word.lower() for line in lines for word in _WORD.findall(line.text)}
    told: list[str] = []
    starts: list[int] = []
    length = 0
    for place, line in enumerate(lines):
        if place:
            before = lines[place - 1]
            goes_on = _goes_on(before, line, usual) and not _fits(lines, place)
            between = _between(before, line, known) if goes_on else "-\n\n"[not before.broken :]
            told.append(between)
            length += len(between)
        bullet = _BULLET(line.text)
        told.append(line.text[bullet.end() :] if bullet else line.text)
        starts.extend([length] * (line.page + 1 - len(starts)))
        length += len(told[-1])
    starts.extend([length] * (pages - len(starts)))
    return "".join(told) + "\n", tuple(starts)


def _step(one: Line, other: Line) -> float:
    return (one.bottom - other.bottom) / one.height


def _usual_step(lines: Sequence[Line]) -> float:
    """The usual space from line to line within a paragraph."""
    steps = sorted(
        step
        for one, other in pairwise(lines)
        if one.page == other.page and 0 < (step := _step(one, other)) < _FARTHEST
    )
    return steps[int(len(steps) * _USUAL)] if steps else _FARTHEST


def _goes_on(one: Line, other: Line, usual: float) -> bool:
    """Whether nothing in how the two lines are set parts them."""
    if abs(one.height - other.height) > _OTHER_SIZE * max(one.height, other.height):
        return False
    if _BULLET(other.text) or CELLS in one.text or CELLS in other.text:
        return False
    if one.broken:
        return True
    ended = _ENDED(one.text) is not None
    if one.page != other.page or other.bottom > one.bottom + one.height:
        # A new page, or the next column.
        return not ended
    if _step(one, other) > usual + _WIDER:
        return False
    return not (ended and abs(other.left - one.left) > _INDENT * one.height)


def _fits(lines: Sequence[Line], place: int) -> bool:
    """Whether a line's first word had room on the line before, which ended for another reason."""
    before, line = lines[place - 1], lines[place]
    if before.broken:
        return False
    beside = (line, *lines[max(place - 2, 0) : place - 1])
    flush = any(abs(one.right - before.right) < _FLUSH * before.height for one in beside)
    if flush and not _ENDED(before.text):
        # Set to fill a column that is narrower than others.
        return False
    needed = before.right + _BLANK * before.height + line.word
    return needed <= _edge(before, lines[max(place - _AROUND, 0) : place + _AROUND])


def _edge(line: Line, around: Sequence[Line]) -> float:
    """The right edge of a line's column: the farthest to which other lines come as well."""
    ends = sorted(
        (
            one.right
            for one in around
            if abs(one.height - line.height) <= _OTHER_SIZE * line.height
            and -line.height <= line.left - one.left <= _DEEPEST_INDENT * line.height
        ),
        reverse=True,
    )
    near = _NEAR * line.height
    return next((end for end, other in pairwise(ends) if end - other <= near), ends[0])


def _between(one: Line, other: Line, known: Collection[str]) -> str:
    """What stands between two lines of a paragraph: nothing where a hyphen broke a word."""
    if not one.broken:
        return " "
    start, end = _ended_with(one.text), _begun_with(other.text)
    if f"{start}{end}".lower() in known:
        return ""
    compound = f"{start}-{end}".lower() in known or "-" in start or not end[:1].islower()
    return "-" if compound else ""


def _ended_with(text: str) -> str:
    match = _LAST_WORD.search(text)
    return match[0] if match else ""


def _begun_with(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match[0] if match else ""
