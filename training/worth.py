"""Learn how much a claim is worth checking, from the sentences that fact-checkers picked.

    python -m training.worth DEBATES

DEBATES is the folder ``training`` of CheckThat! 2019, task 1 (Atanasova et al. 2019). Prints the
mean average precision when each debate in turn is left out, then writes the weights learned from
all.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from claims.extraction.worth import scoring
from claims.extraction.worth.scoring import Evidence, Weights, name_of
from claims.extraction.worth.signs import SIGNS
from training.debates import Debate, Line, read

SHIPPED = Path(scoring.__file__).parent / "weights.json"

SIGN_SCALE = 0.03
"""How freely signs may weigh beside terms: of 2 to 5 hundredths the middle."""
STRENGTH = 0.15
"""The inverse of the regularisation, for terms and signs alike."""
RAREST = 3
"""Lines that a term must stand in to be learned."""
PICKED = 8
"""How many lines that nobody picked a picked one counts for: they are one in forty."""
CLAIMLESS = 0.5
"""How far a line falls behind when no claim is found in it."""

_NAMES = [name_of(sign) for sign in SIGNS]


def measures(evidence: Evidence) -> list[float]:
    """The signs of a line as numbers, its length and nouns last."""
    signs = [float(bool(evidence.signs[name])) for name in _NAMES]
    return [*signs, evidence.length, evidence.nouns]


def _numbers(line: Line) -> list[float]:
    """The measures, and whether a claim is found: the signs need not explain questions."""
    return [*measures(line.evidence), float(line.claims)]


def rarity(lines: Sequence[Line]) -> dict[str, float]:
    """The inverse document frequency of each term that is not too rare."""
    counts = Counter(term for line in lines for term in {one.key for one in line.evidence.terms})
    kept = {term: n for term, n in sorted(counts.items()) if n >= RAREST}
    return {term: 1 + math.log((1 + len(lines)) / (1 + n)) for term, n in kept.items()}


def term_matrix(lines: Sequence[Line], rare: dict[str, float]) -> sparse.csr_matrix:
    """A row a line, of length 1: tf-idf."""
    column = {term: place for place, term in enumerate(rare)}
    values, columns, ends = [], [], [0]
    for line in lines:
        counts = Counter(one.key for one in line.evidence.terms if one.key in rare)
        row = [(1 + math.log(n)) * rare[term] for term, n in counts.items()]
        length = math.hypot(*row) or 1.0
        values += [value / length for value in row]
        columns += [column[term] for term in counts]
        ends.append(len(values))
    return sparse.csr_matrix((values, columns, ends), shape=(len(lines), len(rare)))


def fit(debates: Sequence[Debate]) -> Weights:
    """The weights that tell picked lines from others, all debates together."""
    lines = [line for debate in debates for line in debate.lines]
    picked = [line.picked for line in lines]
    rare = rarity(lines)
    numbers = np.array([_numbers(line) for line in lines])
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    scaled = sparse.csr_matrix((numbers - middle) / spread * SIGN_SCALE)
    model = LogisticRegression(
        C=STRENGTH, class_weight={False: 1, True: PICKED}, solver="liblinear", max_iter=2000
    ).fit(sparse.hstack([term_matrix(lines, rare), scaled]).tocsr(), picked)
    found = model.coef_[0]
    plain = found[len(rare) :] * SIGN_SCALE / spread
    *signs, length, nouns, claims = plain.tolist()
    return Weights(
        bias=float(model.intercept_[0] - plain @ middle) + claims,
        length=length,
        nouns=nouns,
        signs=dict(zip(_NAMES, signs, strict=True)),
        terms=dict(zip(rare, zip(rare.values(), found.tolist(), strict=False), strict=False)),
    )


def score(line: Line, weights: Weights) -> float:
    """The worth of a line: that of its strongest claim."""
    return scoring.total(line.evidence, weights) - (0.0 if line.claims else CLAIMLESS)


def left_out(debates: Sequence[Debate]) -> Iterator[tuple[Debate, list[float]]]:
    """Each debate with the scores of its lines, by weights learned from all the others."""
    for debate in debates:
        weights = fit([other for other in debates if other is not debate])
        yield debate, [score(line, weights) for line in debate.lines]


def average_precision(picked: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean, over the picked lines, of the precision down to each."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    ranks = [rank for rank, place in enumerate(order, 1) if picked[place]]
    return sum(number / rank for number, rank in enumerate(ranks, 1)) / len(ranks)


def calibrated(weights: Weights, scores: Sequence[float], picked: Sequence[bool]) -> Weights:
    """The weights as log-odds against an average line, by the scores of debates left out."""
    model = LogisticRegression(C=1e6).fit(np.array(scores)[:, None], picked)
    share = sum(picked) / len(picked)
    slope = float(model.coef_[0][0])
    return Weights(
        bias=weights.bias * slope + float(model.intercept_[0]) - math.log(share / (1 - share)),
        length=weights.length * slope,
        nouns=weights.nouns * slope,
        signs={name: weight * slope for name, weight in weights.signs.items()},
        terms={term: (rare, w * slope) for term, (rare, w) in weights.terms.items()},
    )


def write(weights: Weights, path: Path) -> None:
    """As JSON, a term a line."""
    signs = {name: round(weight, 3) for name, weight in weights.signs.items()}
    head = {"bias": weights.bias, "length": weights.length, "nouns": weights.nouns}
    fields = [f'"{name}": {value:.4f}' for name, value in head.items()]
    fields.append(f'"signs": {json.dumps(signs, indent=1)}')
    terms = [
        f"{json.dumps(term, ensure_ascii=False)}: [{rare:.2f}, {weight:.3f}]"
        for term, (rare, weight) in sorted(weights.terms.items())
    ]
    fields.append('"terms": {\n' + ",\n".join(terms) + "\n}")
    path.write_text("{\n" + ",\n".join(fields) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("debates", type=Path)
    args = parser.parse_args()
    debates = read(args.debates)
    scores: list[float] = []
    precisions = []
    for debate, found in left_out(debates):
        picked = [line.picked for line in debate.lines]
        precisions.append(average_precision(picked, found))
        print(f"{debate.name:32} {len(found):5} lines  AP {precisions[-1]:.4f}")
        scores += found
    print(f"MAP {sum(precisions) / len(precisions):.4f} over {len(debates)} debates")
    every = [line.picked for debate in debates for line in debate.lines]
    write(calibrated(fit(debates), scores, every), SHIPPED)


if __name__ == "__main__":
    main()
