"""Learn which source and content belong to which cue, from the segments that people marked.

python -m training.linker TRAIN --work DIR
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from claims.attribution.tagger.decoding import ROLES, Segment
from claims.attribution.tagger.linking import pairs
from training.corpus import Article, read

WEIGHTS = Path(__file__).parent.parent / "claims/attribution/tagger/weights/linker.json"


def marked_segments(article: Article) -> dict[Segment, set[int]]:
    """The segments that people marked, with the numbers of the attributions each belongs to."""
    found: defaultdict[Segment, set[int]] = defaultdict(set)
    for number, gold in enumerate(article.gold):
        for role in ROLES:
            for span in gold[role]:
                words = article.words(span)
                if words:
                    found[Segment(role, words[0], words[-1], 1.0)].add(number)
    return found


def learn(articles: list[Article]) -> dict[str, dict[str, float]]:
    """Weights of every feature, by side."""
    rows: defaultdict[str, list[list[float]]] = defaultdict(list)
    answers: defaultdict[str, list[bool]] = defaultdict(list)
    names: list[str] = []
    for article in articles:
        marked = marked_segments(article)
        segments = sorted(marked, key=lambda one: one.first)
        for segment, cue, side, features in pairs(article.page, segments):
            names = names or list(features)
            rows[side].append(list(features.values()))
            answers[side].append(bool(marked[segment] & marked[cue]))
    return {side: _fit(names, rows[side], answers[side]) for side in sorted(rows)}


def _fit(names: list[str], rows: list[list[float]], answers: list[bool]) -> dict[str, float]:
    scaler = StandardScaler()
    model = LogisticRegression(max_iter=500).fit(scaler.fit_transform(np.array(rows)), answers)
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1)
    weights = model.coef_[0] / scale
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    found = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return {"bias": round(bias, 4), **found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    learned = learn(read(args.train, args.work))
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
