"""A dossier arranged for reading: what every form of the report says, before it takes a form."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from claims.text import read
from verify.report.edits import ORDER, counts, kind_of
from verify.report.entries import Changed, Entry, changed, entry, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.config import Config, Status
    from verify.records import ClaimDetail, Dossier, SourceRow

_FEW = 10
"""So many open claims are told in full in a summary of one page; of more, those due again."""

_OWN, _UNNAMED, _UNCLEAR, _NAMED = "own", "unnamed", "unclear", "named"


class Ink(NamedTuple):
    """How words of the article are underlined: by the most pressing of the claims on them."""

    manner: Literal["wrong", "open", "done"]
    status: Status


class Passage(NamedTuple):
    """A paragraph of the article, in runs of words, and the claims that begin in it.

    Words that no claim rests on have no ink.
    """

    number: int
    runs: tuple[tuple[str, Ink | None], ...]
    entries: tuple[Entry, ...]


class Sourcing(NamedTuple):
    """Whose word the article's claims rest on; a count of claims for each."""

    named: int
    own: int
    unnamed: int
    unclear: int
    rows: tuple[SourceRow, ...]

    def shares(self) -> Iterator[tuple[str, int, int]]:
        """Each kind in words, how many claims rest on it, and how many of a hundred."""
        kinds = {
            "said by a named source": self.named,
            "in the article’s own voice": self.own,
            "said by an unnamed source": self.unnamed,
            "said by one of several, the text does not tell which": self.unclear,
        }
        total = sum(kinds.values()) or 1
        for words, claims in kinds.items():
            yield words, claims, round(100 * claims / total)


class Outline(NamedTuple):
    """The report's parts, in order.

    Of the ``open`` claims the summary tells ``listed`` in full and ``counted`` by number.
    """

    dossier: Dossier
    counts: tuple[tuple[Status, int], ...]
    wrong: tuple[Entry, ...]
    open: tuple[Entry, ...]
    listed: tuple[Entry, ...]
    counted: tuple[tuple[Status, tuple[Entry, ...]], ...]
    sourcing: Sourcing
    passages: tuple[Passage, ...]
    changes: tuple[Changed, ...]
    change_counts: dict[str, int]

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
        article, latest = self.dossier.article, self.dossier.versions[-1]
        count = len(self.dossier.versions)
        facts = {
            "Publisher": article.publisher,
            "Published": article.published,
            "Address": article.url,
            "Version": f"{latest.number} of {count}, added {latest.added_at[:10]}"
            f" by {latest.added_by}",
            "SHA-256": latest.sha256,
            "Checked by": ", ".join(self.dossier.checkers) or "nobody yet",
            "Report made": f"{self.dossier.made_at[:16].replace('T', ' ')} UTC",
        }
        for name, value in facts.items():
            if value:
                yield name, value


def outline(dossier: Dossier, config: Config) -> Outline:
    """Arrange a dossier for reading."""
    passages = tuple(_passages(dossier, config))
    entries = [one for passage in passages for one in passage.entries]
    names = dict.fromkeys([status.name for status in config.statuses] + list(dossier.counts))
    left = tuple(one for one in entries if one.open)
    listed = left if len(left) <= _FEW else tuple(one for one in left if one.recheck)
    return Outline(
        dossier=dossier,
        counts=tuple(
            (config.status(name), dossier.counts[name])
            for name in names
            if dossier.counts.get(name)
        ),
        wrong=tuple(one for one in entries if one.correction is not None),
        open=left,
        listed=listed,
        counted=_by_status([one for one in left if one not in listed]),
        sourcing=_sourcing(dossier),
        passages=passages,
        changes=_changes(dossier),
        change_counts=counts(dossier.changes),
    )


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

    inks = _inks(dossier.claims, len(text), config)
    found = {
        number: tuple(entry(detail, number, config) for detail in details)
        for number, details in groupby(sorted(dossier.claims, key=paragraph_of), paragraph_of)
    }
    for number, span in enumerate(spans, 1):
        runs = tuple(
            ("".join(text[place] for place in places), ink)
            for ink, places in groupby(range(*span), key=inks.__getitem__)
        )
        yield Passage(number, runs, found.get(number, ()))


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


def _sourcing(dossier: Dossier) -> Sourcing:
    kinds = [_rests_on(detail) for detail in dossier.claims]
    return Sourcing(
        named=kinds.count(_NAMED),
        own=kinds.count(_OWN),
        unnamed=kinds.count(_UNNAMED),
        unclear=kinds.count(_UNCLEAR),
        rows=dossier.sources,
    )


def _rests_on(detail: ClaimDetail) -> str:
    row, attribution = detail.row, detail.now.attribution
    if attribution is None:
        return _OWN
    if row.candidates:
        return _UNCLEAR
    named = len(row.sources) > len(attribution["via"])
    return _NAMED if named and attribution["source_kind"] != "anonymous" else _UNNAMED
