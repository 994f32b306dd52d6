"""The tables, indexes, triggers and views that the first release made."""

from __future__ import annotations

# `withdrawn` marks what an undone command had added: nothing is deleted, it is out of sight.
TABLES = (
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
INDEXES = (
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

SEARCH = (
    """CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN
        INSERT INTO claims_fts (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER claims_search_update AFTER UPDATE OF text ON claims
    WHEN new.text <> old.text BEGIN
        INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO claims_fts (rowid, text) VALUES (new.id, new.text);
    END""",
)

VIEWS = {
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
