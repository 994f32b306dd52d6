"""Laid side by side, what two texts do not share: which facets of a claim it touches, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from claims.difference.grammar import turned
from claims.difference.order import harmless, moved_words
from claims.difference.values import Alignment, Difference, Place
from claims.difference.weights import facet
from claims.models import Facet
from claims.wording import Word, opposed

_MOST_PAIRS = 400
"""Pairs of words at one place among which opposites are looked for."""
_ORDER: tuple[Facet, ...] = ("entity", "figure", "date")
"""When words stand in another order, the facet is that of the first of these among them."""
_RULE: dict[Facet, str] = {
    "figure": "figure",
    "date": "date",
    "entity": "name",
    "polarity": "negation",
    "modality": "hedge",
    "attribution": "reporting word",
    "scope": "quantifier or condition",
    "detail": "content",
}


def judge(found: Alignment) -> Iterator[Difference]:
    """The differences of two texts, in the order of the first."""
    for pairing in found.pairings:
        yield Difference(
            pairing.rule,
            None,
            _text(found.before, pairing.before),
            _text(found.after, pairing.after),
        )
    for place in found.places:
        yield from _left_over(found, place)
    before, after = moved_words(found)
    order = harmless(before, after) if before.moved else ""
    yield from _order(found, before.moved, after.moved, order)
    yield from turned(found, order)


def _left_over(found: Alignment, place: Place) -> Iterator[Difference]:
    before, after = _weighty(found.before, place.before), _weighty(found.after, place.after)
    pair = _contraries(found, before, after)
    if pair is not None:
        one, other = (found.before[pair[0]], found.after[pair[1]])
        yield Difference("opposite", "polarity", one.text, other.text)
        before.remove(pair[0])
        after.remove(pair[1])
    if before or after:
        yield from _replaced(found, before, after)
    elif pair is None and (place.before or place.after):
        one_text, other_text = _text(found.before, place.before), _text(found.after, place.after)
        yield Difference("light words", None, one_text, other_text)


def _weighty(text: Sequence[Word], positions: Sequence[int]) -> list[int]:
    return [i for i in positions if facet(text[i]) is not None]


def _contraries(
    found: Alignment, before: Sequence[int], after: Sequence[int]
) -> tuple[int, int] | None:
    """The first word of a place that has its opposite there."""
    if len(before) * len(after) > _MOST_PAIRS:
        return None
    opposites = (
        (i, j)
        for i, j in product(before, after)
        if opposed(found.before[i].key, found.after[j].key)
    )
    return next(opposites, None)


def _replaced(
    found: Alignment, before: Sequence[int], after: Sequence[int]
) -> Iterator[Difference]:
    """What came in place of what: a difference for each facet that it touches."""
    ours, theirs = _facets(found.before, before), _facets(found.after, after)
    touched = dict.fromkeys([*ours, *theirs])
    if len(ours) == len(theirs) == 1 and len(touched) > 1:
        # "he" became "the company": what is more than content names the change.
        touched.pop("detail", None)
    for name in touched:
        yield Difference(_RULE[name], name, _run(found.before, before), _run(found.after, after))


def _facets(text: Sequence[Word], positions: Sequence[int]) -> list[Facet]:
    found = (facet(text[i]) for i in positions)
    return list(dict.fromkeys(touched for touched in found if touched is not None))


def _order(
    found: Alignment, before: Sequence[int], after: Sequence[int], rule: str
) -> Iterator[Difference]:
    """What both texts have at different places; it matters unless a rule says it does not."""
    touched: Facet | None = None
    if not before:
        return
    if not rule:
        facets = _facets(found.before, before)
        touched = next((name for name in _ORDER if name in facets), "scope")
    one, other = _text(found.before, before), _text(found.after, after)
    yield Difference(rule or "order", touched, one, other, moved=True)


def _text(text: Sequence[Word], positions: Sequence[int]) -> str:
    return _words([text[i] for i in positions])


def _run(text: Sequence[Word], positions: Sequence[int]) -> str:
    """The words from the first position to the last, as they stand."""
    return _words(text[positions[0] : positions[-1] + 1]) if positions else ""


def _words(run: Sequence[Word]) -> str:
    """The words as written, a phrase that was read as several words only once."""
    texts = [word.text for word in run]
    return " ".join(text for i, text in enumerate(texts) if not i or text != texts[i - 1])
