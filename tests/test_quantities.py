"""Figures: what they are worth, of what, how exactly, and that they quote the text."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pytest
from annotated import cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims import language, text
from claims.dates import find_dates
from claims.dates.lexemes import table
from claims.models import Quantity
from claims.quantities import find_quantities

TABLES = "comparators currency_names currency_signs fractions multiples multipliers units".split()
PIECES = st.sampled_from(
    "$ US$ € Rs % per cent 7 1.5 1,250 .5 ½ 1/2 05 350+ bn m million hundred thousand two twenty "
    "one a an half third quarters dozen dozens hundreds of several few twice doubled tenfold to - "
    "– from between and or more than over about at least people barrels day years old - plus "
    "minus Boeing 747 pm top ( ) . , \n 3-1 in every out".split(" ")
)


def found_in(raw: str) -> tuple[Quantity, ...]:
    parse = language.parse(text.read(raw))
    return find_quantities(parse, find_dates(parse))


@pytest.mark.parametrize("case", cases("quantities"))
def test_figures_are_worth_what_people_say_they_are(case: dict[str, Any]) -> None:
    """Every figure of an annotated sentence is found with its value, and nothing else is."""
    found = [
        {
            "text": figure.text,
            "value": pytest.approx(figure.value, rel=1e-5),
            **({"high": figure.high} if figure.high is not None else {}),
            "unit": figure.unit,
            **({"comparator": figure.comparator} if figure.comparator != "=" else {}),
        }
        for figure in found_in(case["text"])
    ]
    assert found == case["quantities"]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map(" ".join)))
@example("7 to")
@example("7 miles")
@example("half a")
def test_any_text_passes_and_figures_quote_it(raw: str) -> None:
    """Whatever the text, figures quote it, are finite, and a range's end is above its start."""
    for figure in found_in(raw):
        assert figure.text == raw[slice(*figure.span)]
        assert math.isfinite(figure.value)
        assert figure.high is None or figure.value < figure.high < math.inf


@given(st.integers(0, 10**9))
def test_a_number_with_commas_is_worth_what_python_says(number: int) -> None:
    """Digits in groups of three read back as the number they write."""
    assert [figure.value for figure in found_in(f"The dam cost ${number:,}.")] == [number]


def test_numbers_inside_dates_are_no_figures() -> None:
    """The 7 of "May 7" and the three of "three years ago" belong to dates."""
    assert found_in("On May 7, 2025, and three years ago, the river rose.") == ()


def test_a_figure_inside_what_another_counts_is_found_too() -> None:
    """ "Three 10-year contracts" are three contracts of ten years."""
    found = found_in("She signed three 10-year contracts.")
    assert [(figure.value, figure.unit) for figure in found] == [(3, "contract"), (10, "year")]


def test_time_is_linear_in_length() -> None:
    """Long lines of digits, of scales and of fractions are read at once."""
    lines = ("7" * 200_000, "7 " * 2000, "1,234," * 15_000, "hundreds of " * 1000, "3-" * 1000)
    for raw in lines:
        parse = language.parse(text.read(raw))
        began = time.process_time()
        find_quantities(parse)
        assert time.process_time() - began < 2


@pytest.mark.parametrize("name", TABLES)
def test_tables_give_every_entry_a_meaning(name: str) -> None:
    """Each entry is lower-case words and what they stand for, and none stands for two things."""
    lines = (Path(text.__file__).parent / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [line for line in lines.splitlines() if not line.startswith("#")]
    assert len(table(name)) == len(entries)
    assert all(written == written.lower() and meaning for written, meaning in table(name).items())
