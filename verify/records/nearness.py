"""What stands near a claim elsewhere: the same fact, a passage that bears it out, a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.claims import ClaimRow, Json


class Similar(NamedTuple):
    """A claim of another article that says the same, or nearly.

    ``outcome`` is same or differs, ``differs`` what differs in words. ``verdict_at`` is when its
    verdict was given, null without one. ``score`` is 100 for the same words.
    """

    row: ClaimRow
    outcome: str
    differs: str
    score: float
    verdict_at: str | None


class Bearing(NamedTuple):
    """A passage that may bear a claim out: of evidence, or of another article.

    ``where`` names it for a reader, with its page; ``score`` is 100 when it has all of the claim's
    words. ``agreements`` say figure by figure and date by date what agrees (the library's, as
    JSON). Of an article there are ``article`` and the ``other`` claim that stands there, of
    evidence its ``evidence_id`` and ``start`` in the document's text.
    """

    claim_id: int
    where: str
    passage: str
    score: float
    agreements: tuple[Json, ...]
    article: str | None = None
    other: int | None = None
    evidence_id: int | None = None
    start: int | None = None


class QuoteRow(NamedTuple):
    """A quotation of an article beside a transcript.

    ``span`` is its place in the article, ``speaker`` who the article says said it; ``outcome`` is
    exact, altered, stitched or missing, and ``faithful`` whether it can stand: exact, or openly
    cut with no word changed. ``passage`` are the transcript's words, its parts joined by " … ",
    ``changed`` the words that differ ("asked → told"), ``left_out`` what lies between parts.
    ``marked``: an ellipsis owns up to every cut; ``reversed``: a later part is quoted first.
    ``at`` and ``voice`` are the transcript's time stamp and label there; ``score`` how much of it
    was found, of 100. ``places`` count in the transcript; ``edits`` are QuoteEdits as JSON.
    ``anothers``: the transcript has them as another's words.
    """

    quote: str
    span: tuple[int, int]
    speaker: str | None
    outcome: str
    faithful: bool
    passage: str
    changed: tuple[str, ...]
    left_out: tuple[str, ...]
    marked: bool
    reversed: bool
    at: str | None
    voice: str | None
    score: float
    places: tuple[tuple[int, int], ...]
    edits: tuple[Json, ...]
    anothers: bool = False
