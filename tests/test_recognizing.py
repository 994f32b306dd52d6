"""The recognizer of entities, with the scores of all words worked out together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from components import ready_for
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from claims import language, text
from claims.language.recognizing import Recognizer, understood

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

SEED = Path(__file__).parent.parent / "seeds" / "venezuela-russia.txt"
COLUMNS = ["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"]
WORDS = (
    "the Bank of England said Ann Lee - 5 million $ 20 % on Monday Hamburg ' U.S. \n\n and , "
    "Reuters .  May 7 to 9 first Boeing 747 Gulf"
).split(" ")


def stock() -> EntityRecognizer:
    return language.model().get_pipe("ner")  # type: ignore[return-value]


def unread(text: str) -> Doc:
    """The text as the recognizer gets it: parsed, its entities unknown."""
    return ready_for("sooner_ner", text)


def rows(doc: Doc) -> list[list[int]]:
    return doc.to_array(COLUMNS).tolist()  # type: ignore[no-any-return]


def test_the_pipeline_works_out_all_scores_together() -> None:
    """The model's moves are understood, so that they are not asked for word by word."""
    assert understood(stock())
    assert "sooner_ner" in language.model().pipe_names
    assert "ner" not in language.model().pipe_names


def test_an_article_has_the_entities_that_the_stock_recognizer_finds() -> None:
    """Every one, of one word or of many, and none across the end of a sentence."""
    doc = unread(text.read(SEED.read_text(encoding="utf-8")).clean)
    ours, theirs = Recognizer(stock())(doc.copy()), stock()(doc.copy())
    assert len(theirs.ents) > 50
    assert rows(ours) == rows(theirs)


def test_words_that_are_read_ahead_have_the_same_entities() -> None:
    """What is worked out beside the parser is used once, and nothing of it stays."""
    recognizer = Recognizer(stock())
    doc = unread("Ann Lee left the Bank of England on Monday, Reuters said.")
    ahead = recognizer(recognizer.begin(doc.copy()))
    assert rows(ahead) == rows(recognizer(doc))
    assert not ahead.user_data


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_row_of_words_is_recognized_alike(text: str) -> None:
    """Also where an entity is cut by a paragraph's end or the text's, and for an empty text."""
    doc = unread(text)
    assert rows(Recognizer(stock())(doc.copy())) == rows(stock()(doc))


def test_entities_that_are_there_already_are_kept() -> None:
    """They bar moves that are not known here: the stock recognizer is asked."""
    doc = unread("The Bank of England met Ann Lee in Hamburg.")
    doc.set_ents([Span(doc, 4, 6, "ORG")])
    ours, theirs = Recognizer(stock())(doc.copy()), stock()(doc)
    assert "met Ann" in [entity.text for entity in ours.ents]
    assert rows(ours) == rows(theirs)


def test_a_recognizer_of_another_kind_is_not_understood() -> None:
    """One that keeps several readings at a time, or that scores moves from the words alone."""
    from spacy.lang.en import English

    fresh = English()
    beam = fresh.add_pipe("beam_ner")
    flat = fresh.add_pipe("ner", config={"model": {"use_upper": False}})
    for recognizer in (beam, flat):
        recognizer.add_label("ORG")  # type: ignore[attr-defined]
    fresh.initialize()
    assert not understood(beam)  # type: ignore[arg-type]
    assert not understood(flat)  # type: ignore[arg-type]


def test_moves_of_another_recognizer_are_read_by_their_names() -> None:
    """An untrained one with two labels of its own: the numbers of its moves are its own, too."""
    from spacy.lang.en import English

    fresh = English()
    other = fresh.add_pipe("ner")
    for label in ("SHIP", "PORT-OF-CALL"):
        other.add_label(label)  # type: ignore[attr-defined]
    fresh.initialize()
    assert understood(other)  # type: ignore[arg-type]
    doc = fresh.make_doc("The Aurora left Bergen on Monday for the Faroe Islands\n\nShe sank.")
    assert rows(Recognizer(other)(doc.copy())) == rows(other(doc))  # type: ignore[arg-type]
