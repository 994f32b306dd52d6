"""A claim in lists and as versions word it, and what people ask for."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

Json = dict[str, Any]
"""A value of ``claims.models`` as JSON: a Claim, an Attribution, a Reason."""


LARGEST_ID = 2**63 - 1
"""SQLite's; a larger number is no id."""


Kind = Literal["fact", "prediction", "opinion", "figure", "date", "quote"]


KINDS: tuple[Kind, ...] = ("fact", "prediction", "opinion", "figure", "date", "quote")
"""What ``Filter.kind`` may be: a claim's kind, or what it holds."""


Sort = Literal["id", "position", "worth"]


SORTS: tuple[Sort, ...] = ("id", "position", "worth")


class ClaimRow(NamedTuple):
    """A claim in a list.

    ``sources`` are the names in use now (aliases followed), origin first and relays after; the
    last ``relays`` of them are relays. ``candidates`` are the names still possible when the text
    is ambiguous. ``recheck`` is the reason why the status is stale, or null. ``worth`` (0..1)
    and ``flags`` are the machine's suggestions. ``position`` is the place in the latest version,
    counted from 0; ``removed`` says the latest version no longer makes the claim, and then it is
    its last place. ``attributed``: a person has said who stands behind it, and ``sources`` say so.
    ``valid_until`` is the last day on which the verdict holds, if it was given one. ``articles``
    is how many articles make the claim in these words. ``dropped`` is why a person said that it
    is no claim; then it is ``removed``, too, and only asked for by its id or as dropped.
    """

    id: int
    article: str
    position: int
    text: str
    kind: str
    quoted: bool
    status: str
    recheck: str | None
    assignee: str | None
    verdict_by: str | None
    signed_off_by: str | None
    correction: str | None
    sources: tuple[str, ...]
    relays: int
    candidates: tuple[str, ...]
    worth: float
    flags: tuple[str, ...]
    removed: bool
    attributed: bool = False
    valid_until: str | None = None
    articles: int = 1
    dropped: str | None = None


class Attributed(NamedTuple):
    """Who stands behind a claim by a person's word: origins, then what passed it on.

    No ``sources`` means the article itself. ``kind`` is what the sources are, when it is told.
    """

    sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    kind: str | None = None


class Part(NamedTuple):
    """A claim that a person draws: its words in the text of the latest version, or their places.

    In words that are given, "…" stands for what is left out. ``text`` words it otherwise.
    ``version`` is the one that the places are counted in; where it is given, and is no longer the
    latest, they are refused.
    """

    words: str | tuple[tuple[int, int], ...]
    text: str | None = None
    version: int | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The places. Raises TypeError for words that were not looked for yet."""
        if isinstance(self.words, str):
            raise TypeError("These words have not been looked for")
        return self.words


class Filter(NamedTuple):
    """Which claims to list; everything given must hold.

    ``article`` a slug or the beginning of one; ``status`` any of these; ``source`` a name or
    part of one; ``search`` words that must all occur ("…" for a phrase, a final * for the
    beginning of a word); ``assignee`` a name; ``recheck`` and ``flagged`` true or false;
    ``removed`` lists the claims that the latest version no longer makes, instead of those it does;
    ``stale_on`` those whose verdict no longer holds on that day; ``repeated`` those that several
    articles make in the same words, each once unless of one article; ``unattributed`` those that
    nobody but the article says; ``open`` those that are due for re-check or have none of these
    statuses, the outcomes; ``dropped`` lists what people said is no claim, instead.
    """

    article: str | None = None
    status: tuple[str, ...] = ()
    source: str | None = None
    kind: Kind | None = None
    search: str | None = None
    assignee: str | None = None
    recheck: bool | None = None
    flagged: bool | None = None
    removed: bool = False
    stale_on: date | None = None
    repeated: bool = False
    unattributed: bool = False
    open: tuple[str, ...] | None = None
    dropped: bool = False


ANY_CLAIM = Filter()


class Page(NamedTuple):
    """Some claims in order; ``after`` is what asks for the next page, null on the last."""

    rows: tuple[ClaimRow, ...]
    after: int | None


class Occurrence(NamedTuple):
    """A claim as one version words it.

    ``quote`` is the article's own words, pieces joined by " … ". ``claim`` and ``attribution``
    are the library's findings, spans counted in that version's text. ``fact`` is the same for
    claims that say the same in the same words, in whatever article; null where that is unknown.
    """

    version: int
    position: int
    text: str
    quote: str
    sentence: tuple[int, int]
    claim: Json
    attribution: Json | None
    fact: str | None = None
