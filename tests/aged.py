"""Databases as earlier releases wrote them."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def aged(path: Path) -> None:
    """Make the database one that the first release wrote."""
    db = sqlite3.connect(path)
    for thing in (
        "TRIGGER events_are_chained",
        "TABLE chain",
        "INDEX claims_valid_until",
        "INDEX claims_standing",
    ):
        db.execute(f"DROP {thing}")
    db.execute("ALTER TABLE events DROP COLUMN hash")
    for table in ("watches", "tokens", "sessions", "people", "secrets", "ingested"):
        db.execute(f"DROP TABLE {table}")
    for table in ("passages_fts", "passages"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DROP INDEX evidence_document")
    for column in ("kind", "stance", "quote", "consulted", "origin", "document"):
        db.execute(f"ALTER TABLE evidence DROP COLUMN {column}")
    db.execute("DROP TABLE documents")
    db.execute("ALTER TABLE articles DROP COLUMN byline")
    for index in ("claims_fact", "claims_repeated", "claims_mended", "claims_dropped"):
        db.execute(f"DROP INDEX {index}")
    for table, column in (("occurrences", "fact"), ("claims", "fact"), ("claims", "repeated")):
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for column in ("attributed", "valid_until", "worded", "dropped"):
        db.execute(f"ALTER TABLE claims DROP COLUMN {column}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_first_layout'")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
