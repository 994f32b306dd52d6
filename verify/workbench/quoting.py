"""An article's quotations beside a transcript, each with who is said to have said it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claims.errors import ClaimsError
from claims.transcripts import Transcript, faithful, quotations
from verify.errors import VerifyError
from verify.records import QuoteRow
from verify.store import articles, listing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from claims import Span
    from claims.transcripts import Alignment, Quoted
    from verify.records import Article

_NAMES = re.compile(r"\w{2,}")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐][ \t]*\r?\n[ \t]*(?=[^\W\d_A-Z])")
"""A word broken at the end of a line."""


class _Said(NamedTuple):
    """Words of the article that somebody said, and who."""

    spans: tuple[tuple[int, int], ...]
    speaker: str | None
    quoted: bool


def quotes(db: sqlite3.Connection, article: Article, transcript: str) -> list[QuoteRow]:
    """The quotations of the latest version in its order.

    One word between marks is one only where somebody is said to have said it: else it is a title,
    or a word that the article keeps its distance from.
    """
    version = articles.version_ids(db, article.id)[article.latest]
    text, said = articles.text_of(db, version), list(_said(db, version))
    try:
        found = quotations(text)
    except ClaimsError as error:
        message, _, hint = str(error).rstrip(".").partition(": ")
        raise VerifyError(message, hint) from error
    source = Transcript(transcript)
    return [
        _row(one, speaker, source)
        for one in found
        for speaker in (_speaker(one.span, said),)
        if one.words > 1 or (speaker and any(_overlap(one.span, by) for by in said if by.quoted))
    ]


def _said(db: sqlite3.Connection, version: int) -> Iterator[_Said]:
    """What is attributed in a version, under the names in use; a person's word before the rest."""
    held = listing.in_version(db, version)
    rows = {row.id: row for row in listing.rows(db, [claim_id for claim_id, _ in held])}
    for claim_id, occurrence in held:
        row, attribution = rows[claim_id], occurrence.attribution
        names = " and ".join(row.sources[: len(row.sources) - row.relays])
        if row.attributed:
            yield _Said(_spans(occurrence.claim["spans"]), names or None, True)
        elif attribution is not None:
            quoted = attribution["kind"] != "indirect"
            yield _Said(_spans(attribution["content"]), names or None, quoted)


def _spans(stored: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in stored)


def _speaker(place: Span, said: Sequence[_Said]) -> str | None:
    """Who says most of a quotation; of several who say as much, the one who says least else."""
    ranked = [
        (_overlap(place, one), -sum(end - start for start, end in one.spans), one.speaker)
        for one in said
        if one.speaker and _overlap(place, one)
    ]
    return max(ranked)[2] if ranked else None


def _overlap(place: Span, said: _Said) -> int:
    return sum(max(min(place.end, end) - max(place.start, start), 0) for start, end in said.spans)


def _is_anothers(speaker: str | None, found: Alignment, source: Transcript) -> bool:
    """Whether the transcript has the words as another's, and knows the speaker elsewhere."""
    if not speaker or not found.voice:
        return False
    named = set(_NAMES.findall(speaker.casefold()))
    voices = [set(_NAMES.findall(voice.casefold())) for voice in source.voices]
    here = set(_NAMES.findall(found.voice.casefold()))
    return not named & here and any(named & voice for voice in voices)


def _row(quoted: Quoted, speaker: str | None, source: Transcript) -> QuoteRow:
    found = source.find(quoted.text)
    anothers = _is_anothers(speaker, found, source)
    return QuoteRow(
        quote=quoted.text,
        span=(quoted.span.start, quoted.span.end),
        speaker=speaker,
        outcome=found.outcome,
        faithful=faithful(found) and not anothers,
        anothers=anothers,
        passage=" … ".join(_inline(source.text[start:end]) for start, end in found.places),
        changed=tuple(_changed(found)),
        left_out=tuple(_inline(source.text[start:end]) for start, end in found.left_out),
        marked=found.marked,
        reversed=found.reversed,
        at=found.at,
        voice=found.voice,
        score=found.score,
        places=tuple((start, end) for start, end in found.places),
        edits=tuple(edit.model_dump(mode="json") for edit in found.edits),
    )


def _changed(found: Alignment) -> Iterator[str]:
    for edit in found.edits:
        if edit.kind == "words":
            yield f"{_inline(edit.transcript) or '–'} → {_inline(edit.quote) or '–'}"


def _inline(text: str) -> str:
    """A passage as one line, its words whole again."""
    return " ".join(_BROKEN.sub("", text).split())
