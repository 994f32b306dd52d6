"""What became of claims between two versions, and over all of an article's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.articles import Article
    from verify.records.claims import Json


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
