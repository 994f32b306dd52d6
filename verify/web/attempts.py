"""Guessed passwords: whoever fails too often has to wait."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import deque
from math import ceil
from typing import NamedTuple

from starlette.responses import PlainTextResponse, Response

_REMEMBERED = 10_000
"""Names and addresses; beyond them the one that failed longest ago is forgotten."""


_OF_ADDRESS = 10
_OF_NAME = 20
"""So many times as many failures are let pass by an address with any name, and by a name from
anywhere: whoever guesses has to wait long before they keep somebody else out."""


class Attempts:
    """Sign-ins that failed, by name and by address, in memory.

    After ``most`` failures of a name from one address within so many seconds the next one has to
    wait; far later, after many, those of the address with any name, and those of the name.
    """

    def __init__(self, most: int = 5, within: float = 15 * 60) -> None:
        self.most = most
        self.within = within
        self._failed: dict[_Key, deque[float]] = {}
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
        """The password was right: the name's failures from here are forgotten.

        Of the others one is, or an own name between guesses would let an address guess for ever.
        """
        own, *others = _keys(name, address)
        with self._lock:
            self._failed.pop(own, None)
            for key in others:
                if failed := self._failed.get(key):
                    failed.pop()

    def _wait(self, key: _Key, now: float) -> int:
        failed = self._failed.get(key, deque())
        while failed and failed[0] + self.within <= now:
            failed.popleft()
        most = self.most * key.times
        return 0 if len(failed) < most else ceil(failed[0] + self.within - now)


class _Key(NamedTuple):
    """What failures are counted by; null is any. ``times`` as many as of a name from an address."""

    name: str | None
    address: str | None
    times: int


def _keys(name: str, address: str) -> tuple[_Key, _Key, _Key]:
    name, address = " ".join(name.casefold().split()), _network(address)
    return (
        _Key(name, address, 1),
        _Key(None, address, _OF_ADDRESS),
        _Key(name, None, _OF_NAME),
    )


def _network(address: str) -> str:
    """Whose address it is: of IPv6 whoever has one has as many as they like, in one /64."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((int(known), 64), strict=False))
    return str(known)


def waiting(seconds: int) -> Response:
    """The answer to somebody who has to wait."""
    minutes = ceil(seconds / 60)
    line = f"Too many attempts; try again in {minutes} minute{'s' if minutes > 1 else ''}\n"
    return PlainTextResponse(line, 429, {"Retry-After": str(seconds)})
