"""Whether an article quotes what was said: its quotations beside a transcript.

``Transcript(text).find(quote)`` tells of one quotation whether it is exact, altered, stitched
together from parts, or missing; ``quotations(text)`` are those of an article; ``faithful`` says
which findings an editor can let stand.
"""

from __future__ import annotations

from claims.transcripts.quotations import Quoted, quotations
from claims.transcripts.transcript import Transcript, align
from claims.transcripts.values import Alignment, EditKind, Outcome, QuoteEdit, faithful

__all__ = [
    "Alignment",
    "EditKind",
    "Outcome",
    "QuoteEdit",
    "Quoted",
    "Transcript",
    "align",
    "faithful",
    "quotations",
]
