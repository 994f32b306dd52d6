"""Faults that the desk once had, asked for over real sockets or at the workbench."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from drafts import DRAFT, shelve
from listening import desk, listening
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from verify.config import Config
from verify.web.answering import number
from verify.web.app import application
from verify.web.place import Place

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
