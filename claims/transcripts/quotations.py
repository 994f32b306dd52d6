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
_CLOSING = re.compile(rf"{_MARK}\Z")


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
        opening = _OPENING.match(text[slice(*outer)])
        start = outer.start + (len(opening.group()) if opening else 0)
        end = outer.end
        if not found.goes_on:
            end = start + len(_CLOSING.sub("", text[start:end].rstrip()).rstrip())
        words = len(read_quote(text[start:end]).tokens) if start < end else 0
        if words:
            yield Quoted(Span(start, end), text[start:end], words)
