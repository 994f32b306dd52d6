"""Putting together all that is known of a claim, or of an article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from verify import records, store
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from verify.records import (
        Article,
        ClaimDetail,
        ClaimRow,
        Dossier,
        Event,
        Occurrence,
        SourceRow,
        Version,
    )

LONGEST_CONTEXT = 4_000
"""Characters; a claim in a longer paragraph is shown with its sentence only."""

_LINE_END = "[\n\r\x0b\x0c\x85\u2028\u2029]"


def show(db: sqlite3.Connection, claim_id: int) -> ClaimDetail:
    """All about one claim."""
    row = store.listing.rows(db, [claim_id])[0]
    article = store.articles.id_of(db, row.article)
    return _details(db, [row], store.articles.versions_of(db, article))[0]


def _details(
    db: sqlite3.Connection, rows: Sequence[ClaimRow], versions: Sequence[Version]
) -> list[ClaimDetail]:
    """Details of claims of one article, each as the last of these versions that makes it says.

    Claims that none of them makes are left out.
    """
    ids = [row.id for row in rows]
    texts = {version.number: version.text for version in versions}
    occurrences = store.listing.occurrences_of(db, ids)
    histories = store.log.events_of(db, ids)
    proofs = store.evidence.of_claims(db, ids)
    details = []
    for row in rows:
        found = tuple(one for one in occurrences[row.id] if one.version in texts)
        if not found:
            continue
        now = found[-1]
        start, end = context(texts[now.version], now)
        history = histories[row.id]
        details.append(
            records.ClaimDetail(
                row=row,
                now=now,
                context=texts[now.version][start:end],
                context_start=start,
                marks=tuple((a - start, b - start) for a, b in now.claim["spans"]),
                again=tuple(
                    " … ".join(texts[now.version][a:b] for a, b in place["spans"])
                    for place in now.claim.get("repeated", ())
                ),
                notes=store.log.notes(history),
                evidence=tuple(proofs[row.id]),
                history=tuple(history),
                occurrences=found,
            )
        )
    return details


def context(text: str, occurrence: Occurrence) -> tuple[int, int]:
    """The span of the paragraphs that the sentence and the claim's words stand in."""
    spans = [occurrence.sentence, *occurrence.claim["spans"]]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    before = text[max(first - LONGEST_CONTEXT, 0) : first]
    after = text[last : last + LONGEST_CONTEXT]
    begin = max((end.end() for end in re.finditer(_LINE_END, before)), default=None)
    stop = re.search(_LINE_END, after)
    start = first - len(before) + begin if begin is not None else first - len(before)
    end = last + (stop.start() if stop else len(after))
    return (start, end) if end - start <= LONGEST_CONTEXT else (first, last)


def dossier(db: sqlite3.Connection, article: Article, number: int | None = None) -> Dossier:
    """Everything a report on an article needs, but the changes, which the library finds.

    As of the version of this number when one is told: what that version says, and what is now
    known of it. Raises VerifyError when there is no such version.
    """
    versions = store.articles.versions_of(db, article.id)
    if number is not None:
        versions = _up_to(versions, number)
    rows, removed = (
        store.listing.page(
            db, records.Filter(article=article.slug, removed=gone), "position", None, None
        )
        for gone in (False, True)
    )
    known = store.sources.listing(db, article_id=article.id)
    details = _details(db, [*rows, *removed], versions)
    if number is not None:
        details = [_as_worded(one, known) for one in details]
    told = versions[-1].number
    claims = [one for one in details if one.now.version == told]
    claims.sort(key=lambda one: one.now.position)
    if number is not None:
        known = _counted(claims, known)
    return records.Dossier(
        article=article,
        versions=tuple(versions),
        claims=tuple(claims),
        removed=tuple(one for one in details if one.now.version != told),
        counts=dict(Counter(one.row.status for one in claims)),
        sources=tuple(known),
        changes=(),
        checkers=_checkers(event for one in claims for event in one.history),
        made_at=store.log.now(),
        log=store.chain.head(db),
    )


def _up_to(versions: Sequence[Version], number: int) -> list[Version]:
    found = [version for version in versions if version.number <= number]
    if not found or found[-1].number != number:
        listed = ", ".join(str(version.number) for version in versions)
        raise VerifyError(f"There is no version {number}", f"choose from {listed}")
    return found


def _as_worded(detail: ClaimDetail, known: Iterable[SourceRow]) -> ClaimDetail:
    """The claim with the words, the place and the sources that its version gives it.

    The sources have the names in use now. Who a person says they are holds for every version.
    """
    from verify.store import adding  # an article as it stands needs none of it

    now, row = detail.now, detail.row
    flags = tuple(adding.flags_of(now.claim, corrected=row.attributed))
    row = row._replace(text=now.text, position=now.position, flags=flags)
    if not row.attributed:
        names = {alias: one.name for one in known for alias in one.aliases}
        told, relays = now.claim.get("sources", ()), now.claim.get("relays", 0)
        first = len(told) - relays
        origins, via = (
            list(dict.fromkeys(names.get(name, name) for name in part))
            for part in (told[:first], told[first:])
        )
        via = [name for name in via if name not in origins]
        possible = (now.attribution or {}).get("candidates", ())
        row = row._replace(sources=(*origins, *via), relays=len(via), candidates=tuple(possible))
    return detail._replace(row=row)


def _counted(claims: Sequence[ClaimDetail], known: Iterable[SourceRow]) -> list[SourceRow]:
    """The sources of these claims, most claims first."""
    rows = {row.name: row for row in known}
    statuses: dict[str, Counter[str]] = {}
    for detail in claims:
        told = detail.now.claim
        kinds = dict(zip(told.get("sources", ()), told.get("source_kinds", ()), strict=False))
        for name in detail.row.sources:
            statuses.setdefault(name, Counter())[detail.row.status] += 1
            kind = kinds.get(name, "unknown")
            rows.setdefault(name, records.SourceRow(0, name, kind, (), 0, {}))
    counted = [
        rows[name]._replace(claims=found.total(), statuses=dict(found))
        for name, found in statuses.items()
    ]
    return sorted(counted, key=lambda row: (-row.claims, row.name.casefold()))


def _checkers(events: Iterable[Event]) -> tuple[str, ...]:
    """Those whose verdicts and sign-offs stand, in order of their first."""
    return tuple(
        dict.fromkeys(
            event.actor
            for event in sorted(events, key=lambda event: event.id)
            if event.action in ("marked", "signed-off") and not event.undone
        )
    )
