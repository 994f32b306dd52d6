"""What a fact-checker does, one method each: the only place where library and store meet.

The command line calls this and nothing below it. Every method that writes is one transaction,
signed by the actor; every refusal is a VerifyError and leaves the database as it was.

``marking`` and ``looking`` start in a blink; ``adding``, ``revising`` and ``comparing`` bring the
library, and are imported where a text is read or two versions are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify import records, store
from verify.errors import VerifyError
from verify.records import ANY_CLAIM
from verify.workbench import looking, marking
from verify.workbench.corroborating import CorroborationDesk
from verify.workbench.evidence import EvidenceDesk, attach
from verify.workbench.keeping import KeepingDesk
from verify.workbench.mending import MendingDesk
from verify.workbench.opened import needed, written
from verify.workbench.overview import OverviewDesk
from verify.workbench.people import PeopleDesk
from verify.workbench.relaying import RelayDesk
from verify.workbench.versions import VersionsDesk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from claims import Extraction
    from verify.records import (
        AddSummary,
        Article,
        Attributed,
        ChangeRow,
        ClaimDetail,
        ClaimRow,
        Dossier,
        Event,
        Filter,
        LastAction,
        Life,
        Metadata,
        Page,
        QuoteRow,
        Sort,
        SourceRow,
        Undone,
        Version,
    )

__all__ = ["Workbench", "diff_texts", "extract"]


def extract(text: str, published: date | None = None) -> Extraction:
    """Read the claims out of a text, without a database.

    Raises VerifyError where the library refuses the text.
    """
    from verify.workbench import adding

    return adding.extract(text, published)


def diff_texts(old: str, new: str) -> list[ChangeRow]:
    """What changed between two texts, claim by claim, without a database."""
    from verify.workbench import comparing

    return comparing.diff_texts(old, new)


class Workbench(
    EvidenceDesk,
    CorroborationDesk,
    KeepingDesk,
    MendingDesk,
    OverviewDesk,
    PeopleDesk,
    RelayDesk,
    VersionsDesk,
):
    """One person's desk over one database file.

    ``path`` is the SQLite file: ``add``, ``import_`` and ``add_person`` create it, every other
    method raises a VerifyError while it is not there. ``actor`` signs what is written.
    ``statuses`` is the set in use; its first is what a new claim has. Use it as a context manager,
    or ``close()`` it.
    """

    def _refuse_unknown(self, db: sqlite3.Connection, names: Sequence[str]) -> None:
        for name in names:
            if not store.listing.is_in_use(db, name):  # a desk may have renamed its statuses since
                marking.status_named(self.statuses, name)

    # Articles

    def add(self, text: str, metadata: Metadata | None = None) -> AddSummary:
        """Take in a new article and every claim in it.

        The slug is ``metadata.slug``, else made from the title, else from the origin's file name.
        Refused when the same text or the slug is already there, or when the text is unreadable.
        """
        from verify.workbench import adding

        metadata = metadata or records.UNKNOWN
        slug = adding.slug_for(metadata)
        if store.connection.is_there(self.path):
            with store.connection.reading(self.opened(create=True), self.path) as db:
                adding.refuse_known(db, slug, text)
        extraction = adding.extract(text, metadata.published)
        with self.writing(create=True) as db:
            return adding.add_article(db, extraction, metadata, self.actor, self.first_status)

    def add_version(self, article: str, text: str, origin: str | None = None) -> AddSummary:
        """Take in an article's next version; claims keep identity, status and notes.

        A claim whose meaning changed is sent back to re-check with the reason, and its sign-off
        lapses. Refused when the text is the latest version's.
        """
        from verify.workbench import adding, revising

        with self.reading() as db:
            known = store.articles.named(db, article)
            revising.refuse_unchanged(db, known, text)
        extraction = adding.extract(text, adding.published(known))
        with self.writing() as db:
            known = store.articles.named(db, known.slug)
            return revising.add_version(
                db, known, extraction, origin, self.actor, self.first_status
            )

    def articles(self) -> list[Article]:
        """Every article, in the order they were added."""
        with self.reading() as db:
            return store.articles.every(db)

    def article(self, slug: str) -> Article:
        """The article of this slug, or the only one whose slug begins so."""
        with self.reading() as db:
            return store.articles.named(db, slug)

    def versions(self, article: str) -> list[Version]:
        """An article's versions with their texts, first to last."""
        with self.reading() as db:
            return store.articles.versions_of(db, store.articles.id_of(db, article))

    def diff(
        self, article: str, before: int | None = None, after: int | None = None
    ) -> list[ChangeRow]:
        """What changed between two versions (numbers from 1; the last two unless told)."""
        from verify.workbench import comparing

        with self.reading() as db:
            ids = store.articles.version_ids(db, store.articles.id_of(db, article))
            old, new = comparing.two_versions(ids, before, after)
            return comparing.diff_versions(db, ids[old], ids[new])

    def timeline(self, article: str) -> Life:
        """An article's life: what each version changed, and whether it said so."""
        from verify.workbench import timeline

        with self.reading() as db:
            return timeline.life_of(db, store.articles.named(db, article))

    def quotes(self, article: str, transcript: str) -> list[QuoteRow]:
        """An article's quotations, each beside the words of a transcript."""
        from verify.workbench import quoting

        with self.reading() as db:
            return quoting.quotes(db, store.articles.named(db, article), transcript)

    # Looking

    def claims(
        self,
        wanted: Filter = ANY_CLAIM,
        *,
        limit: int | None = 50,
        after: int | None = None,
        sort: Sort | None = None,
    ) -> Page:
        """A page of claims.

        ``after`` is the last page's ``after``; ``limit`` None means all. Sorted by position when
        an article is asked for and by id otherwise, unless ``sort`` says; ``worth`` is highest
        first. An unknown status, article or source is a VerifyError that lists what is near.
        """
        by = sort or ("position" if wanted.article is not None else "id")
        more = None if limit is None else limit + 1
        with self.reading() as db:
            self._refuse_unknown(db, wanted.status)
            rows = store.listing.page(db, wanted, by, more, after)
        if limit is None or len(rows) <= limit:
            return records.Page(tuple(rows), None)
        return records.Page(tuple(rows[:limit]), rows[limit - 1].id)

    def count(self, wanted: Filter = ANY_CLAIM) -> int:
        """How many claims the filter lets through."""
        with self.reading() as db:
            self._refuse_unknown(db, wanted.status)
            return store.listing.count(db, wanted)

    def show(self, claim_id: int) -> ClaimDetail:
        """All about one claim."""
        with self.reading() as db:
            return looking.show(db, claim_id)

    def history(
        self,
        claim_id: int | None = None,
        *,
        article: str | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[Event]:
        """The log of one claim, one article, or everything; oldest first.

        ``limit`` keeps the newest ones; with ``after``, the first ones after that event.
        """
        with self.reading() as db:
            if claim_id is not None:
                store.listing.rows(db, [claim_id])
            article_id = None if article is None else store.articles.id_of(db, article)
            return store.log.events(
                db, claim_id=claim_id, article_id=article_id, limit=limit, after=after
            )

    def dossier(self, article: str, version: int | None = None) -> Dossier:
        """Everything a report on the article needs, as of the version of this number if told."""
        with self.reading() as db:
            found = looking.dossier(db, store.articles.named(db, article), version)
            if len(found.versions) > 1:
                from verify.workbench import comparing

                old, new = found.versions[-2:]
                changes = comparing.diff_versions(db, old.id, new.id)
                found = found._replace(changes=tuple(changes))
        return self.sourced(found)

    # Marking: every method takes several ids, all or none, and returns the rows as they now are

    def mark(
        self,
        ids: Sequence[int],
        status: str,
        *,
        note: str | None = None,
        evidence: Sequence[str] = (),
        correction: str | None = None,
        valid_until: date | None = None,
    ) -> list[ClaimRow]:
        """Give claims a status. A verdict clears re-check and sign-off.

        Refused for an unknown status, for one that asks for a correction when none is given
        or known, and for a correction with a status that has none.
        """
        verdict = marking.Verdict(
            status=marking.status_named(self.statuses, status),
            note=written(note),
            evidence=tuple(needed(locator, "evidence") for locator in evidence),
            correction=written(correction),
            valid_until=valid_until,
        )
        with self.writing() as db:
            return marking.mark(db, self.actor, ids, verdict, self.first_status)

    def sign_off(self, ids: Sequence[int], *, note: str | None = None) -> list[ClaimRow]:
        """Stand behind others' verdicts as the second person.

        Refused for the one who gave the verdict, without a verdict, and while re-check is due.
        """
        with self.writing() as db:
            return marking.sign_off(db, self.actor, ids, written(note))

    def note(self, ids: Sequence[int], text: str) -> list[ClaimRow]:
        """Write a note on claims."""
        with self.writing() as db:
            return marking.note(db, self.actor, ids, needed(text, "note"))

    def assign(self, ids: Sequence[int], to: str | None) -> list[ClaimRow]:
        """Give claims to somebody; None takes them from everybody."""
        with self.writing() as db:
            return marking.assign(db, self.actor, ids, to and needed(to, "name"))

    def attach(self, ids: Sequence[int], locator: str, note: str | None = None) -> list[ClaimRow]:
        """Attach evidence to claims of which only the place is written down."""
        proof = records.Proof(needed(locator, "evidence"), note)
        with self.writing() as db:
            attach(db, self.actor, ids, proof)
            return store.listing.rows(db, ids)

    def recheck(self, ids: Sequence[int], reason: str) -> list[ClaimRow]:
        """Send claims back to re-check; their status stays visible, their sign-off lapses."""
        with self.writing() as db:
            return marking.recheck(db, self.actor, ids, needed(reason, "reason"))

    def last_action(self) -> LastAction | None:
        """What ``undo`` would take back."""
        with self.reading() as db:
            return marking.last_action(db, self.actor)

    def undo(self, command: int | None = None) -> Undone:
        """Take back the actor's last action that still stands, as a new event.

        Refused when somebody has built on it since, and when it is not this ``command`` any more.
        """
        with self.writing() as db:
            return marking.undo(db, self.actor, command)

    # Sources

    def sources(self, article: str | None = None) -> list[SourceRow]:
        """Every source that is in use, or that one article has; most claims first."""
        with self.reading() as db:
            of = None if article is None else store.articles.id_of(db, article)
            return store.sources.listing(db, article_id=of)

    def merge_sources(self, names: Sequence[str], into: str) -> SourceRow:
        """Make names stand for one source, in this and every later article."""
        from verify.workbench import sourcing

        with self.writing() as db:
            return sourcing.merge(db, self.actor, names, needed(into, "name"))

    def classify_source(self, name: str, kind: str) -> SourceRow:
        """Say what kind of source a name stands for; later articles keep it."""
        if kind not in records.SOURCE_KINDS:
            raise VerifyError(
                f"There is no kind {kind!r}", f"choose from {', '.join(records.SOURCE_KINDS)}"
            )
        from verify.workbench import sourcing

        with self.writing() as db:
            return sourcing.set_kind(db, self.actor, needed(name, "name"), kind)

    def attribute(
        self, ids: Sequence[int], to: Attributed | None, *, note: str | None = None
    ) -> list[ClaimRow]:
        """Say who stands behind claims, in this version and the next ones.

        None takes back what people said: the machine's word holds again.
        """
        from verify.workbench import sourcing

        with self.writing() as db:
            return sourcing.attribute(db, self.actor, ids, to, written(note))

    # Completion: quick answers while somebody types

    def suggest_claims(self, prefix: str, limit: int = 50) -> list[tuple[int, str]]:
        """Claims whose id begins so: id and text."""
        with self.reading() as db:
            return store.listing.ids_beginning(db, prefix, limit)

    def suggest_sources(self, prefix: str, limit: int = 50) -> list[str]:
        """Source names that begin so."""
        with self.reading() as db:
            return store.sources.beginning(db, prefix, limit)

    def suggest_articles(self, prefix: str, limit: int = 50) -> list[str]:
        """Slugs that begin so."""
        with self.reading() as db:
            return store.articles.beginning(db, prefix, limit)
