"""Addresses that must not be read, and answers without end, on a real web server."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from sites import STORY, Answer, Site, page, serve

from verify import fetching, pages
from verify.connecting import is_public
from verify.errors import VerifyError
from verify.fetching import Fetcher

CONTACT = "desk@example.org"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.answers["/story"] = Answer(page(STORY))
        yield running


def fetcher(seconds: float = 20) -> Fetcher:
    return Fetcher(CONTACT, allow_private=True, seconds=seconds)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "Localhost"],
)
def test_however_it_is_written_this_computer_is_not_read(site: Site, host: str) -> None:
    """A name, a number, an octal one: what counts is the address that it comes to."""
    port = site.url.rpartition(":")[2]
    found = Fetcher(CONTACT).fetch(f"http://{host}:{port}/story")
    assert found.outcome == "forbidden"
    assert "--allow-private" in found.why
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    ["http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data"],
)
def test_nor_is_it_by_its_longer_addresses(url: str) -> None:
    """Loopback and link-local, also inside of an address of the other kind."""
    assert Fetcher(CONTACT).fetch(url).outcome == "forbidden"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.1.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1", False),
        ("fe80::1%1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::", False),
        ("::ffff:192.168.1.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_is_what_everybody_reaches(address: str, public: bool) -> None:
    """Each kind of address that leads into a network of its own, and what carries one."""
    assert is_public(address) is public


def test_every_hop_is_judged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that passes on to a private one gets nobody there."""
    from verify import connecting

    # Two loopback addresses, of which this test calls the first one public.
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    target = site.url.replace("127.0.0.1", "127.0.0.2")
    site.answers["/story"] = Answer(status=302, headers=(("Location", f"{target}/secret"),))
    found = Fetcher(CONTACT).fetch(f"{site.url}/story")
    assert (found.outcome, found.url) == ("forbidden", f"{site.url}/story")
    assert "127.0.0.2 is in a private network" in found.why
    site.answers["/robots.txt"] = Answer(status=302, headers=(("Location", f"{target}/robots"),))
    assert "private network" in Fetcher(CONTACT).fetch(f"{site.url}/other").why


def test_a_name_is_looked_up_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was judged is called, whatever the name says next, and judged again."""
    from verify import connecting

    looked_up = []
    real = socket.getaddrinfo

    def once(host: str, *rest: object, **more: object) -> object:
        looked_up.append(host)
        return real("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    port = site.url.rpartition(":")[2]
    found = Fetcher(CONTACT).fetch(f"http://news.example.org:{port}/story")
    assert looked_up == ["news.example.org"] * 2
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    assert site.asked[0][1]["Host"] == f"news.example.org:{port}"
    assert found.outcome == "forbidden"


@pytest.mark.parametrize("where", ["body", "headers"])
def test_what_drips_for_ever_ends_in_time(site: Site, where: str) -> None:
    """Each byte comes soon enough, all of them never: the deadline is for the whole."""
    body = page(STORY * 50)
    site.answers["/slow"] = Answer(body, drip=0.2, where=where)  # type: ignore[arg-type]
    begun = time.monotonic()
    found = fetcher(seconds=2).fetch(f"{site.url}/slow")
    assert (found.outcome, found.body) == ("failed", b"")
    assert "no answer within 2 seconds" in found.why
    assert time.monotonic() - begun < 5


def test_a_silent_site_ends_in_time() -> None:
    """It takes the call and says nothing, neither for the page nor for robots.txt."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        found = fetcher(seconds=2).fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert "no answer within 2 seconds" in found.why
    assert time.monotonic() - begun < 4


def test_robots_that_ask_to_wait_are_not_slept_through(site: Site) -> None:
    """A day's Retry-After on robots.txt is an answer for later, not a nap."""
    site.answers["/robots.txt"] = Answer(status=503, headers=(("Retry-After", "86400"),))
    begun = time.monotonic()
    assert fetcher().fetch(f"{site.url}/story").outcome == "later"
    assert time.monotonic() - begun < 4


def test_more_than_20_mb_is_refused_whole(site: Site) -> None:
    """Told in advance or packed small: half a document is none."""
    large = b"<p>word</p>" * (fetching.MAX_BYTES // 11 + 1)
    site.answers["/large"] = Answer(large)
    site.answers["/packed"] = Answer(gzip.compress(large), headers=(("Content-Encoding", "gzip"),))
    for path in ("/large", "/packed"):
        found = fetcher().fetch(f"{site.url}{path}")
        assert (found.outcome, found.body) == ("failed", b"")
        assert "larger than 20 MB" in found.why


def test_an_answer_that_breaks_off_is_none(site: Site) -> None:
    """Fewer bytes than the site said."""
    site.answers["/half"] = Answer("<p>Half", headers=(("Content-Length", "5000"),))
    assert fetcher().fetch(f"{site.url}/half").outcome == "failed"


def test_circles_and_other_schemes_are_not_followed(site: Site) -> None:
    """A page that passes on to itself, and one that passes on to a file."""
    site.answers["/round"] = Answer(status=302, headers=(("Location", "/round"),))
    assert "in circles" in fetcher().fetch(f"{site.url}/round").why
    site.answers["/file"] = Answer(status=302, headers=(("Location", "file:///etc/passwd"),))
    assert "no page" in fetcher().fetch(f"{site.url}/file").why


def test_a_pdf_of_the_web_is_read_as_one(site: Site) -> None:
    """What it is shows in its bytes, whatever the site calls it."""
    pdf = FPDF()
    pdf.set_title("Annual report")
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 6, " ".join(STORY[:2]))
    body = bytes(pdf.output())
    site.answers["/report"] = Answer(body, headers=(("Content-Type", "application/octet-stream"),))
    found = pages.read_address(f"{site.url}/report", fetcher())
    assert (found.kind, found.title, found.url) == ("pdf", "Annual report", f"{site.url}/report")
    assert STORY[0] in found.text


def test_plain_text_of_the_web_is_no_page(site: Site) -> None:
    """Read sign by sign, in the encoding that the site names."""
    told = "The café’s owner said “no”.\n\n* not a list *\n"
    headers = (("Content-Type", "text/plain; charset=utf-16-le"),)
    site.answers["/a.txt"] = Answer(told.encode("utf-16-le"), headers=headers)
    assert pages.read_address(f"{site.url}/a.txt", fetcher()).text == told


def test_what_is_refused_is_told_in_one_line(site: Site, tmp_path: Path) -> None:
    """The commands end with 1 and say how; nothing is written."""
    for command in ("add", "extract"):
        done = subprocess.run(
            [sys.executable, "-m", "verify", command, f"{site.url}/story"],
            env={"VERIFY_DB": str(tmp_path / "verify.db"), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "--allow-private" in done.stderr
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(VerifyError, match="no address"):
        pages.read_address("http://[::1", fetcher())
