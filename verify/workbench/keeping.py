"""The whole database, and single articles, as files that can be taken elsewhere; the self-check."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.store import connection
from verify.workbench.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from verify.records import Backup, Disagreement, Head, Json, Restored


class KeepingDesk(Opened):
    """The part of the workbench that is about files and what is in them."""

    def export(self) -> Iterator[Json]:
        """Every row and all kept bytes between a header and an end; each a line of JSON lines."""
        from verify.store import transfer

        with self.reading() as db:
            yield from transfer.export(db, self.locker)

    def import_(self, lines: Iterable[str]) -> int:
        """Fill an empty database from exported lines, losslessly; returns the rows written."""
        from verify.store import transfer

        with self._begun(), self.writing(create=True) as db:
            return transfer.import_(db, self.locker, lines)

    @contextmanager
    def _begun(self) -> Iterator[None]:
        """What is refused leaves no database where there was none."""
        there = self.path.exists()
        try:
            yield
        except VerifyError:
            if not there:
                self.close()
                for end in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            raise

    def backup(self, target: Path) -> Backup:
        """Copy the database and its evidence, as they are at this moment, into files that are new.

        Others may write meanwhile.
        """
        from verify.workbench import safekeeping

        with self.reading() as db:
            return safekeeping.backup(db, self.path, target)

    def restore(self, source: Path, *, replace: bool = False) -> Restored:
        """Put a backup here, its hashes and its log being sound.

        Refused where there is a database, unless it may be kept under another name, and while
        another program has that one open.
        """
        from verify.workbench import safekeeping

        self.close()
        return safekeeping.restore(source, self.path, replace=replace)

    def bundle(self, article: str, reports: Mapping[str, str]) -> bytes:
        """One article with its versions, claims, log and evidence as a ZIP that proves itself.

        ``reports`` are put in under their names.
        """
        from verify.workbench import bundling

        with self.reading() as db:
            return bundling.bundled(db, self.locker, article, self.actor, reports)

    def unbundle(self, data: bytes, slug: str | None = None) -> str:
        """Take in a bundle's article beside those there are; its slug.

        Refused when a member is not what was packed, or the slug is taken.
        """
        from verify.records import Metadata
        from verify.workbench import adding, bundling

        bundle = bundling.opened(data)
        name = adding.slug_for(Metadata(slug=slug or bundle.slug))
        with self._begun(), self.writing(create=True) as db:
            return bundling.unbundled(db, self.locker, bundle, self.actor, name)

    def check(self) -> list[Disagreement]:
        """Re-derive what can be derived; empty when the database agrees with itself.

        Search is looked at where the database can be written to.
        """
        from verify.store import checking

        with self.reading() as db:
            found = [*checking.check(db), *checking.check_locker(db, self.locker)]
        if any(one.what == "file" for one in found):
            return found
        try:
            with self.writing() as db:
                return found + checking.check_search(db)
        except VerifyError as error:
            if not connection.is_unwritable(error):
                raise
            return found

    def head(self) -> Head:
        """The end of the log, to be kept elsewhere."""
        from verify.store import chain

        with self.reading() as db:
            return chain.head(db)

    def event_of(self, head: str) -> int | None:
        """The event at which the log had this head, and has not been changed up to there since.

        None when it is not, or no longer, the log that had it.
        """
        from verify.store import chain

        with self.reading() as db:
            return chain.proven(db, head)
