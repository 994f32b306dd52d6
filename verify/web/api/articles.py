"""Operations on articles and their texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims import Extraction
from verify import reading
from verify.errors import VerifyError
from verify.records import (
    AddSummary,
    Article,
    Galley,
    Life,
    QuoteRow,
    Version,
)
from verify.web.api.answers import ArticlePage, Changes, VersionRow, cut
from verify.web.api.bodies import Adding, Attachment, Extracting, Revising, Transcript, TwoTexts
from verify.web.api.operations import operation
from verify.web.api.queries import Paged, Two, Which
from verify.web.given import text_of
from verify.web.place import Place
from verify.web.reading_alone import reading_alone
from verify.workbench import Workbench, diff_texts
from verify.workbench import extract as extracted
from verify.workbench.evidence import File


def list_articles(bench: Workbench, query: Paged) -> ArticlePage:
    """List the articles with how far each is."""
    found = bench.progress() if bench.is_there else []
    found.sort(key=lambda one: one.article.id)
    return ArticlePage(*cut(found, lambda one: one.article.id, query.limit, query.after))


def show_article(bench: Workbench, article: str) -> Article:
    """Show an article."""
    return bench.article(article)


def list_versions(bench: Workbench, article: str) -> list[VersionRow]:
    """List an article's versions, first to last."""
    return [
        VersionRow(one.id, one.number, one.sha256, one.added_at, one.added_by, one.origin)
        for one in bench.versions(article)
    ]


def show_text(bench: Workbench, article: str, query: Which) -> Version:
    """Show the text of a version."""
    versions = {one.number: one for one in bench.versions(article)}
    number = query.version or max(versions)
    if number not in versions:
        listed = ", ".join(map(str, versions))
        raise VerifyError(f"There is no version {number}", f"choose from {listed}")
    return versions[number]


def show_galley(bench: Workbench, article: str) -> Galley:
    """Show the latest text with the place of each claim in it."""
    return bench.galley(article)


def add_article(bench: Workbench, place: Place, body: Adding) -> AddSummary:
    """Take in an article and every claim in it.

    A page or file says itself what it is called and when it appeared, where you do not.
    """
    found = text_of(place, body.text, body.address, _kept(body.file))
    told: dict[str, Any] = body.model_dump(exclude={"text", "address", "file"}, exclude_none=True)
    with reading_alone():
        return bench.add(found.text, reading.metadata(found)._replace(**told))


def add_version(bench: Workbench, place: Place, article: str, body: Revising) -> AddSummary:
    """Take in an article's next version.

    Statuses carry over to the claims that stayed; those that changed go back to re-check.
    """
    found = text_of(place, body.text, body.address, _kept(body.file))
    with reading_alone():
        return bench.add_version(article, found.text, found.origin)


def _kept(file: Attachment | None) -> File | None:
    return None if file is None else file.kept


def extract(body: Extracting) -> Extraction:
    """Read the claims out of a text, and keep nothing.

    Spans are [start, end), counted in code points of the text.
    """
    day: date | None = body.published
    with reading_alone():
        return extracted(body.text, day)


def diff_versions(bench: Workbench, article: str, query: Two) -> Changes:
    """Tell what changed between two versions, claim by claim."""
    return Changes(tuple(bench.diff(article, query.old, query.new)))


def diff(body: TwoTexts) -> Changes:
    """Tell what changed between two texts, claim by claim, and keep nothing."""
    with reading_alone():
        return Changes(tuple(diff_texts(body.old, body.new)))


def show_timeline(bench: Workbench, article: str) -> Life:
    """Tell what each version changed, and whether it said so."""
    return bench.timeline(article)


def compare_quotes(
    bench: Workbench, place: Place, article: str, body: Transcript
) -> list[QuoteRow]:
    """Compare an article's quotations with a transcript."""
    found = text_of(place, body.text, None, _kept(body.file))
    with reading_alone():
        return bench.quotes(article, found.text)


OPERATIONS = (
    operation("GET", "/articles", list_articles, database=False),
    operation("POST", "/articles", add_article, "add", status=201, database=False, reads=True),
    operation("GET", "/articles/{article}", show_article),
    operation("GET", "/articles/{article}/versions", list_versions),
    operation("POST", "/articles/{article}/versions", add_version, "add", status=201, reads=True),
    operation("GET", "/articles/{article}/text", show_text),
    operation("GET", "/articles/{article}/galley", show_galley),
    operation("GET", "/articles/{article}/diff", diff_versions),
    operation("GET", "/articles/{article}/timeline", show_timeline),
    operation("POST", "/articles/{article}/quotes", compare_quotes, reads=True),
    operation("POST", "/extract", extract, database=False, reads=True),
    operation("POST", "/diff", diff, database=False, reads=True),
)
