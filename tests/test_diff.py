"""What an edit changed: two claims compared, two versions laid side by side."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims.changes
import claims.difference
import claims.wording
from claims.changes import compare, diff
from claims.models import Change, Claim, DateRange, Quantity, Span

CASES = Path(__file__).parent / "cases" / "changes"
WORDS = st.sampled_from(
    "the a of by was is were not no never Kenya Mali Kenya's police shot said denied may will if "
    "and or all some only 5 5% five $5m 6 May 2025 unknown known who it its their to for , . ? "
    "buys bought purchased after yesterday says".split()
)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
ANY = st.one_of(SENTENCES, st.text())


def cases(*names: str) -> list[Any]:
    """The cases of some files, each under the file's name and its line."""
    return [
        pytest.param(json.loads(line), id=f"{name}-{number}")
        for name in names
        for number, line in enumerate((CASES / f"{name}.jsonl").read_text("utf-8").splitlines(), 1)
    ]


def check(case: dict[str, Any]) -> None:
    change = compare(case["before"], case["after"])
    told = [reason.detail for reason in change.because]
    assert change.change == case["change"], told
    if "facets" in case:
        assert sorted(change.facets) == case["facets"], told


KNOWN = [path.stem for path in sorted(CASES.glob("*.jsonl")) if path.stem != "known-failures"]


@pytest.mark.parametrize("case", cases(*KNOWN))
def test_minimal_pairs(case: dict[str, Any]) -> None:
    """A desk's edits, one at a time: what they change, and what they leave as it was."""
    check(case)


@pytest.mark.parametrize("case", cases("known-failures"))
@pytest.mark.xfail(strict=True, reason="beyond these rules")
def test_known_failures(case: dict[str, Any]) -> None:
    """What the rules get wrong; most are paraphrases that are sent back to re-check."""
    check(case)


@given(ANY)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """Whatever the text: unchanged, no facets."""
    change = compare(text, text)
    assert (change.change, change.facets) == ("unchanged", ())


@given(ANY, ANY)
def test_comparing_back_gives_the_same_verdict(one: str, other: str) -> None:
    """The verdict and the facets do not depend on which text came first."""
    there, back = compare(one, other), compare(other, one)
    assert (there.change, there.facets) == (back.change, back.facets)
    assert (there.change == "changed") == bool(there.facets)
    assert there.because


@given(st.lists(SENTENCES, max_size=7), st.lists(SENTENCES, max_size=7))
def test_every_position_is_told_once(befores: list[str], afters: list[str]) -> None:
    """No claim of either version is lost, none told twice, and texts stand with their places."""
    changes = diff(befores, afters)
    for side, texts in (("before", befores), ("after", afters)):
        places = [getattr(change, f"{side}_index") for change in changes]
        assert sorted(place for place in places if place is not None) == list(range(len(texts)))
        for change, place in zip(changes, places, strict=True):
            assert place is None or getattr(change, side) == texts[place]
    for change in changes:
        assert (change.change == "added") == (change.before is None)
        assert (change.change == "removed") == (change.after is None)


@given(st.permutations(["Kenya won.", "Mali lost 5 men.", "It rained in Oslo.", "He left."]))
def test_the_new_order_is_the_order_of_the_list(order: list[str]) -> None:
    """Nothing but the order changed: as many moved as must have, at the least."""
    changes = diff(["Kenya won.", "Mali lost 5 men.", "It rained in Oslo.", "He left."], order)
    assert [change.after for change in changes] == order
    assert {change.change for change in changes} == {"unchanged"}
    kept = [change.before_index or 0 for change in changes if not change.moved]
    assert kept == sorted(kept)


def summary(changes: list[Change]) -> list[tuple[str, int | None, int | None]]:
    return [(change.change, change.before_index, change.after_index) for change in changes]


def test_what_is_gone_is_told_where_it_stood() -> None:
    """A removed claim follows the one it followed."""
    before = ["Kenya won the cup.", "It rained in Oslo.", "Nurses went on strike in Graz."]
    after = ["A comet was seen over Lima.", "Kenya won the cup.", "Nurses went on strike in Graz."]
    assert summary(diff(before, after)) == [
        ("added", None, 0),
        ("unchanged", 0, 1),
        ("removed", 1, None),
        ("unchanged", 2, 2),
    ]


def test_a_moved_claim_is_told_as_moved() -> None:
    """One sentence taken to the top: it moved, and the two that it passed did not."""
    before = ["Kenya won the cup.", "It rained in Oslo.", "Nurses went on strike in Graz."]
    changes = diff(before, [before[2], before[0], before[1]])
    assert [change.moved for change in changes] == [True, False, False]


def test_what_both_moved_and_reads_differently_is_checked_again() -> None:
    """Neither its place nor its words vouch for it."""
    before = ["The firm bought a shipyard.", "It rained in Oslo.", "Nurses struck in Graz."]
    after = ["It rained in Oslo.", "Nurses struck in Graz.", "The firm purchased a shipyard."]
    moved = diff(before, after)[2]
    assert (moved.change, moved.facets, moved.moved) == ("changed", ("detail",), True)
    assert moved.because[0].rule == "moved and reworded"


def test_they_may_be_others_far_from_home() -> None:
    """A sentence that points back is checked again when it left what it points to."""
    rest = [f"Town number {number} has a bridge." for number in range(6)]
    before = ["They sold the mine in Peru.", *rest]
    far = diff(before, [*rest, before[0]])[-1]
    assert (far.change, far.facets, far.because[0].rule) == ("changed", ("entity",), "context")
    near = diff(before, [rest[0], before[0], *rest[1:]])
    assert {change.change for change in near} == {"unchanged"}


@pytest.mark.parametrize(
    ("claim", "pointing"),
    [
        ("The firm also sold the mine in Peru.", True),
        ("The mine in Peru was sold instead.", True),
        ("Thus the mine in Peru was sold.", True),
        ("The firm sold not only a mine but also a ship.", False),
        ("The firm sold a ship instead of a mine.", False),
        ("The mine, also known as the Pit, was sold.", False),
    ],
)
def test_what_points_back_is_checked_again_when_moved_away(claim: str, pointing: bool) -> None:
    """Also to what, and instead of what, is another thing where others stand before it."""
    rest = [f"Town number {number} has a bridge." for number in range(6)]
    moved = diff([claim, *rest], [*rest, claim])[-1]
    assert moved.moved
    assert moved.change == ("changed" if pointing else "unchanged")


@pytest.mark.parametrize(
    ("whole", "halves", "kept"),
    [
        ("The aide said that rents rose and wages fell.", "rents rose. Wages fell.", False),
        ("The aide said rents rose and wages fell.", "rents rose. Wages fell.", False),
        ("The aide said rents rose; wages fell.", "rents rose. Wages fell.", True),
        ("If it rains the match is off and the fair is shut.", "is off. The fair is shut.", False),
        ("Rents rose and wages fell, the aide said.", "rose. Wages fell, the aide said.", False),
        ("Rents rose and the aide said wages fell.", "rose. The aide said wages fell.", True),
        ("He is so used to it that he stays and he sings.", "that he stays. He sings.", False),
    ],
)
def test_a_half_cut_off_from_what_governs_it_is_a_change(
    whole: str, halves: str, kept: bool
) -> None:
    """Whoever said both has said one of them now, and the other is the article's own."""
    first, second = halves.split(". ")
    first = f"{whole[: whole.casefold().index(first.casefold())]}{first}."
    found = {change.change for change in diff([whole], [first, second])}
    assert found == ({"reworded"} if kept else {"changed", "added"})
    together = {change.change for change in diff([first, second], [whole])}
    assert together == ({"reworded"} if kept else {"changed", "removed"})


def test_a_sentence_cut_in_two_loses_nothing() -> None:
    """All words are still there: reworded, and the second half has no partner of its own."""
    before = ["The ministry closed the mine and the union called a strike."]
    after = ["The ministry closed the mine.", "The union called a strike."]
    changes = diff(before, after)
    assert {change.change for change in changes} == {"reworded"}
    assert {reason.rule for change in changes for reason in change.because} == {"split"}
    assert sorted(change.after_index or 0 for change in changes) == [0, 1]
    assert [change.before for change in changes] == before * 2


def test_two_sentences_put_together_lose_nothing() -> None:
    """The same the other way round; but not when a word changed on the way."""
    before = ["The ministry closed the mine.", "The union called a strike."]
    merged = "The ministry closed the mine, and the union called a strike."
    assert {change.change for change in diff(before, [merged])} == {"reworded"}
    altered = merged.replace("closed", "sold")
    assert sorted(change.change for change in diff(before, [altered])) == ["changed", "removed"]


@pytest.mark.parametrize(
    ("before", "after", "detail"),
    [
        ("Trade rose 64%.", "Trade rose 54%.", "64% became 54%"),
        ("The dam is safe.", "The dam is not safe.", "'not' added"),
        ("He said it was sold.", "He denied it was sold.", "said became denied"),
        ("It opens on 6 May.", "It opens on 8 May.", "6 May became 8 May"),
        ("The red car burned.", "The car burned.", "'red' dropped"),
        ("Kenya beat Mali.", "Mali beat Kenya.", "stands elsewhere"),
    ],
)
def test_the_reason_says_it_in_words(before: str, after: str, detail: str) -> None:
    """A journalist reads what changed, from the old to the new."""
    told = [reason.detail for reason in compare(before, after).because]
    assert any(detail in one for one in told), told


# Claims: what stands behind the words.


def claim(text: str, **known: Any) -> Claim:
    return Claim(text=text, spans=(Span(0, len(text)),), sentence=0, **known)


def quantity(text: str, value: float, unit: str | None) -> Quantity:
    return Quantity(text=text, span=Span(0, 1), value=value, unit=unit)


def day(text: str, *when: int) -> DateRange:
    return DateRange(text=text, span=Span(0, 1), start=date(*when), end=date(*when))


def test_another_source_is_another_claim() -> None:
    """The same words from somebody else have to be checked again."""
    one = claim("The mine is closed.", sources=("Ana Ruiz", "TASS"))
    other = claim("The mine is closed.", sources=("Ivo Petrov", "TASS"))
    change = compare(one, other)
    assert (change.change, change.facets) == ("changed", ("attribution",))
    assert [reason.detail for reason in change.because] == ["Ana Ruiz became Ivo Petrov"]
    assert compare(one, claim("The mine is closed.")).facets == ("attribution",)


def test_a_surname_is_the_same_source() -> None:
    """A source named by its surname alone has not changed."""
    one, other = (claim("It is shut.", sources=(name,)) for name in ("Ana Ruiz", "Ruiz"))
    assert compare(one, other).change == "unchanged"


def test_a_denial_is_another_claim() -> None:
    """What was said and is now denied changed in its attribution, the words being the same."""
    one, other = claim("The mine is closed."), claim("The mine is closed.", modality="denied")
    assert compare(one, other).facets == ("modality", "attribution")
    assert compare(one, claim(one.text, modality="planned")).facets == ("modality",)
    assert compare(one, claim(one.text, polarity="negated")).facets == ("polarity",)


def test_equal_values_are_the_same_figure() -> None:
    """Figures that the reader of figures found equal are equal, whatever the words."""
    one = claim("It sold a dozen ships.", quantities=(quantity("a dozen", 12, "ship"),))
    other = claim("It sold 12 ships.", quantities=(quantity("12", 12, "ship"),))
    assert compare(one.text, other.text).facets == ("figure",)
    assert compare(one, other).change == "reworded"
    more = claim("It sold 13 ships.", quantities=(quantity("13", 13, "ship"),))
    assert compare(one, more).facets == ("figure",)


def test_equal_days_are_the_same_date() -> None:
    """Wednesday was the seventh of May."""
    one = claim("It closed on Wednesday.", dates=(day("Wednesday", 2025, 5, 7),))
    other = claim("It closed on 7 May.", dates=(day("7 May", 2025, 5, 7),))
    assert compare(one, other).change == "reworded"


def test_the_same_words_may_mean_another_day() -> None:
    """ "Yesterday" in a text published a week later is another day."""
    one = claim("It closed yesterday.", dates=(day("yesterday", 2025, 5, 7),))
    other = claim("It closed yesterday.", dates=(day("yesterday", 2025, 5, 14),))
    assert compare(one, other).facets == ("date",)


def test_claims_are_paired_with_their_sources() -> None:
    """Of two claims in the same words, each finds the one of its own source."""
    one, other = (claim("The mine is shut.", sources=(name,)) for name in ("Ana Ruiz", "TASS"))
    changes = diff([one, other], [other, one])
    assert {change.change for change in changes} == {"unchanged"}
    assert [change.before_index for change in changes] == [1, 0]


# Odd and long texts.


@pytest.mark.parametrize("unit", ["a", "1,", "a'", "a.", "not ", "5 million ", "😀", "U.S. "])
def test_time_grows_with_the_text(unit: str) -> None:
    """Long runs of anything are compared in seconds, not for ever."""
    began = time.process_time()
    compare(unit * 8_000, unit * 7_999 + "b")
    compare(unit * 8_000, "x " * 8_000)
    assert time.process_time() - began < 20


def test_long_versions_are_laid_side_by_side() -> None:
    """Eight hundred claims in reverse order all find their like."""
    before = [f"Station {number} measured {number} millimetres of rain." for number in range(800)]
    after = [text.replace("of rain", "of snow") for text in reversed(before)]
    changes = diff(before, after)
    assert [change.before_index for change in changes] == list(reversed(range(800)))
    assert {change.facets for change in changes} == {("detail",)}


def modules(*packages: ModuleType) -> list[ModuleType]:
    return [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in packages
        for found in pkgutil.iter_modules(package.__path__)
    ] + list(packages)


@pytest.mark.parametrize(
    "module", modules(claims.changes, claims.difference, claims.wording), ids=lambda m: m.__name__
)
def test_docstring_examples_hold(module: ModuleType) -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(module).failed == 0
