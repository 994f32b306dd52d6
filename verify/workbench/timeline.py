"""An article's life over its versions: what each edit did, and whether it was owned up to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import claims
from claims.changes import Held, correction_note, edits_outside
from verify.records import Life, Stage, Turn
from verify.store import articles, listing, log
from verify.workbench.printing import Printed, is_persons, sides

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
    texts = {version.number: version.text for version in versions}
    stages, held = [_stage(versions[0], None, ())], _by_version(worded)
    for before, after in pairwise(versions):
        note = correction_note(before.text, after.text)
        own = [
            event for event in entries if event.version == after.number and event.claim_id in states
        ]
        turns = [
            turn._replace(status=states[event.claim_id or 0])
            for event in own
            for turn in _turn(event, worded, texts, note)
        ]
        touched = {turn.claim_id for turn in turns if turn.action != "reworded"}
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


def _turn(
    event: Event, worded: dict[int, list[Occurrence]], texts: Mapping[int, str], note: str | None
) -> Iterator[Turn]:
    """What the event did; nothing where the version that it belongs to has been taken back.

    It is told in printed words, and not at all where only a person's wording became another.
    """
    assert event.claim_id is not None
    if event.action == "found" and event.version == 1:
        return
    said = [Printed(texts[one.version], one) for one in worded[event.claim_id]]
    before = next((one for one in reversed(said) if one.one.version < (event.version or 0)), None)
    after = next((one for one in said if one.one.version == event.version), None)
    turn = Turn(
        action=_ACTIONS[event.action],
        claim_id=event.claim_id,
        before=before.claim.text if before and event.action != "found" else None,
        after=after.claim.text if after else None,
        detail=event.note or "",
    )
    if before and after and event.action in ("changed", "reworded"):
        one, other = sides(before, after)
        change = claims.compare(one, other)
        if change.change == "unchanged" and (is_persons(before.one) or is_persons(after.one)):
            return
        turn = turn._replace(before=one.text, after=other.text)
        if event.action == "changed":
            details = dict.fromkeys(reason.detail for reason in change.because if reason.detail)
            detail = "; ".join(details) or turn.detail
            turn = turn._replace(facets=change.facets, detail=detail)
    kept = event.action == "removed" and event.note is not None  # as part of another claim
    owned = note is not None and _speaks_of(note, turn)
    yield turn._replace(silent=event.action in _SILENT and not (kept or owned))


def _speaks_of(note: str, turn: Turn) -> bool:
    """Whether the note holds a word that the edit took out or put in."""
    old, new = (set(_VALUE.findall((text or "").lower())) for text in (turn.before, turn.after))
    return not (old ^ new).isdisjoint(_VALUE.findall(note.lower()))
