"""Laid side by side, what two texts do not share: which facets of a claim it touches, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.difference.alignment import Alignment, Place
from claims.difference.order import harmless, moved_words
from claims.difference.weights import facet
from claims.lexicon import words
from claims.models import Facet
from claims.wording import Word, opposed

_MOST_PAIRS = 400
"""Pairs of words at one place among which opposites are looked for."""
_ORDER: tuple[Facet, ...] = ("entity", "figure", "date")
"""When words stand in another order, the facet is that of the first of these among them."""
_PRESENT = frozenset({"am", "are", "has", "have", "is"})
_PAST = frozenset({"had", "was", "were"})
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


class Difference(NamedTuple):
    """Something one text says and the other does not, or says otherwise.

    ``facet`` is what it touches, none when the meaning stays; ``before`` and ``after`` are the
    words, one of them empty when something was added or dropped. ``moved`` words both texts
    have, in another order.
    """

    rule: str
    facet: Facet | None
    before: str
    after: str
    moved: bool = False


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
        yield from _tense(found, place)
    yield from _order(found)


def _left_over(found: Alignment, place: Place) -> Iterator[Difference]:
    before, after = _weighty(found.before, place.before), _weighty(found.after, place.after)
    if not before and not after and (place.before or place.after):
        yield Difference(
            "light words", None, _text(found.before, place.before), _text(found.after, place.after)
        )
    elif _is_given_name(found.before, before, after) or _is_given_name(found.after, after, before):
        yield Difference("given name", None, _text(found.before, before), _text(found.after, after))
    else:
        yield from _replaced([found.before[i] for i in before], [found.after[j] for j in after])


def _weighty(text: Sequence[Word], positions: Sequence[int]) -> list[int]:
    return [i for i in positions if facet(text[i]) is not None]


def _is_given_name(text: Sequence[Word], positions: list[int], others: list[int]) -> bool:
    """Whether all that one text has more is the given name before a surname both have."""
    if others or not positions or positions[-1] + 1 >= len(text):
        return False
    return text[positions[-1] + 1].kind == "name" and all(
        text[i].text in words("given_names_feminine") | words("given_names_masculine")
        for i in positions
    )


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


def _tense(found: Alignment, place: Place) -> Iterator[Difference]:
    """ "The firm is owned by the state" and "was owned": what holds and what held."""
    before, after = (
        [text[i] for i in positions if text[i].key in _PRESENT | _PAST]
        for text, positions in ((found.before, place.before), (found.after, place.after))
    )
    if before and after and (before[0].key in _PAST) != (after[0].key in _PAST):
        yield Difference("tense", "date", before[0].text, after[0].text)


def _order(found: Alignment) -> Iterator[Difference]:
    """What both texts have at different places, and whether it matters."""
    before, after = moved_words(found)
    rule = harmless(before, after) if before.moved else ""
    text, other = _text(found.before, before.moved), _text(found.after, after.moved)
    if rule:
        yield Difference(rule, None, text, other, moved=True)
    elif before.moved:
        facets = _by_facet([found.before[i] for i in before.moved])
        touched: Facet = next((name for name in _ORDER if name in facets), "scope")
        yield Difference("order", touched, text, other, moved=True)
    if rule not in ("passive voice", "attribute"):
        yield from _agent(found)


def _agent(found: Alignment) -> Iterator[Difference]:
    """A "by" more or less turns who did something into whom it was done to."""
    before, after = (
        [text[i].text for place in found.places for i in place[side] if text[i].key == "by"]
        for side, text in enumerate((found.before, found.after))
    )
    if len(before) != len(after):
        yield Difference("agent", "detail", " ".join(before), " ".join(after))


def _text(text: Sequence[Word], positions: Sequence[int]) -> str:
    return _words([text[i] for i in positions])


def _words(run: Sequence[Word]) -> str:
    """The words as written, a phrase that was read as several words only once."""
    texts = [word.text for word in run]
    return " ".join(text for i, text in enumerate(texts) if not i or text != texts[i - 1])
