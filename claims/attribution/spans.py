"""Sets of token positions: what a word governs, and tidy ends.

Nothing here looks further than one sentence, so the work grows with the article's length and
not with its square.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.attribution.page import Page
    from claims.language import Doc, Token

Positions = frozenset[int]
NOWHERE: Positions = frozenset()

_DASHES = frozenset("-–—―")
_BRACKETS = {")": "(", "]": "["}
_KEPT_AT_THE_END = frozenset("%€£$?!")
_LOOSE = frozenset({"and", "but", "or"})


def reach(token: Token) -> range:
    """Everything from the first to the last word the token governs."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def reach_of(tokens: Iterable[Token]) -> Positions:
    """Everything that any of the tokens reaches over."""
    return NOWHERE.union(*(reach(token) for token in tokens))


def governed(token: Token) -> Positions:
    """The token and every word below it in the syntax."""
    return frozenset(word.i for word in token.subtree)


def tidy(page: Page, positions: Iterable[int]) -> Positions:
    """Without the commas, dashes, full stops and conjunctions at the ends of each piece."""
    kept: set[int] = set()
    for run in _runs(positions):
        first, end = 0, len(run)
        while first < end and _is_edge(page, run[first], run, leading=True):
            first += 1
        while end > first and _is_edge(page, run[end - 1], run, leading=False):
            end -= 1
        kept.update(run[first:end])
    return frozenset(kept)


def _runs(positions: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for position in sorted(positions):
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _is_edge(page: Page, position: int, run: list[int], *, leading: bool) -> bool:
    token = page.doc[position]
    if token.is_space:
        return True
    if page.quoted(token) or (not leading and token.text in _KEPT_AT_THE_END):
        return False
    if token.text in _BRACKETS and not leading:
        return all(page.doc[other].text != _BRACKETS[token.text] for other in run)
    return token.is_punct or (token.dep_ == "cc" and token.lower_ in _LOOSE)


def bridged(page: Page, positions: Positions) -> Positions:
    """With the marks that alone stand between two pieces of a sentence: "38 percent, the least"."""
    found = set(positions)
    for before, after in pairwise(_runs(positions)):
        between = page.doc[before[-1] + 1 : after[0]]
        ends = page.doc[before[-1]], page.doc[after[0]]
        same = page.parse.sentence_of(ends[0]) == page.parse.sentence_of(ends[1])
        if same and all(token.is_punct for token in between):
            found.update(range(before[-1] + 1, after[0]))
    return frozenset(found)


def with_marks(page: Page, positions: Positions) -> Positions:
    """With the quotation marks around what fills a quotation from its first word or to its last."""
    found = set(positions)
    for first, last, _ in page.quotations_of(positions):
        if first + 1 in found and first not in found:
            found.add(first)
        if last - 1 in found and last not in found:
            found.add(last)
    return frozenset(found)


def main_word(doc: Doc, positions: Iterable[int]) -> Token:
    """The word that governs the others: the first whose head lies outside, no mark if it can be."""
    inside = frozenset(positions)
    first: Token | None = None
    for position in sorted(inside):
        word = doc[position]
        if word.text[0].isalnum():
            if word.head.i not in inside or word.head.i == word.i:
                return word
            first = first or word
    return first if first is not None else _above(doc, inside)


def _above(doc: Doc, marks: frozenset[int]) -> Token:
    """The mark that governs others, where there is no word."""
    words = [doc[position] for position in sorted(marks)]
    return next((one for one in words if one.head.i not in marks or one.head == one), words[0])


def is_dash(token: Token) -> bool:
    """Whether it is a dash between words, and not a hyphen inside one."""
    return token.text in _DASHES and token.i > 0 and bool(token.nbor(-1).whitespace_)


def bracket_around(page: Page, token: Token) -> int | None:
    """Where the round bracket opens that the token's sentence has not closed before it."""
    opened: list[int] = []
    for word in page.doc[page.sentence_of(token).start : token.i]:
        if word.text == "(":
            opened.append(word.i)
        elif word.text == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None


def has_words(page: Page, positions: Iterable[int]) -> bool:
    """Whether any of the tokens is a word or figure."""
    return any(page.doc[position].text[0].isalnum() for position in positions)
