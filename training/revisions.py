"""Edits that people labelled: pairs of sentences, and whole documents in two versions.

A line of a file of pairs is an object: ``before``, ``after``, ``label`` (``reworded`` or
``changed``), ``stratum`` (which corpus it is from) and ``group`` (the page, essay or document). One
of a file of documents holds ``v1`` and ``v2``, lists of sentences, and ``gold_v1``: what became of
each sentence (``status``; null where nobody said).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from claims.changes import diff
from claims.difference import laid_out
from claims.difference.paraphrase import Leftovers, firm, left_over, measure, scoring
from claims.difference.paraphrase.scoring import Weights
from claims.wording import read_words


class Pair(NamedTuple):
    """One edit, its label, what rules alone say of it, if anything, and its signs."""

    stratum: str
    group: str
    changed: bool
    decided: bool | None
    signs: dict[str, float]


class Document(NamedTuple):
    """Two versions, and what became of each sentence of the first."""

    source: str
    group: str
    befores: list[str]
    afters: list[str]
    statuses: list[str | None]


def read(path: Path) -> list[Pair]:
    """Every pair of a file, in its order."""
    return [_pair(row) for row in _rows(path)]


def read_documents(path: Path) -> list[Document]:
    """Every document of a file, in its order."""
    return [
        Document(
            row["source"],
            row["group"],
            row["v1"],
            row["v2"],
            [gold["status"] for gold in row["gold_v1"]],
        )
        for row in _rows(path)
    ]


def carried(document: Document, weights: Weights) -> Iterator[tuple[bool, bool]]:
    """For each labelled sentence: whether it changed, and whether its verdict would be kept."""
    with patch.object(scoring, "shipped", lambda: weights):
        found = diff(document.befores, document.afters)
    told = {change.before_index: change.change for change in found}
    for place, status in enumerate(document.statuses):
        if status is not None:
            yield status in ("changed", "removed"), told[place] in ("unchanged", "reworded")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _pair(row: dict[str, Any]) -> Pair:
    found, differences = laid_out(read_words(row["before"]), read_words(row["after"]))
    left = left_over(found, differences)
    return Pair(
        stratum=row["stratum"],
        group=row["group"],
        changed=row["label"] == "changed",
        decided=_decided(left),
        signs=measure(left),
    )


def _decided(left: Leftovers) -> bool | None:
    if not any(difference.facet for difference in left.differences):
        return False
    return True if firm(left) else None
