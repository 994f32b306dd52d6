"""The only SQL besides the migrations: rows in, records out.

    connection   the file, one transaction a command, SQLite's complaints in plain words
    chain        the log's hashes, and its head
    log          the append-only events, and the states that derive from them
    sources      names and what they stand for
    evidence     what was attached, the documents behind it, and their passages
    locker       the bytes of evidence, beside the database
    articles     reading articles and their versions
    filtering    what a person asks for, as SQL
    searching    claims and passages that share words
    listing      reading claims: pages of rows, and what each version says of them
    adding       writing articles, versions and the claims found in them
    people       who may use the desk, their sessions and tokens
    transfer     the whole database as JSON lines, and back
    drives       drives of other computers, where nothing is written
    copying      the database as one plain file
    checking     deriving again what can be derived

Import the parts by name: listing and marking load only what they need.
"""
