"""Print who says what beside its peers, on news that people annotated.

    python benchmarks/attribution.py --corpora DIR --scorers DIR [--split dev]

DIR/corpora holds polnear/SPLIT (Newell, Margolin and Ruths 2018), DIR/scorers attribution.py, which
owns every definition but one: an everyday cue holds "say", "tell" or "add" in any form, or
"according". Peers that can be installed run here, on the same articles (pip install textacy); the
figures of the others were measured with the same scorer. Exits 1 when a figure is below its floor.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from claims import language, references, text
from claims.attribution import attribute

Found = list[dict[str, Any]]
"""An article's attributions as the scorer reads them: for each role its spans."""

Articles = dict[str, tuple[str, str, Found]]
"""Name, text and what people marked, by the marks' file."""

Row = tuple[str, ...]

OURS = "**redpencil**"
ELSEWHERE = {
    "Guardian/AFP pipeline (JournalismAI 2021)": 0.19,
    "textacy": 0.22,
    "GenderGapTracker": 0.40,
    "BBC Citron, retrained on the corpus": 0.51,
    "two people, against each other": 0.74,
}
FLOORS = {
    "attribution": 0.71,
    "content_token": 0.91,
    "content_span": 0.79,
    "source_acc": 0.89,
    "direct": 0.95,
    "everyday, content": 0.95,
    "everyday, source too": 0.90,
}
EVERYDAY = frozenset(
    "say says said saying tell tells told telling add adds added adding according".split()
)
THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.9)


def scorer(path: Path) -> Any:
    """The scoring script, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(article: str, *, learned: bool = True) -> Found:
    """What this library finds; by its rules alone unless ``learned``."""
    parse = language.parse(text.read(article))
    found = attribute(parse, references.resolve(parse), learned=learned)
    shown = {"source", "cue", "content", "confidence"}
    return [one.model_dump(mode="json", include=shown) for one in found]


def textacy(article: str) -> Found:
    """What textacy finds, paragraph by paragraph: where it meets an odd mark, it stops."""
    from textacy.extract import direct_quotations

    found: Found = []
    start = 0
    for paragraph in article.split("\n"):
        try:
            for speaker, cue, content in direct_quotations(language.model()(paragraph)):
                roles = {"source": speaker, "cue": cue, "content": content}
                found.append(
                    {
                        role: [[start + word.idx, start + word.idx + len(word)] for word in words]
                        for role, words in roles.items()
                    }
                )
        except ValueError:
            pass
        start += len(paragraph) + 1
    return found


def systems() -> Iterator[tuple[str, Callable[[str], Found]]]:
    yield OURS, ours
    yield "redpencil, rules alone", lambda article: ours(article, learned=False)
    if importlib.util.find_spec("textacy"):
        yield "textacy, run here", textacy


def system(name: str, report: dict[str, Any]) -> Row:
    """The scorer's figures as one row."""
    figures = report["metrics"]
    one = figures["attribution"]
    parts = [one["f1"], one["precision"], one["recall"]]
    parts += [figures["content_token"]["f1"], figures["content_span"]["f1"]]
    return name, *(f"{part:.3f}" for part in [*parts, figures["source_acc"]["precision"]])


def everyday(score: Any, articles: Articles, found: dict[str, Found]) -> tuple[int, float, float]:
    """Of attributions with an everyday cue: how many, contents found, the source right too."""
    marked = contents = right = 0
    for name, article, gold in articles.values():
        tokens = score.Tokens(article)
        words = [word.group().lower() for word in score.WORD.finditer(article)]
        triples, _ = score.token_triples(gold, tokens)
        predicted, _ = score.token_triples(found[name], tokens)
        matched = dict(score.match_greedy(triples, predicted))
        for number, one in enumerate(triples):
            if EVERYDAY.isdisjoint(words[position] for position in one["cue"]):
                continue
            marked += 1
            if number in matched:
                source = predicted[matched[number]]["source"]
                contents += 1
                right += score.jaccard(one["source"], source) >= score.THRESHOLD
    return marked, contents / marked, right / marked


def thresholds(score: Any, articles: Articles, found: dict[str, Found]) -> Iterator[Row]:
    """How often what is shown is right, and how much of all is shown, from a confidence on."""
    for least in THRESHOLDS:
        kept = {
            name: [one for one in attributions if one["confidence"] >= least]
            for name, attributions in found.items()
        }
        one = score.evaluate(articles, kept)["metrics"]["attribution"]
        shown = f"at least {least:.1f}" if least else "any"
        yield shown, f"{one['counts'][1]:,}", f"{one['precision']:.3f}", f"{one['recall']:.3f}"


def publishers(score: Any, articles: Articles, found: dict[str, Found]) -> Iterator[Row]:
    """The figures for each publisher: the first part of an article's name."""
    by_name: defaultdict[str, Articles] = defaultdict(dict)
    for key, article in articles.items():
        by_name[article[0].split("_")[0]][key] = article
    for publisher, some in sorted(by_name.items()):
        its = {name: found[name] for name, _, _ in some.values()}
        one = score.evaluate(some, its)["metrics"]["attribution"]
        parts = (one["f1"], one["precision"], one["recall"])
        yield publisher, str(len(some)), *(f"{part:.3f}" for part in parts)


def table(head: str, rows: Iterable[Row]) -> str:
    columns = head.split(" | ")
    lines = [f"| {head} |", "|" + "---|" * len(columns), *(f"| {' | '.join(r)} |" for r in rows)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    args = parser.parse_args()
    score = scorer(args.scorers / "attribution.py")
    articles: Articles = score.read_gold(str(args.corpora / "polnear" / args.split))
    texts = {name: article for name, article, _ in articles.values()}
    found = {
        title: {name: read(article) for name, article in texts.items()} for title, read in systems()
    }
    reports = {title: score.evaluate(articles, one) for title, one in found.items()}
    rows = [system(title, report) for title, report in reports.items()]
    rows += [(title, f"{f1:.2f}", *["–"] * 5) for title, f1 in ELSEWHERE.items()]
    head = (
        "system | F1 | precision | recall | content words | content spans | source, given content"
    )
    print(table(head, sorted(rows, key=lambda row: row[1], reverse=True)))
    mine, report = found[OURS], reports[OURS]
    count, contents, right = everyday(score, articles, mine)
    kinds = [
        (kind, str(row["gold"]), f"{row['content_recall']:.3f}", f"{row['attribution_recall']:.3f}")
        for kind, row in report["per_type"].items()
    ]
    cues = "say, tell, add, according to", str(count), f"{contents:.3f}", f"{right:.3f}"
    print(table("of these | marked | words found | and the source right", [cues, *kinds]))
    head = "confidence | shown | of these right | of all marked"
    print(table(head, thresholds(score, articles, mine)))
    head = "publisher | articles | F1 | precision | recall"
    print(table(head, publishers(score, articles, mine)))
    reached = {
        **{name: report["metrics"][name]["f1"] for name in ("attribution", "content_token")},
        "content_span": report["metrics"]["content_span"]["f1"],
        "source_acc": report["metrics"]["source_acc"]["precision"],
        "direct": report["per_type"]["direct"]["content_recall"],
        "everyday, content": contents,
        "everyday, source too": right,
    }
    below = [name for name, least in FLOORS.items() if round(reached[name], 3) < least]
    sys.exit(f"below the floor: {', '.join(below)}" if below else 0)


if __name__ == "__main__":
    main()
