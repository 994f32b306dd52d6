"""Answers that exclude each other, and their shares: who approves does not disapprove."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.consistency.rounding import band, number
from claims.lexicon import entries, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.consistency.passages import Figure, Passage
    from claims.language import Token

_NEAR = 4
"""Words after a figure among which what it is a part of is told."""


@cache
def groups() -> tuple[frozenset[str], ...]:
    """Words that exclude each other, as sets."""
    return tuple(frozenset(line.split()) for line in entries("exclusive_groups"))


def label(passage: Passage, figure: Figure) -> str:
    """Which of such words a figure counts: its noun, or what stands after it ("90 were men")."""
    if figure.unit and any(figure.unit in group for group in groups()):
        return figure.unit
    token = _labelling(passage, figure)
    return token.lemma_.lower() if token is not None else ""


def _labelling(passage: Passage, figure: Figure) -> Token | None:
    """The word after a figure that is one of those that exclude each other."""
    for token in passage.tokens(figure.last + 1, figure.last + 1 + _NEAR):
        if any(token.lemma_.lower() in group for group in groups()):
            return token
        if token.pos_ == "PUNCT" or token.lower_ in ("and", "or") or passage.figure_at(token.i):
            return None
    return None


def over_a_hundred(passage: Passage) -> Iterator[Finding]:
    """Shares of one whole that are more than all of it: "60% approve and 45% disapprove".

    Each share may have been rounded up by a half. Wrong where people may give two answers, so
    the answers must exclude each other, and be told of the same people at the same time.

    >>> from claims import extract
    >>> extract("Some 58% favour the bridge and 52% oppose it.").claims[0].flags[-1].detail
    'the shares make 110%, more than all there is: 58 + 52'
    """
    given = [figure for figure in passage.figures if figure.unit == "percent"]
    if len(given) < 2 or len(passage.dates) > 1:
        return
    labels = [label(passage, figure) for figure in given]
    for group in groups():
        told = [at for at, one in enumerate(labels) if one in group]
        shares = [given[at] for at in told]
        if len(told) < 2 or len({labels[at] for at in told}) < len(told):
            continue
        if _one_whole(passage, shares) and sum(band(one.value).low for one in shares) > 100:
            made = number(sum(one.value.value for one in shares))
            written = " + ".join(number(one.value.value) for one in shares)
            detail = f"the shares make {made}%, more than all there is: {written}"
            yield Finding("shares exceed the whole", detail, tuple(one.span for one in shares))
            return


def _one_whole(passage: Passage, shares: Sequence[Figure]) -> bool:
    """Whether at most the first share says of whom it is: "60% of men … 45% of women" are two."""
    if any(passage.lower(one.last + 1) == "of" for one in shares[1:]):
        return False
    between = passage.words(shares[0].last + 1, shares[-1].first)
    same = all(_same_object(passage, one) for one in shares[1:])
    return same and not words("other_wholes").intersection(between)


def _same_object(passage: Passage, one: Figure) -> bool:
    """Not "60% support the tram and 45% oppose the bus": the nouns after it were told before."""
    verb = _labelling(passage, one)
    if verb is None:
        return True
    told = {token.lemma_ for token in passage.tokens(passage.start, one.first)}
    for token in passage.tokens(verb.i + 1, verb.i + 1 + _NEAR):
        if token.pos_ in ("PUNCT", "CCONJ"):
            return True
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_ not in told:
            return False
    return True
