"""What an article quotes: its words between quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claims import text as texts
from claims.attribution.quotation import find_quotations
from claims.language import parse
from claims.models import Span
from claims.transcripts.tokens import read_quote

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = r"(?:``|''|[\"“”„«»'‘’])"
_OPENING = re.compile(rf"\s*{_MARK}?\s*")
_CLOSING = re.compile(rf"\s*{_MARK}?\s*\Z")


class Quoted(NamedTuple):
    """Words between quotation marks: their place in the article, marks excluded, and how many."""

    span: Span
    text: str
    words: int


def quotations(text: str) -> tuple[Quoted, ...]:
    """Every quotation of an article in its order, of one word too. Raises TextError.

    One that goes on over paragraphs is told paragraph by paragraph.

    >>> quotations('"We won," he said. "Nobody helped us."')[1]
    Quoted(span=Span(start=20, end=37), text='Nobody helped us.', words=3)
    """
    return tuple(_quoted(text))


def _quoted(text: str) -> Iterator[Quoted]:
    parsed = parse(texts.read(text))
    for found in find_quotations(parsed):
        outer = parsed.span(parsed.doc[found.first], parsed.doc[found.last])
        start = outer.start + _length(_OPENING.match(text[slice(*outer)]))
        end = outer.end
        if not found.goes_on:
            end -= _length(_CLOSING.search(text[start : outer.end]))
        words = len(read_quote(text[start:end]).tokens) if start < end else 0
        if words:
            yield Quoted(Span(start, end), text[start:end], words)


def _length(match: re.Match[str] | None) -> int:
    return len(match.group()) if match else 0
