"""Quotations beside transcripts: our own cases, and what must hold for any words at all."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from claims.transcripts import Alignment, Transcript

CASES = Path(__file__).parent / "cases" / "quotes"
RIGHT = 57


@cache
def transcript(name: str) -> Transcript:
    return Transcript((CASES / name).read_text(encoding="utf-8"))


def cases() -> list[dict[str, Any]]:
    return [
        {"outcome": name, **json.loads(line)}
        for name in ("exact", "altered", "stitched", "missing")
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def changed(found: Alignment) -> list[list[str]]:
    """What the transcript says and what the quotation makes of it."""
    return [
        [" ".join(edit.transcript.split()), edit.quote]
        for edit in found.edits
        if edit.kind == "words"
    ]


def spoken(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("-\n", "").casefold())


def is_left_out(found: str, expected: str) -> bool:
    """Whether a stretch begins and ends as expected ("The first … the state")."""
    first, _, last = expected.partition("…")
    words = spoken(found)
    begins, ends = spoken(first), spoken(last or first)
    whole = bool(last) or words == begins
    return whole and words[: len(begins)] == begins and words[len(words) - len(ends) :] == ends


def failure(case: dict[str, Any]) -> str:
    """What is wrong with a finding; nothing when it is right."""
    text = transcript(case["transcript"]).text
    found = transcript(case["transcript"]).find(case["quote"])
    if found.outcome != case["outcome"]:
        return f"{found.outcome}, not {case['outcome']}: {changed(found)}"
    if found.outcome != "missing" and changed(found) != case.get("changed", []):
        return f"changed {changed(found)}"
    left_out = [text[start:end] for start, end in found.left_out]
    expected = case.get("left_out", [])
    if len(left_out) != len(expected) or not all(map(is_left_out, left_out, expected)):
        return f"left out {left_out}"
    for field in ("marked", "reversed", "at", "voice"):
        if field in case and getattr(found, field) != case[field]:
            return f"{field} {getattr(found, field)}"
    return ""


def test_our_own_cases() -> None:
    """Of sixty quotations at least 57 are told right: the outcome, and the very words."""
    wrong = [(case["quote"], why) for case in cases() if (why := failure(case))]
    assert len(cases()) == 60
    assert len(cases()) - len(wrong) >= RIGHT, "\n".join(map(str, wrong))
