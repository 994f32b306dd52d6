"""The pages that are watched: what they last said, when to look again, and what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.records import Watch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_COLUMNS = ", ".join(Watch._fields)


def every(db: sqlite3.Connection) -> list[Watch]:
    """All watches, in the order they were begun."""
    return [Watch(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM watches ORDER BY id")]


def named(db: sqlite3.Connection, url: str) -> Watch | None:
    """The watch of an address, now or before its page moved."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM watches WHERE url = ?1 OR first_url = ?1 ORDER BY id LIMIT 1",
        (url,),
    ).fetchone()
    return Watch(*row) if row else None


def begin(db: sqlite3.Connection, urls: Sequence[str], at: str) -> list[Watch]:
    """Watch these addresses from now on; those that are watched already stay as they are."""
    for url in urls:
        if named(db, url) is None:
            db.execute(
                "INSERT INTO watches (url, first_url, next_at) VALUES (?, ?, ?)", (url, url, at)
            )
    return [watch for url in urls if (watch := named(db, url)) is not None]


def save(db: sqlite3.Connection, watch: Watch) -> None:
    """Write down what a look at the page came to."""
    values = watch._asdict()
    settings = ", ".join(f"{name} = :{name}" for name in values if name != "id")
    db.execute(f"UPDATE watches SET {settings} WHERE id = :id", values)
