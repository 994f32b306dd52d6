"""Putting together all that is known of a claim, or of an article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from verify.records import ClaimDetail, Dossier, Filter
from verify.store import articles, evidence, listing, log, sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from verify.records import Article, ClaimRow, Event, Occurrence, Version

LONGEST_CONTEXT = 4_000
"""Characters; a claim in a longer paragraph is shown with its sentence only."""

_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")


def show(db: sqlite3.Connection, claim_id: int) -> ClaimDetail:
    """All about one claim."""
    row = listing.rows(db, [claim_id])[0]
    article = articles.named(db, row.article)
    return _details(db, [row], articles.versions_of(db, article.id))[0]


def _details(
    db: sqlite3.Connection, rows: Sequence[ClaimRow], versions: Sequence[Version]
) -> list[ClaimDetail]:
    """Details of claims of one article."""
    ids = [row.id for row in rows]
    texts = {version.number: version.text for version in versions}
    occurrences = listing.occurrences_of(db, ids)
    histories = log.events_of(db, ids)
    proofs = evidence.of_claims(db, ids)
    details = []
    for row in rows:
        now = occurrences[row.id][-1]
        start, end = context(texts[now.version], now)
        history = histories[row.id]
        details.append(
            ClaimDetail(
                row=row,
                now=now,
                context=texts[now.version][start:end],
                context_start=start,
                marks=tuple((a - start, b - start) for a, b in now.claim["spans"]),
                again=tuple(
                    " … ".join(texts[now.version][a:b] for a, b in place["spans"])
                    for place in now.claim.get("repeated", ())
                ),
                notes=log.notes(history),
                evidence=tuple(proofs[row.id]),
                history=tuple(history),
                occurrences=tuple(occurrences[row.id]),
            )
        )
    return details


def context(text: str, occurrence: Occurrence) -> tuple[int, int]:
    """The span of the paragraphs that the sentence and the claim's words stand in."""
    spans = [occurrence.sentence, *occurrence.claim["spans"]]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    before = text[max(first - LONGEST_CONTEXT, 0) : first]
    after = text[last : last + LONGEST_CONTEXT]
    begin = max((end.end() for end in _LINE_END.finditer(before)), default=None)
    stop = _LINE_END.search(after)
    start = first - len(before) + begin if begin is not None else first - len(before)
    end = last + (stop.start() if stop else len(after))
    return (start, end) if end - start <= LONGEST_CONTEXT else (first, last)


def dossier(db: sqlite3.Connection, article: Article) -> Dossier:
    """Everything a report on an article needs, but the changes, which the library finds."""
    versions = articles.versions_of(db, article.id)
    rows, removed = (
        listing.page(db, Filter(article=article.slug, removed=gone), "position", None, None)
        for gone in (False, True)
    )
    claims = _details(db, rows, versions)
    dropped = _details(db, removed, versions)
    return Dossier(
        article=article,
        versions=tuple(versions),
        claims=tuple(claims),
        removed=tuple(dropped),
        counts=dict(Counter(row.status for row in rows)),
        sources=tuple(sources.listing(db, article_id=article.id)),
        changes=(),
        checkers=_checkers(event for one in claims for event in one.history),
        made_at=log.now(),
    )


def _checkers(events: Iterable[Event]) -> tuple[str, ...]:
    """Those whose verdicts and sign-offs stand, in order of their first."""
    return tuple(
        dict.fromkeys(
            event.actor
            for event in sorted(events, key=lambda event: event.id)
            if event.action in ("marked", "signed-off") and not event.undone
        )
    )
