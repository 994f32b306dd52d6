"""What the bodies of requests say. A field's description is what the documentation says of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from verify.web.api.fields import (
    MOST,
    Asked,
    Data,
    EventId,
    EvidenceKind,
    Id,
    Name,
    Number,
    Offset,
    SourceKind,
    Stance,
    Text,
    Words,
    example,
)
from verify.web.given import file_of
from verify.workbench.evidence import File

# What is taken in


class Attachment(Asked):
    """A file of at most 20 MB in a form, and of 18 MB as it is here."""

    name: Name = Field(description="The file’s name; its ending may say what it is.")
    data: Data = Field(description="Its bytes.")

    @property
    def kept(self) -> File:
        """The same as the workbench takes it."""
        return file_of(self.name, self.data)


class Extracting(Asked):
    """A text to read the claims out of."""

    model_config = example(
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

    model_config = example(
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

    model_config = example(text="Exports rose 54% to $200mn, Interfax said.")


class Bundle(Asked):
    """A bundle, and under which name to take it in."""

    model_config = example(file={"name": "harbour.zip", "data": "UEsDBA=="})

    file: Attachment = Field(description="What verify bundle wrote, or was got here.")
    slug: Name | None = Field(None, description="Its article’s short name here; its own if free.")


class Transcript(Asked):
    """A transcript: text or file."""

    model_config = example(text="LOPEZ: The port will close in June.")

    text: Text | None = Field(None, description="The text itself.")
    file: Attachment | None = Field(None, description="A text, Markdown, HTML, Word or PDF file.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.text is None) == (self.file is None):
            raise ValueError("give text or file, one of the two")
        return self


class TwoTexts(Asked):
    """Two texts."""

    model_config = example(old="Exports rose 64%.", new="Exports rose 54%.")

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

    model_config = example(ids=[12], status="confirmed", note="Rosstat table 4", seen={"12": 40})

    status: Name = Field(description="The name of one of the desk’s statuses.")
    note: Words | None = Field(None, description="Why, or what the evidence shows.")
    evidence: list[Words] = Field([], max_length=50, description="Where the proof lies.")
    correction: Words | None = Field(None, description="What would be right.")
    valid_until: date | None = Field(None, description="The last day the verdict holds.")
    everywhere: bool = Field(False, description="Also where other articles say it in these words.")


class Noting(_OnClaims):
    """A note on claims."""

    model_config = example(ids=[12], text="called the embassy, no answer")

    text: Words = Field(description="The note.")


class Assigning(_OnClaims):
    """Who checks claims."""

    model_config = example(ids=[12, 13], to="ana")

    to: Name | None = Field(description="Who checks them; null takes them from everybody.")


class Signing(_OnClaims):
    """Claims whose verdict you stand behind."""

    model_config = example(ids=[12])

    note: Words | None = Field(None, description="What you looked at.")


class Rechecking(_OnClaims):
    """Claims to send back to re-check."""

    model_config = example(ids=[12], reason="the ministry has new figures")

    reason: Words = Field(description="Why.")


class Attributing(_OnClaims):
    """Who stands behind claims. Without sources it is the article itself."""

    model_config = example(ids=[12], sources=["Dmitry Peskov"], via=["TASS"])

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

    model_config = example(
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

    model_config = example(note="another register")

    note: Words | None = Field(None, description="Why.")


class Undoing(Guarded):
    """Nothing need be said."""

    model_config = example()


# What the machine read wrong


class _Worded(Asked):
    """The article's own words, by themselves or by their places."""

    words: Words | None = Field(
        None, description="The words; “…” stands between two that lie apart."
    )
    spans: list[tuple[Offset, Offset]] | None = Field(
        None, min_length=1, max_length=100, description="Or where they are in the latest text."
    )
    version: Number | None = Field(
        None, description="With spans: the version they are of, which must still be the latest."
    )
    text: Words | None = Field(None, description="What the claim says, where it is worded anew.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.words is None) == (self.spans is None):
            raise ValueError("give words or spans, one of the two")
        if (self.spans is None) != (self.version is None):
            raise ValueError("version goes with spans, and spans with version")
        return self


class Piece(_Worded):
    """One of the claims that a claim is split into."""


class Wording(Guarded, _Worded):
    """Other words of the article for a claim."""

    model_config = example(words="Exports rose 64%")


class Missed(_Worded):
    """A claim that the machine missed."""

    model_config = example(words="The port will close in June")


class Splitting(Guarded):
    """The claims that one claim is."""

    model_config = example(parts=[{"words": "Exports rose 64%"}, {"words": "imports fell"}])

    parts: list[Piece] = Field(
        min_length=2, max_length=50, description="The first keeps the claim’s number and history."
    )


class Joining(_OnClaims):
    """Claims of one article that are one."""

    model_config = example(ids=[12, 13])

    text: Words | None = Field(None, description="What it says, where it is worded anew.")


class Dropping(_OnClaims):
    """What is no claim."""

    model_config = example(ids=[12], reason="a caption")

    reason: Words | None = Field(None, description="Why.")


class Keeping(_OnClaims):
    """What was dropped, and is a claim after all."""

    model_config = example(ids=[12])


# What people say of sources


class Merging(Asked):
    """Names that stand for one source."""

    model_config = example(names=["the Kremlin"], into="Kremlin")

    names: list[Name] = Field(min_length=1, max_length=MOST, description="The names.")
    into: Name = Field(description="The name that stays.")


class Classifying(Asked):
    """What kind of source a name stands for."""

    model_config = example(name="TASS", kind="media")

    name: Name = Field(description="The source.")
    kind: SourceKind = Field(description="What it is.")
