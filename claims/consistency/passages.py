"""Sentences with the figures and dates that stand in them, as the rules read them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from claims.consistency.rounding import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse, Token
    from claims.models import DateRange, Quantity, Span

_DATING = frozenset({"in", "on", "for", "during"})
LONGEST = 150
"""Words of the longest sentence that is looked at: a longer one is a table or a list."""


class Figure(NamedTuple):
    """A figure, and its first and last token."""

    value: Quantity
    first: int
    last: int

    @property
    def unit(self) -> str | None:
        return self.value.unit

    @property
    def text(self) -> str:
        """Its words as they stand inside a sentence."""
        return quoted(self.value.text)

    @property
    def span(self) -> Span:
        return self.value.span


class When(NamedTuple):
    """A date, and its first and last token."""

    value: DateRange
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.value.text

    @property
    def span(self) -> Span:
        return self.value.span


class Passage:
    """One sentence: tokens ``start`` to ``end`` (not included), its figures and its dates."""

    def __init__(self, parse: Parse, number: int) -> None:
        self.sentence = number
        self.doc = parse.doc
        self.start: int = parse.sentences[number].start
        self.end: int = parse.sentences[number].end
        self.figures: list[Figure] = []
        self.dates: list[When] = []

    def token(self, at: int) -> Token:
        return self.doc[at]

    def lower(self, at: int) -> str:
        """The word in lower case; nothing outside the sentence."""
        return self.doc[at].lower_ if self.start <= at < self.end else ""

    def words(self, first: int, last: int) -> list[str]:
        """The words from ``first`` to before ``last``, in lower case."""
        return [self.lower(at) for at in range(max(first, self.start), min(last, self.end))]

    def tokens(self, first: int, last: int) -> list[Token]:
        """The tokens from ``first`` to before ``last``."""
        return [self.doc[at] for at in range(max(first, self.start), min(last, self.end))]

    def sentence_opens(self, at: int) -> bool:
        """Whether the sentence begins with this token, quotation marks aside."""
        return not any(token.is_alpha for token in self.tokens(self.start, at))

    def past_date(self, at: int) -> int:
        """Where the words go on after a date that may begin here: "in 2020, …"."""
        first = at + 1 if self.lower(at) in _DATING else at
        return next((one.last + 1 for one in self.dates if one.first in (at, first)), at)

    def before_date(self, at: int) -> int:
        """Where the words end before a date that may end here."""
        dated = next((one.first - 1 for one in self.dates if one.last == at), at)
        return dated - 1 if dated < at and self.lower(dated) in _DATING else dated

    def figure_at(self, at: int) -> Figure | None:
        """The figure in which the token stands."""
        return next((one for one in self.figures if one.first <= at <= one.last), None)


class Places:
    """Where the spans of the original text stand among the parser's tokens."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self._starts = [parse.document.origin(token.idx) for token in parse.doc]

    def of(self, span: Span) -> tuple[int, int]:
        """The first and the last token of the span."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return first, max(bisect_left(self._starts, span.end) - 1, first)

    def sentence(self, span: Span) -> int:
        """The number of the sentence in which the span begins."""
        return self.parse.sentence_of(self.parse.doc[self.of(span)[0]])

    def tokens(self, spans: Iterable[Span]) -> list[Token]:
        """The tokens of the spans."""
        ends = [self.of(span) for span in spans]
        return [token for first, last in ends for token in self.parse.doc[first : last + 1]]


def passages(
    places: Places, quantities: Sequence[Quantity], dates: Sequence[DateRange]
) -> Iterator[Passage]:
    """The sentences that hold a figure or a date, in order.

    What reaches over the end of a sentence, or stands in one too long, is left out.
    """
    found: dict[int, Passage] = {}
    for figure in quantities:
        first, last = places.of(figure.span)
        passage = _sentence(places, first, last, found)
        if passage:
            passage.figures.append(Figure(figure, first, last))
    for date in dates:
        first, last = places.of(date.span)
        passage = _sentence(places, first, last, found)
        if passage:
            passage.dates.append(When(date, first, last))
    yield from (found[number] for number in sorted(found))


def _sentence(places: Places, first: int, last: int, found: dict[int, Passage]) -> Passage | None:
    parse = places.parse
    number = parse.sentence_of(parse.doc[first])
    together = 0 <= number == parse.sentence_of(parse.doc[last])
    if not together or len(parse.sentences[number]) > LONGEST:
        return None
    return found.setdefault(number, Passage(parse, number))
