"""Print how fast the tool is, as ratios to a floor measured in the same run.

    python benchmarks/speed.py [--runs N] [FILE ...]

Start-up: `verify list` and `verify mark` on 1,000 claims, against the same Python importing
click and sqlite3 and nothing else. Extraction: `claims.extract` against spaCy's own pipeline on
the same texts (the FILEs, or the seed article many times over). Medians of paired runs; trust
the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import claims
from claims import language

SEED = Path(__file__).parent.parent / "seeds" / "venezuela-russia.txt"
FLOOR = (sys.executable, "-c", "import click, sqlite3")
WORDS = "harbour tunnel bridge school hospital railway museum airport library market".split()


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
    return f"{ratio:.2f} × | {mine * 1000:,.0f} ms | {theirs * 1000:,.0f} ms"


def command(database: Path, *words: str) -> Callable[[], object]:
    env = {**os.environ, "VERIFY_DB": str(database), "VERIFY_USER": "bench"}
    argv = (sys.executable, "-m", "verify", *words)
    return lambda: subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=True)


def thousand_claims(folder: Path) -> Path:
    """A database with 1,000 claims from generated sentences, one plain fact each."""
    text = "\n".join(
        f"The {WORDS[n % 10]} of district {n} was built for {n + 3} million dollars."
        for n in range(1000)
    )
    (folder / "thousand.txt").write_text(text, encoding="utf-8")
    database = folder / "speed.db"
    command(database, "add", str(folder / "thousand.txt"))()
    return database


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    print("| what | ratio | here | floor |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        database = thousand_claims(Path(folder))
        bare = lambda: subprocess.run(FLOOR, check=True)  # noqa: E731 - a name for the floor
        for words in (("list", "--limit", "50"), ("mark", "1", "checking"), ("--help",)):
            row = paired(command(database, *words), bare, args.runs)
            print(f"| `verify {' '.join(words)}` / import click, sqlite3 | {row} |")
    texts = [path.read_text(encoding="utf-8") for path in args.files]
    texts = texts or [SEED.read_text(encoding="utf-8")] * 10
    row = paired(
        lambda: [claims.extract(text) for text in texts],
        stock_pipeline(texts),
        max(3, args.runs // 3),
    )
    print(f"| `claims.extract` / spaCy's own pipeline, {len(texts)} texts | {row} |")


if __name__ == "__main__":
    main()
