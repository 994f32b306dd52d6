"""One claim, and one change, as every form of the report tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.report import proofs, wording
from verify.report.edits import SIGNS, Edit, edits, kind_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.config import Config, Status
    from verify.records import ChangeRow, ClaimDetail, Event, Independence
    from verify.report.proofs import Proven

NOT_POSSIBLE = frozenset({"unverifiable", "not-checkable"})
"""Outcomes that say a check came to nothing, and should say why."""

_UNSETTLED = NOT_POSSIBLE | {"disputed"}


class Known(NamedTuple):
    """What the machine has counted and found about a claim."""

    independence: Independence | None = None
    findings: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A claim. ``paragraph`` counts from 1; ``open``: somebody still has to look.

    ``impossible`` says why it could not be checked. ``lacks`` is what the desk's rule of
    sufficient sourcing still asks for, ``enough`` how it is met or not.
    """

    id: int
    text: str
    status: Status
    open: bool
    paragraph: int
    quote: str
    again: tuple[str, ...]
    sources: str
    who: str
    why: str
    figures: tuple[str, ...]
    dates: tuple[str, ...]
    substitutions: tuple[str, ...]
    recheck: str | None
    correction: str | None
    assignee: str | None
    notes: tuple[str, ...]
    evidence: tuple[Proven, ...]
    impossible: str
    origins: tuple[str, ...]
    enough: str
    lacks: str
    findings: tuple[str, ...]
    checked: str
    signed_off: str
    suggestions: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """The status in words, with what a confirmed claim still lacks."""
        return f"{self.status.label}, but {self.lacks}" if self.thin else self.status.label

    @property
    def thin(self) -> bool:
        """Whether it is confirmed on less than the desk's rule asks for."""
        return bool(self.lacks) and confirms(self.status)

    def particulars(self) -> Iterator[tuple[str, str | Proven]]:
        """What people and the article say about the claim: name and value, in reading order."""
        yield f"Words, ¶ {self.paragraph}", self.quote
        yield "Who says it", self.who
        for name, values in (
            ("Said again", self.again),
            ("Because", (self.why,)),
            ("Replaced", self.substitutions),
            ("Figure", self.figures),
            ("Date", self.dates),
            ("Due for re-check", (self.recheck,)),
            ("Correction", (self.correction,)),
            ("Not possible", (self.impossible,)),
        ):
            yield from ((name, value) for value in values if value)
        yield from ((one.name, one) for one in self.evidence)
        for name, values in (
            ("Comes from", self.origins),
            ("Sourced", (self.enough,)),
            ("Note", self.notes),
            ("To look at", self.findings),
            ("Checked by", (self.checked,)),
            ("Signed off by", (self.signed_off,)),
            ("Assigned to", (self.assignee,)),
        ):
            yield from ((name, value) for value in values if value)


class Changed(NamedTuple):
    """One change since the previous version; ``words`` show both wordings as one."""

    kind: str
    sign: str
    words: tuple[Edit, ...]
    facets: tuple[str, ...]
    because: str
    claim_id: int | None
    recheck: str | None

    def told(self) -> Iterator[str]:
        """What is known about the change beside its words."""
        yield from self.facets
        if self.because:
            yield self.because
        if self.claim_id is not None:
            yield f"claim {self.claim_id}"
        if self.recheck is not None:
            yield f"re-check: {self.recheck}"


def is_open(detail: ClaimDetail, config: Config) -> bool:
    """Whether somebody still has to look: no outcome yet, or one that is due for re-check."""
    return detail.row.recheck is not None or not config.status(detail.row.status).done


def confirms(status: Status) -> bool:
    """Whether a status says that the claim is right, in any set of statuses."""
    return status.done and not status.correction and status.name not in _UNSETTLED


def entry(detail: ClaimDetail, paragraph: int, config: Config, known: Known) -> Entry:
    """A claim as the report tells it."""
    row, claim = detail.row, detail.now.claim
    status, counted = config.status(row.status), known.independence
    reason = last_event(detail.history, "marked") if row.status in NOT_POSSIBLE else None
    impossible = (reason and reason.note) or "nobody has noted why"
    return Entry(
        id=row.id,
        text=row.text,
        status=status,
        open=is_open(detail, config),
        paragraph=paragraph,
        quote=detail.now.quote,
        again=detail.again,
        sources=wording.chain(row.sources, row.relays, row.candidates),
        who=wording.who_says(detail.now, row),
        why=wording.further(detail.now, row),
        figures=tuple(map(wording.figure, claim["quantities"])),
        dates=tuple(map(wording.period, claim["dates"])),
        substitutions=tuple(map(wording.substitution, claim["substitutions"])),
        recheck=row.recheck,
        correction=row.correction,
        assignee=row.assignee,
        notes=tuple(
            _by(note.text, note.actor, note.at)
            for note in detail.notes
            if reason is None or (note.at, note.text) != (reason.at, reason.note)
        ),
        evidence=tuple(map(proofs.proven, detail.evidence)),
        impossible=impossible if row.status in NOT_POSSIBLE else "",
        origins=tuple(map(proofs.origin, counted.origins)) if counted else (),
        enough=proofs.sufficiency(counted) if confirms(status) else "",
        lacks=counted.lacks if counted else "",
        findings=known.findings,
        checked=_signed(row.verdict_by, "marked", detail.history)
        + (f", holds until {row.valid_until}" if row.valid_until else ""),
        signed_off=_signed(row.signed_off_by, "signed-off", detail.history),
        suggestions=tuple(wording.suggestions(claim)),
    )


def _by(words: str, actor: str, at: str) -> str:
    return f"{words} ({actor}, {at[:10]})"


def _signed(name: str | None, action: str, history: Sequence[Event]) -> str:
    """A name and the day of the last such action that stands; empty without a name."""
    if name is None:
        return ""
    event = last_event(history, action)
    return f"{name}, {event.at[:10]}" if event else name


def last_event(history: Sequence[Event], action: str) -> Event | None:
    """The last such action that stands."""
    found = [event for event in history if event.action == action and not event.undone]
    return found[-1] if found else None


def changed(change: ChangeRow) -> Changed:
    """A change as the report tells it."""
    kind = kind_of(change)
    before, after = text_of(change.before), text_of(change.after)
    both = bool(before and after)
    return Changed(
        kind=kind,
        sign=SIGNS[kind],
        words=tuple(edits(before, after)) if both else (Edit("same", before or after),),
        facets=change.facets,
        because=wording.reasons(change.because) if both and kind != "moved" else "",
        claim_id=change.claim_id,
        recheck=change.recheck,
    )
