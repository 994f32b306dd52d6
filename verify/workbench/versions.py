"""What versions did to verdicts, and until when what was read of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify import store
from verify.workbench.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verify.records import ClaimRow, Event


class Fallen(NamedTuple):
    """A verdict that a version put in doubt, and why.

    ``status`` is what the claim was when the version came; ``row`` is how it stands now.
    """

    version: int
    status: str
    why: str
    row: ClaimRow


class VersionsDesk(Opened):
    """The part of the workbench that looks at what versions did."""

    def edition(self, article: str) -> int:
        """The id of the article's last event: what was read of its versions holds until then."""
        with self.reading() as db:
            return store.log.newest_of_article(db, store.articles.id_of(db, article))

    def fallen(self, article: str, after: int, until: int) -> list[Fallen]:
        """The verdicts that the versions after one, up to another, put in doubt."""
        with self.reading() as db:
            ids = store.articles.version_ids(db, store.articles.id_of(db, article))
            wanted = [ids[number] for number in ids if after < number <= until]
            found = [
                (event, change.after or "")
                for event in store.log.events_of_versions(db, wanted)
                for change in event.changes
                if change.field == "recheck" and not event.undone and event.action != "undone"
            ]
            touched = sorted({event.claim_id for event, _ in found if event.claim_id})
            rows = {row.id: row for row in store.listing.rows(db, touched)}
            histories = store.log.events_of(db, touched)
        return [
            Fallen(event.version or 0, _status_at(histories[row.id], event.id, row), why, row)
            for event, why in found
            for row in (rows[event.claim_id or 0],)
        ]


def _status_at(history: Iterable[Event], event_id: int, row: ClaimRow) -> str:
    """The status that a claim had when an event came."""
    told = [
        change.after
        for event in history
        if event.id < event_id
        for change in event.changes
        if change.field == "status" and change.after
    ]
    return told[-1] if told else row.status
