"""What a request may say: the bodies, and what stands after the question mark of an address.

A field's description is what the documentation says of it.
"""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from verify.reading.blocks import MAX_CHARACTERS
from verify.records import EVIDENCE_KINDS, SOURCE_KINDS, STANCES, Kind, Sort
from verify.report import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 1000
"""Rows of one page of a list, and claims of one action."""

_LARGEST = 2**63 - 1
"""No larger number is kept in the database."""


def _bytes(given: Any) -> bytes:
    """A file's bytes: as they are in a form, else told in base64."""
    if isinstance(given, bytes):
        return given
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError("it is no base64") from error


Id = Annotated[int, Field(ge=1, le=_LARGEST)]
EventId = Annotated[int, Field(ge=0, le=_LARGEST)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=1000)]
Text = Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS)]
Data = Annotated[
    bytes,
    BeforeValidator(_bytes),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    def check(given: str) -> str:
        if given not in known:
            raise ValueError(f"choose from {', '.join(known)}")
        return given

    return check


def _enum(known: Sequence[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(known)})


EvidenceKind = Annotated[str, AfterValidator(_one_of(EVIDENCE_KINDS)), _enum(EVIDENCE_KINDS)]
Stance = Annotated[str, AfterValidator(_one_of(STANCES)), _enum(STANCES)]
SourceKind = Annotated[str, AfterValidator(_one_of(SOURCE_KINDS[:-1])), _enum(SOURCE_KINDS[:-1])]


def _example(**values: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [values]})


class Asked(BaseModel):
    """What a request says. A field that is not known is refused, for it would do nothing."""

    model_config = ConfigDict(extra="forbid")


class Paged(Asked):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")
    after: Id | None = Field(None, description="Those after this one: “after” of the last answer.")


# What is looked for


class ClaimFilter(Asked):
    """Which claims; everything given must hold."""

    model_config = _example(article="harbour", status=["unchecked"], kind="figure")

    article: Name | None = Field(None, description="An article's short name.")
    status: list[Name] = Field([], max_length=50, description="Any of these.")
    source: Name | None = Field(None, description="A source's name, or part of it.")
    kind: Kind | None = Field(None, description="What the claim is, or what it holds.")
    q: Words | None = Field(None, description="Words that must all occur; “…” for a phrase.")
    assignee: Name | None = Field(None, description="Who checks it.")
    recheck: bool | None = Field(None, description="Due for re-check, or not.")
    flagged: bool | None = Field(None, description="Flagged by the machine, or not.")
    removed: bool = Field(False, description="Those the article no longer makes, instead.")
    stale: bool = Field(False, description="Those whose verdict no longer holds today.")
    repeated: bool = Field(False, description="Those that several articles make in these words.")
    unattributed: bool = Field(False, description="Those that nobody but the article says.")
    open: bool = Field(False, description="Those without an outcome, or due for re-check.")


class ClaimList(ClaimFilter, Paged):
    """Which claims, and which part of the list."""

    model_config = _example(article="harbour", status=["unchecked"], limit=20)

    sort: Sort | None = Field(None, description="Id unless told; position in an article.")


class HistoryList(Asked):
    """Which part of the log."""

    model_config = _example(article="harbour", limit=20)

    article: Name | None = Field(None, description="Of one article.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")
    after: EventId = Field(0, description="Those after this event: “after” of the last answer.")


class EvidenceList(Paged):
    """Which evidence: of claims, of an article, or all."""

    model_config = _example(claim=[12])

    claim: list[Id] = Field([], max_length=MOST, description="Of these claims.")
    article: Name | None = Field(None, description="Of one article.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.claim and self.article is not None:
            raise ValueError("give claim or article, one of the two")
        return self


class SourceList(Paged):
    """Which sources."""

    article: Name | None = Field(None, description="Of one article.")


class Which(Asked):
    """A version of an article."""

    version: Number | None = Field(None, description="The latest unless told.")


class Two(Asked):
    """Two versions of an article."""

    model_config = _example(old=1, new=2)

    old: Number | None = Field(None, description="The one before the new one unless told.")
    new: Number | None = Field(None, description="The latest unless told.")


class ReportAsked(Which):
    """A report."""

    model_config = _example(form="claimreview", redact="true")

    form: Form = Field("md", description="What it is written in.")
    redact: bool = Field(False, description="Without unnamed sources’ notes, and private contacts.")


class Since(Asked):
    """Since when."""

    model_config = _example(since="2025-05-08T00:00:00Z")

    since: AwareDatetime | None = Field(
        None, description="A time with its zone; a day ago unless told."
    )

    @model_validator(mode="after")
    def _kept(self) -> Self:
        # What is near the ends of the calendar has no UTC.
        if self.since is not None and not 1 < self.since.year < datetime.max.year:
            raise ValueError("since is no time of a newsroom")
        return self


class Newer(Asked):
    """After which event."""

    model_config = _example(last=120)

    last: EventId = Field(description="The id of the last event that is known already.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")


# What is taken in


class Attachment(Asked):
    """A file of at most 20 MB in a form, and of 18 MB as it is here."""

    name: Name = Field(description="The file’s name; its ending may say what it is.")
    data: Data = Field(description="Its bytes.")


class Extracting(Asked):
    """A text to read the claims out of."""

    model_config = _example(
        text="Exports rose 64% to $200mn, Interfax said.", published="2025-05-08"
    )

    text: Text = Field(description="The text.")
    published: date | None = Field(None, description="What “last year” counts from.")


class _Brought(Asked):
    """One of text, address and file."""

    text: Text | None = Field(None, description="The text itself.")
    address: Words | None = Field(None, description="A page’s address, to be read.")
    file: Attachment | None = Field(None, description="A text, Markdown, HTML, Word or PDF file.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.text, self.address, self.file)) != 1:
            raise ValueError("give text, address or file, one of the three")
        return self


class Adding(_Brought):
    """A new article: one of text, address and file, and what is known about it."""

    model_config = _example(
        text="Exports rose 64% to $200mn, Interfax said.",
        title="Exports rise",
        publisher="Daily Planet",
        published="2025-05-08",
    )

    title: Words | None = Field(None, description="Its heading unless told.")
    url: Words | None = Field(None, description="Where it is published.")
    publisher: Words | None = Field(None, description="Who publishes it.")
    published: date | None = Field(None, description="When: what “last year” counts from.")
    slug: Name | None = Field(None, description="Its short name; from the title unless told.")


class Revising(_Brought):
    """An article's next version: one of text, address and file."""

    model_config = _example(text="Exports rose 54% to $200mn, Interfax said.")


class Bundle(Asked):
    """A bundle, and under which name to take it in."""

    model_config = _example(file={"name": "harbour.zip", "data": "UEsDBA=="})

    file: Attachment = Field(description="What verify bundle wrote, or was got here.")
    slug: Name | None = Field(None, description="Its article’s short name here; its own if free.")


class Transcript(Asked):
    """A transcript: text or file."""

    model_config = _example(text="LOPEZ: The port will close in June.")

    text: Text | None = Field(None, description="The text itself.")
    file: Attachment | None = Field(None, description="A text, Markdown, HTML, Word or PDF file.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.text is None) == (self.file is None):
            raise ValueError("give text or file, one of the two")
        return self


class TwoTexts(Asked):
    """Two texts."""

    model_config = _example(old="Exports rose 64%.", new="Exports rose 54%.")

    old: Text = Field(description="The text before.")
    new: Text = Field(description="The text after.")


# What people do to claims


class Guarded(Asked):
    """What is refused with 409 when somebody has since worked on a claim."""

    seen: dict[Id, EventId] = Field(
        {},
        max_length=MOST,
        description="Of claims, the last event of their history that you have seen, by its id.",
    )


class _OnClaims(Guarded):
    ids: list[Id] = Field(
        min_length=1, max_length=MOST, description="The claims; all are done, or none."
    )


class Marking(_OnClaims):
    """A status to give to claims."""

    model_config = _example(ids=[12], status="confirmed", note="Rosstat table 4", seen={"12": 40})

    status: Name = Field(description="The name of one of the desk’s statuses.")
    note: Words | None = Field(None, description="Why, or what the evidence shows.")
    evidence: list[Words] = Field([], max_length=50, description="Where the proof lies.")
    correction: Words | None = Field(None, description="What would be right.")
    valid_until: date | None = Field(None, description="The last day the verdict holds.")
    everywhere: bool = Field(False, description="Also where other articles say it in these words.")


class Noting(_OnClaims):
    """A note on claims."""

    model_config = _example(ids=[12], text="called the embassy, no answer")

    text: Words = Field(description="The note.")


class Assigning(_OnClaims):
    """Who checks claims."""

    model_config = _example(ids=[12, 13], to="ana")

    to: Name | None = Field(description="Who checks them; null takes them from everybody.")


class Signing(_OnClaims):
    """Claims whose verdict you stand behind."""

    model_config = _example(ids=[12])

    note: Words | None = Field(None, description="What you looked at.")


class Rechecking(_OnClaims):
    """Claims to send back to re-check."""

    model_config = _example(ids=[12], reason="the ministry has new figures")

    reason: Words = Field(description="Why.")


class Attributing(_OnClaims):
    """Who stands behind claims. Without sources it is the article itself."""

    model_config = _example(ids=[12], sources=["Dmitry Peskov"], via=["TASS"])

    sources: list[Name] = Field([], max_length=50, description="Who says it.")
    via: list[Name] = Field([], max_length=50, description="Who passed it on.")
    kind: SourceKind | None = Field(None, description="What the sources are.")
    machine: bool = Field(False, description="Take the correction back: as it was found.")
    note: Words | None = Field(None, description="Why.")

    @model_validator(mode="after")
    def _sense(self) -> Self:
        if self.machine and (self.sources or self.via or self.kind):
            raise ValueError("machine goes without sources, via and kind")
        if (self.via or self.kind) and not self.sources:
            raise ValueError("via and kind go with sources")
        return self


class Proving(_OnClaims):
    """Evidence for claims: one of place, address and file, and what it shows."""

    model_config = _example(
        ids=[12], address="https://example.org/table-4", kind="primary", quote="350 signed"
    )

    place: Words | None = Field(None, description="Where it lies; nothing of it is kept.")
    address: Words | None = Field(None, description="A page’s address; its bytes are kept.")
    file: Attachment | None = Field(None, description="A file; its bytes are kept.")
    locator: Words | None = Field(None, description="Where in it: “p. 4”, “00:12:31”.")
    kind: EvidenceKind | None = Field(None, description="First-hand, or another’s telling.")
    stance: Stance = Field("supports", description="How it stands to the claim.")
    quote: Words | None = Field(None, description="Its own words.")
    consulted: date | None = Field(None, description="When; today for an address unless told.")
    note: Words | None = Field(None, description="What it shows.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.place, self.address, self.file)) != 1:
            raise ValueError("give place, address or file, one of the three")
        return self


class Removing(Asked):
    """Why evidence is taken away."""

    model_config = _example(note="another register")

    note: Words | None = Field(None, description="Why.")


class Undoing(Guarded):
    """Nothing need be said."""

    model_config = _example()


# What people say of sources


class Merging(Asked):
    """Names that stand for one source."""

    model_config = _example(names=["the Kremlin"], into="Kremlin")

    names: list[Name] = Field(min_length=1, max_length=MOST, description="The names.")
    into: Name = Field(description="The name that stays.")


class Classifying(Asked):
    """What kind of source a name stands for."""

    model_config = _example(name="TASS", kind="media")

    name: Name = Field(description="The source.")
    kind: SourceKind = Field(description="What it is.")
