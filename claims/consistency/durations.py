"""Years counted and years named: "20 years ago, in 2010", "80 years after 1945"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.dates.lexemes import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Figure, Passage, When

_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?!\d)")
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
_APPOSING = frozenset({",", "(", "in", "back", "-", "–", "—"})
_ROUND = 10
_NEAR = 31
"""Days from publication within which a sentence tells of today."""
_PRESENT = frozenset({"VBZ", "VBP"})
_MARKING = frozenset("be celebrate come commemorate mark observe pass".split())
_FARTHEST = 8
"""Words between an anniversary and the year it is of."""


def durations(passage: Passage, published: date | None) -> Iterator[Finding]:
    """Numbers of years that the years named do not give.

    A year more or less is forgiven, and a tenth of a round number of years.

    >>> from datetime import date
    >>> from claims import extract
    >>> said = extract("It was founded 20 years ago, in 2010.", published=date(2025, 5, 8)).claims
    >>> said[0].flags[-1].detail
    '20 years ago was 2005, not 2010: 2025 − 20'
    """
    yield from _ago(passage, published)
    yield from _since(passage, published)
    yield from _anniversary(passage, published)
    yield from _span(passage)


def _ago(passage: Passage, published: date | None) -> Iterator[Finding]:
    """ "20 years ago, in 2010": only where the two stand side by side."""
    if published is None:
        return
    for at, one in enumerate(passage.dates[:-1]):
        other = passage.dates[at + 1]
        ago, named = (one, other) if one.text.endswith("ago") else (other, one)
        year = _year(named)
        if not re.fullmatch(r".*\b(?:years?|decades?) ago", ago.text) or year is None:
            continue
        then = ago.value.start
        if then is None or not _apposed(passage, one.last, other.first) or _hedged(passage, ago):
            continue
        count = published.year - then.year
        if abs(then.year - year) > _slack(count):
            detail = f"{ago.text} was {then.year}, not {year}: {published.year} − {count}"
            yield Finding("years do not fit", detail, (one.span, other.span))


def _since(passage: Passage, published: date | None) -> Iterator[Finding]:
    """ "In 2010, 40 years after 1945", and "80 years since 1945" told of today."""
    for figure in passage.figures:
        named = _following(passage, figure)
        year = _year(named) if named else None
        count = _count(figure)
        if named is None or year is None or count is None or _hedged(passage, figure):
            continue
        word = (passage.words(figure.last + 1, named.first + 1) or [""])[0]
        told = year - count if word == "before" else year + count
        other = _neighbour(passage, figure, named)
        until = _year(other) if other else None
        if other is None and word != "before" and published and _today(passage, published):
            until = published.year
        if until is None or abs(told - until) <= _slack(count):
            continue
        sign = "−" if word == "before" else "+"
        spans = (figure.span, named.span, *((other.span,) if other else ()))
        detail = (
            f"{figure.text} {word} {year} is {told}, not {until}: {year} {sign} {count}; from "
            f"{min(year, until)} to {max(year, until)} are {abs(until - year)} years"
        )
        yield Finding("years do not fit", detail, spans)


def _following(passage: Passage, figure: Figure) -> When | None:
    """The year that years are counted from: "40 years after 1945"."""
    if figure.unit != "year":
        return None
    for one in passage.dates:
        between = passage.words(figure.last + 1, one.first)
        inside = one.text.split()[0].lower()
        word = between[0] if len(between) == 1 else inside if one.first == figure.last + 1 else ""
        if word in ("after", "since", "before") and one.first > figure.last:
            return one
    return None


def _neighbour(passage: Passage, figure: Figure, named: When) -> When | None:
    """The other year, right before the count or right after the year it is counted from."""
    for one in passage.dates:
        if one.last < figure.first and _apposed(passage, one.last, figure.first):
            return one
        if one.first > named.last and _apposed(passage, named.last, one.first):
            return one
    return None


def _anniversary(passage: Passage, published: date | None) -> Iterator[Finding]:
    """ "The 80th anniversary of the 1945 victory", told of today or beside the day it is kept."""
    for at in range(passage.start, passage.end - 1):
        nth = _NTH.fullmatch(passage.lower(at))
        if nth is None or passage.lower(at + 1) != "anniversary" or not published:
            continue
        named = [one for one in passage.dates if 0 < one.first - at <= _FARTHEST and _year(one)]
        if len(named) != 1 or not _today(passage, published, besides=named[0]):
            continue
        year, count = _year(named[0]) or 0, int(nth[1])
        if len(_YEAR.findall(named[0].text)) == 1 and abs(published.year - year - count) > 1:
            detail = (
                f"the {nth[0]} anniversary of {year} is in {year + count}, not in "
                f"{published.year}: {year} + {count}"
            )
            yield Finding("years do not fit", detail, (named[0].span,))


def _span(passage: Passage) -> Iterator[Finding]:
    """ "12 years, from 1990 to 1998": the first and the last year may both count."""
    for figure in passage.figures:
        count = _count(figure)
        for one in passage.dates:
            ends = [int(year) for year in _YEAR.findall(one.text)]
            if (
                count is None
                or len(ends) != 2
                or not re.fullmatch(r"(?:from )?\d{4} ?(?:to|until|-|–) ?\d{4}", one.text)
            ):
                continue
            first, last = sorted(((figure.first, figure.last), (one.first, one.last)))
            length = ends[1] - ends[0]
            far = not _apposed(passage, first[1], last[0])
            if far or _hedged(passage, figure) or abs(length - count) <= 1:
                continue
            detail = f"from {ends[0]} to {ends[1]} are {length} years, not {count}"
            yield Finding("years do not fit", detail, (figure.span, one.span))


def _year(one: When | None) -> int | None:
    """The one year that the words themselves name."""
    named = set(_YEAR.findall(one.text)) if one else set()
    return int(named.pop()) if len(named) == 1 else None


def _count(figure: Figure) -> int | None:
    """A plain number of years that stands by itself, not "a 12-year term"."""
    value = figure.value
    whole = figure.unit == "year" and value.high is None and value.value == int(value.value)
    return int(value.value) if whole and value.comparator == "=" and value.value > 1 else None


def _slack(count: int) -> int:
    return max(1, count // 10) if count % _ROUND == 0 else 1


def _hedged(passage: Passage, one: Figure | When) -> bool:
    return passage.lower(one.first - 1) in table("comparators")


def _apposed(passage: Passage, last: int, first: int) -> bool:
    """Whether nothing but a comma, a bracket or "in" stands between two places."""
    between = passage.words(last + 1, first)
    return first > last and all(word in _APPOSING for word in between)


def _today(passage: Passage, published: date, besides: When | None = None) -> bool:
    """Whether the sentence tells of the days around publication.

    Its main verb is in the present and keeps a day ("marks", "is"; "expires 70 years after" tells
    of another), or it names a day near publication and no other.
    """
    others = [one for one in passage.dates if one is not besides and one.value.start]
    years = [_year(one) for one in others if _year(one) not in (None, published.year)]
    if len(years) > (besides is None):
        return False
    near = [
        one
        for one in others
        if one.value.start and abs((one.value.start - published).days) <= _NEAR
    ]
    root = next((t for t in passage.tokens(passage.start, passage.end) if t.head == t), None)
    if root is None:
        return False
    tensed = [root, *(kid for kid in root.children if kid.dep_ in ("aux", "auxpass"))]
    present = any(token.tag_ in _PRESENT for token in tensed)
    return bool(near) or (present and root.lemma_ in _MARKING)
