"""Reading claims: pages of rows, and what each version says of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from verify import store
from verify.errors import VerifyError
from verify.records import LARGEST_ID, ClaimRow, Occurrence

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from verify.records import Filter, Sort
    from verify.store.mends import Mends

_ROW = (
    "SELECT c.id, a.slug, c.position, c.text, c.kind, c.quoted, c.status, c.recheck, c.assignee,"
    " c.verdict_by, c.signed_off_by, c.correction, c.candidates, c.worth, c.flags, c.removed,"
    " c.attributed IS NOT NULL, c.valid_until, CASE c.repeated WHEN 0 THEN 1 ELSE (SELECT"
    " count(DISTINCT article_id) FROM claims WHERE fact = c.fact AND removed = 0) END, c.dropped"
)
# CROSS: claims come first, whatever statistics the file has; an article is looked up for each.
_ARTICLE = " CROSS JOIN articles a ON a.id = c.article_id"


def page(
    db: sqlite3.Connection, wanted: Filter, sort: Sort, limit: int | None, after: int | None
) -> list[ClaimRow]:
    """Claims the filter lets through, in order, those after the claim ``after``."""
    query = store.filtering.where(db, wanted)
    by, comes_after = (part.format(id=query.id) for part in store.filtering.ORDER[sort])
    if after is not None:
        query.conditions.append(comes_after)
    query = query._replace(tables=query.tables + _ARTICLE)
    rows = db.execute(
        f"{_ROW}{query} ORDER BY {by} LIMIT :limit",
        {**query.values, "after": after, "limit": -1 if limit is None else limit},
    )
    return _with_sources(db, rows.fetchall())


def ids(db: sqlite3.Connection, wanted: Filter, sort: Sort) -> list[int]:
    """The ids of all claims that the filter lets through, in order."""
    query = store.filtering.where(db, wanted)
    by, _ = (part.format(id=query.id) for part in store.filtering.ORDER[sort])
    rows = db.execute(f"SELECT c.id{query} ORDER BY {by}", query.values)
    return [row[0] for row in rows]


def count(db: sqlite3.Connection, wanted: Filter) -> int:
    """How many claims the filter lets through."""
    query = store.filtering.where(db, wanted)
    return int(db.execute(f"SELECT count(*){query}", query.values).fetchone()[0])


def is_in_use(db: sqlite3.Connection, status: str) -> bool:
    """Whether any claim has this status."""
    row = db.execute("SELECT 1 FROM claims WHERE status = ? LIMIT 1", (status,)).fetchone()
    return row is not None


def rows(db: sqlite3.Connection, ids: Sequence[int]) -> list[ClaimRow]:
    """These claims in this order, each once. Raises VerifyError naming the ids there are not."""
    possible = [number for number in dict.fromkeys(ids) if 0 < number <= LARGEST_ID]
    found = _with_sources(
        db,
        db.execute(
            f"{_ROW} FROM claims c{_ARTICLE} WHERE c.withdrawn = 0"
            " AND c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
            (json.dumps(possible),),
        ).fetchall(),
    )
    by_id = {row.id: row for row in found}
    if missing := [str(number) for number in dict.fromkeys(ids) if number not in by_id]:
        named = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise VerifyError(
            f"There is no claim {named}" if len(missing) == 1 else f"There are no claims {named}",
            "verify list shows the ids there are",
        )
    return [by_id[number] for number in dict.fromkeys(ids)]


def _with_sources(db: sqlite3.Connection, found: Sequence[Sequence[Any]]) -> list[ClaimRow]:
    names: dict[int, list[str]] = {row[0]: [] for row in found}
    relays = dict.fromkeys(names, 0)
    for claim_id, name, relay in db.execute(
        "SELECT cs.claim_id, coalesce(m.name, s.name), cs.relay FROM claim_sources cs"
        " JOIN sources s ON s.id = cs.source_id LEFT JOIN sources m ON m.id = s.merged_into"
        " WHERE cs.claim_id IN (SELECT value FROM json_each(?)) ORDER BY cs.claim_id, cs.position",
        (json.dumps(list(names)),),
    ):
        if name not in names[claim_id]:  # two names of one chain may since have been merged
            names[claim_id].append(name)
            relays[claim_id] += relay
    return [
        ClaimRow(
            *(
                *(*row[:5], bool(row[5]), *row[6:12], tuple(names[row[0]]), relays[row[0]]),
                *(_several(row[12]), row[13], _several(row[14]), bool(row[15]), bool(row[16])),
                *row[17:],
            )
        )
        for row in found
    ]


def _several(stored: str | None) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored else ()


_OCCURRENCE = (
    "SELECT o.claim_id, v.number, o.position, o.text, o.quote, o.sentence_start, o.sentence_end,"
    " o.claim, o.attribution, o.fact FROM occurrences o JOIN versions v ON v.id = o.version_id"
)


def occurrences_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[Occurrence]]:
    """Each claim's occurrences, first version to last."""
    found: dict[int, list[Occurrence]] = {claim_id: [] for claim_id in ids}
    for row in db.execute(
        f"{_OCCURRENCE} WHERE v.withdrawn = 0"
        " AND o.claim_id IN (SELECT value FROM json_each(?)) ORDER BY o.claim_id, v.number",
        (json.dumps(list(found)),),
    ):
        found[row[0]].append(_occurrence(row[1:]))
    for article_id in store.mends.articles_with(db, found):
        mended = store.mends.of_article(db, article_id)
        places = _places(db, article_id, mended)
        for claim_id in found.keys() & {claim_id for _, claim_id in places}:
            found[claim_id] = store.mends.at_places(claim_id, found[claim_id], mended, places)
    return found


def _places(db: sqlite3.Connection, article_id: int, mended: Mends) -> dict[tuple[int, int], int]:
    """Where each claim stands in each version, by version and claim."""
    positions: dict[int, dict[int, float]] = {
        number: {}
        for (number,) in db.execute(
            "SELECT number FROM versions WHERE article_id = ? AND withdrawn = 0", (article_id,)
        )
    }
    for number, claim_id, position in db.execute(
        "SELECT v.number, o.claim_id, o.position FROM versions v"
        " JOIN occurrences o ON o.version_id = v.id WHERE v.article_id = ? AND v.withdrawn = 0",
        (article_id,),
    ):
        positions[number][claim_id] = position
    for claim_id, mend in mended.items():
        for number, one in mend.worded.items():
            if number in positions:
                positions[number][claim_id] = one.position
    return {
        (number, claim_id): place
        for number, told in positions.items()
        for claim_id, place in store.mends.ranks(told, mended).items()
    }


def _occurrence(row: Sequence[Any]) -> Occurrence:
    attribution = json.loads(row[7]) if row[7] else None
    return Occurrence(*(*row[:4], (row[4], row[5]), json.loads(row[6]), attribution, row[8]))


def in_version(
    db: sqlite3.Connection, version_id: int, *, dropped: bool = False
) -> list[tuple[int, Occurrence]]:
    """A version's claims in its order: id and occurrence; ``dropped`` ones too if asked."""
    [article_id, number] = db.execute(
        "SELECT article_id, number FROM versions WHERE id = ?", (version_id,)
    ).fetchone()
    found = as_read(db, version_id)
    mended = store.mends.of_article(db, article_id)
    return store.mends.laid_over(found, mended, number, dropped=dropped) if mended else found


def positions(db: sqlite3.Connection, version_id: int) -> dict[int, float]:
    """Where each claim of a version stands, dropped ones too, before places are counted."""
    [article_id, number] = db.execute(
        "SELECT article_id, number FROM versions WHERE id = ?", (version_id,)
    ).fetchone()
    found: dict[int, float] = dict(
        db.execute("SELECT claim_id, position FROM occurrences WHERE version_id = ?", (version_id,))
    )
    for claim_id, mend in store.mends.of_article(db, article_id).items():
        if number in mend.worded:
            found[claim_id] = mend.worded[number].position
    return found


def as_read(db: sqlite3.Connection, version_id: int) -> list[tuple[int, Occurrence]]:
    """The same as it was when the version was read, before people corrected anything."""
    rows = db.execute(f"{_OCCURRENCE} WHERE v.id = ? ORDER BY o.position", (version_id,))
    return [(row[0], _occurrence(row[1:])) for row in rows]


def telling(db: sqlite3.Connection, claim_ids: Sequence[int]) -> list[int]:
    """Every claim of a latest version that says in the same words what one of these says.

    They themselves are among them, first and in their order.
    """
    rows = db.execute(
        "SELECT DISTINCT o.id FROM claims c JOIN claims o ON o.fact = c.fact AND o.removed = 0"
        " WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY o.id",
        (json.dumps(claim_ids),),
    )
    return list(dict.fromkeys([*claim_ids, *(row[0] for row in rows)]))


class Last(NamedTuple):
    """A claim as last worded, and whether it is one that the latest version makes.

    What a person dropped is none, though the version may have its words.
    """

    claim_id: int
    latest: bool
    occurrence: Occurrence


def last_occurrences(db: sqlite3.Connection, article_id: int) -> list[Last]:
    """Each of the article's claims as last worded, but those that only withdrawn versions made."""
    rows = db.execute(
        f"{_OCCURRENCE} WHERE v.article_id = ? AND v.withdrawn = 0 ORDER BY v.number, o.position",
        (article_id,),
    )
    numbers = [
        row[0]
        for row in db.execute(
            "SELECT number FROM versions WHERE article_id = ? AND withdrawn = 0 ORDER BY number",
            (article_id,),
        )
    ]
    mended = store.mends.of_article(db, article_id)
    last = {row[0]: row for row in rows}
    if not mended:
        return [
            Last(claim_id, row[1] == numbers[-1], _occurrence(row[1:]))
            for claim_id, row in last.items()
        ]
    ids = last.keys() | mended.keys()
    found = occurrences_of(db, sorted(ids))
    return [
        Last(
            claim_id,
            said[-1].version == numbers[-1] and not store.mends.is_dropped(mended, claim_id),
            said[-1],
        )
        for claim_id, said in found.items()
        if said
    ]


# Completion


def ids_beginning(db: sqlite3.Connection, prefix: str, limit: int) -> list[tuple[int, str]]:
    """Claims of latest versions whose id begins with these digits: id and text."""
    if prefix and not (prefix.isascii() and prefix.isdigit() and prefix[0] != "0"):
        return []
    # 12 begins 12, 120-129, 1200-1299 …: ranges, so that no id is turned into text.
    ranges = [(1, LARGEST_ID)]
    if prefix:
        tens = [10**n for n in range(19 - len(prefix))]
        ranges = [(int(prefix) * ten, int(prefix) * ten + ten - 1) for ten in tens]
    found: list[tuple[int, str]] = []
    for first, last in ranges:
        found += db.execute(
            "SELECT id, text FROM claims WHERE removed = 0 AND id BETWEEN ? AND ?"
            " ORDER BY id LIMIT ?",
            (first, last, limit - len(found)),
        )
    return found
