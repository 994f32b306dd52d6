"""An article, its versions, and what came of adding one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.claims import ClaimRow


class Metadata(NamedTuple):
    """What is known about an article beside its text. ``origin``: the file or address read."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    slug: str | None = None
    origin: str | None = None
    byline: str | None = None


UNKNOWN = Metadata()


class Article(NamedTuple):
    """An article as it stands.

    ``latest`` is the number of its latest version, ``versions`` how many there are (a number
    that was taken back is not given again), ``claims`` how many the latest version makes.
    """

    id: int
    slug: str
    title: str
    url: str | None
    publisher: str | None
    published: str | None
    language: str
    added_at: str
    added_by: str
    latest: int
    versions: int
    claims: int
    byline: str | None = None


class Version(NamedTuple):
    """One text of an article; ``number`` counts from 1. ``sha256`` is of its UTF-8 bytes."""

    id: int
    number: int
    text: str
    sha256: str
    added_at: str
    added_by: str
    origin: str | None


class AddSummary(NamedTuple):
    """What an ``add`` did.

    ``counts`` has only what occurred, of: unchanged, reworded, changed, added, removed,
    returned, moved, and unclaimed: edits of words that no claim holds. ``recheck`` are the
    claims whose verdict became stale; ``first`` what a checker should look at first, most
    pressing first.
    """

    article: Article
    version: int
    claims: int
    counts: dict[str, int]
    recheck: tuple[ClaimRow, ...]
    first: tuple[ClaimRow, ...]
