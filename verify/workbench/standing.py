"""Whether words of one text stand in another, and what became of those that do not."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from claims.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*%?")
_LOOSE = " \t\n,;:–—"
_TYPED = {"'": "['‘’]", "’": "['‘’]", "‘": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
_ALIKE = 0.6
"""Of the shorter's words, those from which on one sentence is taken for another, edited."""


class Stood(NamedTuple):
    """The same words in two texts."""

    old: Span
    new: Span


def standing(
    old: str, spans: Iterable[Sequence[int]], new: str, place: Span, near: Sequence[int] = ()
) -> list[Stood] | None:
    """Where the words of all spans stand at a place of another text, in their order; else None.

    Spaces, the marks at either end and the first capital may differ. Of several places of the
    same words the one is taken that is next to where ``near`` has it.
    """
    found: list[Stood] = []
    at = place.start
    for number, (start, end) in enumerate(spans):
        words = old[start:end]
        core = words.strip(_LOOSE).rstrip(".")
        if not core:
            return None
        start += words.index(core)
        matches = list(_pattern(core).finditer(new, at, place.end))
        if not matches:
            return None
        wanted = near[number] if number < len(near) else at
        match = min(matches, key=lambda one: abs(one.start() - wanted))
        tail = len(words.rstrip(_LOOSE)) - words.index(core) - len(core)  # "Feb.", not "Feb"
        more = tail if new[match.end() : match.end() + tail] == "." * tail else 0
        at = match.end() + more
        found.append(Stood(Span(start, start + len(core) + more), Span(match.start(), at)))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """These whole words and figures: not "3" in "3.4", nor "year" in "ten-year"."""
    first, rest = words[0], words[1:]
    either = f"[{first.lower()}{first.upper()}]" if first.isascii() and first.isalpha() else ""
    told = (either or _typed(first)) + "".join(map(_typed, rest))
    told = re.sub(r"(?:\\s)+", r"\\s+", told)
    return re.compile(rf"(?<![\w$€£¥])(?<!\w[-.,’']){told}(?![\w%])(?![-.,’']\w)")


def _typed(character: str) -> str:
    return r"\s" if character.isspace() else _TYPED.get(character, re.escape(character))


class Answer:
    """One stretch of an old text laid beside one of a new text, word by word."""

    def __init__(self, old: str, region: Span, new: str, place: Span) -> None:
        self._texts = old, new
        self.place = place
        self._old, self._new = _words(old, region), _words(new, place)
        codes = Indel.opcodes(_keys(old, self._old), _keys(new, self._new))
        # Of every old word the first and last of those that stand for it now; perhaps none.
        self._became: list[tuple[int, int]] = []
        common = 0
        for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
            run = list(group)
            before = range(run[0].src_start, run[-1].src_end)
            after = range(run[0].dest_start, run[-1].dest_end)
            common += len(before) if same else 0
            each = len(before) == len(after)
            self._became += [
                (at, at + 1) if each else (after.start, after.stop)
                for at in range(after.start, after.start + len(before))
            ]
        fewest = min(len(self._old), len(self._new))
        self.likeness = 2 * common / max(len(self._old) + len(self._new), 1)
        self.holds = fewest > 0 and common / fewest >= _ALIKE

    def moved(self, span: Sequence[int]) -> Span | None:
        """What stands where the words of a span stood; None where they are gone."""
        start, end = span
        became = [
            at
            for word, at in zip(self._old, self._became, strict=True)
            if word.start < end and start < word.end and at[0] < at[1]
        ]
        if not became:
            return None
        first, last = min(one for one, _ in became), max(two for _, two in became)
        return Span(self._new[first].start, self._new[last - 1].end)

    def standing(self, spans: Sequence[Sequence[int]]) -> list[Stood] | None:
        """Where the words of all spans stand now, in their order; None where one does not."""
        moved = [self.moved(span) for span in spans]
        near = [self.place.start if one is None else one.start for one in moved]
        old, new = self._texts
        return standing(old, spans, new, self.place, near)


def _words(text: str, place: Span) -> list[Span]:
    return [Span(*found.span()) for found in _WORD.finditer(text, *place)]


def _keys(text: str, words: Iterable[Span]) -> list[str]:
    return [text[start:end].casefold().replace("’", "'") for start, end in words]
