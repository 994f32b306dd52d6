"""Words that a person chose → a claim built like the machine's, with the same findings about it.

A person says which words make a claim, and perhaps how it is to be worded; who says it, what its
figures and dates are worth and what to look at first is still read out of the article.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from claims import lexicon
from claims.models import UNCERTAIN, Claim, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.models import Attribution, Extraction, Modality, Quantity, SourceKind
    from claims.pipeline import Survey

PERSON = "person"
"""The rule of the reason that a person gives for a claim."""
JOINED, WORDED = "joined", "worded"
"""The rules of further reasons, where a person made one claim of several, or worded it."""

_ENDS = re.compile(r"[.!?…][\"”’)\]]*$")
_LOOSE_FRONT, _LOOSE_BACK = " ,;:–—-.)]", " ,;:–—-(["
_QUOTES = (('"', '"'), ("“", "”"))
_DECIMAL = re.compile(r"^\d[.,]\d|\d[.,]\d$")
_CURRENCIES = "$€£¥"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_HERE = frozenset({"unattributed figure", "anonymous source", "speaker unclear"})
"""Flags about who says a claim: made anew for other words."""
_ACTS: dict[str, Modality] = {"denied": "denied", "alleged": "alleged", "promised": "planned"}


def whole_words(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans in order, each grown to whole words and figures and without space around it.

    Those that touch become one, and those that hold no word are left out.

    >>> whole_words("Trade rose 64%.", [(7, 13), (1, 3)])
    (Span(start=0, end=5), Span(start=6, end=14))
    """
    found: list[Span] = []
    for start, end in sorted(_grown(text, start, end) for start, end in spans):
        if not any(map(str.isalnum, text[start:end])):
            continue
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return start, end
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    return start, end


def _cuts(text: str, at: int) -> bool:
    """Whether a place is in the middle of a word or a figure: "ex|ports", "3|.4", "12|%", "$|5"."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit() or after.isdigit():
        around = text[max(at - 2, 0) : at + 2]
        if _DECIMAL.search(around) or after == "%" or before in _CURRENCIES:
            return True
    return _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def sentence_of(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The words of the spans as one sentence: a capital, a full stop, nothing left hanging.

    >>> sentence_of("Trade, he said, rose 64%, and", [(0, 6), (16, 25)])
    'Trade rose 64%.'
    """
    pieces = [" ".join(text[start:end].split()) for start, end in spans]
    kept = [piece.strip(_LOOSE_BACK) for piece in pieces[:-1]]
    words = " ".join([*filter(None, kept), pieces[-1]])
    for opening, closing in _QUOTES:
        words = _balanced(words, opening, closing)
    words = words.lstrip(_LOOSE_FRONT).rstrip(_LOOSE_BACK)
    ended = words if _ENDS.search(words) else f"{words}."
    return ended[:1].upper() + ended[1:]


def _balanced(words: str, opening: str, closing: str) -> str:
    """The words without a quotation mark at either end whose fellow is missing."""
    odd = (
        words.count(opening) % 2
        if opening == closing
        else words.count(opening) - words.count(closing)
    )
    if odd and words.startswith(opening):
        return words[1:]
    if odd and words.endswith(closing):
        return words[:-1]
    return words


class Voice(NamedTuple):
    """Who stands behind some words: the numbers of attribution and signature, which of them it is
    that is heard, and the chain of names.
    """

    attribution: int | None = None
    signature: int | None = None
    said_by: Attribution | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()
    relays: int = 0


def selected(
    survey: Survey, spans: Sequence[Span], because: Sequence[Reason], wording: str | None = None
) -> Claim:
    """The claim that a person makes of these words.

    ``spans`` are those of ``whole_words``, ``wording`` a person's own words for the claim. It is
    judged as the machine's claim of mostly the same words is, where there is one.

    >>> from claims.pipeline import survey
    >>> text = "Trade rose 64% and prices fell, Ann Lee told TASS."
    >>> claim = selected(survey(text), [Span(0, 14)], [Reason(rule=PERSON, detail="by ana")])
    >>> claim.text, claim.sources, [figure.value for figure in claim.quantities]
    ('Trade rose 64%.', ('Ann Lee', 'TASS'), [64.0])
    """
    extraction = survey.extraction
    voice = _voice(survey, spans)
    quantities = tuple(one for one in survey.quantities if _holds(spans, one.span))
    like = _likest(extraction.claims, spans)
    negated = lexicon.words("negations")
    words = (
        word.lower() for start, end in spans for word in _WORD.findall(extraction.text[start:end])
    )
    worth = 0.5 if like is None else like.check_worthiness
    return Claim(
        text=wording or sentence_of(extraction.text, spans),
        spans=tuple(spans),
        sentence=_sentences(survey, spans)[0],
        attribution=voice.attribution,
        signature=voice.signature,
        sources=voice.sources,
        source_kinds=voice.kinds,
        relays=voice.relays,
        kind="fact" if like is None else like.kind,
        quantities=quantities,
        dates=tuple(one for one in survey.dates if _holds(spans, one.span)),
        polarity="negated" if any(_denies(word, negated) for word in words) else "affirmed",
        modality=_modality(like, voice.said_by),
        check_worthiness=worth,
        worth=() if like is None else like.worth,
        flags=tuple(_flags(survey, spans, quantities, voice.said_by)),
        because=tuple(because),
    )


def sentences_of(survey: Survey, spans: Sequence[Span]) -> Span | None:
    """From the first to the last sentence that the spans touch; None where they touch none."""
    numbers = _sentences(survey, spans)
    if not numbers:
        return None
    found = survey.extraction.sentences
    return Span(
        min(found[numbers[0]].span.start, spans[0].start),
        max(found[numbers[-1]].span.end, spans[-1].end),
    )


def _sentences(survey: Survey, spans: Sequence[Span]) -> list[int]:
    return [
        number
        for number, sentence in enumerate(survey.extraction.sentences)
        if any(start < sentence.span.end and sentence.span.start < end for start, end in spans)
    ]


def _voice(survey: Survey, spans: Sequence[Span]) -> Voice:
    """Who says the words: whoever says the machine's claim that holds most of them, else the
    smallest attribution that most of them are content of.

    A claim of the machine's that has it tells the whole chain of names.
    """
    extraction, length = survey.extraction, _length(spans)
    holding = (one for one in extraction.claims if 2 * _common(one.spans, spans) > length)
    like = min(holding, key=lambda one: _length(one.spans), default=None)
    if like is not None:
        return _voice_of(extraction, like)
    reported = len(extraction.attributions)
    heard = extraction.attributions + extraction.signatures
    around = [
        (_length(one.content), number)
        for number, one in enumerate(heard)
        if 2 * _common(one.content, spans) > length and _counts(one)
    ]
    if not around:
        return Voice()
    _, number = min(around)
    one = heard[number]
    for claim in extraction.claims:
        if extraction.said_by(claim) is one:
            return _voice_of(extraction, claim)
    origins = one.speakers or ((one.speaker,) if one.speaker else ())
    via = tuple(name for name in one.via if name not in origins)
    kinds: list[SourceKind] = [one.source_kind] * len(origins)
    kinds += ["unknown"] * len(via)
    attribution, signature = (number, None) if number < reported else (None, number - reported)
    return Voice(attribution, signature, one, origins + via, tuple(kinds), len(via))


def _voice_of(extraction: Extraction, claim: Claim) -> Voice:
    """Who stands behind a claim of the machine's."""
    said_by = extraction.said_by(claim)
    chain = claim.sources, claim.source_kinds, claim.relays
    return Voice(claim.attribution, claim.signature, said_by, *chain)


def _counts(one: Attribution) -> bool:
    """Whether it stands behind words: no guess, and no telling of what somebody did."""
    acted = one.act == "acted" and one.kind == "indirect"
    return not acted and (one.confidence >= UNCERTAIN or not one.source)


def _likest(claims: Iterable[Claim], spans: Sequence[Span]) -> Claim | None:
    """The machine's claim that has most of the words in common with these."""
    length = _length(spans)
    found = [(_common(one.spans, spans) / max(_length(one.spans), length), one) for one in claims]
    share, like = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return like if share > 0.3 else None


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _common(ones: Iterable[Span], others: Sequence[Span]) -> int:
    """How many characters both have."""
    return sum(
        max(min(end, last) - max(start, first), 0) for start, end in ones for first, last in others
    )


def _holds(spans: Iterable[Span], place: Span) -> bool:
    return any(start <= place.start and place.end <= end for start, end in spans)


def _denies(word: str, negated: frozenset[str]) -> bool:
    return word in negated or word.replace("’", "'").endswith("n't")


def _modality(like: Claim | None, said_by: Attribution | None) -> Modality:
    if like is not None:
        return like.modality
    return _ACTS.get(said_by.act, "asserted") if said_by else "asserted"


def _flags(
    survey: Survey,
    spans: Sequence[Span],
    quantities: Sequence[Quantity],
    said_by: Attribution | None,
) -> Iterator[Reason]:
    """What to look at first: who says it, and what the machine found about these very words."""
    if quantities and said_by is None:
        figures = ", ".join(f"'{one.text}'" for one in quantities)
        yield Reason(rule="unattributed figure", detail=f"no source is given for {figures}")
    if said_by is not None and said_by.source_kind == "anonymous":
        yield Reason(rule="anonymous source", detail="the source is not named")
    elif said_by is not None and (
        said_by.candidates or (said_by.speaker is None and (said_by.source or not said_by.cue))
    ):
        told = "may be " + " or ".join(said_by.candidates) if said_by.candidates else ""
        yield Reason(rule="speaker unclear", detail=told or "the text does not tell who says it")
    known = {
        flag.detail: flag
        for claim in survey.extraction.claims
        for flag in claim.flags
        if flag.rule not in _HERE and flag.span is not None and _common([flag.span], spans)
    }
    yield from known.values()
