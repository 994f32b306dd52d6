"""What an edit did to a claim's words, for showing two versions as one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.records import ChangeRow, Json

ORDER = ("changed", "added", "removed", "unclaimed", "reworded", "moved", "unchanged")
"""The kinds of change, what a checker must look at first. ``moved`` is unchanged elsewhere,
``unclaimed`` an edit of words that no claim holds.
"""

SIGNS = {
    "changed": "±",
    "added": "+",
    "removed": "−",
    "unclaimed": "¶",
    "reworded": "≈",
    "moved": "↕",
    "unchanged": "=",
}

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Edit(NamedTuple):
    """A run of words: in both texts, in the old one only, or in the new one only."""

    kind: Literal["same", "old", "new"]
    text: str


def edits(before: str, after: str) -> Iterator[Edit]:
    """The two texts as one, word by word.

    Changes that only white space parts are one change: phrases read better than their words.

    >>> [tuple(edit) for edit in edits("said Ann Lee on Monday", "said Bo Day on Monday")]
    [('same', 'said '), ('old', 'Ann Lee'), ('new', 'Bo Day'), ('same', ' on Monday')]
    """
    old = new = ""
    for same, old_run, new_run in _runs(before, after):
        if same and (same.strip() or not (old or new)):
            yield from _edit(old, new)
            yield Edit("same", same)
            old = new = ""
        else:
            old, new = old + same + old_run, new + same + new_run
    yield from _edit(old, new)


def _edit(old: str, new: str) -> Iterator[Edit]:
    # White space that both kept was only taken along to the next change; none came.
    kept = new[len(new.rstrip()) :] if old.endswith(new[len(new.rstrip()) :]) else ""
    old, new = old.removesuffix(kept), new.removesuffix(kept)
    if old:
        yield Edit("old", old)
    if new:
        yield Edit("new", new)
    if kept:
        yield Edit("same", kept)


def _runs(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Runs of words: (in both, "", ""), or ("", in the old text, in the new one)."""
    # Imported late: a listing shows no edits and should not pay for it.
    from difflib import SequenceMatcher

    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        old_run, new_run = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        yield (old_run, "", "") if kind == "equal" else ("", old_run, new_run)


def kind_of(change: ChangeRow) -> str:
    """The change's kind, ``moved`` for a claim that only stands elsewhere, ``unclaimed`` for an
    edit that no claim tells of.
    """
    if change.before_index is None and change.after_index is None:
        return "unclaimed"
    return "moved" if change.moved and change.change == "unchanged" else change.change


def counts(changes: Iterable[ChangeRow]) -> dict[str, int]:
    """How many changes of each kind there are, what matters first; kinds that occur."""
    kinds = [kind_of(change) for change in changes]
    return {kind: kinds.count(kind) for kind in ORDER if kind in kinds}


def text_of(claim: Json | str | None) -> str:
    """A change's claim in words, or its words where no claim holds them; empty for no side."""
    return claim if isinstance(claim, str) else claim["text"] if claim else ""
