"""Print how the desk in the browser bears a large database and many people.

    python benchmarks/desk.py [--pages|--crowd] [--articles N] [--claims N] [--seconds N]

Pages: a database with 100 articles and 100,000 claims; each page's time against that of its own
SQL: the connections it opened and the statements it ran there, traced and run again. In this
process, without the network, after a first look that fills what the desk keeps. The limit is 3:
else it exits with 1.

Crowd: people who read, mark, note and assign at random for 60 seconds over loopback, while the
server is killed once and started again. Every write that was acknowledged must be in the log, no
answer may be a 5xx, and `verify check` must be clean: else it exits with 1.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import httpx

from claims.models import Attribution, Claim, Extraction, Quantity, Reason, Sentence, Span
from verify.config import Config
from verify.records import Metadata
from verify.store import adding, articles, connection, log
from verify.workbench import Workbench, revising
from verify.workbench.adding import found_event, occurrences

LIMIT = 3.0
"""Times its own SQL that a page may take."""
RUNS = 5
STATUSES = ("confirmed", "disputed", "unverifiable", "not-checkable")
PLACES = "Northport Easthaven Millbrook Stonegate Larchwood Fairhill Westbury Oakfield".split()
THINGS = "harbour tunnel bridge school hospital railway museum airport library market".split()
DEEDS = "opened closed rebuilt sold bought leased painted heated flooded insured".split()
PEOPLE = [
    f"{first} {last}"
    for first in ("Ann", "Maria", "Peter", "Olga", "Carl", "Ines", "Tom", "Vera")
    for last in ("Lee", "Lopez", "Okafor", "Novak", "Berg", "Silva", "Moreau", "Tanaka")
]
AGENCIES = ("Reuters", "AFP", "TASS")


# A large database


def drafted(number: int, claims: int) -> Extraction:
    """An article's extraction without a model: a sentence is a claim, and most have a source."""
    chance = random.Random(number)
    sentences, attributions, found = [], [], []
    text = ""
    for position in range(claims):
        figure = str(chance.randrange(3, 9000))
        place, thing, deed = (chance.choice(kind) for kind in (PLACES, THINGS, DEEDS))
        words = (
            f"The {thing} of {place} {number}-{position} was {deed} for {figure} million dollars"
        )
        said = chance.random() < 0.7
        names = (
            chance.choice(PEOPLE),
            *([chance.choice(AGENCIES)] if said and position % 5 == 0 else []),
        )
        line = f"{words}, {names[0]} said." if said else f"{words}."
        start = len(text)
        text += line + ("\n" if position % 4 == 3 else " ")
        sentence, span = Span(start, start + len(line)), Span(start, start + len(words))
        at = start + words.index(f" {figure} ") + 1
        if said:
            attributions.append(
                Attribution(
                    content=(span,), kind="indirect", speaker=names[0], source_kind="person"
                )
            )
        amount = Quantity(
            text=f"{figure} million dollars",
            span=Span(at, at + len(f"{figure} million dollars")),
            value=float(figure) * 1e6,
            unit="USD",
        )
        found.append(
            Claim(
                text=f"{words}.",
                spans=(span,),
                sentence=position,
                attribution=len(attributions) - 1 if said else None,
                sources=names if said else (),
                source_kinds=("person", "media")[: len(names)] if said else (),
                relays=len(names) - 1 if said else 0,
                quantities=(amount,),
                check_worthiness=chance.random(),
                flags=() if said else (Reason(rule="unattributed figure", detail="no source"),),
            )
        )
        sentences.append(Sentence(span=sentence, paragraph=position // 4))
    return Extraction(text=text, sentences=sentences, attributions=attributions, claims=found)


def shelve(db: sqlite3.Connection, number: int, claims: int) -> None:
    """Write an article and what people did to half of its claims, as the workbench does."""
    extraction = drafted(number, claims)
    about = Metadata(title=f"The works of district {number}", publisher=PLACES[number % 8])
    article = adding.add_article(db, f"works-{number}", about, "en", "ana")
    place = adding.add_version(db, article, extraction.text, None, "ana")
    found = occurrences(extraction)
    ids = adding.add_claims(db, article, len(found), "unchecked")
    adding.add_occurrences(db, place, zip(ids, found, strict=True))
    added = log.Entry("added", article_id=article, version_id=place.version_id)
    log.record(db, "ana", [added, *(found_event(place, one, "unchecked") for one in ids)])
    chance = random.Random(-number)
    for actor in ("bo", "cora", "dan"):
        marked = {one: chance.choice(STATUSES) for one in chance.sample(ids, len(ids) // 5)}
        entries = [
            log.Entry("marked", one, {"status": (before, after), "verdict_by": (by, actor)})
            for one, after in marked.items()
            for before, by in db.execute(
                "SELECT status, verdict_by FROM claims WHERE id = ?", (one,)
            )
        ]
        log.record(db, actor, entries)


def revise(path: Path, number: int, claims: int) -> None:
    """Give an article a second version, in which a few figures are others."""
    before = drafted(number, claims)
    chance = random.Random(7)
    text = re.sub(
        r" ([0-9]+) million",
        lambda found: " 9999 million" if chance.random() < 0.01 else found[0],
        before.text,
    )
    after = drafted(number, claims)
    shifted = _shifted(after, text)
    with closing(connection.connect(path)) as db, connection.writing(db, path):
        article = articles.named(db, f"works-{number}")
        revising.add_version(db, article, shifted, None, "ana", "unchecked")


def _shifted(before: Extraction, text: str) -> Extraction:
    """The extraction of the same sentences with other figures in them: line by line."""
    claims, sentences, start = [], [], 0
    for claim, sentence in zip(before.claims, before.sentences, strict=True):
        end = text.index(".", start) + 1
        words = text[start:end]
        quoted = re.match(r".*? million dollars", words)
        assert quoted is not None
        span = Span(start, start + quoted.end())
        figure = re.search(r"([0-9]+) million dollars", quoted[0])
        assert figure is not None
        amount = claim.quantities[0].model_copy(
            update={
                "text": figure[0],
                "span": Span(start + figure.start(), start + figure.end()),
                "value": float(figure[1]) * 1e6,
            }
        )
        claims.append(
            claim.model_copy(
                update={"text": f"{quoted[0]}.", "spans": (span,), "quantities": (amount,)}
            )
        )
        sentences.append(sentence.model_copy(update={"span": Span(start, end)}))
        start = end + 1
    attributions = [
        one.model_copy(update={"content": claim.spans})
        for one, claim in zip(
            before.attributions, [one for one in claims if one.attribution is not None], strict=True
        )
    ]
    return Extraction(text=text, sentences=sentences, attributions=attributions, claims=claims)


def build(path: Path, number: int, claims: int) -> None:
    """A database with so many articles and claims in all; the last article has two versions."""
    with closing(connection.connect(path, create=True)) as db:
        for article in range(number):
            with connection.writing(db, path):
                shelve(db, article, claims // number)
    revise(path, number - 1, claims // number)


# Pages


class Traced(NamedTuple):
    """What a page asked of SQLite: the statements of each connection that it opened."""

    connections: list[list[str]]

    def again(self, path: Path) -> None:
        """The same once more."""
        for statements in self.connections:
            with closing(connection.connect(path)) as db:
                for statement in statements:
                    db.execute(statement).fetchall()

    def __len__(self) -> int:
        return sum(map(len, self.connections))


@contextmanager
def tracing() -> Iterator[Traced]:
    """Write down what SQLite is asked."""
    traced = Traced([])
    connect = connection.connect

    def opened(path: Path, *, create: bool = False) -> sqlite3.Connection:
        db = connect(path, create=create)
        statements: list[str] = []
        traced.connections.append(statements)
        # What a trigger or a virtual table does by itself is told as a comment.
        db.set_trace_callback(
            lambda told: statements.append(told) if not told.startswith("--") else None
        )
        return db

    with patch.object(connection, "connect", opened):
        yield traced


def addresses(path: Path) -> list[tuple[str, str]]:
    """Every page, by its name."""
    with Workbench(path, actor="bench") as bench:
        source = bench.sources("works-0")[0].name
    with closing(connection.connect(path)) as db:
        last = db.execute("SELECT slug FROM articles ORDER BY id DESC LIMIT 1").fetchone()[0]
        first = db.execute("SELECT min(id) FROM claims").fetchone()[0]
        number = db.execute("SELECT id FROM sources WHERE name = ?", (source,)).fetchone()[0]
    one = "/articles/works-0"
    return [
        ("desk", "/"),
        ("desk, last page", "/?page=99"),
        ("article", one),
        ("article, a claim", f"{one}?claim={first + 500}"),
        ("article, open claims", f"{one}?open=1"),
        ("article, filtered", f"{one}?kind=figure&flagged=1"),
        ("article, one source", f"{one}?source={source}"),
        ("article, search", f"{one}?q=harbour"),
        ("card", f"/claims/{first}/card"),
        ("the same fact elsewhere", f"/claims/{first}/near"),
        ("names", "/names?prefix=An"),
        ("versions, one", f"{one}/diff"),
        ("versions, two", f"/articles/{last}/diff"),
        ("sources", "/sources"),
        ("sources, search", "/sources?q=Ann"),
        ("a source", f"/sources/{number}"),
        ("who relays whom", "/sources/relays"),
        ("who relays whom, an article", f"{one}/sources"),
        ("report", f"{one}/report"),
        ("report in Markdown, its page", f"{one}/report?form=md"),
        *(
            (f"report, {form}", f"{one}/report/view?form={form}")
            for form in ("html", "md", "csv", "json", "claimreview")
        ),
        ("API, documentation", "/api"),
        ("API, articles", "/api/v1/articles"),
        ("API, claims", "/api/v1/claims?limit=200"),
        ("API, a claim", f"/api/v1/claims/{first}"),
        ("API, search", "/api/v1/claims?q=harbour&limit=50"),
        ("API, history", f"/api/v1/claims/{first}/history"),
        ("API, sources", "/api/v1/sources"),
        ("nothing there", "/nothing"),
    ]


async def measured(path: Path, runs: int) -> list[float]:
    """Print a row for every page; the ratios."""
    from verify.web.app import application
    from verify.web.place import Place

    app = application(Place(path, Config(path.with_suffix(".toml")), "ana"))
    ratios = []
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await client.get("/")  # brings the session
        for name, address in addresses(path):
            start = time.perf_counter()
            await client.get(address)
            first = 1000 * (time.perf_counter() - start)
            times = []
            for _ in range(runs):
                with tracing() as traced:
                    start = time.perf_counter()
                    answer = await client.get(address)
                    middle = time.perf_counter()
                traced.again(path)
                times.append((middle - start, time.perf_counter() - middle))
            ratio = statistics.median(ours / floor for ours, floor in times)
            ours, floor = (1000 * statistics.median(column) for column in zip(*times, strict=True))
            over = " **over**" if ratio > LIMIT else ""
            status = "" if answer.status_code == 200 else f" ({answer.status_code})"
            size = f"{len(answer.content) / 1000:,.0f} kB"
            print(
                f"| {name}{status} | {ratio:.2f} ×{over} | {ours:,.1f} ms | {floor:,.1f} ms |"
                f" {len(traced)} | {size} | {first:,.0f} ms |",
                flush=True,
            )
            ratios.append(ratio)
    return ratios


def pages(folder: Path, number: int, claims: int, runs: int) -> bool:
    """Print what pages take; whether all keep to the limit."""
    path = folder / "large.db"
    start = time.perf_counter()
    build(path, number, claims)
    print(
        f"{number} articles, {claims:,} claims, {path.stat().st_size / 1e6:,.0f} MB,"
        f" built in {time.perf_counter() - start:,.0f} s\n"
    )
    print("| page | ratio | page | its SQL | statements | size | first look |")
    print("|---|---|---|---|---|---|---|")
    ratios = asyncio.run(measured(path, runs))
    over = sum(ratio > LIMIT for ratio in ratios)
    print(f"\n{over} of {len(ratios)} pages take more than {LIMIT:.0f} × their own SQL")
    return not over


# A crowd


class Server:
    """`verify serve` over a database, on a port that stays the same."""

    def __init__(self, path: Path) -> None:
        self.path, self.port = path, 0
        self.start()

    def start(self) -> None:
        """Start it, and come back when it listens."""
        argv = (sys.executable, "-m", "verify", "serve", "--port", str(self.port))
        env = {**os.environ, "VERIFY_DB": str(self.path), "VERIFY_USER": "ana"}
        self.process = subprocess.Popen(argv, env=env, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        told = re.search(r"http://127\.0\.0\.1:([0-9]+)/", said)
        if told is None:
            sys.exit(f"no server: {said}")
        self.port = int(told[1])
        threading.Thread(target=self._overhear, args=(self.process.stderr,), daemon=True).start()

    def _overhear(self, said: Iterator[str]) -> None:
        for line in said:
            print(f"server: {line}", end="", file=sys.stderr)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Checker(threading.Thread):
    """A person with a browser of their own, who does things at random until it is time."""

    def __init__(self, name: str, server: Server, end: float) -> None:
        super().__init__(name=name)
        self.server, self.end = server, end
        self.chance = random.Random(name)
        self.acknowledged: list[tuple[str, str]] = []
        """What was done, and the words by which the log must know it."""
        self.answers: Counter[str] = Counter()
        self.times: dict[str, list[float]] = {"read": [], "write": []}
        self.done = 0
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            with httpx.Client(
                base_url=f"http://127.0.0.1:{self.server.port}", timeout=60
            ) as client:
                self.client = client
                self._come_in()
                while time.monotonic() < self.end:
                    self._act()
        except BaseException as error:
            self.fault = error

    def _come_in(self) -> None:
        self.csrf = ""
        page = self._ask("read", "GET", "/")
        while page is None:
            page = self._ask("read", "GET", "/")
        found = re.search(r'name="csrf" content="([^"]+)"', page.text)
        assert found is not None
        self.csrf = found[1]
        while self._ask("write", "POST", "/name", name=self.name) is None:
            pass

    def _ask(self, kind: str, method: str, address: str, **form: str) -> httpx.Response | None:
        """An answer; none when the server was gone, of which nobody knows what was done."""
        start = time.perf_counter()
        headers = {"X-Fragment": "1", "X-CSRF-Token": self.csrf} if self.csrf else {}
        try:
            answer = self.client.request(method, address, data=form or None, headers=headers)
        except httpx.TransportError:
            self.answers["gone"] += 1
            time.sleep(0.1)
            return None
        self.times[kind].append(time.perf_counter() - start)
        self.answers[f"{answer.status_code}"] += 1
        return answer

    def _act(self) -> None:
        claim = self.chance.randrange(1, 46)
        act = self.chance.choice(("mark", "mark", "note", "assign", "card", "article"))
        if act == "article":
            self._ask("read", "GET", "/articles/crowd")
            return
        card = self._ask("read", "GET", f"/claims/{claim}/card")
        if act == "card" or card is None:
            return
        found = re.search(r'data-last="([0-9]+)"', card.text)
        assert found is not None, card.text
        self.done += 1
        word = f"{self.name}-{self.done}"
        form = {
            "mark": {"status": self.chance.choice(STATUSES), "note": word, "seen": found[1]},
            "note": {"note": word},
            "assign": {"to": word, "seen": found[1]},
        }[act]
        answer = self._ask("write", "POST", f"/claims/{claim}/{act}", **form)
        if answer is not None and answer.status_code == 200:
            self.acknowledged.append((act, word))


def crowd(folder: Path, people: int, seconds: float) -> bool:
    """Print what became of everything; whether all is well."""
    path = folder / "crowd.db"
    with closing(connection.connect(path, create=True)) as db, connection.writing(db, path):
        extraction = drafted(0, 45)
        article = adding.add_article(db, "crowd", Metadata(title="Crowd"), "en", "ana")
        place = adding.add_version(db, article, extraction.text, None, "ana")
        ids = adding.add_claims(db, article, 45, "unchecked")
        adding.add_occurrences(db, place, zip(ids, occurrences(extraction), strict=True))
        added = log.Entry("added", article_id=article, version_id=place.version_id)
        log.record(db, "ana", [added, *(found_event(place, one, "unchecked") for one in ids)])
    server = Server(path)
    start = time.monotonic()
    checkers = [Checker(f"p{number}", server, start + seconds) for number in range(people)]
    for one in checkers:
        one.start()
    time.sleep(seconds / 2)
    server.kill()
    server.start()
    for one in checkers:
        one.join()
    server.kill()
    return reckoned(path, checkers)


def reckoned(path: Path, checkers: list[Checker]) -> bool:
    """Print the account of a crowd; whether nothing was lost, refused wrongly or broken."""
    with closing(connection.connect(path)) as db:
        logged = {
            (actor, word)
            for actor, note, changes in db.execute("SELECT actor, note, changes FROM events")
            for word in (note, *re.findall(r'"(p[0-9]+-[0-9]+)"', changes))
        }
    lost = [
        f"{one.name}: {act} {word}"
        for one in checkers
        for act, word in one.acknowledged
        if (one.name, word) not in logged
    ]
    answers = sum((one.answers for one in checkers), Counter())
    with Workbench(path, actor="ana") as bench:
        faults = list(bench.check())
    acts = Counter(act for one in checkers for act, _ in one.acknowledged)
    told = ", ".join(f"{times:,} {act}" for act, times in sorted(acts.items()))
    print(f"{len(checkers)} people, the server killed once and started again\n")
    print("| what | |\n|---|---|")
    print(f"| writes acknowledged | {acts.total():,} ({told}) |")
    print(f"| of these not in the log | {len(lost)} |")
    print(f"| refused because somebody was faster (409) | {answers['409']:,} |")
    broken = sum(times for status, times in answers.items() if status.startswith("5"))
    print(f"| 5xx | {broken} |")
    print(f"| unanswered while the server was gone | {answers['gone']:,} |")
    others = {s: n for s, n in answers.items() if s not in ("200", "303", "409", "gone")}
    print(f"| other answers | {others or 'none'} |")
    for kind in ("read", "write"):
        times = sorted(lasted for one in checkers for lasted in one.times[kind])
        at = statistics.quantiles(times, n=100)
        shown = ", ".join(f"p{n} {1000 * at[n - 1]:,.0f} ms" for n in (50, 95, 99))
        print(f"| {kind}: {len(times):,} | {shown} |")
    print(f"| verify check | {len(faults)} disagreements |")
    for one in [*lost[:5], *faults[:5]]:
        print(f"  {one}")
    crashed = [one.fault for one in checkers if one.fault is not None]
    for error in crashed:
        print(f"  {error!r}")
    return not (lost or broken or faults or crashed or others) and acts.total() > 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--runs", type=int, default=RUNS)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--pages", action="store_true", help="the pages alone")
    only.add_argument("--crowd", action="store_true", help="the crowd alone")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    well = True
    try:
        if not args.crowd:
            well = pages(folder, args.articles, args.claims, args.runs)
        if not args.pages:
            well &= crowd(folder, args.people, args.seconds)
    finally:
        shutil.rmtree(folder)
    sys.exit(not well)


if __name__ == "__main__":
    main()
