"""What changed between two texts as one HTML page: claim by claim, and both texts aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.report import wording
from verify.report.edits import SIGNS, Edit, counts, edits, kind_of, text_of
from verify.report.html import template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import ChangeRow, Json, Side


class Row(NamedTuple):
    """A change of one claim: its words with the edits in them, and its values side by side."""

    kind: str
    sign: str
    claim: int | None
    edits: tuple[Edit, ...]
    details: str
    values: tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """A paragraph of either text beside that of the other; empty where the other has none."""

    old: tuple[Edit, ...]
    new: tuple[Edit, ...]

    @property
    def same(self) -> bool:
        return all(edit.kind == "same" for edit in (*self.old, *self.new))


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
    details = " · ".join(filter(None, (", ".join(change.facets), because, change.recheck)))
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
    """Paragraphs side by side, those that go on as one edited paragraph beside each other."""
    from difflib import SequenceMatcher

    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        ours, theirs = old[old_start:old_end], new[new_start:new_end]
        if kind != "equal" and len(ours) != len(theirs):
            yield from (Line((Edit("old", line),), ()) for line in ours)
            yield from (Line((), (Edit("new", line),)) for line in theirs)
            continue
        for one, other in zip(ours, theirs, strict=True):
            told = tuple(edits(one, other))
            yield Line(
                tuple(edit for edit in told if edit.kind != "new"),
                tuple(edit for edit in told if edit.kind != "old"),
            )
