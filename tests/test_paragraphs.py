"""Which paragraph of one text became which of the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.report.paragraphs import Pair, pairs

CLOSING = "The port will close in June, the authority said on Monday."
EXPORTS = "Exports rose 64% last year, according to the customs office."
MAYOR = "The mayor said that she had not been told until the paper was printed."
STRIKE = "A strike of the dockers is planned for Thursday by their union."


def test_a_paragraph_that_moved_stands_beside_itself() -> None:
    """It comes at its new place with its words compared, and its old one says where it went."""
    edited = MAYOR.replace("not been told until", "been told before")
    found = list(pairs([CLOSING, EXPORTS, MAYOR], [edited, CLOSING, EXPORTS]))
    assert found == [Pair(2, 0, "up"), Pair(0, 1), Pair(1, 2), Pair(2, None, "up")]
    found = list(pairs([edited, CLOSING, EXPORTS], [CLOSING, EXPORTS, MAYOR]))
    assert found == [Pair(0, None, "down"), Pair(1, 0), Pair(2, 1), Pair(0, 2, "down")]


def test_edits_around_a_new_paragraph_are_still_edits() -> None:
    """One paragraph more does not part the others from what they became."""
    new = [CLOSING.replace("June", "July"), STRIKE, EXPORTS.replace("64", "54")]
    assert list(pairs([CLOSING, EXPORTS], new)) == [Pair(0, 0), Pair(None, 1), Pair(1, 2)]


def test_what_is_another_paragraph_is_no_edit() -> None:
    """Small words in common make nothing of it, nor one word of two."""
    assert list(pairs([CLOSING], [STRIKE])) == [Pair(0, None), Pair(None, 0)]
    assert list(pairs(["The harbour"], ["The mayor"])) == [Pair(0, None), Pair(None, 0)]


def test_a_rule_between_paragraphs_does_not_move() -> None:
    """What stands anywhere is not told to have gone from one place to another."""
    found = list(pairs(["* * *", CLOSING, EXPORTS], [CLOSING, EXPORTS, "* * *"]))
    assert not [pair for pair in found if pair.moved]


WORDS = st.sampled_from("port mayor strike told June trade".split())
PARAGRAPHS = st.lists(
    st.lists(WORDS, max_size=6).map(" ".join),
    max_size=8,
)


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_comes_once_and_in_order(old: list[str], new: list[str]) -> None:
    """Either text can be read down its own column: nothing is left out, doubled or turned."""
    found = list(pairs(old, new))
    assert [one.new for one in found if one.new is not None] == list(range(len(new)))
    places = [one.old for one in found if one.new is None or not one.moved]
    assert [one for one in places if one is not None] == list(range(len(old)))
    here = [one for one in found if one.moved and one.new is not None]
    gone = [one for one in found if one.moved and one.new is None]
    assert sorted((one.old, one.moved) for one in here) == [(one.old, one.moved) for one in gone]
