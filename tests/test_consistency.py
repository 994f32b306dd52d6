"""Figures and dates that do not agree: what is flagged, what is not, and that sums are right."""

from __future__ import annotations

import doctest
import time
from calendar import day_name
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from annotated import cases
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import claims
from claims import consistency, language, lexicon
from claims import text as texts
from claims.consistency.growth import growth
from claims.consistency.passages import Figure, Places, passages
from claims.consistency.roles import Movement
from claims.dates import find_dates
from claims.models import Quantity, Reason, Span
from claims.quantities import find_quantities

PUBLISHED = date(2025, 5, 8)
MODULES = sorted(path.stem for path in Path(consistency.__file__).parent.glob("[a-z]*.py"))
PIECES = st.sampled_from(
    "rose fell doubled increase of a 64% 20 percent from to by $150mn $200mn 40 50 people men "
    "women 12 of the members ( ) , . : – or and the other including them half third up down points "
    "Monday May 7 2025 2010 ago years since after before 80 Ann Lee 45 was born in died aged "
    "arrived on anniversary 80th approve disapprove majority The fire killed \n\n".split(" ")
)


def flags(text: str, published: date | None = None) -> list[Reason]:
    """The flags of this package on a text's claims, each once."""
    found = claims.extract(text, published=published).claims
    told = [flag for claim in found for flag in claim.flags if flag.rule in consistency.RULES]
    return list({(flag.rule, flag.detail): flag for flag in told}.values())


@pytest.mark.parametrize("case", cases("consistency"))
def test_what_does_not_agree_is_flagged_and_nothing_else(case: dict[str, Any]) -> None:
    """Every annotated text gets its flags, with the sum written out as people would."""
    published = date.fromisoformat(case["published"]) if "published" in case else None
    found = flags(case["text"], published)
    assert len(found) == len(case["flags"]), found
    for flag, wanted in zip(found, case["flags"], strict=True):
        assert flag.model_dump(include=set(wanted)) == wanted


def test_every_rule_has_a_case() -> None:
    """No rule stands without a text that shows it."""
    shown = {flag["rule"] for case in cases("consistency") for flag in case.values[0]["flags"]}
    assert shown == set(consistency.RULES)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join), st.one_of(st.none(), st.dates()))
@example("of 12 (25%)", None)
@example("up", None)
def test_any_text_gets_through(raw: str, published: date | None) -> None:
    """Whatever the text, every flag quotes it, and all else in the claims stays as it was."""
    parse = language.parse(texts.read(raw))
    dates = find_dates(parse, published)
    quantities = find_quantities(parse, dates)
    for claim in claims.extract(raw, published=published).claims:
        for flag in claim.flags:
            assert flag.detail
            assert flag.span is None or raw[slice(*flag.span)].strip()
    for passage in passages(Places(parse), quantities, dates):
        for one in (*passage.figures, *passage.dates):
            assert passage.start <= one.first <= one.last < passage.end


def test_flags_come_after_those_there_were() -> None:
    """What is missing or hedged is told first, and the sum after it."""
    claim = claims.extract("Trade rose 64% from $150mn to $200mn.").claims[0]
    assert [flag.rule for flag in claim.flags] == ["unattributed figure", "percentage does not fit"]


def test_each_figure_is_flagged_where_a_claim_holds_it() -> None:
    """A sum over two claims is shown at both, once each, at the words it is made of."""
    text = "The firm was founded 20 years ago, in 2010."
    found = claims.extract(text, published=PUBLISHED).claims
    told = [[flag for flag in claim.flags if flag.rule in consistency.RULES] for claim in found]
    assert [len(one) for one in told] == [1, 1]
    assert told[0][0].span == Span(text.index("20 years"), text.index("."))


def test_what_only_informs_is_told_once() -> None:
    """A value implied is no contradiction: one of the claims that hold its figures tells it."""
    found = claims.extract("Trade has jumped 64% over the past year, reaching $200mn.").claims
    told = [[flag for flag in claim.flags if flag.rule in consistency.RULES] for claim in found]
    assert [len(one) for one in told] == [1, 0]


def test_without_a_day_of_publication_nothing_is_too_early() -> None:
    """What lies ahead of nothing known is not flagged."""
    assert flags("The troops arrived on May 12.") == []
    assert flags("The plant closed in 2027.") == []


def figure(text: str, value: float, unit: str) -> Figure:
    return Figure(Quantity(text=text, span=Span(0, len(text)), value=value, unit=unit), 0, 0)


@given(
    st.floats(1, 900),
    st.floats(-0.9, 3),
    st.integers(0, 2),
    st.integers(0, 2),
)
@example(before=4.0, change=0.00390625, places=0, digits=2)
def test_no_rounding_of_true_figures_is_flagged(
    before: float, change: float, places: int, digits: int
) -> None:
    """A true sum stays unflagged however its three figures are rounded for print."""
    after = before * (1 + change)
    assume(abs(change) > 0.001 and after > 1)
    told = Movement(1 if change > 0 else -1, 0, 0)
    told.put(
        "size",
        figure(f"{abs(100 * change):.{places}f}%", round(abs(100 * change), places), "percent"),
    )
    for part, value in (("before", before), ("after", after)):
        told.put(part, figure(f"${value:.{digits}f}mn", round(value, digits) * 1e6, "USD"))
    assert list(growth(told)) == []


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_a_weekday_is_flagged_exactly_when_it_is_another(day: date, off: int) -> None:
    """Any day with its own weekday holds; with any other it does not."""
    named = day_name[(day + timedelta(days=off)).weekday()]
    found = flags(f"The council met on {named}, {day:%B} {day.day}, {day.year}.")
    assert [flag.rule for flag in found] == ["weekday does not fit"] * (off > 0)


def test_time_is_linear_in_length() -> None:
    """A long text of nothing but sums, and one of the same claim again and again, are read at
    once."""
    lines = (
        "Trade rose 64% from $150mn to $200mn. Of the 120 dead, 90 were men and 40 women. ",
        "The fire killed 18 people. The fire killed 19 people. ",
    )
    for line in lines:
        text = line * 150
        parse = language.parse(texts.read(text))
        dates = find_dates(parse, PUBLISHED)
        quantities = find_quantities(parse, dates)
        extraction = claims.extract(text, published=PUBLISHED)
        references = import_module("claims.references").resolve(parse)
        began = time.process_time()
        consistency.cross_check(parse, references, extraction.claims, quantities, dates, PUBLISHED)
        assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "name",
    ["counted_people", "exclusive_groups", "falls", "other_bases", "ranking_words", "rises"],
)
def test_word_lists_are_lower_case(name: str) -> None:
    """Words are looked up in lower case, so a capital would never be found."""
    assert all(word == word.lower() for word in lexicon.words(name))


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_hold(name: str) -> None:
    """The examples in the docstrings are true."""
    assert not doctest.testmod(import_module(f"claims.consistency.{name}")).failed
