"""The table that the tenth layout adds: documents of archives."""

from __future__ import annotations

TABLES = (
    """CREATE TABLE ingested (
        record TEXT PRIMARY KEY,
        text TEXT,
        origin TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT,
        article_id INTEGER REFERENCES articles(id),
        at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX ingested_failed ON ingested(origin) WHERE outcome = 'failed'",
)
