"""Taking in whole archives: each document once, whatever happens on the way.

Documents are read and their claims found by whoever ``spreading`` gives them to; this process
alone writes, in batches of one transaction each. A document that cannot be read is set aside with
its reason. What ``verify add`` of each would give is what is written, but for two things: a slug
that is taken gets a number, and a text that is there already is passed over.
"""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

from verify import reading
from verify.archives import Broken, Document, Whole
from verify.errors import VerifyError
from verify.records import Haul, Ingested, Metadata
from verify.spreading import Lost
from verify.store import adding as writing
from verify.store import connection, ingested
from verify.store.shelf import Shelf, Shelved, transaction
from verify.workbench import adding
from verify.workbench.adding import Read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from verify.archives import Walked
    from verify.spreading import Spread
    from verify.workbench import Workbench

LONGEST = 200_000
"""Characters: longer texts are set aside, for a book takes minutes and a gigabyte to parse."""

LONGEST_WORD = 10_000
"""Characters without white space between them: more are no words."""

_SECONDS = 5.0
"""After which what was found is written, however little it is."""

_ONE_AT_A_TIME = Lock()
"""The language model is not made for threads, of which a cluster's worker may have several."""


class Found(NamedTuple):
    """A document that was read, and what is known about its article."""

    read: Read
    about: Metadata


class Refused(NamedTuple):
    """A document that cannot be read, and why."""

    reason: str


Outcome = Found | Refused | Broken | Whole
Batch = list[tuple["Walked", Outcome]]


def outcome_of(walked: Walked) -> Outcome:
    """Read a document and find its claims. Never raises: a bad document stops no run."""
    if not isinstance(walked, Document):
        return walked
    try:
        with _ONE_AT_A_TIME:
            return _found(walked)
    except VerifyError as error:
        return Refused(error.message)
    except Exception as error:  # of whatever library chokes on the document
        return Refused(f"It cannot be read: {type(error).__name__}: {error}"[:500])


def _found(document: Document) -> Found:
    shown = document.name or document.about.url or "It"
    found = reading.read_bytes(document.data, shown, document.media, document.charset)
    if len(found.text) > LONGEST:
        raise VerifyError(
            f"It has {len(found.text):,} characters, more than the {LONGEST:,} of a long article",
            "take it in with verify add",
        )
    if len(max(found.text.split(), key=len)) > LONGEST_WORD:
        raise VerifyError(f"It is no text: {LONGEST_WORD:,} characters without a space", "leave it")
    about = _about(document, reading.metadata(found._replace(origin=document.name)))
    extraction = adding.extract(found.text, about.published)
    return Found(Read(extraction.text, extraction.language, adding.occurrences(extraction)), about)


def _about(document: Document, read: Metadata) -> Metadata:
    """What the document says of itself, but for what its archive says of it."""
    told = {name: value for name, value in document.about._asdict().items() if value is not None}
    known = read._replace(**told)
    slug = adding.slug_for(Metadata(title=reading.hyphenated(known.slug or "") or known.title))
    return known._replace(slug=slug, origin=document.origin)


class Keeper(Protocol):
    """Where documents go; ``batch`` is how many are written at a time."""

    batch: int

    def outcome(self, record: str) -> str | None:
        """What became of a record in an earlier run."""

    def keep(self, batch: Batch) -> Haul:
        """Write a batch, all of it or nothing; what came of it."""


def ingest(
    keeper: Keeper,
    walked: Iterable[Walked],
    spread: Spread,
    tell: Callable[[Haul], None],
    *,
    retry: bool = False,
) -> Haul:
    """Take in everything; ``retry`` reads again what was set aside before.

    ``tell`` hears how far it is. What was found when the run is interrupted or the cluster is
    lost is written before the error goes on.
    """
    run = _Run(keeper, tell)
    try:
        for one, result in spread.over(outcome_of, run.new(walked, retry=retry), _weight):
            run.take(one, Refused(result.reason) if isinstance(result, Lost) else result)
    finally:
        run.write()
    return run.haul


def _weight(walked: Walked) -> int:
    return len(walked.data) if isinstance(walked, Document) else 0


class _Run:
    def __init__(self, keeper: Keeper, tell: Callable[[Haul], None]) -> None:
        self.haul = Haul()
        self._keeper, self._tell = keeper, tell
        self._batch: Batch = []
        self._written = time.monotonic()

    def new(self, walked: Iterable[Walked], *, retry: bool) -> Iterator[Walked]:
        """What no earlier run has read."""
        done = ("added", "same") if retry else ("added", "same", "failed")
        for one in walked:
            if not isinstance(one, Whole) and self._keeper.outcome(one.record) in done:
                self.haul = _sum(self.haul, Haul(skipped=1))
                self._tell(self.haul)
            else:
                yield one

    def take(self, walked: Walked, outcome: Outcome) -> None:
        self._batch.append((walked, outcome))
        late = time.monotonic() - self._written > _SECONDS
        if late or len(self._batch) >= self._keeper.batch:
            self.write()

    def write(self) -> None:
        """Write what was found; it is kept in mind until it is written."""
        if self._batch:
            self.haul = _sum(self.haul, self._keeper.keep(self._batch))
            self._batch = []
            self._tell(self.haul)
        self._written = time.monotonic()


def _sum(one: Haul, other: Haul) -> Haul:
    return Haul(*(a + b for a, b in zip(one, other, strict=True)))


class InDatabase:
    """Articles of a desk's database."""

    batch = 20
    """Few, for others who mark claims wait while a batch is written."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._db = desk.opened(create=True)

    def outcome(self, record: str) -> str | None:
        with connection.explained(self._desk.path):
            return ingested.outcome(self._db, record)

    def keep(self, batch: Batch) -> Haul:
        haul = Haul()
        with self._desk.writing(create=True) as db:
            for walked, outcome in batch:
                haul = _sum(haul, self._kept(db, walked, outcome))
        return haul

    def _kept(self, db: sqlite3.Connection, walked: Walked, outcome: Outcome) -> Haul:
        if isinstance(outcome, Whole):
            ingested.forgive(db, outcome.record)
            return Haul()
        if ingested.outcome(db, walked.record) in ("added", "same"):
            return Haul(skipped=1)
        if not isinstance(outcome, Found):
            ingested.note(db, _set_aside(walked, outcome))
            return Haul(failed=1)
        sha256 = writing.digest(outcome.read.text)
        if known := writing.slug_of(db, outcome.read.text):
            told = Ingested(walked.record, walked.origin, "same", f"the text of {known}", "")
            ingested.note(db, told, sha256)
            return Haul(same=1)
        about = outcome.about._replace(slug=_free(db, outcome.about.slug or "article"))
        article_id, ids = adding.write_article(
            db, outcome.read, about, self._desk.actor, self._desk.first_status
        )
        told = Ingested(walked.record, walked.origin, "added", None, "")
        ingested.note(db, told, sha256, article_id)
        return Haul(added=1, claims=len(ids))


def _set_aside(walked: Walked, outcome: Refused | Broken) -> Ingested:
    return Ingested(walked.record, walked.origin, "failed", outcome.reason, "")


def _free(db: sqlite3.Connection, slug: str) -> str:
    """The slug, else one with a number that is free, found in few steps among thousands."""
    if not writing.is_taken(db, slug):
        return slug
    taken, free = 1, 2
    while writing.is_taken(db, f"{slug}-{free}"):
        taken, free = free, free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        if writing.is_taken(db, f"{slug}-{middle}"):
            taken = middle
        else:
            free = middle
    return f"{slug}-{free}"


@contextmanager
def in_parquet(folder: Path) -> Iterator[InParquet]:
    """Parquet files in a folder, which nobody else writes meanwhile."""
    with closing(Shelf(folder)) as shelf:
        yield InParquet(shelf)


class InParquet:
    """Parquet files in a folder."""

    batch = 200

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def outcome(self, record: str) -> str | None:
        return ingested.outcome(self._shelf.db, record)

    def keep(self, batch: Batch) -> Haul:
        haul = Haul()
        documents: list[Shelved] = []
        with transaction(self._shelf.db):
            for walked, outcome in batch:
                told, shelved = self._kept(walked, outcome)
                haul = _sum(haul, told)
                documents += shelved
            if documents:
                self._shelf.put(documents)
        return haul

    def _kept(self, walked: Walked, outcome: Outcome) -> tuple[Haul, Sequence[Shelved]]:
        db = self._shelf.db
        if isinstance(outcome, Whole):
            ingested.forgive(db, outcome.record)
            return Haul(), ()
        if ingested.outcome(db, walked.record) in ("added", "same"):
            return Haul(skipped=1), ()
        if not isinstance(outcome, Found):
            ingested.note(db, _set_aside(walked, outcome))
            return Haul(failed=1), ()
        sha256 = writing.digest(outcome.read.text)
        same = self._shelf.has_text(sha256)
        told = Ingested(walked.record, walked.origin, "same" if same else "added", None, "")
        ingested.note(db, told, sha256)
        if same:
            return Haul(same=1), ()
        read, about = outcome
        one = Shelved(walked.record, sha256, read.text, read.language, about, read.found)
        return Haul(added=1, claims=len(read.found)), (one,)


def set_aside(desk: Workbench, folder: Path | None = None) -> list[Ingested]:
    """What was set aside on the way into the database, or into a folder of Parquet files."""
    if folder is not None:
        from verify.store import shelf

        return shelf.failed(folder)
    with desk.reading() as db:
        return list(ingested.failed(db))
