"""All that is known of one claim, and of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.articles import Article, Version
    from verify.records.changes import ChangeRow
    from verify.records.claims import ClaimRow, Occurrence
    from verify.records.evidence import Evidence
    from verify.records.log import Event, Head, Note
    from verify.records.sourcing import Finding, Independence, SourceRow


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
