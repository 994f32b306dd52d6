"""An article, its versions, what became of its claims between them, and pages watched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.claims import ClaimRow, Json


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


class Side(NamedTuple):
    """One of two texts that are compared, and what it is called."""

    name: str
    text: str


class ChangeRow(NamedTuple):
    """What became of one claim between two versions: the contract's Change, and the claim's state.

    ``before`` and ``after`` are Claims as JSON, ``because`` Reasons as JSON. ``claim_id``,
    ``status`` and ``recheck`` are null when files were compared and no database. An edit that no
    claim tells of has the sentences instead, and neither index.
    """

    change: str
    moved: bool
    facets: tuple[str, ...]
    before: Json | str | None
    after: Json | str | None
    before_index: int | None
    after_index: int | None
    because: tuple[Json, ...]
    claim_id: int | None = None
    status: str | None = None
    recheck: str | None = None


class Turn(NamedTuple):
    """What a version did to a claim: ``action`` is changed, added, removed, returned, reworded, or
    unclaimed for an edit of words that no claim holds, which has no ``claim_id``.

    ``facets`` and ``detail`` tell what of a changed claim differs. ``silent``: the version that
    changed or dropped it has no correction note that speaks of it. ``status`` is the claim's now.
    """

    action: str
    claim_id: int | None
    before: str | None
    after: str | None
    facets: tuple[str, ...] = ()
    detail: str = ""
    silent: bool = False
    status: str = ""


class Stage(NamedTuple):
    """A version in an article's life, its correction note if it has one, and what it did."""

    version: int
    at: str
    by: str
    origin: str | None
    note: str | None
    turns: tuple[Turn, ...]


class Life(NamedTuple):
    """An article over all its versions."""

    article: Article
    stages: tuple[Stage, ...]


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
