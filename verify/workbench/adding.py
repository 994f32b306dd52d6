"""Taking in an article: text in, claims out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from claims.consistency import CONTRADICTIONS, IMPLIED
from claims.errors import ClaimsError
from claims.matching import fingerprint
from claims.pipeline import survey
from verify.errors import VerifyError
from verify.reading import hyphenated
from verify.records import AddSummary, ClaimRow, Metadata, Occurrence
from verify.store import adding, articles, listing, log
from verify.workbench.crossing import ANOTHER_VALUE, crossed

if TYPE_CHECKING:
    import sqlite3

    from claims import Extraction
    from claims.pipeline import Survey
    from verify.records import Article


class Read(NamedTuple):
    """A text that was read: what the store needs of an extraction."""

    text: str
    language: str
    found: list[Occurrence]


LONGEST_SLUG = 60
FIRST = 5
"""How many claims a summary says to look at first."""


def extract(text: str, published: date | None = None) -> Extraction:
    """Read the claims out of a text; the library's refusals become VerifyErrors."""
    return surveyed(text, published).extraction


@lru_cache(maxsize=4)
def surveyed(text: str, published: date | None = None) -> Survey:
    """The same, with what a claim that a person makes is built from.

    The last few are kept: who mends a claim often mends the next one too.
    """
    if not text.strip():
        raise VerifyError("The text is empty", "give a news article as plain text")
    try:
        return survey(text, published=published)
    except ClaimsError as error:
        message, _, hint = str(error).rstrip(".").partition(": ")
        raise VerifyError(message, hint or "give a news article as plain text") from error


def published(article: Article) -> date | None:
    """The day an article appeared."""
    return date.fromisoformat(article.published) if article.published else None


def occurrences(extraction: Extraction) -> list[Occurrence]:
    """An extraction's claims as the store keeps them; the version's number comes later."""
    sentences = [sentence.span for sentence in extraction.sentences]
    return [
        Occurrence(
            version=0,
            position=position,
            text=claim.text,
            quote=" … ".join(extraction.text[start:end] for start, end in claim.spans),
            sentence=(sentences[claim.sentence].start, sentences[claim.sentence].end),
            claim=claim.model_dump(mode="json"),
            attribution=said.model_dump(mode="json") if said else None,
            fact=fingerprint(claim),
        )
        for position, claim in enumerate(extraction.claims)
        for said in (extraction.said_by(claim),)
    ]


def slug_for(metadata: Metadata) -> str:
    """The slug asked for, else one from the title, else from the origin's file name.

    Raises VerifyError when the slug asked for could not be typed or linked to.
    """
    if metadata.slug is not None:
        slug = _slug(metadata.slug)
        if slug != metadata.slug:
            raise VerifyError(
                f"{metadata.slug!r} cannot be a slug, which is lower-case letters, digits and "
                "hyphens",
                f"use {slug}" if slug else "use one such as trade-figures",
            )
        return slug
    stem = PureWindowsPath((metadata.origin or "").partition("?")[0]).stem
    return _slug(metadata.title or "") or _slug(stem) or "article"


def _slug(text: str) -> str:
    slug = hyphenated(text)
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


def refuse_known(db: sqlite3.Connection, slug: str, text: str) -> None:
    """Raise VerifyError when the text or the slug is already there."""
    if known := adding.slug_of(db, text):
        raise VerifyError(
            f"This very text is already there, as {known}", f"see it with verify list {known}"
        )
    if adding.is_taken(db, slug):
        raise VerifyError(
            f"An article called {slug} is already there",
            f"add a new version of it with --to {slug}, or another article with --slug",
        )


def add_article(
    db: sqlite3.Connection, extraction: Extraction, metadata: Metadata, actor: str, status: str
) -> AddSummary:
    """Write a new article and its claims, each with the first ``status``."""
    slug = slug_for(metadata)
    refuse_known(db, slug, extraction.text)
    read = Read(extraction.text, extraction.language, occurrences(extraction))
    _, ids = write_article(db, read, metadata._replace(slug=slug), actor, status)
    counts = {"added": len(ids)} if ids else {}
    return summary(db, slug, counts, [], listing.rows(db, ids))


def write_article(
    db: sqlite3.Connection, read: Read, metadata: Metadata, actor: str, status: str
) -> tuple[int, list[int]]:
    """The same under a slug that is free, without a summary: the ids of article and claims."""
    assert metadata.slug is not None
    article_id = adding.add_article(db, metadata.slug, metadata, read.language, actor)
    place = adding.add_version(db, article_id, read.text, metadata.origin, actor)
    found = crossed(db, read.found, article_id)
    ids = adding.add_claims(db, article_id, len(found), status)
    adding.add_occurrences(db, place, zip(ids, found, strict=True))
    added = log.Entry("added", article_id=article_id, version_id=place.version_id)
    log.record(db, actor, [added, *(found_event(place, claim_id, status) for claim_id in ids)])
    return article_id, ids


def found_event(place: adding.Place, claim_id: int, status: str) -> log.Entry:
    """The event a claim's life begins with."""
    return log.Entry("found", claim_id, {"status": (None, status)}, version_id=place.version_id)


def summary(
    db: sqlite3.Connection,
    slug: str,
    counts: dict[str, int],
    stale: list[ClaimRow],
    new: list[ClaimRow],
) -> AddSummary:
    """What was added: claims that went ``stale`` come first, then the ``new`` by what they need."""
    article = articles.named(db, slug)
    worded = listing.occurrences_of(db, [row.id for row in new])
    pressing = sorted(new, key=lambda row: _need(row, worded[row.id][-1]))
    first = tuple([*stale, *pressing][:FIRST])
    return AddSummary(article, article.latest, article.claims, counts, tuple(stale), first)


def _need(row: ClaimRow, worded: Occurrence) -> tuple[int, float, int]:
    """What does not agree comes first, then what is in doubt; an implied value is only told."""
    rules = {flag["rule"] for flag in worded.claim["flags"]}
    doubtful = 0 if rules & (CONTRADICTIONS | {ANOTHER_VALUE}) else 1 if rules - {IMPLIED} else 2
    return doubtful, -row.worth, row.id
