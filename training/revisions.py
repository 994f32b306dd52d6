"""Pairs of sentences that people labelled, before and after an edit → what is left over of each.

A line of the file is an object: ``before``, ``after``, ``label`` (``reworded`` or ``changed``),
``stratum`` (which corpus it is from) and ``group`` (the page, essay or document).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from claims.difference import laid_out
from claims.difference.paraphrase import Leftovers, firm, left_over, measure
from claims.wording import read_words


class Pair(NamedTuple):
    """One edit; ``decided`` by rules alone, or by the signs of what is left over."""

    stratum: str
    group: str
    kind: str
    changed: bool
    decided: bool | None
    signs: dict[str, float]


def read(path: Path) -> list[Pair]:
    """Every pair of a file, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [_pair(json.loads(line)) for line in lines]


def _pair(row: dict[str, str]) -> Pair:
    found, differences = laid_out(read_words(row["before"]), read_words(row["after"]))
    left = left_over(found, differences)
    return Pair(
        stratum=row["stratum"],
        group=row["group"],
        kind=row.get("change_kind") or "",
        changed=row["label"] == "changed",
        decided=_decided(left),
        signs=measure(left),
    )


def _decided(left: Leftovers) -> bool | None:
    if not any(difference.facet for difference in left.differences):
        return False
    return True if firm(left) else None
