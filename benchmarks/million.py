"""Print how long the same fact is looked for among a million claims, and whether it is found.

    python benchmarks/million.py FILE [--claims N] [--runs N]

FILE is the database that ``benchmarks/archive.py`` makes; it is made when it is not there. Times
are told as ratios to one indexed look-up: what ``verify show`` reads of a claim, by its id, with
its article, its words, its events and its evidence. Look-up and questions are asked of one desk
that has the database open, each once before it is timed, so that nothing waits for the disk; what
is timed is the processor's time. Ends with 1 where a question takes more than 50 look-ups, or where
a claim is not found by other words.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import archive
from machine import machine

from verify.records import Filter
from verify.store import listing, searching
from verify.workbench import (  # noqa: F401 - loaded before anything is timed
    Workbench,
    independence,
    resembling,
)

MOST = 50
"""Look-ups that a question may take."""
LOOKED_FOR = 60
"""Claims that are looked for by other words."""
FRAMES = (
    "{deed} for {figure} million: {place}'s {thing} in district {district}",
    "District {district} of {place} has {deed} its {thing} at a price of {figure},000 dollars",
    "{place} says it will see the {thing}, district {district}, {deed} by {figure} firms",
)


def taken(question: Callable[[int], object], ids: list[int]) -> float:
    """The median of the processor's seconds that a question about each claim takes."""
    for one in ids:
        question(one)
    times = []
    for one in ids:
        began = time.process_time()
        question(one)
        times.append(time.process_time() - began)
    return statistics.median(times)


def ratios(desk: Workbench, claims: int, runs: int) -> Iterator[tuple[str, float, float]]:
    """Each question with its seconds and its look-ups; the look-up first."""
    chance = random.Random(3)
    alone = [chance.randrange(1, claims + 1) for _ in range(runs)]
    repeated = [one // archive.REPEATED * archive.REPEATED + 1 for one in alone]
    floor = taken(desk.show, alone + repeated)
    yield "one look-up, as of verify show", floor, 1.0
    questions: tuple[tuple[str, Callable[[int], object], list[int]], ...] = (
        ("verify similar, of a claim that one article makes", desk.similar, alone),
        ("verify similar, of one that some ten make", desk.similar, repeated),
        ("circular sourcing (--independent), of one", lambda one: desk.independence([one]), alone),
        ("circular sourcing, of ten", lambda one: desk.independence([one]), repeated),
        (
            "verify list --repeated, a page of 50",
            lambda _: desk.claims(Filter(repeated=True), limit=50),
            alone,
        ),
    )
    for name, question, ids in questions:
        seconds = taken(question, ids)
        yield name, seconds, seconds / floor


def found(desk: Workbench, claims: int) -> int:
    """How many claims that one article makes are found by what another might write of it: in other
    words and with another figure.
    """
    chance = random.Random(5)
    ids = [chance.randrange(claims // 50) * 50 + 7 for _ in range(LOOKED_FOR)]
    hits = 0
    with desk.reading() as db:
        for row in listing.rows(db, ids):
            _, thing, _, place, _, district, _, deed, *_ = row.text.split()
            told = chance.choice(FRAMES).format(
                thing=thing, place=place, district=district, deed=deed, figure=chance.randrange(900)
            )
            words = resembling.search_words(told)
            hits += row.id in searching.with_rare_words(db, words, besides=0)
    return hits


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--claims", type=int, default=archive.CLAIMS)
    parser.add_argument("--runs", type=int, default=20)
    args = parser.parse_args()
    print(f"{machine()}; {args.claims:,} claims\n")
    print("| | ms | look-ups |\n|---|---|---|")
    slow = False
    with Workbench(archive.archive(args.file, args.claims), actor="bench") as desk:
        for name, seconds, ratio in ratios(desk, args.claims, args.runs):
            slow = slow or ratio > MOST
            print(f"| {name} | {seconds * 1000:.2f} | {ratio:.1f} × |", flush=True)
        hits = found(desk, args.claims)
    print(f"\n{hits} of {LOOKED_FOR} claims are found by other words with another figure.")
    sys.exit(slow or hits < LOOKED_FOR)


if __name__ == "__main__":
    main()
