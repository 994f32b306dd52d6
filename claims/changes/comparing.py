"""Two claims → what an edit changed: the words first, then what stands behind them.

Whoever verified the first claim need not look again when the second is ``unchanged`` or
``reworded``. In doubt it is ``changed``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import zip_longest
from typing import get_args

from claims.difference import Difference, Trust, differences
from claims.matching import is_anchor, text_of
from claims.models import Change, Claim, Facet, Reason
from claims.wording import read_words

Found = tuple[Facet | None, Reason]
"""A facet that changed, or none for mere wording, and why."""

_SAME = Reason(rule="same words", detail="the same words")


def compare(before: Claim | str, after: Claim | str) -> Change:
    """What became of a claim, or of a sentence.

    ``unchanged``: the same words, spelling and typography aside. ``reworded``: other words for
    the same. ``changed``: something differs that has to be checked again; ``facets`` say
    what. The verdict and the facets are the same in both directions.

    >>> compare("Trade rose 64%, he said.", "Trade rose 54 percent, he said.").facets
    ('figure',)
    >>> compare("On 6 May the firm bought it.", "The firm purchased it on May 6.").change
    'reworded'
    """
    return compared(before, after, "likely")


def compared(before: Claim | str, after: Claim | str, trust: Trust) -> Change:
    """The same, by how sure a paraphrase must be to count as one."""
    if isinstance(before, Claim) and isinstance(after, Claim):
        wording = _wording(_as_written(before, after), _as_written(after, before), trust)
        wording = tuple(_same_values(before, after, wording))
        found = [*map(_explained, wording), *_background(before, after, wording)]
    else:
        found = [*map(_explained, _wording(text_of(before), text_of(after), trust))]
    touched = {facet for facet, _ in found if facet}
    return Change(
        change="changed" if touched else "reworded" if found else "unchanged",
        facets=tuple(facet for facet in get_args(Facet) if facet in touched),
        before=before,
        after=after,
        because=_told(reason for facet, reason in found if facet or not touched),
    )


def _wording(before: str, after: str, trust: Trust) -> tuple[Difference, ...]:
    if before == after:  # most claims of two versions: not worth reading
        return ()
    return differences(read_words(before), read_words(after), trust)


def _as_written(claim: Claim, other: Claim) -> str:
    """The claim's text, with the article's own words where only this version resolved them.

    "The leaders" that could be named in one version and not in the other have not been edited;
    those that are named otherwise now have been.
    """
    text, named = claim.text, {one.text.casefold() for one in other.substitutions}
    for one in sorted(claim.substitutions, key=lambda one: one.at or (0, 0), reverse=True):
        words = one.text.casefold()
        resolved = words in named or words not in other.text.casefold()
        if one.at is None or (resolved and not is_anchor(one)):
            continue
        front, back = text[: one.at.start], text[one.at.end :]
        explained = text[one.at.start] == "["  # "the leaders [Maduro and Putin]"
        text = front.rstrip() + back if explained else front + one.text + back
    return text


def _told(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons, each thing told once, though it may touch several facets."""
    return tuple({reason.detail: reason for reason in reasons}.values()) or (_SAME,)


def _explained(difference: Difference) -> Found:
    one, other = difference.before, difference.after
    if difference.moved:
        detail = f"'{one}' stands elsewhere"
    elif one and other:
        quoted = difference.facet not in ("figure", "date") and " " in one + other
        detail = f"'{one}' became '{other}'" if quoted else f"{one} became {other}"
    else:
        detail = f"'{other}' added" if other else f"'{one}' dropped"
    return difference.facet, Reason(rule=difference.rule, detail=detail)


def _same_values(
    before: Claim, after: Claim, wording: Iterable[Difference]
) -> Iterator[Difference]:
    """The differences; those in figures and dates whose values agree are mere wording."""
    agreed: dict[str, set[str]] = {}
    if Counter(_figures(before)) == Counter(_figures(after)):
        agreed["figure"] = _keys(found.text for found in (*before.quantities, *after.quantities))
    if Counter(_periods(before).values()) == Counter(_periods(after).values()):
        agreed["date"] = _keys((*_periods(before), *_periods(after)))
    for difference in wording:
        known = agreed.get(difference.facet or "", set())
        if known and _keys((difference.before, difference.after)) <= known:
            yield difference._replace(rule="same value", facet=None)
        else:
            yield difference


def _figures(claim: Claim) -> list[Hashable]:
    return [(found.value, found.high, found.unit, found.comparator) for found in claim.quantities]


def _periods(claim: Claim) -> dict[str, Hashable]:
    """The words of every date with a known day, and the period they stand for."""
    return {
        found.text: (found.start, found.end) for found in claim.dates if found.start or found.end
    }


def _keys(texts: Iterable[str]) -> set[str]:
    return {word.key for text in texts for word in read_words(text)}


def _background(before: Claim, after: Claim, wording: Iterable[Difference]) -> Iterator[Found]:
    """What differs behind the words: the sources, how it is asserted, what "last year" is."""
    for one, other in zip_longest(before.sources, after.sources):
        if one is None or other is None or not _same_name(one, other):
            detail = f"{one or 'no source'} became {other or 'no source'}"
            yield "attribution", Reason(rule="source", detail=detail)
    if before.modality != after.modality:
        detail = f"{before.modality} became {after.modality}"
        if "denied" in (before.modality, after.modality):
            yield "attribution", Reason(rule="modality", detail=detail)
        yield "modality", Reason(rule="modality", detail=detail)
    if before.polarity != after.polarity and not any(
        difference.facet == "polarity" for difference in wording
    ):
        detail = f"{before.polarity} became {after.polarity}"
        yield "polarity", Reason(rule="polarity", detail=detail)
    later = _periods(after)
    for text, period in _periods(before).items():
        if later.get(text, period) != period:
            yield "date", Reason(rule="date", detail=f"'{text}' is another day or period now")


def _same_name(one: str, other: str) -> bool:
    """Whether a source is named by more or fewer of its words: "Peskov", "Dmitry Peskov"."""
    names = [[word.key for word in read_words(name)] for name in (one, other)]
    names.sort(key=len)
    short, long = names
    return short == long or (len(short) == 1 and short[-1:] == long[-1:])
