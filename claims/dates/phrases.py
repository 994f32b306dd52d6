"""The phrases of a paragraph that mean a date: the rules applied from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.dates.doubts import Place, is_date
from claims.dates.patterns import OTHER, codes
from claims.dates.periods import Meaning
from claims.dates.rules import RULES, Matched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from claims.dates.lexemes import Line


class Phrase(NamedTuple):
    """Lexemes ``first`` to ``last`` mean a period, or something that recurs."""

    first: int
    last: int
    meaning: Meaning
    rule: str


def phrases(line: Line, published: date | None) -> Iterator[Phrase]:
    """Every phrase that a rule reads, in order, none overlapping another."""
    classes = codes(line)
    at = 0
    while at < len(line):
        phrase = None if classes[at] == OTHER else _longest(line, classes, at, published)
        if phrase:
            yield phrase
        at = phrase.last + 1 if phrase else at + 1


def _longest(line: Line, classes: str, at: int, published: date | None) -> Phrase | None:
    matches = [(rule, match) for rule in RULES if (match := rule.pattern.match(classes, at))]
    for rule, match in sorted(matches, key=lambda found: -found[1].end()):
        last = match.end() - 1
        kept = {kind: line[match.start(kind)] for kind, code in match.groupdict().items() if code}
        meaning = rule.read(Matched(kept, published))
        if meaning is not None and is_date(rule.name, Place(line, at, last)):
            return Phrase(at, last, meaning, rule.name)
    return None
