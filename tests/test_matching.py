"""A claim and the claims that resemble it."""

from __future__ import annotations

import doctest
import time

from hypothesis import given
from hypothesis import strategies as st

from claims import matching
from claims.matching import match
from claims.models import Claim, Span
from claims.wording import read_words

ARCHIVE = [
    "The harbour of Trieste handled 4.1 million containers in 2023.",
    "The mayor of Trieste resigned on Tuesday.",
    "Rail freight in Austria fell by 12% last year.",
    "Trieste's harbour handled more containers than Koper's.",
    "Nurses in Graz went on strike.",
]


def test_the_most_alike_comes_first() -> None:
    """The same claim with another figure ranks above one that only shares its subject."""
    found = match("Trieste's harbour handled 4.7 million containers in 2023.", ARCHIVE)
    assert [hit.index for hit in found][:2] == [0, 3]
    assert found[0].score > found[1].score


def test_a_match_names_the_words_that_tell_it() -> None:
    """The reason quotes shared words, the rarest first, as the claim that was asked writes them."""
    (hit,) = match("Austrian rail freight fell by 12 percent.", ARCHIVE)
    assert hit.index == 2
    (reason,) = hit.because
    assert reason.rule == "shared words"
    assert reason.detail.startswith("both say '12 percent', 'fell'")


def test_figures_and_dates_match_however_they_are_written() -> None:
    """Typography, figures and dates are folded, so the same claim scores 100."""
    (hit,) = match(
        "“It cost $200mn,” he said on 6 May 2025.",
        ['"It cost $200 million", he said on May 6, 2025.'],
    )
    assert hit.score == 100


def test_nothing_alike_gives_nothing() -> None:
    """No match is better than a poor one."""
    assert match("Chess players met in Oslo.", ARCHIVE) == []
    assert match("", ARCHIVE) == []
    assert match("Chess", []) == []


def test_claims_and_strings_match_alike() -> None:
    """A Claim is known by its text."""
    claims = [Claim(text=text, spans=(Span(0, 1),), sentence=0) for text in ARCHIVE]
    assert match(claims[4], claims)[0].index == 4
    assert match(claims[4], ARCHIVE) == match(ARCHIVE[4], claims)


def test_at_least_and_limit_hold() -> None:
    """Only so many matches, and only so good ones."""
    assert len(match(ARCHIVE[0], ARCHIVE * 3, limit=2)) == 2
    assert all(hit.score >= 90 for hit in match(ARCHIVE[0], ARCHIVE, at_least=90))


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_is_its_own_best_match(text: str, others: list[str]) -> None:
    """Whatever the text, scores are sorted, and where it says anything it finds itself."""
    found = match(text, [*others, text])
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    if read_words(text):
        assert found[0].score == 100


def test_a_claim_among_many_is_found_without_measuring_all() -> None:
    """Five thousand claims are searched in the time it takes to read them."""
    many = [f"Station {number} measured {number} millimetres of rain." for number in range(5_000)]
    began = time.process_time()
    assert match("Station 777 measured 777 mm of rain.", many)[0].index == 777
    assert time.process_time() - began < 20


def test_docstring_examples_hold() -> None:
    """The example in the docstring is true."""
    assert doctest.testmod(matching).failed == 0
