"""What bears a claim out: sources, evidence, the same fact elsewhere, and where it comes from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verify.records.claims import ClaimRow, Json


EVIDENCE_KINDS = ("primary", "secondary")
"""What evidence may be: first-hand (a document, a recording, a witness), or another's telling."""


STANCES = ("supports", "refutes", "context")
"""How evidence stands to a claim."""


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


class Proof(NamedTuple):
    """What a person says of evidence.

    ``locator`` is where in it the proof lies ("p. 4", "00:12:31"), or where it lies when its bytes
    are not kept. ``kind`` is one of EVIDENCE_KINDS, ``stance`` one of STANCES; ``quote`` its own
    words, ``consulted`` the day on which it was looked at.
    """

    locator: str = ""
    note: str | None = None
    kind: str | None = None
    stance: str | None = None
    quote: str | None = None
    consulted: date | None = None


class Document(NamedTuple):
    """Bytes that are kept as evidence, and what could be read in them.

    ``sha256`` names them in the folder beside the database. ``text`` is empty where there are no
    words to read (a picture, a recording). ``media`` is their media type, ``pages`` a JSON list
    of where each page starts in the text; empty when it has none.
    """

    sha256: str
    size: int
    media: str
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    pages: str
    added_at: str
    added_by: str


class Evidence(NamedTuple):
    """A Proof that was attached, by whom and when.

    ``origin`` is the file or address that was read, ``sha256`` names its kept bytes; both are null
    when only a locator was written down. ``title``, ``publisher`` and ``published`` are what the
    document says of itself, ``consulted`` a day.
    """

    id: int
    claim_id: int
    locator: str
    note: str | None
    at: str
    actor: str
    kind: str | None = None
    stance: str | None = None
    quote: str | None = None
    consulted: str | None = None
    origin: str | None = None
    sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


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
