"""No claim drops a hedge, a quantifier, a negation, a modal, a condition or who says it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims import Claim

CASES = Path(__file__).parent / "cases" / "hedges"
KINDS = ("attribution", "condition", "hedge", "modal", "negation", "quantifier")
LEAST = 20


def rows(kind: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


_PUT_IN = re.compile(r" \[[^\]]*\]")
"""What a claim tells in brackets, such as what a number counts."""


def own_words(claim: Claim) -> str:
    return _PUT_IN.sub("", claim.text.lower())


def keeps(claim: Claim, needed: dict[str, Any]) -> bool:
    """Whether a claim has the word, or says the same by its source or its modality."""
    word, source = needed.get("word"), needed.get("source")
    return (
        (word is not None and word in claim.text.lower())
        or (source is not None and any(source.lower() in one.lower() for one in claim.sources))
        or claim.modality == needed.get("modality")
    )


def lost(row: dict[str, Any]) -> Iterator[str]:
    """Claims that hold what a word governs, ``when``, without the word; or that none holds it."""
    found = claims.extract(row["text"]).claims
    for needed in row["keeps"]:
        governed = re.compile(rf"\b{re.escape(needed['when'])}")
        concerned = [claim for claim in found if governed.search(own_words(claim))]
        if not concerned:
            yield f"no claim with {needed['when']!r}: {row['text']}"
        yield from (f"{needed}: {claim.text}" for claim in concerned if not keeps(claim, needed))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost(kind: str) -> None:
    """Of twenty sentences and more of each kind, none loses the word that narrows it."""
    cases = rows(kind)
    assert len(cases) >= LEAST
    assert [one for row in cases for one in lost(row)] == []


def test_every_kind_is_counted() -> None:
    """No file of cases stands beside the test unread, and no sentence stands in two."""
    assert {path.stem for path in CASES.iterdir()} == set(KINDS)
    texts = [row["text"] for kind in KINDS for row in rows(kind)]
    assert len(texts) == len(set(texts)) >= LEAST * len(KINDS)
