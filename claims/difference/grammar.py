"""Light words that are not light: where an article, an auxiliary or a preposition turns a claim.

One table of named rules; each is a small function over two texts laid side by side, which
yields the words of both that tell the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from claims.difference.values import Alignment, Difference, Place
from claims.models import Facet
from claims.wording import Word, is_past

_PRESENT = frozenset({"am", "are", "has", "have", "is"})
_PAST = frozenset({"had", "was", "were"})
_BE = frozenset({"are", "be", "been", "being", "is", "was", "were"})
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_FIRM_PREPOSITIONS = frozenset({"by", "for", "to", "with"})
_LOOSE_PREPOSITIONS = frozenset({"as", "at", "during", "in", "of", "on", "upon"})
_ARTICLES = frozenset({"a", "an"})
_NEAR = 3
"""Words between an article and its noun."""

Words = tuple[str, str]


def turned(found: Alignment, order: str) -> Iterator[Difference]:
    """The differences that lie in light words alone.

    ``order`` is the rule by which words may stand elsewhere: the passive brings its "by", and
    "the sparrow's nest" loses an "of", with nothing changed.
    """
    for name, (facet, rule) in _RULES.items():
        if order in _EXCUSED.get(name, ()):
            continue
        for before, after in rule(found):
            yield Difference(name, facet, before, after)


def _sides(found: Alignment, place: Place) -> tuple[list[Word], list[Word]]:
    return [found.before[i] for i in place.before], [found.after[j] for j in place.after]


def _tense(found: Alignment) -> Iterator[Words]:
    """What holds and what held: "is", "was"."""
    for place in found.places:
        before, after = (
            [word for word in side if word.key in _PRESENT | _PAST] for side in _sides(found, place)
        )
        if before and after and (before[0].key in _PAST) != (after[0].key in _PAST):
            yield before[0].text, after[0].text


def _voice(found: Alignment) -> Iterator[Words]:
    """Who acts: "police attacked", "police were attacked"; not "the man (who was) arrested"."""
    for place in found.places:
        before, after = _sides(found, place)
        if not _has(after, _BE | _PRESENT | _PAST):
            for i in place.before:
                if _makes_passive(found.before, i) and not _has(before, _RELATIVES):
                    yield found.before[i].text, ""
        if not _has(before, _BE | _PRESENT | _PAST):
            for j in place.after:
                if _makes_passive(found.after, j) and not _has(after, _RELATIVES):
                    yield "", found.after[j].text


def _makes_passive(text: Sequence[Word], at: int) -> bool:
    return text[at].key in _BE and at + 1 < len(text) and is_past(text[at + 1].key)


def _has(side: Sequence[Word], keys: frozenset[str]) -> bool:
    return any(word.key in keys for word in side)


def _agent(found: Alignment) -> Iterator[Words]:
    """Who did it: "killed police", "killed by police"."""
    before, after = (
        [text[i].text for place in found.places for i in place[side] if text[i].key == "by"]
        for side, text in enumerate((found.before, found.after))
    )
    if len(before) != len(after):
        yield " ".join(before), " ".join(after)


def _possession(found: Alignment) -> Iterator[Words]:
    """Whose it is: "the club of the president", "the club's president"."""
    for place in found.places:
        one, other = ({word.key: word.text for word in side} for side in _sides(found, place))
        yield from _exchanged(one, other, "of", "'s")


def _owner(found: Alignment) -> Iterator[Words]:
    """Of one or of several: "Russia lost its planes", "Russia lost their planes"."""
    for place in found.places:
        one, other = ({word.key: word.text for word in side} for side in _sides(found, place))
        yield from _exchanged(one, other, "its", "their")


def _exchanged(
    one: Mapping[str, str], other: Mapping[str, str], first: str, second: str
) -> Iterator[Words]:
    for mine, theirs in ((first, second), (second, first)):
        if mine in one and theirs in other:
            yield one[mine], other[theirs]


def _preposition(found: Alignment) -> Iterator[Words]:
    """Which way it goes: "voted for the bill", "voted on the bill"."""
    for place in found.places:
        one, other = (
            {
                word.key: word.text
                for word in side
                if word.key in _FIRM_PREPOSITIONS | _LOOSE_PREPOSITIONS
            }
            for side in _sides(found, place)
        )
        if one and other and (set(one) ^ set(other)) & _FIRM_PREPOSITIONS:
            yield " ".join(one.values()), " ".join(other.values())


def _number(found: Alignment) -> Iterator[Words]:
    """One or several: "a minister resigned", "ministers resigned"."""
    left = (
        {i for place in found.places for i in place.before},
        {j for place in found.places for j in place.after},
    )
    for pairing in found.pairings:
        if pairing.rule == "word form":
            i, j = pairing.before[0], pairing.after[0]
            one, other = found.before[i], found.after[j]
            if other.key == one.key + "s" and _has_article(found.before, i, left[0]):
                yield one.text, other.text
            if one.key == other.key + "s" and _has_article(found.after, j, left[1]):
                yield one.text, other.text


def _has_article(text: Sequence[Word], noun: int, left: set[int]) -> bool:
    return any(i in left and text[i].key in _ARTICLES for i in range(max(noun - _NEAR, 0), noun))


_RULES: dict[str, tuple[Facet, Callable[[Alignment], Iterator[Words]]]] = {
    "tense": ("date", _tense),
    "voice": ("detail", _voice),
    "agent": ("detail", _agent),
    "possession": ("detail", _possession),
    "owner": ("entity", _owner),
    "preposition": ("detail", _preposition),
    "number": ("figure", _number),
}
_EXCUSED = {
    "voice": ("passive voice",),
    "agent": ("passive voice", "attribute"),
    "possession": ("attribute",),
    "preposition": ("passive voice", "attribute", "fronted phrase"),
}
