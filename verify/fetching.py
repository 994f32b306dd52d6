"""Pages from the web, politely: robots.txt, conditional requests, and who asks.

A request says who sends it and how to reach them, and is not repeated while the site says that
nothing changed (RFC 9110, conditional requests; RFC 9309, robots).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from verify.errors import VerifyError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

MAX_BYTES = 10_000_000
"""Longer pages are cut off: an article's words stand in the first of it."""

AGENT = "redpencil"
_HOPS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=30)
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


class Fetched(NamedTuple):
    """An answer. ``url`` is where the page now is when the site says that it moved for good.

    ``why`` says in words what went wrong; ``wait`` are the seconds the site asks to wait.
    """

    outcome: Outcome
    url: str
    body: bytes = b""
    charset: str | None = None
    known: Known = UNKNOWN
    why: str = ""
    wait: int = 0


class Fetcher:
    """Asks for pages in one person's name. ``contact``: an address where they can be reached."""

    def __init__(self, contact: str) -> None:
        self._agent = f"{AGENT} (article versions for fact-checking; {contact})"
        self._pool = urllib3.PoolManager(headers={"User-Agent": self._agent}, timeout=_TIMEOUT)
        self._robots: dict[str, RobotFileParser | None] = {}

    def fetch(self, url: str, known: Known = UNKNOWN) -> Fetched:
        """Ask for a page, unless its site forbids it; the known one is not sent again."""
        if refused := self._refused(url):
            return refused
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        asked = {name: value for name, value in headers.items() if value}
        place, for_good = url, url
        for _ in range(_HOPS):
            try:
                answer = self._asked(place, asked)
            except urllib3.exceptions.HTTPError as error:
                return Fetched("failed", url, why=_reason(error))
            target = answer.headers.get("Location")
            if answer.status not in _MOVED or not target:
                return _read(answer, for_good, known)
            place, asked = urljoin(place, target), {}
            if answer.status in _FOR_GOOD and for_good != place:
                for_good = place
            if refused := self._refused(place):
                return refused._replace(url=url)
        return Fetched("failed", url, why="it is passed on in circles")

    def _asked(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        every = {"User-Agent": self._agent, **headers}
        return self._pool.request(
            "GET", url, headers=every, redirect=False, retries=False, preload_content=False
        )

    def _refused(self, url: str) -> Fetched | None:
        """Why the page must not be asked for now; None when it may be."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._robots:
            try:
                self._robots[site] = self._rules(site)
            except urllib3.exceptions.HTTPError as error:
                return Fetched("failed", url, why=_reason(error))
        rules = self._robots[site]
        if rules is None:
            del self._robots[site]
            return Fetched("later", url, why="its robots.txt cannot be read now")
        if not rules.can_fetch(AGENT, url):
            return Fetched("forbidden", url, why="its robots.txt does not allow it")
        return None

    def _rules(self, site: str) -> RobotFileParser | None:
        """What a site allows; None when it cannot say now."""
        rules = RobotFileParser()
        answer = self._pool.request("GET", f"{site}/robots.txt", retries=2)
        if answer.status >= 500:
            return None
        text = answer.data.decode("utf-8", "replace") if answer.status < 300 else ""
        rules.parse(text.splitlines())
        return rules


def _read(answer: BaseHTTPResponse, url: str, known: Known) -> Fetched:
    if answer.status == 304:
        return Fetched("same", url, known=known)
    if answer.status >= 300:
        outcome, why = _REFUSALS.get(answer.status, ("failed", "it does not give the page"))
        wait = answer.headers.get("Retry-After", "")
        wait = wait if wait.isdecimal() else "0"
        return Fetched(outcome, url, why=f"{why} (status {answer.status})", wait=int(wait))
    try:
        body = answer.read(MAX_BYTES)
    except urllib3.exceptions.HTTPError as error:
        return Fetched("failed", url, why=_reason(error))
    said = Known(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    return Fetched("page", url, body, _charset(answer), said)


def _charset(answer: BaseHTTPResponse) -> str | None:
    _, _, charset = answer.headers.get("Content-Type", "").partition("charset=")
    return charset.strip(" \"'") or None


def _reason(error: Exception) -> str:
    cause = error.__cause__ or getattr(error, "reason", None) or error
    words = str(cause).rpartition(": ")[2] or type(error).__name__
    return f"no answer ({words.rstrip('.')})"


def checked(url: str) -> str:
    """The address as it is asked for. Raises VerifyError for what is none."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise VerifyError(f"{url!r} is no address of a page", "write one such as https://…")
    return parts._replace(fragment="").geturl()
