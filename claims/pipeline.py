"""Text → Extraction: the steps in their order, each a function of what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import text as texts
from claims.attribution import attribute
from claims.consistency import cross_check
from claims.dates import find_dates
from claims.errors import TextError
from claims.extraction import extract_claims
from claims.language import parse
from claims.models import Extraction
from claims.quantities import find_quantities
from claims.references import resolve

if TYPE_CHECKING:
    from datetime import date

LANGUAGES = ("en",)
"""Languages whose grammar and word lists are here."""


def extract(text: str, *, published: date | None = None, language: str = "en") -> Extraction:
    """Every claim of an article, with who says it.

    ``published`` anchors "last year" and "on Tuesday"; without it they stay open. All spans are
    ``[start, end)`` in code points of ``text``. Raises TextError for a text that is too long and
    for a language that is not read.

    >>> extraction = extract("Trade rose 64%, Ann Lee told TASS.")
    >>> [(claim.text, claim.sources) for claim in extraction.claims]
    [('Trade rose 64%.', ('Ann Lee', 'TASS'))]
    """
    if language not in LANGUAGES:
        raise TextError(
            f"Articles in {language!r} cannot be read, only in {', '.join(LANGUAGES)}: "
            "give a text in one of these languages."
        )
    parsed = parse(texts.read(text))
    dates = find_dates(parsed, published)
    quantities = find_quantities(parsed, dates)
    references = resolve(parsed)
    attributions = attribute(parsed, references)
    claims = extract_claims(parsed, attributions, references, quantities, dates)
    return Extraction(
        text=text,
        published=published,
        language=language,
        sentences=parsed.as_values(),
        attributions=attributions,
        claims=cross_check(parsed, references, claims, quantities, dates, published),
    )
