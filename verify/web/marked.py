"""An article's text cut where claims begin and end, so that a page can mark them in place.

Claims overlap and have gaps. The text of each paragraph is cut into segments that lie wholly
inside or outside of every claim, and each claim has a lane, so that the lines under two claims
that share words lie one below the other. Made here and not by a template: a page of a thousand
claims has some thousand marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from verify.records import Placed

LANES = 3
"""How many lines lie below each other; claims beyond are marked without one."""

HEADING = 120
"""Characters; no heading is longer."""

_PARAGRAPH = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")


class Look(NamedTuple):
    """How a status looks: the class of its colour and line, its sign, whether it is an outcome."""

    style: str
    sign: str
    label: str
    done: bool


class Paragraph(NamedTuple):
    """A paragraph; ``start`` is where it begins, in code points of the text.

    ``heading``: it is short and does not end as a sentence does.
    """

    start: int
    html: Markup
    heading: bool


def paragraphs(
    text: str,
    claims: Sequence[Placed],
    looks: Mapping[str, Look],
    listed: Container[int],
) -> Iterator[Paragraph]:
    """The text's paragraphs with the claims marked, those that are not ``listed`` faintly.

    Without its marks the text is as it was, but for the line ends.
    """
    lanes = _lanes(claims)
    drawn = [
        _drawn(lanes[number], looks[one.status], one.due, one.id in listed)
        for number, one in enumerate(claims)
    ]
    lengths = [sum(end - start for start, end in one.spans) for one in claims]
    spans = sorted(
        (start, end, number) for number, one in enumerate(claims) for start, end in one.spans
    )
    starts = [start for start, _, _ in spans]
    furthest = list(accumulate((end for _, end, _ in spans), max))
    for found in _PARAGRAPH.finditer(text):
        if not (words := found[0].rstrip()).strip():
            continue
        first, last = found.span()
        near = spans[bisect_right(furthest, first) : bisect_left(starts, last)]
        # The longest claims are outermost.
        inside = sorted(
            (-lengths[number], number, max(start - first, 0), min(end, last) - first)
            for start, end, number in near
            if end > first
        )
        marks = tuple(
            _Mark(begin, end, claims[number].spans[-1][1] - first, claims[number].id, drawn[number])
            for _, number, begin, end in inside
        )
        heading = len(words) <= HEADING and not words.endswith(_ENDS)
        yield Paragraph(first, _marked(harmless(found[0]), marks), heading)


_ENDS = (".", "!", ":", ";", ",", "”", '"')


class _Drawn(NamedTuple):
    """The classes of a claim's mark and its sign, as an attribute says them."""

    classes: str
    sign: str


class _Mark(NamedTuple):
    """A claim's words inside of a paragraph, counted from its beginning.

    ``last`` is where the last of its words end, here or elsewhere: there the sign stands.
    """

    begin: int
    end: int
    last: int
    claim: int
    drawn: _Drawn


@lru_cache(4096)
def _marked(text: str, marks: tuple[_Mark, ...]) -> Markup:
    """A paragraph with its marks, the outermost first. Most are the same when an article is
    looked at again.
    """
    return Markup("".join(_segments(text, marks)))


def _segments(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """A paragraph cut where claims begin and end."""
    cuts = {0, len(text), *(one.begin for one in marks), *(one.end for one in marks)}
    for start, end in pairwise(sorted(cuts)):
        over = [one for one in marks if one.begin <= start and end <= one.end]
        for one in over:
            classes, sign = one.drawn
            if one.last == end:
                opened = f'<span class="{classes} end" data-claim="{one.claim}" data-sign="{sign}">'
            else:
                opened = f'<span class="{classes}" data-claim="{one.claim}">'
            yield opened
        yield escape(text[start:end])
        yield "</span>" * len(over)


@lru_cache(1024)
def _drawn(lane: int, look: Look, due: bool, listed: bool) -> _Drawn:
    told = f"m l{lane} {look.style}"
    told += " due" if due else ""
    told += "" if listed else " beside"
    told += " done" if look.done else ""
    return _Drawn(escape(told), escape(look.sign))


def _lanes(claims: Sequence[Placed]) -> dict[int, int]:
    """A lane for each claim that none of those it shares words with has, longest claims first."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(LANES)]
    lanes = {}
    order = sorted(
        range(len(claims)), key=lambda one: (claims[one].spans[0][0], -claims[one].spans[-1][1])
    )
    for number in order:
        spans = claims[number].spans
        for lane, others in enumerate(taken):
            # Claims come in the order in which they begin: what has ended is met no more.
            others[:] = [one for one in others if one[1] > spans[0][0]]
            if not any(
                start < end and first < stop for first, end in spans for start, stop in others
            ):
                others += spans
                lanes[number] = lane
                break
        else:
            lanes[number] = LANES
    return lanes


def harmless(text: str) -> str:
    """The text, as long as it was, with nothing in it that a page would obey.

    >>> harmless("red\\x1b[31m\\u202edesrever")
    'red␛[31m�desrever'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character == "\t":
        return character
    category = unicodedata.category(character)
    if category == "Cc" and character < " ":
        return chr(0x2400 + ord(character))
    if category == "Zs" or character in "\u200c\u200d\u00ad":
        return character
    return "�"
