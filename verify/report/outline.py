"""A dossier arranged for reading: what every form of the report says, before it takes a form."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from claims.text import read
from verify.report.charts import parted
from verify.report.edits import ORDER, counts, kind_of
from verify.report.entries import Changed, Entry, Known, changed, entry, is_open
from verify.report.sourcing import Sourcing, sourcing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.config import Config, Status
    from verify.records import ClaimDetail, Dossier, SourceRow

_FEW = 6
"""So many open claims are told in full in a summary of one page; of more, those due again."""

_CORRECTIONS = 8
"""So many corrections are told in the summary; more of them come right after it."""

_SOURCES = 12
"""So many sources are named in the summary, those behind most claims."""


class Ink(NamedTuple):
    """How words of the article are underlined: by the most pressing of the claims on them."""

    manner: Literal["wrong", "open", "done"]
    status: Status


class Passage(NamedTuple):
    """A paragraph of the article, in runs of words, and the claims that begin in it.

    Words that no claim rests on have no ink. ``start`` is where it begins in the text.
    """

    number: int
    start: int
    runs: tuple[tuple[str, Ink | None], ...]
    entries: tuple[Entry, ...]


class Outline(NamedTuple):
    """The report's parts, in order.

    Of the ``open`` claims the summary tells ``listed`` in full and ``counted`` by number.
    ``thin`` are confirmed on less than the desk asks for, ``impossible`` could not be checked;
    ``findings`` are the rules of sourcing that found something, and where, ``remarks`` what they
    say of the whole article.
    """

    dossier: Dossier
    config: Config
    counts: tuple[tuple[Status, int], ...]
    wrong: tuple[Entry, ...]
    open: tuple[Entry, ...]
    listed: tuple[Entry, ...]
    counted: tuple[tuple[Status, tuple[Entry, ...]], ...]
    thin: tuple[Entry, ...]
    impossible: tuple[Entry, ...]
    findings: dict[str, tuple[int, ...]]
    remarks: tuple[str, ...]
    sourcing: Sourcing
    passages: tuple[Passage, ...]
    changes: tuple[Changed, ...]
    change_counts: dict[str, int]
    redacted: bool

    @property
    def thin_by_reason(self) -> dict[str, tuple[int, ...]]:
        """What confirmed claims still lack, and the claims that lack it."""
        reasons = dict.fromkeys(one.lacks for one in self.thin)
        return {
            lacks: tuple(one.id for one in self.thin if one.lacks == lacks) for lacks in reasons
        }

    @property
    def first_wrong(self) -> tuple[Entry, ...]:
        """The corrections that the summary has room for."""
        return self.wrong[:_CORRECTIONS]

    @property
    def more_wrong(self) -> tuple[Entry, ...]:
        """The others."""
        return self.wrong[_CORRECTIONS:]

    @property
    def first_sources(self) -> tuple[SourceRow, ...]:
        """The sources that the summary has room for."""
        return self.sourcing.rows[:_SOURCES]

    @property
    def more_sources(self) -> int:
        """How many others there are."""
        return len(self.sourcing.rows) - len(self.first_sources)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every claim, in the article's order."""
        return tuple(one for passage in self.passages for one in passage.entries)

    @property
    def since(self) -> int | None:
        """The version the changes are counted from; null when there is one version."""
        return self.dossier.versions[-2].number if len(self.dossier.versions) > 1 else None

    @property
    def verdict(self) -> str:
        """How far the checking is, in a sentence."""
        total, left = len(self.entries), len(self.open)
        corrected = f", {len(self.wrong)} to correct" if self.wrong else ""
        if not left:
            return f"all {total} claims checked{corrected}"
        return f"{total - left} of {total} claims checked{corrected}, {left} open"

    def facts(self) -> Iterator[tuple[str, str]]:
        """What was checked, when, and by whom: name and value."""
        article, told = self.dossier.article, self.dossier.versions[-1]
        later = f"; the latest is {article.latest}" if article.latest > told.number else ""
        facts = {
            "Byline": article.byline,
            "Publisher": article.publisher,
            "Published": article.published,
            "Address": article.url,
            "Version": f"{told.number} of {article.versions}, added {told.added_at[:10]}"
            f" by {told.added_by}{later}",
            "SHA-256": told.sha256,
            "Checked by": ", ".join(self.dossier.checkers) or "nobody yet",
            "Report made": f"{self.dossier.made_at[:16].replace('T', ' ')} UTC",
            "Log": self.dossier.log and str(self.dossier.log),
            "Left out": "what unnamed sources told the desk, and private contacts"
            if self.redacted
            else None,
        }
        for name, value in facts.items():
            if value:
                yield name, value


def outline(dossier: Dossier, config: Config, *, redacted: bool = False) -> Outline:
    """Arrange a dossier for reading; ``redacted`` says so where something was left out of it."""
    passages = tuple(_passages(dossier, config))
    entries = [one for passage in passages for one in passage.entries]
    again = Counter(one.row.status for one in dossier.claims if one.row.recheck is not None)
    left = tuple(one for one in entries if one.open)
    listed = left if len(left) <= _FEW else tuple(one for one in left if one.recheck)
    return Outline(
        dossier=dossier,
        config=config,
        counts=tuple(parted(dossier.counts, again, config)),
        wrong=tuple(one for one in entries if one.correction is not None),
        open=left,
        listed=listed,
        counted=_by_status([one for one in left if one not in listed]),
        thin=tuple(one for one in entries if one.thin),
        impossible=tuple(one for one in entries if one.impossible),
        findings=_findings(dossier),
        remarks=tuple(one.message for one in dossier.findings if one.claim_id is None),
        sourcing=sourcing(dossier),
        passages=passages,
        changes=_changes(dossier),
        change_counts=counts(dossier.changes),
        redacted=redacted,
    )


def _findings(dossier: Dossier) -> dict[str, tuple[int, ...]]:
    """The claims that each rule found something in, in their order."""
    rules = dict.fromkeys(one.rule for one in dossier.findings if one.claim_id is not None)
    return {
        rule: tuple(one.claim_id for one in dossier.findings if one.rule == rule and one.claim_id)
        for rule in rules
    }


def known(dossier: Dossier) -> dict[int, Known]:
    """What the machine has counted and found about each claim, by id."""
    found = {one.claim_id: Known(one) for one in dossier.independence}
    for one in dossier.findings:
        if one.claim_id is not None:
            so_far = found.get(one.claim_id, Known())
            told = f"{one.message} ({one.rule})"
            found[one.claim_id] = so_far._replace(findings=(*so_far.findings, told))
    return found


def _by_status(entries: Sequence[Entry]) -> tuple[tuple[Status, tuple[Entry, ...]], ...]:
    statuses = dict.fromkeys(one.status for one in entries)
    return tuple(
        (status, tuple(one for one in entries if one.status == status)) for status in statuses
    )


def _changes(dossier: Dossier) -> tuple[Changed, ...]:
    found = [changed(change) for change in dossier.changes if kind_of(change) != "unchanged"]
    return tuple(sorted(found, key=lambda change: ORDER.index(change.kind)))


def _passages(dossier: Dossier, config: Config) -> Iterator[Passage]:
    text = dossier.versions[-1].text if dossier.versions else ""
    document = read(text)
    spans = [
        document.original(line.start, line.start + len(line.text)) for line in document.paragraphs()
    ]
    starts = [span.start for span in spans]

    def paragraph_of(detail: ClaimDetail) -> int:
        return max(bisect_right(starts, detail.now.sentence[0]), 1)

    counted = known(dossier)
    inks = _inks(dossier.claims, len(text), config)
    found = {
        number: tuple(
            entry(detail, number, config, counted.get(detail.row.id, Known())) for detail in details
        )
        for number, details in groupby(sorted(dossier.claims, key=paragraph_of), paragraph_of)
    }
    for number, span in enumerate(spans, 1):
        runs = tuple(
            ("".join(text[place] for place in places), ink)
            for ink, places in groupby(range(*span), key=inks.__getitem__)
        )
        yield Passage(number, span.start, runs, found.get(number, ()))


def _inks(claims: Sequence[ClaimDetail], length: int, config: Config) -> list[Ink | None]:
    """For each character of the text, how it is underlined."""
    inks: list[Ink | None] = [None] * length
    found = [(_ink(detail, config), detail.now.claim["spans"]) for detail in claims]
    for manner in ("done", "open", "wrong"):
        for ink, spans in found:
            for start, end in spans if ink.manner == manner else ():
                inks[start:end] = [ink] * (end - start)
    return inks


def _ink(detail: ClaimDetail, config: Config) -> Ink:
    status = config.status(detail.row.status)
    if detail.row.correction is not None:
        return Ink("wrong", status)
    return Ink("open" if is_open(detail, config) else "done", status)
