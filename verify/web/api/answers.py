"""What the API answers beside the records that the workbench has: pages of lists, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from verify.records import ChangeRow, ClaimRow, Event, Evidence, Progress, SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")


class Health(NamedTuple):
    """That the desk is there. ``layout`` is that of the database files which it knows."""

    version: str
    layout: int


class Count(NamedTuple):
    """How many claims there are."""

    claims: int


class VersionRow(NamedTuple):
    """A version without its text; ``number`` counts from 1. ``sha256`` is of its UTF-8 bytes."""

    id: int
    number: int
    sha256: str
    added_at: str
    added_by: str
    origin: str | None


class Changes(NamedTuple):
    """What changed between two texts, claim by claim."""

    changes: tuple[ChangeRow, ...]


class ArticlePage(NamedTuple):
    """Some articles in the order they were added; ``after`` asks for the next page, if any."""

    rows: tuple[Progress, ...]
    after: int | None


class SourcePage(NamedTuple):
    """Some sources, most claims first; ``after`` asks for the next page, if any."""

    rows: tuple[SourceRow, ...]
    after: int | None


class EvidencePage(NamedTuple):
    """Some evidence; ``after`` asks for the next page, if any."""

    rows: tuple[Evidence, ...]
    after: int | None


class EventPage(NamedTuple):
    """Some events, oldest first; ``after`` asks for the next page, if any."""

    rows: tuple[Event, ...]
    after: int | None


class Sent(NamedTuple):
    """A file, and not JSON."""

    data: bytes
    media: str
    name: str


class Refusal(NamedTuple):
    """What is wrong, in one sentence, and what to do. Nothing was changed."""

    error: str
    hint: str


class Conflict(NamedTuple):
    """Somebody has since worked on the claim: as it now stands, and what was done to it."""

    error: str
    hint: str
    claim: ClaimRow
    events: tuple[Event, ...]


def cut(
    rows: Sequence[Row], number: Callable[[Row], int], limit: int, after: int | None
) -> tuple[tuple[Row, ...], int | None]:
    """The rows that come after the one of this number, and what asks for those after them.

    None come after a row that is not there any more.
    """
    begin = 0
    if after is not None:
        places = (place for place, row in enumerate(rows, 1) if number(row) == after)
        begin = next(places, len(rows))
    shown = tuple(rows[begin : begin + limit])
    return shown, number(shown[-1]) if begin + limit < len(rows) else None
