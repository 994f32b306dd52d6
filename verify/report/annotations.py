"""The claims as W3C Web Annotations on the article, as JSON-LD.

Each claim is one Annotation: its text is a comment, its status a tag, its correction an edit, and
evidence at a public address a link. Each run of its words is a target: a claim whose words are
apart has several. A target is told twice: by its words with what stands around them
(TextQuoteSelector), and by its place (TextPositionSelector), where the model counts as this
project does, in code points from 0, end not included, of the stored text of the version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from verify.report.claimreview import in_page, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.config import Config
    from verify.records import Article, ClaimDetail, Json, Version
    from verify.report.outline import Outline

_AROUND = 32
"""Characters before and after the words, so that they are found again in a text that moved."""

_MACHINE = {"type": "Software", "name": "redpencil"}


def collection(outline: Outline) -> str:
    """An AnnotationCollection with one page that holds all."""
    dossier = outline.dossier
    article, version = dossier.article, dossier.versions[-1]
    name = _name(article, version)
    items = [_annotation(detail, article, version, outline.config) for detail in dossier.claims]
    return in_page(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": name,
            "type": "AnnotationCollection",
            "label": f"Claims of “{article.title}”, version {version.number}",
            "total": len(items),
            "first": {
                "id": _name(article, version, "page 1"),
                "type": "AnnotationPage",
                "partOf": name,
                "startIndex": 0,
                "items": items,
            },
        }
    )


def _name(article: Article, version: Version, *of: object) -> str:
    """A name that is the same whenever the report is made again."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, (article.slug, version.sha256, *of)))).urn


def _annotation(detail: ClaimDetail, article: Article, version: Version, config: Config) -> Json:
    row, history = detail.row, detail.history
    by = row.verdict_by
    source = web_address(article.url) or _name(article, version, "text")
    return {
        "id": _name(article, version, "claim", row.id),
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": by} if by else _MACHINE,
        "generator": _MACHINE,
        "created": history[0].at if history else version.added_at,
        "modified": history[-1].at if history else version.added_at,
        "body": list(_bodies(detail, article, config)),
        "target": [
            _target(source, version, start, end) for start, end in detail.now.claim["spans"]
        ],
    }


def _bodies(detail: ClaimDetail, article: Article, config: Config) -> Iterator[Json]:
    row = detail.row
    yield _text(row.text, "commenting", article.language)
    if row.recheck is None:  # else the words that it was given on are gone
        yield _text(config.status(row.status).label, "tagging", "en")
    if row.correction:
        yield _text(row.correction, "editing", article.language)
    addresses = (web_address(one.origin) or web_address(one.locator) for one in detail.evidence)
    for address in dict.fromkeys(filter(None, addresses)):
        yield {"type": "SpecificResource", "source": address, "purpose": "linking"}


def _text(value: str, purpose: str, language: str) -> Json:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": language,
        "purpose": purpose,
    }


def _target(source: str, version: Version, start: int, end: int) -> Json:
    text = version.text
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - _AROUND, 0) : start],
                "suffix": text[end : end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
        "state": {"type": "TimeState", "sourceDate": version.added_at},
    }
