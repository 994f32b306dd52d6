"""Correcting what the machine read: a claim's bounds, two claims in one, one that is none.

Every correction is an event like a verdict, and stays when the article's next version is read, as
long as the sentence keeps its words. What changes what a claim says sends its verdict to re-check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify import store
from verify.errors import VerifyError
from verify.workbench.opened import Opened, written

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from verify.records import ClaimRow, Part
    from verify.workbench.redrawing import Ground

NO_CLAIM = "no claim"
"""Why a claim is dropped, where nothing else is said."""


class MendingDesk(Opened):
    """The part of the workbench that mends the machine's reading.

    Words are looked for in the text of the article's latest version, and spans counted in it; half
    a word grows to a whole one. When a next version comes before they are written down, they are
    refused. Words must stand there once, or once in the claim's own sentence.
    """

    def adjust(self, claim_id: int, part: Part) -> ClaimRow:
        """Give a claim other words of the article."""
        ground, [drawn] = self._ground([claim_id], [part])
        from verify.workbench import redrawing

        with self.writing() as db:
            return redrawing.adjust(db, ground, claim_id, drawn)

    def split(self, claim_id: int, parts: Sequence[Part]) -> list[ClaimRow]:
        """Make several claims of one: the first part keeps its identity, the others are new."""
        ground, drawn = self._ground([claim_id], parts)
        from verify.workbench import redrawing

        with self.writing() as db:
            return redrawing.split(db, ground, claim_id, drawn)

    def join(self, ids: Sequence[int], text: str | None = None) -> ClaimRow:
        """Make one claim of several of an article.

        The first in its order keeps its identity, with the words of all; the others are dropped.
        """
        ground, _ = self._ground(ids)
        from verify.workbench import redrawing

        with self.writing() as db:
            return redrawing.join(db, ground, ids, written(text))

    def claim(self, article: str, part: Part) -> ClaimRow:
        """Add a claim that the machine missed."""
        from verify.workbench import redrawing

        with self.reading() as db:
            where = redrawing.place(db, article)
        drawn = redrawing.pointed(*where, part)
        ground = redrawing.read(*where, self.actor, self.first_status)
        with self.writing() as db:
            return redrawing.make(db, ground, drawn)

    def drop(self, ids: Sequence[int], reason: str | None = None) -> list[ClaimRow]:
        """Say that these are no claims: they are no longer listed, counted or reported."""
        with self.writing() as db:
            rows = store.listing.rows(db, ids)
            for row in rows:
                if row.dropped is not None:
                    raise VerifyError(
                        f"Claim {row.id} is dropped already ({row.dropped})", "leave it out"
                    )
            why = written(reason) or NO_CLAIM
            return self._put(db, rows, "dropped", why)

    def keep(self, ids: Sequence[int]) -> list[ClaimRow]:
        """Take back that claims were dropped."""
        with self.writing() as db:
            rows = store.listing.rows(db, ids)
            for row in rows:
                if row.dropped is None:
                    raise VerifyError(
                        f"Claim {row.id} is not dropped",
                        "verify list --dropped shows those that are",
                    )
            return self._put(db, rows, "kept", None)

    def _ground(self, ids: Sequence[int], parts: Sequence[Part] = ()) -> tuple[Ground, list[Part]]:
        """The text of the claims' article, read anew: long before anything is written.

        And where in that very text the parts of the first of them stand.
        """
        from verify.workbench import redrawing

        with self.reading() as db:
            article, version = redrawing.place(db, redrawing.common_article(db, ids))
            now = store.listing.occurrences_of(db, ids[:1])[ids[0]][-1]
        own = now.sentence if now.version == version.number else None
        drawn = [redrawing.pointed(article, version, part, own) for part in parts]
        return redrawing.read(article, version, self.actor, self.first_status), drawn

    def _put(
        self, db: sqlite3.Connection, rows: Sequence[ClaimRow], action: str, why: str | None
    ) -> list[ClaimRow]:
        """Drop claims for a reason, or keep them."""
        from verify.store import adding, articles

        ids = [row.id for row in rows]
        latest = {
            row.article: articles.versions_of(db, articles.named(db, row.article).id)[-1].id
            for row in rows
        }
        entries = [
            store.log.Entry(
                action, row.id, {"dropped": (row.dropped, why)}, version_id=latest[row.article]
            )
            for row in rows
        ]
        if entries:
            store.log.record(db, self.actor, entries)
        for article_id in adding.articles_of(db, ids):
            adding.project(db, article_id)
        return store.listing.rows(db, ids)
