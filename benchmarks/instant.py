"""Print how a million claims feel, each figure against what it stands on, measured in the same run.

    python benchmarks/instant.py [--archive FILE] [--claims N] [--runs N]

Commands: ``verify list``, ``mark``, ``show`` and ``--help`` as whole processes, against a program
of click and sqlite3 alone that runs the very statements the command ran and prints as many lines.
Queries: pages, search, sources and the report of one article in one process, against their own
SQL. Then the slowest of a hundred marks and listings while eight others write without a pause, and
``verify add`` of an article against loading the language model and parsing it.

The archive is made once (minutes for a million claims) and kept when ``--archive`` names a file.
Runs go in turns; a ratio is the median of the pairs' ratios. Commands and queries are measured in
processor time, which a busy machine changes little; the last two kinds by the clock. Byte code is
kept in a folder of its own and read by both sides, as after an installation, whatever the
environment says.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import archive

from verify.config import Config
from verify.records import Filter
from verify.workbench import Workbench

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "venezuela-russia.txt"
WRITERS = 8
WORDS = 600
PAGE = 50
VERIFY = "import sys; from verify.cli import main; main()"
BARE = '''
import sqlite3
import sys

import click


@click.command()
@click.option("--db", help="The database.")
@click.option("--quiet", is_flag=True, help="No messages.")
@click.argument("statements", nargs=-1)
@click.version_option("1")
def bare(db, quiet, statements):
    """The same statements and as many lines."""
    if db is None:
        return
    db = sqlite3.connect(db, timeout=30, isolation_level=None)
    with open(statements[0], encoding="utf-8") as lines:
        for line in lines:
            db.execute(eval(line)).fetchall()
    with open(statements[1], encoding="utf-8") as lines:
        for line in lines:
            click.echo(line, nl=False)


bare()
'''
WRITER = """
import itertools, random, sys
from verify.workbench import Workbench
chance, number = random.Random(sys.argv[2]), int(sys.argv[3])
with Workbench(sys.argv[1], actor=f"writer {sys.argv[2]}") as desk:
    print("ready", flush=True)
    for turn in itertools.cycle(("checking", "disputed")):
        desk.mark([chance.randrange(1, number)], turn)
"""


class Case(NamedTuple):
    """What is measured: ours and what it stands on, each ready to run, and what was asked."""

    name: str
    ours: Callable[[], object]
    floor: Callable[[], object]
    asked: float
    clock: Callable[[], float] = time.process_time


def commands_clock() -> float:
    """The processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def row(case: Case, runs: int) -> str:
    """The median of the pairs' ratios, and each side's median and best, as a row of a table."""
    case.ours(), case.floor()
    pairs = [(seconds(case.ours, case.clock), seconds(case.floor, case.clock)) for _ in range(runs)]
    ratio = statistics.median(ours / floor for ours, floor in pairs)
    sides = [
        f"{_shown(statistics.median(side))} ({_shown(min(side))})"
        for side in zip(*pairs, strict=True)
    ]
    return f"| {case.name} | {ratio:.2f} × | {case.asked} | {' | '.join(sides)} |"


def _shown(lasted: float) -> str:
    return f"{lasted * 1000:,.{0 if lasted > 0.02 else 2}f} ms"


# Whole commands


class Started(NamedTuple):
    """How commands are started: on which database, and with what around them."""

    database: Path
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
        own = {"VERIFY_CONFIG": str(self.folder / "none.toml"), "VERIFY_USER": "bench"}
        paths = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(self.folder / "bytes")}
        return {**kept, **own, **paths}

    def run(self, *argv: str) -> str:
        done = subprocess.run(
            (sys.executable, *argv), env=self.env, check=True, capture_output=True, text=True
        )
        return done.stdout

    def verify(self, *words: str) -> str:
        return self.run(str(self.folder / "command.py"), *words, "--db", str(self.database))

    def bare(self, *words: str) -> str:
        return self.run(str(self.folder / "bare.py"), *words)


def commands(begun: Started) -> Iterator[Case]:
    """The everyday commands against a program that does no more than they must."""
    (begun.folder / "command.py").write_text(VERIFY, encoding="utf-8")
    (begun.folder / "bare.py").write_text(BARE, encoding="utf-8")
    claim, marked = str(archive.IN_ARTICLE + 9), str(archive.IN_ARTICLE + 7)
    for number, words in enumerate(
        (
            ("list", "--limit", str(PAGE)),
            ("list", "--limit", str(PAGE), "--status", "checking", "--quiet"),
            ("show", claim),
            ("mark", marked, "checking"),
        )
    ):
        with Workbench(begun.database, actor="bench") as desk:
            told = traced(desk, _as_called(words))
        files = begun.folder / f"{number}.sql", begun.folder / f"{number}.txt"
        files[0].write_text("".join(f"{one!r}\n" for one in told), encoding="utf-8")
        files[1].write_text(begun.verify(*words), encoding="utf-8")
        bare = ("--db", str(begun.database), *map(str, files))
        yield Case(
            f"`verify {' '.join(words)}` / click, sqlite3",
            lambda words=words: begun.verify(*words),  # type: ignore[misc]
            lambda bare=bare: begun.bare(*bare),  # type: ignore[misc]
            1.6,
            commands_clock,
        )
    yield Case(
        "`verify --help` / click, sqlite3",
        lambda: begun.run(str(begun.folder / "command.py"), "--help"),
        lambda: begun.bare("--help"),
        1.6,
        commands_clock,
    )


def _as_called(words: tuple[str, ...]) -> Callable[[Workbench], object]:
    """What a command asks of the workbench."""
    if words[0] == "show":
        return lambda desk: desk.show(int(words[1]))
    if words[0] == "mark":
        return lambda desk: desk.mark([int(words[1])], words[2])
    status = ("checking",) if "checking" in words else ()
    only = Filter(status=status)
    return lambda desk: (desk.claims(only, limit=PAGE), desk.count(only))


def traced(desk: Workbench, work: Callable[[Workbench], object]) -> list[str]:
    """The statements that SQLite ran for something, with their values in them."""
    told: list[str] = []
    db = desk.opened()
    db.set_trace_callback(told.append)
    work(desk)
    db.set_trace_callback(None)
    # What triggers did is done again by the triggers, and a new event needs a number of its own.
    return [
        re.sub(r"(?<=VALUES \()\d+", "NULL", one, count=1) if "INTO events" in one else one
        for one in told
        if not one.startswith("--")
    ]


# Queries in one process


def queries(desk: Workbench) -> Iterator[Case]:
    """What a desk asks of a million claims, against its own SQL."""
    from verify.report import render

    asked: dict[str, Callable[[Workbench], object]] = {
        "a page": lambda desk: desk.claims(limit=PAGE),
        "a page by status": lambda desk: desk.claims(Filter(status=("disputed",)), limit=PAGE),
        "a page by worth": lambda desk: desk.claims(limit=PAGE, sort="worth"),
        "a page by source": lambda desk: desk.claims(Filter(source="mayor 7"), limit=PAGE),
        "a page of an article": lambda desk: desk.claims(Filter(article="article-3"), limit=PAGE),
        "a page far down": lambda desk: desk.claims(limit=PAGE, after=900_000),
        "search, a rare word": lambda desk: desk.claims(Filter(search="zeppelin"), limit=PAGE),
        "search, a common word": lambda desk: desk.claims(Filter(search="harbour"), limit=PAGE),
        "sources of all": lambda desk: desk.sources(),
        "sources of an article": lambda desk: desk.sources("article-3"),
        "dossier of an article": lambda desk: desk.dossier("article-3"),
        "report of an article": lambda desk: render(
            desk.dossier("article-3"), Config(Path("none")), "md"
        ),
    }
    for name, work in asked.items():
        statements = traced(desk, work)
        yield Case(
            name, lambda work=work: work(desk), lambda told=statements: _again(desk, told), 2
        )


def _again(desk: Workbench, statements: list[str]) -> None:
    for one in statements:
        desk.opened().execute(one).fetchall()


# While others write


def under_load(database: Path, claims: int, times: int = 100) -> Iterator[str]:
    """The slowest of a hundred marks and pages while eight processes mark without a pause."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen(
            (sys.executable, "-c", WRITER, str(database), str(number), str(claims)),
            env=env,
            stdout=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        chance = random.Random(1)
        with Workbench(database, actor="bench") as desk:
            last = desk.last_event()
            start = time.perf_counter()
            for name, work in (
                ("mark", lambda: desk.mark([chance.randrange(1, claims)], "confirmed")),
                ("a page", lambda: desk.claims(limit=PAGE, after=chance.randrange(1, claims))),
            ):
                lasted = sorted(seconds(work) for _ in range(times))
                p99 = lasted[-max(1, times // 100) - 1]
                yield (
                    f"| {name}, {WRITERS} others writing: 99 of 100 within | {_shown(p99)} | |"
                    f" median {_shown(statistics.median(lasted))} | worst {_shown(lasted[-1])} |"
                )
            rate = (desk.last_event() - last) / (time.perf_counter() - start)
            yield f"| marks a second meanwhile | {rate:,.0f} | | | |"
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


# Taking in an article


def adding(begun: Started) -> Case:
    """``verify add`` of an article of six hundred words, against loading the model and parsing."""
    words = SEED.read_text(encoding="utf-8").split(" ")
    text = begun.folder / "article.txt"
    text.write_text(" ".join((words * (WORDS // len(words) + 1))[:WORDS]), encoding="utf-8")
    parse = (
        "import sys; from claims import language, text; "
        "language.parse(text.read(open(sys.argv[1], encoding='utf-8').read()))"
    )
    database = begun.folder / "new.db"

    def add() -> None:
        database.unlink(missing_ok=True)
        begun._replace(database=database).verify("add", str(text))

    return Case(
        f"`verify add`, {WORDS} words / load the model and parse",
        add,
        lambda: begun.run("-c", parse, str(text)),
        1.3,
        time.perf_counter,
    )


def machine() -> str:
    """What was measured on."""
    model = "unknown processor"
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((one.partition(": ")[2] for one in lines if "model name" in one), model)
    python = ".".join(map(str, sys.version_info[:3]))
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    return f"{date.today()}, {os.cpu_count()} × {model}, load {busy}, Python {python}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--archive", type=Path, help="keep the archive here, or use what is there")
    parser.add_argument("--claims", type=int, default=archive.CLAIMS)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = archive.archive(args.archive or folder / "archive.db", args.claims)
        print(f"{machine()}; {args.claims:,} claims\n")
        print("| what | ratio | asked | here: median (best) | floor: median (best) |")
        print("|---|---|---|---|---|")
        begun = Started(database, folder)
        for case in commands(begun):
            print(row(case, args.runs), flush=True)
        with Workbench(database, actor="bench") as desk:
            for case in queries(desk):
                print(row(case, args.runs), flush=True)
        print(row(adding(begun), max(3, args.runs // 4)), flush=True)
        for line in under_load(database, args.claims):
            print(line, flush=True)


if __name__ == "__main__":
    main()
