"""Other words for the same: hard facts come first, and where nobody looks again it must be sure."""

from __future__ import annotations

import pytest

from claims import compare, diff
from claims.difference import laid_out
from claims.difference.paraphrase import FACTS, SIGNS, Leftovers, firm, left_over, measure
from claims.difference.paraphrase.scoring import RULE, shipped
from claims.wording import read_words

TOLD_ANEW = (
    "The inquiry cleared the officer of every wrongdoing in the raid.",
    "The officer was cleared of any misconduct during the raid by the inquiry.",
)
LIKELY = ("The court found him guilty of fraud.", "The court convicted him of fraud.")


def left(before: str, after: str) -> Leftovers:
    return left_over(*laid_out(read_words(before), read_words(after)))


@pytest.mark.parametrize(
    ("fact", "before", "after"),
    [
        ("bulk", "It rained.", "It rained. " + "Gulls cry. " * 40),
        ("figure", "They sold 12 ships.", "They sold 13 ships."),
        ("date", "It closed in May.", "It closed in June."),
        ("name", "The cup went to Kenya.", "The cup went to Mali."),
        ("opposite", "He was found guilty of fraud.", "He was acquitted of fraud."),
        ("negation", "He knew the plan.", "He never saw or knew the plan."),
        ("reporting", "The mine is shut.", "The mine is shut, they said."),
        ("qualifier", "Most members agreed.", "All members agreed."),
        ("grammar", "The bank sued the firm.", "The firm sued the bank."),
        ("swap", "He was convicted of murder.", "He was convicted of manslaughter."),
        ("addition", "The car hit the wall.", "The stolen car hit the wall."),
    ],
)
def test_a_hard_fact_decides(fact: str, before: str, after: str) -> None:
    """Each fact that no sign outweighs, by an edit that it alone or it first tells."""
    assert firm(left(before, after)) == fact
    assert compare(before, after).change == "changed"


def test_every_fact_has_an_example() -> None:
    """No rule stands untested."""
    [mark] = test_a_hard_fact_decides.pytestmark  # type: ignore[attr-defined]
    assert {fact for fact, _, _ in mark.args[1]} == set(FACTS)


def test_weights_are_those_of_the_signs() -> None:
    """What was learned and what is measured go by the same names, each with its meaning."""
    assert set(shipped().signs) == {sign.name for sign in SIGNS}
    assert all(sign.meaning for sign in SIGNS)
    assert shipped().sure < shipped().likely


@pytest.mark.parametrize("pair", [TOLD_ANEW, LIKELY])
def test_signs_do_not_depend_on_which_came_first(pair: tuple[str, str]) -> None:
    """Each sign is the same number in both directions."""
    assert measure(left(*pair)) == measure(left(pair[1], pair[0]))


def test_the_reason_names_what_was_said_otherwise() -> None:
    """A checker sees which words were taken for the same."""
    change = compare(*LIKELY)
    assert change.change == "reworded"
    told = {reason.detail for reason in change.because if reason.rule == RULE}
    assert any("convicted" in one for one in told), told


def test_a_verdict_is_kept_only_when_it_is_sure() -> None:
    """Between versions nobody looks again: a likely paraphrase is not enough."""
    assert compare(*LIKELY).change == "reworded"
    assert [change.change for change in diff([LIKELY[0]], [LIKELY[1]])] == ["changed"]
    sure = ("The firm bought the plant in Leeds.", "The company purchased the factory in Leeds.")
    assert [change.change for change in diff([sure[0]], [sure[1]])] == ["reworded"]
