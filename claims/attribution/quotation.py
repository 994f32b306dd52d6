"""Quotation marks → quotations, paired inside each paragraph.

The convention of news: a mark left open at a paragraph's end goes on when the next paragraph
begins with an opening mark. Any other mark without a partner is ignored, so that an odd mark
costs its own words and never the rest of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.language import Parse

_DOUBLE = re.compile(r"``|''|[\"“”„«»]")
_SINGLE = re.compile(r"['‘’]")
_OPENS = frozenset("“„«") | {"``"}
_CLOSES = frozenset("”»")
_BEFORE_OPENING = frozenset("([{—–-/")
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/")
_ENDS_SPEECH = frozenset(".,!?…")
_REACH = 5
_CONTENTS = frozenset({"ccomp", "dobj"})
_SHORTEST_BLOCK = 6
_INCHES = re.compile(r"\d['′’]\s?\d{1,2}\Z")


class Quotation(NamedTuple):
    """Positions of its first and last token, marks included, and whether it goes on in the next
    paragraph.
    """

    first: int
    last: int
    goes_on: bool = False


class _Stretch(NamedTuple):
    start: int
    end: int
    goes_on: bool = False


@lru_cache(maxsize=1)
def find_quotations(parse: Parse) -> tuple[Quotation, ...]:
    """Every quotation of the article in order; none lies inside another.

    Kept for the last article: attribution reads them first, and then extraction.

    >>> from claims import language, text
    >>> parse = language.parse(text.read('"We won," he said. The 6" pipe burst.'))
    >>> [str(parse.doc[q.first : q.last + 1]) for q in find_quotations(parse)]
    ['"We won,"']
    """
    starts = [token.idx for token in parse.doc]

    def at(position: int) -> int:
        return bisect_right(starts, position) - 1

    return tuple(
        Quotation(at(stretch.start), at(stretch.end - 1), stretch.goes_on)
        for stretch in _stretches(parse)
    )


def find_blocks(parse: Parse) -> list[Quotation]:
    """Paragraphs that are quoted without marks, set off on the page: behind "Lee wrote:", one, and
    the lines that follow it without a blank one.

    ``first`` and ``last`` are words of the quotation itself.
    """
    starts = [token.idx for token in parse.doc]
    found: list[Quotation] = []
    before: _Stretch | None = None
    told = False
    for start, text in parse.document.paragraphs():
        end = start + len(text)
        gap = parse.document.clean[before.end : start] if before is not None else ""
        follows = told and "\n" not in gap.strip(" ").removeprefix("\n")
        lead = before is not None and _leads_in(parse, bisect_right(starts, before.end - 1) - 1)
        told = (lead or follows) and _is_block(text)
        if told:
            first, last = (bisect_right(starts, at) - 1 for at in (start, end - 1))
            found.append(Quotation(first, last))
        before = _Stretch(start, end)
    return found


def _is_block(text: str) -> bool:
    """Whether a paragraph is running text without marks around it."""
    listed = ":" in " ".join(text.split()[:_SHORTEST_BLOCK])  # "Turnout: It rose."
    own = not (listed or _DOUBLE.match(text)) and text[0] not in "<'‘"
    return own and text.count(" ") >= _SHORTEST_BLOCK and text.rstrip("\"”’')")[-1:] in _ENDS_SPEECH


def _leads_in(parse: Parse, last: int) -> bool:
    """Whether the sentence that ends here says that somebody's words follow: "Lee wrote:"."""
    colon = parse.doc[last]
    if colon.text != ":":
        return False
    verbs = [token for token in colon.sent if token.pos_ == "VERB" and token.i >= last - _REACH]
    saying = [verb for verb in verbs if verb.lemma_.lower() in words("speech_verbs")]
    told = saying and any(child.dep_ in _CONTENTS for child in saying[-1].children)
    return bool(saying) and saying[-1] == verbs[-1] and not told


def _stretches(parse: Parse) -> Iterator[_Stretch]:
    paragraphs = parse.document.paragraphs()
    begins = [_begins_open(paragraph.text) for paragraph in paragraphs] + [False]
    continued = False
    for number, (start, text) in enumerate(paragraphs):
        found = _pair(text, continues=begins[number + 1] or continued)
        continued = bool(found) and found[-1].goes_on and begins[number + 1]
        for first, end, goes_on in _outermost(found + _single(text)):
            yield _Stretch(start + first, start + end, goes_on and continued)


def _begins_open(text: str) -> bool:
    mark = _DOUBLE.match(text)
    return mark is not None and _role(text, mark) != "close"


def _pair(text: str, *, continues: bool) -> list[_Stretch]:
    """Double marks of one paragraph, pairs inside pairs too."""
    found: list[_Stretch] = []
    opened: list[re.Match[str]] = []
    for mark in _DOUBLE.finditer(text):
        role = _role(text, mark)
        if role == "open" or (role == "either" and not opened):
            if opened and opened[-1].group() == mark.group():
                opened.pop()  # two of a kind in a row: the first was a stray
            opened.append(mark)
        elif opened and role != "neither":
            partner = _partner(opened, mark)
            found.append(_Stretch(opened[partner].start(), mark.end()))
            del opened[partner:]
    if opened and continues:
        found.append(_Stretch(opened[0].start(), len(text), goes_on=True))
    return found


def _partner(opened: list[re.Match[str]], closing: re.Match[str]) -> int:
    """Which open mark this one closes: the outermost when a round mark meets a round one."""
    if opened[0].group() in _OPENS and closing.group() in _CLOSES:
        return 0
    return len(opened) - 1


def _role(text: str, mark: re.Match[str]) -> str:
    """What a mark does, told by its neighbours before its shape: typists mix the shapes up."""
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    if _INCHES.search(text, max(0, mark.start() - 5), mark.start()):
        return "neither"
    opens = not before or before.isspace() or before in _BEFORE_OPENING
    closes = not after or after.isspace() or after in _AFTER_CLOSING
    if opens != closes:
        return "open" if opens else "close"
    if mark.group() in _OPENS:
        return "open"
    return "close" if mark.group() in _CLOSES else "either"


def _single(text: str) -> list[_Stretch]:
    """Speech between single marks. The closing one must follow a comma or a full stop, as in
    'We won,' she said: anything less is told from an apostrophe only by guessing.
    """
    found: list[_Stretch] = []
    opened: int | None = None
    for mark in _SINGLE.finditer(text):
        before = text[mark.start() - 1 : mark.start()]
        after = text[mark.end() : mark.end() + 1]
        if (not before or before.isspace()) and after.isalnum():
            opened = mark.start()
        elif opened is not None and before in _ENDS_SPEECH and not after.isalnum():
            found.append(_Stretch(opened, mark.end()))
            opened = None
    return found


def _outermost(stretches: list[_Stretch]) -> Iterator[_Stretch]:
    end = 0
    for stretch in sorted(stretches, key=lambda stretch: (stretch.start, -stretch.end)):
        if stretch.start >= end:
            yield stretch
            end = stretch.end
