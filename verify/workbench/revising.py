"""Taking in an article's next version: every claim keeps its identity, or says why not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claims.changes import unclaimed_edits
from verify.errors import VerifyError
from verify.records import Filter
from verify.store import adding, articles, listing, log
from verify.workbench.adding import found_event, occurrences, summary
from verify.workbench.carrying import carried as carry
from verify.workbench.crossing import crossed
from verify.workbench.marking import lapsed
from verify.workbench.printing import Printed, is_persons, side_by_side

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from claims import Change, Extraction
    from verify.records import AddSummary, Article, ClaimRow, Occurrence, Version
    from verify.workbench.carrying import Carried


class Aligned(NamedTuple):
    """A claim of the new version, and what it was before.

    ``claim_id`` is whose identity it takes, none for a new claim. ``returned``: that claim was
    missing from the last version. ``absorbed`` are claims that became part of this one.
    ``unmended``: its words are no longer those that a person gave it.
    """

    claim_id: int | None
    found: Occurrence
    change: Change
    returned: bool = False
    absorbed: tuple[int, ...] = ()
    unmended: bool = False


def refuse_unchanged(db: sqlite3.Connection, article: Article, text: str) -> Version:
    """The latest version. Raises VerifyError when the text says just that, spaces aside."""
    latest = articles.versions_of(db, article.id)[-1]
    # Programs fold spaces and lines in their own ways, and an editor changed none of them.
    if latest.text.split() == text.split():
        raise VerifyError(
            f"Nothing changed: this is the text of the latest version of {article.slug}",
            "give the edited text",
        )
    return latest


def add_version(
    db: sqlite3.Connection,
    article: Article,
    extraction: Extraction,
    origin: str | None,
    actor: str,
    status: str,
) -> AddSummary:
    """Write a new version: known claims keep identity and status, changed ones go to re-check."""
    latest = refuse_unchanged(db, article, extraction.text)
    before = listing.in_version(db, latest.id)
    carried = carry(db, article.id, extraction, crossed(db, occurrences(extraction), article.id))
    changes = _compared(before, latest.text, carried, extraction.text)
    aligned = _align(before, changes, carried, _gone(db, article.slug))
    place = adding.add_version(db, article.id, extraction.text, origin, actor)
    new = sum(one.claim_id is None for one in aligned)
    new_ids = adding.add_claims(db, article.id, new, status)
    unnamed = iter(new_ids)
    ids = [next(unnamed) if one.claim_id is None else one.claim_id for one in aligned]
    removed = sorted({claim_id for claim_id, _ in before}.difference(ids))
    states = {row.id: row for row in listing.rows(db, [*ids, *removed])}
    entries = [log.Entry("revised", article_id=article.id, version_id=place.version_id)]
    entries += [
        entry
        for claim_id, one in zip(ids, aligned, strict=True)
        if (entry := _entry(place, states, claim_id, one, status))
    ]
    part_of = carried.parts | {
        other: number for number, one in zip(ids, aligned, strict=True) for other in one.absorbed
    }
    entries += [_removed(place, claim_id, part_of.get(claim_id)) for claim_id in removed]
    said = [(claim_id, one.found) for claim_id, one in zip(ids, aligned, strict=True)]
    log.record(db, actor, entries)
    adding.add_occurrences(db, place, [*said, *carried.dropped])
    stale = [entry.claim_id for entry in entries if "recheck" in entry.changes and entry.claim_id]
    counts = _counts(aligned, len(removed))
    if unclaimed := len(unclaimed_edits(latest.text, extraction.text, changes)):
        counts["unclaimed"] = unclaimed
    return summary(db, article.slug, counts, listing.rows(db, stale), listing.rows(db, new_ids))


def _compared(
    before: Sequence[tuple[int, Occurrence]], old: str, carried: Carried, new: str
) -> list[Change]:
    """What became of the last version's claims; of some it is known."""
    places = {claim_id: at for at, (claim_id, _) in enumerate(before)}
    return side_by_side(
        [Printed(old, one) for _, one in before],
        [Printed(new, one) for one in carried.found],
        {places[one]: at for at, one in carried.known.items() if one in places},
    )


def _gone(db: sqlite3.Connection, slug: str) -> dict[tuple[str, ...], int]:
    """Claims that earlier versions made, by text and sources: they may come back."""
    rows = listing.page(db, Filter(article=slug, removed=True), "id", None, None)
    last = listing.occurrences_of(db, [row.id for row in rows])
    return {_words(last[row.id][-1]): row.id for row in rows}


def _words(occurrence: Occurrence) -> tuple[str, ...]:
    return (occurrence.text, *occurrence.claim["sources"])


def _align(
    before: Sequence[tuple[int, Occurrence]],
    changes: Sequence[Change],
    carried: Carried,
    gone: dict[tuple[str, ...], int],
) -> list[Aligned]:
    by_position = {change.after_index: change for change in changes}
    # Of claims put together the library tells that each became the same one, and gives the
    # place of that with the first only.
    parts = [one for one in changes if one.after_index is None and one.after is not None]
    aligned = []
    taken = set(carried.known.values())
    for position, found in enumerate(carried.found):
        change = by_position[position]
        if change.before_index is None:
            known_id = carried.known.get(position)
            if known_id is None and gone.get(_words(found)) not in taken:
                known_id = gone.pop(_words(found), None)
            aligned.append(Aligned(known_id, found, change, returned=known_id is not None))
        else:
            absorbed = tuple(
                before[part.before_index][0]
                for part in parts
                if part.before_index is not None and part.after == change.after
            )
            claim_id, old = before[change.before_index]
            unmended = is_persons(old) and not is_persons(found)
            aligned.append(Aligned(claim_id, found, change, absorbed=absorbed, unmended=unmended))
    return aligned


def _entry(
    place: adding.Place, states: Mapping[int, ClaimRow], claim_id: int, one: Aligned, first: str
) -> log.Entry | None:
    """The event of a claim in a new version; none when its meaning and words stayed."""
    if one.returned:
        dropped = states[claim_id].dropped
        changes: log.Changes = {} if dropped is None else {"dropped": (dropped, None)}
        return log.Entry("returned", claim_id, changes, version_id=place.version_id)
    if one.claim_id is None:
        return found_event(place, claim_id, first)
    state = states[claim_id]
    reason = _reason(one, state, [states[other] for other in one.absorbed])
    if reason is None and one.change.change == "unchanged":
        return None
    changes = {"text": (state.text, one.found.text)}
    if reason is None:
        return log.Entry("reworded", claim_id, changes, version_id=place.version_id)
    changes.update(lapsed(state, reason, first))
    return log.Entry("changed", claim_id, changes, reason, version_id=place.version_id)


def _removed(place: adding.Place, claim_id: int, part_of: int | None) -> log.Entry:
    note = None if part_of is None else f"now part of claim {part_of}"
    return log.Entry("removed", claim_id, note=note, version_id=place.version_id)


def _reason(one: Aligned, state: ClaimRow, absorbed: Iterable[ClaimRow]) -> str | None:
    """Why a verdict no longer holds: "64% became 54%". None when it does."""
    if one.change.change == "changed":
        told = dict.fromkeys(reason.detail for reason in one.change.because if reason.detail)
        why = "; ".join(told) or ", ".join(one.change.facets) or "the wording"
        return f"the words it was made of have changed: {why}" if one.unmended else why
    others = [
        f"put together with claim {other.id}, which is {other.status}"
        for other in absorbed
        if other.status != state.status or other.recheck
    ]
    return "; ".join(others) or None


def _counts(aligned: Sequence[Aligned], removed: int) -> dict[str, int]:
    counts = Counter(map(_outcome, aligned))
    counts["removed"] += removed
    counts["moved"] += sum(one.change.moved for one in aligned)
    order = ("unchanged", "reworded", "changed", "added", "removed", "returned", "moved")
    return {name: counts[name] for name in order if counts[name]}


def _outcome(one: Aligned) -> str:
    if one.claim_id is None:
        return "added"
    return "returned" if one.returned else one.change.change
