"""An article's text cut where claims begin and end, so that a page can mark them in place.

Claims overlap and have gaps. The text of each paragraph is cut into segments that lie wholly
inside or outside of every claim, and each claim has a lane, so that the lines under two claims
that share words lie one below the other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verify.records import Placed

LANES = 3
"""How many lines lie below each other; claims beyond are marked without one."""

HEADING = 120
"""Characters; no heading is longer."""

_PARAGRAPH = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")


class Line(NamedTuple):
    """A claim that a segment belongs to. ``lane`` counts from 0, the topmost line.

    ``first`` and ``last``: the claim's words begin or end with this segment.
    """

    claim: Placed
    lane: int
    first: bool
    last: bool


class Segment(NamedTuple):
    """Some of the text, and the claims it belongs to, the longest first."""

    text: str
    lines: tuple[Line, ...]


class Paragraph(NamedTuple):
    """A paragraph; ``start`` is where it begins, in code points of the text."""

    start: int
    segments: tuple[Segment, ...]

    @property
    def heading(self) -> bool:
        """Whether it is short and does not end as a sentence does."""
        text = "".join(segment.text for segment in self.segments).rstrip()
        return len(text) <= HEADING and not text.endswith((".", "!", ":", ";", ",", "”", '"'))


def paragraphs(text: str, claims: Sequence[Placed]) -> Iterator[Paragraph]:
    """The text's paragraphs in segments. Joined they are the text, but for the line ends."""
    lanes = _lanes(claims)
    spans = sorted(
        (start, end, number) for number, one in enumerate(claims) for start, end in one.spans
    )
    starts = [start for start, _, _ in spans]
    furthest = list(accumulate((end for _, end, _ in spans), max))
    for found in _PARAGRAPH.finditer(text):
        if not found[0].strip():
            continue
        near = spans[bisect_right(furthest, found.start()) : bisect_left(starts, found.end())]
        inside = [one for one in near if one[1] > found.start()]
        cuts = {found.start(), found.end()}
        for start, end, _ in inside:
            cuts |= {max(start, found.start()), min(end, found.end())}
        places = sorted(cuts)
        yield Paragraph(
            found.start(),
            tuple(
                Segment(
                    harmless(text[start:end]),
                    tuple(_covering(inside, claims, lanes, start, end)),
                )
                for start, end in pairwise(places)
            ),
        )


def _covering(
    inside: Sequence[tuple[int, int, int]],
    claims: Sequence[Placed],
    lanes: Mapping[int, int],
    start: int,
    end: int,
) -> list[Line]:
    over = [number for first, last, number in inside if first <= start and end <= last]
    over.sort(key=lambda number: (-_length(claims[number]), number))
    return [
        Line(
            claims[number],
            lanes[number],
            first=claims[number].spans[0][0] == start,
            last=claims[number].spans[-1][1] == end,
        )
        for number in dict.fromkeys(over)
    ]


def _length(claim: Placed) -> int:
    return sum(end - start for start, end in claim.spans)


def _lanes(claims: Sequence[Placed]) -> dict[int, int]:
    """A lane for each claim that none of those it shares words with has, longest claims first."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(LANES)]
    lanes = {}
    order = sorted(
        range(len(claims)), key=lambda number: (claims[number].spans[:1], -_length(claims[number]))
    )
    for number in order:
        spans = claims[number].spans
        lane = next((n for n in range(LANES) if not _meets(spans, taken[n])), LANES)
        if lane < LANES:
            taken[lane] += spans
        lanes[number] = lane
    return lanes


def _meets(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    # The others came in the order in which claims begin: those that end long before are at the
    # front, and a claim rarely has its words far apart.
    recent = others[-64:]
    return any(start < last and first < end for start, end in spans for first, last in recent)


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
