"""From phrases to ranges: "early", "since", "by", "from … to" around what the rules read."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claims.dates.doubts import EDGES_OF, Place, attributive
from claims.dates.periods import (
    FAR_OFF,
    UNKNOWN,
    Either,
    Meaning,
    Part,
    Period,
    Yearly,
    distance,
    placed,
    shifted,
    third,
)
from claims.dates.phrases import Phrase, phrases
from claims.dates.tense import moved, tense

if TYPE_CHECKING:
    from claims.dates.lexemes import Line

_EDGES: dict[str, Part] = {
    "early": "early",
    "start": "early",
    "beginning": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "close": "late",
}
_DIVISIBLE = frozenset(
    "month month_or_season_directed season year unit unit_of decade century".split()
)
_YEARLY = frozenset({"day", "days", "month"})
_EXPLICIT = _YEARLY | {"year", "season", "piece_of_year"}
_TO = frozenset({"to", "until", "till", "through", "-", "–", "—", "‑"})
_SINCE = frozenset({"since", "starting", "beginning"})
_BY = frozenset({"by", "until", "till", "through"})
_BOUNDING = _SINCE | _BY | {"before", "after", "more than"}


class Dated(NamedTuple):
    """Lexemes ``first`` to ``last`` are this period; null where open or unknown.

    ``candidates`` are the periods it may be, where usage is divided.
    """

    first: int
    last: int
    period: Period
    candidates: tuple[Period, ...] = ()


def dated(line: Line, published: date | None) -> list[Dated]:
    """The line's dates and periods as the sentence bounds them, in order."""
    found = _years_shared(line, list(phrases(line, published)))
    spoken_of = Period()
    periods: list[Dated] = []
    for at, phrase in enumerate(found):
        period = placed(phrase.meaning, published, tense(line.token(phrase.last)))
        candidates = tuple(phrase.meaning) if isinstance(phrase.meaning, Either) else ()
        if _contested(phrase, period, spoken_of, published):
            candidates = _contesting(phrase.meaning, period, spoken_of)
            period = UNKNOWN
        elif phrase.rule in _EXPLICIT and isinstance(phrase.meaning, Period):
            spoken_of = period
        begun = _begun(line, found[at - 1], phrase, period) if at else None
        if begun is not None and periods[-1].period.start not in (None, begun.start):
            periods[-1] = _divided(line, found[at - 1], begun, published)
        whole = _divided(line, phrase, period, published)
        parts = tuple(_divided(line, phrase, one, published).period for one in candidates)
        periods.append(whole._replace(candidates=parts))
    return [_bounded(line, period, published) for period in _joined(line, periods)]


def _contesting(meaning: Meaning, period: Period, spoken_of: Period) -> tuple[Period, ...]:
    """A yearly date in the year that the paragraph spoke of, and where it was placed."""
    if not isinstance(meaning, Yearly) or spoken_of.start is None:
        return ()
    return (meaning.in_year(spoken_of.start.year), period)


def _years_shared(line: Line, found: list[Phrase]) -> list[Phrase]:
    """In "from November to March 2022" the year belongs to both months: 2021 and 2022."""
    shared = list(found)
    for at, (left, right) in enumerate(pairwise(found)):
        if right.first != left.last + 2 or line.lower(left.last + 1) not in _TO | {"and", "or"}:
            continue
        if isinstance(left.meaning, Yearly) and right.rule in _YEARLY:
            end = right.meaning.end if isinstance(right.meaning, Period) else None
            year = end.year - (left.meaning.month > end.month) if end else None
            if year:
                shared[at] = left._replace(meaning=left.meaning.in_year(year))
    return shared


def _begun(line: Line, left: Phrase, right: Phrase, end: Period) -> Period | None:
    """When a stretch of two yearly dates begins that ends then: "between October and March"."""
    if not (isinstance(left.meaning, Yearly) and isinstance(right.meaning, Yearly)):
        return None
    if right.first != left.last + 2 or line.lower(left.last + 1) not in _TO | {"and"}:
        return None
    opened = line.lower(left.first - 1) in ("from", "between")
    if end.start is None or not opened:
        return None
    year = end.start.year - (left.meaning.month > end.start.month)
    return left.meaning.in_year(year)


def _contested(phrase: Phrase, period: Period, spoken_of: Period, published: date | None) -> bool:
    """Whether the paragraph spoke of another year before: "On March 2, 2014, … On May 25, …"
    may mean either year, and "the end of the month" the month spoken of.
    """
    if not (published and spoken_of.start and period.start):
        return False
    if phrase.rule == "unit_of":
        return distance(spoken_of, published) > 0
    far = isinstance(phrase.meaning, Yearly) and distance(period, published) > FAR_OFF
    return far and spoken_of.start.year != period.start.year


def _divided(line: Line, phrase: Phrase, period: Period, published: date | None) -> Dated:
    """The part of the phrase's period that "early", "the end of" or "later" leave."""
    first, last = phrase.first, phrase.last
    if phrase.rule not in _DIVISIBLE:
        return Dated(first, last, period)
    before = first - 2 if line.hyphen(first - 1) or line.lower(first - 1) == "of" else first - 1
    word = line.lower(before)
    if word in _EDGES and (line.lower(first - 1) == "of") == (word in EDGES_OF):
        first = before - (word in EDGES_OF and line.lower(before - 1) == "the")
        return Dated(first, last, third(period, _EDGES[word]))
    if word in ("earlier", "later") and before == first - 1:
        return Dated(before, last, _beside(period, word == "earlier", published))
    return Dated(first, last, period)


def _beside(period: Period, earlier: bool, published: date | None) -> Period:
    """ "Earlier this year" ends today, "later this year" begins today; "earlier last month" is
    all of that month.
    """
    start, end = period
    if not (published and start and end and start <= published <= end):
        return period
    return Period(start, published) if earlier else Period(published, end)


def _joined(line: Line, found: list[Dated]) -> list[Dated]:
    """Two dates with "to" or a dash between them are one period; so are "between … and …"."""
    joined: list[Dated] = []
    for right in found:
        left = joined[-1] if joined else None
        if left and right.first == left.last + 2 and _linked(line, left) and _ordered(left, right):
            opened = line.lower(left.first - 1) in ("from", "between")
            period = Period(left.period.start, right.period.end)
            joined[-1] = Dated(left.first - opened, right.last, period)
        else:
            joined.append(right)
    return joined


def _linked(line: Line, left: Dated) -> bool:
    """ "Put off from 3 May to 9 May" are two dates, not the week between them."""
    word, before = line.lower(left.last + 1), line.lower(left.first - 1)
    if before == "from" and left.first > 1 and moved(line.token(left.first - 2)):
        return False
    return word in _TO or (word == "and" and before == "between")


def _ordered(left: Dated, right: Dated) -> bool:
    start, end = left.period.start, right.period.end
    return start is None or end is None or start <= end


def _bounded(line: Line, found: Dated, published: date | None) -> Dated:
    """ "Since" leaves the end open (to publication, when known), "by" and "before" the start."""
    word, first = line.lower(found.first - 1), found.first - 1
    if attributive(Place(line, found.first, found.last)):
        return found
    if word == "than" and line.lower(first - 1) == "more":
        word, first = "more than", first - 1  # "more than a year ago"
    if word not in _BOUNDING:
        return found
    candidates = tuple(_bound(word, one, published) for one in found.candidates)
    return Dated(first, found.last, _bound(word, found.period, published), candidates)


def _bound(word: str, period: Period, published: date | None) -> Period:
    start, end = period
    if word in _SINCE:
        return Period(start, published if start and published and published >= start else None)
    if word == "before":
        return Period(None, shifted(start, days=-1) if start else None)
    if word == "after":
        return Period(shifted(end, days=1) if end else None, None)
    return Period(None, end)
