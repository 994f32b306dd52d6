"""The attribute ruler, asked once about tokens that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from components import ready_for
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language
from claims.language.ruling import Ruler, understood

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

COLUMNS = ["TAG", "DEP", "POS", "MORPH", "LEMMA", "HEAD", "SENT_START"]
WORDS = "gon got let c'm y' n't nt 's na ta on all there is was do it i you that\n dock sold".split(
    " "
)
SENTENCES = (
    "The dockers aren't gonna strike, they've gotta wait.",
    "Let's see what's left of it, y'all said nothin' of that.",
    "C'mon, there's somethin' there: I did see you, and she'd seen me.",
    "Which ferry does the firm that owns both say it'd sold?",
    "Gets worse.  It got\n\n\tworse; 'cause nobody sha n't ca n't.",
    "There are two quays. There were three; she told it that it had to go.",
    "gon na gon na got ta let 's let 's",
)


def stock() -> AttributeRuler:
    return language.model().get_pipe("attribute_ruler")  # type: ignore[return-value]


def unruled(text: str) -> Doc:
    """The text as the ruler gets it: tagged and parsed."""
    return ready_for("sooner_attribute_ruler", text)


def rows(doc: Doc) -> list[list[int]]:
    return doc.to_array(COLUMNS).tolist()  # type: ignore[no-any-return]


def test_the_pipeline_asks_the_ruler_once_about_tokens_that_are_alike() -> None:
    """The model's patterns are understood, so that its ruler is not run on every token."""
    assert understood(stock())
    assert "sooner_attribute_ruler" in language.model().pipe_names
    assert "attribute_ruler" not in language.model().pipe_names


@pytest.mark.parametrize("text", SENTENCES)
def test_what_is_set_is_what_the_ruler_sets(text: str) -> None:
    """Words that patterns name, pairs of them, white space: every attribute is the same."""
    doc = unruled(text)
    assert rows(Ruler(stock())(doc.copy())) == rows(stock()(doc))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_row_of_words_is_ruled_alike(text: str) -> None:
    """Also where patterns of several tokens overlap, and for an empty text."""
    doc = unruled(text)
    assert rows(Ruler(stock())(doc.copy())) == rows(stock()(doc))


@pytest.mark.parametrize(
    ("pattern", "attributes"),
    [
        ([{"SHAPE": "Xxx"}], {"POS": "NOUN"}),
        ([{"TAG": "NN", "OP": "+"}], {"POS": "NOUN"}),
        ([{"LOWER": {"FUZZY": "dock"}}], {"POS": "NOUN"}),
        ([{"TAG": "NN"}], {"NORM": "dock"}),
    ],
)
def test_a_pattern_of_another_kind_is_not_understood(
    pattern: list[dict[str, Any]], attributes: dict[str, str]
) -> None:
    """A model whose ruler looks at more, or sets more, keeps it."""
    from spacy.pipeline import AttributeRuler

    ruler = AttributeRuler(language.model().vocab)
    ruler.add([pattern], attributes)
    assert not understood(ruler)
