"""Every claim of an article, with who says it: offline, grounded, explained.

    extraction = claims.extract(text, published=date(2025, 5, 8))
    change = claims.compare("Trade is up 64%.", "Trade is up 54%.")
    changes = claims.diff(old.claims, new.claims)
    matches = claims.match(claim, others)

Names are looked up on first use, so that importing the package costs nothing: spaCy is loaded
with the first text, pydantic with the first value.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.changes import compare, diff
    from claims.errors import ClaimsError, ModelMissingError, TextError
    from claims.matching import Match, match
    from claims.models import (
        Attribution,
        Change,
        Claim,
        DateRange,
        Days,
        Extraction,
        Quantity,
        Reason,
        Repetition,
        Sentence,
        Span,
        Substitution,
    )
    from claims.pipeline import extract
    from claims.text import Document, read

__all__ = [
    "Attribution",
    "Change",
    "Claim",
    "ClaimsError",
    "DateRange",
    "Days",
    "Document",
    "Extraction",
    "Match",
    "ModelMissingError",
    "Quantity",
    "Reason",
    "Repetition",
    "Sentence",
    "Span",
    "Substitution",
    "TextError",
    "compare",
    "diff",
    "extract",
    "match",
    "read",
]

_VERBS = {
    "compare": "changes",
    "diff": "changes",
    "extract": "pipeline",
    "match": "matching",
    "Match": "matching",
    "read": "text",
    "Document": "text",
    "ClaimsError": "errors",
    "ModelMissingError": "errors",
    "TextError": "errors",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'claims' has no attribute {name!r}")
    value = getattr(import_module(f"claims.{_VERBS.get(name, 'models')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
