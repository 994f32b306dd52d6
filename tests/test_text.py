"""Raw text → Document: the clean copy, and the way back to the original."""

from __future__ import annotations

import doctest
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims import text
from claims.errors import TextError

ODD = st.text(alphabet=st.sampled_from("ab .\n\r\t\u00a0\u00ad\u200b\ufeff\u2028\u202e\x00\x85"))


@given(st.one_of(st.text(), ODD))
@example("\u00ad")
@example("a\r\nb")
def test_every_clean_character_leads_back_to_its_origin(raw: str) -> None:
    """A character kept in the clean copy is the very character at its original offset."""
    document = text.read(raw)
    for position, character in enumerate(document.clean):
        start, end = document.original(position, position + 1)
        assert end == start + 1
        if not character.isspace():
            assert document.text[start] == character


@given(st.one_of(st.text(), ODD))
def test_no_visible_character_is_lost(raw: str) -> None:
    """Only white space and invisible characters may differ between original and copy."""
    clean = text.read(raw).clean
    kept = [c for c in raw if c.isalnum()]
    assert kept == [c for c in clean if c.isalnum()]


@given(st.one_of(st.text(), ODD))
def test_paragraphs_quote_the_clean_text(raw: str) -> None:
    """A paragraph is the clean text at its start, trimmed, on one line."""
    document = text.read(raw)
    for start, words in document.paragraphs():
        assert document.clean[start : start + len(words)] == words
        assert words == words.strip() != ""
        assert "\n" not in words


def test_mixed_line_ends_all_end_a_line() -> None:
    """Windows, old Mac, Unix and Unicode line ends are the same to the reader."""
    document = text.read("one\r\ntwo\rthree\nfour\u2028five")
    assert [words for _, words in document.paragraphs()] == "one two three four five".split()


def test_invisible_characters_do_not_split_words() -> None:
    """A soft hyphen inside a word is not seen by the parser, and the span covers it."""
    document = text.read("co\u00adoperation")
    assert document.clean == "cooperation"
    assert document.original(0, len("cooperation")) == (0, len("co\u00adoperation"))


WRAPPED = """\
The ministry said on Monday that the programme, which had been put off
twice since the spring, would begin in the northern provinces before the
end of the year and reach the coast after that.

Two officials who had seen the plan said the money for it was still not
in the budget and that the cabinet had yet to vote on the second part of
the loan.
"""


def test_text_wrapped_at_a_fixed_width_is_joined() -> None:
    """Mail and wire copy broken at a fixed width reads as whole paragraphs."""
    document = text.read(WRAPPED)
    assert len(document.paragraphs()) == 2
    assert len(document.clean) == len(WRAPPED)


def test_one_line_per_paragraph_is_left_alone() -> None:
    """Lines that are sentences of their own stay paragraphs."""
    lines = ["The first paragraph says one thing about the harbour and ends here."] * 8
    assert len(text.read("\n".join(lines)).paragraphs()) == 8


def test_a_list_is_not_joined() -> None:
    """Short lines without a full stop are a list, not a wrapped paragraph."""
    lines = ["Bread and butter", "Two eggs", "A pound of flour", "Salt", "Milk", "Sugar"]
    assert len(text.read("\n".join(lines)).paragraphs()) == 6


def test_a_line_of_spaces_is_no_paragraph_and_takes_no_time() -> None:
    """A hundred thousand of them are passed over at once."""
    began = time.process_time()
    paragraphs = text.read(f"One.\n{' ' * 100_000}\n\t\nTwo.").paragraphs()
    assert [paragraph.text for paragraph in paragraphs] == ["One.", "Two."]
    assert time.process_time() - began < 5


def test_a_text_beyond_the_limit_is_refused() -> None:
    """A text no article can be is refused with the limit and the way out."""
    with pytest.raises(TextError, match="split it into articles"):
        text.read("a" * (text.MAX_CHARACTERS + 1))


def test_docstring_examples_hold() -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(text).failed == 0
