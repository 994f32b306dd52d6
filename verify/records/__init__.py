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
        LARGEST_ID,
        SORTS,
        Attributed,
        ClaimRow,
        Event,
        FieldChange,
        Filter,
        Head,
        Json,
        Kind,
        LastAction,
        Note,
        Occurrence,
        Page,
        Part,
        Sort,
        Undone,
    )
    from verify.records.desk import Galley, Lately, News, Placed, Progress, State
    from verify.records.dossiers import Backup, ClaimDetail, Disagreement, Dossier, Restored
    from verify.records.people import (
        ACTIONS,
        ROLES,
        Action,
        Person,
        PersonRow,
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
        Relay,
        Relays,
        Similar,
        SourcePage,
        SourceRow,
        Support,
    )

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
    "Head",
    "Independence",
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
        "articles": (
            "UNKNOWN AddSummary Article ChangeRow Life Look Metadata Side Stage Turn Version Watch"
        ),
        "claims": (
            "ANY_CLAIM KINDS LARGEST_ID SORTS Attributed ClaimRow Event FieldChange "
            "Filter Head Json Kind LastAction Note Occurrence Page Part Sort Undone"
        ),
        "desk": "Galley Lately News Placed Progress State",
        "dossiers": "Backup ClaimDetail Disagreement Dossier Restored",
        "people": "ACTIONS ROLES Action Person PersonRow",
        "sourcing": (
            "EVIDENCE_KINDS SOURCE_KINDS STANCES Bearing Document Evidence Finding "
            "Independence Origin Proof QuoteRow Relay Relays Similar SourcePage SourceRow "
            "Support"
        ),
    },
)
