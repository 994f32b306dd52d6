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

layout = Migrations("redpencil")

# `withdrawn` marks what an undone command had added: nothing is deleted, it is out of sight.
_TABLES = (
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT,
        publisher TEXT,
        published TEXT,
        language TEXT NOT NULL,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        withdrawn INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        origin TEXT,
        withdrawn INTEGER NOT NULL DEFAULT 0,
        UNIQUE (article_id, number)
    )""",
    # What the last version says of a claim (position to candidates) and where its checking stands
    # (status to correction): both are copies, kept for listing. The first is derived from
    # occurrences, the second from events; `verify check` derives them again.
    """CREATE TABLE claims (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        position INTEGER NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0,
        withdrawn INTEGER NOT NULL DEFAULT 0,
        text TEXT NOT NULL,
        kind TEXT NOT NULL,
        quoted INTEGER NOT NULL,
        worth REAL NOT NULL,
        flags TEXT,
        candidates TEXT,
        status TEXT NOT NULL,
        recheck TEXT,
        assignee TEXT,
        verdict_by TEXT,
        signed_off_by TEXT,
        correction TEXT
    )""",
    """CREATE TABLE occurrences (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        position INTEGER NOT NULL,
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        text TEXT NOT NULL,
        quote TEXT NOT NULL,
        sentence_start INTEGER NOT NULL,
        sentence_end INTEGER NOT NULL,
        claim TEXT NOT NULL,
        attribution TEXT,
        PRIMARY KEY (version_id, position)
    )""",
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        kind TEXT NOT NULL,
        merged_into INTEGER REFERENCES sources(id)
    )""",
    """CREATE TABLE claim_sources (
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        position INTEGER NOT NULL,
        source_id INTEGER NOT NULL REFERENCES sources(id),
        relay INTEGER NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE figures (
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        value REAL NOT NULL,
        high REAL,
        unit TEXT,
        comparator TEXT NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE dates (
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        first_day TEXT,
        last_day TEXT,
        PRIMARY KEY (claim_id, position)
    ) WITHOUT ROWID""",
    # `command` is the id of the first event of the same command, `changes` JSON:
    # {"status": ["unchecked", "confirmed"]}.
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        article_id INTEGER REFERENCES articles(id),
        version_id INTEGER REFERENCES versions(id),
        claim_id INTEGER REFERENCES claims(id),
        source_id INTEGER REFERENCES sources(id),
        note TEXT,
        changes TEXT NOT NULL DEFAULT '{}',
        command INTEGER NOT NULL REFERENCES events(id),
        undoes INTEGER REFERENCES events(id)
    )""",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        event_id INTEGER NOT NULL REFERENCES events(id),
        locator TEXT NOT NULL,
        note TEXT
    )""",
)

# Lists are read in pages by id or position: each index ends in what the page is sorted by (an
# index holds the id after its columns). None begins with `removed`, which nearly every list asks
# for and nearly every claim answers alike: SQLite would take it and sort the whole table.
_INDEXES = (
    "CREATE UNIQUE INDEX articles_slug ON articles(slug) WHERE withdrawn = 0",
    "CREATE INDEX versions_sha256 ON versions(sha256)",
    "CREATE INDEX claims_article ON claims(article_id, position)",
    "CREATE INDEX claims_status ON claims(status, removed)",
    "CREATE INDEX claims_kind ON claims(kind, removed)",
    "CREATE INDEX claims_worth ON claims(worth DESC)",
    "CREATE INDEX claims_assignee ON claims(assignee COLLATE NOCASE) WHERE assignee IS NOT NULL",
    "CREATE INDEX claims_recheck ON claims(id) WHERE recheck IS NOT NULL",
    "CREATE INDEX claims_flagged ON claims(id) WHERE flags IS NOT NULL",
    "CREATE INDEX claims_removed ON claims(id) WHERE removed = 1",
    "CREATE INDEX occurrences_claim ON occurrences(claim_id, version_id)",
    "CREATE INDEX claim_sources_source ON claim_sources(source_id, claim_id)",
    "CREATE INDEX sources_merged ON sources(merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX events_claim ON events(claim_id) WHERE claim_id IS NOT NULL",
    "CREATE INDEX events_source ON events(source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX events_article ON events(article_id)",
    "CREATE INDEX events_actor ON events(actor)",
    "CREATE INDEX events_command ON events(command)",
    "CREATE INDEX events_undoes ON events(undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX evidence_claim ON evidence(claim_id)",
)

_SEARCH = (
    """CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN
        INSERT INTO claims_fts (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER claims_search_update AFTER UPDATE OF text ON claims
    WHEN new.text <> old.text BEGIN
        INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO claims_fts (rowid, text) VALUES (new.id, new.text);
    END""",
)

_VIEWS = {
    "claim_list": """
        SELECT c.id, a.slug AS article, c.position, c.status, c.recheck, c.text,
            (SELECT group_concat(name, ' ← ') FROM (
                SELECT coalesce(m.name, s.name) AS name
                FROM claim_sources cs JOIN sources s ON s.id = cs.source_id
                LEFT JOIN sources m ON m.id = s.merged_into
                WHERE cs.claim_id = c.id ORDER BY cs.position
            )) AS sources,
            c.kind, c.worth, c.assignee, c.verdict_by, c.signed_off_by, c.correction
        FROM claims c JOIN articles a ON a.id = c.article_id
        WHERE c.removed = 0""",
    "status_counts": """
        SELECT a.slug AS article, c.status, count(*) AS claims, count(c.recheck) AS recheck
        FROM claims c JOIN articles a ON a.id = c.article_id
        WHERE c.removed = 0
        GROUP BY a.slug, c.status""",
    "source_aliases": """
        SELECT s.name AS alias, m.name AS source
        FROM sources s JOIN sources m ON m.id = s.merged_into""",
    "history": """
        SELECT e.id, e.at, e.actor, e.action, a.slug AS article, v.number AS version,
            e.claim_id, s.name AS source, e.note, e.changes, e.undoes
        FROM events e LEFT JOIN articles a ON a.id = e.article_id
        LEFT JOIN versions v ON v.id = e.version_id LEFT JOIN sources s ON s.id = e.source_id""",
}


@layout()
def m001_first_layout(db: Database) -> None:
    """Articles, versions, claims, sources, evidence and the log; search; views to read them by."""
    for statement in (*_TABLES, *_INDEXES):
        db.execute(statement)
    db.table("claims").enable_fts(["text"], tokenize="porter unicode61 remove_diacritics 2")
    for statement in _SEARCH:
        db.execute(statement)
    for table in ("events", "evidence", "occurrences"):
        for change in ("UPDATE", "DELETE"):
            _forbid(db, table, change)
    _forbid(db, "versions", "UPDATE OF article_id, number, text, sha256, added_at, added_by")
    _forbid(db, "versions", "DELETE")
    for name, query in _VIEWS.items():
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
