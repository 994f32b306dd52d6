"""What a PDF prints on every page: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verify.reading.pdf.lines import Line

_MARGIN_LINES = 2
"""How many lines at the top and at the bottom of a page may be furniture."""

_OFTEN = 3
_SAME_PLACE = 3.0
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(r"(?:page )?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE).fullmatch
_FIGURES = re.compile(r"\d{1,18}")


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines but for those that stand in one place on many pages, whatever their numbers."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    at_margin = [_at_margin(page) for page in pages]
    alike: dict[str, list[Line]] = defaultdict(list)
    for margin in at_margin:
        for line in margin:
            alike[_pattern(line)].append(line)
    needed = min(_OFTEN, max(len(pages), 2))
    furniture = {
        id(line)
        for margin in at_margin
        for line in margin
        if _is_page_number(line, margin) or _repeats(line, alike[_pattern(line)]) >= needed
    }
    return [line for line in lines if id(line) not in furniture]


def _at_margin(page: Iterable[Line]) -> list[Line]:
    ranked = sorted(page, key=lambda line: -line.bottom)
    return ranked if len(ranked) <= 2 * _MARGIN_LINES else _ends(ranked)


def _ends(ranked: list[Line]) -> list[Line]:
    return ranked[:_MARGIN_LINES] + ranked[-_MARGIN_LINES:]


def _pattern(line: Line) -> str:
    return _NUMBER.sub("#", line.text.lower())


def _repeats(line: Line, others: Iterable[Line]) -> int:
    """On how many pages it stands in this place, with the same numbers or with the page's own.

    A table's rows have others, and are no furniture.
    """
    return len({one.page for one in others if _is_copy(one, line)})


def _is_copy(one: Line, other: Line) -> bool:
    pages = other.page - one.page
    numbers = zip(_FIGURES.findall(one.text), _FIGURES.findall(other.text), strict=False)
    return abs(one.bottom - other.bottom) <= _SAME_PLACE and all(
        int(after) - int(before) in (0, pages) for before, after in numbers
    )


def _is_page_number(line: Line, margin: Sequence[Line]) -> bool:
    match = _PAGE_NUMBER(line.text)
    at_edge = line is margin[0] or line is margin[-1]
    return match is not None and int(match[1]) == line.page + 1 and at_edge and len(margin) > 1
