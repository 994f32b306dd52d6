"""The log: its events, its end, and what of it can be taken back."""

from __future__ import annotations

from typing import NamedTuple


class FieldChange(NamedTuple):
    """One thing an event changed, from what to what (null: nothing)."""

    field: str
    before: str | None
    after: str | None


class Event(NamedTuple):
    """One entry of the log, which only ever grows.

    ``command`` is shared by the events of one command (the id of its first). ``undoes`` is the
    command this event takes back, ``undone`` whether a later one took back this.
    ``note`` holds words: a note, a reason, an evidence's locator. ``hash`` is over the event and
    the hash before it (``verify.store.log`` tells how).
    """

    id: int
    at: str
    actor: str
    action: str
    article: str | None
    version: int | None
    claim_id: int | None
    source: str | None
    note: str | None
    changes: tuple[FieldChange, ...]
    command: int
    undoes: int | None
    undone: bool
    hash: str = ""


class Head(NamedTuple):
    """The end of the log: how many events there are, and the last one's hash.

    Who keeps it elsewhere can prove later that nothing before it was changed.
    """

    events: int
    hash: str

    def __str__(self) -> str:
        events = "1 event" if self.events == 1 else f"{self.events:,} events"
        return f"{events}, head {self.hash}"


class Note(NamedTuple):
    """What somebody wrote about a claim."""

    at: str
    actor: str
    text: str


class LastAction(NamedTuple):
    """What a person did last and may take back; ``summary`` tells it, ``article`` is its slug."""

    command: int
    action: str
    at: str
    article: str | None
    claim_ids: tuple[int, ...]
    summary: str


class Undone(NamedTuple):
    """What ``undo`` took back: the action, when it was done, the claims it touched; told."""

    action: str
    at: str
    claim_ids: tuple[int, ...]
    summary: str
