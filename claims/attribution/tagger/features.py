"""What the network reads of a word beside its letters: quotation, case, syntax, place.

A passage is a paragraph, or a part of one that is too long to read at once. The same passage gives
the same features wherever it stands, so the network's answer does not depend on its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from claims.attribution.page import Page
    from claims.language import Token

    Pieces = Callable[[str], Sequence[int]]

LONGEST = 420
"""Word pieces in one passage; the network has positions for 512."""

CLAUSES = (
    "",
    *("ROOT", "acl", "advcl", "ccomp", "conj", "csubj", "csubjpass"),
    *("dep", "parataxis", "pcomp", "relcl", "xcomp"),
)
"""Dependency labels that open a clause; the nearest above a word tells what clause it is in."""

_OPENING = {dep: number for number, dep in enumerate(CLAUSES) if dep}
_LONG_ENOUGH = LONGEST * 3 // 4
_CLIMB = 60
_ENDS_PROSE = frozenset(".?!”\"'")
_FIRST, _HEADING = 1, 2


class Passage(NamedTuple):
    """Positions of its words, and for each the numbers of its features, in ``Labels`` order."""

    words: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    place: int


class Labels(NamedTuple):
    """The numbers of spaCy's labels, as the network learned them; 0 is any other."""

    tag: Mapping[str, int]
    dep: Mapping[str, int]
    ent: Mapping[str, int]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each feature of a row has."""
        return (8, len(self.tag) + 1, len(self.dep) + 1, len(self.ent) + 1, 4, len(CLAUSES))


def passages(page: Page, labels: Labels, pieces: Pieces) -> Iterator[Passage]:
    """The article's passages in order. ``pieces`` gives the word pieces of a word."""
    for number, (start, end) in enumerate(page.paragraphs):
        tokens = [token for token in page.doc[start:end] if not token.is_space]
        place = _place(tokens, first=number == 0)
        for part in _parts(tokens, pieces):
            yield Passage(
                tuple(token.i for token in part),
                tuple(_row(page, labels, token, place) for token in part),
                place,
            )


def _place(tokens: Sequence[Token], *, first: bool) -> int:
    prose = any(t.text in _ENDS_PROSE or t.text.endswith(".") for t in tokens[-2:])
    return (_FIRST if first else 0) + (0 if prose else _HEADING)


def _parts(tokens: Sequence[Token], pieces: Pieces) -> Iterator[list[Token]]:
    """The tokens, cut between sentences where they are too many for one passage."""
    part: list[Token] = []
    length = 0
    for token in tokens:
        more = len(pieces(token.text))
        if part and (
            length + more > LONGEST or (length > _LONG_ENOUGH and token.is_sent_start is True)
        ):
            yield part
            part, length = [], 0
        part.append(token)
        length += more
    if part:
        yield part


def _row(page: Page, labels: Labels, token: Token, place: int) -> tuple[int, ...]:
    return (
        4 * page.quoted(token) + _shape(token.text),
        labels.tag.get(token.tag_, 0),
        labels.dep.get(token.dep_, 0),
        labels.ent.get(token.ent_type_, 0),
        place,
        _clause(token),
    )


def _shape(word: str) -> int:
    """Letter case, which the network's word pieces have lost: 2 for AFP, 1 for Ann, 3 for 64."""
    if word.isupper() and len(word) > 1:
        return 2
    if word[:1].isupper():
        return 1
    return 3 if word[:1].isdigit() else 0


def _clause(token: Token) -> int:
    for _ in range(_CLIMB):
        number = _OPENING.get(token.dep_)
        if number is not None:
            return number
        above = token.head
        if above.i == token.i:
            return 0
        token = above
    return 0
