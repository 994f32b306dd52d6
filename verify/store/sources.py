"""Sources under all their names.

A source keeps the name the article gave it; merged into another it stands for that one, in
every list and for every article to come. ``merged_into`` always leads to the end of the road:
merging a source takes along those merged into it before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from verify import records
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verify.records import SourceRow


class Source(NamedTuple):
    """A name and what it stands for: itself, or the source it was merged into."""

    id: int
    name: str
    kind: str
    merged_into: str | None


_SOURCE = (
    "SELECT s.id, s.name, s.kind, m.name FROM sources s LEFT JOIN sources m ON m.id = s.merged_into"
)


def ids_by_name(db: sqlite3.Connection, kinds: dict[str, str]) -> dict[str, int]:
    """The id of every name, given name to kind; new names are entered.

    A source whose kind was unknown takes the one that is now known.
    """
    db.executemany(
        "INSERT INTO sources (name, kind) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
        " SET kind = excluded.kind WHERE kind = 'unknown' AND excluded.kind <> 'unknown'",
        kinds.items(),
    )
    rows = {
        name: db.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
        for name in kinds
    }
    return {name: int(row[0]) for name, row in rows.items()}


def named(db: sqlite3.Connection, name: str) -> Source:
    """The source of exactly this name, whatever its capitals. Raises VerifyError."""
    row = db.execute(f"{_SOURCE} WHERE s.name = ?", (name,)).fetchone()
    if row is not None:
        return Source(*row)
    matches = [source for source in _all(db) if source.name.casefold() == name.casefold()]
    if not matches:
        raise _unknown(db, name)
    return matches[0]


def known(db: sqlite3.Connection, name: str) -> Source | None:
    """The source of this name, if an article named it."""
    row = db.execute(f"{_SOURCE} WHERE s.name = ?", (name,)).fetchone()
    return Source(*row) if row else None


def entered(db: sqlite3.Connection, name: str, kind: str) -> Source:
    """The source of this name, entered with this kind when it is new."""
    ids_by_name(db, {name: kind})
    return named(db, name)


def group(db: sqlite3.Connection, ids: Iterable[int]) -> list[Source]:
    """All sources that stand for the same as any of these."""
    rows = db.execute(
        "WITH heads AS (SELECT coalesce(merged_into, id) AS id FROM sources"
        f" WHERE id IN (SELECT value FROM json_each(?))) {_SOURCE}"
        " WHERE s.id IN heads OR s.merged_into IN heads ORDER BY s.id",
        (json.dumps(list(ids)),),
    )
    return [Source(*row) for row in rows]


def standing_for(db: sqlite3.Connection, wanted: str) -> list[int]:
    """Ids of the sources meant by a name or a part of one, with all that stand for the same.

    A whole name beats a part. Raises VerifyError listing near names when nothing matches.
    """
    wanted = wanted.strip()
    rows = [Source(*row) for row in db.execute(f"{_SOURCE} WHERE s.name = ?", (wanted,))]
    key = wanted.casefold()
    if not rows and key:
        known = _all(db)
        rows = [source for source in known if source.name.casefold() == key]
        rows = rows or [source for source in known if key in source.name.casefold()]
    if not rows:
        raise _unknown(db, wanted)
    return [source.id for source in group(db, (source.id for source in rows))]


def beginning(db: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Names in use that begin so, whatever their capitals, in alphabetical order."""
    rows = db.execute(
        "SELECT name FROM sources WHERE merged_into IS NULL"
        " AND name >= ?1 AND name < ?1 || ?2 ORDER BY name LIMIT ?3",
        (prefix, "\U0010ffff", limit),
    )
    return [row[0] for row in rows]


def _all(db: sqlite3.Connection) -> list[Source]:
    return [Source(*row) for row in db.execute(_SOURCE)]


def _unknown(db: sqlite3.Connection, name: str) -> VerifyError:
    return VerifyError(
        f"No source is called {name!r}",
        near(name, (source.name for source in _all(db))) or "verify sources lists them all",
    )


def near(wanted: str, known: Iterable[str]) -> str:
    """A hint that names what is most like ``wanted``; empty when nothing is."""
    from rapidfuzz import fuzz, process

    matches = process.extract(
        wanted, list(known), scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=60
    )
    names = " or ".join(match[0] for match in matches)
    return f"did you mean {names}?" if names else ""


def listing(
    db: sqlite3.Connection, *, article_id: int | None = None, source_id: int | None = None
) -> list[SourceRow]:
    """Every source behind a claim of a latest version, most claims first.

    Of one article if told, or just one source. A claim counts once for a source that it names
    under two names.
    """
    scope = {"c.article_id": article_id, "h.id": source_id}
    given = {column: value for column, value in scope.items() if value is not None}
    statuses: dict[tuple[int, str, str], dict[str, int]] = {}
    for *source, status, claims in db.execute(
        "SELECT h.id, h.name, h.kind, c.status, count(DISTINCT c.id) FROM claims c"
        " JOIN claim_sources cs ON cs.claim_id = c.id JOIN sources s ON s.id = cs.source_id"
        " JOIN sources h ON h.id = coalesce(s.merged_into, s.id) WHERE c.removed = 0"
        f"{''.join(f' AND {column} = ?' for column in given)} GROUP BY h.id, c.status",
        tuple(given.values()),
    ):
        statuses.setdefault((source[0], source[1], source[2]), {})[status] = claims
    aliases = _aliases(db)
    rows = [
        records.SourceRow(head, name, kind, aliases.get(head, ()), sum(counts.values()), counts)
        for (head, name, kind), counts in statuses.items()
    ]
    return sorted(rows, key=lambda row: (-row.claims, row.name.casefold()))


def _aliases(db: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for head, name in db.execute(
        "SELECT merged_into, name FROM sources WHERE merged_into IS NOT NULL ORDER BY name"
    ):
        found[head] = (*found.get(head, ()), name)
    return found
