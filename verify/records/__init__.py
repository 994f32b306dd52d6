"""The rows that travel between the store, the workbench and whoever prints them.

Named tuples and not pydantic models: listing and marking must start in a few hundredths of a
second, and pydantic alone costs more than that. Where a record carries something the library
found, it does so in the library's JSON shape (``Json``): spans are ``[start, end)`` in code
points of that version's text. Times are UTC, ISO 8601, ending in ``Z``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.faces import face

if TYPE_CHECKING:
    from verify.records.articles import UNKNOWN, AddSummary, Article, Metadata, Version
    from verify.records.changes import ChangeRow, Life, Side, Stage, Turn
    from verify.records.claims import (
        ANY_CLAIM,
        KINDS,
        LARGEST_ID,
        SORTS,
        Attributed,
        ClaimRow,
        Filter,
        Json,
        Kind,
        Occurrence,
        Page,
        Part,
        Sort,
    )
    from verify.records.desk import Galley, Lately, News, Placed, Progress, State
    from verify.records.dossiers import ClaimDetail, Dossier
    from verify.records.evidence import EVIDENCE_KINDS, STANCES, Document, Evidence, Proof
    from verify.records.ingesting import Haul, Ingested
    from verify.records.keeping import Backup, Disagreement, Restored
    from verify.records.log import Event, FieldChange, Head, LastAction, Note, Undone
    from verify.records.nearness import Bearing, QuoteRow, Similar
    from verify.records.people import (
        ACTIONS,
        ROLES,
        Action,
        Person,
        PersonRow,
    )
    from verify.records.sourcing import (
        SOURCE_KINDS,
        Finding,
        Independence,
        Origin,
        Relay,
        Relays,
        SourcePage,
        SourceRow,
        Support,
    )
    from verify.records.watching import Look, Watch

__all__ = [
    "ACTIONS",
    "ANY_CLAIM",
    "EVIDENCE_KINDS",
    "KINDS",
    "LARGEST_ID",
    "ROLES",
    "SORTS",
    "SOURCE_KINDS",
    "STANCES",
    "UNKNOWN",
    "Action",
    "AddSummary",
    "Article",
    "Attributed",
    "Backup",
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
    "Galley",
    "Haul",
    "Head",
    "Independence",
    "Ingested",
    "Json",
    "Kind",
    "LastAction",
    "Lately",
    "Life",
    "Look",
    "Metadata",
    "News",
    "Note",
    "Occurrence",
    "Origin",
    "Page",
    "Part",
    "Person",
    "PersonRow",
    "Placed",
    "Progress",
    "Proof",
    "QuoteRow",
    "Relay",
    "Relays",
    "Restored",
    "Side",
    "Similar",
    "Sort",
    "SourcePage",
    "SourceRow",
    "Stage",
    "State",
    "Support",
    "Turn",
    "Undone",
    "Version",
    "Watch",
]

__getattr__ = face(
    __name__,
    {
        "articles": "UNKNOWN AddSummary Article Metadata Version",
        "changes": "ChangeRow Life Side Stage Turn",
        "claims": (
            "ANY_CLAIM KINDS LARGEST_ID SORTS Attributed ClaimRow Filter Json Kind Occurrence "
            "Page Part Sort"
        ),
        "desk": "Galley Lately News Placed Progress State",
        "dossiers": "ClaimDetail Dossier",
        "evidence": "EVIDENCE_KINDS STANCES Document Evidence Proof",
        "ingesting": "Haul Ingested",
        "keeping": "Backup Disagreement Restored",
        "log": "Event FieldChange Head LastAction Note Undone",
        "nearness": "Bearing QuoteRow Similar",
        "people": "ACTIONS ROLES Action Person PersonRow",
        "sourcing": (
            "SOURCE_KINDS Finding Independence Origin Relay Relays SourcePage SourceRow Support"
        ),
        "watching": "Look Watch",
    },
)
