"""Reading articles and their versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from verify import records, store
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from verify.records import Article, Version

_ARTICLES = (
    "SELECT a.id, a.slug, a.title, a.url, a.publisher, a.published, a.language, a.added_at,"
    " a.added_by, max(v.number), count(*),"
    " (SELECT count(*) FROM claims c WHERE c.article_id = a.id AND c.removed = 0), a.byline"
    " FROM articles a JOIN versions v ON v.article_id = a.id AND v.withdrawn = 0"
    " WHERE a.withdrawn = 0"
)


def every(db: sqlite3.Connection) -> list[Article]:
    """Every article, in the order they were added."""
    return [records.Article(*row) for row in db.execute(f"{_ARTICLES} GROUP BY a.id ORDER BY a.id")]


def named(db: sqlite3.Connection, slug: str) -> Article:
    """The article of this slug, or the only one whose slug begins so. Raises VerifyError."""
    row = db.execute(f"{_ARTICLES} AND a.slug = ? GROUP BY a.id", (slug,)).fetchone()
    if row is not None:
        return records.Article(*row)
    slugs = beginning(db, slug, 6) if slug else []
    if len(slugs) == 1:
        return named(db, slugs[0])
    if slugs:
        listed = ", ".join(slugs[:5]) + (" …" if len(slugs) > 5 else "")
        raise VerifyError(f"Several articles begin with {slug!r}", f"say which: {listed}")
    slugs = [row[0] for row in db.execute("SELECT slug FROM articles WHERE withdrawn = 0")]
    hint = store.sources.near(slug, slugs) or "verify articles lists them"
    raise VerifyError(f"No article is called {slug!r}", hint)


def id_of(db: sqlite3.Connection, slug: str) -> int:
    """The same article's id, without counting its versions where the slug is whole."""
    row = db.execute("SELECT id FROM articles WHERE slug = ? AND withdrawn = 0", (slug,)).fetchone()
    return named(db, slug).id if row is None else int(row[0])


def slug_of(db: sqlite3.Connection, article_id: int) -> str:
    """The slug of the article of this id, taken back or not."""
    row = db.execute("SELECT slug FROM articles WHERE id = ?", (article_id,)).fetchone()
    return str(row[0])


def beginning(db: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Slugs that begin so, in alphabetical order."""
    rows = db.execute(
        "SELECT slug FROM articles WHERE withdrawn = 0 AND slug >= ?1 AND slug < ?1 || ?2"
        " ORDER BY slug LIMIT ?3",
        (prefix, "\U0010ffff", limit),
    )
    return [row[0] for row in rows]


def version_ids(db: sqlite3.Connection, article_id: int) -> dict[int, int]:
    """The id of each version by its number, first to last, without reading the texts."""
    rows = db.execute(
        "SELECT number, id FROM versions WHERE article_id = ? AND withdrawn = 0 ORDER BY number",
        (article_id,),
    )
    return dict(rows.fetchall())


def text_of(db: sqlite3.Connection, version_id: int) -> str:
    """The text of a version."""
    row = db.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()
    return str(row[0])


class Printed(NamedTuple):
    """Where a claim is printed: in what article, whoever publishes it, and in what text."""

    slug: str
    publisher: str | None
    text: str


def printed(db: sqlite3.Connection, numbers: Mapping[int, int]) -> dict[int, Printed]:
    """Where each claim is printed, in the version of its article that has this number."""
    rows = db.execute(
        "SELECT c.id, a.slug, a.publisher, v.text FROM json_each(?) wanted"
        " CROSS JOIN claims c ON c.id = json_extract(wanted.value, '$[0]')"
        " JOIN articles a ON a.id = c.article_id"
        " JOIN versions v ON v.article_id = a.id AND v.number = json_extract(wanted.value, '$[1]')",
        (json.dumps(list(numbers.items())),),
    )
    return {claim_id: Printed(*place) for claim_id, *place in rows}


def versions_of(db: sqlite3.Connection, article_id: int) -> list[Version]:
    """An article's versions, first to last."""
    rows = db.execute(
        "SELECT id, number, text, sha256, added_at, added_by, origin FROM versions"
        " WHERE article_id = ? AND withdrawn = 0 ORDER BY number",
        (article_id,),
    )
    return [records.Version(*row) for row in rows]
