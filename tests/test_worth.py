"""What is worth checking first: the order of plain cases, the reasons, and the weights."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import claims
from claims.extraction.worth.scoring import name_of, shipped
from claims.extraction.worth.signs import SIGNS

PAIRS = Path(__file__).parent / "cases" / "worth" / "pairs.jsonl"
RIGHT = 0.9


def worth(text: str) -> float:
    """The figure of a sentence's strongest claim; nothing where there is none."""
    found = claims.extract(text).claims
    return max((claim.check_worthiness for claim in found), default=0.0)


def reasons(text: str) -> dict[str, str]:
    """The reasons of a text's only claim, by rule."""
    [claim] = claims.extract(text).claims
    return {reason.rule: reason.detail for reason in claim.worth}


def test_of_two_sentences_the_one_to_check_first() -> None:
    """Nine in ten of our own pairs are ordered as we would order them."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    wrong = [pair for pair in pairs if worth(pair["more"]) <= worth(pair["less"])]
    assert len(pairs) >= 40
    assert len(wrong) <= (1 - RIGHT) * len(pairs), wrong


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("figure", "The city lost $40mn."),
        ("superlative", "The city has the highest tax in the country."),
        ("named actor", "Norway closed the border."),
        ("movement", "Unemployment rose again."),
        ("opinion", "The old tax is a terrible idea."),
        ("words", "The deficit grew."),
    ],
)
def test_reason_is_shown(rule: str, text: str) -> None:
    """What weighs is named, with the words that show it."""
    assert rule in reasons(text)


def test_reason_quotes_and_says_what_lowers() -> None:
    """A reason reads as a sentence a checker understands."""
    assert reasons("The city lost $40mn.")["figure"] == "holds a figure: “$40mn”"
    assert reasons("The old tax is a terrible idea.")["opinion"].endswith(
        ", which counts against it"
    )


@pytest.mark.parametrize("text", ["At least 40 people died.", "Most of the 40 shops closed."])
def test_bounds_and_majorities_are_no_superlatives(text: str) -> None:
    """They say how many, not that nothing matches it."""
    assert "superlative" not in reasons(text)


def test_names_are_whole_and_words_as_written() -> None:
    """A reason shows names and words as the article has them; "the" is none of them."""
    found = reasons("The Swiss-Norwegian Bank’s taxes doubled.")
    assert found["named actor"] == "tells of somebody named: “Swiss-Norwegian Bank”"
    assert "“taxes”" in found["words"]
    assert "“the”" not in found["words"].lower()


def test_single_source_is_a_reason() -> None:
    """What rests on one source alone says on which."""
    assert reasons("Trade rose, Ann Lee said.")["single source"] == "rests on Ann Lee alone"


def test_figure_comes_first_within_its_sentence() -> None:
    """Of one sentence's claims the one with the figure is worth most."""
    found = claims.extract("The bank, which stands in Oslo, lost $40mn in May.").claims
    assert max(found, key=lambda claim: claim.check_worthiness).quantities


def test_weights_are_whole() -> None:
    """Every sign has a weight and a docstring; terms are lower-case and their numbers finite."""
    weights = shipped()
    assert set(weights.signs) == {name_of(sign) for sign in SIGNS}
    assert all(sign.__doc__ for sign in SIGNS)
    assert 1000 < len(weights.terms) < 20_000
    assert all(math.isfinite(number) for pair in weights.terms.values() for number in pair)
    assert all(term == term.lower() for term in weights.terms)


def test_no_politician_has_a_weight() -> None:
    """Names of the debates would tell nothing about other news. ("Trumped-up" is a verb there.)"""
    words = {word for term in shipped().terms for word in term.split()}
    assert not words & set(
        "clinton obama sanders cruz rubio pence kaine hillary pelosi nafta".split()
    )
