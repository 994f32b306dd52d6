"""The layout of the database, as named steps that are never edited once released.

Imported only when a file is behind (see ``verify.store.connection``): sqlite-utils costs more
to import than a listing takes. A new step goes at the end, and raises ``connection.LAYOUT``.

The plan in one picture::

    articles ─< versions ─< occurrences >─ claims ─< events      append-only; states derive from it
                                             │ ├───< evidence >─ documents ─< passages
                                             │ ├───< figures, dates          as last worded
                                             └─────< claim_sources >─ sources ─ merged_into
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from verify.migrations import archiving, chaining, first

layout = Migrations("redpencil")


@layout()
def m001_first_layout(db: Database) -> None:
    """Articles, versions, claims, sources, evidence and the log; search; views to read them by."""
    for statement in (*first.TABLES, *first.INDEXES):
        db.execute(statement)
    db.table("claims").enable_fts(["text"], tokenize="porter unicode61 remove_diacritics 2")
    for statement in first.SEARCH:
        db.execute(statement)
    for table in ("events", "evidence", "occurrences"):
        for change in ("UPDATE", "DELETE"):
            _forbid(db, table, change)
    _forbid(db, "versions", "UPDATE OF article_id, number, text, sha256, added_at, added_by")
    _forbid(db, "versions", "DELETE")
    for name, query in first.VIEWS.items():
        db.create_view(name, query)


@layout()
def m002_people_attribute(db: Database) -> None:
    """Who stands behind a claim by a person's word: origins and relays as JSON, from the events."""
    db.execute("ALTER TABLE claims ADD COLUMN attributed TEXT")


@layout()
def m003_verdicts_age(db: Database) -> None:
    """The last day on which a verdict holds, from the events."""
    db.execute("ALTER TABLE claims ADD COLUMN valid_until TEXT")
    db.execute(
        "CREATE INDEX claims_valid_until ON claims(valid_until) WHERE valid_until IS NOT NULL"
    )


@layout()
def m004_pages_are_watched(db: Database) -> None:
    """Pages that are watched; ``held`` is a text that lost most of its words."""
    db.execute(
        """CREATE TABLE watches (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            first_url TEXT NOT NULL UNIQUE,
            article TEXT,
            etag TEXT,
            modified TEXT,
            looked_at TEXT,
            next_at TEXT NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            said TEXT,
            held TEXT
        )"""
    )


@layout()
def m005_evidence_lasts(db: Database) -> None:
    """Kept bytes, their words in passages that are searched, and what is said of evidence."""
    db.execute(
        """CREATE TABLE documents (
            sha256 TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            media TEXT NOT NULL,
            text TEXT NOT NULL,
            title TEXT,
            publisher TEXT,
            published TEXT,
            pages TEXT NOT NULL,
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
    for column in ("kind", "stance", "quote", "consulted", "origin"):
        db.execute(f"ALTER TABLE evidence ADD COLUMN {column} TEXT")
    db.execute("ALTER TABLE evidence ADD COLUMN document TEXT REFERENCES documents(sha256)")
    db.execute("CREATE INDEX evidence_document ON evidence(document) WHERE document IS NOT NULL")
    # A paragraph of a document's text, counted in its code points.
    db.execute(
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY,
            document TEXT NOT NULL REFERENCES documents(sha256),
            start INTEGER NOT NULL,
            text TEXT NOT NULL
        )"""
    )
    db.execute("CREATE INDEX passages_document ON passages(document, start)")
    db.table("passages").enable_fts(["text"], tokenize="porter unicode61 remove_diacritics 2")
    db.execute(
        """CREATE TRIGGER passages_search_insert AFTER INSERT ON passages BEGIN
            INSERT INTO passages_fts (rowid, text) VALUES (new.id, new.text);
        END"""
    )
    for table in ("documents", "passages"):
        for change in ("UPDATE", "DELETE"):
            _forbid(db, table, change)
    db.execute("ALTER TABLE articles ADD COLUMN byline TEXT")


@layout()
def m006_facts_are_named(db: Database) -> None:
    """What says the same has the same ``fact``; ``repeated`` marks what several articles say."""
    for table in ("occurrences", "claims"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN fact TEXT")
    db.execute("ALTER TABLE claims ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX claims_fact ON claims(fact, article_id) WHERE fact IS NOT NULL")
    db.execute("CREATE INDEX claims_repeated ON claims(id) WHERE repeated = 1")
    _name_facts(db)


@layout()
def m007_people_mend(db: Database) -> None:
    """What people made of claims: their words, as occurrences in JSON, and why one is dropped."""
    for column in ("worded", "dropped"):
        db.execute(f"ALTER TABLE claims ADD COLUMN {column} TEXT")
    db.execute(
        "CREATE INDEX claims_mended ON claims(article_id)"
        " WHERE (worded IS NOT NULL OR dropped IS NOT NULL)"
    )
    db.execute("CREATE INDEX claims_dropped ON claims(id) WHERE dropped IS NOT NULL")


@layout()
def m008_people_sign_in(db: Database) -> None:
    """Who may use the desk over the network, and what opens it for them.

    Of sessions and tokens only the SHA-256 is kept. A session is ``signed_in`` when a password
    began it; else it only carries the name that somebody chose on their own computer.
    """
    db.execute(
        """CREATE TABLE people (
            name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
            password TEXT,
            role TEXT NOT NULL,
            added_at TEXT NOT NULL,
            left_at TEXT
        )"""
    )
    db.execute(
        """CREATE TABLE sessions (
            sha256 TEXT PRIMARY KEY,
            person TEXT NOT NULL COLLATE NOCASE,
            signed_in INTEGER NOT NULL,
            made_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX sessions_person ON sessions(person)")
    db.execute("CREATE INDEX sessions_ends ON sessions(ends_at)")
    db.execute(
        """CREATE TABLE tokens (
            sha256 TEXT PRIMARY KEY,
            person TEXT NOT NULL COLLATE NOCASE REFERENCES people(name),
            label TEXT NOT NULL,
            made_at TEXT NOT NULL,
            revoked_at TEXT
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE UNIQUE INDEX tokens_label ON tokens(person, label) WHERE revoked_at IS NULL")
    db.execute("CREATE TABLE secrets (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


@layout()
def m009_log_is_chained(db: Database) -> None:
    """Each event's hash over the one before, and the head of that chain.

    An older program that still has the file open knows no hashes: its events are refused.
    """
    db.execute("ALTER TABLE events ADD COLUMN hash TEXT")
    db.execute(
        "CREATE TABLE chain (id INTEGER PRIMARY KEY CHECK (id = 1), events INTEGER NOT NULL,"
        " head TEXT NOT NULL)"
    )
    db.execute("DROP TRIGGER events_no_update")
    chaining.chain(db)
    _forbid(db, "events", "UPDATE")
    db.execute(
        """CREATE TRIGGER events_are_chained BEFORE INSERT ON events WHEN new.hash IS NULL BEGIN
            SELECT RAISE(ABORT, 'a newer release has brought it up to date: start this one anew');
        END"""
    )


@layout()
def m010_desks_are_counted(db: Database) -> None:
    """How far each article is, read from an index alone.

    What is removed stands last: as the first column it would be taken for other questions too.
    """
    db.execute(
        "CREATE INDEX claims_standing ON claims(article_id, status, assignee, recheck, removed)"
    )


@layout()
def m011_archives_are_read(db: Database) -> None:
    """What became of each document of an archive, by the SHA-256 of its record."""
    for statement in archiving.TABLES:
        db.execute(statement)


def _name_facts(db: Database) -> None:
    """Do for what an earlier release wrote as is done for what is added now."""
    rows = db.execute("SELECT version_id, position, claim FROM occurrences").fetchall()
    if not rows:
        return
    from claims import Claim
    from claims.matching import fingerprint

    db.execute("DROP TRIGGER occurrences_no_update")
    for version_id, position, claim in rows:
        db.execute(
            "UPDATE occurrences SET fact = ? WHERE version_id = ? AND position = ?",
            (fingerprint(Claim.model_validate_json(claim)), version_id, position),
        )
    _forbid(db, "occurrences", "UPDATE")
    db.execute(
        "UPDATE claims SET fact = (SELECT o.fact FROM occurrences o"
        " JOIN versions v ON v.id = o.version_id WHERE o.claim_id = claims.id AND v.withdrawn = 0"
        " ORDER BY v.number DESC LIMIT 1) WHERE withdrawn = 0"
    )
    db.execute(
        "UPDATE claims SET repeated = 1 WHERE removed = 0 AND EXISTS (SELECT 1 FROM claims o"
        " WHERE o.fact = claims.fact AND o.article_id <> claims.article_id AND o.removed = 0)"
    )


def _forbid(db: Database, table: str, change: str) -> None:
    verb = change.split()[0].lower()
    db.execute(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {change} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{table} are kept as written: nothing is overwritten'); END"
    )


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, inside the caller's transaction."""
    layout.apply(Database(connection, execute_plugins=False))
