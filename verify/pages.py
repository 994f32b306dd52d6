"""A page of the web → its article: the words without menus, and what the page says about them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from verify.errors import VerifyError


class Page(NamedTuple):
    """An article as a page has it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None


class Entry(NamedTuple):
    """An article that a feed names."""

    url: str
    title: str | None = None


def article_in(html: bytes, url: str, charset: str | None = None) -> Page:
    """The article in a page (trafilatura, Barbaresi 2021), a paragraph a line.

    Raises VerifyError when there is none in it.
    """
    # Costs half a second to import, so only here.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    content = html.decode(charset, "replace") if charset and _is_known(charset) else html
    found = bare_extraction(
        content, url=url, with_metadata=True, include_comments=False, include_tables=False
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise VerifyError(f"There is no article in {url}", "open it, and give its text in a file")
    lines = (line.strip() for line in (found.text or "").splitlines())
    text = "\n\n".join(line for line in lines if line) + "\n"
    if found.title and not text.startswith(found.title):
        text = f"{found.title}\n\n{text}"
    return Page(text, found.title, found.sitename, _day(found.date))


def _is_known(charset: str) -> bool:
    try:
        "".encode(charset)
    except LookupError:
        return False
    return True


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


def entries_of(feed: bytes, url: str) -> list[Entry]:
    """The articles that an RSS or Atom feed names. Raises VerifyError for what is no feed."""
    import feedparser  # type: ignore[import-untyped]

    found = feedparser.parse(feed)
    if not found.version:
        raise VerifyError(f"{url} is no feed", "give the address of its RSS or Atom feed")
    return [Entry(entry.link, entry.get("title")) for entry in found.entries if entry.get("link")]
