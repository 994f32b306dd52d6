"""How far articles are, who did what lately, and where an article's claims stand in its text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verify import records
from verify.store import articles, mends

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verify.records import Article, Lately, News, Placed, Progress, State


def progress(db: sqlite3.Connection) -> list[Progress]:
    """How far every article is; the last worked on first."""
    found = {
        article.id: records.Progress(article, {}, 0, {}, {}, article.added_at, article.added_by)
        for article in articles.every(db)
    }
    for article_id, status, claims, due in db.execute(
        "SELECT article_id, status, count(*), count(recheck) FROM claims"
        " WHERE removed = 0 GROUP BY article_id, status"
    ):
        if one := found.get(article_id):
            one.counts[status] = claims
            if due:
                one.again[status] = due
            found[article_id] = one._replace(due=one.due + due)
    for article_id, assignee, claims in db.execute(
        "SELECT article_id, assignee, count(*) FROM claims"
        " WHERE assignee IS NOT NULL AND removed = 0 GROUP BY article_id, assignee"
        " ORDER BY assignee"
    ):
        if one := found.get(article_id):
            one.assignees[assignee] = claims
    for article_id, at, actor in db.execute(
        "SELECT article_id, at, actor FROM events WHERE id IN"
        " (SELECT (SELECT max(id) FROM events e WHERE e.article_id = a.id) FROM articles a)"
    ):
        if one := found.get(article_id):
            found[article_id] = one._replace(last_at=at, last_by=actor)
    return sorted(found.values(), key=lambda one: (one.last_at, one.article.id), reverse=True)


def lately(db: sqlite3.Connection, since: str) -> list[Lately]:
    """What people did since then, by article and person; the newest first.

    Events are numbered in the order of time, so only those of the end of the log are read.
    """
    first = db.execute(
        "SELECT id FROM events WHERE at < ? ORDER BY id DESC LIMIT 1", (since,)
    ).fetchone() or (0,)
    found: dict[tuple[str, str], Lately] = {}
    for slug, actor, action, times, at in db.execute(
        "SELECT a.slug, e.actor, e.action, count(*), max(e.at) FROM events e"
        " JOIN articles a ON a.id = e.article_id"
        " WHERE e.id > ? AND e.action <> 'found' AND a.withdrawn = 0"
        " GROUP BY a.id, e.actor, e.action ORDER BY max(e.id) DESC",
        first,
    ):
        one = found.setdefault((slug, actor), records.Lately(slug, actor, {}, at))
        one.actions[action] = times
    return list(found.values())


def placed(db: sqlite3.Connection, article: Article, version_id: int) -> list[Placed]:
    """The claims of an article's latest version, each with its place in the text."""
    rows = db.execute(
        "SELECT c.id, c.position, c.text, json_extract(o.claim, '$.spans'), c.status,"
        " c.recheck IS NOT NULL, c.assignee,"
        " (SELECT max(id) FROM events e WHERE e.claim_id = c.id)"
        " FROM claims c LEFT JOIN occurrences o ON o.claim_id = c.id AND o.version_id = ?"
        " WHERE c.article_id = ? AND c.removed = 0 ORDER BY c.position",
        (version_id, article.id),
    ).fetchall()
    by_people = {
        claim_id: mend.worded[article.latest].claim["spans"]
        for claim_id, mend in mends.of_article(db, article.id).items()
        if article.latest in mend.worded
    }
    # Read as one: as many documents of a few numbers take several times as long.
    by_machine = json.loads(f"[{','.join(row[3] or 'null' for row in rows)}]")
    return [
        records.Placed(
            claim,
            position,
            text,
            _pairs(by_people.get(claim) or spans),
            status,
            bool(due),
            who,
            last,
        )
        for (claim, position, text, _, status, due, who, last), spans in zip(
            rows, by_machine, strict=True
        )
    ]


def _pairs(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)


def is_of(db: sqlite3.Connection, claim_id: int, article_id: int) -> bool:
    """Whether the claim is the article's, be it one that it no longer makes."""
    row = db.execute(
        "SELECT 1 FROM claims WHERE id = ? AND article_id = ? AND withdrawn = 0",
        (claim_id, article_id),
    ).fetchone()
    return row is not None


_MOST_CLAIMS = 50
"""Of a command, whose states are told; a page that shows more is better loaded anew."""


def news(db: sqlite3.Connection, last: int, most: int) -> list[News]:
    """The commands that were run after the event ``last``, at most so many."""
    commands = db.execute(
        "SELECT max(e.id), a.slug, e.actor, e.command FROM events e"
        " LEFT JOIN articles a ON a.id = e.article_id WHERE e.id > ?"
        " GROUP BY e.command ORDER BY e.command LIMIT ?",
        (last, most),
    ).fetchall()
    return [
        records.News(row[0], row[1], row[2], _action(db, row[3]), tuple(_states(db, row[3])))
        for row in commands
    ]


def _action(db: sqlite3.Connection, command: int) -> str:
    return str(db.execute("SELECT action FROM events WHERE id = ?", (command,)).fetchone()[0])


def _states(db: sqlite3.Connection, command: int) -> list[State]:
    rows = db.execute(
        "SELECT c.id, c.status, c.recheck IS NOT NULL, c.assignee,"
        " (SELECT max(id) FROM events e WHERE e.claim_id = c.id) FROM claims c WHERE c.id IN"
        " (SELECT claim_id FROM events WHERE command = ? AND claim_id IS NOT NULL) LIMIT ?",
        (command, _MOST_CLAIMS + 1),
    ).fetchall()
    if len(rows) > _MOST_CLAIMS:
        return []
    return [records.State(row[0], row[1], bool(row[2]), row[3], row[4]) for row in rows]
