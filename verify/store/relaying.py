"""Sources in pages, and who passes on whose words."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from verify import records
from verify.errors import VerifyError
from verify.store import log, sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from verify.records import Event, Relays, SourcePage, SourceRow

_HEAD = "coalesce(s.merged_into, s.id)"


def page(
    db: sqlite3.Connection, wanted: str | None, kind: str | None, limit: int, offset: int
) -> SourcePage:
    """Sources behind claims of latest versions, most claims first.

    ``wanted`` is a part of a name, of theirs or of one that stands for them.
    """
    ranked = _ranked(db, None)
    if wanted is not None or kind is not None:
        let_in = _matching(db, wanted, kind)
        ranked = [one for one in ranked if one[0] in let_in]
    return records.SourcePage(tuple(_rows(db, ranked[offset : offset + limit])), len(ranked))


def _ranked(db: sqlite3.Connection, article_id: int | None) -> list[tuple[int, int]]:
    """Each source's id and its number of claims, of one article if told; most claims first.

    Counted by the names as articles give them, in the order of their index; only what has several
    names is counted once more, for a claim may name it under two.
    """
    within = _within(article_id)
    counted: dict[int, int] = dict(
        db.execute(
            "SELECT cs.source_id, count(DISTINCT cs.claim_id) FROM claim_sources cs"
            f" WHERE {within} GROUP BY cs.source_id",
            {"article": article_id},
        ).fetchall()
    )
    names = dict(db.execute("SELECT id, name FROM sources").fetchall())
    merged = dict(
        db.execute("SELECT id, merged_into FROM sources WHERE merged_into IS NOT NULL").fetchall()
    )
    heads = {merged[source] for source in counted if source in merged}
    again = db.execute(
        f"SELECT {_HEAD} AS head, count(DISTINCT cs.claim_id) FROM sources s"
        " JOIN claim_sources cs ON cs.source_id = s.id"
        f" WHERE {_HEAD} IN (SELECT value FROM json_each(:heads)) AND {within} GROUP BY head",
        {"heads": json.dumps(sorted(heads)), "article": article_id},
    )
    counted = {source: claims for source, claims in counted.items() if source not in merged}
    counted.update(again.fetchall())
    return sorted(counted.items(), key=lambda one: (-one[1], names[one[0]].casefold()))


def _within(article_id: int | None) -> str:
    """Which claims count: what latest versions claim, of one article if told.

    What no version claims any more is little, and its index short; so the rest is not looked up.
    """
    if article_id is None:
        return "cs.claim_id NOT IN (SELECT id FROM claims WHERE removed = 1)"
    return "cs.claim_id IN (SELECT id FROM claims WHERE article_id = :article AND removed = 0)"


def _matching(db: sqlite3.Connection, wanted: str | None, kind: str | None) -> set[int]:
    key = (wanted or "").casefold()
    rows = db.execute(
        f"SELECT {_HEAD}, s.name FROM sources s JOIN sources h ON h.id = {_HEAD}"
        " WHERE ?1 IS NULL OR h.kind = ?1",
        (kind,),
    )
    return {head for head, name in rows if key in name.casefold()}


def _rows(
    db: sqlite3.Connection, ranked: Sequence[tuple[int, int]], article_id: int | None = None
) -> list[SourceRow]:
    """These sources with their names and their claims by status, in this order."""
    ids = json.dumps([head for head, _ in ranked])
    statuses: dict[int, dict[str, int]] = {head: {} for head, _ in ranked}
    for head, status, claims in db.execute(
        f"SELECT {_HEAD} AS head, c.status, count(DISTINCT c.id) FROM sources s"
        " JOIN claim_sources cs ON cs.source_id = s.id JOIN claims c ON c.id = cs.claim_id"
        " WHERE c.removed = 0 AND (?2 IS NULL OR c.article_id = ?2) AND s.id IN"
        " (SELECT value FROM json_each(?1) UNION SELECT id FROM sources WHERE merged_into IN"
        " (SELECT value FROM json_each(?1))) GROUP BY head, c.status",
        (ids, article_id),
    ):
        statuses[head][status] = claims
    told = {
        head: (name, kind)
        for head, name, kind in db.execute(
            "SELECT id, name, kind FROM sources WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    }
    aliases: dict[int, tuple[str, ...]] = {}
    for head, name in db.execute(
        "SELECT merged_into, name FROM sources WHERE merged_into IN"
        " (SELECT value FROM json_each(?)) ORDER BY name",
        (ids,),
    ):
        aliases[head] = (*aliases.get(head, ()), name)
    return [
        records.SourceRow(head, *told[head], aliases.get(head, ()), claims, statuses[head])
        for head, claims in ranked
    ]


def one(db: sqlite3.Connection, source_id: int) -> SourceRow:
    """The source of this id, or what it stands for. Raises VerifyError when there is none."""
    found = sources.group(db, [source_id]) if source_id < 2**63 else []
    if not found:
        raise VerifyError(f"There is no source {source_id}", "verify sources lists them all")
    head = next(source for source in found if source.merged_into is None)
    row = _rows(db, [(head.id, 0)])[0]
    claims = db.execute(
        "SELECT count(DISTINCT c.id) FROM claim_sources cs JOIN claims c ON c.id = cs.claim_id"
        " WHERE c.removed = 0 AND cs.source_id IN (SELECT value FROM json_each(?))",
        (json.dumps([source.id for source in found]),),
    ).fetchone()[0]
    return row._replace(claims=claims)


def history(db: sqlite3.Connection, source_id: int) -> list[Event]:
    """What people did to a source and to the names that stand for it, oldest first."""
    ids = [source.id for source in sources.group(db, [source_id])]
    return log.events_of_sources(db, ids)


def relays(db: sqlite3.Connection, article_id: int | None, most: int) -> Relays:
    """The sources behind most claims, of one article if told, and how their words went.

    A chain goes from each of its origins to the first relay, from there to the next, and from
    the last to the page.
    """
    ranked = _ranked(db, article_id)
    rows = db.execute(
        "SELECT cs.claim_id, cs.source_id, cs.relay FROM claim_sources cs"
        f" WHERE {_within(article_id)} ORDER BY cs.claim_id, cs.position",
        {"article": article_id},
    )
    heads = dict(db.execute(f"SELECT s.id, {_HEAD} FROM sources s"))
    counted: Counter[tuple[int, int | None]] = Counter()
    for _, chain in groupby(rows, itemgetter(0)):
        counted.update(_ways([(heads[source], relay) for _, source, relay in chain]))
    ways = tuple(records.Relay(*way, claims) for way, claims in counted.most_common())
    kept = tuple(_rows(db, ranked[:most], article_id))
    return records.Relays(kept, ways, len(ranked) - len(kept))


def _ways(chain: Sequence[tuple[int, int]]) -> set[tuple[int, int | None]]:
    """From where to where a claim went, given its sources and whether each is a relay.

    >>> sorted(_ways([(1, 0), (2, 0), (7, 1)]), key=str)
    [(1, 7), (2, 7), (7, None)]
    """
    via = [source for source, relay in chain if relay]
    onward: dict[int, int | None] = dict(pairwise(via))
    onward |= dict.fromkeys(via[-1:])
    first = via[0] if via else None
    steps = {(source, first) for source, relay in chain if not relay} | set(onward.items())
    return {(source, to) for source, to in steps if source != to}
