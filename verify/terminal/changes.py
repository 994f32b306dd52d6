"""What changed between two versions, as a terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.report import wording
from verify.report.edits import SIGNS, counts, edits, kind_of, text_of
from verify.terminal.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.config import Config
    from verify.records import ChangeRow
    from verify.terminal.ink import Screen

COLOURS = {
    "unclaimed": "magenta",
    "changed": "yellow",
    "added": "green",
    "removed": "red",
    "reworded": "cyan",
}


def change_list(
    changes: Sequence[ChangeRow], config: Config, screen: Screen, *, everything: bool = False
) -> Iterator[str]:
    """One change a line, then how many of each kind; ``everything``: the unchanged ones too."""
    for change in changes:
        kind = kind_of(change)
        if everything or kind != "unchanged":
            lead = [Ink(f"{SIGNS[kind]} {kind:<9}  ", COLOURS.get(kind, "dim"))]
            yield screen.lines(lead, _words(change, config, screen))
    total = ", ".join(f"{number} {kind}" for kind, number in counts(changes).items())
    yield screen.lines([], [Ink(total or "There is no claim in either.", "bold")])


def edited(before: str, after: str, screen: Screen) -> Iterator[Ink]:
    """Two texts as one, with what was taken out and put in marked."""
    for edit in edits(before, after):
        if edit.kind == "old":
            yield screen.marked(edit.text, "red strikethrough", "[-", "-]")
        elif edit.kind == "new":
            yield screen.marked(edit.text, "green underline", "{+", "+}")
        else:
            yield Ink(edit.text)


def _words(change: ChangeRow, config: Config, screen: Screen) -> Iterator[Ink]:
    if change.before is not None and change.after is not None:
        yield from edited(text_of(change.before), text_of(change.after), screen)
    else:
        yield Ink(text_of(change.before or change.after))
    details = [*change.facets]
    if change.moved and kind_of(change) != "moved":
        details.append("moved")
    if change.change in ("changed", "reworded") and change.because:
        details.append(wording.reasons(change.because))
    for detail in details:
        yield Ink(f" · {detail}", "dim")
    if change.status is not None and change.claim_id is not None:
        status = config.status(change.status)
        yield Ink(" · ", "dim")
        yield Ink(f"claim {change.claim_id} {status.sign} {status.label}", status.colour)
    if change.recheck is not None:
        yield Ink(f" · ↻ recheck: {change.recheck}", "bold yellow")
