"""Print how fast the tool is, as ratios to a floor measured in the same run.

    python benchmarks/speed.py [--runs N] [FILE ...]

Extraction: `claims.extract` against spaCy's own pipeline on
the same texts (the FILEs, or the seed article many times over), with the limit it is held to, and
how many programs wanted a core meanwhile: it uses a second one where there is one. Versions:
`claims.diff` of 10,000 claims with an edited copy, against rapidfuzz on as many pairs as it
measures and on every pair, in chunks; its memory against the full matrix; and the workbench's list
and diff of an article with 1,000 versions against 10, which takes a minute or two to write
(``--versions``: these rows alone). Medians of paired runs; trust the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rapidfuzz import process

import claims
from claims import language, matching
from verify.records import Filter, Metadata
from verify.workbench import Workbench

SEED = Path(__file__).parent.parent / "seeds" / "venezuela-russia.txt"
WORDS = "harbour tunnel bridge school hospital railway museum airport library market".split()
DEEDS = "opened closed rebuilt sold bought leased painted heated flooded insured".split()
CLAIMS = 10_000
EDITED, MOVED = CLAIMS // 20, CLAIMS // 100
CHUNK = 500
"""Claims compared with all others at a time, so that no full matrix is held."""
EXTRACT = 1.5
"""The most that an extraction should take, in times of spaCy's own pipeline."""
FEW, MANY = 10, 1000
"""Versions of an article."""
MEGABYTE = 1_000_000


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(ours: Callable[[], object], floor: Callable[[], object], runs: int) -> str:
    """Median ratio of ours to the floor, run in turn after one warm-up."""
    ours(), floor()
    times = [(seconds(ours), seconds(floor)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in times)
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    return f"{ratio:,.2f} × | {_shown(mine)} | {_shown(theirs)}"


def _shown(lasted: float) -> str:
    return f"{lasted * 1000:,.0f} ms" if lasted > 0.02 else f"{lasted * 1000:.2f} ms"


def busy() -> str:
    """How far to trust what was just measured."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def stock_pipeline(texts: list[str]) -> Callable[[], object]:
    """spaCy's pipeline as it comes: thinc shares one set of kernels, so its own is put back."""
    nlp = import_module(language.model_name()).load()
    kernels = nlp.get_pipe("ner").model.ops

    def run() -> None:
        kernels.use_blis = True
        try:
            for text in texts:
                nlp(text)
        finally:
            kernels.use_blis = False

    return run


def two_versions() -> tuple[list[str], list[str]]:
    """Generated claims, and a copy with one in twenty edited and one in a hundred moved."""
    before = [
        f"The {WORDS[n % 10]} of district {n} was {DEEDS[n // 10 % 10]} for {n + 3} million euros."
        for n in range(CLAIMS)
    ]
    after = list(before)
    chance = random.Random(5)
    for n in chance.sample(range(CLAIMS), EDITED):
        old, new = chance.choice((("million", "billion"), (" was ", " was last year ")))
        after[n] = after[n].replace(old, new)
    for n in chance.sample(range(CLAIMS), MOVED):
        after.insert(chance.randrange(CLAIMS), after.pop(n))
    return before, after


def measured_pairs(before: list[str], after: list[str]) -> int:
    """How many pairs of claims the diff measures the likeness of."""
    with patch.object(matching, "similarity", wraps=matching.similarity) as likeness:
        claims.diff(before, after)
    return likeness.call_count


def in_chunks(before: list[str], after: list[str]) -> None:
    """rapidfuzz measures each with each, and no more is held than a chunk needs."""
    for start in range(0, len(before), CHUNK):
        process.cdist(before[start : start + CHUNK], after, dtype=np.float32)


def differing(runs: int) -> Iterator[str]:
    """Rows on the diff of two long versions."""
    before, after = two_versions()
    diff = lambda: claims.diff(before, after)  # noqa: E731 - a name for what is measured
    pairs = measured_pairs(before, after)
    some = before[:EDITED], after[: pairs // EDITED]
    name = f"`claims.diff`, twice {CLAIMS:,} claims"
    row = paired(diff, lambda: in_chunks(*some), runs)
    yield f"{name} / rapidfuzz cdist of the {pairs:,} pairs it measures | {row}"
    row = paired(diff, lambda: in_chunks(before, after), runs)
    yield f"{name} / rapidfuzz cdist of all {CLAIMS**2:,} pairs | {row}"
    tracemalloc.start()
    diff()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    full = CLAIMS**2 * np.dtype(np.float32).itemsize
    sizes = f"{peak / MEGABYTE:,.0f} MB | {full / MEGABYTE:,.0f} MB"
    yield f"its peak memory / a matrix of all pairs | {peak / full:.2f} × | {sizes}"


def versioned(folder: Path, count: int) -> Path:
    """A database with one short article in so many versions, each of which changed something."""
    database = folder / f"{count}.db"
    with Workbench(database, actor="bench") as desk:
        for number in range(count):
            text = (
                f"The mayor said the harbour cost {number + 3} million dollars.\n"
                "The tunnel was closed on Monday.\n"
                f"The bridge was {DEEDS[number % 2]} in May."
            )
            if number:
                desk.add_version("short", text)
            else:
                desk.add(text, Metadata(slug="short"))
    return database


def rereading(folder: Path, runs: int) -> Iterator[str]:
    """Rows on an article with many versions beside one with few."""
    wanted = Filter(article="short")
    with (
        Workbench(versioned(folder, FEW), actor="bench") as few,
        Workbench(versioned(folder, MANY), actor="bench") as many,
    ):
        row = paired(lambda: many.claims(wanted), lambda: few.claims(wanted), runs)
        yield f"`Workbench.claims`, {MANY:,} versions / {FEW} | {row}"
        row = paired(lambda: many.diff("short"), lambda: few.diff("short"), runs)
        yield f"`Workbench.diff`, {MANY:,} versions / {FEW} | {row}"


def one_article(files: list[Path], runs: int) -> None:
    """Print the row on extraction."""
    texts = [path.read_text(encoding="utf-8") for path in files]
    texts = texts or [SEED.read_text(encoding="utf-8")] * 10
    row = paired(
        lambda: [claims.extract(text) for text in texts],
        stock_pipeline(texts),
        max(3, runs // 3),
    )
    what = f"{len(texts)} texts, at most {EXTRACT} ×, {busy()}"
    print(f"| `claims.extract` / spaCy's own pipeline, {what} | {row} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--versions", action="store_true", help="measure the versions alone")
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    print("| what | ratio | here | floor |\n|---|---|---|---|")
    if not args.versions:
        one_article(args.files, args.runs)
    for row in differing(3):
        print(f"| {row} |")
    with tempfile.TemporaryDirectory() as folder:
        for row in rereading(Path(folder), 10 * args.runs):
            print(f"| {row} |")


if __name__ == "__main__":
    main()
