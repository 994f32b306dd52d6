"""How many figures and dates of our own annotated sentences are read right, and by others.

The sentences stand in ``tests/cases``, those that are known to fail among them; sentences without
a figure count against whoever finds one there.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims import dates, language, quantities
from claims import text as texts

CASES = Path(__file__).parent.parent / "tests" / "cases"

Case = dict[str, Any]
Values = Counter[Hashable]


def cases(kind: str) -> list[Case]:
    """The sentences of one kind, each with what a reader marked in it."""
    files = sorted((CASES / kind).glob("*.jsonl"))
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


def agreement(pairs: Iterable[tuple[Values, Values]]) -> float:
    """F1 of what was found against what was marked."""
    right = wanted = found = 0
    for marked, read in pairs:
        right += (marked & read).total()
        wanted += marked.total()
        found += read.total()
    return 2 * right / (wanted + found)


def figures() -> float:
    """Ours: value, upper end, unit and comparator must all be right."""
    return agreement(
        (Counter(map(_marked_figure, case["quantities"])), Counter(_figures(case["text"])))
        for case in cases("quantities")
    )


def _marked_figure(one: Case) -> Hashable:
    return one["value"], one.get("high"), one.get("unit"), one.get("comparator", "=")


def _figures(text: str) -> Iterator[Hashable]:
    parse = language.parse(texts.read(text))
    for one in quantities.find_quantities(parse, dates.find_dates(parse)):
        yield one.value, one.high, one.unit, one.comparator


def days() -> float:
    """Ours: the first and the last day of every date must be right, and the candidates."""
    return agreement(
        (Counter(map(_marked_days, case["dates"])), Counter(_days(case))) for case in cases("dates")
    )


def _marked_days(one: Case) -> Hashable:
    either = tuple((day["start"], day["end"]) for day in one.get("candidates", ()))
    return one["text"], one["start"], one["end"], either


def _days(case: Case) -> Iterator[Hashable]:
    published = date.fromisoformat(case["published"]) if "published" in case else None
    for one in dates.find_dates(language.parse(texts.read(case["text"])), published):
        yield _marked_days(one.model_dump(mode="json"))


def quantulum() -> float:
    """quantulum3, asked for the values alone: its units have other names."""
    return agreement(
        (
            Counter(round(one["value"], 6) for one in case["quantities"]),
            Counter(round(value, 6) for value in _values(case["text"])),
        )
        for case in cases("quantities")
    )


def _values(text: str) -> Iterator[float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser

        try:
            found = parser.parse(text)
        except Exception:  # it fails on some sentences, and then has found nothing
            return
        yield from (float(one.value) for one in found)
