"""Where an article's words come from: the agency it credits, and the article it shares them with.

Three papers that print one agency's copy are one source. Two signs tell it: a credit ("(AP)",
"Reuters contributed to this report"), and the text itself.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claims import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME_COPY = 0.5
"""From this share of words in common on, two texts are one copy: news told independently shares
quotations and names, which are seldom a tenth of it."""

_RUN = 7
"""So many words in a row are the same by chance in no two texts."""
_LANDMARK = 36
"""Characters of the runs, one in forty, that are compared first: about six words."""
_ENOUGH = 40
"""Of so many of them, half are in both of two copies, and a quarter whatever marks were changed."""
_WORD = re.compile(r"\w+")
_CREDIT_WORDS = 14
"""A longer paragraph tells news and is no credit line."""


_TEXTS = 512
"""Texts of which little is remembered: the claims of one report meet in the same articles."""


@lru_cache(maxsize=_TEXTS)
def credited(text: str) -> tuple[str, ...]:
    """The agencies that an article credits, in order, by their full names.

    In a dateline ("MOSCOW (AP) —"), in a line of its own ("Source: TASS", "© 2025 AFP"), or as
    those who contributed. That an agency is quoted ("Peskov told TASS") is no credit.

    >>> credited("MOSCOW (AP) — Trade rose, Peskov told TASS. Reuters contributed to this report.")
    ('Associated Press', 'Reuters')
    """
    names = (_names()[match["name"]] for match in _credits(text))
    return tuple(dict.fromkeys(names))


def agency(name: str) -> str:
    """An agency by its full name, and any other name as it is.

    >>> agency("AP"), agency("Dmitry Peskov")
    ('Associated Press', 'Dmitry Peskov')
    """
    return _names().get(name.removeprefix("the ").removeprefix("The "), name)


def _credits(text: str) -> Iterator[re.Match[str]]:
    openings, within, lines = _patterns()
    there = [name for name in _names() if name in text]
    for paragraph in text.splitlines() if there else ():
        told = paragraph.strip()
        if not any(name in told for name in there):
            continue
        yield from filter(None, (opening.match(told) for opening in openings))
        yield from (found for pattern in within for found in pattern.finditer(told))
        if len(told.split()) <= _CREDIT_WORDS:
            yield from filter(None, (line.fullmatch(told) for line in lines))


@cache
def _names() -> dict[str, str]:
    return dict(entry.split("\t") for entry in lexicon.entries("wire_agencies"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """How a paragraph opens that has a dateline, who contributed or is credited at its end, and
    lines that only credit.
    """
    longest = sorted(_names(), key=len, reverse=True)
    name = rf"(?:[Tt]he )?(?P<name>{'|'.join(map(re.escape, longest))})"
    day = r"(?:, [A-Z][a-z]+ \d{1,2})?"
    return (
        (
            re.compile(rf"[^.]{{0,40}}?\({name}\)\s*(?:[-–—:]|$)"),
            re.compile(rf"[A-Z][\w-]+(?: [A-Z][\w-]+)?{day} \({name}\)\."),
        ),
        (
            re.compile(
                rf"\b{name} contributed (?:reporting|to th(?:is|e) (?:report|article|story))"
            ),
            re.compile(rf"(?<=[.!?”\"] )\({name}\)$"),
        ),
        (
            re.compile(
                r"(?:(?:Sources?|Credit|Via|From|By|With (?:files|reporting|material) from"
                rf"|Additional reporting by|Copyright|©|\(c\))[: ]*)?(?:\d{{4}} )?{name}\.?"
            ),
            re.compile(rf"(?:By |BY )?[^\d.]{{3,60}}(?:, |\|| [-–—] ){name}"),
        ),
    )


def share(one: str, other: str) -> float:
    """How much of the shorter text stands in the other, word for word: 0 to 1.

    Counted in runs of seven words (shingles, Broder 1997), whatever their capitals and marks.

    >>> copied = "Trade between the two countries rose by 64 percent last year, the agency said."
    >>> share(copied, f"Metro reports. {copied} It gave no figures."), share(copied, "Snow fell.")
    (1.0, 0.0)
    """
    ours, theirs = _runs(one), _runs(other)
    fewest = min(len(ours), len(theirs))
    return len(ours & theirs) / fewest if fewest else 0.0


def is_copy(one: str, other: str) -> bool:
    """Whether two texts are one copy, by what they ``share``.

    Of long texts some runs are compared first: where hardly any is in both, the others are not
    looked at, which takes long between many texts.

    >>> is_copy("Snow fell.", "Snow fell.")  # too short to tell
    False
    """
    ours, theirs = _landmarks(one), _landmarks(other)
    fewest = min(len(ours), len(theirs))
    if fewest >= _ENOUGH and len(ours & theirs) < fewest * SAME_COPY / 2:
        return False
    return share(one, other) >= SAME_COPY


@lru_cache(maxsize=_TEXTS)
def _landmarks(text: str) -> frozenset[str]:
    """What follows the words in d, marks and all, which copies may change: found in no time."""
    found = text.casefold().replace("\n", " ").split(" d")[1:]
    return frozenset([told[:_LANDMARK] for told in found if len(told) >= _LANDMARK])


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
