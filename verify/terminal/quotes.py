"""An article's quotations beside a transcript, as a terminal shows them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verify.terminal.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Json, QuoteRow
    from verify.terminal.ink import Screen

_SIGNS = {"exact": "✓", "altered": "±", "stitched": "⋯", "missing": "✗"}
_COLOURS = {"exact": "green", "altered": "yellow", "stitched": "yellow", "missing": "red"}
_NAMES = {"missing": "not found"}
_TOLD = {
    "ellipsis": "words openly left out",
    "bracket": "words in brackets",
    "filler": "hesitation left out",
    "apparatus": "an interjection left out",
    "form": "written otherwise",
}
"""Kinds of edit worth a word beside a quotation; case and marks are not."""
_LONGEST = 24
"""Words of a cut that are shown whole."""
_SHOWN = 8


def quote_list(rows: Sequence[QuoteRow], screen: Screen) -> Iterator[str]:
    """One quotation after the other, its changed words marked, and where it stands."""
    for row in rows:
        lead = f"{_SIGNS[row.outcome]} {_NAMES.get(row.outcome, row.outcome):<9}  "
        yield screen.lines([Ink(lead, _COLOURS[row.outcome])], _words(row, screen))


def quote_counts(rows: Sequence[QuoteRow]) -> str:
    """How many there are, and how many of each outcome."""
    counts = Counter(row.outcome for row in rows)
    told = [f"{counts[one]} {_NAMES.get(one, one)}" for one in _SIGNS if counts[one]]
    noun = "quotation" if len(rows) == 1 else "quotations"
    if anothers := sum(row.anothers for row in rows):
        told.append(f"{anothers} of another speaker")
    return f"{len(rows)} {noun}" + (f": {', '.join(told)}" if told else "")


def _words(row: QuoteRow, screen: Screen) -> Iterator[Ink]:
    yield Ink("“")
    yield from _marked(row, screen)
    yield Ink("”")
    if row.speaker:
        yield Ink(f" · {row.speaker}")
    if place := " ".join(part for part in (row.at, row.voice) if part):
        yield Ink(f" · transcript: {place}", "dim")
    if row.anothers:
        yield Ink(f" · another’s words: {row.voice} says them", "bold red")
    if row.outcome == "stitched":
        yield Ink(f" · {_cut(row)}", "dim" if row.faithful else "bold yellow")
    kinds = dict.fromkeys(edit["kind"] for edit in row.edits)
    if told := ", ".join(_TOLD[kind] for kind in kinds if _is_told(kind, row)):
        yield Ink(f" · {told}", "dim")


def _is_told(kind: str, row: QuoteRow) -> bool:
    edits = [edit for edit in row.edits if edit["kind"] == kind]
    if kind in ("ellipsis", "apparatus"):  # dots for a pause, "(laughter)": nobody's words
        return any(any(map(str.islower, edit["transcript"])) for edit in edits) and (
            kind == "ellipsis" or any("(" not in edit["transcript"] for edit in edits)
        )
    return kind in _TOLD


def _cut(row: QuoteRow) -> str:
    how = "openly cut" if row.marked else "cut without a mark"
    order = ", in another order" if row.reversed else ""
    gone = "; ".join(f"“{_short(words)}”" for words in row.left_out)
    return f"{how}{order}: left out {gone}" if gone else f"{how}{order}"


def _short(text: str) -> str:
    words = text.split()
    if len(words) <= _LONGEST:
        return text
    first, last = words[:_SHOWN], words[-_SHOWN:]
    return f"{' '.join(first)} … {' '.join(last)} ({len(words)} words)"


def _marked(row: QuoteRow, screen: Screen) -> Iterator[Ink]:
    """The quotation, with the transcript's words where they are others."""
    done = 0
    for edit in row.edits:
        if edit["kind"] != "words":
            continue
        start, end = edit["quote_span"] or _before(row, edit)
        yield Ink(row.quote[done:start])
        if edit["transcript"]:
            words = " ".join(edit["transcript"].split())
            yield screen.marked(words, "red strikethrough", "[-", "-]")
        if end > start:
            yield screen.marked(row.quote[start:end], "green underline", "{+", "+}")
        else:
            yield Ink(" ")
        done = end
    yield Ink(row.quote[done:])


def _before(row: QuoteRow, edit: Json) -> tuple[int, int]:
    """Where in the quotation the words are missing: before its next word."""
    at = row.edits.index(edit)
    following = (one["quote_span"] for one in row.edits[at + 1 :] if one["kind"] != "ellipsis")
    start = next((span[0] for span in following if span), len(row.quote))
    return start, start
