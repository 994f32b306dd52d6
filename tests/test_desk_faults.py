"""Faults that the desk once had, asked for over real sockets or at the workbench."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from drafts import DRAFT, shelve
from listening import desk, listening
from sites import Answer, serve
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from verify.config import Config
from verify.errors import VerifyError
from verify.records import UNKNOWN, Part
from verify.web import live, rendering
from verify.web import reading_alone as waiting
from verify.web.answering import number
from verify.web.app import application
from verify.web.attempts import Attempts
from verify.web.live import Guest, Present, Room
from verify.web.once import once
from verify.web.place import Place
from verify.web.serving import Listening
from verify.web.serving import serve as listen
from verify.workbench import Workbench, redrawing
from verify.workbench.pointing import spans_of

HUGE = "9" * 5000


@pytest.fixture(scope="module")
def ana_asks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Ana's browser at a desk with "harbour", for requests that change little or nothing."""
    shared = tmp_path_factory.mktemp("shared") / "verify.db"
    shelve(shared, DRAFT, "harbour")
    with desk(shared) as client:
        yield client


def csrf_of(client: httpx.Client) -> str:
    """What a form of a page brings along."""
    page = client.get("/api", follow_redirects=True)
    found = re.search('name="csrf" (?:content|value)="([^"]*)"', page.text)
    assert found is not None
    return found[1]


def place(path: Path, **traits: Any) -> Place:
    """The database as it is served."""
    return Place(path, Config(path.with_name("config.toml")), "ana", **traits)


# What nobody would send


@pytest.mark.parametrize("digits", ["9" * 19, "9" * 30, HUGE])
@pytest.mark.parametrize(
    "address",
    [
        "/claims/{}/card",
        "/claims/{}/near",
        "/sources/{}",
        "/evidence/{}",
        "/api/v1/claims/{}",
        "/api/v1/evidence/{}/bytes",
    ],
)
def test_a_huge_number_is_nothing_here(ana_asks: httpx.Client, address: str, digits: str) -> None:
    """It names nothing, and breaks nothing."""
    assert ana_asks.get(address.format(digits)).status_code == 404


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("/claims/1/note", {"note": "a", "seen": "x"}, 422),
        ("/claims/1/note", {"note": "a", "seen": HUGE}, 422),
        ("/claims/1/note", {"note": "a", "seen": "²"}, 422),
        ("/claims/1/join", {"with": HUGE}, 422),
        ("/evidence/" + HUGE + "/remove", {}, 404),
        ("/presence", {"claim": HUGE, "key": "k"}, 204),
        ("/undo", {"claim": HUGE}, 303),
        ("/sources/undo", {"command": HUGE}, 422),
    ],
)
def test_a_form_with_odd_numbers_is_refused(
    ana_asks: httpx.Client, address: str, form: dict[str, str], status: int
) -> None:
    """A number that is none is told, and never a failure of the desk."""
    ana_asks.post("/claims/1/note", data={"note": "to be undone"})
    assert ana_asks.post(address, data=form).status_code == status


@pytest.mark.parametrize("referer", ["http://[x", "http://[::1", "//", ""])
def test_a_referer_that_is_no_address(ana_asks: httpx.Client, referer: str) -> None:
    """Nothing is made of it."""
    answer = ana_asks.get("/nowhere", headers={"referer": referer})
    assert answer.status_code == 404
    assert '<a href="/">Go back</a>' in answer.text


@pytest.mark.parametrize("address", ["/articles", "/claims/1/note", "/claims/1/words", "/sign-in"])
def test_half_letters_are_refused(address: str, ana_asks: httpx.Client) -> None:
    """A form that says its letters are escapes can say what no text holds."""
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\na \\ud800 b\r\n'
        for name in ("text", "note", "words", "name", "password")
    )
    answer = ana_asks.post(
        address,
        content=f"{body}--b--\r\n",
        headers={"content-type": "multipart/form-data; boundary=b; charset=unicode_escape"},
    )
    # Nobody signs in at this desk, and the page for it leads away.
    assert answer.status_code == (303 if address == "/sign-in" else 422)


def test_half_letters_sign_nobody_in(path: Path) -> None:
    """They are told where people sign in, too."""
    part = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b; charset=unicode_escape"
    with desk(path, auth=True) as nobody:
        answer = nobody.post("/sign-in", content=part, headers={"content-type": kind})
    assert answer.status_code == 401
    assert "no letters" in answer.text


@pytest.mark.parametrize("given", ["", "-1", "1.0", "²", "٣", "1" * 19, None, b"1", " 1"])
def test_what_is_no_number(given: object) -> None:
    """Digits as every keyboard has them, and no more of them than a number of the desk has."""
    assert number(given) is None
    assert number("007") == 7


@pytest.mark.parametrize("address", ["/broken", "/api/v1/broken"])
def test_a_failure_is_guarded_and_told_in_a_line(path: Path, address: str) -> None:
    """What nobody foresaw tells nothing of the program, and has the headers of every answer."""

    def broken(_: Request) -> Response:
        raise ZeroDivisionError("a secret")

    app = application(place(path))
    app.router.routes.insert(0, Route(address, broken))
    with listening(app) as at:
        answer = httpx.get(at + address)
        plain = httpx.get(at + "/nowhere")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert answer.headers[name] == plain.headers[name]
    assert answer.headers["content-type"].startswith(
        "application/json" if address.startswith("/api") else "text/plain"
    )


# Where a page leads


@pytest.mark.parametrize(
    ("came", "led"),
    [
        ("//evil.example/x", "/"),
        ("/articles/harbour?claim=3&open=1", "/articles/harbour?claim=3&open=1"),
        ("/sources", "/sources"),
    ],
)
def test_back_is_a_page_of_the_desk(ana_asks: httpx.Client, came: str, led: str) -> None:
    """Where a form came from, with what was asked there, and never another site."""
    referer = str(ana_asks.base_url).rstrip("/") + came
    answer = ana_asks.post("/name", data={"name": "ana"}, headers={"referer": referer})
    assert (answer.status_code, answer.headers["location"]) == (303, led)


def test_signing_in_leads_to_what_was_asked_for(path: Path) -> None:
    """With the claim and the filters of the address."""
    with desk(path, auth=True) as nobody:
        led = nobody.get("/articles/harbour?claim=3&open=1").headers["location"]
        assert led == "/sign-in?then=%2Farticles%2Fharbour%3Fclaim%3D3%26open%3D1"
        assert 'value="/articles/harbour?claim=3&amp;open=1"' in nobody.get(led).text


def test_beyond_the_last_page_is_the_last(tmp_path: Path) -> None:
    """The page of sources says which it is, and shows what stands on it."""
    lines = "\n".join(f"Speaker Number{one}: The port will close in June." for one in range(60))
    shelve(tmp_path / "many.db", f"{lines}\n", "many")
    with desk(tmp_path / "many.db") as client:
        beyond, last = (client.get(f"/sources?page={one}").text for one in (9, 2))
        assert beyond.count('class="name"') == last.count('class="name"') == 10
        assert client.get(f"/sources?page={'9' * 18}").text.count('class="name"') == 10


@pytest.mark.parametrize(
    ("query", "said"),
    [("q=%25", "%"), ("source=zz", "zz"), ("q=%00", "no word"), ("status=none", "")],
)
def test_a_list_that_cannot_be_made_says_why(ana_asks: httpx.Client, query: str, said: str) -> None:
    """The article is there all the same, with an empty list."""
    page = ana_asks.get(f"/articles/harbour?{query}")
    assert page.status_code == 200
    found = re.search('<li class="empty">(.*?) <a', page.text)
    assert found is not None
    assert said in found[1]
    assert (found[1] == "No claim is like that.") == (said == "")


def test_redact_0_redacts_nothing(ana_asks: httpx.Client) -> None:
    """An address that says no is taken at its word."""
    name = "/articles/harbour/report/file?form=md&redact="
    assert "redacted" not in ana_asks.get(name + "0").headers["content-disposition"]
    assert "redacted" in ana_asks.get(name + "1").headers["content-disposition"]


def test_a_conflict_links_to_the_claim(ana_asks: httpx.Client) -> None:
    """On the page of one claim alone its number leads to its article."""
    ana_asks.post("/claims/2/note", data={"note": "seen by another"})
    page = ana_asks.post("/claims/2/note", data={"note": "a", "seen": "0"})
    assert page.status_code == 409
    assert '<a class="id" href="/articles/harbour?claim=2">' in page.text


def test_nothing_is_fetched_for_a_claim_that_is_not_there(path: Path) -> None:
    """The claim is looked for before the web is asked."""
    with serve() as site, desk(path, private=True) as client:
        site.answers["/a"] = Answer("words")
        answer = client.post("/claims/999/evidence", data={"where": f"{site.url}/a"})
        assert answer.status_code == 422
        assert site.asked == []
        client.post("/claims/1/evidence", data={"where": f"{site.url}/a"})
        assert site.paths() == ["/a"]


# Where it listens


class EndedError(Exception):
    """Raised in the place of serving on."""


@contextmanager
def told_address(path: Path, host: str, *names: str) -> Iterator[str]:
    """The address that ``serve`` tells, while it is being served by a process of its own."""
    words = [sys.executable, "-m", "verify", "serve", "--host", host, "--port", "0", "--auth"]
    for name in names:
        words += ["--name", name]
    settings = {"VERIFY_DB": str(path), "VERIFY_CONFIG": str(path.with_name("none.toml"))}
    with subprocess.Popen(
        words, stderr=subprocess.PIPE, text=True, env={**os.environ, **settings}
    ) as process:
        assert process.stderr is not None
        yield process.stderr.readline()
        process.terminate()


def test_the_desk_answers_at_the_address_that_it_prints(path: Path) -> None:
    """Whatever address of the computer it was told to listen at."""
    with told_address(path, "127.0.0.2") as line:
        found = re.search(r"http://127\.0\.0\.2:\d+/", line)
        assert found is not None
        assert httpx.get(found[0] + "sign-in").status_code == 200


def test_every_address_needs_a_name(path: Path) -> None:
    """Else nobody could ask for it; with one, that is the address that is printed."""
    with told_address(path, "0.0.0.0") as line:
        assert line.startswith("Error: 0.0.0.0 is every address of this computer")
        assert "--name HOST" in line
    with told_address(path, "0.0.0.0", "desk.example.org") as line:
        found = re.search(r"http://desk\.example\.org:(\d+)/", line)
        assert found is not None
        for host in ("desk.example.org", f"127.0.0.1:{found[1]}"):
            answer = httpx.get(f"http://127.0.0.1:{found[1]}/sign-in", headers={"host": host})
            assert answer.status_code == 200
        assert httpx.get(f"http://127.0.0.1:{found[1]}/", headers={"host": "x"}).status_code == 421


def test_open_opens_this_computers_own_address(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser here need not know the name that others use."""
    opened: list[str] = []
    said: list[str] = []

    def note(address: str) -> None:
        opened.append(address)
        raise EndedError

    monkeypatch.setattr("webbrowser.open", note)
    served = place(path, auth=True, names=frozenset({"desk.example.org"}))
    for host, name in (("0.0.0.0", "127.0.0.1"), ("127.0.0.3", "127.0.0.3")):
        with pytest.raises(EndedError):
            listen(served, Listening(host, 0, browse=True), said.append)
        assert opened[-1].startswith(f"http://{name}:")


# Words and the version they are of

STORY = "Exports rose 64% last year, Interfax said. The port will close in June, Ann Lopez said.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A database with an article that is read as the machine reads it."""
    found = tmp_path / "story.db"
    with Workbench(found, actor="ana") as ana:
        ana.add(STORY, UNKNOWN._replace(slug="story"))
    return found


@pytest.mark.parametrize("does", ["adjust", "split", "claim"])
def test_words_of_one_version_never_cut_another(
    does: str, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a version is added between looking for words and writing them, nothing is written."""
    longer = f"A fire broke out on Sunday, officials said. {STORY}"
    read = redrawing.read

    def interrupted(*where: Any) -> Any:
        monkeypatch.setattr(redrawing, "read", read)
        with Workbench(story, actor="ben") as ben:
            ben.add_version("story", longer)
        return read(*where)

    monkeypatch.setattr(redrawing, "read", interrupted)
    parts = [Part("Exports rose"), Part("64% last year")]
    with Workbench(story, actor="ana") as ana:
        before = ana.claims(limit=None).rows
        asks = {
            "adjust": lambda: ana.adjust(1, parts[0]),
            "split": lambda: ana.split(1, parts),
            "claim": lambda: ana.claim("story", parts[0]),
        }
        with pytest.raises(VerifyError, match="new version of story"):
            asks[does]()
        texts = {row.text for row in ana.claims(limit=None).rows}
        assert {row.text for row in before} <= texts
        asks[does]()
        quotes = {ana.show(row.id).now.quote for row in ana.claims(limit=None).rows}
        assert "Exports rose" in quotes
        assert ana.check() == []


def test_places_are_of_a_version(story: Path) -> None:
    """A program says which version it counted in; in a later one the places are others."""
    words = {"spans": [[0, 16]], "version": 1}
    with desk(story) as client:
        address = "/api/v1/claims/1/words"
        assert client.post(address, json={"spans": [[0, 16]]}).status_code == 400
        with Workbench(story, actor="ben") as ben:
            ben.add_version("story", f"A fire broke out on Sunday, officials said. {STORY}")
        answer = client.post(address, json=words)
        assert answer.status_code == 422
        assert "Version 1 of story is not the latest" in answer.json()["error"]
        text = client.get("/api/v1/articles/story/text").json()["text"]
        start = text.index("Exports")
        words = {"spans": [[start, start + 16]], "version": 2}
        assert client.post(address, json=words).json()[0]["text"].startswith("Exports rose 64%")


# How long one may be kept


@pytest.mark.parametrize(
    "words",
    [
        " ".join(f"word{n}" for n in range(200)) + " tpyo",
        " ".join(f"word{n}" for n in range(29)) + " tpyo",
        " … ".join(["the"] * 400) + " … zz",
        " … ".join(["the"] * 19) + " … zz",
    ],
)
def test_words_that_are_not_there_are_soon_told(words: str) -> None:
    """However many of them are pasted, in a long text where most of them are."""
    line = " ".join(f"word{n} the" for n in range(250))
    began = time.perf_counter()
    with pytest.raises(VerifyError) as refusal:
        spans_of(f"{line}\n" * 20, words)
    assert time.perf_counter() - began < 6
    assert "\n" not in str(refusal.value)


def test_no_more_than_a_few_texts_wait(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever only looks is answered while texts wait, on the pages as over the API."""
    monkeypatch.setattr(waiting, "PATIENCE", 3.0)
    asks = {
        "/articles": {"text": STORY},
        "/claims/1/words": {"words": "Exports rose"},
        "/claims/1/split": {"parts": "Exports rose\n64% last year"},
        "/claims/1/join": {"with": "2"},
        "/articles/story/claims": {"words": "Exports rose"},
    }
    answers: list[httpx.Response] = []

    def ask(address: str, form: dict[str, str]) -> None:
        answers.append(client.post(address, data=form))

    with desk(story) as client:
        client.get("/")
        with waiting.READING:
            crowd = [threading.Thread(target=ask, args=one) for one in list(asks.items()) * 10]
            for one in crowd:
                one.start()
            time.sleep(1.5)
            assert 30 < len(answers) < 50
            assert client.get("/articles/story").status_code == 200
            for one in crowd:
                one.join()
        assert {one.status_code for one in answers} == {429}
        assert {one.headers["retry-after"] for one in answers} == {"3"}
        assert client.post("/articles", data={"text": STORY}).status_code == 303


# What others do, as it happens


class Ears:
    """Streams that are read to the end, and what each was told."""

    def __init__(self, path: Path, many: int, last: int | None = None) -> None:
        self.path = path
        self.room = Room(place(path))
        self.told: list[list[Any]] = [[] for _ in range(many)]
        self.tasks = [asyncio.create_task(self._hear(one, last)) for one in range(many)]

    async def _hear(self, number: int, last: int | None) -> None:
        guest = Guest(f"session {number % 20}", lambda: True)
        present = Present(f"key {number}", f"person {number}", "harbour", None)
        async for one in self.room.enter(present, last, guest):
            self.told[number].append(one)

    def of(self, kind: str) -> list[list[Any]]:
        return [[one for one in told if one.event == kind] for told in self.told]

    async def note(self) -> None:
        def write() -> None:
            with Workbench(self.path, actor="ben") as ben:
                ben.note([1], "called")

        await asyncio.to_thread(write)

    async def close(self) -> None:
        for one in self.tasks:
            one.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def watchers() -> int:
    return sum("Room._watch" in str(task.get_coro()) for task in asyncio.all_tasks())


def test_one_watches_for_all_who_come_at_once(path: Path) -> None:
    """Each hears of an event once; with the last of them the watching ends."""

    async def run() -> None:
        ears = Ears(path, 5)
        await asyncio.sleep(1)
        assert watchers() == 1
        await ears.note()
        await asyncio.sleep(1.5)
        assert [len(news) for news in ears.of("news")] == [1] * 5
        await ears.close()
        await asyncio.sleep(0.1)
        assert watchers() == 0

    asyncio.run(run())


def test_the_watching_goes_on_after_any_failure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One odd look at the log, and the next is told as ever."""

    async def run() -> None:
        ears = Ears(path, 2)
        await asyncio.sleep(0.8)
        since, failed = ears.room._since, []

        def odd(last: int) -> Any:
            failed.append(last)
            if len(failed) < 3:
                raise [KeyError, VerifyError][len(failed) - 1]("odd", "look again")
            return since(last)

        monkeypatch.setattr(ears.room, "_since", odd)
        await ears.note()
        await asyncio.sleep(2)
        assert [len(news) for news in ears.of("news")] == [1, 1]
        await ears.close()

    asyncio.run(run())


def test_who_missed_much_is_told_to_load_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is dropped unsaid: beyond so many events the page is told that it is stale."""
    monkeypatch.setattr(live, "_MOST_TOLD", 3)
    with Workbench(path, actor="ben") as ben:
        first = ben.last_event()
        for _ in range(4):
            ben.note([1], "called")
        newest = ben.last_event()

    async def run() -> None:
        ears, few = Ears(path, 1, last=first), Ears(path, 1, last=newest - 2)
        await asyncio.sleep(1)
        [stale], [news] = ears.of("stale")[0], ears.of("news")
        assert (stale.id, news) == (str(newest), [])
        assert (len(few.of("news")[0]), few.of("stale")) == (2, [[]])
        await ears.close()
        await few.close()

    asyncio.run(run())


def test_who_does_not_read_is_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So much waits for a browser and no more; then its stream ends, and it comes again."""
    monkeypatch.setattr(live, "_HELD", 3)

    async def run() -> None:
        room = Room(place(path))
        stream = room.enter(Present("k", "ana", "harbour", None), None, Guest("s", lambda: True))
        assert (await anext(stream)).event == "key"
        ears = Ears(path, 0)
        await asyncio.sleep(0.8)
        reading = asyncio.create_task(anext(stream))  # begun, and then it reads no further
        await reading
        for _ in range(5):
            await ears.note()
        await asyncio.sleep(1.5)
        seat = room._seats["k"]
        assert seat.over
        assert seat.queue.qsize() == 0
        assert [one async for one in stream] == []
        assert room._seats == {}

    asyncio.run(run())


def test_presence_is_gathered(path: Path) -> None:
    """Sixty come and turn their pages at once: each is told of the others a few times at most."""

    async def run() -> None:
        ears = Ears(path, 60)
        await asyncio.sleep(0.5)
        for turn in range(20):
            for number_ in range(60):
                ears.room.looks_at(f"key {number_}", f"person {number_}", turn)
        await asyncio.sleep(1)
        for told in ears.of("present"):
            assert 1 <= len(told) <= 4
            others = json.loads(told[-1].data)
            assert len(others) == 59
            assert {one["claim"] for one in others} == {19}
        await ears.close()

    asyncio.run(run())


PASSWORD = "seven wet herons"


@contextmanager
def signed_in(path: Path, name: str = "ana") -> Iterator[httpx.Client]:
    """The browser of somebody who has signed in."""
    with desk(path, auth=True) as client:
        answer = client.post("/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        yield client


@pytest.fixture
def people(path: Path) -> Path:
    """A desk where people sign in."""
    with Workbench(path, actor="owner") as owner:
        owner.add_person("ana", PASSWORD, "editor")
        owner.add_person("ben", PASSWORD, "checker")
    return path


@pytest.mark.parametrize("end", ["session", "role", "password", "token"])
def test_a_stream_ends_with_its_right(
    end: str, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may no longer look, or may do other things now, is not told on."""
    monkeypatch.setattr(live, "AGAIN", 0.5)
    with Workbench(people, actor="owner") as owner, signed_in(people) as ana:
        token = owner.new_token("ana", "script")
        ends = {
            "session": lambda: owner.sign_out(next(iter(ana.cookies.jar)).value or ""),
            "role": lambda: owner.set_role("ana", "reader"),
            "password": lambda: owner.set_password("ana", "six dry herons"),
            "token": lambda: owner.revoke("ana", "script"),
        }
        headers = {"authorization": f"Bearer {token}"} if end == "token" else {}
        with ana.stream("GET", "/live?article=harbour", headers=headers, timeout=8) as stream:
            lines = stream.iter_lines()
            next(lines)
            time.sleep(1.5)  # it stays while the right does
            ends[end]()
            began = time.monotonic()
            list(lines)
            assert time.monotonic() - began < 6


def test_streams_are_counted(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session has so many pages open, everybody together so many, and then is told so."""
    monkeypatch.setattr(live, "MOST_OF_ONE", 2)
    monkeypatch.setattr(live, "MOST", 3)
    heard: list[Iterator[str]] = []  # one that is forgotten closes its stream

    def opens(client: httpx.Client, stack: ExitStack) -> int:
        stream = stack.enter_context(client.stream("GET", "/live?article=harbour"))
        if stream.status_code == 200:
            heard.append(stream.iter_lines())
            next(heard[-1])
        return stream.status_code

    with signed_in(people) as ana, httpx.Client(base_url=ana.base_url, timeout=60) as ben:
        form = {"csrf": csrf_of(ben), "name": "ben", "password": PASSWORD}
        assert ben.post("/sign-in", data=form).status_code == 303
        with ExitStack() as stack:
            assert [opens(ana, stack) for _ in range(3)] == [200, 200, 429]
            assert [opens(ben, stack) for _ in range(2)] == [200, 429]
        time.sleep(0.5)
        with ExitStack() as stack:
            assert opens(ben, stack) == 200


# Reports


def at_once(*asks: Callable[[], object]) -> None:
    """Threads that ask at the same moment."""
    crowd = [threading.Thread(target=ask) for ask in asks]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


def test_a_dossier_is_read_once_for_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight ask for the same page at once; one of them reads, the others wait for it."""
    read, dossier = [], Workbench.dossier

    def slow(*args: Any) -> Any:
        read.append(args)
        time.sleep(0.5)
        return dossier(*args)

    monkeypatch.setattr(Workbench, "dossier", slow)
    with desk(path) as client:
        at_once(*[lambda: client.get("/articles/harbour/report").raise_for_status()] * 8)
    assert len(read) == 1


@pytest.mark.parametrize(
    "address", ["/articles/harbour/report/file?", "/api/v1/articles/harbour/report?"]
)
def test_two_reports_are_made_at_a_time(
    address: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the pages and for programs: the others wait. One form is made once for all."""
    making: set[int] = set()
    most, made, render = [0], [0], rendering.render

    def slow(*args: Any, **named: Any) -> Any:
        made[0] += 1
        making.add(threading.get_ident())
        most[0] = max(most[0], len(making))
        time.sleep(0.2)
        making.discard(threading.get_ident())
        return render(*args, **named)

    monkeypatch.setattr(rendering, "render", slow)
    forms = ("md", "csv", "json", "html") * 3
    with desk(path) as client:
        at_once(*(partial(client.get, f"{address}form={form}") for form in forms))
    assert (most, made) == ([2], [4])


def test_what_fails_is_asked_anew() -> None:
    """A failure is told to each who waited, and is not kept."""
    asked: list[int] = []

    @once(2)
    def odd(given: int) -> int:
        asked.append(given)
        time.sleep(0.05)
        if len(asked) < 3:
            raise VerifyError("odd", "ask again")
        return given

    told: list[object] = []

    def ask() -> None:
        try:
            told.append(odd(7))
        except VerifyError as error:
            told.append(error)

    at_once(*[ask] * 5)
    assert [str(one) for one in told if isinstance(one, VerifyError)] == ["odd; ask again"] * 2
    assert [one for one in told if one == 7] == [7, 7, 7]
    assert asked == [7, 7, 7]


# Signing in


def test_nobody_locks_another_out() -> None:
    """Guesses at a name from elsewhere do not keep its person out."""
    attempts = Attempts()
    for one in range(10):
        for _ in range(6):
            attempts.take("ana", f"6.6.6.{one}")
    assert attempts.take("ana", "10.0.0.5") == 0
    assert attempts.take("ben", "6.6.6.1") == 0


def test_an_ipv6_network_is_one_address() -> None:
    """Whoever has one has all of its /64; an IPv4 address is the same however it is written."""
    attempts = Attempts()
    waits = [attempts.take("ana", f"2001:db8::{one:x}") for one in range(6)]
    assert waits[:5] == [0] * 5
    assert waits[5] > 0
    assert attempts.take("ana", "2001:db8:0:1::1") == 0
    waits = [attempts.take("ben", one) for one in ("::ffff:10.0.0.1", "10.0.0.1") * 3]
    assert waits[:5] == [0] * 5
    assert waits[5] > 0


def test_a_name_without_end_is_not_remembered(people: Path) -> None:
    """It is refused like any wrong one, and counts for nothing."""
    app = application(place(people, auth=True))
    with listening(app) as at, httpx.Client(base_url=at, timeout=60) as client:
        csrf = csrf_of(client)
        for _ in range(7):
            form = {"csrf": csrf, "name": "x" * 500_000, "password": PASSWORD}
            assert client.post("/sign-in", data=form).status_code == 401
        assert app.state.attempts._failed == {}


def sessions(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT count(*) FROM sessions").fetchone()[0])


def test_signing_in_again_ends_the_session_before(people: Path) -> None:
    """A browser has one session; what it had before opens nothing any more."""
    with signed_in(people) as ana:
        [before] = ana.cookies.jar
        form = {"name": "ana", "password": PASSWORD}
        ana.headers["x-csrf-token"] = csrf_of(ana)
        assert ana.post("/sign-in", data=form).status_code == 303
        assert sessions(people) == 1
        stolen = httpx.get(ana.base_url, headers={"cookie": f"{before.name}={before.value}"})
        assert stolen.headers["location"].startswith("/sign-in")


def test_a_name_that_is_chosen_again_takes_no_room(path: Path) -> None:
    """A browser has one name; those that nobody uses go when they have ended."""
    with desk(path) as client:
        for one in range(5):
            client.post("/name", data={"name": f"name {one}"})
        assert sessions(path) == 1
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("INSERT INTO sessions VALUES ('old', 'bo', 0, '2020-01-01', '2020-01-02')")
        client.post("/name", data={"name": "bo"})
        assert sessions(path) == 1


def test_the_api_as_a_document_is_for_those_who_may_look(people: Path) -> None:
    """As its page is."""
    with signed_in(people) as ana:
        assert ana.get("/api/openapi.json").status_code == 200
        assert httpx.get(f"{ana.base_url}/api/openapi.json").status_code != 200


def test_two_desks_of_one_host_have_each_their_cookie(path: Path, tmp_path: Path) -> None:
    """A browser sends the cookies of a host to all of its ports."""
    shelve(tmp_path / "other.db", DRAFT, "harbour")
    with desk(path) as here, desk(tmp_path / "other.db") as there:
        here.post("/name", data={"name": "Octavia"})
        there.cookies.update(here.cookies)
        there.post("/name", data={"name": "Wilhelmina"})
        here.cookies.update(there.cookies)
        names = [re.search("Octavia|Wilhelmina", one.get("/api").text) for one in (here, there)]
        assert [name and name[0] for name in names] == ["Octavia", "Wilhelmina"]
