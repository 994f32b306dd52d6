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
    tags = _tags(claims, looks, listed)
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
        inside = [
            (-lengths[number], number, max(start, first), min(end, last))
            for start, end, number in near
            if end > first
        ]
        html = "".join(_segments(harmless(found[0]), first, last, sorted(inside), tags))
        heading = len(words) <= HEADING and not words.endswith(_ENDS)
        yield Paragraph(first, Markup(html), heading)


_ENDS = (".", "!", ":", ";", ",", "”", '"')


class _Tag(NamedTuple):
    """What opens a claim's mark: where its words end there is a sign, and elsewhere none."""

    end: int
    plain: str
    ending: str


def _segments(
    text: str,
    first: int,
    last: int,
    inside: Sequence[tuple[int, int, int, int]],
    tags: Sequence[_Tag],
) -> Iterator[str]:
    """A paragraph (``text``, at ``first`` to ``last`` of the whole) cut where claims begin and
    end, the longest claims outermost.
    """
    cuts = sorted({first, last, *(one[2] for one in inside), *(one[3] for one in inside)})
    for start, end in pairwise(cuts):
        over = [number for _, number, begin, stop in inside if begin <= start and end <= stop]
        for number in over:
            tag = tags[number]
            yield tag.ending if tag.end == end else tag.plain
        yield escape(text[start - first : end - first])
        yield "</span>" * len(over)


def _tags(
    claims: Sequence[Placed], looks: Mapping[str, Look], listed: Container[int]
) -> list[_Tag]:
    lanes = _lanes(claims)
    tags = []
    for number, one in enumerate(claims):
        look, data = looks[one.status], f'data-claim="{one.id}"'
        classes, sign = _drawn(lanes[number], look, one.due, one.id in listed)
        tags.append(
            _Tag(
                one.spans[-1][1],
                f'<span class="{classes}" {data}>',
                f'<span class="{classes} end" {data} data-sign="{sign}">',
            )
        )
    return tags


@lru_cache(1024)
def _drawn(lane: int, look: Look, due: bool, listed: bool) -> tuple[str, str]:
    """The classes and the sign of a mark, as an attribute says them."""
    told = f"m l{lane} {look.style}"
    told += " due" if due else ""
    told += "" if listed else " beside"
    told += " done" if look.done else ""
    return escape(told), escape(look.sign)


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
