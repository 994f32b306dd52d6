"""Learn which edits reword a claim, from pairs of sentences that people labelled.

    python -m training.changes PAIRS [DOCUMENTS]

PAIRS and DOCUMENTS are files of labelled edits and drafts (``revisions.py`` says what is in them).
Prints how they are judged by weights learned from other pages and essays, then writes the weights
learned from all pairs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from claims.difference.paraphrase import SIGNS, scoring
from claims.difference.paraphrase.scoring import Weights, is_paraphrase
from training.revisions import Document, Pair, carried, read, read_documents

SHIPPED = Path(scoring.__file__).parent / "weights.json"

STRENGTH = 0.05
"""The inverse of the regularisation: .03 to .1 judge alike."""
LIKELY, SURE = 0.7, 0.38
"""How likely a change may be where a paraphrase is likely, and where it is sure: chosen for few
changes missed, on pairs and documents left out."""
FOLDS = 5
HARD = ("wiki_comment", "condaqa", "glue_diag", "news_sts")
"""Corpora in which the length of the edit does not give the label away."""

_NAMES = [sign.name for sign in SIGNS]

Learned = Callable[[str], Weights]
"""The weights for a group, learned from all others."""


def fit(pairs: Sequence[Pair]) -> Weights:
    """The weights that tell changes from rewordings; no corpus outweighs the others by its size."""
    undecided = [pair for pair in pairs if pair.decided is None]
    sizes = Counter((pair.stratum, pair.changed) for pair in undecided)
    shares = np.array([sizes[pair.stratum, pair.changed] ** -0.5 for pair in undecided])
    numbers = np.array([[pair.signs[name] for name in _NAMES] for pair in undecided])
    scaler = StandardScaler().fit(numbers)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(
        scaler.transform(numbers),
        [pair.changed for pair in undecided],
        sample_weight=shares / shares.mean(),
    )
    weights = model.coef_[0] / scaler.scale_
    return Weights(
        bias=float(model.intercept_[0] - weights @ scaler.mean_),
        likely=_log_odds(LIKELY),
        sure=_log_odds(SURE),
        signs=dict(zip(_NAMES, weights.tolist(), strict=True)),
    )


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def is_changed(pair: Pair, weights: Weights) -> bool:
    """The judgement on a pair: by rules where they decide, by the weights where not."""
    if pair.decided is not None:
        return pair.decided
    return not is_paraphrase(pair.signs, weights, "likely")


def cross_fitted(pairs: Sequence[Pair], seed: int = 0) -> Learned:
    """For the pairs of each page, essay or document the weights that others taught."""
    groups = sorted({pair.group for pair in pairs})
    random.Random(seed).shuffle(groups)
    fold = {group: place % FOLDS for place, group in enumerate(groups)}
    learned = [fit([pair for pair in pairs if fold[pair.group] != one]) for one in range(FOLDS)]
    return lambda group: learned[fold.get(group, 0)]


def table(pairs: Sequence[Pair], told: Sequence[bool]) -> list[str]:
    """A row for each corpus: macro-F1, changes missed, rewordings called a change."""
    rows = [f"{'':14}{'n':>6}{'macro-F1':>10}{'missed':>8}{'alarms':>8}"]
    hard: list[float] = []
    for stratum in dict.fromkeys(pair.stratum for pair in pairs):
        both = [(p.changed, t) for p, t in zip(pairs, told, strict=True) if p.stratum == stratum]
        f1 = (_f1(both, label=True) + _f1(both, label=False)) / 2
        hard += [f1] if stratum in HARD else []
        missed, alarms = (_share(both, label=label) for label in (True, False))
        rows.append(f"{stratum:14}{len(both):6}{f1:10.3f}{missed:8.3f}{alarms:8.3f}")
    rows.append(f"{'hard4':14}{'':6}{sum(hard) / len(hard):10.3f}")
    return rows


def _f1(both: Sequence[tuple[bool, bool]], *, label: bool) -> float:
    right = sum(gold == told == label for gold, told in both)
    named = sum((gold == label) + (told == label) for gold, told in both)
    return 2 * right / named if named else 0.0


def _share(both: Sequence[tuple[bool, bool]], *, label: bool) -> float:
    """How many of one label were given the other."""
    told = [found for gold, found in both if gold == label]
    return sum(found != label for found in told) / len(told) if told else math.nan


def document_table(documents: Sequence[Document], learned: Learned) -> list[str]:
    """A row for each source: changed sentences whose verdict was kept, others sent back."""
    rows = [f"{'':22}{'unsafe':>8}{'needless':>10}"]
    for source in dict.fromkeys(document.source for document in documents):
        both = [
            (gold, not kept)
            for document in documents
            if document.source == source
            for gold, kept in carried(document, learned(document.group))
        ]
        unsafe, needless = (_share(both, label=label) for label in (True, False))
        rows.append(f"{source:22}{unsafe:8.3f}{needless:10.3f}")
    return rows


def write(weights: Weights, path: Path) -> None:
    """As JSON, a sign a line."""
    rounded = {name: round(weight, 4) for name, weight in weights.signs.items()}
    head = {"bias": weights.bias, "likely": weights.likely, "sure": weights.sure}
    found = {**{name: round(value, 4) for name, value in head.items()}, "signs": rounded}
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("documents", type=Path, nargs="?")
    args = parser.parse_args()
    pairs = read(args.pairs)
    learned = cross_fitted(pairs)
    print("judged by weights learned from other pages:")
    print("\n".join(table(pairs, [is_changed(pair, learned(pair.group)) for pair in pairs])))
    if args.documents:
        print("\n".join(document_table(read_documents(args.documents), learned)))
    weights = fit(pairs)
    print("judged by weights learned from all:")
    print("\n".join(table(pairs, [is_changed(pair, weights) for pair in pairs])))
    write(weights, SHIPPED)


if __name__ == "__main__":
    main()
