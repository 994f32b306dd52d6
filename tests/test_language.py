"""Document → sentences, tokens, syntax."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language, text

SEED = Path(__file__).parent.parent / "seeds" / "venezuela-russia.txt"


def parse(raw: str) -> language.Parse:
    return language.parse(text.read(raw))


def test_a_paragraph_always_begins_a_sentence() -> None:
    """A heading without a full stop does not run into the paragraph below it."""
    found = parse("Trade up sharply\n\nThe exports rose last year.\nImports fell.")
    assert [words.text.strip() for words in found.sentences] == [
        "Trade up sharply",
        "The exports rose last year.",
        "Imports fell.",
    ]
    assert found.paragraph_of == [0, 1, 2]


def test_no_sentence_ends_with_a_shortened_title() -> None:
    """The names behind "Sens." and "Capt." belong to it; a name in "Corp." may end a sentence."""
    told = "It was backed by Sens. Ann Lee and Ben Cole, said Navy Capt. Max Berg of Acme Corp."
    found = parse(f"{told} The mill is shut.")
    assert [words.text.strip() for words in found.sentences] == [told, "The mill is shut."]


def test_no_sentence_is_one_word_without_a_mark() -> None:
    """The first word of a name that the parser does not know stays with the rest of it."""
    told = "By Moira Laing\n\nCaldmar Ferries has been fined £1.2m, a regulator said."
    first, second = parse(told).sentences
    assert first.text.strip() == "By Moira Laing"
    assert second.text.startswith("Caldmar Ferries has been fined")


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    """No sentence consists of the quotation mark that closes the one before it."""
    found = parse(SEED.read_text(encoding="utf-8"))
    assert all(any(c.isalnum() for c in words.text) for words in found.sentences)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_sentence_spans_quote_the_original(raw: str) -> None:
    """Sentences are in order, never overlap, and hold every word of the text."""
    found = parse(raw)
    end = 0
    covered = set[int]()
    for sentence in found.as_values():
        assert sentence.span.start >= end
        end = sentence.span.end
        covered.update(range(*sentence.span))
        quoted = raw[slice(*sentence.span)]
        assert quoted == quoted.strip() != ""
    assert all(at in covered for at, c in enumerate(raw) if c.isalnum())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab ,.\n\u00a0\u00ad\u200b\"'", max_size=80), st.data())
def test_token_spans_are_joined_and_ordered(raw: str, data: st.DataObject) -> None:
    """Spans of any choice of tokens are in order, apart, and quote the tokens' words."""
    found = parse(raw)
    tokens = [token for token in found.doc if data.draw(st.booleans())]
    spans = found.spans(tokens)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    quoted = "".join(raw[slice(*span)] for span in spans)
    wanted = "".join(token.text for token in tokens if not token.is_space)
    assert [c for c in quoted if c in "ab,.\"'"] == [c for c in wanted if c in "ab,.\"'"]
