"""A PDF's pages → their lines, each with its place on the page (pypdfium2)."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.reading.blocks import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at a line's end, and of the line's end itself."""

_BREAKS = frozenset(f"\n\r{_HYPHEN}")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNSEEN = dict.fromkeys([*range(9), *range(14, 32), 0x7F, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF])
_ENDING_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\xad]$")
_LEADERS = re.compile(r"(?:(?<![\s|])[\s|]*+)?(?:\.\s*+){5,}[\s|]*+")
"""The dots that lead from a chapter to its page."""

_COLUMN_GAP = 1.5
"""In heights of the line: a wider gap stands between two cells, or no cells at all."""


class Line(NamedTuple):
    """A line and its box, in points from the page's lower left.

    ``word`` is the width of its first word; ``broken`` whether a hyphen at its end, which
    ``text`` is without, may break a word.
    """

    page: int
    text: str
    left: float
    bottom: float
    right: float
    height: float
    word: float
    broken: bool = False


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


class _Signs:
    """The signs of a page and where each is."""

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

        self._page = textpage.raw
        self._box = pdfium.FPDFText_GetLooseCharBox
        self._rectangle = pdfium.FS_RECTF()
        number = pdfium.FPDFText_CountChars(self._page)
        code = pdfium.FPDFText_GetUnicode
        self.text = "".join(chr(code(self._page, place)) for place in range(number))

    def box(self, place: int) -> _Box:
        self._box(self._page, place, ctypes.byref(self._rectangle))
        found = self._rectangle
        return _Box(found.left, found.bottom, found.right, found.top)


def lines_of(textpage: Any, page: int) -> Iterator[Line]:
    """The lines of a page that have something on them, in the order PDFium reads them."""
    signs = _Signs(textpage)
    begin = 0
    for end in range(len(signs.text) + 1):
        sign = signs.text[end] if end < len(signs.text) else "\n"
        if sign in _BREAKS:
            words = [match.span() for match in re.finditer(r"\S+", signs.text[begin:end])]
            places = [(begin + first, begin + last) for first, last in words]
            if places and (line := _line(signs, places, page)).text:
                yield line._replace(broken=True) if sign == _HYPHEN else line
            begin = end + 1


def _line(signs: _Signs, words: Sequence[tuple[int, int]], page: int) -> Line:
    boxes = [(signs.box(first), signs.box(last - 1)) for first, last in words]
    (first, first_end), (_, last) = boxes[0], boxes[-1]
    # Signs of another font, as in a formula, do not make the line another size.
    height = median(box.top - box.bottom for pair in boxes for box in pair) or 1.0
    told = clean(signs.text[slice(*words[0])])
    for place, (begin, end) in enumerate(words[1:], 1):
        gap = boxes[place][0].left - boxes[place - 1][1].right
        told += CELLS if gap > _COLUMN_GAP * height else " "
        told += clean(signs.text[begin:end])
    told = " ".join(_LEADERS.sub(CELLS, told).split())
    text = _ENDING_HYPHEN.sub("", told)
    return Line(
        page,
        text,
        first.left,
        min(first.bottom, last.bottom),
        last.right,
        height,
        first_end.right - first.left,
        text != told,
    )


def clean(words: str) -> str:
    """Words as a person reads them: ligatures in letters, no signs that nobody sees."""
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ENDING_HYPHEN.sub("-", whole).translate(_LIGATURES).translate(_UNSEEN)
