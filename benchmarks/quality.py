"""Print how good extraction, attribution, worth and the diff are, on what people annotated.

    python benchmarks/quality.py --corpora DIR --scorers DIR [--work DIR] [--only NAME ...]

DIR/corpora holds polnear/dev, propsegment, revisions and checkthat/training; DIR/scorers the
scoring scripts attribution.py, propositions.py, changes.py and worthiness.py, which own the
definitions of every figure. The texts are their owners' and not part of this project. ``worth``
learns anew for each debate and needs scikit-learn, ``values`` runs quantulum3 beside. Predictions
are left in --work, so that a scorer can be run on them again. Exits 1 when a figure is below its
floor.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

import changes as edits
import figures
from attribution import ELSEWHERE, FLOORS, scorer

import claims


class Row(NamedTuple):
    """One line of a table: a system and its figure."""

    system: str
    figure: float


class Measure(NamedTuple):
    """A figure, its floor, and what other systems reach on the same data."""

    name: str
    value: float
    floor: float
    higher_is_better: bool
    peers: tuple[Row, ...]

    @property
    def holds(self) -> bool:
        return self.value >= self.floor if self.higher_is_better else self.value <= self.floor


# Measured with the same scorers on the same texts.
ATTRIBUTION_PEERS = tuple(starmap(Row, ELSEWHERE.items()))
PROPOSITION_PEERS = (
    Row("triplet-extract (Stanford OpenIE)", 0.168),
    Row("whole sentences", 0.196),
    Row("claucy (ClausIE)", 0.244),
    Row("clause-segmenter", 0.272),
    Row("one rater against the reference", 0.621),
)
WORTH_PEERS = (
    Row("sentence length", 0.128),
    Row("tf-idf and logistic regression", 0.201),
)


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def run(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{words[0]} failed:\n{done.stderr}")
    return done.stdout


def attribution(corpora: Path, scorers: Path, work: Path) -> Iterator[Measure]:
    """Who says what: F1 over attributions whose content is found and whose source is right."""
    gold = corpora / "polnear" / "dev"
    predictions = write_lines(work / "attribution.jsonl", _attributions(gold / "text"))
    report = work / "attribution.json"
    script = scorers / "attribution.py"
    print(run(script, gold, predictions, "--per-type", "--json", report))
    figures = json.loads(report.read_text(encoding="utf-8"))["metrics"]
    least = FLOORS["attribution"]
    yield Measure("attribution F1", figures["attribution"]["f1"], least, True, ATTRIBUTION_PEERS)


def _attributions(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            found = claims.extract(handle.read()).attributions
        roles = {"source", "cue", "content"}
        yield {
            "doc": path.stem,
            "attributions": [one.model_dump(mode="json", include=roles) for one in found],
        }


def propositions(corpora: Path, scorers: Path, work: Path) -> Iterator[Measure]:
    """Atomic claims: F1 over propositions, sentence by sentence."""
    script = [scorers / "propositions.py", "--data", corpora / "propsegment", "--split", "dev"]
    sentences = [json.loads(line) for line in run(*script, "inputs").splitlines()]
    rows = (
        {
            "document_id": sentence["document_id"],
            "sentence_index": sentence["sentence_index"],
            "propositions": [claim.spans for claim in claims.extract(sentence["text"]).claims],
        }
        for sentence in sentences
    )
    predictions = write_lines(work / "propositions.jsonl", rows)
    report = work / "propositions.json"
    print(run(*script, "--json", report, "score", predictions))
    figures = json.loads(report.read_text(encoding="utf-8"))["propositions"]
    yield Measure("atomic claims F1", figures["F1"], 0.51, True, PROPOSITION_PEERS)


def changes(corpora: Path, scorers: Path, work: Path) -> Iterator[Measure]:
    """What changed: pairs of sentences, then whole documents. ``changes.py`` has more peers."""
    script, revisions = scorers / "changes.py", corpora / "revisions"
    golds = revisions / "pairs_dev.jsonl", revisions / "docs_dev.jsonl"
    pairs, documents = map(edits.read, golds)
    ours = list(map(edits.judged, pairs)), list(map(edits.aligned, documents))
    print(run(script, "--gold", golds[0], "--pred", write_lines(work / "pairs.jsonl", ours[0])))
    found = write_lines(work / "documents.jsonl", ours[1])
    print(run(script, "--docs", "--gold", golds[1], "--pred", found))
    score = scorer(script)
    reached = edits.figures(score, pairs, documents, *ours)
    theirs = edits.reached(score, edits.any_difference(score), pairs, documents)
    for name, bound in (edits.LEAST | edits.MOST).items():
        peers = [Row(other, hard4) for other, hard4 in edits.ELSEWHERE.items() if name == "hard4"]
        peers.append(Row(edits.ANY_DIFFERENCE, theirs[name]))
        yield Measure(f"edits, {name}", reached[name], bound, name in edits.LEAST, tuple(peers))


def worth(corpora: Path, scorers: Path, work: Path) -> Iterator[Measure]:
    """What to check first: mean average precision, each debate ranked by what the others taught."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from training.debates import read
    from training.worth import left_out

    gold = corpora / "checkthat" / "training"
    predictions = work / "worth.tsv"
    with predictions.open("w", encoding="utf-8") as handle:
        for debate, scores in left_out(read(gold)):
            for line, score in zip(debate.lines, scores, strict=True):
                handle.write(f"{debate.name}\t{line.number}\t{score:.6f}\n")
    printed = run(scorers / "worthiness.py", gold, predictions)
    print(printed)
    found = re.search(r"MAP ([\d.]+)", printed)
    assert found, printed
    yield Measure("worth: mean average precision", float(found[1]), 0.24, True, WORTH_PEERS)


def values(_: Path, __: Path, ___: Path) -> Iterator[Measure]:
    """Figures and dates of our own sentences, which are read by rules written with them in view."""
    figures_right, days_right = figures.figures(), figures.days()
    other = Row("quantulum3, values alone", figures.quantulum())
    yield Measure("figures of our own sentences F1", figures_right, 0.95, True, (other,))
    yield Measure("dates of our own sentences F1", days_right, 0.95, True, ())


TASKS = {
    "attribution": attribution,
    "propositions": propositions,
    "values": values,
    "changes": changes,
    "worth": worth,
}


def table(measures: list[Measure]) -> str:
    """The figures as a Markdown table, ours beside the others'."""
    lines = ["| measure | redpencil | floor | others on the same data |", "|---|---|---|---|"]
    for one in measures:
        others = " · ".join(f"{row.system} {row.figure:.3g}" for row in one.peers)
        bound = ("≥" if one.higher_is_better else "≤") + f" {one.floor:g}"
        mark = "" if one.holds else " **below**"
        lines.append(f"| {one.name} | **{one.value:.3f}**{mark} | {bound} | {others} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, required=True)
    parser.add_argument("--work", type=Path, help="keep the predictions here")
    parser.add_argument("--only", action="append", choices=TASKS, help="measure only this")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = args.work or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        measures = [
            measure
            for name in args.only or TASKS
            for measure in TASKS[name](args.corpora, args.scorers, work)
        ]
    print(table(measures))
    sys.exit(0 if all(measure.holds for measure in measures) else 1)


if __name__ == "__main__":
    main()
