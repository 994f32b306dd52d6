"""The guards of the desk, attacked over real sockets: a real server, a real database."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from verify.errors import VerifyError
from verify.records import ACTIONS, ROLES, Person
from verify.web.attempts import Attempts, waiting
from verify.web.forms import AHEAD
from verify.web.guarding import forget, guards, keep, may, refuse
from verify.workbench import Workbench

MOST = 3_000_000
PASSWORD = "seven wet herons"
OURS = frozenset({"127.0.0.1", "localhost", "::1"})


class Place(NamedTuple):
    """What the tests serve."""

    path: Path
    auth: bool
    actor: str = "owner"


class Site(NamedTuple):
    """A desk that is being served, and what its application was really asked to do."""

    url: str
    path: Path
    done: list[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def cookie(self) -> str:
        """The name of the desk's cookie."""
        return f"redpencil-{self.port}"

    def raw(self, request: bytes) -> bytes:
        """What the server answers to these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(request)
            answer = b""
            while part := line.recv(65536):
                answer += part
        return answer

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=20)


def application(place: Place, attempts: Attempts, done: list[str]) -> Starlette:
    """Pages that tell who asks and what came."""

    async def look(request: Request) -> Response:
        state = request.state
        return JSONResponse({"person": state.person, "csrf": state.csrf, "bearer": state.bearer})

    async def own_policy(_: Request) -> Response:
        return PlainTextResponse("x", headers={"Content-Security-Policy": "sandbox"})

    async def take(request: Request) -> Response:
        refuse(request.state.person, "mark")
        form = await request.form()
        done.append("taken")
        told = {}
        for name, value in form.items():
            told[name] = value if isinstance(value, str) else (await value.read()).hex()
        await form.close()
        return JSONResponse(told)

    async def body(request: Request) -> Response:
        data = await request.body()
        done.append("body")
        return PlainTextResponse(str(len(data)))

    def enter(name: str, password: str, address: str, request: Request) -> Response:
        if wait := attempts.take(name, address):
            return waiting(wait)
        with Workbench(place.path, actor=name) as desk:
            try:
                token = desk.sign_in(name, password)
            except VerifyError as error:
                return PlainTextResponse(error.message, 401)
        attempts.succeeded(name, address)
        response = PlainTextResponse("in")
        keep(response, request.scope, token)
        return response

    async def sign_in(request: Request) -> Response:
        form = await request.form()
        assert request.client
        return enter(str(form["name"]), str(form["password"]), request.client.host, request)

    async def sign_out(request: Request) -> Response:
        with Workbench(place.path, actor="x") as desk:
            desk.sign_out(request.state.session)
        response = PlainTextResponse("out")
        forget(response, request.scope)
        return response

    async def name(request: Request) -> Response:
        with Workbench(place.path, actor="x") as desk:
            desk.choose_name(request.state.session, "Bo Ek")
        return PlainTextResponse("named")

    return Starlette(
        routes=[
            Route("/", look),
            Route("/static/x.css", own_policy),
            Route("/own", own_policy),
            *(
                Route(f"/{one.__name__}", one, methods=["POST"])
                for one in (take, body, sign_in, sign_out, name)
            ),
        ],
        middleware=guards(place, OURS, MOST),
    )


@contextmanager
def served(
    place: Place, attempts: Attempts | None = None, *, proxied: bool = False
) -> Iterator[Site]:
    """The desk, until the block ends."""
    done: list[str] = []
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = application(place, attempts or Attempts(), done)
    config = uvicorn.Config(
        app, log_level="critical", proxy_headers=proxied, forwarded_allow_ips="*"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", place.path, done)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
def people(path: Path) -> Path:
    """The database with ana, an editor, ben, a checker, and rut, a reader."""
    with Workbench(path, actor="ana") as desk:
        desk.add_person("ana", PASSWORD, "editor")
        desk.add_person("ben", "ten dry pelicans", "checker")
        desk.add_person("rut", None, "reader")
    return path


@pytest.fixture
def site(people: Path) -> Iterator[Site]:
    """A desk where people sign in."""
    with served(Place(people, auth=True)) as site:
        yield site


@pytest.fixture
def alone(path: Path) -> Iterator[Site]:
    """A desk on somebody's own computer, where nobody signs in."""
    with served(Place(path, auth=False)) as site:
        yield site


@contextmanager
def signed_in(site: Site, name: str = "ana", password: str = PASSWORD) -> Iterator[httpx.Client]:
    """A browser in which somebody has signed in."""
    with site.browser() as browser:
        form = {"csrf": csrf_of(browser), "name": name, "password": password}
        assert browser.post("/sign_in", data=form).text == "in"
        yield browser


def csrf_of(browser: httpx.Client) -> str:
    found: str = browser.get("/").json()["csrf"]
    assert len(found) == 64
    return found


def one_line(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.text.strip().count("\n") == 0
    assert response.text.strip()
    return response.text


# Hosts


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:9", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("evil.example@localhost", 421),
        ("localhost@evil.example", 421),
        ("localhost:80:80", 421),
        ("localhost:80#evil.example", 421),
        ("::1", 421),
        ("[::1", 421),
        ("[localhost]", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_not_the_desks_is_refused(alone: Site, host: str, status: int) -> None:
    """A page whose name was made to point here (DNS rebinding) reads nothing."""
    answer = alone.raw(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status}".encode()), answer
    assert (b"csrf" in answer) == (status == 200)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ],
)
def test_no_name_and_two_names_are_refused(alone: Site, request_: bytes) -> None:
    """Neither says under which name the desk was asked for."""
    answer = alone.raw(request_)
    assert answer[9:12] in (b"400", b"421")
    assert b"csrf" not in answer


# Sizes


def test_a_body_that_says_it_is_too_large_is_refused_unread(alone: Site) -> None:
    """413 before a byte of it has come."""
    answer = alone.raw(
        b"POST /body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        % (MOST + 1)
    )
    assert answer.startswith(b"HTTP/1.1 413")
    assert alone.done == []


def test_a_chunked_body_is_counted(alone: Site) -> None:
    """One that says nothing of its size is refused where it grows too large, and not before."""

    def chunks(size: int) -> Iterator[bytes]:
        for _ in range(size // 50_000):
            yield b"x" * 50_000

    with alone.browser() as browser:
        right = {"X-CSRF-Token": csrf_of(browser)}
        assert browser.post("/body", content=chunks(MOST), headers=right).text == str(MOST)
        refused = browser.post("/body", content=chunks(MOST + 50_000), headers=right)
        assert "3,000,000" in one_line(refused, 413)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        one_line(browser.post("/body", content=chunks(AHEAD + 100_000), headers=form), 403)
    assert alone.done == ["body"]


# What every answer says


def test_answers_let_the_browser_load_nothing_from_elsewhere(alone: Site) -> None:
    """Pages and refusals alike; what lies under /static/ may be kept, a page's own policy holds."""
    with alone.browser() as browser:
        page = browser.get("/")
        refused = browser.get("/", headers={"Host": "evil.example"})
        for answer in (page, refused):
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "same-origin"
            assert answer.headers["cross-origin-opener-policy"] == "same-origin"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert answer.headers["cache-control"] == "no-store"
        assert browser.get("/own").headers.get_list("content-security-policy") == ["sandbox"]
        static = browser.get("/static/x.css")
        assert "cache-control" not in static.headers
        assert "set-cookie" not in static.headers


# The cookie


def test_the_cookie_is_for_this_site_and_no_script(alone: Site) -> None:
    """HttpOnly, SameSite=Strict; one that is made up elsewhere is not taken."""
    with alone.browser() as browser:
        given = browser.get("/").headers.get_list("set-cookie")
        assert len(given) == 1
        cookie = SimpleCookie(given[0])[alone.cookie]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert not cookie["secure"]
        assert not cookie["domain"]
        assert "set-cookie" not in browser.get("/").headers
    odd = httpx.get(alone.url, headers={"Cookie": f"{alone.cookie}=short; other=1"})
    assert len(odd.cookies[alone.cookie]) == 43


def test_over_https_the_cookie_never_goes_out_in_the_open(path: Path) -> None:
    """Secure, where the request came over TLS."""
    with served(Place(path, auth=False), proxied=True) as site:
        answer = httpx.get(site.url, headers={"X-Forwarded-Proto": "https"})
        assert "; Secure" in answer.headers["set-cookie"]


def test_a_link_of_another_site_does_not_sign_anybody_out(site: Site) -> None:
    """The browser keeps its strict cookie back then: the page asks again, with no new cookie."""
    with site.browser() as browser:
        led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        answer = browser.get("/", headers=led)
        assert answer.status_code == 200
        assert 'http-equiv="refresh"' in answer.text
        assert "set-cookie" not in answer.headers
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            forged = browser.post("/take", headers=headers)
            one_line(forged, 403)
            assert "set-cookie" not in forged.headers
        again = browser.get("/", headers={**led, "Sec-Fetch-Site": "same-origin"})
        assert "csrf" in again.json()


# Forged requests


def test_what_changes_something_needs_the_token_of_the_session(alone: Site) -> None:
    """None, a wrong one and another session's are refused; the right one passes, as either."""
    with alone.browser() as browser, alone.browser() as other:
        csrf, others = csrf_of(browser), csrf_of(other)
        assert csrf != others
        for wrong in ("", "x", "é", csrf[:-1], csrf.upper(), others):
            one_line(browser.post("/take", data={"csrf": wrong}), 403)
            headers = {"X-CSRF-Token": wrong.encode()}
            one_line(browser.post("/take", headers=headers, data={"csrf": csrf}), 403)
        one_line(browser.post("/take"), 403)
        one_line(browser.post("/take", json={"csrf": csrf}), 403)
        one_line(browser.post("/take", content=f"csrf={csrf}"), 403)
        one_line(browser.post(f"/take?csrf={csrf}"), 403)
        one_line(browser.post("/take", data={"other": csrf}), 403)
        one_line(browser.post("/take", files={"csrf": ("csrf", csrf.encode())}), 403)
        assert httpx.post(f"{alone.url}/take", data={"csrf": csrf}).status_code == 403
        assert alone.done == []
        assert browser.post("/take", data={"csrf": csrf, "a": "ä&="}).json()["a"] == "ä&="
        assert browser.post("/take", headers={"X-CSRF-Token": csrf}).json() == {}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_no_other_method_goes_round_it(alone: Site, method: str) -> None:
    """Only reading needs no token."""
    with alone.browser() as browser:
        csrf_of(browser)
        one_line(browser.request(method, "/take"), 403)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "HERE"}, 200),
        ({"Origin": "HERE", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "HERE", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_another_site_is_refused_whatever_it_knows(
    alone: Site, headers: dict[str, str], status: int
) -> None:
    """Even with the right token, for the browser says where the request comes from."""
    with alone.browser() as browser:
        form = {"csrf": csrf_of(browser)}
        given = {name: value.replace("HERE", alone.url) for name, value in headers.items()}
        assert browser.post("/take", data=form, headers=given).status_code == status
        assert alone.done == ["taken"] * (status == 200)


def test_a_form_with_a_file_arrives_as_it_was_sent(alone: Site) -> None:
    """Megabytes, with what looks like the form's own borders in them, byte for byte."""
    data = bytes(range(256)) * 8_000 + b'\r\n--x\r\nContent-Disposition: form-data; name="csrf"\r\n'
    with alone.browser() as browser:
        csrf = csrf_of(browser)
        told = browser.post(
            "/take", data={"csrf": csrf, "note": "ä" * 500}, files={"file": ("a.pdf", data)}
        ).json()
        assert told == {"csrf": csrf, "note": "ä" * 500, "file": data.hex()}
        late = {"note": "x" * 900_000, "csrf": csrf}
        assert browser.post("/take", data=late).json() == late
        too_late = {"note": "x" * (AHEAD + 200_000), "csrf": csrf}
        one_line(browser.post("/take", data=too_late), 403)
    assert alone.done == ["taken"] * 2


def test_what_is_no_form_is_refused_in_words(alone: Site) -> None:
    """Broken borders, no borders, nothing, a body that stops: 403, and the desk still answers."""
    with alone.browser() as browser:
        csrf = csrf_of(browser)
        for kind, body in (
            ("multipart/form-data", b"csrf"),
            ("multipart/form-data; boundary=x", b"csrf"),
            ("multipart/form-data; boundary=x", b"--x\r\nfoo\r\n\r\n"),
            ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
            ("multipart/form-data; boundary=x", b""),
            ("application/x-www-form-urlencoded", b"&&&=&csrf"),
            ("application/x-www-form-urlencoded", b"\xff\xfe=%%%"),
            (";;;", b"x"),
        ):
            one_line(browser.post("/take", content=body, headers={"Content-Type": kind}), 403)
        assert browser.post("/take", data={"csrf": csrf}).status_code == 200


# Sessions and tokens


def test_who_signs_in_is_known_until_they_sign_out(site: Site) -> None:
    """The session is a new one, so none that was planted before is worth anything."""
    with site.browser() as browser:
        assert browser.get("/").json()["person"] is None
        one_line(browser.post("/take", data={"csrf": csrf_of(browser)}), 401)
        before = browser.cookies[site.cookie]
        form = {"csrf": csrf_of(browser), "name": "ANA", "password": PASSWORD}
        assert browser.post("/sign_in", data=form).text == "in"
        token = browser.cookies[site.cookie]
        assert token != before
        assert browser.get("/").json()["person"] == ["ana", "editor"]
        assert browser.post("/take", data={"csrf": form["csrf"]}).status_code == 403
        csrf = csrf_of(browser)
        assert browser.post("/take", data={"csrf": csrf}).status_code == 200
        assert browser.post("/sign_out", data={"csrf": csrf}).text == "out"
        assert site.cookie not in browser.cookies
    kept = httpx.get(site.url, headers={"Cookie": f"{site.cookie}={token}"})
    assert kept.json()["person"] is None


def test_signing_in_needs_the_token_too(site: Site) -> None:
    """Or another site could sign a checker in as somebody else."""
    form = {"name": "ana", "password": PASSWORD}
    one_line(httpx.post(f"{site.url}/sign_in", data=form), 403)


def test_a_session_that_has_ended_is_nobodys(site: Site) -> None:
    """Fourteen days after its last use."""
    with signed_in(site) as browser, sqlite3.connect(site.path) as db:
        assert browser.get("/").json()["person"] == ["ana", "editor"]
        db.execute("UPDATE sessions SET ends_at = '2025-05-08T12:00:00Z'")
        db.commit()
        assert browser.get("/").json()["person"] is None
    db.close()


def test_a_role_holds_at_once_and_nobody_who_left_is_let_in(site: Site) -> None:
    """What is changed at the command line holds from the next request on."""
    with signed_in(site, "ben", "ten dry pelicans") as browser:
        csrf = csrf_of(browser)
        assert browser.post("/take", data={"csrf": csrf}).status_code == 200
        with Workbench(site.path, actor="ana") as desk:
            desk.set_role("ben", "reader")
            assert "A reader may not" in one_line(browser.post("/take", data={"csrf": csrf}), 403)
            desk.remove_person("ben")
        one_line(browser.post("/take", data={"csrf": csrf}), 401)


def test_a_token_is_proof_enough_until_it_is_revoked(site: Site) -> None:
    """A program needs no cookie and no form; a token that opens nothing is told so."""
    with Workbench(site.path, actor="ana") as desk, site.browser() as program:
        token = desk.new_token("ana", "nightly")
        headers = {"Authorization": f"Bearer {token}"}
        answer = program.get("/", headers=headers)
        assert answer.json() == {"person": ["ana", "editor"], "csrf": "", "bearer": True}
        assert "set-cookie" not in answer.headers
        assert program.post("/body", content=b"12", headers=headers).text == "2"
        wrong = {"Authorization": f"Bearer {token[:-1]}"}
        assert "verify user token" in one_line(program.post("/body", headers=wrong), 401)
        of_rut = {"Authorization": f"bearer {desk.new_token('rut', 'x')}"}
        one_line(program.post("/take", headers=of_rut), 403)
        desk.revoke("ana", "nightly")
        refused = program.post("/body", content=b"12", headers=headers)
        one_line(refused, 401)
        assert refused.headers["www-authenticate"] == "Bearer"
    assert site.done == ["body"]


def test_a_token_that_opens_nothing_is_not_saved_by_a_cookie(site: Site) -> None:
    """Nor does a page of another site pass with a made-up token and the browser's cookie."""
    with signed_in(site) as browser:
        one_line(browser.post("/body", headers={"Authorization": "Bearer rp_x"}), 401)
        basic = {"Authorization": "Basic YTpi"}
        one_line(browser.post("/body", headers=basic), 403)
        assert browser.get("/", headers=basic).json()["person"] == ["ana", "editor"]


def test_a_name_chosen_at_home_signs_nobody_in(people: Path) -> None:
    """Without signing in everybody is an editor; the name is theirs to choose, and no proof."""
    with served(Place(people, auth=False)) as home, home.browser() as browser:
        assert browser.get("/").json()["person"] == ["owner", "editor"]
        browser.post("/name", data={"csrf": csrf_of(browser)})
        assert browser.get("/").json()["person"] == ["Bo Ek", "editor"]
        with Workbench(people, actor="x") as desk:
            desk.choose_name(browser.cookies[home.cookie], "ana")
        assert browser.get("/").json()["person"] == ["ana", "editor"]
        token = browser.cookies[home.cookie]
    with served(Place(people, auth=True)) as site:
        answer = httpx.get(site.url, headers={"Cookie": f"{site.cookie}={token}"})
        assert answer.json()["person"] is None


def test_a_database_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """One line, and where strangers may ask not even the file's place."""
    path = tmp_path / "verify.db"
    path.write_bytes(b"no database" * 100)
    for auth in (True, False):
        with served(Place(path, auth=auth)) as site:
            said = one_line(httpx.get(site.url), 503)
            assert (str(path) in said) is not auth


# Guessed passwords


def test_who_guesses_has_to_wait(site: Site) -> None:
    """Five wrong passwords, then not even the right one."""
    with site.browser() as browser:
        form = {"csrf": csrf_of(browser), "name": "ana", "password": "wrong and wrong"}
        said = {browser.post("/sign_in", data=form).text for _ in range(5)}
        form["name"] = "nobody"
        said |= {browser.post("/sign_in", data=form).text for _ in range(2)}
        assert said == {"The name or the password is wrong"}
        form |= {"name": "ana", "password": PASSWORD}
        refused = browser.post("/sign_in", data=form)
        assert "try again in 15 minutes" in one_line(refused, 429)
        assert 840 < int(refused.headers["retry-after"]) <= 900


def test_the_wait_ends() -> None:
    """After the time that was told, the next attempt is looked at."""
    attempts = Attempts(most=2, within=0.3)
    assert [attempts.take("ana", "10.0.0.1") for _ in range(3)] == [0, 0, 1]
    time.sleep(0.35)
    assert attempts.take("ana", "10.0.0.1") == 0


def test_guesses_count_by_name_and_by_address() -> None:
    """Few guesses at a name from one address; far more at it from many, or at many from one."""
    attempts = Attempts(most=5)
    assert [attempts.take("ana", "10.0.0.1") for _ in range(5)] == [0] * 5
    assert 890 < attempts.take(" ANA ", "10.0.0.1") <= 900
    assert attempts.take("ana", "10.0.0.2") == 0
    assert attempts.take("ben", "10.0.0.1") == 0
    assert [attempts.take("cleo", f"10.2.{n}.1") for n in range(100)] == [0] * 100
    assert attempts.take("cleo", "10.3.0.1") > 0
    assert [attempts.take(f"x{n}", "10.1.1.1") for n in range(50)] == [0] * 50
    assert attempts.take("cleo2", "10.1.1.1") > 0


def test_an_own_account_does_not_buy_more_guesses() -> None:
    """Signing in rightly in between forgets nothing of what was tried on others."""
    attempts = Attempts(most=5)
    tried = 0
    for n in range(60):
        if attempts.take(f"victim{n}", "10.0.0.1") == 0:
            tried += 1
        if attempts.take("mallory", "10.0.0.1") == 0:
            attempts.succeeded("mallory", "10.0.0.1")
    assert tried == 50
    for _ in range(20):
        assert attempts.take("ana", "10.0.0.2") == 0
        attempts.succeeded("ana", "10.0.0.2")


def test_guesses_at_the_same_moment_count(people: Path) -> None:
    """Twenty at once: five are looked at."""
    with served(Place(people, auth=True)) as site, site.browser() as browser:
        form = {"csrf": csrf_of(browser), "name": "ana", "password": "wrong and wrong"}
        with ThreadPoolExecutor(20) as crowd:
            answers = crowd.map(lambda _: browser.post("/sign_in", data=form), range(20))
            codes = [answer.status_code for answer in answers]
        assert sorted(codes) == [401] * 5 + [429] * 15


# Roles


@given(st.sampled_from([*ROLES, "owner", ""]), st.sampled_from(ACTIONS))
def test_each_role_may_what_the_one_before_may(role: str, action: str) -> None:
    """And nobody may anything, nor a role that is not known."""
    allowed = {"look": 3, "mark": 2, "add": 1, "sources": 1}
    last = list(ROLES)[-allowed[action] :]
    assert may(Person("x", role), action) == (role in last)  # type: ignore[arg-type]
    assert not may(None, action)  # type: ignore[arg-type]
