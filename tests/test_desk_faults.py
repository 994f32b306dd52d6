"""Faults that the desk once had, asked for over real sockets or at the workbench."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
from verify.web import reading_alone as waiting
from verify.web.answering import number
from verify.web.app import application
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
