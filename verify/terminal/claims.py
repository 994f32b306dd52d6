"""Claims as a terminal shows them: one in a list, or one with all that is known about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from verify.report import wording
from verify.report.wording import inert
from verify.terminal.ink import Ink, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.config import Config
    from verify.records import ClaimDetail, ClaimRow, Event, FieldChange, Similar
    from verify.terminal.ink import Screen

_MARGIN = 14
_PROSE = 100
"""No line of running words is wider: the eye loses its way back."""


def local(at: str, pattern: str = "%Y-%m-%d %H:%M") -> str:
    """A stored time (UTC) on the clock of the person who reads it."""
    return datetime.fromisoformat(at).astimezone().strftime(pattern)


def claim_list(rows: Iterable[ClaimRow], config: Config, screen: Screen) -> Iterator[str]:
    """One claim a line: id · status · claim · source ← relay · flags."""
    rows = tuple(rows)
    wide = max((len(str(row.id)) for row in rows), default=0)
    labels = [cells(config.status(name).label) for name in {row.status for row in rows}]
    for row in rows:
        status = config.status(row.status)
        padding = " " * (max(labels) - cells(status.label))
        lead = [
            Ink(f"{row.id:>{wide}}  ", "bold"),
            Ink(f"{status.sign} {inert(status.label)}{padding}  ", status.colour),
        ]
        words = [
            Ink(row.text),
            Ink(" · ", "dim"),
            Ink(wording.chain(row.sources, row.relays, row.candidates), "cyan"),
        ]
        for note in _notes(row):
            words += [Ink(" · ", "dim"), note]
        yield screen.lines(lead, words)


def _notes(row: ClaimRow) -> Iterator[Ink]:
    """What people and the machine say beside the status, people first."""
    if row.recheck is not None:
        yield Ink(f"↻ recheck: {row.recheck}", "bold yellow")
    if row.correction is not None:
        yield Ink(f"→ {row.correction}", "bold")
    if row.assignee is not None:
        yield Ink(f"@{row.assignee}", "blue")
    if row.signed_off_by is not None:
        yield Ink(f"signed off by {row.signed_off_by}", "green")
    if row.valid_until is not None:
        past = row.valid_until < date.today().isoformat()
        yield (
            Ink(f"⌛ held until {row.valid_until}", "bold yellow")
            if past
            else Ink(f"holds until {row.valid_until}", "dim")
        )
    if row.articles > 1:
        yield Ink(f"in {row.articles} articles", "blue")
    if row.dropped is not None:
        yield Ink(f"dropped: {row.dropped}", "dim")
    elif row.removed:
        yield Ink("no longer in the article", "dim")
    for flag in row.flags:
        yield Ink(f"⚑ {flag}", "yellow")


def similar_list(found: Iterable[Similar], config: Config, screen: Screen) -> Iterator[str]:
    """Claims of other articles, each with what differs and the age of its verdict."""
    for one in found:
        [line] = claim_list([one.row._replace(flags=(), articles=1)], config, screen)
        yield line
        told = ["says the same" if one.outcome == "same" else f"differs: {one.differs}"]
        if one.verdict_at is not None:
            told.append(f"{one.row.status} by {one.row.verdict_by}, {_age(one.verdict_at)}")
        lead = [Ink(" " * (len(str(one.row.id)) + 2)), Ink(f"{one.row.article}: ", "bold")]
        yield screen.lines(lead, [Ink("; ".join(told), "" if one.outcome == "same" else "yellow")])


def _age(at: str) -> str:
    """How long ago a day of the log is: "today", "12 days ago"."""
    days = (date.today() - datetime.fromisoformat(at).astimezone().date()).days
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def claim_detail(detail: ClaimDetail, config: Config, screen: Screen) -> Iterator[str]:
    """A claim in its paragraph, who says it and why, figures, evidence and history."""
    screen = screen._replace(width=min(screen.width or _PROSE, _PROSE))
    row = detail.row
    yield from claim_list([row._replace(recheck=None, correction=None, flags=())], config, screen)
    yield ""
    yield screen.lines([], _in_context(detail, screen))
    yield ""
    last = ""
    for name, words in _facts(detail, config):
        lead = [Ink(f"{name if name != last else '':<{_MARGIN}}", "dim")]
        yield screen.lines(lead, words)
        last = name


def _in_context(detail: ClaimDetail, screen: Screen) -> Iterator[Ink]:
    done = 0
    for start, end in detail.marks:
        yield Ink(detail.context[done:start])
        yield screen.marked(detail.context[start:end], "bold reverse", "[[", "]]")
        done = end
    yield Ink(detail.context[done:])


def _facts(detail: ClaimDetail, config: Config) -> Iterator[tuple[str, list[Ink]]]:
    """Everything known about the claim, each with what it is."""
    row, claim = detail.row, detail.now.claim
    yield "article", [Ink(f"{row.article}, version {detail.now.version}")]
    yield "who says it", [Ink(wording.who_says(detail.now, row))]
    if further := wording.further(detail.now, row):
        yield "because", [Ink(further)]
    if by := wording.by_hand(claim):
        yield "by hand", [Ink(by)]
    for words in detail.again:
        yield "said again", [Ink(f"“{words}”")]
    for quantity in claim["quantities"]:
        yield "figure", [Ink(wording.figure(quantity))]
    for dates in claim["dates"]:
        yield "date", [Ink(wording.period(dates))]
    for one in claim["substitutions"]:
        yield "replaced", [Ink(wording.substitution(one))]
    if row.recheck is not None:
        yield "recheck", [Ink(row.recheck, "bold yellow")]
    if row.correction is not None:
        yield "correction", [Ink(row.correction, "bold")]
    yield from _people(detail)
    for words in wording.suggestions(claim):
        yield "⚑ machine", [Ink(words, "yellow")]
    for event in detail.history:
        yield "history", event_words(event, config)


def _people(detail: ClaimDetail) -> Iterator[tuple[str, list[Ink]]]:
    for note in detail.notes:
        yield "note", [Ink(note.text), Ink(f" ({note.actor}, {local(note.at)})", "dim")]
    for proof in detail.evidence:
        said = f": {proof.note}" if proof.note else ""
        yield (
            "evidence",
            [Ink(wording.proof(proof) + said), Ink(f" ({proof.actor}, {local(proof.at)})", "dim")],
        )


def _values(change: FieldChange) -> tuple[str, str]:
    """What a field was and became, in words."""
    before, after = change[1:]
    if change.field == "attributed":
        return wording.attributed(before), wording.attributed(after)
    return before if before is not None else "–", after if after is not None else "–"


def _told(event: Event) -> Iterable[FieldChange]:
    """What an event changed; of evidence only where it lies, which says enough.

    What a person made of a claim is told by its text, and why it was dropped beside the action.
    """
    if event.action not in ("attached", "detached"):
        hidden = {"worded", "dropped", "status"} if event.action in wording.DEEDS else {"worded"}
        return [change for change in event.changes if change.field not in hidden]
    fields = {change.field: change for change in event.changes}
    origin, place = fields.get("origin"), fields["evidence"]
    if origin is None:
        return (place,)
    where = ", ".join(filter(None, (origin.after, place.after)))
    return (place._replace(after=where),)


def event_words(event: Event, config: Config) -> list[Ink]:
    """One entry of the log: when, who, what, from what, to what."""
    style = "dim strikethrough" if event.undone else ""
    words = [Ink(f"{local(event.at)}  ", "dim"), Ink(event.actor, "bold"), Ink(" ")]
    words.append(Ink(wording.deed(event), style))
    if event.source is not None:
        words.append(Ink(f" {event.source}", style))
    for number, change in enumerate(_told(event)):
        before, after = _values(change)
        comma = "," if number else ""
        if change.field == "text" and event.action in wording.DEEDS:
            told = after if change.before is None else f"{before} → {after}"
            words.append(Ink(f": {told}", style))
            continue
        words.append(Ink(f"{comma} {change.field.replace('_', ' ')} {before} → ", style))
        colour = config.status(after).colour if change.field == "status" else ""
        words.append(Ink(after, f"{style} {colour}".strip()))
    if event.note is not None:
        words.append(Ink(f" “{event.note}”", style))
    if event.undone:
        words.append(Ink(" (taken back)", "dim"))
    return words
