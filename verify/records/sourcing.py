"""Sources, who relays whom, from how many origins a claim comes, and whether that is enough."""

from __future__ import annotations

from typing import NamedTuple

SOURCE_KINDS = ("person", "organisation", "media", "document", "group", "anonymous", "unknown")
"""What a source may be: the library's kinds."""


class SourceRow(NamedTuple):
    """A source, with the names merged into it and how many claims it stands behind."""

    id: int
    name: str
    kind: str
    aliases: tuple[str, ...]
    claims: int
    statuses: dict[str, int]


class SourcePage(NamedTuple):
    """Some sources in order, and how many there are in all."""

    rows: tuple[SourceRow, ...]
    total: int


class Relay(NamedTuple):
    """So many claims went from one source, by id, to another, or (null) straight to the page."""

    source: int
    to: int | None
    claims: int


class Relays(NamedTuple):
    """Who passes on whose words: the sources, most claims first, and the ways between them.

    A way leads from a source or to one that is not among ``sources`` where these are not all;
    ``others`` counts those.
    """

    sources: tuple[SourceRow, ...]
    ways: tuple[Relay, ...]
    others: int


class Support(NamedTuple):
    """One place that bears a claim out: an article's claim, or a piece of evidence.

    ``outlet`` is who publishes it, ``chain`` the names from the origin to there, ``why`` how the
    origin was told. ``evidence_id`` is null for an article's own claim, ``article`` and
    ``claim_id`` for evidence that is no article of the database.
    """

    outlet: str
    chain: tuple[str, ...]
    why: str
    article: str | None = None
    claim_id: int | None = None
    evidence_id: int | None = None
    kind: str | None = None


class Origin(NamedTuple):
    """Where a claim comes from, and every place that has it from there."""

    name: str
    kind: str
    supports: tuple[Support, ...]


class Independence(NamedTuple):
    """From how many origins a claim comes, and whether what was found is enough.

    ``primary`` counts the first-hand evidence that supports it, ``secondary`` the independent
    origins of other evidence that does. ``lacks`` says in words what the desk's rule still asks
    for; empty when it is met.
    """

    claim_id: int
    origins: tuple[Origin, ...]
    primary: int
    secondary: int
    lacks: str


class Finding(NamedTuple):
    """What a rule of sourcing found: of a claim, or of the whole article (no ``claim_id``)."""

    rule: str
    claim_id: int | None
    message: str
