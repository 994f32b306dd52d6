"""What may stand after the question mark of an address.

A field's description is what the documentation says of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from verify.records import Kind, Sort
from verify.report import Form
from verify.web.api.fields import MOST, Asked, EventId, Id, Name, Number, Words, example


class Paged(Asked):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")
    after: Id | None = Field(None, description="Those after this one: “after” of the last answer.")


class ClaimFilter(Asked):
    """Which claims; everything given must hold."""

    model_config = example(article="harbour", status=["unchecked"], kind="figure")

    article: Name | None = Field(None, description="An article's short name.")
    status: list[Name] = Field([], max_length=50, description="Any of these.")
    source: Name | None = Field(None, description="A source's name, or part of it.")
    kind: Kind | None = Field(None, description="What the claim is, or what it holds.")
    q: Words | None = Field(None, description="Words that must all occur; “…” for a phrase.")
    assignee: Name | None = Field(None, description="Who checks it.")
    recheck: bool | None = Field(None, description="Due for re-check, or not.")
    flagged: bool | None = Field(None, description="Flagged by the machine, or not.")
    removed: bool = Field(False, description="Those the article no longer makes, instead.")
    dropped: bool = Field(False, description="Those that people dropped as no claims, instead.")
    stale: bool = Field(False, description="Those whose verdict no longer holds today.")
    repeated: bool = Field(False, description="Those that several articles make in these words.")
    unattributed: bool = Field(False, description="Those that nobody but the article says.")
    open: bool = Field(False, description="Those without an outcome, or due for re-check.")


class ClaimList(ClaimFilter, Paged):
    """Which claims, and which part of the list."""

    model_config = example(article="harbour", status=["unchecked"], limit=20)

    sort: Sort | None = Field(None, description="Id unless told; position in an article.")


class HistoryList(Asked):
    """Which part of the log."""

    model_config = example(article="harbour", limit=20)

    article: Name | None = Field(None, description="Of one article.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")
    after: EventId = Field(0, description="Those after this event: “after” of the last answer.")


class EvidenceList(Paged):
    """Which evidence: of claims, of an article, or all."""

    model_config = example(claim=[12])

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

    model_config = example(old=1, new=2)

    old: Number | None = Field(None, description="The one before the new one unless told.")
    new: Number | None = Field(None, description="The latest unless told.")


class ReportAsked(Which):
    """A report."""

    model_config = example(form="claimreview", redact="true")

    form: Form = Field("md", description="What it is written in.")
    redact: bool = Field(False, description="Without unnamed sources’ notes, and private contacts.")


class Since(Asked):
    """Since when."""

    model_config = example(since="2025-05-08T00:00:00Z")

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

    model_config = example(last=120)

    last: EventId = Field(description="The id of the last event that is known already.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")
