"""What stands at an address of the web: the article of a page, the articles that a feed names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from verify.errors import VerifyError
from verify.fetching import Fetcher, checked
from verify.reading import read_bytes

if TYPE_CHECKING:
    from verify.fetching import Fetched
    from verify.reading import Reading


class Entry(NamedTuple):
    """An article that a feed names."""

    url: str
    title: str | None = None


class Named(NamedTuple):
    """What stands at an address that a person named."""

    url: str
    body: bytes
    media: str | None
    charset: str | None


def asking_once(*, allow_private: bool) -> Fetcher:
    """What asks for a page that a person named."""
    contact = os.environ.get("VERIFY_CONTACT") or "asked for once, by hand"
    return Fetcher(contact, allow_private=allow_private)


def fetched(address: str, fetcher: Fetcher, instead: str) -> Named:
    """The bytes at an address. Raises VerifyError with what to do ``instead``."""
    url = checked(address)
    found = fetcher.fetch(url)
    if found.outcome != "page":
        raise VerifyError(f"{url} cannot be read: {found.why}", instead)
    return Named(url, found.body, found.media, found.charset)


def read_address(address: str, fetcher: Fetcher) -> Reading:
    """Read what an address has: a page, a PDF, a Word file or plain text.

    Raises VerifyError when it cannot be had, or has no article.
    """
    found = fetched(address, fetcher, "give its text in a file")
    return article_in(found, found.url)


def article_in(found: Fetched | Named, url: str) -> Reading:
    """The text of what was sent. Raises VerifyError when there is no article in it."""
    return read_bytes(found.body, url, found.media, found.charset)._replace(url=url)


def entries_of(feed: bytes, url: str) -> list[Entry]:
    """The articles that an RSS or Atom feed names. Raises VerifyError for what is no feed."""
    import feedparser  # type: ignore[import-untyped]

    found = feedparser.parse(feed)
    if not found.version:
        raise VerifyError(f"{url} is no feed", "give the address of its RSS or Atom feed")
    return [Entry(entry.link, entry.get("title")) for entry in found.entries if entry.get("link")]
