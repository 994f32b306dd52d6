"""One person's place at one database file: opening it, and one transaction a command."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from verify import store
from verify.config import STATUSES, SUFFICIENCY
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from verify.config import Status, Sufficiency
    from verify.store.locker import Locker


class Opened:
    """What every part of the workbench stands on.

    ``path`` is the SQLite file, ``actor`` signs what is written, ``statuses`` is the set in use,
    ``sufficiency`` what a desk holds to be enough, ``without`` the rules of sourcing that it does
    without. The file is opened when it is first needed.

    ``seen`` is each claim's last event that the actor had before their eyes (``newest`` tells it
    to whoever shows a claim). What is written while somebody has since worked on one of these
    claims is refused as Stale.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        actor: str,
        statuses: Sequence[Status] = STATUSES,
        sufficiency: Sufficiency = SUFFICIENCY,
        without: Collection[str] = (),
    ) -> None:
        self.path = Path(path)
        self.actor = " ".join(actor.split())
        self.statuses = tuple(statuses)
        self.sufficiency = sufficiency
        self.without = frozenset(without)
        self.seen: Mapping[int, int] = {}
        self._db: sqlite3.Connection | None = None
        if not self.actor:
            raise VerifyError("Nobody signs", "say who you are with --by NAME or $VERIFY_USER")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database. Harmless when it was never opened."""
        if self._db is not None:
            self._db.close()
            self._db = None

    @cached_property
    def locker(self) -> Locker:
        """The folder of evidence beside the file."""
        return store.locker.Locker(self.path)

    @property
    def is_there(self) -> bool:
        """Whether the file is there yet."""
        return store.connection.is_there(self.path)

    @property
    def layout(self) -> int:
        """The number of the newest layout of a database, which is the one that is written."""
        return store.connection.LAYOUT

    @property
    def first_status(self) -> str:
        """The status of a claim nobody has looked at."""
        return self.statuses[0].name

    def opened(self, *, create: bool = False) -> sqlite3.Connection:
        """The database; ``create`` makes a missing one."""
        if self._db is None:
            self._db = store.connection.connect(self.path, create=create)
        return self._db

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """The database at one moment; for this package."""
        return store.connection.reading(self.opened(), self.path)

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, all of it or nothing; for this package."""
        with store.connection.writing(self.opened(create=create), self.path) as db:
            if self.seen:
                store.log.refuse_stale(db, self.seen)
            yield db
            if self.seen:
                # The lock was held throughout: what is new is the actor's own.
                self.seen = {**self.seen, **store.log.newest(db, self.seen)}

    def newest(self, claim_ids: Iterable[int]) -> dict[int, int]:
        """The id of each claim's last event, to be given back in ``seen``."""
        with self.reading() as db:
            return store.log.newest(db, claim_ids)


def written(given: str | None) -> str | None:
    """Words without the space around them; none when there are none."""
    return given.strip() or None if given else None


def needed(given: str, what: str) -> str:
    """The same, where there must be some. Raises VerifyError naming what is empty."""
    text = written(given)
    if text is None:
        raise VerifyError(f"The {what} is empty", "write some words")
    return text
