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
    ingested     what became of each document of an archive
    shelf        claims in Parquet files, and which documents they are of
    people       who may use the desk, their sessions and tokens
    transfer     the whole database as JSON lines, and back
    drives       drives of other computers, where nothing is written
    copying      the database as one plain file
    checking     deriving again what can be derived

A part is imported when it is used: write ``from verify import store`` and ``store.people`` where
listing and marking pass by, so that they load only what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.faces import face

if TYPE_CHECKING:
    from verify.store import (
        adding,
        articles,
        bundling,
        chain,
        checking,
        connection,
        copying,
        drives,
        evidence,
        filtering,
        ingested,
        listing,
        locker,
        log,
        mends,
        overview,
        people,
        relaying,
        searching,
        shelf,
        sources,
        transfer,
        watches,
    )

__all__ = [
    "adding",
    "articles",
    "bundling",
    "chain",
    "checking",
    "connection",
    "copying",
    "drives",
    "evidence",
    "filtering",
    "ingested",
    "listing",
    "locker",
    "log",
    "mends",
    "overview",
    "people",
    "relaying",
    "searching",
    "shelf",
    "sources",
    "transfer",
    "watches",
]

__getattr__ = face(__name__, dict.fromkeys(__all__, ""))
