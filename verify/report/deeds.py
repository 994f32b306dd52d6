"""What people did, as the log has it, in words: the same on paper, on screen and on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.records import Event, FieldChange


class Part(NamedTuple):
    """Some words about an event; ``status`` is the one they name, if they do."""

    text: str
    status: str | None = None


DEEDS = {
    "adjusted": "changed its words",
    "split": "split it",
    "joined": "joined it",
    "dropped": "dropped it",
    "kept": "brought it back",
    "made": "added it by hand",
}
"""What a person did who mended the machine's reading, by the action of the log."""


def deed(event: Event) -> str:
    """What an event did, in words; of a claim that was dropped, why.

    >>> from verify.records import Event, FieldChange
    >>> why = (FieldChange("dropped", None, "an opinion"),)
    >>> deed(Event(1, "", "ana", "dropped", None, None, 5, None, None, why, 1, None, False))
    'dropped it: an opinion'
    """
    done = DEEDS.get(event.action)
    if done is None:
        return event.action.replace("_", " ")
    why = next((one.after for one in event.changes if one.field == "dropped" and one.after), None)
    return f"{done}: {why}" if why else done


def told(event: Event) -> Iterator[Part]:
    """What an event did, from what to what; who did it, and when, stands before it."""
    yield Part(deed(event))
    if event.source is not None:
        yield Part(f" {event.source}")
    for number, change in enumerate(_changes(event)):
        before, after = _values(change)
        comma = "," if number else ""
        if change.field == "text" and event.action in DEEDS:
            yield Part(f": {after if change.before is None else f'{before} → {after}'}")
            continue
        yield Part(f"{comma} {change.field.replace('_', ' ')} {before} → ")
        yield Part(after, change.after if change.field == "status" else None)
    if event.note is not None:
        yield Part(f" “{event.note}”")


def _values(change: FieldChange) -> tuple[str, str]:
    """What a field was and became, in words."""
    before, after = change[1:]
    if change.field == "attributed":
        return wording.attributed(before), wording.attributed(after)
    return before if before is not None else "–", after if after is not None else "–"


def _changes(event: Event) -> Iterable[FieldChange]:
    """What an event changed; of evidence only where it lies, which says enough.

    What a person made of a claim is told by its text, and why it was dropped beside the action.
    """
    if event.action not in ("attached", "detached"):
        hidden = {"worded", "dropped", "status"} if event.action in DEEDS else {"worded"}
        return [change for change in event.changes if change.field not in hidden]
    fields = {change.field: change for change in event.changes}
    origin, place = fields.get("origin"), fields["evidence"]
    if origin is None:
        return (place,)
    where = ", ".join(filter(None, (origin.after, place.after)))
    return (place._replace(after=where),)
