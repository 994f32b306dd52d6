"""Pages that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.articles import AddSummary


class Watch(NamedTuple):
    """A page that is watched. ``first_url`` is where it was when the watch began.

    ``article`` is its slug once it was added; ``said`` what the last look came to; ``failures``
    how many looks in a row failed; ``held`` a text that a person must decide on.
    """

    id: int
    url: str
    first_url: str
    article: str | None
    etag: str | None
    modified: str | None
    looked_at: str | None
    next_at: str
    failures: int
    said: str | None
    held: str | None


class Look(NamedTuple):
    """What one look at a watched page came to.

    ``outcome``: added, version, unchanged, held, or what kept the page from being read: gone,
    forbidden, later, failed. ``summary`` is of an article or version that was added.
    """

    watch: Watch
    outcome: str
    detail: str = ""
    summary: AddSummary | None = None
