"""How likely what differs says something else: a logistic regression, and its threshold."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from claims.difference.paraphrase.firm import firm
from claims.difference.paraphrase.leftovers import left_over
from claims.difference.paraphrase.signs import measure
from claims.difference.values import Alignment, Difference

Trust = Literal["rules", "sure", "likely"]
"""What may tell a paraphrase: rules alone; the signs where nobody looks again, so that they must be
sure of it; or the signs where it is likely."""

RULE = "said in other words"
"""The rule of differences in facets that, taken together, leave the meaning."""
_WIDEST_GAP = 8
"""Words by which a sure paraphrase may be longer."""


class Weights(NamedTuple):
    """What signs weigh, in log-odds for a change.

    Below ``likely`` a paraphrase is likely; below ``sure`` it is surer still.
    """

    bias: float
    likely: float
    sure: float
    signs: Mapping[str, float]


@cache
def shipped() -> Weights:
    """The weights in the package."""
    text = (files("claims.difference.paraphrase") / "weights.json").read_text(encoding="utf-8")
    return Weights(**json.loads(text))


def said_otherwise(
    found: Alignment, differences: Sequence[Difference], trust: Trust
) -> Sequence[Difference]:
    """The differences; without their facets where all of them together are a paraphrase."""
    if trust == "rules" or not any(difference.facet for difference in differences):
        return differences
    left = left_over(found, differences)
    if firm(left) or not is_paraphrase(measure(left), shipped(), trust):
        return differences
    return tuple(
        difference._replace(rule=RULE, facet=None) if difference.facet else difference
        for difference in differences
    )


def is_paraphrase(signs: Mapping[str, float], weights: Weights, trust: Trust) -> bool:
    """Whether the signs speak for a paraphrase; a sure one is of about the same length."""
    score = weights.bias + math.fsum(weights.signs[name] * value for name, value in signs.items())
    if trust == "likely":
        return score < weights.likely
    return score < weights.sure and signs["gap"] <= _WIDEST_GAP
