"""What changed between two texts as one HTML page: claim by claim, and both texts aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.report import wording
from verify.report.edits import SIGNS, Edit, counts, edits, kind_of, text_of
from verify.report.html import template
from verify.report.paragraphs import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import ChangeRow, Json, Side
    from verify.report.paragraphs import Pair

_BEGINS = 60
"""Characters by which a paragraph is known again."""


class Row(NamedTuple):
    """A change of one claim: its words with the edits in them, and its values side by side."""

    kind: str
    sign: str
    claim: int | None
    edits: tuple[Edit, ...]
    details: str
    values: tuple[tuple[str, str], ...]


class Move(NamedTuple):
    """That a paragraph stands elsewhere, told at both of its places.

    ``number`` is that of the paragraph in the old text, ``way`` up or down; ``begins`` are its
    first words where it stood, and empty where it now stands.
    """

    number: int
    way: str
    begins: str = ""


class Line(NamedTuple):
    """A paragraph of either text beside that of the other; empty where the other has none.

    Where one stood that moved, both are empty, and ``move`` says where it is.
    """

    old: tuple[Edit, ...]
    new: tuple[Edit, ...]
    move: Move | None = None

    @property
    def same(self) -> bool:
        edits = (*self.old, *self.new)
        return self.move is None and all(edit.kind == "same" for edit in edits)


class Comparison(NamedTuple):
    """Everything on the page. ``before`` and ``after`` are the names of the two texts."""

    title: str
    before: str
    after: str
    told: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]


def comparison_html(title: str, old: Side, new: Side, changes: Sequence[ChangeRow]) -> str:
    """The page, complete and self-contained; claims that did not change are only counted."""
    told = ", ".join(f"{number} {kind}" for kind, number in counts(changes).items())
    rows = tuple(map(row_of, (one for one in changes if kind_of(one) != "unchanged")))
    page = Comparison(title, old.name, new.name, told, rows, tuple(aligned(old.text, new.text)))
    return template("comparison.html").render(page=page)


def row_of(change: ChangeRow) -> Row:
    """A change of one claim as it is shown."""
    kind = kind_of(change)
    if change.before is not None and change.after is not None:
        told = tuple(edits(text_of(change.before), text_of(change.after)))
    else:
        text = text_of(change.before or change.after)
        told = (Edit("new", text) if change.before is None else Edit("old", text),)
    because = wording.reasons(change.because) if kind in ("changed", "reworded") else ""
    # What sends a claim to re-check is as a rule the very reason that it changed.
    again = None if change.recheck == because else change.recheck
    details = " · ".join(filter(None, (", ".join(change.facets), because, again)))
    values = tuple(_values(change.before, change.after))
    return Row(kind, SIGNS[kind], change.claim_id, told, details, values)


def _values(before: Json | str | None, after: Json | str | None) -> Iterator[tuple[str, str]]:
    """Figures that differ, one of each side."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    old, new = ([one["text"] for one in claim["quantities"]] for claim in (before, after))
    if len(old) == len(new):
        yield from ((one, other) for one, other in zip(old, new, strict=True) if one != other)


def aligned(before: str, after: str) -> Iterator[Line]:
    """Paragraphs side by side: each beside the one that it became, wherever that now stands."""
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    for pair in pairs(old, new):
        yield _line(pair, old, new)


def _line(pair: Pair, old: Sequence[str], new: Sequence[str]) -> Line:
    if pair.old is None:
        return Line((), (Edit("new", new[pair.new or 0]),))
    move = Move(pair.old + 1, pair.moved) if pair.moved else None
    if pair.new is None:
        if move:
            return Line((), (), move._replace(begins=wording.clipped(old[pair.old], _BEGINS)))
        return Line((Edit("old", old[pair.old]),), ())
    told = tuple(edits(old[pair.old], new[pair.new]))
    return Line(
        tuple(edit for edit in told if edit.kind != "new"),
        tuple(edit for edit in told if edit.kind != "old"),
        move,
    )
