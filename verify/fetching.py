"""Pages from the web, politely: robots.txt, conditional requests, and who asks.

A request says who sends it and how to reach them, and is not repeated while the site says that
nothing changed (RFC 9110, conditional requests; RFC 9309, robots). Nobody's own network is read
unless told so, nothing without end, and no proxy is asked.
"""

from __future__ import annotations

from contextlib import contextmanager
from email.message import Message
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from verify.connecting import Line, PrivateError, TooLateError, pools
from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3 import BaseHTTPResponse, PoolManager

MAX_BYTES = 20_000_000
"""Longer answers are refused: half a document is none."""

LONGEST = 60.0
"""Seconds for one page and all that leads to it, however slowly it comes."""

AGENT = "redpencil"
_HOPS = 5
_ROBOTS_BYTES = 500_000
_PIECE = 65_536
# No status is asked for again, and nobody's Retry-After is slept through here.
_ROBOTS_RETRIES = urllib3.Retry(5, connect=1, read=1, status=0, respect_retry_after_header=False)
_FOR_GOOD = frozenset({301, 308})
_MOVED = frozenset({301, 302, 303, 307, 308})

Outcome = Literal["page", "same", "gone", "forbidden", "later", "failed"]
"""What a request came to: a page; not changed; not there; not allowed by robots.txt or the site;
try later, as the site asks; no answer, or one that is none."""


_REFUSALS: dict[int, tuple[Outcome, str]] = {
    **dict.fromkeys((429, 503), ("later", "it asks to come later")),
    **dict.fromkeys((404, 410), ("gone", "there is no such page")),
    **dict.fromkeys((401, 403, 451), ("forbidden", "the site does not give it")),
}


class Known(NamedTuple):
    """What an earlier answer said of itself, to ask whether it still holds."""

    etag: str | None = None
    modified: str | None = None


UNKNOWN = Known()


class TooLargeError(urllib3.exceptions.HTTPError):
    """An answer that is longer than any article."""


class Fetched(NamedTuple):
    """An answer. ``url`` is where the page now is when the site says that it moved for good.

    ``why`` says in words what went wrong; ``wait`` are the seconds the site asks to wait;
    ``media`` is what the site says the body is, such as ``text/html``.
    """

    outcome: Outcome
    url: str
    body: bytes = b""
    charset: str | None = None
    known: Known = UNKNOWN
    why: str = ""
    wait: int = 0
    media: str | None = None


class Fetcher:
    """Asks for pages in one person's name. ``contact``: an address where they can be reached.

    ``allow_private``: read also what stands in this computer's own networks. ``seconds``: what
    one page may take.
    """

    def __init__(
        self, contact: str, *, allow_private: bool = False, seconds: float = LONGEST
    ) -> None:
        self._agent = f"{AGENT} (article versions for fact-checking; {contact})"
        self._allow_private = allow_private
        self._seconds = seconds
        self._robots: dict[str, RobotFileParser | None] = {}

    def fetch(self, url: str, known: Known = UNKNOWN) -> Fetched:
        """Ask for a page, unless its site forbids it; the known one is not sent again."""
        try:
            with self._asking() as asking:
                return self._fetched(asking, url, known)
        except PrivateError as error:
            return Fetched("forbidden", url, why=str(error))
        except TooLateError:
            return Fetched("failed", url, why=f"no answer within {self._seconds:.0f} seconds")
        except TooLargeError:
            why = f"it is larger than {MAX_BYTES // 1_000_000} MB"
            return Fetched("failed", url, why=why)
        except urllib3.exceptions.HTTPError as error:
            return Fetched("failed", url, why=_reason(error))

    @contextmanager
    def _asking(self) -> Iterator[_Asking]:
        with Line(self._seconds, allow_private=self._allow_private) as line:
            manager = pools(line, {"User-Agent": self._agent})
            try:
                yield _Asking(manager, line)
            except urllib3.exceptions.HTTPError:
                # Whatever a connection dies of once the time is up, that is the reason.
                line.in_time()
                raise
            finally:
                manager.clear()

    def _fetched(self, asking: _Asking, url: str, known: Known) -> Fetched:
        if refused := self._refused(asking, url):
            return refused
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        asked = {name: value for name, value in headers.items() if value}
        place, for_good = url, url
        for _ in range(_HOPS):
            answer = asking.ask(place, asked)
            target = answer.headers.get("Location")
            if answer.status not in _MOVED or not target:
                return _read(asking, answer, for_good, known)
            answer.close()
            place, asked = urljoin(place, target), {}
            if not _is_web(place):
                return Fetched("failed", url, why=f"it is passed on to {place}, which is no page")
            if answer.status in _FOR_GOOD and for_good != place:
                for_good = place
            if refused := self._refused(asking, place):
                return refused._replace(url=url)
        return Fetched("failed", url, why="it is passed on in circles")

    def _refused(self, asking: _Asking, url: str) -> Fetched | None:
        """Why the page must not be asked for now; None when it may be."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._robots:
            self._robots[site] = _rules(asking, site)
        rules = self._robots[site]
        if rules is None:
            del self._robots[site]
            return Fetched("later", url, why="its robots.txt cannot be read now")
        if not rules.can_fetch(AGENT, url):
            return Fetched("forbidden", url, why="its robots.txt does not allow it")
        return None


class _Asking:
    """The requests that lead to one page, all within its time."""

    def __init__(self, manager: PoolManager, line: Line) -> None:
        self._manager = manager
        self._line = line

    def ask(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        every = {**self._manager.headers, **headers}
        return self._manager.request(
            "GET", url, headers=every, redirect=False, retries=False, preload_content=False
        )

    def robots(self, url: str) -> BaseHTTPResponse:
        return self._manager.request("GET", url, retries=_ROBOTS_RETRIES, preload_content=False)

    def body(self, answer: BaseHTTPResponse, most: int) -> bytes:
        """All of an answer, up to one byte more than ``most``. Raises TooLateError."""
        # In pieces as they come: a whole one of a slow site would take longer than there is.
        body = bytearray()
        while len(body) <= most and (piece := answer.read1(_PIECE)):
            body += piece
            self._line.in_time()
        # A line that was cut when the time was up looks like the end of the page.
        self._line.in_time()
        answer.close()
        return bytes(body)


def _rules(asking: _Asking, site: str) -> RobotFileParser | None:
    """What a site allows; None when it cannot say now."""
    rules = RobotFileParser()
    answer = asking.robots(f"{site}/robots.txt")
    if answer.status >= 500:
        return None
    found = asking.body(answer, _ROBOTS_BYTES) if answer.status < 300 else b""
    rules.parse(found.decode("utf-8", "replace").splitlines())
    return rules


def _read(asking: _Asking, answer: BaseHTTPResponse, url: str, known: Known) -> Fetched:
    if answer.status == 304:
        return Fetched("same", url, known=known)
    if answer.status >= 300:
        outcome, why = _REFUSALS.get(answer.status, ("failed", "it does not give the page"))
        wait = answer.headers.get("Retry-After", "")
        wait = wait if wait.isdecimal() else "0"
        return Fetched(outcome, url, why=f"{why} (status {answer.status})", wait=int(wait))
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MAX_BYTES:
        raise TooLargeError
    body = asking.body(answer, MAX_BYTES)
    if len(body) > MAX_BYTES:
        raise TooLargeError
    said = Known(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    kind = Message()
    kind["Content-Type"] = answer.headers.get("Content-Type", "")
    media = kind.get_content_type() if "Content-Type" in answer.headers else None
    return Fetched("page", url, body, kind.get_content_charset(), said, media=media)


def _reason(error: Exception) -> str:
    cause = error.__cause__ or getattr(error, "reason", None) or error
    words = str(cause).rpartition(": ")[2] or type(error).__name__
    return f"no answer ({words.rstrip('.')})"


def checked(url: str) -> str:
    """The address as it is asked for. Raises VerifyError for what is none."""
    if not _is_web(url.strip()):
        raise VerifyError(f"{url!r} is no address of a page", "write one such as https://…")
    return urlsplit(url.strip())._replace(fragment="").geturl()


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # Reading the port is what finds a wrong one.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
