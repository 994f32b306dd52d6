"""Whatever the text: every span quotes it, every figure is a number, and it ends."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from damage import tries
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims import lexicon
from claims.pipeline import survey
from claims.provenance import credited
from claims.transcripts import quotations
from claims.transcripts.apparatus import find_apparatus

SENTENCES = (
    "The port authority said exports rose 64% to $200mn last year.",
    "“We asked for ten and got six,” said Maria Lopez, who leads the union.",
    "Both nations signed more than 350 agreements in May 2019, TASS reported.",
    "Mr. Lopez denied (again) that the pier – built in 1911 – would close.",
    "LOPEZ: [00:12:31] We won. (APPLAUSE)",
    "OSLO, May 3 (Reuters) - No bridge was closed, the mayor told the BBC's Ann Lee.",
)
MARKS = st.sampled_from(
    "\" “ ” « » ‘ ’ ' `` '' ( ) [ ] { } < > , . ; : … ... — – - / % $ € £ # @ & * _".split()
)
ODD = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", "\r", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u200b"),
        *("\u202e", "\ufeff", "\u00ad", "\u1680", "\ud800", "\udfff", "\ue000", "\uffff"),
        *(
            "e\u0301",
            "\u0301" * 9,
            "ﬁ",
            "İ",
            "ß",
            "٣",
            "५",
            "²",
            "½",
            "Ⅷ",
            "㊿",
            "𝟗",
            "字",
            "\U0010ffff",
        ),
        *("a" * 70, "9" * 40, "1,0" * 30, "." * 40),
    ]
)
SPACES = st.sampled_from(["", " ", " ", " ", "  ", "\n", "\u00a0"])


def mixed(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Pieces in any order, with or without a space between them."""
    pairs = st.lists(st.tuples(st.one_of(*pieces), SPACES), max_size=30)
    return pairs.map(lambda told: "".join(one + space for one, space in told))


CUT = st.builds(
    lambda one, start, end: one[int(start * len(one)) :][: int(end * len(one)) + 1],
    *(st.sampled_from(SENTENCES), st.floats(0, 1), st.floats(0, 1)),
)
TEXTS = mixed(st.sampled_from(SENTENCES), CUT, MARKS, ODD, st.text(max_size=5))

FIGURES = """
amount_words bounds calendar_words cardinals clock_words comparators currency_names currency_signs
currency_words fractions glued_units labels loose_dates month_announcers month_numbers multiples
multipliers named_days number_scales number_words ordinals plural_multipliers portions quantifiers
units""".split()
GRAMMAR = sorted(
    {part for name in FIGURES for entry in lexicon.entries(name) for part in entry.split("\t")}
)
NUMBERS = st.one_of(
    st.integers(-10, 10**20).map(str),
    st.integers(0, 10**12).map("{:,}".format),
    st.floats(0, 1e9).map(str),
    st.from_regex(r"[0-9][0-9.,:/–-]{0,12}[0-9½¾]?(st|th|s|bn|mn|m|k|pm|%)?", fullmatch=True),
)


def spans_of(value: Any) -> Iterator[claims.Span]:
    """Every span within a value, but for those that count in a claim's own words."""
    if isinstance(value, claims.Span):
        yield value
    elif isinstance(value, claims.Substitution):
        yield value.span
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from spans_of(one)
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from spans_of(getattr(value, name))


def holds(found: claims.Extraction) -> None:
    """Spans lie in the text, figures are numbers and quote it, days have an order."""
    for span in spans_of(found):
        assert 0 <= span.start < span.end <= len(found.text)
    for claim in found.claims:
        assert claim.text.strip()
        assert claim.sentence in range(len(found.sentences))
        assert claim.attribution is None or claim.attribution in range(len(found.attributions))
        for one in (*claim.quantities, *claim.dates, *claim.substitutions):
            assert one.text == found.text[slice(*one.span)]


@tries(40)
@given(text=TEXTS, published=st.none() | st.dates())
def test_any_text_is_read(text: str, published: date | None) -> None:
    """Quotes that never close, brackets in one another, letters of every kind, none at all."""
    found = survey(text, published=published)
    assert found.extraction.text == text
    holds(found.extraction)
    if not any("\ud800" <= letter <= "\udfff" for letter in text):  # which no JSON can hold
        told = found.extraction.model_dump_json()
        assert claims.Extraction.model_validate_json(told) == found.extraction


@tries(25)
@given(before=TEXTS, after=TEXTS)
def test_any_two_texts_are_compared(before: str, after: str) -> None:
    """Every claim of either is told of once."""
    old, new = claims.extract(before).claims, claims.extract(after).claims
    changes = claims.diff(old, new)
    told = [one.before_index for one in changes if one.before_index is not None]
    assert sorted(told) == list(range(len(old)))
    told = [one.after_index for one in changes if one.after_index is not None]
    assert sorted(told) == list(range(len(new)))
    assert claims.compare(before, after).change in ("unchanged", "reworded", "changed")


@tries(60)
@given(
    text=mixed(
        st.sampled_from(GRAMMAR), NUMBERS, MARKS, st.sampled_from(["of", "to", "and", "a", "ships"])
    )
)
def test_any_figures_are_read(text: str) -> None:
    """The grammar's own words, signs and digits in any order."""
    found = survey(text, published=date(2025, 5, 8))
    holds(found.extraction)
    for figure in found.quantities:
        assert figure.text == text[slice(*figure.span)]
        assert math.isfinite(figure.value)
        assert figure.high is None or figure.value < figure.high < math.inf
    for days in found.dates:
        assert days.text == text[slice(*days.span)]
        assert days.start is None or days.end is None or days.start <= days.end


@tries(40)
@given(text=TEXTS)
def test_any_transcript_is_read(text: str) -> None:
    """What nobody said is in order, and quotations and credits lie in the text."""
    at = 0
    for found in find_apparatus(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end
    for quoted in quotations(text):
        assert quoted.text == text[slice(*quoted.span)]
    assert all(credited(text))


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "[",
        "“",
        '"',
        "who said that ",
        ", ",
        "and ",
        "1 ",
        "$",
        "1-",
        " \n",
        "\u00ad",
        "A.",
        "a.a",
        "9:9",
        "’s ",
        "not ",
        "\0",
    ],
)
def test_no_repetition_takes_long(piece: str) -> None:
    """Two thousand letters of one thing: no stack is too small, and no second is lost."""
    text = f"{SENTENCES[0]} {piece * (2_000 // len(piece))} {SENTENCES[1]}"
    began = time.process_time()
    holds(claims.extract(text))
    find_apparatus(text)
    assert time.process_time() - began < 30
