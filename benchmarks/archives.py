"""Print how fast archives are taken in, and from that what large ones need.

    python benchmarks/archives.py [--articles N] [--runs N]

Articles are generated: own sentences, recombined with other names, places and figures. They are
read by one worker and by two in turn, then here; each run fills a new database. Then one run writes
Parquet.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from machine import machine

FIRST = "Ann Maria Peter Olga Carl Ines Tom Vera Lena Hugo Mina Pavel".split()
LAST = "Lee Lopez Okafor Novak Berg Silva Moreau Tanaka Weiss Castro Lind Rahman".split()
PLACES = "Northport Easthaven Millbrook Stonegate Larchwood Fairhill Westbury Oakfield".split()
THINGS = "harbour tunnel bridge school hospital railway museum airport library market".split()
OFFICES = ("the mayor", "a spokesman for the council", "the finance minister", "the director")
AGENCIES = ("Reuters", "AFP", "the Associated Press", "TASS")
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
SENTENCES = (
    "The {thing} of {place} will cost {n} million euros, {who} told {agency} on {day}.",
    "“We have hired {n} people since January,” {who} said.",
    "Traffic through the {thing} rose by {p}% last year, according to {agency}.",
    "{Who}, who has led the works for {p} years, denied that the {thing} was unsafe.",
    "More than {n} residents of {place} signed a petition against the plan.",
    "{Office} said the city had spent {n} million euros on the {thing} and would spend more.",
    "In {place}, the nearest town, unemployment fell from {q}% to {p}%.",
    "The works began in {year} and were to end in {later}, but the money ran out in spring.",
    "“It is the largest {thing} in the region,” {who} told reporters in {place} on {day}.",
    "Critics say that the figures do not add up, and that nobody has checked them.",
    "{Office} declined to comment.",
    "The company that runs the {thing} reported a loss of {n},000 euros in {year}.",
    "{Who} and {who2} both voted for the plan, although they had promised not to.",
    "Between {year} and {later}, {n} ships called at {place}, twice as many as before.",
)
IN_ARTICLE = 30
"""Sentences: about 500 words."""
FEW = 4
"""Articles of the run that tells what starting up takes."""


def article(number: int) -> str:
    """An article of its own for each number."""
    chance = random.Random(number)
    people = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(4)]
    thing, place = chance.choice(THINGS), chance.choice(PLACES)
    lines = [f"{place} {thing} plan {number} divides the town"]
    for position in range(IN_ARTICLE):
        who, who2 = chance.sample(people, 2)
        office, year = chance.choice(OFFICES), chance.randrange(1998, 2020)
        told = chance.choice(SENTENCES).format(
            thing=thing,
            place=chance.choice((place, chance.choice(PLACES))),
            who=who,
            Who=who,
            who2=who2,
            Office=office[0].upper() + office[1:],
            agency=chance.choice(AGENCIES),
            day=chance.choice(DAYS),
            n=chance.randrange(20, 980),
            p=chance.randrange(2, 40),
            q=chance.randrange(41, 60),
            year=year,
            later=year + 4,
        )
        if position % 3 == 0:
            lines.append(told)
        else:
            lines[-1] += f" {told}"
    return "\n\n".join(lines) + "\n"


def archive(path: Path, articles: int) -> Path:
    """JSON Lines with so many articles."""
    with path.open("w", encoding="utf-8") as handle:
        for number in range(articles):
            record = {"id": f"plan-{number}", "text": article(number), "published": "2025-05-08"}
            handle.write(f"{json.dumps(record)}\n")
    return path


class Run(NamedTuple):
    """A run of ``verify ingest``: ``core`` is the processor's time, ``peak`` megabytes."""

    seconds: float
    core: float
    peak: int
    claims: int
    bytes: int


def ingested(source: Path, folder: Path, *words: str) -> Run:
    """One run into a new database (or folder of Parquet files)."""
    target = folder / f"run-{time.monotonic_ns()}"
    where = ("--parquet", str(target)) if "--parquet" in words else ("--db", str(target))
    rest = tuple(word for word in words if word != "--parquet")
    argv = (sys.executable, "-m", "verify", "ingest", str(source), *where, *rest, "--json", "-q")
    began = time.perf_counter()
    process = subprocess.Popen(
        argv, stdout=subprocess.PIPE, env={**os.environ, "VERIFY_USER": "bench"}, text=True
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.read())
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    seconds = time.perf_counter() - began
    files = target.rglob("*.parquet") if target.is_dir() else folder.glob(f"{target.name}*")
    size = sum(file.stat().st_size for file in files)
    core = used.ru_utime + used.ru_stime
    return Run(seconds, core, used.ru_maxrss // 1024, told["claims"], size)


def rates(articles: int, runs: int, folder: Path) -> Iterator[str]:
    """The table of rates, and the plan that follows from them."""
    few = archive(folder / "few.jsonl", FEW)
    many = archive(folder / "many.jsonl", articles)
    count = articles - FEW
    start = {n: ingested(few, folder, "--workers", str(n)).seconds for n in (1, 2)}
    pairs = []
    for _ in range(runs):
        one, two = (ingested(many, folder, "--workers", str(n)).seconds for n in (1, 2))
        pairs.append((one - start[1], two - start[2]))
    ratio = statistics.median(one / two for one, two in pairs)
    first, second = (count / statistics.median(column) for column in zip(*pairs, strict=True))
    warm, half = (
        ingested(few, folder),
        ingested(archive(folder / "half.jsonl", articles // 2), folder),
    )
    here, parquet = ingested(many, folder), ingested(many, folder, "--parquet")
    core = (here.core - warm.core) / count
    yield f"{articles} articles of about 500 words, {here.claims / articles:.0f} claims each."
    yield ""
    yield "| | documents a second | two workers / one |"
    yield "|---|---|---|"
    yield f"| one worker | {first:.2f} | |"
    yield f"| two workers | {second:.2f} | {ratio:.2f} × |"
    yield ""
    yield f"One core, all in one process: {1 / core:.2f} documents a second of its time."
    yield (
        f"Memory of that process: {half.peak} MB after {articles // 2} articles, {here.peak} MB"
        f" after {articles}."
    )
    in_database, in_parquet = (run.bytes / articles for run in (here, parquet))
    yield (
        f"On the disk: {in_database / 1000:.0f} KB an article in a database, "
        f"{in_parquet / 1000:.1f} KB in Parquet files."
    )
    yield ""
    yield "| articles | core-hours | 64-core machines for one day | database | Parquet |"
    yield "|---|---|---|---|---|"
    for number in (1_000_000, 1_000_000_000):
        hours = number * core / 3600
        yield (
            f"| {number:,} | {hours:,.0f} | {hours / 64 / 24:,.1f} |"
            f" {number * in_database / 1e9:,.0f} GB | {number * in_parquet / 1e9:,.1f} GB |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        for line in rates(args.articles, args.runs, Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
