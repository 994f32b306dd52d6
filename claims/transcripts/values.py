"""What was found of a quotation in a transcript."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from claims.models import AnySpan, Spans, Value

Outcome = Literal["exact", "altered", "stitched", "missing"]
EditKind = Literal[
    "same",
    "case",
    "punctuation",
    "ellipsis",
    "bracket",
    "filler",
    "apparatus",
    "form",
    "words",
]


class QuoteEdit(Value):
    """A stretch of the quotation beside the transcript's; either may have nothing there.

    Only ``words`` changes what was said: words put in, left out, or put for others. The rest is
    told and harmless: ``case``; ``punctuation``; ``ellipsis``, with the few words that it openly
    leaves out; ``bracket``, what the writer put in square brackets; ``filler``, an "um", a stammer;
    ``apparatus``, what the transcriber added, or another's interjection; ``form``, the same word
    or figure written otherwise ("64%", "sixty-four percent"). ``quote_span`` counts in the
    quotation, ``transcript_span`` in the transcript.
    """

    kind: EditKind
    quote: str = ""
    quote_span: AnySpan | None = None
    transcript: str = ""
    transcript_span: AnySpan | None = None


class Alignment(Value):
    """A quotation beside a transcript.

    ``exact``: every word stands in one place. ``altered``: in one place, with ``words`` edits.
    ``stitched``: its parts stand apart; ``places`` are in the quotation's order, ``left_out``
    what lies between them, ``marked`` says that an ellipsis owns up to every cut, and
    ``reversed`` that a later part is quoted before an earlier one. ``missing``: not found, or not
    with enough of its words to say so. ``score`` is the share of its words that were found, of
    100, by how telling they are. ``at`` is the transcript's last time stamp before the first
    place; ``voice`` the label of who speaks there, or of each, joined by "and".
    """

    outcome: Outcome
    places: Spans = ()
    edits: tuple[QuoteEdit, ...] = ()
    left_out: Spans = ()
    marked: bool = False
    reversed: bool = False
    score: Annotated[float, Field(ge=0, le=100)] = 0
    at: str | None = None
    voice: str | None = None


def faithful(found: Alignment) -> bool:
    """Whether an editor can let the quotation stand: exact, or openly cut with no word changed."""
    if found.outcome == "exact":
        return True
    changed = any(edit.kind == "words" for edit in found.edits)
    return found.outcome == "stitched" and found.marked and not (found.reversed or changed)
