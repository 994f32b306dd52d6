"""Texts in shapes that no article has: read in a time that grows with their length, or refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from hypothesis import given, settings
from hypothesis import strategies as st

import claims
from claims import language
from claims import text as texts
from claims.errors import TextError

REPEATED = {
    "paths": "ab.cd-ef/",
    "letters": "a",
    "brackets": "(",
    "digits": "9",
    "thousands": "9,",
    "addresses": "http://",
    "dashes": "-",
    "quotation marks": '"',
    "mail": "a.b@",
    "accents": "é\u0301",
    "line breaks": "\n",
    "spaces": " ",
    "tabs": "\t ",
    "soft hyphens": "\u00ad",
    "apostrophes": "a’",
}
"""What fills a megabyte; most of it without a space."""

NESTED = (("(", ")"), ("“", "”"), ("( ", ") "), ("“ ", "” "), ("[", "]"))

SPACED = {
    "words": "a ",
    "marks": "( ",
    "figures": "9,9 ",
    "lines": "a\n",
    "long words": f"{'ab.cd-ef/' * 100} ",
    "colons": "Ann: a\n",
    "sayings": "Ann said that ",
    "quotations": "“a” said Ann ",
}
"""What is read, because it could be text."""


def seconds(text: str) -> float:
    """The processor's time that a text takes."""
    began = time.process_time()
    claims.extract(text)
    return time.process_time() - began


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_a_megabyte_of_one_thing_takes_little_time(unit: str) -> None:
    """Data is no text, however long; 10 seconds of the processor are plenty."""
    assert seconds(unit * (texts.MAX_CHARACTERS // len(unit))) < 10


@pytest.mark.parametrize("pair", NESTED, ids=" ".join)
def test_a_hundred_thousand_deep(pair: tuple[str, str]) -> None:
    """Brackets and quotation marks in one another are passed over or, spaced, read in parts."""
    depth = 100_000 if " " not in pair[0] else 2_000
    assert seconds(f"{pair[0] * depth}x {pair[1] * depth}") < 10


@pytest.mark.parametrize("unit", SPACED.values(), ids=SPACED)
def test_time_grows_with_length(unit: str) -> None:
    """Twice the text takes twice the time, and not four times."""
    seconds(unit * 10)
    words = 500 // len(texts._PIECE.findall(unit))
    once, twice = (min(seconds(unit * words * n) for _ in range(2)) for n in (1, 2))
    assert twice < 3.4 * once


@pytest.mark.parametrize(
    ("unit", "what"),
    [
        ("a ", "words and marks"),
        ("( ", "words and marks"),
        ("Annabella travelled northwards.\n", "paragraphs"),
    ],
)
def test_what_nobody_wrote_as_one_article_is_refused(unit: str, what: str) -> None:
    """A megabyte of words of one letter would take minutes and gigabytes."""
    with pytest.raises(TextError, match=rf"{what}, more than the .* split it into articles"):
        claims.extract(unit * (texts.MAX_CHARACTERS // len(unit)))


BEFORE, AFTER = "Oslo bought 40 trams in 2024.", "Ann Lee said that Bergen sold 3 ships."


@settings(max_examples=20)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=4),
    st.sampled_from([" ", "\n", "\n\n"]),
)
def test_words_around_data_stay_where_they_are(unit: str, space: str) -> None:
    """Its claims are found and every span is exact; what was passed over is told."""
    data = unit * (texts.LONGEST_RUN + 1)
    text = f"{BEFORE}{space}{data}{space}{AFTER}"
    found = claims.extract(text)
    assert [text[start:end] for start, end in found.passed_over] == [data]
    told = [" ".join(text[start:end] for start, end in one.spans) for one in found.claims]
    assert told == ["Oslo bought 40 trams in 2024", "Bergen sold 3 ships"]


def test_words_as_long_as_may_be_are_read() -> None:
    """A long address is a word like others, and stays in its sentence."""
    address = f"https://oslo.example/{'a' * (texts.LONGEST_RUN - 21)}"
    found = claims.extract(f"Oslo bought 40 trams {address} in 2024.")
    assert found.passed_over == ()
    assert len(found.sentences) == 1


def test_a_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where parts meet, nothing is lost: the same claims as when it is read at once."""
    text = "".join(
        f"Oslo bought {n} trams in {1990 + n}. Ann Lee said that Bergen sold {n} ships.{end}"
        for n, end in enumerate(["\n", "\n\n", " ", "\n \n", "  "] * 4, 2)
    )
    whole = claims.extract(text)
    assert len(whole.claims) == 40
    for characters in (333, 500, 800):
        monkeypatch.setattr(language, "PART", characters)
        parts = claims.extract(text)
        assert [one.text for one in parts.claims] == [one.text for one in whole.claims]
        assert [one.spans for one in parts.claims] == [one.spans for one in whole.claims]
        assert [one.sources for one in parts.claims] == [one.sources for one in whole.claims]


@given(st.text(alphabet="ab .\n\u00a0", max_size=300))
def test_parts_are_the_whole(text: str) -> None:
    """Whatever is cut, the parts one after the other are the text, and none is empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "PART", 20)
        parts = list(language._parts(text))
    assert "".join(parts) == text
    assert all(parts) or parts == [""]


def test_what_is_passed_over_is_told(tmp_path: Path, verify: Callable[..., Done]) -> None:
    """On the screen, whoever adds an article with a picture in its text."""
    file = tmp_path / "page.txt"
    file.write_text(f"{BEFORE}\n\n{'iVBORw0K' * 200}\n\n{AFTER}\n", encoding="utf-8")
    done = verify("extract", str(file))
    assert "1,600 characters without a space are passed over" in done.err
    assert verify("add", str(file)).code == 0
