"""Connections of one request: to public addresses only, and never longer than its time.

A name is looked up once, its addresses are judged, and one of these very addresses is called:
a name that answers otherwise the second time leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

_CONNECT = 10.0
_READ = 30.0
_LEAST = 0.01
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# What some releases of Python take for public, though nobody's site is there.
_APART = tuple(
    map(
        ipaddress.ip_network,
        ("::/96", "fec0::/10", "64:ff9b:1::/48", "192.0.0.0/24", "240.0.0.0/4"),
    )
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class PrivateError(HTTPError):
    """An address in somebody's own network."""


class TooLateError(HTTPError):
    """The time is up."""


class Line:
    """The time of one request and the sockets that it opened, which end with it.

    A time-out of the socket's own starts anew with each byte; this one does not.
    """

    def __init__(self, seconds: float, *, allow_private: bool) -> None:
        self._end = time.monotonic() + seconds
        self._allow_private = allow_private
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Line:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        for one in self._sockets:
            one.close()

    def in_time(self) -> float:
        """The seconds that are left. Raises TooLateError when there are none."""
        left = self._end - time.monotonic()
        if left < _LEAST:
            raise TooLateError("the time is up")
        return left

    def call(self, connection: HTTPConnection) -> socket.socket:
        """A socket to one of the addresses of a connection's host."""
        last: OSError | None = None
        for family, address in self._addresses(connection):
            called = socket.socket(family, socket.SOCK_STREAM)
            try:
                called.settimeout(min(_CONNECT, self.in_time()))
                called.connect(address)
                called.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                # The copy stays ours when TLS takes the socket over.
                self._sockets.append(called.dup())
                self.in_time()
            except (OSError, TooLateError) as error:
                called.close()
                if isinstance(error, TooLateError):
                    raise
                last = error
            else:
                return called
        raise NewConnectionError(connection, str(last or "no address")) from last

    def _addresses(self, connection: HTTPConnection) -> list[tuple[socket.AddressFamily, Any]]:
        host = connection.host.strip("[]")
        try:
            found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        except UnicodeError as error:
            raise NewConnectionError(connection, f"{host} is no name of a site") from error
        self.in_time()
        if not self._allow_private:
            for *_, address in found:
                if not is_public(str(address[0])):
                    raise PrivateError(
                        f"{host} is in a private network, which only --allow-private reads"
                    )
        return [(family, address) for family, _, _, _, address in found]

    def _cut(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Whether an address is everybody's: not this computer's, nor of a network of its own.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("1.1.1.1")
    (False, False, True)
    """
    found = ipaddress.ip_address(address)
    every = (found, *_within(found))
    return all(one.is_global and not _is_apart(one) for one in every)


def _is_apart(address: Address) -> bool:
    return address.is_multicast or any(address in network for network in _APART)


def _within(address: Address) -> list[Address]:
    """The older addresses that a newer one only carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        carried.append(ipaddress.IPv4Address(address.packed[-4:]))
    return [one for one in carried if one is not None]


def pools(line: Line, headers: Mapping[str, str]) -> urllib3.PoolManager:
    """What asks, over connections of this line only."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return line.call(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return line.call(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    manager = urllib3.PoolManager(
        headers=headers, timeout=urllib3.Timeout(connect=_CONNECT, read=_READ)
    )
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager
