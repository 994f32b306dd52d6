"""The life of an article in words: for the desk, and the silent edits for publication."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Life, Stage, Turn

_VALUES = {"figure": "the figure ", "date": "the date ", "attribution": "the source "}


def silent(stage: Stage) -> list[Turn]:
    """The edits of a version that it does not own up to."""
    return [turn for turn in stage.turns if turn.silent]


def summary(life: Life) -> str:
    """The silent edits as Markdown, one line for each, ready to be published.

    Claims that one edit changed alike share a line.
    """
    lines = [f"# Edits of “{life.article.title}” without a correction note", ""]
    told = [line for stage in life.stages for line in _published(stage)]
    return "\n".join([*lines, *(told or ["None in the versions we have."])]) + "\n"


def _published(stage: Stage) -> Iterator[str]:
    note = "no correction note" if stage.note is None else "its correction note is silent on it"
    when = clock(stage.at)
    for words, turns in groupby(silent(stage), key=edit_words):
        texts = " ".join(f"“{turn.after or turn.before}”" for turn in turns)
        yield f"- Version {stage.version}, {when}: {words}; {note}. {texts}"


def edit_words(turn: Turn) -> str:
    """What happened to a claim: "the figure 64% became 54%", "dropped".

    >>> from verify.records import Turn
    >>> edit_words(Turn("changed", 1, "Up 64%.", "Up 54%.", ("figure",), "64% became 54%"))
    'the figure 64% became 54%'
    """
    if turn.action not in ("changed", "unclaimed") or not turn.detail:
        return {"removed": "dropped", "unclaimed": "edited"}.get(turn.action, turn.action)
    kind = _VALUES.get(turn.facets[0], "") if len(turn.facets) == 1 else ""
    return kind + turn.detail if " became " in turn.detail else turn.detail


def clock(at: str) -> str:
    """A time of the log as it is published.

    >>> clock("2025-05-08T14:05:09Z")
    '2025-05-08 14:05 UTC'
    """
    return f"{at[:10]} {at[11:16]} UTC"


def counts(turns: Sequence[Turn]) -> dict[str, int]:
    """How many claims the edits changed, dropped, added …; kinds that occur, in their order."""
    kinds = [turn.action for turn in turns]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
