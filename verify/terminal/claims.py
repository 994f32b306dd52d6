"""Claims as a terminal shows them: one in a list, or one with all that is known about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from verify.report import deeds, wording
from verify.report.wording import inert
from verify.terminal.ink import Ink, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.config import Config
    from verify.records import ClaimDetail, ClaimRow, Event, Similar
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


def event_words(event: Event, config: Config) -> list[Ink]:
    """One entry of the log: when, who, what, from what, to what."""
    style = "dim strikethrough" if event.undone else ""
    words = [Ink(f"{local(event.at)}  ", "dim"), Ink(event.actor, "bold"), Ink(" ")]
    for part in deeds.told(event):
        colour = config.status(part.status).colour if part.status else ""
        words.append(Ink(part.text, f"{style} {colour}".strip()))
    if event.undone:
        words.append(Ink(" (taken back)", "dim"))
    return words
