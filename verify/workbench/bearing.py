"""A claim beside the passages that come nearest to it, figure by figure and date by date.

Looked through are the documents attached to the claim's article, and every other article.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import claims
from claims.passages import LEAST_COMMON, agreements, nearest
from verify.reading import page_of
from verify.records import Bearing
from verify.store import articles, evidence, listing, searching
from verify.workbench.evidence import holds, shown
from verify.workbench.resembling import search_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from verify.records import ClaimRow, Evidence

_MOST_SHOWN = 3
"""Passages told of one claim, of evidence and of articles each."""
_NEAR = 60.0
"""Of 100: a passage so like a claim is about the same."""


def bearings(db: sqlite3.Connection, row: ClaimRow) -> list[Bearing]:
    """The passages nearest to a claim: of the evidence first, then of other articles."""
    here = claims.Claim.model_validate(listing.occurrences_of(db, [row.id])[row.id][-1].claim)
    article = articles.id_of(db, row.article)
    return [*_in_evidence(db, row, here, article), *_in_articles(db, row, here, article)]


def _in_evidence(
    db: sqlite3.Connection, row: ClaimRow, here: claims.Claim, article: int
) -> Iterator[Bearing]:
    """Of the documents attached to the article.

    What a person attached to this very claim is shown however little it says of it.
    """
    attached = [one for one in evidence.of_article(db, article) if one.sha256]
    own = [one for one in attached if one.claim_id == row.id]
    others = [one for one in attached if one.sha256 not in {proof.sha256 for proof in own}]
    for proofs in (own, others):
        kept = {one.sha256: one for one in proofs if one.sha256}
        found = searching.passages(db, search_words(here), list(kept))
        told = [one.text for one in found]
        near = nearest(here, told, len(told), least=0 if proofs is own else LEAST_COMMON)
        laid = [
            _bearing(db, here, found[one.index], one.score, kept[found[one.index].document], row.id)
            for one in near
        ]
        best = _best(laid, only=proofs is own)
        yield from best
        if proofs is own:
            yield from _quoted(db, here, own, best)


def _quoted(
    db: sqlite3.Connection, here: claims.Claim, proofs: Iterable[Evidence], told: Sequence[Bearing]
) -> Iterator[Bearing]:
    """What people quoted as proof, where none of the passages has it."""
    for one in proofs:
        if one.quote and one.sha256 and not any(holds(other.passage, one.quote) for other in told):
            passage = searching.Passage(one.sha256, 0, one.quote)
            score = max((match.score for match in nearest(here, [one.quote], least=0)), default=0)
            found = _bearing(db, here, passage, score, one, one.claim_id)
            yield found._replace(where=shown(one), start=None)


def _best(laid: Sequence[Bearing], *, only: bool) -> list[Bearing]:
    """The passages that most agrees in, then the nearest. Of the claim's ``only`` evidence one is
    told in any case, and others where something agrees or most of the words are common.
    """
    ranked = sorted(
        laid, key=lambda one: (-_count(one, "agrees"), -_count(one, "differs"), -one.score)
    )
    if not only:
        return ranked[:_MOST_SHOWN]
    return [
        one
        for at, one in enumerate(ranked[:_MOST_SHOWN])
        if at == 0 or _count(one, "agrees") or _count(one, "differs") or one.score >= _NEAR
    ]


def _count(one: Bearing, outcome: str) -> int:
    """How many figures and dates agree, or how many figures differ: other days are everywhere."""
    return sum(
        told["outcome"] == outcome and (outcome == "agrees" or told["what"] == "figure")
        for told in one.agreements
    )


def _bearing(
    db: sqlite3.Connection,
    here: claims.Claim,
    passage: searching.Passage,
    score: float,
    proof: Evidence,
    claim_id: int,
) -> Bearing:
    document = evidence.document(db, passage.document)
    page = page_of(json.loads(document.pages), passage.start)
    return Bearing(
        claim_id=claim_id,
        where=shown(proof._replace(locator=f"p. {page}" if page else "")),
        passage=passage.text,
        score=round(score, 1),
        agreements=_told(here, passage.text, document.published),
        evidence_id=proof.id,
        start=passage.start,
    )


def _in_articles(
    db: sqlite3.Connection, row: ClaimRow, here: claims.Claim, article: int
) -> Iterator[Bearing]:
    """The sentences in which other articles make claims of the same words."""
    others = listing.rows(db, searching.with_rare_words(db, search_words(here), article))
    sentences: dict[tuple[str, str], ClaimRow] = {}
    for other, sentence in _sentences(db, others):
        sentences.setdefault((other.article, sentence), other)
    told = list(sentences)
    for match in nearest(here, [sentence for _, sentence in told], _MOST_SHOWN):
        slug, sentence = told[match.index]
        found = articles.named(db, slug)
        yield Bearing(
            claim_id=row.id,
            where=f"{slug} ({found.publisher})" if found.publisher else slug,
            passage=sentence,
            score=round(match.score, 1),
            agreements=_told(here, sentence, found.published),
            article=slug,
            other=sentences[slug, sentence].id,
        )


def _sentences(db: sqlite3.Connection, rows: Sequence[ClaimRow]) -> Iterator[tuple[ClaimRow, str]]:
    """Each claim with the sentence that it stands in."""
    worded = listing.occurrences_of(db, [row.id for row in rows])
    for row in rows:
        last = worded[row.id][-1]
        versions = articles.version_ids(db, articles.id_of(db, row.article))
        start, end = last.sentence
        yield row, articles.text_of(db, versions[last.version])[start:end]


def _told(here: claims.Claim, passage: str, published: str | None) -> tuple[dict[str, object], ...]:
    day = date.fromisoformat(published) if published else None
    return tuple(one.model_dump() for one in agreements(here, passage, day))
