"""How much a claim is worth checking, learned from what fact-checkers picked, with reasons.

A logistic regression over named signs and over words, fitted to 19 political debates of which
professional fact-checkers had chosen the sentences they checked (CheckThat! 2019, Atanasova et al.
2019; ``training/worth.py``). Checkers pick sentences: the strongest claim of a sentence has the
sentence's worth, and the others less, by what their own words lack.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.syntax import in_order
from claims.extraction.worth.findings import quoted
from claims.extraction.worth.signs import SIGNS
from claims.extraction.worth.terms import terms_of, weighed
from claims.models import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claims.extraction.worth.findings import Findings
    from claims.extraction.worth.signs import Sign
    from claims.extraction.worth.terms import Read, Term
    from claims.extraction.worth.terms import Weights as TermWeights

OWN = 0.5
"""How far a claim falls behind the strongest of its sentence, by the difference of their words."""

SINGLE_SOURCE = 0.2
"""Set by hand: in a debate every sentence has one source, so there is nothing to learn from."""

_STAND_INS = frozenset("# [person] [organisation] [place] [group] [name]".split())
_LEAST = 0.05
_MOST_REASONS = 6
_MOST_WORDS = 4


class Weights(NamedTuple):
    """What signs and terms weigh, in log-odds against an average sentence."""

    bias: float
    length: float
    nouns: float
    signs: Mapping[str, float]
    terms: TermWeights


class Evidence(NamedTuple):
    """What is seen of some words: each sign's words, their terms, and the logarithms of how many
    words and how many nouns there are.
    """

    signs: dict[str, tuple[str, ...]]
    length: float
    nouns: float
    terms: list[Term]


@cache
def shipped() -> Weights:
    """The weights in the package."""
    text = (files("claims.extraction.worth") / "weights.json").read_text(encoding="utf-8")
    return Weights(**json.loads(text))


def weigh(sentence: Findings, claims: Sequence[Findings]) -> list[tuple[float, tuple[Reason, ...]]]:
    """For each claim of a sentence a figure from 0 to 1, and what went into it.

    At .5 checkers pick it as often as an average sentence of a debate, at .9 the odds are nine
    times as high, at .1 a ninth.
    """
    given = shipped()
    read: Read = {}
    evidence = [seen(found, read, given.terms) for found in claims]
    added = [weighed(one.terms, given.terms) for one in evidence]
    own = [total(one, given, words) for one, words in zip(evidence, added, strict=True)]
    whole = seen(sentence, read, given.terms)
    most = total(whole, given)
    results = []
    for found, one, words, value in zip(claims, evidence, added, own, strict=True):
        reasons = list(_reasons(one, given, words))
        score = most - OWN * (max(own) - value)
        if len(found.sources) == 1:
            score += SINGLE_SOURCE
            detail = f"rests on {found.sources[0]} alone"
            reasons.append((SINGLE_SOURCE, Reason(rule="single source", detail=detail)))
        reasons.sort(key=lambda reason: -abs(reason[0]))
        kept = sorted(reasons[:_MOST_REASONS], key=lambda reason: -reason[0])
        results.append((round(likelihood(score), 2), tuple(reason for _, reason in kept)))
    return results


def likelihood(score: float) -> float:
    """Log-odds as a figure from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def seen(found: Findings, read: Read | None = None, weights: TermWeights | None = None) -> Evidence:
    """The evidence that a claim or a sentence gives; ``read`` is kept for a sentence's claims."""
    words = in_order(found.words)
    shown = {name: tuple(sign(found, words)) for name, sign in _NAMED}
    length = math.log1p(sum(word.inked for word in words))
    nouns = math.log1p(sum(word.pos == "NOUN" for word in words))
    return Evidence(shown, length, nouns, terms_of(words, read, weights))


def total(evidence: Evidence, weights: Weights, added: Mapping[str, float] | None = None) -> float:
    """The log-odds against an average sentence; ``added`` is what its terms add, where known."""
    if added is None:
        added = weighed(evidence.terms, weights.terms)
    signs = sum(weights.signs[name] for name, words in evidence.signs.items() if words)
    measures = weights.length * evidence.length + weights.nouns * evidence.nouns
    return weights.bias + measures + signs + sum(added.values())


def name_of(sign: Sign) -> str:
    """A sign's name as a reason's rule."""
    return sign.__name__.replace("_", " ")


_NAMED = tuple((name_of(sign), sign) for sign in SIGNS)
_SAYS = {name: sign.__doc__ or "" for name, sign in _NAMED}


def _reasons(
    evidence: Evidence, weights: Weights, added: Mapping[str, float]
) -> Iterator[tuple[float, Reason]]:
    for name, words in evidence.signs.items():
        weight = weights.signs[name]
        if words and abs(weight) >= _LEAST:
            said = ": ".join(filter(None, (_SAYS[name], quoted(filter(None, words)))))
            lowers = ", which counts against it" if weight < 0 else ""
            yield weight, Reason(rule=name, detail=said + lowers)
    yield from _word_reasons(evidence.terms, added)


def _word_reasons(
    terms: Sequence[Term], added: Mapping[str, float]
) -> Iterator[tuple[float, Reason]]:
    told = {term.key: term.text for term in terms if term.telling and term.key in added}
    for rule, says, sign, lowers in (
        ("words", "words that checkers pick", 1, ""),
        ("plain words", "words that checkers pass over", -1, ", which counts against it"),
    ):
        strong = [key for key in told if added[key] * sign >= _LEAST]
        strong.sort(key=lambda key: -added[key] * sign)
        if strong:
            shown = quoted(told[key] for key in strong[:_MOST_WORDS])
            reason = Reason(rule=rule, detail=f"{says}: {shown}{lowers}")
            yield sum(added[key] for key in strong), reason
