"""Guessed passwords: whoever fails too often has to wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from math import ceil

from starlette.responses import PlainTextResponse, Response

_REMEMBERED = 10_000
"""Names and addresses; beyond them the one that failed longest ago is forgotten."""


class Attempts:
    """Sign-ins that failed, by name and by address, in memory.

    After ``most`` failures within so many seconds the next one has to wait.
    """

    def __init__(self, most: int = 5, within: float = 15 * 60) -> None:
        self.most = most
        self.within = within
        self._failed: dict[tuple[str, str], deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, name: str, address: str) -> int:
        """Seconds to wait; with 0 the password may be tried, and counts as failed.

        Counted beforehand: of many guesses at the same moment only so many are tried.
        """
        now = time.monotonic()
        with self._lock:
            keys = _keys(name, address)
            wait = max(self._wait(key, now) for key in keys)
            if wait == 0:
                for key in keys:
                    failed = self._failed.pop(key, deque())
                    failed.append(now)
                    self._failed[key] = failed  # at the end: it failed last
                while len(self._failed) > _REMEMBERED:
                    del self._failed[next(iter(self._failed))]
            return wait

    def succeeded(self, name: str, address: str) -> None:
        """The password was right: the name's failures are forgotten, and one of the address's.

        The others stay, or an own name between guesses would let an address guess for ever.
        """
        of_name, of_address = _keys(name, address)
        with self._lock:
            self._failed.pop(of_name, None)
            if failed := self._failed.get(of_address):
                failed.pop()

    def _wait(self, key: tuple[str, str], now: float) -> int:
        failed = self._failed.get(key, deque())
        while failed and failed[0] + self.within <= now:
            failed.popleft()
        return 0 if len(failed) < self.most else ceil(failed[0] + self.within - now)


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", " ".join(name.casefold().split())), ("address", address)


def waiting(seconds: int) -> Response:
    """The answer to somebody who has to wait."""
    minutes = ceil(seconds / 60)
    line = f"Too many attempts; try again in {minutes} minute{'s' if minutes > 1 else ''}\n"
    return PlainTextResponse(line, 429, {"Retry-After": str(seconds)})
