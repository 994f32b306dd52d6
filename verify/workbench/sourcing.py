"""Who stands behind a claim, as people correct it: attributions, names of one source, kinds.

A correction is an event like a verdict. It stays when the article is read again or edited, until
a person takes it back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.records import SourceRow
from verify.store import adding, listing, log, sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from verify.records import Attributed, ClaimRow


def attribute(
    db: sqlite3.Connection,
    actor: str,
    ids: Sequence[int],
    to: Attributed | None,
    note: str | None = None,
) -> list[ClaimRow]:
    """Say who stands behind claims; None takes back what people said, the machine's word holds."""
    rows = listing.rows(db, ids)
    before = adding.attributed(db, [row.id for row in rows])
    after = None if to is None else json.dumps([to.sources, to.via], ensure_ascii=False)
    if to is not None:
        for name in (*to.sources, *to.via):
            sources.entered(db, name, "unknown")
    kinds = _kinds(db, to.sources, to.kind) if to is not None and to.kind else []
    entries = kinds + [
        log.Entry("attributed", row.id, {"attributed": (before.get(row.id), after)}, note)
        for row in rows
        if before.get(row.id) != after
    ]
    if not entries:
        raise VerifyError(
            "That is what is recorded already" if to else "Nobody has corrected the attribution",
            "verify show tells who says a claim, and why",
        )
    log.record(db, actor, entries)
    project(db, [entry.claim_id for entry in entries])
    return listing.rows(db, [row.id for row in rows])


def project(db: sqlite3.Connection, claim_ids: Iterable[int | None]) -> None:
    """Make the lists follow events that changed who stands behind claims."""
    for article_id in adding.articles_of(db, [one for one in claim_ids if one is not None]):
        adding.project(db, article_id)


def set_kind(db: sqlite3.Connection, actor: str, name: str, kind: str) -> SourceRow:
    """Say what kind of source a name stands for. Raises VerifyError when it is that already."""
    source = sources.named(db, name)
    entries = _kinds(db, [source.merged_into or source.name], kind)
    if not entries:
        raise VerifyError(
            f"{source.name} is {kind} already", "verify sources lists every source's kind"
        )
    log.record(db, actor, entries)
    return _row(db, sources.named(db, source.merged_into or source.name))


def _kinds(db: sqlite3.Connection, names: Iterable[str], kind: str) -> list[log.Entry]:
    return [
        log.Entry("classified", changes={"kind": (source.kind, kind)}, source_id=source.id)
        for source in (sources.named(db, name) for name in names)
        if source.kind != kind
    ]


def merge(db: sqlite3.Connection, actor: str, names: Sequence[str], into: str) -> SourceRow:
    """Make names, and all they stand for, stand for one source.

    ``into`` may be a name not seen before, or one of those merged earlier, which then leads.
    """
    if not names:
        raise VerifyError("There is no name to merge", f"say which names stand for {into}")
    merging = [sources.named(db, name) for name in names]
    head = sources.entered(db, into, merging[0].kind)
    entries = [
        log.Entry("merged", changes={"merged_into": (one.merged_into, leads)}, source_id=one.id)
        for one in sources.group(db, (source.id for source in [*merging, head]))
        for leads in (None if one.id == head.id else head.name,)
        if one.merged_into != leads
    ]
    if not entries:
        raise VerifyError(
            f"These names already stand for {head.name}",
            "verify sources lists what stands for what",
        )
    log.record(db, actor, entries)
    return _row(db, head, tuple(names))


def _row(
    db: sqlite3.Connection, source: sources.Source, aliases: tuple[str, ...] = ()
) -> SourceRow:
    listed = sources.listing(db, source_id=source.id)
    return listed[0] if listed else SourceRow(source.id, source.name, source.kind, aliases, 0, {})
