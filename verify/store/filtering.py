"""What a person asks for, as SQL that stays quick over a million claims."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from verify import store
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3

    from verify.records import Filter, Sort

_AFTER = "(SELECT worth FROM claims WHERE id = :after)"
ORDER: dict[Sort, tuple[str, str]] = {
    "id": ("{id}", "{id} > :after"),
    "position": (
        "c.article_id, c.position, c.id",
        "(c.article_id, c.position, c.id)"
        " > (SELECT article_id, position, id FROM claims WHERE id = :after)",
    ),
    "worth": (
        "c.worth DESC, c.id",
        f"c.worth <= {_AFTER} AND (c.worth < {_AFTER} OR c.id > :after)",
    ),
}
"""For each order: what to sort by, and what comes after the claim :after.

Pages are found by what they come after and not by OFFSET, which would count its way there.
"""

_OF_KIND = {
    "figure": "EXISTS (SELECT 1 FROM figures f WHERE f.claim_id = c.id)",
    "date": "EXISTS (SELECT 1 FROM dates d WHERE d.claim_id = c.id)",
    "quote": "c.quoted = 1",
}


class Where(NamedTuple):
    """A Filter as SQL.

    ``tables`` holds the claims as ``c``; ``id`` is the column of theirs to sort by that is
    already in order; ``conditions`` must all hold, with ``values`` by name.
    """

    tables: str
    id: str
    conditions: list[str]
    values: dict[str, object]

    def __str__(self) -> str:
        return f" FROM {self.tables} WHERE {' AND '.join(self.conditions)}"


def where(db: sqlite3.Connection, wanted: Filter) -> Where:
    """Turn a Filter into SQL. Raises VerifyError for an unknown article or source."""
    conditions = [_standing(wanted)]
    values: dict[str, object] = {"kind": wanted.kind, "assignee": wanted.assignee}
    if wanted.article is not None:
        conditions.append("c.article_id = :article")
        values["article"] = store.articles.id_of(db, wanted.article)
    if wanted.status:
        names = [f":status{n}" for n in range(len(wanted.status))]
        conditions.append(f"c.status IN ({', '.join(names)})")
        values.update({f"status{n}": status for n, status in enumerate(wanted.status)})
    if wanted.kind is not None:
        conditions.append(_OF_KIND.get(wanted.kind, "c.kind = :kind"))
    if wanted.assignee is not None:
        conditions.append("c.assignee = :assignee COLLATE NOCASE")
    for column, value in (("recheck", wanted.recheck), ("flags", wanted.flagged)):
        if value is not None:
            conditions.append(f"c.{column} IS {'NOT ' if value else ''}NULL")
    if wanted.unattributed:
        conditions.append("NOT EXISTS (SELECT 1 FROM claim_sources WHERE claim_id = c.id)")
    if wanted.open is not None:
        settled = [f":done{n}" for n in range(len(wanted.open))]
        conditions.append(f"(c.status NOT IN ({', '.join(settled)}) OR c.recheck IS NOT NULL)")
        values.update({f"done{n}": status for n, status in enumerate(wanted.open)})
    if wanted.stale_on is not None:
        conditions.append("c.valid_until < :today")
        values["today"] = wanted.stale_on.isoformat()
    if wanted.repeated:
        conditions.append("c.repeated = 1")
        if wanted.article is None:
            conditions.append(
                "c.id = (SELECT min(id) FROM claims WHERE fact = c.fact AND removed = 0)"
            )
    return _searched(wanted, _of_source(db, wanted, Where("claims c", "c.id", conditions, values)))


def _standing(wanted: Filter) -> str:
    """Claims the article makes, those it no longer makes, or those a person dropped."""
    if wanted.dropped:
        return "c.dropped IS NOT NULL AND c.withdrawn = 0"
    if wanted.removed:
        return "c.removed = 1 AND c.withdrawn = 0 AND c.dropped IS NULL"
    return "c.removed = 0"


# A source's claims, and those a search finds, come out of their index by id: going down that
# list and stopping when the page is full beats collecting them all first. An article has few
# claims, so there it is each of them that is looked up instead.


def _of_source(db: sqlite3.Connection, wanted: Filter, query: Where) -> Where:
    if wanted.source is None:
        return query
    ids = store.sources.standing_for(db, wanted.source)
    query.values["source"] = ids[0] if len(ids) == 1 else json.dumps(ids)
    if wanted.article is None and len(ids) == 1:
        query.conditions.append("s.source_id = :source")
        tables = "claim_sources s CROSS JOIN claims c ON c.id = s.claim_id"
        return query._replace(tables=tables, id="s.claim_id")
    one_of = "= :source" if len(ids) == 1 else "IN (SELECT value FROM json_each(:source))"
    query.conditions.append(
        f"c.id IN (SELECT claim_id FROM claim_sources WHERE source_id {one_of})"
        if wanted.article is None
        else f"EXISTS (SELECT 1 FROM claim_sources WHERE claim_id = c.id AND source_id {one_of})"
    )
    return query


def _searched(wanted: Filter, query: Where) -> Where:
    if wanted.search is None:
        return query
    query.values["search"] = search_words(wanted.search)
    if wanted.article is None and query.id == "c.id":
        query.conditions.append("claims_fts MATCH :search")
        tables = "claims_fts CROSS JOIN claims c ON c.id = claims_fts.rowid"
        return query._replace(tables=tables, id="claims_fts.rowid")
    query.conditions.append(
        "EXISTS (SELECT 1 FROM claims_fts WHERE claims_fts MATCH :search AND rowid = c.id)"
    )
    return query


_TERM = r'"([^"]*)"|(\S+)'


def search_words(typed: str) -> str:
    """What a person types, as an FTS5 query of plain words, phrases and beginnings.

    >>> search_words('trade "oil and gas" agree* 64%')
    '"trade" "oil and gas" "agree"* "64%"'
    """
    terms = [match[1] or match[2] or "" for match in re.finditer(_TERM, typed)]
    words = [re.sub('["\0]', " ", term).strip() for term in terms if any(map(str.isalnum, term))]
    if not words:
        raise VerifyError(f"There is no word to search for in {typed!r}", "give a word or a number")
    return " ".join(f'"{word.rstrip("*")}"' + "*" * word.endswith("*") for word in words)
