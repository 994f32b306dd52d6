"""The rows that travel between the store, the workbench and whoever prints them.

Named tuples and not pydantic models: listing and marking must start in a few hundredths of a
second, and pydantic alone costs more than that. Where a record carries something the library
found, it does so in the library's JSON shape (``Json``): spans are ``[start, end)`` in code
points of that version's text. Times are UTC, ISO 8601, ending in ``Z``.
"""

from __future__ import annotations

from verify.records.articles import (
    UNKNOWN,
    AddSummary,
    Article,
    ChangeRow,
    Life,
    Look,
    Metadata,
    Side,
    Stage,
    Turn,
    Version,
    Watch,
)
from verify.records.claims import (
    ANY_CLAIM,
    KINDS,
    SORTS,
    Attributed,
    ClaimRow,
    Event,
    FieldChange,
    Filter,
    Json,
    Kind,
    Note,
    Occurrence,
    Page,
    Sort,
    Undone,
)
from verify.records.dossiers import (
    ClaimDetail,
    Disagreement,
    Dossier,
)
from verify.records.sourcing import (
    EVIDENCE_KINDS,
    SOURCE_KINDS,
    STANCES,
    Bearing,
    Document,
    Evidence,
    Finding,
    Independence,
    Origin,
    Proof,
    QuoteRow,
    Similar,
    SourceRow,
    Support,
)

__all__ = [
    "ANY_CLAIM",
    "EVIDENCE_KINDS",
    "KINDS",
    "SORTS",
    "SOURCE_KINDS",
    "STANCES",
    "UNKNOWN",
    "AddSummary",
    "Article",
    "Attributed",
    "Bearing",
    "ChangeRow",
    "ClaimDetail",
    "ClaimRow",
    "Disagreement",
    "Document",
    "Dossier",
    "Event",
    "Evidence",
    "FieldChange",
    "Filter",
    "Finding",
    "Independence",
    "Json",
    "Kind",
    "Life",
    "Look",
    "Metadata",
    "Note",
    "Occurrence",
    "Origin",
    "Page",
    "Proof",
    "QuoteRow",
    "Side",
    "Similar",
    "Sort",
    "SourceRow",
    "Stage",
    "Support",
    "Turn",
    "Undone",
    "Version",
    "Watch",
]
