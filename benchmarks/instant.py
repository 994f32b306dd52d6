"""Print how a million claims feel, each figure against what it stands on, measured in the same run.

    python benchmarks/instant.py [--archive FILE] [--claims N] [--runs N]

Commands: ``verify list``, ``mark``, ``show`` and ``--help`` as whole processes, against a program
of click and sqlite3 alone that runs the very statements the command ran and prints as many lines.
Queries: pages, search, sources and the report of one article of 40 claims, in one process, against
their own SQL. ``verify add`` of an article against loading the language model and parsing, as spaCy
does it by itself and as it is done here. Then the slowest of two hundred reads and marks while
eight others write without a pause.

Ends with 1 where something takes longer than asked for. The archive is made once (minutes for a
million claims) and kept when ``--archive`` names a file; its log is no sound chain afterwards, as
the floor of ``mark`` writes what it is told. Byte code is kept in a folder of its own and read by
both sides, as after an installation, whatever the environment says.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from pathlib import Path
from typing import NamedTuple

import archive
from machine import machine
from ratios import HEADER, Case, commands_clock, measured, seconds, shown

from verify.config import Config
from verify.records import Filter
from verify.workbench import Workbench

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "venezuela-russia.txt"
WRITERS = 8
READS, REPORTS = 200, 30
"""So many are timed while others write."""
WORDS = 600
PAGE = 50
ORDINARY = 1_000_000
"""The number of an article that is as long as most are; those of the archive are longer."""
IN_ORDINARY = 40
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


def asked_of(slug: str) -> dict[str, Callable[[Workbench], object]]:
    """What a desk asks of a million claims, and of one article among them."""
    from verify.report import render

    def report(desk: Workbench) -> object:
        return render(desk.dossier(slug), Config(Path("none")), "md")

    return {
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
        "report of an article": report,
    }


def ordinary(desk: Workbench) -> str:
    """The slug of the article that is as long as most are; added when it is not there."""
    slug = f"article-{ORDINARY}"
    if slug not in desk.suggest_articles(slug):
        archive.add_article(desk, ORDINARY, IN_ORDINARY)
    return slug


def queries(desk: Workbench) -> Iterator[Case]:
    """What is asked, against its own SQL."""
    for name, work in asked_of(ordinary(desk)).items():
        statements = traced(desk, work)
        yield Case(
            name, lambda work=work: work(desk), lambda told=statements: _again(desk, told), 2
        )


def _again(desk: Workbench, statements: list[str]) -> None:
    for one in statements:
        desk.opened().execute(one).fetchall()


# While others write


@contextmanager
def writing(database: Path, claims: int) -> Iterator[None]:
    """While processes mark without a pause."""
    writers = [
        subprocess.Popen(
            (sys.executable, "-c", WRITER, str(database), str(number), str(claims)),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        yield
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


def under_load(database: Path, claims: int) -> Iterator[str]:
    """How long the slowest reads and marks take while others write."""
    chance = random.Random(1)
    yield f"| while {WRITERS} others write | 99 of 100 within | | median | slowest |"
    yield "|---|---|---|---|---|"
    with writing(database, claims), Workbench(database, actor="bench") as desk:
        last, start = desk.last_event(), time.perf_counter()
        works: dict[str, Callable[[Workbench], object]] = {
            "mark": lambda desk: desk.mark([chance.randrange(1, claims)], "confirmed"),
            "one claim": lambda desk: desk.show(chance.randrange(1, claims)),
            **asked_of(ordinary(desk)),
        }
        for name, work in works.items():
            if name == "sources of all":
                continue  # it looks at every claim: seconds, with others or alone
            times = REPORTS if "report" in name else READS
            lasted = sorted(seconds(lambda work=work: work(desk)) for _ in range(times))  # type: ignore[misc]
            p99 = lasted[-(times // 100) - 1]
            middle = shown(statistics.median(lasted))
            yield f"| {name} | {shown(p99)} | | {middle} | {shown(lasted[-1])} |"
        rate = (desk.last_event() - last) / (time.perf_counter() - start)
        yield f"| marks a second meanwhile | {rate:,.0f} | | | |"


# Taking in an article


STOCK = (
    "import importlib, sys; from claims.language import model_name; "
    "importlib.import_module(model_name()).load()(open(sys.argv[1], encoding='utf-8').read())"
)
"""spaCy as it comes: its model loaded, the text parsed."""

OWN = (
    "import sys; from claims import language, text; "
    "language.parse(text.read(open(sys.argv[1], encoding='utf-8').read()))"
)
"""The same parse as it is made here, which loads sooner and reads sooner."""


def adding(begun: Started) -> Iterator[Case]:
    """``verify add`` of an article of six hundred words, against loading the model and parsing.

    Into a database that is there: a new one is made once.
    """
    words = SEED.read_text(encoding="utf-8").split(" ")
    first, text = begun.folder / "first.txt", begun.folder / "article.txt"
    first.write_text("Snow fell on Monday.", encoding="utf-8")
    text.write_text(" ".join((words * (WORDS // len(words) + 1))[:WORDS]), encoding="utf-8")
    empty, database = begun.folder / "first.db", begun.folder / "new.db"
    begun._replace(database=empty).verify("add", str(first))
    for whose, parse, asked in (("spaCy loads", STOCK, 1.3), ("our own part that loads", OWN, inf)):
        yield Case(
            f"`verify add`, {WORDS} words / {whose} the model and parses",
            lambda: begun._replace(database=database).verify("add", str(text)),
            partial(begun.run, "-c", parse, str(text)),
            asked,
            time.perf_counter,
            lambda: shutil.copy(empty, database),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--archive", type=Path, help="keep the archive here, or use what is there")
    parser.add_argument("--claims", type=int, default=archive.CLAIMS)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = archive.archive(args.archive or folder / "archive.db", args.claims)
        print(f"{machine()}; {args.claims:,} claims\n\n{HEADER}")
        found = []
        for case, runs in cases(Started(database, folder), args.runs):
            found.append(measured(case, runs))
            print(found[-1], flush=True)
        print()
        for line in under_load(database, args.claims):
            print(line, flush=True)
    missed = [
        f"{one.case.name}: {one.ratio:.2f} ×, not {one.case.asked}" for one in found if one.missed
    ]
    if missed:
        sys.exit("\n".join(["Missed:", *missed]))


def cases(begun: Started, runs: int) -> Iterator[tuple[Case, int]]:
    """All that has a floor, and how often each is run."""
    for case in commands(begun):
        yield case, runs
    with Workbench(begun.database, actor="bench") as desk:
        for case in queries(desk):
            yield case, runs
    for case in adding(begun):
        yield case, max(5, runs // 3)


if __name__ == "__main__":
    main()
