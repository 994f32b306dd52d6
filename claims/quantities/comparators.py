"""How exactly: "more than", "up to", "about" before a figure, "or more", "-plus" after it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from claims.dates.lexemes import phrase, table

if TYPE_CHECKING:
    from claims.dates.lexemes import Line
    from claims.models import Comparator
    from claims.quantities.units import Unit

_LONGEST = 4
_DOUBTFUL = frozenset("over above under below about around near some up".split())
"""Words that also say where: "talks about three issues" bound nothing."""
_ADDED = frozenset({"another", "additional", "further", "extra"})
_TIMES = frozenset("second minute hour day week month year decade century".split())
_AGES = frozenset({"over", "under", "above", "below"})
_PLACING = frozenset({"prep", "prt"})
_COUNTED = frozenset({"dobj", "attr", "nsubj", "compound", "nmod"})
_GLUED: dict[str, Comparator] = {"plus": ">=", "odd": "~", "ish": "~", "something": "~"}
_OR: dict[str, Comparator] = {
    **dict.fromkeys(("more", "older", "over", "above", "higher", "longer"), ">="),
    **dict.fromkeys(("less", "fewer", "younger", "under", "below", "lower"), "<="),
    **dict.fromkeys(("so", "thereabouts"), "~"),
}


class Bound(NamedTuple):
    """The comparator and the lexeme that its words begin (or end) with."""

    comparator: Comparator
    place: int


def before(line: Line, first: int, of: Unit | None) -> Bound | None:
    """The comparator whose words end where the figure begins, at the lexeme ``first``."""
    at = first
    if line.lower(at - 1) in _ADDED:
        at -= 2 if line.lower(at - 2) in ("a", "an") else 1
    if line.lower(at - 1) not in _last_words():
        return None
    for size in range(min(_LONGEST, at), 0, -1):
        comparator = table("comparators").get(phrase(line, at - size, size))
        if comparator and _bounds(line, at - size, size, of):
            return Bound(cast("Comparator", comparator), at - size)
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(entry.split()[-1] for entry in table("comparators"))


def _bounds(line: Line, at: int, size: int, of: Unit | None) -> bool:
    """Whether the word bounds the figure, rather than saying where or when something is.

    "People under 30" are bounded, "handed over three keys" is not. "Over 80 days" is a bound
    after "for", as a verb's object or a noun's attribute; else it says how long it went on.
    """
    if size > 1 or line.lower(at) not in _DOUBTFUL or (at and line.token(at - 1).pos_ == "ADP"):
        return True
    if of is not None and of.name in _TIMES and line.lower(at) in ("over", "under", "around"):
        return line.token(of.last).dep_ in _COUNTED
    if of is None or of.name is None:
        return line.lower(at) in _AGES or line.token(at).dep_ not in _PLACING
    return line.token(at).dep_ not in _PLACING or (of.firm and line.token(at).dep_ == "prep")


def after(line: Line, at: int) -> Bound | None:
    """The comparator whose words begin at the lexeme: "350+", "350-plus", "350 or more"."""
    if line.lower(at) == "+" and line.glued(at):
        return Bound(">=", at)
    if line.hyphen(at) and line.lower(at + 1) in _GLUED:
        return Bound(_GLUED[line.lower(at + 1)], at + 1)
    also = line.lower(at) == "or" or phrase(line, at, 2) in ("and over", "and under", "and older")
    comparator = _OR.get(line.lower(at + 1)) if also else None
    return Bound(comparator, at + 1) if comparator else None
