"""Changes as a sentence tells them: "rose 64% from $150mn to $200mn".

A figure belongs to the nearest word of change to its left in the same clause, or to the noun right
after it ("a 20% increase"). Where two figures would play one part, the sentence says more than
this reading understands, and it abstains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.consistency.roles import Movement, at_hand, before_noun, opened, part_of, size_part
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Figure, Passage
    from claims.language import Token

_JOINTS = frozenset({",", "(", ")", "-", "–", "—", "a", "an", "the", "or", "representing"})
_BARRIERS = frozenset("; : and but while whereas compared versus vs than as which who that".split())
_PERIODS = frozenset({"year", "month", "week", "day"})
_AGO = frozenset({"ago", "earlier", "before", "prior"})
_FARTHEST = 12
"""Words between one part of a change and the next."""
_LARGEST_RATIO = 100
"""Beyond it one of two figures has probably lost its "million" ("from 3 to 5 million")."""


def movements(passage: Passage) -> list[Movement]:
    """The changes of a sentence that are told clearly enough for a sum."""
    found: list[Movement] = []
    for one in _read(passage):
        if found and _continues(passage, found[-1], one):
            _merge(found[-1], one)
        else:
            found.append(one)
    return [
        one
        for one in found
        if one.clear and _measured(one) and not (_other_base(passage, one) or _shared(passage, one))
    ]


def _read(passage: Passage) -> Iterator[Movement]:
    """One change after the other, each with the figures that the words give it."""
    current: Movement | None = None
    waiting: Figure | None = None
    at = passage.start
    while at < passage.end:
        figure, token = passage.figure_at(at), passage.token(at)
        fresh = opened(passage, token, figure)
        if fresh:
            if current:
                yield current
            current, waiting = _begun(passage, fresh, waiting), None
        elif figure and before_noun(passage, figure):
            waiting = figure
        elif current and figure:
            part = part_of(passage, figure, current)
            if part:
                current.put(part, figure)
        elif current and _barred(token, current):
            yield current
            current = None
        at = figure.last + 1 if figure else at + 1
    if current:
        yield current


def _begun(passage: Passage, fresh: Movement, waiting: Figure | None) -> Movement:
    """A change with what was said of it before its own word."""
    at = fresh.first
    if waiting and waiting.last >= at - 3:
        fresh.put(size_part(waiting), waiting)
    elif fresh.particle and (figure := at_hand(passage, fresh)):
        fresh.put("after", figure)
    return fresh


def _barred(token: Token, current: Movement) -> bool:
    """Whether the clause of the change has ended."""
    if token.lower_ in _BARRIERS or token.i - current.last > _FARTHEST:
        return True
    if token.dep_ in ("nsubj", "nsubjpass"):
        return token.i > current.last + 1
    verbal = token.pos_ in ("VERB", "AUX") and token.dep_ != "amod"
    return verbal and token.lemma_ not in words("reaching_verbs")


def _continues(passage: Passage, one: Movement, other: Movement) -> bool:
    """Whether the second only adds to the first: "to $50m, a 20% increase", ", up from $40m".

    "Rose to $50m, down from $60m a year ago" are two changes over two periods.
    """
    if one.direction != other.direction or not (other.noun or other.particle):
        return False
    pairs = [(one.before, other.before), (one.size, other.size), (one.by, other.by)]
    if any(a and b for a, b in pairs):
        return False
    if other.after:
        return other.after is one.after
    start = passage.past_date(one.last + 1) if other.noun else one.last + 1
    between = passage.tokens(start, other.first)
    return all(token.lower_ in _JOINTS or token.pos_ == "ADJ" for token in between)


def _merge(one: Movement, other: Movement) -> None:
    for part in ("size", "by", "before"):
        figure = getattr(other, part)
        if figure:
            one.put(part, figure)
    one.clear = one.clear and other.clear


def _measured(one: Movement) -> bool:
    """Whether both ends are of one kind and of one order of size."""
    before, after = one.before, one.after
    if after and (after.unit in ("percentage_point", "times") or " times " in after.text):
        return False
    if before is None or after is None:
        return True
    if before.unit and after.unit and before.unit != after.unit:
        return False
    low, high = sorted((abs(before.value.value), abs(after.value.value)))
    return low > 0 and high < _LARGEST_RATIO * low


def _other_base(passage: Passage, one: Movement) -> bool:
    """Whether the percentage is "annual" or "adjusted", or a second "from" confuses it."""
    told = passage.words(one.first, one.last + 1)
    yearly = any(
        told[at] in ("a", "an") and told[at + 1] in _PERIODS and told[at + 2] not in _AGO
        for at in range(len(told) - 2)
    )
    confused = one.before is not None and told.count("from") > 1
    outside = {
        passage.lower(at)
        for at in range(passage.start, passage.end)
        if passage.figure_at(at) is None or passage.lower(at + 1) in _PERIODS
    }
    return bool(words("other_bases") & outside) or yearly or confused


def _shared(passage: Passage, one: Movement) -> bool:
    """Whether the figures come in pairs: "rose 5% and 3%, to $40m and $30m"."""
    return any(
        passage.lower(figure.last + 1) in ("and", "or") and passage.figure_at(figure.last + 2)
        for figure in one.figures
    )
