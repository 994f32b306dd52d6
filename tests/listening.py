"""The desk as it is served, for tests: a real server on a loopback port, asked over HTTP."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from verify.config import Config
from verify.web.app import application
from verify.web.place import Place


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """Serve an application; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def desk(path: Path, *, auth: bool = False, private: bool = False) -> Iterator[httpx.Client]:
    """Who has the desk's page open in a browser: their cookie, and the token of its forms."""
    place = Place(path, Config(path.with_name("config.toml")), "ana", auth=auth, private=private)
    with (
        listening(application(place)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        page = client.get("/api", follow_redirects=True)
        found = re.search('name="csrf" (?:content|value)="([^"]*)"', page.text)
        assert found is not None
        client.headers["x-csrf-token"] = found[1]
        yield client
