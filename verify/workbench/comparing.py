"""What changed, claim by claim, between two texts or two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import claims
from claims.changes import unclaimed_edits
from verify.errors import VerifyError
from verify.records import ChangeRow
from verify.store import articles, listing
from verify.workbench.adding import extract
from verify.workbench.printing import Printed, side_by_side

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from claims import Change
    from verify.records import ClaimRow


def _row(change: Change, state: ClaimRow | None = None) -> ChangeRow:
    """A Change as JSON, with the state of the claim it is about."""
    told = change.model_dump(mode="json")
    fields = {name: told[name] for name in ChangeRow._fields if name in told}
    fields.update(facets=change.facets, because=tuple(told["because"]))
    if state is None:
        return ChangeRow(**fields)
    return ChangeRow(**fields, claim_id=state.id, status=state.status, recheck=state.recheck)


def diff_texts(old: str, new: str) -> list[ChangeRow]:
    """What changed between two texts."""
    changes = claims.diff(extract(old).claims, extract(new).claims)
    return [_row(change) for change in (*changes, *unclaimed_edits(old, new, changes))]


def two_versions(
    numbers: Collection[int], before: int | None = None, after: int | None = None
) -> tuple[int, int]:
    """Two of an article's versions, by number; the last two unless told. Raises VerifyError."""
    if after is None:
        after = max(numbers)
    if before is None:
        before = max((number for number in numbers if number < after), default=None)
    if before is None:
        raise VerifyError(
            f"There is nothing before version {after} to compare it with",
            "add a new version first (verify add FILE --to ARTICLE)",
        )
    for number in (before, after):
        if number not in numbers:
            listed = ", ".join(map(str, numbers))
            raise VerifyError(f"There is no version {number}", f"choose from {listed}")
    return before, after


def diff_versions(db: sqlite3.Connection, old: int, new: int) -> list[ChangeRow]:
    """What changed between two stored versions, given by id."""
    sides = [listing.in_version(db, version_id) for version_id in (old, new)]
    rows = listing.rows(db, [claim_id for side in sides for claim_id, _ in side])
    states = {row.id: row for row in rows}
    texts = articles.text_of(db, old), articles.text_of(db, new)
    before, after = (
        [Printed(text, one) for _, one in side] for text, side in zip(texts, sides, strict=True)
    )
    found, changes = [], side_by_side(before, after)
    for change in changes:
        if change.after_index is not None:
            claim_id = sides[1][change.after_index][0]
        else:
            claim_id = sides[0][change.before_index or 0][0]
        found.append(_row(change, states[claim_id]))
    return found + [_row(change) for change in unclaimed_edits(*texts, changes)]
