"""The steps of a layout → edits with their words and places, marks and noise included."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from claims.models import Span
from claims.transcripts.values import QuoteEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.transcripts.laying import Step
    from claims.transcripts.tokens import Noise, Words
    from claims.transcripts.values import EditKind

_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'"}
    | dict.fromkeys("–—―‐‑−", "-")
)
_DOUBLE_DASH = re.compile(r"-{2,}")
_ELLIPSIS = re.compile(r"[\[(]?(?:…|\.[ \u00a0]?\.[ \u00a0]?\.(?:[ \u00a0]?\.)?)[\])]?")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\\s]+")
_BREAK = re.compile(r"[-‐]\s*\n\s*")


class _Side(NamedTuple):
    """A stretch of the quotation or of the transcript; empty where nothing stands."""

    start: int
    end: int


def told(steps: Sequence[Step], quote: Words, transcript: Words) -> tuple[QuoteEdit, ...]:
    """Every edit in the quotation's order; neighbours that are the same are one."""
    found: list[QuoteEdit] = []
    before: Step | None = None
    for step in steps:
        if before is not None:
            found += _between(before, step, quote, transcript)
        if step.kind != "cut":
            edit = _edit(step, quote, transcript)
            whole = before is not None and before.kind != "cut"
            if not (whole and _join(found, edit, quote.text, transcript.text)):
                found.append(edit)
        before = step
    return tuple(found)


def span_of(words: Words, start: int, stop: int) -> Span:
    """The stretch from one word to another, that one excluded."""
    return Span(words.tokens[start].start, words.tokens[stop - 1].end)


def _edit(step: Step, quote: Words, transcript: Words) -> QuoteEdit:
    mine = span_of(quote, step.i, step.j) if step.i < step.j else None
    theirs = span_of(transcript, step.k, step.m) if step.k < step.m else None
    kind = step.kind
    if kind == "equal" and mine and theirs:
        bracket = quote.tokens[step.i].bracket
        kind = "bracket" if bracket else _likeness(quote.text[slice(*mine)], transcript, theirs)
    return _value(kind, quote, transcript, mine, theirs)  # type: ignore[arg-type]


def _value(
    kind: EditKind, quote: Words, transcript: Words, mine: Span | None, theirs: Span | None
) -> QuoteEdit:
    return QuoteEdit(
        kind=kind,
        quote=quote.text[slice(*mine)] if mine else "",
        quote_span=mine,
        transcript=transcript.text[slice(*theirs)] if theirs else "",
        transcript_span=theirs,
    )


def _likeness(mine: str, transcript: Words, place: Span) -> EditKind:
    """How two equal words are written: alike, in other capitals, or in another form."""
    one, other = _plain(mine), _plain(_BREAK.sub("", transcript.text[slice(*place)]))
    if one == other:
        return "same"
    return "case" if one.casefold() == other.casefold() else "form"


def _plain(text: str) -> str:
    return _UNSEEN.sub(" ", text).replace(" ", "").translate(_MARKS)


def _join(found: list[QuoteEdit], edit: QuoteEdit, mine: str, theirs: str) -> bool:
    """Let the last edit go on where both are the same words; whether it does."""
    last = found[-1] if found else edit
    own, other = (last.quote_span, last.transcript_span), (edit.quote_span, edit.transcript_span)
    if {last.kind, edit.kind} != {"same"} or None in own or None in other:
        return False
    quote_span, transcript_span = (
        Span(one.start, two.end) for one, two in zip(own, other, strict=True) if one and two
    )
    found[-1:] = [
        QuoteEdit(
            kind="same",
            quote=mine[slice(*quote_span)],
            quote_span=quote_span,
            transcript=theirs[slice(*transcript_span)],
            transcript_span=transcript_span,
        )
    ]
    return True


def _between(before: Step, step: Step, quote: Words, transcript: Words) -> Iterator[QuoteEdit]:
    """What differs between two steps besides words: marks, ums, and what nobody said."""
    mine = _gap(quote, before.j, step.i) if step.i < step.j else None
    theirs = _gap(transcript, before.m, step.k) if step.k < step.m else None
    for noise in _inside(quote.noise, mine):
        yield _value(_kind(noise), quote, transcript, Span(noise.start, noise.end), None)
    for noise in _inside(transcript.noise, theirs):
        yield _value(_kind(noise), quote, transcript, None, Span(noise.start, noise.end))
    if not mine:
        return
    if dots := _ELLIPSIS.search(quote.text, *mine):
        yield _value("ellipsis", quote, transcript, Span(*dots.span()), None)
    elif theirs and before.kind != "cut" and step.kind != "cut":
        own, said = _marks(quote, mine), _marks(transcript, theirs)
        if own[0] != said[0]:
            yield _value("punctuation", quote, transcript, own[1], said[1])


def _kind(noise: Noise) -> EditKind:
    return "filler" if noise.kind == "filler" else "apparatus"


def _gap(words: Words, stop: int, start: int) -> _Side | None:
    """What stands between two neighbouring words; nothing where they are none."""
    if stop != start or not 0 < stop < len(words.tokens):
        return None
    return _Side(words.tokens[stop - 1].end, words.tokens[stop].start)


def _inside(noise: Sequence[Noise], side: _Side | None) -> Sequence[Noise]:
    if side is None:
        return ()
    first = bisect_left(noise, side.start, key=lambda one: one.start)
    return noise[first : bisect_left(noise, side.end, key=lambda one: one.start)]


def _marks(words: Words, side: _Side) -> tuple[str, Span | None]:
    """The marks of a gap as they compare, and their place."""
    text = list(words.clean[slice(*side)])
    for one in _inside(words.noise, side):
        for at in range(one.start, min(one.end, side.end)):
            text[at - side.start] = " "
    marks = "".join(text)
    inked = marks.strip()
    if not inked:
        return "", None
    start = side.start + marks.index(inked[0])
    plain = _DOUBLE_DASH.sub("-", _plain(inked))
    return plain, Span(start, start + len(inked))
