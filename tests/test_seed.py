"""The seed article from end to end: the claims a checker must see, each with its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

import claims

SEEDS = Path(__file__).parent.parent / "seeds"


class Wanted(NamedTuple):
    """A claim known by words of its own, in order; ``figure`` is (value, unit, comparator)."""

    words: str
    sources: tuple[str, ...]
    figure: tuple[float, str, str] | None = None
    day: date | None = None
    without: str = "\0"


WANTED = [
    Wanted("trade jumped 64% past year", ("Interfax",), (64.0, "percent", "=")),
    Wanted("trade reached $200mn", ("Interfax",), (200e6, "USD", "="), without="64%"),
    Wanted("figure significantly below potential", ("Russia", "Venezuela", "Interfax")),
    Wanted("since 2019 inked more than 350 agreements", (), (350.0, "agreement", ">")),
    Wanted("since 2019 convened 18 joint commissions", (), (18.0, "commission", "=")),
    Wanted("current trade levels still insufficient both countries", ("Vladimir Putin",)),
    Wanted("growth trend is positive", ("Vladimir Putin",)),
    Wanted("went over the entire agenda", ("Dmitry Peskov", "TASS")),
    Wanted("exploring and developing new oil and natural gas fields", ("Kremlin",)),
    Wanted("developing cooperation in the electric power industry", ("Kremlin",)),
    Wanted("Maduro arrived in Moscow on May 7", (), day=date(2025, 5, 7)),
]


@pytest.fixture(scope="module")
def extraction() -> claims.Extraction:
    text = (SEEDS / "venezuela-russia.txt").read_text(encoding="utf-8")
    return claims.extract(text, published=date(2025, 5, 8))


def says(claim: claims.Claim, wanted: Wanted) -> bool:
    """Whether the wanted words stand in the claim's text, in order."""
    at = -1
    for word in wanted.words.lower().split():
        at = claim.text.lower().find(word, at + 1)
        if at < 0:
            return False
    return wanted.without not in claim.text


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.words)
def test_the_claim_stands_with_its_source(extraction: claims.Extraction, wanted: Wanted) -> None:
    """Each claim a checker expects is there, once clearly, with its source, figure and day."""
    found = [claim for claim in extraction.claims if says(claim, wanted)]
    assert found, "\n".join(claim.text for claim in extraction.claims)
    assert any(set(claim.sources) == set(wanted.sources) for claim in found), found
    for claim in found:
        if wanted.figure:
            figures = [(q.value, q.unit, q.comparator) for q in claim.quantities]
            assert wanted.figure in figures
        if wanted.day:
            assert wanted.day in [d.start for d in claim.dates]


def test_the_origin_comes_first_and_the_relay_after(extraction: claims.Extraction) -> None:
    """What Peskov told TASS is Peskov's, relayed by TASS; what Interfax reports of two
    nations is theirs, relayed by Interfax."""
    chains = {claim.sources for claim in extraction.claims}
    assert ("Dmitry Peskov", "TASS") in chains
    assert ("Russia", "Venezuela", "Interfax") in chains


def test_every_word_of_a_claim_is_the_articles_or_a_substitution(
    extraction: claims.Extraction,
) -> None:
    """A claim's text is made of the words under its spans and of declared substitutions."""
    for claim in extraction.claims:
        own = [extraction.text[start:end] for start, end in claim.spans]
        words = set(" ".join(own).lower().replace(",", " ").split())
        text = claim.text
        for one in sorted(claim.substitutions, key=lambda s: s.at or (0, 0), reverse=True):
            if one.at:
                text = text[: one.at.start] + " " + text[one.at.end :]
        strange = {
            word
            for word in text.lower().replace(",", " ").strip(".").split()
            if word.strip("\"“”'.") not in {w.strip("\"“”'.") for w in words}
        }
        assert not strange, (claim.text, strange)
