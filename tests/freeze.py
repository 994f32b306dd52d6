"""What is found in our own articles, frozen, so that every change of it shows as a diff.

    python tests/freeze.py            # how much of what a reader marked is found
    python tests/freeze.py --update   # write what is found now; refused where it is worse

``articles/NAME.txt`` is an article written for this project, ``NAME.jsonl`` what a reader marked in
it, ``found/NAME.jsonl`` what the library finds. A marked attribution is found when half of the
words of both contents are the same, and right when half of the sources' are, too.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import claims
from claims.models import UNCERTAIN

FOLDER = Path(__file__).parent / "articles"
SCORE = FOLDER / "found" / "score.json"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

_WORD = re.compile(r"\w+")
_SAME = 0.5
_SPANS = ("source", "cue", "content")
_PLAIN = {"speaker", "candidates", "via", "source_kind", "kind", "act"}

Rows = list[dict[str, Any]]


@cache
def article(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def marked(name: str) -> Rows:
    return rows(FOLDER / f"{name}.jsonl")


def frozen(name: str) -> Path:
    return FOLDER / "found" / f"{name}.jsonl"


def found(name: str) -> Rows:
    """What the library finds now: spans as the words they quote, and whether it is sure."""
    text = article(name)
    return [
        {
            **{
                role: " … ".join(text[slice(*span)] for span in getattr(one, role))
                for role in _SPANS
            },
            **one.model_dump(mode="json", include=_PLAIN),
            "sure": one.confidence >= UNCERTAIN,
        }
        for one in claims.extract(text).attributions
    ]


def score(names: Sequence[str], findings: dict[str, Rows]) -> dict[str, float]:
    """F1 of attributions, and the share of those right whose speaker and relays are right, too."""
    predicted = right = named = relayed = wanted = 0
    for name in names:
        gold = marked(name)
        wanted += len(gold)
        predicted += len(findings[name])
        for one, other in _pairs(article(name), gold, findings[name]):
            if _alike(_words(one["source"]), _words(other["source"])) < _SAME:
                continue
            right += 1
            named += (one["speaker"] or "").lower() == (other["speaker"] or "").lower()
            relayed += one["via"] == other["via"]
    return {
        "attribution": round(2 * right / (predicted + wanted), 3),
        "speaker": round(named / right, 3),
        "via": round(relayed / right, 3),
    }


def _pairs(text: str, gold: Rows, findings: Rows) -> Iterator[tuple[Any, Any]]:
    contents = [[_positions(text, one["content"]) for one in side] for side in (gold, findings)]
    likely = sorted(
        (
            (_alike(a, b), -i, -j)
            for i, a in enumerate(contents[0])
            for j, b in enumerate(contents[1])
            if _alike(a, b) >= _SAME
        ),
        reverse=True,
    )
    used: set[tuple[str, int]] = set()
    for _, i, j in likely:
        if used.isdisjoint({("gold", -i), ("found", -j)}):
            used |= {("gold", -i), ("found", -j)}
            yield gold[-i], findings[-j]


def _positions(text: str, quoted: str) -> frozenset[int]:
    """Where the words of the quoted pieces stand in the text."""
    at, starts = 0, set()
    for piece in quoted.split(" … "):
        at = text.index(piece, at)
        starts |= {at + word.start() for word in _WORD.finditer(piece)}
        at += len(piece)
    return frozenset(starts)


def _words(quoted: str) -> frozenset[str]:
    return frozenset(_WORD.findall(quoted.lower()))


def _alike(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def digest() -> str:
    """Which articles and marks the score is of."""
    whole = "".join(article(name) + json.dumps(marked(name)) for name in NAMES)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def main() -> None:
    now = {name: found(name) for name in NAMES}
    reached = score(NAMES, now)
    kept = json.loads(SCORE.read_text(encoding="utf-8")) if SCORE.is_file() else {}
    print(f"was {kept}\nis  {reached}")
    if sys.argv[1:] != ["--update"]:
        return
    if kept.get("of") == digest() and any(kept[key] > value for key, value in reached.items()):
        sys.exit("It was better: nothing is written.")
    SCORE.parent.mkdir(exist_ok=True)
    for name, findings in now.items():
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in findings]
        frozen(name).write_text("".join(lines), encoding="utf-8")
    SCORE.write_text(json.dumps({"of": digest(), **reached}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
