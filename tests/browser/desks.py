"""A desk that is open: its server in a process of its own, and pages that are watched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

SEED = "venezuela-russia"
"""The article that is there from the start."""

WAIT = 20.0
"""Seconds until something that has to come is given up: a bound on hanging, not on speed."""


def until(holds: Callable[[], Any], what: str) -> Any:
    """What ``holds`` tells as soon as it is true."""
    end = time.monotonic() + WAIT
    while not (found := holds()):
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.02)
    return found


class Server:
    """`verify serve` over a database. ``port`` 0 is any; the same when it starts again."""

    def __init__(self, path: Path, *more: str, port: int = 0) -> None:
        self.path, self.port = path, port
        self._more = more
        self._log = path.with_suffix(".log")
        self._env = {
            **os.environ,
            "VERIFY_DB": str(path),
            "VERIFY_USER": "ana",
            "VERIFY_CONFIG": str(path.with_suffix(".toml")),
        }
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and come back when it answers."""
        words = ("serve", "--port", str(self.port), *self._more)
        with self._log.open("w") as log:
            self.process = subprocess.Popen(self._argv(words), env=self._env, stderr=log)
        told = until(self._told, "the address on standard error")
        self.port = int(told[1])
        until(self._answers, "an answer")

    def _told(self) -> re.Match[str] | None:
        said = self._log.read_text()
        assert self.process.poll() is None, said
        return re.search(r"http://127\.0\.0\.1:([0-9]+)/", said)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/static/icon.svg").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def verify(self, *words: str, by: str = "cora") -> str:
        """What a command prints that somebody runs beside it. It must succeed."""
        env = {**self._env, "VERIFY_USER": by}
        done = subprocess.run(self._argv(words), env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _argv(self, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "verify", *words]

    def bench(self, actor: str = "cora") -> Workbench:
        """The workbench over its database, in this process."""
        return Workbench(self.path, actor=actor)


class Desk:
    """A server and the browser's windows at it.

    ``faults`` are what no page may do: an error on the console, a breach of its own policy, an
    error in its script, a request to anywhere else. ``expected`` says which errors a test
    provokes, as patterns.
    """

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server = server
        self.faults: list[str] = []
        self.expected: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def window(self, person: str | None = None, **options: Any) -> BrowserContext:
        """A browser of its own: cookies and storage of nobody else. ``person`` signs there."""
        context = self._browser.new_context(
            base_url=self.server.address, **{"viewport": {"width": 1440, "height": 900}} | options
        )
        context.set_default_timeout(1000 * WAIT)
        context.on("page", self._watch)
        self._contexts.append(context)
        if person is not None:
            page = context.new_page()
            page.goto("/")
            page.evaluate(
                "name => { document.getElementById('name').value = name;"
                " document.querySelector('form[action=\"/name\"]').submit() }",
                person,
            )
            page.wait_for_selector(f".menu summary:has-text('{person}')")
            page.close()
        return context

    def page(self, address: str = "/", person: str | None = None, **options: Any) -> Page:
        """A page in a window of its own."""
        page = self.window(person, **options).new_page()
        page.goto(address)
        return page

    def seed(self, claim: int | None = None, person: str | None = None, **options: Any) -> Page:
        """The seed article's page."""
        asked = "" if claim is None else f"?claim={claim}"
        return self.page(f"/articles/{SEED}{asked}", person, **options)

    def _watch(self, page: Page) -> None:
        def told(kind: str, words: str) -> None:
            if not any(re.search(pattern, words) for pattern in self.expected):
                self.faults.append(f"{kind}: {words} ({page.url})")

        def asked(address: str) -> None:
            at = urlsplit(address)
            ours = at.scheme == "http" and at.netloc == f"127.0.0.1:{self.server.port}"
            if not ours and at.scheme not in ("data", "blob", "about"):
                self.faults.append(f"a request to {address}")

        page.on("console", lambda one: one.type == "error" and told("console", one.text))
        page.on("pageerror", lambda error: told("script", str(error)))
        page.on("request", lambda request: asked(request.url))

    def close(self) -> None:
        for context in self._contexts:
            context.close()


# What several tests ask of a page


def current(page: Page) -> int:
    """The claim whose card is open."""
    return int(page.get_attribute("#card [data-claim]", "data-claim") or 0)


def holds(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression is true in a page.

    The page's own policy forbids what Playwright's waiting does there.
    """
    until(lambda: page.evaluate(expression, arg), expression)


def opens(page: Page, claim: int) -> None:
    """Wait until a claim's card is open."""
    page.wait_for_selector(f'#card [data-claim="{claim}"]')


def listed(page: Page) -> list[int]:
    """The claims of the list, in its order."""
    rows = page.query_selector_all("#list [data-claim]")
    return [int(row.get_attribute("data-claim") or 0) for row in rows]


def reach(page: Page, selector: str, *, most: int = 200, key: str = "Tab") -> None:
    """Go on with a key until the focus is there. Fails after so many."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{most} times {key}, and never at {selector}")
