"""Writing articles, versions and the claims found in them.

``occurrences`` hold what each version says and never change. What is listed of a claim (its
words, figures, dates, sources, place) is a copy of its last occurrence, made anew by
``project`` whenever the latest version becomes another.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from verify.records import Metadata, Occurrence
from verify.store import listing, locker, log, sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from verify.records import Json


class Place(NamedTuple):
    """A version just written: where its events belong."""

    article_id: int
    version_id: int
    number: int


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return locker.digest(text.encode())


def slug_of(db: sqlite3.Connection, text: str) -> str | None:
    """The article that has exactly this text in one of its versions."""
    row = db.execute(
        "SELECT a.slug FROM versions v JOIN articles a ON a.id = v.article_id"
        " WHERE v.sha256 = ? AND v.withdrawn = 0 ORDER BY v.id LIMIT 1",
        (digest(text),),
    ).fetchone()
    return row[0] if row else None


def is_taken(db: sqlite3.Connection, slug: str) -> bool:
    """Whether an article has this slug."""
    row = db.execute("SELECT 1 FROM articles WHERE slug = ? AND withdrawn = 0", (slug,)).fetchone()
    return row is not None


def add_article(
    db: sqlite3.Connection, slug: str, metadata: Metadata, language: str, actor: str
) -> int:
    """Write an article without a version yet; its id."""
    published = metadata.published.isoformat() if metadata.published else None
    cursor = db.execute(
        "INSERT INTO articles (slug, title, url, publisher, published, language, added_at,"
        " added_by, byline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(slug, metadata.title or slug, metadata.url, metadata.publisher),
            *(published, language, log.now(), actor, metadata.byline),
        ),
    )
    return int(cursor.lastrowid or 0)


def add_version(
    db: sqlite3.Connection, article_id: int, text: str, origin: str | None, actor: str
) -> Place:
    """Write an article's next version. A withdrawn version's number is not given again."""
    number = db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE article_id = ?", (article_id,)
    ).fetchone()[0]
    cursor = db.execute(
        "INSERT INTO versions (article_id, number, text, sha256, added_at, added_by, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, number, text, digest(text), log.now(), actor, origin),
    )
    return Place(article_id, int(cursor.lastrowid or 0), number)


def add_claims(db: sqlite3.Connection, article_id: int, number: int, status: str) -> list[int]:
    """Make room for new claims; their ids. What they say follows with ``add_occurrences``."""
    first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()[0]
    ids = list(range(first, first + number))
    db.executemany(
        "INSERT INTO claims (id, article_id, status, position, text, kind, quoted, worth)"
        " VALUES (?, ?, ?, 0, '', '', 0, 0)",
        ((claim_id, article_id, status) for claim_id in ids),
    )
    return ids


def add_occurrences(
    db: sqlite3.Connection, place: Place, found: Iterable[tuple[int, Occurrence]]
) -> None:
    """Write what a version says of each claim, and make the lists say the same."""
    db.executemany(
        "INSERT INTO occurrences (version_id, position, claim_id, text, quote, sentence_start,"
        " sentence_end, claim, attribution, fact) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(place.version_id, one.position, claim_id, one.text, one.quote, *one.sentence),
                *(_json(one.claim), _json(one.attribution) if one.attribution else None, one.fact),
            )
            for claim_id, one in found
        ),
    )
    project(db, place.article_id)


def withdraw(db: sqlite3.Connection, article_id: int, version_id: int) -> None:
    """Take a version out of sight; the article then stands as its version before says."""
    db.execute("UPDATE versions SET withdrawn = 1 WHERE id = ?", (version_id,))
    project(db, article_id)


class Listed(NamedTuple):
    """What the lists say of a claim. ``columns`` are those of COLUMNS, in ``claims``."""

    columns: tuple[object, ...]
    figures: tuple[tuple[object, ...], ...]
    dates: tuple[tuple[object, ...], ...]
    sources: tuple[tuple[str, bool], ...]


_ABOUT_SOURCES = frozenset(
    {"unattributed figure", "anonymous source", "speaker unclear", "uncertain attribution"}
)
"""Flags that no longer hold once a person has said who stands behind the claim."""

COLUMNS = (
    *("removed", "position", "text", "kind", "quoted", "worth", "flags", "candidates"),
    "fact",
)
FIGURE = ("text", "value", "high", "unit", "comparator")
DATE = ("text", "first_day", "last_day")


def attributed(db: sqlite3.Connection, claim_ids: Iterable[int]) -> dict[int, str]:
    """Who stands behind claims by people's word, as JSON; only claims of which somebody said it."""
    return dict(
        db.execute(
            "SELECT id, attributed FROM claims WHERE attributed IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(claim_ids)),),
        ).fetchall()
    )


def articles_of(db: sqlite3.Connection, claim_ids: Sequence[int]) -> list[int]:
    """The articles that make these claims."""
    rows = db.execute(
        "SELECT DISTINCT article_id FROM claims WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(claim_ids),),
    )
    return [row[0] for row in rows]


def derived(found: Iterable[listing.Last], corrected: Mapping[int, str]) -> dict[int, Listed]:
    """What the lists should say of claims, given each as last worded and people's corrections."""
    return {
        one.claim_id: _listed(one.occurrence, corrected.get(one.claim_id), removed=not one.latest)
        for one in found
    }


def _listed(occurrence: Occurrence, corrected: str | None, *, removed: bool) -> Listed:
    claim, attribution = occurrence.claim, occurrence.attribution or {}
    names, relays = claim["sources"], claim["relays"]
    candidates = attribution.get("candidates")
    if corrected is not None:
        origins, via = json.loads(corrected)
        names, relays, candidates = [*origins, *via], len(via), None
    flags = flags_of(claim, corrected=corrected is not None)
    return Listed(
        columns=(
            removed,
            occurrence.position,
            occurrence.text,
            claim["kind"],
            attribution.get("kind") in ("direct", "mixed"),
            claim["check_worthiness"],
            _json(flags) if flags else None,
            _json(candidates) if candidates else None,
            occurrence.fact,
        ),
        figures=tuple(tuple(one[field] for field in FIGURE) for one in claim["quantities"]),
        dates=tuple((one["text"], one["start"], one["end"]) for one in claim["dates"]),
        sources=_each_once(names, relays),
    )


def flags_of(claim: Json, *, corrected: bool) -> list[str]:
    """A claim's flags in words; without those about its source when a person has told it."""
    return [
        str(flag["detail"] or flag["rule"])
        for flag in claim["flags"]
        if not (corrected and flag["rule"] in _ABOUT_SOURCES)
    ]


def _each_once(names: Sequence[str], relays: int) -> tuple[tuple[str, bool], ...]:
    """Names, and which are relays, without those that came before, be it with other capitals."""
    once: dict[str, tuple[str, bool]] = {}
    for at, name in enumerate(names):
        once.setdefault(name.casefold(), (name, at >= len(names) - relays))
    return tuple(once.values())


def project(db: sqlite3.Connection, article_id: int) -> None:
    """Make an article's lists say what ``derived`` says."""
    found = listing.last_occurrences(db, article_id)
    lists = derived(found, attributed(db, (one.claim_id for one in found)))
    facts = _facts(db, article_id)
    db.execute(
        "UPDATE articles SET withdrawn = NOT EXISTS (SELECT 1 FROM versions v"
        " WHERE v.article_id = articles.id AND v.withdrawn = 0) WHERE id = ?",
        (article_id,),
    )
    db.execute("UPDATE claims SET removed = 1, withdrawn = 1 WHERE article_id = ?", (article_id,))
    settings = ", ".join(f"{column} = ?" for column in COLUMNS)
    db.executemany(
        f"UPDATE claims SET withdrawn = 0, {settings} WHERE id = ?",
        ((*listed.columns, claim_id) for claim_id, listed in lists.items()),
    )
    _replace(db, "figures", FIGURE, {claim_id: one.figures for claim_id, one in lists.items()})
    _replace(db, "dates", DATE, {claim_id: one.dates for claim_id, one in lists.items()})
    told = {name: "unknown" for one in lists.values() for name, _ in one.sources}
    ids = sources.ids_by_name(db, {**told, **_kinds(found)})
    named = {
        claim_id: [(ids[name], relay) for name, relay in listed.sources]
        for claim_id, listed in lists.items()
    }
    _replace(db, "claim_sources", ("source_id", "relay"), named)
    db.execute(
        f"UPDATE claims SET repeated = {IS_REPEATED}"
        " WHERE fact IN (SELECT value FROM json_each(?))",
        (_json(sorted(facts | _facts(db, article_id))),),
    )
    # What has become too short to tell from others says the same as nothing.
    db.execute(
        "UPDATE claims SET repeated = 0 WHERE article_id = ? AND fact IS NULL AND repeated = 1",
        (article_id,),
    )


IS_REPEATED = (
    "removed = 0 AND EXISTS (SELECT 1 FROM claims o WHERE o.fact = claims.fact"
    " AND o.article_id <> claims.article_id AND o.removed = 0)"
)
"""Whether another article makes the claim in the same words."""


def _facts(db: sqlite3.Connection, article_id: int) -> set[str]:
    rows = db.execute(
        "SELECT fact FROM claims WHERE article_id = ? AND fact IS NOT NULL", (article_id,)
    )
    return {row[0] for row in rows}


def _replace(
    db: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Mapping[int, Sequence[Sequence[object]]],
) -> None:
    """Put each claim's rows, in order, in the place of those it had."""
    db.executemany(f"DELETE FROM {table} WHERE claim_id = ?", ((claim_id,) for claim_id in rows))
    marks = ", ".join("?" * len(columns))
    db.executemany(
        f"INSERT INTO {table} (claim_id, position, {', '.join(columns)}) VALUES (?, ?, {marks})",
        (
            (claim_id, position, *row)
            for claim_id, several in rows.items()
            for position, row in enumerate(several)
        ),
    )


def _kinds(found: Iterable[listing.Last]) -> dict[str, str]:
    """Every source the claims name, with its kind."""
    kinds: dict[str, str] = {}
    for one in found:
        claim = one.occurrence.claim
        for name, kind in zip(claim["sources"], claim["source_kinds"], strict=True):
            if kinds.get(name, "unknown") == "unknown":
                kinds[name] = kind
    return kinds


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
