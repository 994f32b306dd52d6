"""What a desk sees at a glance: how far articles are, what was done lately, an article's galley."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify import records, store
from verify.workbench.opened import Opened

if TYPE_CHECKING:
    from datetime import datetime

    from verify.records import Filter, Galley, Lately, News, Progress, Sort


class OverviewDesk(Opened):
    """The part of the workbench that looks at much at once."""

    def progress(self) -> list[Progress]:
        """How far every article is; the last worked on first."""
        with self.reading() as db:
            return store.overview.progress(db)

    def lately(self, since: datetime) -> list[Lately]:
        """What people did since then (a time with its zone), by article and person."""
        from datetime import UTC

        with self.reading() as db:
            return store.overview.lately(db, since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    def claim_ids(self, wanted: Filter, sort: Sort = "position") -> list[int]:
        """The ids of all claims that the filter lets through, in order."""
        with self.reading() as db:
            return store.listing.ids(db, wanted, sort)

    def is_of(self, claim_id: int, article_id: int) -> bool:
        """Whether the claim is the article's, be it one that it no longer makes."""
        with self.reading() as db:
            return store.overview.is_of(db, claim_id, article_id)

    def last_event(self) -> int:
        """The id of the last event of the log."""
        with self.reading() as db:
            return store.log.last_id(db)

    def news(self, last: int, most: int = 500) -> list[News]:
        """What was done after the event ``last``, whoever did it and with what."""
        with self.reading() as db:
            return store.overview.news(db, last, most)

    def galley(self, article: str) -> Galley:
        """An article's latest text with the place of each claim."""
        with self.reading() as db:
            known = store.articles.named(db, article)
            version = store.articles.versions_of(db, known.id)[-1]
            return records.Galley(
                known, version, tuple(store.overview.placed(db, known, version.id))
            )
