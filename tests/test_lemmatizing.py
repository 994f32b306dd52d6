"""The lemmatizer, asked once about words that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from components import ready_for
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language
from claims.language.lemmatizing import Lemmatizer, spelt, understood
from claims.text import read

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer as Stock
    from spacy.tokens import Doc

WORDS = "Docks docked dock docking better BEST was is 's n't left saw lay it them\n 64 U.S.".split(
    " "
)
SENTENCES = (
    "The dockers left the left dock; what's left is better docked.",
    "She saw the saw lie where he lay, and lies.\n\nThe SHIPS had been sold cheaper.",
    "Don't ask whose wharves these are: mine, and they're the best-run of its 64.",
)


def stock() -> Stock:
    return language.model().get_pipe("lemmatizer")  # type: ignore[return-value]


def lemmas(doc: Doc) -> list[str]:
    return [token.lemma_ for token in doc]


def test_the_pipeline_asks_the_lemmatizer_once_about_words_that_are_alike() -> None:
    """The model's lemmatizer is understood, so that it is not run on every word."""
    assert understood(stock())
    assert "sooner_lemmatizer" in language.model().pipe_names
    assert "lemmatizer" not in language.model().pipe_names


@pytest.mark.parametrize("text", SENTENCES)
def test_a_lemma_is_the_one_that_the_lemmatizer_gives(text: str) -> None:
    """Of all parts of speech, also where the ruler has given one before."""
    doc = ready_for("sooner_lemmatizer", text)
    assert lemmas(Lemmatizer(stock())(doc.copy())) == lemmas(stock()(doc))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_row_of_words_gets_the_same_lemmas(text: str) -> None:
    """Whatever words were asked about before, and for an empty text."""
    doc = ready_for("sooner_lemmatizer", text)
    assert lemmas(Lemmatizer(stock())(doc.copy())) == lemmas(stock()(doc))


def test_a_lemmatizer_of_another_kind_is_not_understood() -> None:
    """A model whose lemmatizer overwrites, or looks words up, keeps it."""
    from spacy.pipeline import Lemmatizer as Stock

    vocab = language.model().vocab
    assert not understood(Stock(vocab, None, mode="lookup"))
    assert not understood(Stock(vocab, None, mode="rule", overwrite=True))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("hopes", "hope"),
        ("hoping", "hope"),
        ("rated", "rate"),
        ("riding", "ride"),
        ("fined", "fine"),
        ("hopped", "hop"),
        ("quitting", "quit"),
        ("stinging", "sting"),
        ("visited", "visit"),
        ("fixed", "fix"),
        ("showed", "show"),
    ],
)
def test_the_spelling_tells_which_of_two_verbs_it_is(form: str, lemma: str) -> None:
    """The stock lemmatizer takes the first of its list: "hop" for "hoped", "rat" for "rated"."""
    assert spelt(form, lemma) == lemma
    if lemma.endswith("e"):
        assert spelt(form, lemma[:-1]) == lemma


def test_what_is_hoped_is_told_with_the_hope() -> None:
    """The mended lemma reaches the document."""
    doc = language.parse(read("The mayor hopes it will rain.")).doc
    assert [token.lemma_ for token in doc][2] == "hope"
