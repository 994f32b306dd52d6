"""Edits of a text that no claim holds: what changed where nothing was found to check."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from claims.changes.comparing import compare
from claims.models import Change, Claim, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*%?")
_END = re.compile(r"[.!?…][\"”’')\]]*\s+|\n+")
_MOST = 1_000_000_000
"""Pairs of words up to which two texts are held against each other: a bit of memory for each."""
_WHY = Reason(rule="unclaimed", detail="no claim holds these words")


class _Edit(NamedTuple):
    """Where two texts differ: a stretch of either, one of them perhaps empty."""

    old: Span
    new: Span


class Held(NamedTuple):
    """The stretches of a text that claims hold, and those of claims that an edit touched."""

    spans: Sequence[Span]
    edited: Sequence[Span]


def unclaimed_edits(old: str, new: str, changes: Iterable[Change]) -> list[Change]:
    """The sentences that were edited although none of the ``changes`` tells of it.

    ``before`` and ``after`` are the sentences as strings, without index; one is null where a
    whole sentence came or went. Whether a sentence makes a claim is the extraction's judgement,
    so that an edit may stand where it found none; mere rewording is left out.

    >>> [(one.before, one.after) for one in unclaimed_edits("Why Oslo?", "Why Bergen?", [])]
    [('Why Oslo?', 'Why Bergen?')]
    """
    known = list(changes)
    touched = [one for one in known if one.change in ("changed", "added", "removed")]
    before = Held(_spans(one.before for one in known), _spans(one.before for one in touched))
    after = Held(_spans(one.after for one in known), _spans(one.after for one in touched))
    return edits_outside(old, new, before, after)


def edits_outside(old: str, new: str, before: Held, after: Held) -> list[Change]:
    """The same, told by the stretches that claims hold in either text, in any order."""
    olds, edited_olds = sorted(before.spans), sorted(before.edited)
    news, edited_news = sorted(after.spans), sorted(after.edited)
    ends = _ends(old), _ends(new)
    found: dict[tuple[str | None, str | None], Change] = {}
    for edit in _edits(old, new):
        ours, theirs = _sentence(ends[0], edit.old), _sentence(ends[1], edit.new)
        told = _meets(olds, edit.old) or _meets(news, edit.new)
        if told or _meets(edited_olds, ours) or _meets(edited_news, theirs):
            continue
        texts = (_text(old, ours, edit.old), _text(new, theirs, edit.new))
        change = _change(*texts)
        if change is not None:
            found.setdefault(texts, change)
    return list(found.values())


def _spans(claims: Iterable[Claim | str | None]) -> list[Span]:
    return [span for one in claims if isinstance(one, Claim) for span in one.spans]


def _meets(spans: Sequence[Span], place: Span) -> bool:
    """Whether one of the spans, which are in order, has a character of the place."""
    return any(start < place.end and place.start < end for start, end in spans)


def _edits(old: str, new: str) -> Iterator[_Edit]:
    """Where the words of two texts differ: in paragraphs that differ, for the whole would be much
    to hold against the whole.
    """
    ones, others = _paragraphs(old), _paragraphs(new)
    keys = [
        [text[start:end] for start, end in found] for text, found in ((old, ones), (new, others))
    ]
    for first, last, their_first, their_last in _unequal(*keys):
        ours = _words(old, ones[first].start, ones[last - 1].end) if first < last else []
        theirs = (
            _words(new, others[their_first].start, others[their_last - 1].end)
            if their_first < their_last
            else []
        )
        after = ones[first].start if first < len(ones) else len(old)
        their_after = others[their_first].start if their_first < len(others) else len(new)
        for start, end, their_start, their_end in _unequal(_folded(ours), _folded(theirs)):
            yield _Edit(
                _stretch(ours, start, end, after),
                _stretch(theirs, their_start, their_end, their_after),
            )


def _paragraphs(text: str) -> list[Span]:
    lines = re.finditer(r"[^\n]+", text)
    return [Span(*found.span()) for found in lines if not found.group().isspace()]


def _words(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_WORD.finditer(text, start, end))


def _folded(words: Iterable[re.Match[str]]) -> list[str]:
    return [word.group().casefold() for word in words]


def _unequal(ones: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two sequences differ: neighbouring insertions and deletions are one difference."""
    if len(ones) * len(others) > _MOST:
        yield 0, len(ones), 0, len(others)
        return
    codes = Indel.opcodes(ones, others)
    for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
        if not same:
            run = list(group)
            yield run[0].src_start, run[-1].src_end, run[0].dest_start, run[-1].dest_end


def _stretch(words: Sequence[re.Match[str]], start: int, end: int, after: int) -> Span:
    """The characters of some words; the empty place before the next one where there is none,
    and ``after`` where there is no next one.
    """
    if start < end:
        return Span(words[start].start(), words[end - 1].end())
    place = words[start].start() if start < len(words) else words[-1].end() if words else after
    return Span(place, place)


def _ends(text: str) -> list[int]:
    """Where sentences end, told by their marks alone."""
    return [0, *(mark.end() for mark in _END.finditer(text)), len(text)]


def _sentence(ends: Sequence[int], place: Span) -> Span:
    """The sentences a place stands in."""
    first = bisect_right(ends, place.start) - 1
    last = bisect_left(ends, max(place.end, place.start + 1))
    return Span(ends[min(first, len(ends) - 2)], ends[min(last, len(ends) - 1)])


def _text(text: str, sentence: Span, edit: Span) -> str | None:
    """The sentence, or nothing where the other text has no counterpart of it."""
    found = " ".join(text[sentence.start : sentence.end].split())
    return found if edit.start < edit.end or not _opens(text, edit) else None


def _opens(text: str, place: Span) -> bool:
    """Whether an empty place stands between sentences."""
    return not text[: place.start].strip() or bool(_END.search(text[: place.start][-8:] + " "))


def _change(before: str | None, after: str | None) -> Change | None:
    if before is None:
        return Change(change="added", after=after, because=(_WHY,))
    if after is None:
        return Change(change="removed", before=before, because=(_WHY,))
    change = compare(before, after)
    if change.change != "changed":
        return None
    return change.model_copy(update={"because": (_WHY, *change.because)})
