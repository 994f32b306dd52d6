"""Learn how likely a finding is right, from articles that the network did not learn from.

    python -m training.confidence TRAIN --work DIR

The network must be in place. Uses the sixty articles that ``training.train`` kept out, and prints
how often a finding is right at each confidence.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from claims.attribution.findings import Finding, find
from claims.attribution.judging import candidates, features, joined
from claims.attribution.tagger import begin, tag
from training.corpus import Article, Gold, divided, read
from training.examples import SHIPPED

_SAME = 0.5

LEAST = 0.25
"""Findings that people mark one time in four are still kept: they are shown as uncertain, and a
checker would rather see them than not. The best F1 of attributions is a little higher up."""


class Judged(NamedTuple):
    """One finding's features, and whether people marked the same content with the same source."""

    features: dict[str, float]
    right: bool


def judged(article: Article) -> list[Judged]:
    """Every candidate of an article, right or not: each marked attribution is matched once."""
    page = article.page
    scored = begin(page)
    assert scored is not None, "the network is not installed"
    linked = tag(page, scored)
    found = [
        (finding, features(page, finding, candidate))
        for candidate in candidates(find(page), linked)
        if (finding := joined(page, candidate)) is not None
    ]
    marked = [_inked(article, one) for one in article.gold]
    right = _right(article, [finding for finding, _ in found], marked)
    return [Judged(row, number in right) for number, (_, row) in enumerate(found)]


def _inked(article: Article, gold: Gold) -> tuple[frozenset[int], frozenset[int]]:
    """Content and source of a marked attribution, as words without punctuation."""
    content, source = (
        frozenset(i for span in gold[role] for i in article.words(span) if _is_word(article, i))
        for role in ("content", "source")
    )
    return content, source


def _is_word(article: Article, position: int) -> bool:
    return any(letter.isalnum() for letter in article.page.doc[position].text)


def _right(
    article: Article,
    found: Sequence[Finding],
    marked: Sequence[tuple[frozenset[int], frozenset[int]]],
) -> set[int]:
    pairs = []
    for number, finding in enumerate(found):
        content = frozenset(i for i in finding.content if _is_word(article, i))
        words = finding.source.words if finding.source else frozenset[int]()
        source = frozenset(i for i in words if _is_word(article, i))
        for other, (its_content, its_source) in enumerate(marked):
            alike = _jaccard(content, its_content)
            if alike >= _SAME:
                pairs.append((alike, _jaccard(source, its_source), number, other))
    used: set[int] = set()
    right: set[int] = set()
    matched: set[int] = set()
    for _, same_source, number, other in sorted(pairs, reverse=True):
        if number not in matched and other not in used:
            matched.add(number)
            used.add(other)
            if same_source >= _SAME:
                right.add(number)
    return right


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def fit(rows: Sequence[Judged]) -> dict[str, float]:
    """The weights of the features."""
    names = list(rows[0].features)
    values = np.array([list(row.features.values()) for row in rows])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(values, [row.right for row in rows])
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), **weights}


def likelihoods(rows: Sequence[Judged], weights: dict[str, float]) -> list[float]:
    """How likely each is right, by these weights."""
    totals = [
        weights["bias"] + sum(weights[name] * value for name, value in row.features.items())
        for row in rows
    ]
    return [float(1 / (1 + np.exp(-total))) for total in totals]


def best_least(rows: Sequence[Judged], likely: Sequence[float], marked: int) -> float:
    """The least confidence to keep, for the best F1."""
    order = sorted(zip(likely, rows, strict=True), key=lambda one: -one[0])
    right, best = 0, (0.0, 0.5)
    for number, (confidence, row) in enumerate(order, 1):
        right += row.right
        best = max(best, (2 * right / (number + marked), confidence))
    return round(best[1], 3)


def table(rows: Sequence[Judged], likely: Sequence[float]) -> str:
    """How often findings of each confidence are right."""
    lines = ["confidence   findings   right"]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, 0.9):
        high = {0.8: 0.9, 0.9: 1.01}.get(low, low + 0.2)
        inside = [row.right for row, p in zip(rows, likely, strict=True) if low <= p < high]
        if inside:
            between = f"{low:.1f}–{min(high, 1):.1f}"
            lines.append(f"{between}      {len(inside):8} {np.mean(inside):7.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    _, kept_out = divided(read(args.train, args.work))
    rows = [row for article in kept_out for row in judged(article)]
    weights = fit(rows)
    likely = likelihoods(rows, weights)
    marked = sum(bool(one["content"]) for article in kept_out for one in article.gold)
    print(f"{marked} marked; best F1 above {best_least(rows, likely, marked):.2f}")
    shipped = {"least": LEAST, **weights}
    (SHIPPED / "confidence.json").write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    print(table(rows, likely))


if __name__ == "__main__":
    main()
