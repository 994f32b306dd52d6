"""Adjectives in a list before a noun, told one by one: "a light, fast boat".

They are read from the surface, between an "a" and its noun: the parser often ties such adjectives
to each other rather than to the noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.syntax import Word, Words, in_order
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_JOINTS = frozenset({",", "and"})
_QUOTES = frozenset("\" “ ” ‘ ’ ' ''".split())
_LONGEST = 4


def one_by_one(words: Words) -> list[Words]:
    """The words with each adjective of their first list alone; nothing when they hold none."""
    for word in in_order(words):
        if word.lower in ("a", "an"):
            qualities, noun = _read(word)
            if len(qualities) > 1 and noun.union(*qualities) <= words:
                first = min(one.i for one in noun)
                rest = frozenset(one for one in words if not word.i < one.i < first)
                return [rest | one for one in qualities]
    return []


def _read(article: Word) -> tuple[list[Words], Words]:
    """The adjectives of a list behind an "a", and the noun at its end; nothing when any part but
    the last is no adjective.
    """
    parts: list[list[Word]] = [[]]
    word = article.after
    while word is not None and (word.text in _JOINTS or _in_phrase(word)):
        if word.text not in _JOINTS:
            parts[-1].append(word)
        elif parts[-1]:
            parts.append([])
        word = word.after
    start = _noun_starts(parts[-1])
    qualities = [*parts[:-1], parts[-1][:start]]
    noun = parts[-1][start:]
    named = any(one[-1].lower in listed("colours") for one in qualities if one)
    said_twice = len({one[-1].lower for one in qualities if one}) < len(qualities)
    quoted = article.i > 0 and article.token.nbor(-1).text in _QUOTES
    quoted |= word is not None and word.text in _QUOTES
    doubted = any(word.lower in listed("doubting_adjectives") for one in qualities for word in one)
    listing = noun and noun[-1].pos == "NOUN" and all(map(_is_quality, qualities[:-1]))
    if named or said_twice or quoted or doubted or not listing:
        return [], frozenset()
    return [_inked(one) for one in qualities], _inked(noun)


def _inked(part: Iterable[Word]) -> Words:
    return frozenset(word for word in part if word.inked)


def _in_phrase(word: Word) -> bool:
    return word.pos in ("ADJ", "ADV", "NOUN", "PROPN", "VERB") or word.text == "-"


def _noun_starts(part: Sequence[Word]) -> int:
    """Where in the last part its adjective ends: "now-closed | school"."""
    start = 0
    while start < len(part) and (
        part[start].pos == "ADV"
        or part[start].text == "-"
        or (start + 1 < len(part) and part[start + 1].text == "-")
    ):
        start += 1
    return start + 1


def _is_quality(part: Sequence[Word]) -> bool:
    """Whether a part is an adjective or works as one: "scripted", "high-level", "fully free"."""
    if not part or len(part) > _LONGEST:
        return False
    last = part[-1]
    hyphened = len(part) > 1 and part[-2].text == "-"
    return last.pos in ("ADJ", "VERB") or (last.pos == "NOUN" and hyphened)
