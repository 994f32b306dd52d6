"""Hard facts: where one differs the claim has changed, whatever else speaks for a paraphrase."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from claims.difference.paraphrase.leftovers import (
    Leftovers,
    apart,
    denies,
    is_in,
    of_facet,
    strangers,
    told_apart,
)
from claims.difference.weights import facet
from claims.models import Facet
from claims.wording import Word, akin, opposed

_PHRASE = 4
"""Words of both texts at one place that are still one phrase for another."""
_ANEW = 4
"""Words left over on either side from which on a sentence is told anew."""
_FEW = 4
"""Words of both texts that, left over, are few."""
_MOST = 60
"""Words left over on one side beyond which nothing is weighed."""
_LONE: frozenset[Facet] = frozenset({"modality", "scope"})


def firm(left: Leftovers) -> str:
    """The name of the first hard fact that differs; empty when none does."""
    return next((name for name, rule in FACTS.items() if rule(left)), "")


def _bulk(left: Leftovers) -> bool:
    """More than the signs were ever seen with."""
    return max(map(len, left.sides)) > _MOST


def _figure(left: Leftovers) -> bool:
    """A figure or a word of counting that the other text does not have."""
    return bool(left.counts(of_facet("figure"))[1] or apart(left.texts, "figure"))


def _date(left: Leftovers) -> bool:
    """A date, a year or a word of the calendar; "was" for "is"."""
    if apart(left.texts, "date") or told_apart(left.differences, "tense"):
        return True
    return left.counts(_is_firm_date if _is_rewritten(left) else of_facet("date"))[1] > 0


def _is_firm_date(word: Word) -> bool:
    return facet(word) == "date" and (word.kind == "date" or not is_in(word, "loose_dates"))


def _is_rewritten(left: Leftovers) -> bool:
    """Whether the sentence was told anew: many words on both sides are not the other's.

    There a "now", "said" or "only" on one side is part of the telling; the signs weigh it.
    """
    return min(map(len, left.sides)) >= _ANEW


def _name(left: Leftovers) -> bool:
    """A name that the other text has nowhere, in no form."""
    return strangers(left) > 0


def _opposite(left: Leftovers) -> bool:
    """A word and its contrary, wherever they stand, unless both texts deny: "not legal" is
    "illegal"."""
    if told_apart(left.differences, "opposite"):
        return True
    contrary = any(opposed(one.key, other.key) for one, other in product(*left.sides))
    return contrary and not left.counts(denies)[0]


def _negation(left: Leftovers) -> bool:
    """A negation with nothing on the other side that denies: "no longer" may be "ceased"."""
    fewer, more = left.counts(of_facet("polarity"))
    return more > fewer and not left.counts(denies)[0] and not _is_rewritten(left)


def _speaker(left: Leftovers) -> bool:
    """More words of reporting, or of denying, in one text than in the other."""
    fewer, more = left.counts(of_facet("attribution"))
    return (more > fewer and not _is_rewritten(left)) or left.counts(_rumoured)[1] > 0


def _rumoured(word: Word) -> bool:
    return is_in(word, "hearsay_adverbs")


def _qualifier(left: Leftovers) -> bool:
    """A modal, hedge, quantifier or condition that alone came, went, or became another."""
    return not _is_rewritten(left) and any(
        all(facet(word) in _LONE for side in place for word in side) for place in left.places
    )


def _grammar(left: Leftovers) -> bool:
    """The same words in another order, voice or tense, and no others: rules know what that says."""
    return not left.places


def _swap(left: Leftovers) -> bool:
    """A few words for a few others: nothing tells a synonym from another thing.

    Vectors of words do not either: "manslaughter" is as near to "murder" as "killing" is. Words
    of one stem are no swap, and longer phrases that deny may say the same ("unaccompanied",
    "flying solo").
    """
    if not all(left.sides):
        return False
    lone = max(map(len, left.sides)) == 1
    single = all(len(one) == len(other) == 1 for one, other in left.places)
    phrase = _is_short(left) and not left.counts(denies)[1]
    return (lone or single or phrase) and not any(
        akin(one.key, other.key)
        for ours, theirs in ([left.sides] if lone else left.places)
        for one, other in product(ours, theirs)
    )


def _is_short(left: Leftovers) -> bool:
    """Whether every place has words of both texts, and few."""
    few = all(one and other and len(one) + len(other) <= _PHRASE for one, other in left.places)
    return few and sum(map(len, left.sides)) <= _FEW


def _addition(left: Leftovers) -> bool:
    """Something was added, or dropped, and nothing of weight came in its place."""
    one, other = ([w for w in side if not is_in(w, "particles")] for side in left.sides)
    return bool(one) != bool(other)


FACTS: dict[str, Callable[[Leftovers], bool]] = {
    "bulk": _bulk,
    "figure": _figure,
    "date": _date,
    "name": _name,
    "opposite": _opposite,
    "negation": _negation,
    "reporting": _speaker,
    "qualifier": _qualifier,
    "grammar": _grammar,
    "swap": _swap,
    "addition": _addition,
}
