"""Where an article's words come from: credits of agencies, and copy that articles share."""

from __future__ import annotations

from typing import Any

import pytest
from annotated import cases
from hypothesis import given
from hypothesis import strategies as st

from claims.passages import agreements, nearest
from claims.pipeline import extract
from claims.provenance import SAME_COPY, agency, credited, is_copy, share

COPY = (
    "The port shipped 3.4 million tonnes of grain in April, its director told us on Tuesday, "
    "and two berths that were damaged in February have reopened since."
)


@pytest.mark.parametrize("case", cases("provenance"), ids=lambda case: case["text"][:40])
def test_credits(case: dict[str, Any]) -> None:
    """An agency that is credited is found by its full name; one that is only quoted is not."""
    assert list(credited(case["text"])) == case["agencies"]


@given(st.text())
def test_any_text_can_be_asked_for_its_credits(text: str) -> None:
    """Whatever it holds."""
    assert isinstance(credited(text), tuple)


def test_shared_copy() -> None:
    """Text taken over is found in whatever stands around it; news told independently is not."""
    assert share(COPY, COPY.upper().replace(",", "")) == 1
    assert share(COPY, f"Metro. {COPY} Prices fell.") == 1
    told = "In April, 3.4 million tonnes of grain left the port. Two damaged berths work again."
    assert share(COPY, told) < SAME_COPY / 2
    assert share("", COPY) == 0


def report(wards: range) -> str:
    """A long text; those of other wards share none of its words in a row."""
    return "\n\n".join(
        f"In ward {n} the council “decided” on day {n * 7} to drain {n * 3} ditches, as a director "
        f"of works, {n} years in office, had demanded; {n} dams were dug out."
        for n in wards
    )


def test_long_copies_are_told_from_long_texts_of_their_own() -> None:
    """Whatever marks were changed, and whatever stands around the copy."""
    text = report(range(200))
    for copy in (
        text,
        text.replace("“", '"').replace("”", '"').replace("\n\n", "\n"),
        f"{report(range(300, 400))}\n{text}",
        report(range(90, 290)),
    ):
        assert is_copy(text, copy)
        assert is_copy(copy, text)
        assert share(text, copy) >= SAME_COPY
    for other in (report(range(200, 400)), report(range(150, 350))):
        assert not is_copy(text, other)
        assert share(text, other) < SAME_COPY


@given(st.text(), st.text())
def test_short_texts_are_counted_whole(one: str, other: str) -> None:
    """What is told of two texts is what they share."""
    assert is_copy(one, other) == is_copy(other, one) == (share(one, other) >= SAME_COPY)


@given(st.text(), st.text())
def test_sharing_is_mutual(one: str, other: str) -> None:
    """A share lies between none and all, whichever text is asked."""
    assert 0 <= share(one, other) == share(other, one) <= 1


def test_agencies_have_one_name() -> None:
    """However they are shortened."""
    assert {agency(name) for name in ("AP", "Associated Press", "the AP")} == {"Associated Press"}
    assert agency("Ann Lee") == "Ann Lee"


@pytest.mark.parametrize(
    ("claim", "passage", "outcomes"),
    [
        ("Trade rose 64% in 2024.", "In 2024 trade grew by 64 percent.", ["agrees", "agrees"]),
        ("Trade rose 64% in 2024.", "In 2023 trade grew by 54%.", ["differs", "differs"]),
        ("Trade rose 64% in 2024.", "Trade grew a lot.", ["not found", "not found"]),
        ("Oslo signed more than 350 contracts.", "The list has 352 contracts.", ["agrees"]),
        ("Oslo signed 350 contracts.", "Contracts | 350 | 2024", ["agrees"]),
        ("Oslo signed 350 contracts.", "The list has 12 ships.", ["not found"]),
        ("The store held 72 tonnes.", "It may keep up to 80 tonnes.", ["not found"]),
        ("At least 40 people came.", "Fewer than 50 people came.", ["not found"]),
        ("At least 40 people came.", "In all 44 people came.", ["agrees"]),
        ("Oslo spent $8m of its $23m.", "Oslo spent $8m.", ["agrees", "not found"]),
        ("Oslo paid $1.5bn.", "It paid 1,480,000,000 dollars.", ["agrees"]),
        ("Oslo opened it on May 7, 2025.", "It was opened in May 2025.", ["agrees"]),
        ("Oslo opened it on May 7, 2025.", "It was opened on May 6, 2025.", ["differs"]),
    ],
)
def test_figure_by_figure(claim: str, passage: str, outcomes: list[str]) -> None:
    """What agrees, what differs, what is not found."""
    ours = max(extract(claim).claims, key=lambda one: len(one.quantities) + len(one.dates))
    assert [one.outcome for one in agreements(ours, passage)] == outcomes


def test_the_nearest_passage_comes_first() -> None:
    """One with the claim's words beats one with a few, and what has none is not told."""
    told = ["Snow fell.", "Trade with Norway fell.", "Trade with Norway rose 64% that year."]
    found = nearest("Trade with Norway rose 64%.", told)
    assert [match.index for match in found] == [2, 1]
    assert found[0].because[0].detail.startswith("both say 'Trade'")
