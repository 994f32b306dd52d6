"""The verdicts as ClaimReview, schema.org's markup for fact-checks, as JSON-LD.

Each claim whose verdict stands has its ClaimReview in the ``@graph``; one that is open or due for
re-check has none. The rating is the status in words (``alternateName``) and no number: a desk's
statuses lie on no scale, and "disputed" is not a little less than "confirmed". ``url`` is relative
to the page that the markup is put into, where the HTML report has the claim under that name.
Notes are the desk's own and are not published; of the evidence, what lies at a public address is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.report.entries import is_open, last_event
from verify.report.machine import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.config import Config
    from verify.records import ClaimDetail, Dossier, Evidence, Json
    from verify.report.outline import Outline

_AGENTS = {
    "person": "Person",
    "organisation": "Organization",
    "media": "Organization",
    "group": "Organization",
}


def claimreview(outline: Outline) -> str:
    """The ClaimReviews, fit to be put into a page: no "<" that could end its script element."""
    dossier, config = outline.dossier, outline.config
    kinds = {row.name: row.kind for row in dossier.sources}
    article = _article(dossier)
    graph = [
        _review(detail, article, config, kinds)
        for detail in dossier.claims
        if not is_open(detail, config)
    ]
    return in_page({"@context": "https://schema.org", "@graph": graph})


def in_page(value: Json) -> str:
    """JSON that a page's script element can hold."""
    # "<" stands only within strings, where the escape means the same.
    return json_text(value).replace("<", "\\u003c") + "\n"


def web_address(text: str | None) -> str | None:
    """The text if it is an address on the web, and null if it is not."""
    plain = text is not None and text.startswith(("http://", "https://"))
    return text if plain and text and not any(map(str.isspace, text)) else None


def _review(detail: ClaimDetail, article: Json, config: Config, kinds: dict[str, str]) -> Json:
    row = detail.row
    verdict = last_event(detail.history, "marked")
    return _known(
        {
            "@type": "ClaimReview",
            "url": f"#claim-{row.id}",
            "claimReviewed": row.text,
            "reviewRating": {"@type": "Rating", "alternateName": config.status(row.status).label},
            "reviewBody": row.correction,
            "datePublished": verdict.at[:10] if verdict else None,
            "expires": row.valid_until,
            "author": _agent("Person", row.verdict_by),
            "editor": _agent("Person", row.signed_off_by),
            "citation": list(_citations(detail.evidence)),
            "itemReviewed": _claim(detail, article, kinds),
        }
    )


def _claim(detail: ClaimDetail, article: Json, kinds: dict[str, str]) -> Json:
    return _known(
        {
            "@type": "Claim",
            "text": detail.now.quote,
            "author": _authors(detail, article, kinds),
            "datePublished": article.get("datePublished"),
            "appearance": article,
            "firstAppearance": _first_appearance(detail, article),
        }
    )


def _authors(detail: ClaimDetail, article: Json, kinds: dict[str, str]) -> list[Json] | Json | None:
    """Who makes the claim: its origins where it is known what they are, or who publishes it."""
    row = detail.row
    if detail.now.attribution is None and not row.sources:
        return article.get("publisher")
    told = detail.now.claim
    found = dict(zip(told.get("sources", ()), told.get("source_kinds", ()), strict=False)) | kinds
    origins = row.sources[: len(row.sources) - row.relays]
    agents = ((name, _AGENTS.get(found.get(name, ""))) for name in origins)
    return [{"@type": kind, "name": name} for name, kind in agents if kind]


def _first_appearance(detail: ClaimDetail, article: Json) -> Json | None:
    """Where somebody's words first stood: primary evidence with these words, not after the article.

    Null where nobody has found such a place; the article is not taken for it.
    """
    published = article.get("datePublished")
    if not detail.row.sources:
        return None
    found = [
        proof
        for proof in detail.evidence
        if (proof.kind, proof.stance) == ("primary", "supports")
        and proof.quote
        and proof.published
        and web_address(proof.origin)
        and (published is None or proof.published <= published)
    ]
    first = min(found, key=lambda proof: proof.published or "", default=None)
    return first and _work(first)


def _citations(evidence: tuple[Evidence, ...]) -> Iterator[Json]:
    seen = set()
    for proof in evidence:
        address = web_address(proof.origin) or web_address(proof.locator)
        if address and address not in seen:
            seen.add(address)
            yield _work(proof)


def _work(proof: Evidence) -> Json:
    return _known(
        {
            "@type": "CreativeWork",
            "url": web_address(proof.origin) or web_address(proof.locator),
            "name": proof.title,
            "publisher": _agent("Organization", proof.publisher),
            "datePublished": proof.published,
        }
    )


def _article(dossier: Dossier) -> Json:
    article = dossier.article
    return _known(
        {
            "@type": "Article",
            "url": web_address(article.url),
            "headline": article.title,
            "publisher": _agent("Organization", article.publisher),
            "datePublished": article.published,
            "inLanguage": article.language,
        }
    )


def _agent(kind: str, name: str | None) -> Json | None:
    return {"@type": kind, "name": name} if name else None


def _known(values: Json) -> Json:
    """What has a value."""
    return {name: value for name, value in values.items() if value}
