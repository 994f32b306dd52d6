"""A web site of our own, on this machine, that answers as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, NamedTuple

STORY = [
    "Exports of the harbour rose 64% last year, the port authority said on Monday in its report.",
    "Maria Lopez, who leads the authority, told Reuters that the old pier would close in June.",
    "The council met on Monday for two hours and voted for the new road to the northern quay.",
    "Nobody will lose a job when the pier closes, the authority said in the same statement.",
]


class Answer(NamedTuple):
    """What the site says at one path; ``drip`` are the seconds from one byte to the next.

    ``where``: what is sent so slowly, before it or in it.
    """

    body: str | bytes = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: float = 0
    where: Literal["body", "headers"] = "body"


def page(paragraphs: list[str], title: str = "Harbour exports jump") -> str:
    """A news page: an article among menus."""
    told = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<html><head><title>{title}</title>"
        '<meta property="article:published_time" content="2025-05-08"></head>'
        "<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title}</h1>{told}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


class Site:
    """Answers by path, what was asked, with its headers, and what was answered to the end."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answered: list[str] = []
        self.url = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serve() -> Iterator[Site]:
    """The site, running until the block ends."""
    site = Site()
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            answer = site.answers.get(self.path, Answer(status=404))
            tag = dict(answer.headers).get("ETag")
            same = tag is not None and self.headers.get("If-None-Match") == tag
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            body = b"" if same else body
            if answer.drip and answer.where == "headers":
                self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000, answer.drip)
                return
            self.send_response(304 if same else answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if not any(name == "Content-Type" for name, _ in answer.headers):
                self.send_header("Content-Type", "text/html; charset=utf-8")
            if not answer.drip and not any(name == "Content-Length" for name, _ in answer.headers):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if answer.drip:
                self._drip(body, answer.drip)
                return
            self.wfile.write(body)
            site.answered.append(self.path)

        def _drip(self, data: bytes, seconds: float) -> None:
            with suppress(OSError):
                for byte in data:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if stopped.wait(seconds):
                        return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
