"""What people corrected in the machine's reading, laid over what the versions were found to say.

``occurrences`` never change. The words a person gave a claim stand in ``claims.worded``, a list
of occurrences, at most one of each version; a claim that a person made has no others until a next
version is read. ``claims.dropped`` says why something is no claim. Both derive from events.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.records import Occurrence

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

_MENDED = "(worded IS NOT NULL OR dropped IS NOT NULL)"


class Mend(NamedTuple):
    """What people said of one claim: its words in versions, by number, and why it is none."""

    worded: dict[int, Occurrence]
    dropped: str | None


Mends = dict[int, Mend]
"""By claim."""


def of_article(db: sqlite3.Connection, article_id: int) -> Mends:
    """The article's mended claims."""
    rows = db.execute(
        f"SELECT id, worded, dropped FROM claims WHERE article_id = ? AND {_MENDED}", (article_id,)
    )
    return {claim_id: Mend(_read(worded), dropped) for claim_id, worded, dropped in rows}


def articles_with(db: sqlite3.Connection, claim_ids: Iterable[int]) -> list[int]:
    """Those of the claims' articles in which something was mended."""
    rows = db.execute(
        f"SELECT DISTINCT article_id FROM claims WHERE {_MENDED} AND article_id IN"
        " (SELECT article_id FROM claims WHERE id IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(claim_ids)),),
    )
    return [row[0] for row in rows.fetchall()]


def worded(db: sqlite3.Connection, claim_id: int) -> str | None:
    """A claim's words by people, as they are kept."""
    found = db.execute("SELECT worded FROM claims WHERE id = ?", (claim_id,)).fetchone()
    return None if found is None else found[0]


def with_words(stored: str | None, occurrence: Occurrence, position: float) -> str:
    """The words a claim has by people, with those of one more version, as they are kept.

    The ``position`` may lie between those of two other claims.
    """
    told = {one["version"]: one for one in json.loads(stored or "[]")}
    told[occurrence.version] = {**occurrence._asdict(), "position": position}
    return json.dumps([told[number] for number in sorted(told)], ensure_ascii=False)


def _read(stored: str | None) -> dict[int, Occurrence]:
    found = {}
    for one in json.loads(stored or "[]"):
        start, end = one["sentence"]
        found[one["version"]] = Occurrence(**{**one, "sentence": (start, end)})
    return found


Said = tuple[int, Occurrence]
"""A claim, and what a version says of it."""


def laid_over(
    found: Iterable[Said], mends: Mends, number: int, *, dropped: bool = False
) -> list[Said]:
    """A version's claims in their order, as people corrected them; ``dropped`` ones too if asked.

    Positions count from 0. What is dropped has the position of what follows it.
    """
    said = dict(found)
    said.update(
        {claim_id: mend.worded[number] for claim_id, mend in mends.items() if number in mend.worded}
    )
    places = ranks({claim_id: one.position for claim_id, one in said.items()}, mends)
    return [
        (claim_id, said[claim_id]._replace(position=place))
        for claim_id, place in places.items()
        if dropped or not is_dropped(mends, claim_id)
    ]


def ranks(positions: Mapping[int, float], mends: Mends) -> dict[int, int]:
    """Each claim's place among those that were not dropped, in order; positions may be between."""
    place, found = 0, {}
    for claim_id in sorted(positions, key=lambda one: (positions[one], one)):
        found[claim_id] = place
        place += not is_dropped(mends, claim_id)
    return found


def is_dropped(mends: Mends, claim_id: int) -> bool:
    """Whether a person said that it is no claim."""
    return claim_id in mends and mends[claim_id].dropped is not None


_JOINED = "now part of claim "


def joined_with(claim_id: int) -> str:
    """Why a claim is dropped that became part of another."""
    return f"{_JOINED}{claim_id}"


def part_of(dropped: str | None) -> int | None:
    """The claim of which a dropped one became part; None where it was dropped for itself."""
    number = (dropped or "").removeprefix(_JOINED)
    return int(number) if number != dropped and number.isdecimal() else None


def renumbered(changes: Any, ids: Mapping[int, int]) -> Any:
    """A reason for dropping, with the ids that claims have in another database."""
    number = part_of(changes) if isinstance(changes, str) else None
    return changes if number is None else joined_with(ids[number])


def at_places(
    claim_id: int, found: Sequence[Occurrence], mends: Mends, places: Mapping[tuple[int, int], int]
) -> list[Occurrence]:
    """One claim's occurrences, first version to last, as people corrected them.

    ``places`` are positions by version and claim; versions that are not there are left out.
    """
    said = {one.version: one for one in found}
    if claim_id in mends:
        said.update(mends[claim_id].worded)
    return [
        said[number]._replace(position=places[number, claim_id])
        for number in sorted(said)
        if (number, claim_id) in places
    ]
