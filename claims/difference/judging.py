"""Laid side by side, what two texts do not share: which facets of a claim it touches, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    if not before and not after and (place.before or place.after):
        yield Difference(
            "light words", None, _text(found.before, place.before), _text(found.after, place.after)
        )
    else:
        yield from _replaced([found.before[i] for i in before], [found.after[j] for j in after])


def _weighty(text: Sequence[Word], positions: Sequence[int]) -> list[int]:
    return [i for i in positions if facet(text[i]) is not None]


def _replaced(before: list[Word], after: list[Word]) -> Iterator[Difference]:
    """What came in place of what, facet by facet."""
    if (pair := _contraries(before, after)) is not None:
        one, other = pair
        before.remove(one)
        after.remove(other)
        yield Difference("opposite", "polarity", one.text, other.text)
    ours, theirs = _by_facet(before), _by_facet(after)
    if len(ours) == len(theirs) == 1 and "detail" in (ours | theirs):
        # "he" became "the company": what is more than content names the change.
        touched = max(ours | theirs, key="detail".__ne__)
        yield Difference(_RULE[touched], touched, _words(before), _words(after))
    else:
        for touched in ours | theirs:
            one_side, other_side = ours.get(touched, []), theirs.get(touched, [])
            yield Difference(_RULE[touched], touched, _words(one_side), _words(other_side))


def _by_facet(words: Sequence[Word]) -> dict[Facet, list[Word]]:
    found: dict[Facet, list[Word]] = {}
    for word in words:
        if (touched := facet(word)) is not None:
            found.setdefault(touched, []).append(word)
    return found


def _contraries(before: Sequence[Word], after: Sequence[Word]) -> tuple[Word, Word] | None:
    if len(before) * len(after) > _MOST_PAIRS:
        return None
    pairs = ((one, other) for one in before for other in after)
    return next(((one, other) for one, other in pairs if opposed(one.key, other.key)), None)


def _order(
    found: Alignment, before: Sequence[int], after: Sequence[int], rule: str
) -> Iterator[Difference]:
    """What both texts have at different places; it matters unless a rule says it does not."""
    touched: Facet | None = None
    if not before:
        return
    if not rule:
        facets = _by_facet([found.before[i] for i in before])
        touched = next((name for name in _ORDER if name in facets), "scope")
    one, other = _text(found.before, before), _text(found.after, after)
    yield Difference(rule or "order", touched, one, other, moved=True)


def _text(text: Sequence[Word], positions: Sequence[int]) -> str:
    return _words([text[i] for i in positions])


def _words(run: Sequence[Word]) -> str:
    """The words as written, a phrase that was read as several words only once."""
    texts = [word.text for word in run]
    return " ".join(text for i, text in enumerate(texts) if not i or text != texts[i - 1])
