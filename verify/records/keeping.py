"""A database as a whole: its backups, and where it disagrees with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.log import Head


class Backup(NamedTuple):
    """What a backup holds. ``documents`` are the files of evidence in it; those that were
    ``missing`` or changed already are told by their SHA-256.
    """

    file: str
    log: Head
    articles: int
    documents: int
    missing: tuple[str, ...]


class Restored(NamedTuple):
    """What came back from a backup, as in Backup; ``aside`` is where the database is now that was
    there before.
    """

    file: str
    database: str
    log: Head
    articles: int
    documents: int
    missing: tuple[str, ...]
    aside: str | None


class Disagreement(NamedTuple):
    """Something ``check`` derived that is not what the database says."""

    what: str
    where: str
    detail: str
