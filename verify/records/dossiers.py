"""All that is known of one claim, of one article, and of a database that disagrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.articles import Article, ChangeRow, Version
    from verify.records.claims import ClaimRow, Event, Head, Note, Occurrence
    from verify.records.sourcing import Evidence, Finding, Independence, SourceRow


class ClaimDetail(NamedTuple):
    """All about one claim.

    ``now`` is its last occurrence. ``context`` is the passage it stands in, ``context_start``
    where that begins in the version's text, and ``marks`` the claim's own words in it, as
    ``[start, end)`` counted in ``context``. ``again`` are the article's words where it makes the
    claim once more.
    """

    row: ClaimRow
    now: Occurrence
    context: str
    context_start: int
    marks: tuple[tuple[int, int], ...]
    again: tuple[str, ...]
    notes: tuple[Note, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Event, ...]
    occurrences: tuple[Occurrence, ...]


class Dossier(NamedTuple):
    """Everything a report on one article needs, read at one moment.

    ``claims`` are those of the latest version in its order, ``removed`` those it dropped.
    ``counts`` has every status that occurs among ``claims``; ``changes`` compares the last two
    versions, empty when there is one. ``independence`` is of each claim in that order, and
    ``findings`` are what the rules of sourcing found. ``log`` is the head of the database's log.
    """

    article: Article
    versions: tuple[Version, ...]
    claims: tuple[ClaimDetail, ...]
    removed: tuple[ClaimDetail, ...]
    counts: dict[str, int]
    sources: tuple[SourceRow, ...]
    changes: tuple[ChangeRow, ...]
    checkers: tuple[str, ...]
    made_at: str
    independence: tuple[Independence, ...] = ()
    findings: tuple[Finding, ...] = ()
    log: Head | None = None


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
