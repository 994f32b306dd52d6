"""Text → Extraction: the steps in their order, each a function of what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims import text as texts
from claims.attribution import attribute, begun, signed
from claims.consistency import cross_check
from claims.dates import find_dates
from claims.errors import TextError
from claims.extraction import Voices, extract_claims, read_trees
from claims.language import parse
from claims.models import Extraction
from claims.quantities import find_quantities
from claims.references import resolve

if TYPE_CHECKING:
    from datetime import date

    from claims.models import DateRange, Quantity

LANGUAGES = ("en",)
"""Languages whose grammar and word lists are here."""


class Survey(NamedTuple):
    """An extraction, with every figure and date of its text, also those that no claim holds."""

    extraction: Extraction
    quantities: tuple[Quantity, ...]
    dates: tuple[DateRange, ...]


def extract(text: str, *, published: date | None = None, language: str = "en") -> Extraction:
    """Every claim of an article, with who says it.

    ``published`` anchors "last year" and "on Tuesday"; without it they stay open. All spans are
    ``[start, end)`` in code points of ``text``. Raises TextError for a text that is too long and
    for a language that is not read.

    >>> extraction = extract("Trade rose 64%, Ann Lee told TASS.")
    >>> [(claim.text, claim.sources) for claim in extraction.claims]
    [('Trade rose 64%.', ('Ann Lee', 'TASS'))]
    """
    return survey(text, published=published, language=language).extraction


def survey(text: str, *, published: date | None = None, language: str = "en") -> Survey:
    """The same, with what a claim that a person makes of the text is built from."""
    if language not in LANGUAGES:
        raise TextError(
            f"Articles in {language!r} cannot be read, only in {', '.join(LANGUAGES)}: "
            "give a text in one of these languages."
        )
    parsed = parse(texts.read(text))
    reading = begun(parsed)
    dates = find_dates(parsed, published)
    quantities = find_quantities(parsed, dates)
    references = resolve(parsed)
    words = read_trees(parsed)
    attributions = attribute(parsed, references, reading)  # waits for what the network reads
    signatures = signed(reading.page, references)
    voices = Voices(attributions, signatures)
    claims = extract_claims(parsed, words, voices, references, quantities, dates)
    extraction = Extraction(
        text=text,
        published=published,
        language=language,
        sentences=parsed.as_values(),
        attributions=attributions,
        signatures=signatures,
        claims=cross_check(parsed, references, claims, quantities, dates, published),
        passed_over=texts.runs(text),
    )
    return Survey(extraction, tuple(quantities), tuple(dates))
