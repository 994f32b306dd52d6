"""No regular expression takes longer than the text is long: each is asked what would hurt it."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from patterns import Pieces, Use, hostile, kept, modules, written

from verify.workbench import pointing, standing

SIZES = (20, 60, 100, 150, 220, 600)
"""Letters: few at first, for what doubles with each letter would never end."""

LONG = 5_000
"""Letters of a text that repeats one thing only."""

SLOW = 0.001
"""Seconds: some twenty times what a text of 600 letters takes where time grows with length."""

GROWN = 9.0
"""Times as long as a text of a quarter takes: four where time grows with length, else sixteen."""

ASKED = {
    "claims.provenance._patterns": "match match finditer finditer fullmatch fullmatch".split(),
    "claims.text._PIECE": ["finditer"],
    "claims.wording.forms._SPELLINGS": ["sub"] * 7,
    # Each is asked at every place of a line.
    "claims.dates.phrases.RULES": ["finditer"] * 40,
}
"""How expressions in tuples are asked, one after another."""

MADE = {
    "claims.dates.patterns": "claims.dates.phrases.RULES",
    "claims.provenance": "claims.provenance._patterns",
    "claims.wording.forms": "claims.wording.forms._SPELLINGS",
    "verify.report.redaction": "a name, sign by sign",
    "verify.workbench.pointing": "words of a person",
    "verify.workbench.standing": "words of a claim",
}
"""Where expressions are put together, and which ones come of it."""


def everything() -> Iterator[Use]:
    """Every expression, with where it stands and how it is asked."""
    found: list[Use] = []
    for module in modules():
        found += kept(module)
        found += (use for _, use in written(module) if use)
    words = "Ann  Lee\tsaid “no”"
    found += [
        Use("pointing", re.compile(pointing._pattern(words)), frozenset({"finditer"})),
        Use("standing", standing._pattern(words), frozenset({"finditer"})),
    ]
    methods: dict[re.Pattern[Any], set[str]] = defaultdict(set)
    left = {name: list(several) for name, several in ASKED.items()}
    for use in found:
        more = [left[use.where].pop(0)] if left.get(use.where) else use.methods
        methods[use.pattern].update(more)
    first = {use.pattern: use.where for use in reversed(found)}
    for pattern, where in first.items():
        yield Use(where, pattern, frozenset(methods[pattern]))


ALL = list(everything())


def asked(pattern: re.Pattern[Any], method: str) -> Callable[[str], object]:
    """Ask a text for all that the method finds."""
    to_all = {"finditer": "findall", "sub": "findall", "subn": "findall"}
    ask = getattr(pattern, to_all.get(method, method))
    if isinstance(pattern.pattern, bytes):
        return lambda text: ask(text.encode("latin-1", "replace"))
    return ask  # type: ignore[no-any-return]


def seconds(ask: Callable[[str], object], text: str, times: int = 1) -> float:
    """The shortest of several times."""
    told = []
    for _ in range(times):
        began = time.thread_time()
        ask(text)
        told.append(time.thread_time() - began)
    return min(told)


def texts(size: int, pieces: Pieces) -> list[str]:
    """Pieces in turn; many of one before many of the other; all of it again and again."""
    head, one, other, end = pieces
    count = size // len(one + other) + 1
    whole = head + one * 8
    return [
        head + (one + other) * count + end,
        *([head + one * count + other * count + end] if one != other else ()),
        whole * (size // len(whole) + 1) + end,
    ]


def stumbles(pattern: re.Pattern[Any], method: str) -> str | None:
    """The text that takes an expression too long; null when none is found."""
    ask = asked(pattern, method)
    floor = SLOW
    for pieces in hostile(pattern):
        for size in (*SIZES, LONG) if pieces.one == pieces.other else SIZES:
            most = floor * max(size / SIZES[-1], 1)
            for at, text in enumerate(texts(size, pieces)):
                if (once := seconds(ask, text)) < most:
                    continue
                if once > 100 * most or grows(ask, size, pieces, at, most):
                    return f"{pieces}: {once:.3f} s for {len(text)} letters"
                floor *= 1.5  # a long list of words is slow, however long the text
    return None


def grows(ask: Callable[[str], object], size: int, pieces: Pieces, at: int, most: float) -> bool:
    """Whether it is the length that takes so long, and not something else on the machine."""
    told = seconds(ask, texts(size, pieces)[at], 3)
    return told > most and told > GROWN * seconds(ask, texts(size // 4, pieces)[at], 5)


@pytest.mark.parametrize("use", ALL, ids=[f"{use.where}-{n}" for n, use in enumerate(ALL)])
def test_time_grows_with_the_text(use: Use) -> None:
    """Whatever is repeated: letters it knows, its own words, what comes before them."""
    for method in sorted(use.methods):
        assert stumbles(use.pattern, method) is None


def test_none_escapes() -> None:
    """Each that a line of the code makes is there, and it is known how it is asked."""
    calls = (call for module in modules() for call in written(module))
    assert {where.partition(":")[0] for where, use in calls if use is None} == MADE.keys()
    known = {use.where for use in ALL}
    assert {name for name in MADE.values() if name.startswith("claims")} <= known
    assert [use.where for use in ALL if not use.methods] == []


@pytest.mark.parametrize("pattern", [r"(?:a|a)*b", r"a*a*b", r"<!--.*?-->", r"\s+$", r"(\w+\s?)+$"])
def test_what_stumbles_is_found(pattern: str) -> None:
    """The texts are hostile enough."""
    assert stumbles(re.compile(pattern), "finditer")
