"""What a desk sees at a glance: how far articles are, and where an article's claims stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.articles import Article, Version


class Progress(NamedTuple):
    """How far an article is.

    ``counts`` has every status that its claims have, ``due`` how many wait for re-check, and
    ``again`` these by status, for a claim that waits is open whatever was found before.
    ``assignees`` who has how many claims. ``last_at`` and ``last_by`` are of the last event.
    """

    article: Article
    counts: dict[str, int]
    due: int
    again: dict[str, int]
    assignees: dict[str, int]
    last_at: str
    last_by: str


class Lately(NamedTuple):
    """What one person did to one article since some time: actions and how often."""

    article: str
    actor: str
    actions: dict[str, int]
    at: str


class Placed(NamedTuple):
    """Where a claim stands in the text, and how its checking stands.

    ``last`` is the id of its last event: what a person saw when they decided.
    """

    id: int
    position: int
    text: str
    spans: tuple[tuple[int, int], ...]
    status: str
    due: bool
    assignee: str | None
    last: int


class Galley(NamedTuple):
    """An article's latest text with the place of each claim, in the order of the text."""

    article: Article
    version: Version
    claims: tuple[Placed, ...]


class State(NamedTuple):
    """How a claim's checking stands now; ``last`` is the id of its last event."""

    id: int
    status: str
    due: bool
    assignee: str | None
    last: int


class News(NamedTuple):
    """A command that somebody has run: what it did, and how its claims now stand.

    ``last`` is the id of its last event. ``claims`` is empty when it touched no claim, or more
    than are worth telling.
    """

    last: int
    article: str | None
    actor: str
    action: str
    claims: tuple[State, ...]
