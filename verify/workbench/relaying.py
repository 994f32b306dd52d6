"""Sources as a desk looks at them: in pages, one by one, and as ways that words took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify import store
from verify.workbench.opened import Opened

if TYPE_CHECKING:
    from verify.records import Event, Relays, SourcePage, SourceRow

MOST = 40
"""Sources in a picture; more cannot be read."""

OF_SOURCES = ("merged", "classified")
"""What people do to sources themselves."""


class KnownSource(NamedTuple):
    """A source, and what people did to it and to the names that stand for it."""

    row: SourceRow
    history: tuple[Event, ...]


class RelayDesk(Opened):
    """The part of the workbench that looks at sources."""

    def source_page(
        self, wanted: str | None = None, kind: str | None = None, *, limit: int, offset: int = 0
    ) -> SourcePage:
        """Sources in use with such a name (or an alias of it) and kind; most claims first."""
        with self.reading() as db:
            return store.relaying.page(db, wanted, kind, limit, offset)

    def source(self, source_id: int) -> KnownSource:
        """The source of this id; for a name that was merged, what it stands for."""
        with self.reading() as db:
            row = store.relaying.one(db, source_id)
            return KnownSource(row, tuple(store.relaying.history(db, row.id)))

    def relays(self, article: str | None = None, most: int = MOST) -> Relays:
        """Who passes on whose words, in one article or all, among the ``most`` biggest sources."""
        with self.reading() as db:
            of = None if article is None else store.articles.id_of(db, article)
            return store.relaying.relays(db, of, most)

    def last_on_sources(self) -> list[Event]:
        """The events of the actor's last action, when it was on sources and still stands."""
        with self.reading() as db:
            done = store.log.last_command(db, self.actor)
            if not done or done[0].action not in OF_SOURCES:
                return []
            ids = {event.id for event in done}
            touched = [event.source_id for event in done if event.source_id is not None]
            return [one for one in store.log.events_of_sources(db, touched) if one.id in ids]
