"""Looking at watched pages: what became of each, and when to look again.

A version is added only where the claims changed. A text that lost most of its words is more
likely a cookie wall or an error page than an edit: it is held until a person has decided.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import claims
from verify.errors import VerifyError
from verify.pages import article_in
from verify.reading import Reading, title_of
from verify.records import Look, Metadata, Watch
from verify.store import watches
from verify.workbench.adding import extract, slug_for

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from verify.fetching import Fetched
    from verify.records import AddSummary
    from verify.workbench import Workbench

LONGEST_WAIT = 24 * 3600
"""Seconds: however often a page fails, it is looked at once a day."""

_KEPT = 0.5
"""The least part of its words that an edit leaves an article."""

_FEWEST = 30
"""Words of the shortest article that is taken in without asking."""


class Watches:
    """The watched pages of one desk. Every method that writes is one transaction."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk

    def begin(self, urls: Sequence[str]) -> list[Watch]:
        """Watch these pages from now on; the database is made where there is none."""
        with self._desk.writing(create=True) as db:
            return watches.begin(db, urls, stamp(now()))

    def every(self) -> list[Watch]:
        """All watched pages, in the order their watches were begun."""
        with self._desk.reading() as db:
            return watches.every(db)

    def look(self, watch: Watch, fetched: Fetched, every: int) -> Look:
        """Take in what a look at a page brought; the next one is ``every`` seconds later."""
        return self._kept(judged(self._desk, watch, fetched, every))

    def accept(self, url: str) -> Look:
        """Take in the text that a watch holds. Raises VerifyError when it holds none."""
        with self._desk.reading() as db:
            watch = watches.named(db, url)
        return self._kept(_accepted(self._desk, watch, url))

    def _kept(self, look: Look) -> Look:
        with self._desk.writing() as db:
            watches.save(db, look.watch)
        return look


def now() -> datetime:
    """The time, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(at: datetime) -> str:
    """A time as the database keeps it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_due(watch: Watch) -> bool:
    """Whether it is time to look; also where the last look seems to lie in the future.

    The clock was wrong then, and the next look as it was planned may be years away.
    """
    at = stamp(now())
    return watch.next_at <= at or watch.looked_at is None or watch.looked_at > at


def judged(desk: Workbench, watch: Watch, fetched: Fetched, every: int) -> Look:
    """Take in what a look at the page brought; the watch as it is then to be kept."""
    watch = watch._replace(url=fetched.url, looked_at=stamp(now()))
    if fetched.outcome == "same":
        return _settled(Look(watch, "unchanged"), fetched, every)
    if fetched.outcome != "page":
        return _failed(Look(watch, fetched.outcome, fetched.why), every, fetched.wait)
    try:
        page = article_in(fetched, fetched.url)
        look = _first(desk, watch, page) if watch.article is None else _again(desk, watch, page)
    except VerifyError as error:
        return _failed(Look(watch, "failed", str(error)), every)
    return _settled(look, fetched, every)


def _settled(look: Look, fetched: Fetched, every: int) -> Look:
    etag, modified = fetched.known
    held = look.watch.held if look.outcome in ("held", "unchanged") else None
    watch = look.watch._replace(
        etag=etag, modified=modified, failures=0, next_at=_in(every), held=held, said=_said(look)
    )
    return look._replace(watch=watch)


def _failed(look: Look, every: int, wait: int = 0) -> Look:
    """Each failure in a row doubles the wait, and a site's own wish is heeded."""
    failures = look.watch.failures + 1
    seconds = max(wait, min(every * 2**failures, LONGEST_WAIT))
    watch = look.watch._replace(failures=failures, next_at=_in(seconds), said=_said(look))
    return look._replace(watch=watch)


def _in(seconds: int) -> str:
    return stamp(now() + timedelta(seconds=seconds))


def _said(look: Look) -> str:
    return f"{look.outcome}: {look.detail}" if look.detail else look.outcome


def _first(desk: Workbench, watch: Watch, page: Reading) -> Look:
    """Add the article, or find it in the database, where its address or its text already is."""
    known = _known(desk, watch)
    if known is not None:
        return _again(desk, watch._replace(article=known), page)
    words = len(page.text.split())
    if words < _FEWEST:
        return _held(watch, page, f"there are only {words} words on the page")
    return _added(desk, watch, page)


def _known(desk: Workbench, watch: Watch) -> str | None:
    """The article that has the watch's address."""
    addresses = (watch.url, watch.first_url)
    return next((one.slug for one in desk.articles() if one.url in addresses), None)


def _added(desk: Workbench, watch: Watch, page: Reading) -> Look:
    """Add a page's article under a slug that is free."""
    about = Metadata(
        page.title or title_of(page.text, None),
        watch.url,
        page.publisher,
        page.published,
        origin=watch.url,
        byline=page.byline,
    )
    slug = _free(slug_for(about), {one.slug for one in desk.articles()})
    summary = desk.add(page.text, about._replace(slug=slug))
    return Look(watch._replace(article=slug), "added", _told(summary), summary)


def _free(slug: str, taken: Collection[str]) -> str:
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in numbered if name not in taken)


def _again(desk: Workbench, watch: Watch, page: Reading) -> Look:
    assert watch.article is not None
    latest = desk.versions(watch.article)[-1].text
    if page.text == latest:
        return Look(watch._replace(held=None), "unchanged")
    before, after = len(latest.split()), len(page.text.split())
    if after < _KEPT * before:
        return _held(watch, page, f"it shrank from {before} to {after} words")
    article = desk.article(watch.article)
    day = page.published
    published = datetime.fromisoformat(article.published).date() if article.published else day
    changes = claims.diff(*(extract(text, published).claims for text in (latest, page.text)))
    if all(one.change == "unchanged" and not one.moved for one in changes):
        return Look(watch._replace(held=None), "unchanged", "other words, the same claims")
    summary = desk.add_version(watch.article, page.text, watch.url)
    return Look(watch, "version", _told(summary), summary)


def _accepted(desk: Workbench, watch: Watch | None, url: str) -> Look:
    """The held text as a version, or as the article that it begins.

    It is there already when an earlier run ended before it could say so.
    """
    if watch is None or watch.held is None:
        raise VerifyError(f"No text of {url} is held", "verify watch --list shows what is")
    page = Reading(watch.held, watch.url, None, title=title_of(watch.held, None))
    known = watch.article or _known(desk, watch)
    watch = watch._replace(article=known, held=None)
    if known is None:
        return _added(desk, watch, page)
    if desk.versions(known)[-1].text == page.text:
        return Look(watch, "unchanged", "it was taken in before")
    summary = desk.add_version(known, page.text, watch.url)
    return Look(watch, "version", _told(summary), summary)


def _held(watch: Watch, page: Reading, why: str) -> Look:
    return Look(watch._replace(held=page.text), "held", why)


def _told(summary: AddSummary) -> str:
    counts = ", ".join(f"{number} {what}" for what, number in summary.counts.items())
    return f"{summary.article.slug}, version {summary.version} ({counts})"
