"""Findings in words, edits as one text, cells of a table: what reports and screens are made of."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.records import ClaimRow, Json, Occurrence
from verify.report import wording
from verify.report.edits import edits
from verify.report.machine import cell, csv_text

ROW = ClaimRow(
    *(1, "ferry", 0, "It sank.", "fact", False, "unchecked"),
    *(None, None, None, None, None, (), 0, (), 0.5, (), False),
)


def attribution(**known: object) -> Json:
    found: Json = {"kind": "indirect", "act": "said", "speaker": "Ann Lee", "source_kind": "person"}
    return found | {"via": [], "candidates": [], "because": []} | known


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_any_cell_comes_back_and_none_is_a_formula(rows: list[list[str]]) -> None:
    """CSV keeps its shape whatever is in it."""
    text = csv_text(["a", "b"], rows)
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert len(found) == len(rows) + 1
    assert found[1:] == [[cell(value) for value in row] for row in rows]
    assert not [value for row in found[1:] for value in row if value[:1] and value[0] in "=+@\t\r"]


@given(st.text("ab c.", max_size=30), st.text("ab c.", max_size=30))
def test_edits_hold_both_wordings(before: str, after: str) -> None:
    """Leaving out the new words gives the old text, and the other way round."""
    found = list(edits(before, after))
    assert "".join(edit.text for edit in found if edit.kind != "new") == before
    assert "".join(edit.text for edit in found if edit.kind != "old") == after


@given(st.text(max_size=60))
def test_any_words_are_one_harmless_line(text: str) -> None:
    """Whatever an article holds, what is shown of it is printable and on one line."""
    shown = wording.inert(text)
    assert all(character.isprintable() or character in wording.JOINERS for character in shown)
    assert wording.inert(shown) == shown


@pytest.mark.parametrize(
    ("said", "sources", "sentence"),
    [
        (None, (), "The article says it in its own voice."),
        (attribution(kind="direct"), ("Ann Lee",), "Ann Lee said it in quotation marks."),
        (
            attribution(act="denied"),
            ("the Kremlin",),
            "The Kremlin denied it in the article’s words.",
        ),
        (
            attribution(via=["Interfax"], kind="mixed"),
            ("Russia", "Venezuela", "Interfax"),
            "Russia and Venezuela said it partly in quotation marks, through Interfax.",
        ),
        (
            attribution(speaker=None, candidates=["Putin", "Maduro"]),
            (),
            "Putin or Maduro said it in the article’s words: the text does not tell which.",
        ),
        (
            attribution(speaker=None, source_kind="anonymous", via=["Reuters"]),
            ("Reuters",),
            "An unnamed source said it in the article’s words, through Reuters.",
        ),
    ],
)
def test_who_says_it_is_a_sentence(
    said: Json | None, sources: tuple[str, ...], sentence: str
) -> None:
    """Speaker, manner and relay in words, and no name where the text gives none."""
    now = Occurrence(1, 0, "It sank.", "It sank", (0, 8), {}, said)
    row = ROW._replace(sources=sources, relays=len(said["via"]) if said else 0)
    assert wording.who_says(now, row) == sentence


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"text": "$200mn", "value": 2e8, "unit": "USD"}, "“$200mn” is 200,000,000 (USD)"),
        ({"text": "64%", "value": 64.0, "unit": "percent"}, "“64%” is 64%"),
        (
            {"text": "10 to 12.5", "value": 10.0, "high": 12.5, "comparator": "~"},
            "“10 to 12.5” is about 10 to 12.5",
        ),
        (
            {"text": "at least 3 km", "value": 3.0, "unit": "cubic_metre", "comparator": ">="},
            "“at least 3 km” is at least 3 (cubic metre)",
        ),
    ],
)
def test_a_figure_is_told_as_it_was_read(figure: Json, words: str) -> None:
    """A checker sees at once whether the number was understood."""
    assert wording.figure({"high": None, "unit": None, "comparator": "=", **figure}) == words
