"""An article's life over its versions: what each edit did, and whether it was owned up to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import claims
from claims.changes import Held, correction_note, edits_outside
from verify.records import Life, Stage, Turn
from verify.store import articles, listing, log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from verify.records import Article, Event, Occurrence, Version

_ACTIONS = {
    "changed": "changed",
    "removed": "removed",
    "returned": "returned",
    "found": "added",
    "reworded": "reworded",
}
"""What a version does to a claim, as the log has it and as it is told; the most telling first."""

_ORDER = [*_ACTIONS.values(), "unclaimed"]

_TELLING = frozenset({"figure", "date", "entity", "polarity"})
"""Facets of an edit outside the claims that is worth telling: pages change much around a text."""

_SILENT = frozenset({"changed", "removed"})
"""What a reader of the old version would not know of; new claims are what news is."""

_VALUE = re.compile(r"\w+")


def life_of(db: sqlite3.Connection, article: Article) -> Life:
    """The stages of an article's life, first version to last, told from the log."""
    versions = articles.versions_of(db, article.id)
    entries = [
        event
        for event in log.events(db, article_id=article.id)
        if event.action in _ACTIONS and event.version and not event.undone
    ]
    ids = sorted({event.claim_id for event in entries if event.claim_id})
    worded = listing.occurrences_of(db, ids)
    states = {row.id: row.status for row in listing.rows(db, ids) if row.dropped is None}
    stages, held = [_stage(versions[0], None, ())], _by_version(worded)
    for before, after in pairwise(versions):
        note = correction_note(before.text, after.text)
        own = [
            event for event in entries if event.version == after.number and event.claim_id in states
        ]
        turns = [
            turn._replace(status=states[event.claim_id or 0])
            for event in own
            for turn in _turn(event, worded, note)
        ]
        touched = {event.claim_id for event in own if event.action != "reworded"}
        sides = (_side(held.get(one.number, ()), touched) for one in (before, after))
        outside = edits_outside(before.text, after.text, *sides)
        turns += [_unclaimed(change, note) for change in outside]
        turns.sort(key=lambda turn: (not turn.silent, _ORDER.index(turn.action)))
        stages.append(_stage(after, note, turns))
    return Life(article, tuple(stages))


def _by_version(
    worded: Mapping[int, list[Occurrence]],
) -> dict[int, list[tuple[int, claims.Span]]]:
    """What the claims of each version hold of its text, each stretch with its claim."""
    held: dict[int, list[tuple[int, claims.Span]]] = {}
    for claim_id, said in worded.items():
        for one in said:
            spans = ((claim_id, claims.Span(*span)) for span in one.claim["spans"])
            held.setdefault(one.version, []).extend(spans)
    return held


def _side(held: Sequence[tuple[int, claims.Span]], touched: Collection[int | None]) -> Held:
    return Held([span for _, span in held], [span for one, span in held if one in touched])


def _unclaimed(change: claims.Change, note: str | None) -> Turn:
    """An edit of words that no claim holds; silent where a figure, a name or the like changed."""
    before, after = (None if one is None else str(one) for one in (change.before, change.after))
    details = [reason.detail for reason in change.because[1:] if reason.detail]
    turn = Turn("unclaimed", None, before, after, change.facets, "; ".join(details))
    owned = note is not None and _speaks_of(note, turn)
    return turn._replace(silent=bool(_TELLING & {*change.facets}) and not owned)


def _stage(version: Version, note: str | None, turns: Sequence[Turn]) -> Stage:
    return Stage(
        version.number, version.added_at, version.added_by, version.origin, note, tuple(turns)
    )


def _turn(event: Event, worded: dict[int, list[Occurrence]], note: str | None) -> Iterator[Turn]:
    """What the event did; nothing where the version that it belongs to has been taken back."""
    assert event.claim_id is not None
    said = worded[event.claim_id]
    before = next((one for one in reversed(said) if one.version < (event.version or 0)), None)
    after = next((one for one in said if one.version == event.version), None)
    if event.action == "found" and event.version == 1:
        return
    facets, detail = _difference(before, after) if event.action == "changed" else ((), "")
    turn = Turn(
        action=_ACTIONS[event.action],
        claim_id=event.claim_id,
        before=before.text if before and event.action != "found" else None,
        after=after.text if after else None,
        facets=facets,
        detail=detail or event.note or "",
    )
    kept = event.action == "removed" and event.note is not None  # as part of another claim
    owned = note is not None and _speaks_of(note, turn)
    yield turn._replace(silent=event.action in _SILENT and not (kept or owned))


def _difference(before: Occurrence | None, after: Occurrence | None) -> tuple[tuple[str, ...], str]:
    if before is None or after is None:
        return (), ""
    change = claims.compare(*(claims.Claim.model_validate(one.claim) for one in (before, after)))
    details = dict.fromkeys(reason.detail for reason in change.because if reason.detail)
    return change.facets, "; ".join(details)


def _speaks_of(note: str, turn: Turn) -> bool:
    """Whether the note holds a word that the edit took out or put in."""
    old, new = (set(_VALUE.findall((text or "").lower())) for text in (turn.before, turn.after))
    return not (old ^ new).isdisjoint(_VALUE.findall(note.lower()))
