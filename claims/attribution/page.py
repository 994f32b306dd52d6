"""An article as the rules of attribution read it: its parse and its quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.quotation import find_blocks, find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.attribution.quotation import Quotation
    from claims.language import Doc, Parse, Token, Words

_LONGEST_TITLE = 8
_BEFORE_TITLE = frozenset({"ADP", "NOUN", "PROPN", "DET", "PART"})


class Page:
    """A parse with its quotations, and which tokens stand in one."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.doc: Doc = parse.doc
        blocks = find_blocks(parse)
        inside = {position for one in blocks for position in range(one.first, one.last + 1)}
        marked = (q for q in find_quotations(parse) if q.first not in inside)
        found = [q for q in marked if q.last - q.first > 1 and not self._is_title(q)]
        self.quotations = tuple(sorted([*found, *blocks]))
        self._quotation_at = [-1] * len(self.doc)
        for number, quotation in enumerate(self.quotations):
            for position in range(quotation.first, quotation.last + 1):
                self._quotation_at[position] = number
        self._bounds: list[tuple[int, int]] = []
        for words, number in zip(parse.sentences, parse.paragraph_of, strict=True):
            if number == len(self._bounds):
                first = next(token.i for token in words if not token.is_space)
                self._bounds.append((first, words.end))
            else:
                self._bounds[number] = (self._bounds[number][0], words.end)

    def _is_title(self, quotation: Quotation) -> bool:
        """Whether the marks stand around a name: on "Morning Joe", told "Harbour News" that."""
        inside = self.doc[quotation.first + 1 : quotation.last]
        longer = [word for word in inside if word.is_alpha and len(word) > 3]
        if not longer or len(inside) > _LONGEST_TITLE or quotation.first == 0:
            return False
        if not all(word.text[0].isupper() for word in longer):
            return False
        before, after = self.doc[quotation.first - 1], self.doc[quotation.last : quotation.last + 2]
        addressed = before.pos_ == "VERB" and after[-1].is_alpha
        return addressed or before.pos_ in _BEFORE_TITLE

    @property
    def paragraphs(self) -> Sequence[tuple[int, int]]:
        """First token and end of every paragraph that holds words, in order."""
        return self._bounds

    def unmarked(self, quotation: Quotation) -> bool:
        """Whether it is set off as a paragraph, without marks."""
        return self.doc[quotation.first].text[0].isalnum()

    def quoted(self, token: Token) -> bool:
        """Whether the token stands between quotation marks."""
        return self._quotation_at[token.i] >= 0

    def quotations_of(self, positions: Iterable[int]) -> set[Quotation]:
        """The quotations that hold any of these tokens."""
        numbers = {self._quotation_at[position] for position in positions} - {-1}
        return {self.quotations[number] for number in numbers}

    def sentence_of(self, token: Token) -> Words:
        """The sentence the token stands in; for white space between sentences, itself."""
        number = self.parse.sentence_of(token)
        return self.parse.sentences[number] if number >= 0 else self.doc[token.i : token.i + 1]

    def paragraph_of(self, token: Token) -> int:
        """The paragraph the token stands in; -1 for white space between paragraphs."""
        sentence = self.parse.sentence_of(token)
        return self.parse.paragraph_of[sentence] if sentence >= 0 else -1

    def paragraph_bounds(self, token: Token) -> tuple[int, int]:
        """First token and end of the paragraph a word stands in."""
        return self._bounds[self.paragraph_of(token)]

    def fills_paragraph(self, quotation: Quotation) -> bool:
        """Whether the quotation's paragraph holds nothing else."""
        start, end = self.paragraph_bounds(self.doc[quotation.first])
        after = self.doc[quotation.last + 1 : end]
        return quotation.first == start and all(token.is_space for token in after)
