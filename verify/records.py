"""The rows that travel between the store, the workbench and whoever prints them.

Named tuples and not pydantic models: listing and marking must start in a few hundredths of a
second, and pydantic alone costs more than that. Where a record carries something the library
found, it does so in the library's JSON shape (``Json``): spans are ``[start, end)`` in code
points of that version's text. Times are UTC, ISO 8601, ending in ``Z``.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

Json = dict[str, Any]
"""A value of ``claims.models`` as JSON: a Claim, an Attribution, a Reason."""

Kind = Literal["fact", "prediction", "opinion", "figure", "date", "quote"]
KINDS: tuple[Kind, ...] = ("fact", "prediction", "opinion", "figure", "date", "quote")
"""What ``Filter.kind`` may be: a claim's kind, or what it holds."""

EVIDENCE_KINDS = ("primary", "secondary")
"""What evidence may be: first-hand (a document, a recording, a witness), or another's telling."""

STANCES = ("supports", "refutes", "context")
"""How evidence stands to a claim."""

SOURCE_KINDS = ("person", "organisation", "media", "document", "group", "anonymous", "unknown")
"""What a source may be: the library's kinds."""

Sort = Literal["id", "position", "worth"]
SORTS: tuple[Sort, ...] = ("id", "position", "worth")


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


class ClaimRow(NamedTuple):
    """A claim in a list.

    ``sources`` are the names in use now (aliases followed), origin first and relays after; the
    last ``relays`` of them are relays. ``candidates`` are the names still possible when the text
    is ambiguous. ``recheck`` is the reason why the status is stale, or null. ``worth`` (0..1)
    and ``flags`` are the machine's suggestions. ``position`` is the place in the latest version,
    counted from 0; ``removed`` says the latest version no longer makes the claim, and then it is
    its last place. ``attributed``: a person has said who stands behind it, and ``sources`` say so.
    ``valid_until`` is the last day on which the verdict holds, if it was given one. ``articles``
    is how many articles make the claim in these words.
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


class Attributed(NamedTuple):
    """Who stands behind a claim by a person's word: origins, then what passed it on.

    No ``sources`` means the article itself. ``kind`` is what the sources are, when it is told.
    """

    sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    kind: str | None = None


class Filter(NamedTuple):
    """Which claims to list; everything given must hold.

    ``article`` a slug or the beginning of one; ``status`` any of these; ``source`` a name or
    part of one; ``search`` words that must all occur ("…" for a phrase, a final * for the
    beginning of a word); ``assignee`` a name; ``recheck`` and ``flagged`` true or false;
    ``removed`` lists the claims that the latest version no longer makes, instead of those it does;
    ``stale_on`` those whose verdict no longer holds on that day; ``repeated`` those that several
    articles make in the same words, each once unless of one article.
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


ANY_CLAIM = Filter()


class Page(NamedTuple):
    """Some claims in order; ``after`` is what asks for the next page, null on the last."""

    rows: tuple[ClaimRow, ...]
    after: int | None


class FieldChange(NamedTuple):
    """One thing an event changed, from what to what (null: nothing)."""

    field: str
    before: str | None
    after: str | None


class Event(NamedTuple):
    """One entry of the log, which only ever grows.

    ``command`` is shared by the events of one command (the id of its first). ``undoes`` is the
    command this event takes back, ``undone`` whether a later one took back this.
    ``note`` holds words: a note, a reason, an evidence's locator.
    """

    id: int
    at: str
    actor: str
    action: str
    article: str | None
    version: int | None
    claim_id: int | None
    source: str | None
    note: str | None
    changes: tuple[FieldChange, ...]
    command: int
    undoes: int | None
    undone: bool


class Note(NamedTuple):
    """What somebody wrote about a claim."""

    at: str
    actor: str
    text: str


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


class ClaimDetail(NamedTuple):
    """All about one claim.

    ``now`` is its last occurrence. ``context`` is the passage it stands in, ``context_start``
    where that begins in the version's text, and ``marks`` the claim's own words in it, as
    ``[start, end)`` counted in ``context``. ``again`` are the article's words where it makes the
    claim once more.
    """

    row: ClaimRow
    now: Occurrence
    context: str
    context_start: int
    marks: tuple[tuple[int, int], ...]
    again: tuple[str, ...]
    notes: tuple[Note, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Event, ...]
    occurrences: tuple[Occurrence, ...]


class SourceRow(NamedTuple):
    """A source, with the names merged into it and how many claims it stands behind."""

    id: int
    name: str
    kind: str
    aliases: tuple[str, ...]
    claims: int
    statuses: dict[str, int]


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


class QuoteRow(NamedTuple):
    """A quotation of an article beside a transcript.

    ``span`` is its place in the article, ``speaker`` who the article says said it; ``outcome`` is
    exact, altered, stitched or missing, and ``faithful`` whether it can stand: exact, or openly
    cut with no word changed. ``passage`` are the transcript's words, its parts joined by " … ",
    ``changed`` the words that differ ("asked → told"), ``left_out`` what lies between parts.
    ``marked``: an ellipsis owns up to every cut; ``reversed``: a later part is quoted first.
    ``at`` and ``voice`` are the transcript's time stamp and label there; ``score`` how much of it
    was found, of 100. ``places`` count in the transcript; ``edits`` are QuoteEdits as JSON.
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


class Dossier(NamedTuple):
    """Everything a report on one article needs, read at one moment.

    ``claims`` are those of the latest version in its order, ``removed`` those it dropped.
    ``counts`` has every status that occurs among ``claims``; ``changes`` compares the last two
    versions, empty when there is one. ``independence`` is of each claim in that order, and
    ``findings`` are what the rules of sourcing found.
    """

    article: Article
    versions: tuple[Version, ...]
    claims: tuple[ClaimDetail, ...]
    removed: tuple[ClaimDetail, ...]
    counts: dict[str, int]
    sources: tuple[SourceRow, ...]
    changes: tuple[ChangeRow, ...]
    checkers: tuple[str, ...]
    made_at: str
    independence: tuple[Independence, ...] = ()
    findings: tuple[Finding, ...] = ()


class Undone(NamedTuple):
    """What ``undo`` took back: the action, when it was done, the claims it touched; told."""

    action: str
    at: str
    claim_ids: tuple[int, ...]
    summary: str


class Disagreement(NamedTuple):
    """Something ``check`` derived that is not what the database says."""

    what: str
    where: str
    detail: str
