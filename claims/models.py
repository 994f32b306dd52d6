"""The values this library deals in: frozen, validated, without behaviour.

A span is ``[start, end)`` in code points of the article's text, so that
``text[span.start:span.end]`` is what the reader sees; in JSON it is a list of two numbers.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

UNCERTAIN = 0.5
"""An attribution less confident than this is to be shown as uncertain."""


class Span(NamedTuple):
    """``[start, end)``, counted in code points."""

    start: int
    end: int


def _ordered(span: Span) -> Span:
    if not 0 <= span.start < span.end:
        raise ValueError(f"a span needs 0 <= start < end, not {tuple(span)}")
    return span


AnySpan = Annotated[Span, AfterValidator(_ordered)]
Spans = tuple[AnySpan, ...]

AttributionKind = Literal["direct", "indirect", "mixed"]
Act = Literal["said", "denied", "promised", "alleged", "asked", "declined", "felt", "acted"]
SourceKind = Literal["person", "organisation", "media", "document", "group", "anonymous", "unknown"]
Comparator = Literal["=", "~", "<", "<=", ">", ">="]
Polarity = Literal["affirmed", "negated"]
Modality = Literal[
    "asserted",
    "planned",
    "predicted",
    "possible",
    "necessary",
    "conditional",
    "alleged",
    "denied",
]
ClaimKind = Literal["fact", "prediction", "opinion"]
ChangeKind = Literal["unchanged", "reworded", "changed", "added", "removed"]
Facet = Literal[
    "figure", "date", "entity", "polarity", "modality", "attribution", "scope", "detail"
]


class Value(BaseModel):
    """Base of all values: immutable, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Value):
    """Why something was found: the rule or model, where it saw it, and what it saw."""

    rule: str
    detail: str = ""
    span: AnySpan | None = None


class Sentence(Value):
    """One sentence; ``paragraph`` counts from 0, headings are paragraphs too."""

    span: AnySpan
    paragraph: int


class Attribution(Value):
    """Who stands behind some words, and through whom they reached the page.

    ``source`` and ``cue`` may be empty; ``content`` may be discontinuous and cross sentences.
    ``speaker`` is null when nobody is named or when two names remain, which are then the
    ``candidates``; of "the senator" they are whom that may mean. Of several who say it together
    ``speakers`` holds each, and ``speaker`` joins them ("Russia and Venezuela"). ``via`` holds the
    relays, outermost last. ``act`` is what was done with the words: a denial does not assert them,
    and who "acted" did something about them ("repealed the law") and said nothing. ``confidence``
    is how likely people would mark these words with this source; below ``UNCERTAIN`` it is a
    guess, and to be shown as one.
    """

    source: Spans = ()
    cue: Spans = ()
    content: Annotated[Spans, Field(min_length=1)]
    kind: AttributionKind
    act: Act = "said"
    speaker: str | None = None
    speakers: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    source_kind: SourceKind = "unknown"
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    because: tuple[Reason, ...] = ()


class Quantity(Value):
    """A figure: "more than 350 agreements" is 350.0, ``agreement``, ``>``.

    ``high`` is set for a range ("10 to 12 percent" is 10.0 and 12.0). ``unit`` is an ISO 4217
    code for money; ``percent``, ``percentage_point``, ``basis_point``; a singular snake_case
    noun otherwise; null when there is none.
    """

    text: str
    span: AnySpan
    value: float
    high: float | None = None
    unit: str | None = None
    comparator: Comparator = "="


class Days(Value):
    """A first and a last day, both inclusive."""

    start: date | None = None
    end: date | None = None


class DateRange(Days):
    """A date or period; its days are null where it is open or unknown.

    Where usage is divided ("05/06/2025" is of May or June) the days are null, and ``candidates``
    are what the words can mean.
    """

    text: str
    span: AnySpan
    candidates: tuple[Days, ...] = ()


class Substitution(Value):
    """Words of a claim's ``text`` that are not the article's own.

    ``span`` and ``text`` are the article's words that were replaced ("both nations"), ``to``
    what stands for them (["Russia", "Venezuela"]), and ``at`` where in the claim's text.
    """

    span: AnySpan
    text: str
    to: tuple[str, ...]
    at: AnySpan | None = None
    because: tuple[Reason, ...] = ()


class Repetition(Value):
    """Where an article makes a claim again: its words there, and their sentence."""

    spans: Annotated[Spans, Field(min_length=1)]
    sentence: int


class Claim(Value):
    """One checkable thing, said once; ``repeated`` are the places where it is said again.

    ``text`` is a sentence that can be understood without the article, ``spans`` the article's
    own words behind it. ``sentence`` and ``attribution`` are positions in the extraction's
    lists; no attribution means the article's own voice, or that of whose ``signature`` stands
    below the words. ``sources`` are names, origin first and
    relays after: the last ``relays`` of them; ``source_kinds`` tells what each is. ``worth``
    gives the reasons for ``check_worthiness``; ``flags`` are what a checker should look at
    first. The machine suggests and never marks.
    """

    text: str
    spans: Annotated[Spans, Field(min_length=1)]
    sentence: int
    attribution: int | None = None
    signature: int | None = None
    sources: tuple[str, ...] = ()
    source_kinds: tuple[SourceKind, ...] = ()
    relays: Annotated[int, Field(ge=0)] = 0
    kind: ClaimKind = "fact"
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateRange, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    repeated: tuple[Repetition, ...] = ()
    check_worthiness: Annotated[float, Field(ge=0, le=1)] = 0.0
    worth: tuple[Reason, ...] = ()
    flags: tuple[Reason, ...] = ()
    because: tuple[Reason, ...] = ()


class Extraction(Value):
    """Everything read out of one text.

    ``signatures`` are texts that somebody signed, such as letters: attributions without a cue.
    ``passed_over`` are runs of a thousand characters and more without a space: data, no words.
    """

    text: str
    published: date | None = None
    language: str = "en"
    sentences: tuple[Sentence, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    signatures: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    passed_over: tuple[Span, ...] = ()

    def said_by(self, claim: Claim) -> Attribution | None:
        """Who stands behind a claim: whose words it is told as, else who signed the text."""
        if claim.attribution is not None:
            return self.attributions[claim.attribution]
        return None if claim.signature is None else self.signatures[claim.signature]


class Change(Value):
    """What became of one claim between two versions.

    ``moved`` says it stands elsewhere in the order. ``facets`` name what differs when
    ``change`` is ``changed``. ``before_index`` and ``after_index`` are positions in the
    sequences that were compared.
    """

    change: ChangeKind
    moved: bool = False
    facets: tuple[Facet, ...] = ()
    before: Claim | str | None = None
    after: Claim | str | None = None
    before_index: int | None = None
    after_index: int | None = None
    because: tuple[Reason, ...] = ()
