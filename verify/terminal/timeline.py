"""An article's life over its versions, as a terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.report.edits import SIGNS
from verify.report.timeline import clock, counts, edit_words, silent
from verify.terminal.changes import COLOURS, edited
from verify.terminal.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.config import Config
    from verify.records import Life, Stage, Turn
    from verify.terminal.ink import Screen

_RETURNED = "↩"


def timeline_lines(
    life: Life, config: Config, screen: Screen, *, only_silent: bool = False
) -> Iterator[str]:
    """One version after the other, its silent edits first; ``only_silent``: nothing but those."""
    for stage in life.stages:
        turns = silent(stage) if only_silent else stage.turns
        if only_silent and not turns:
            continue
        yield screen.lines([], _head(stage))
        for turn in turns:
            lead = f"  {SIGNS.get(turn.action, _RETURNED)} {turn.action:<9}  "
            colour = COLOURS.get(turn.action, "dim")
            yield screen.lines([Ink(lead, colour)], _words(turn, config, screen))
    total = sum(len(silent(stage)) for stage in life.stages)
    noun = "edit" if total == 1 else "edits"
    yield screen.lines([], [Ink(f"{total} silent {noun} in {len(life.stages)} versions", "bold")])


def _head(stage: Stage) -> Iterator[Ink]:
    yield Ink(f"version {stage.version}", "bold")
    yield Ink(f" · {clock(stage.at)} · {stage.by}", "dim")
    if told := ", ".join(f"{number} {kind}" for kind, number in counts(stage.turns).items()):
        yield Ink(f" · {told}")
    if stage.note is not None:
        yield Ink(f" · note: “{stage.note}”")
    elif stage.version > 1:
        yield Ink(" · no correction note", "dim")


def _words(turn: Turn, config: Config, screen: Screen) -> Iterator[Ink]:
    if turn.silent:
        yield Ink("silent: ", "bold red")
    if turn.before is not None and turn.after is not None:
        yield from edited(turn.before, turn.after, screen)
    else:
        yield Ink(turn.after or turn.before or "")
    if turn.detail:
        yield Ink(f" · {edit_words(turn)}", "dim")
    if turn.claim_id is None:
        return
    status = config.status(turn.status)
    yield Ink(" · ", "dim")
    yield Ink(f"claim {turn.claim_id} {status.sign} {status.label}", status.colour)
