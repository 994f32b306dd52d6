"""Annotated sentences as data: a folder of JSON lines, a file for each kind of case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases(area: str) -> list[Any]:
    """The annotated sentences of an area; those known to fail must fail."""
    return [
        pytest.param(
            json.loads(line),
            id=f"{path.stem}-{number}",
            marks=[pytest.mark.xfail] if path.stem == "known-failures" else [],
        )
        for path in sorted((CASES / area).glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
