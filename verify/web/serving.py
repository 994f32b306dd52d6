"""Listening: on this computer alone unless people sign in."""

from __future__ import annotations

import ipaddress
import socket
import webbrowser
from typing import TYPE_CHECKING, NamedTuple

from verify.errors import VerifyError
from verify.web.app import application

if TYPE_CHECKING:
    from collections.abc import Callable

    from verify.web.place import Place


class Listening(NamedTuple):
    """Where to listen; port 0 is any free one. ``browse`` opens the desk in the browser."""

    host: str
    port: int
    browse: bool = False


def serve(place: Place, at: Listening, say: Callable[[str], None]) -> None:
    """Serve a database until it is stopped. Raises VerifyError when it cannot listen there.

    ``say`` is told the address once the desk can be reached.
    """
    import uvicorn

    if not place.auth and not is_loopback(at.host):
        raise VerifyError(
            f"{at.host} can be reached by others, and nobody would have to sign in",
            "add --auth, and people with verify user add",
        )
    listener = _listener(at)
    try:
        called, near = _names(place, at, listener)
        app = application(place._replace(names=place.names | {called}))
        port = listener.getsockname()[1]
        say(f"The desk is open at {_address(called, port)} (Ctrl-C closes it)")
        if at.browse:
            webbrowser.open(_address(near, port))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Where people sign in, a proxy on this computer tells who asks, and that it is HTTPS.
            proxy_headers=place.auth,
            timeout_graceful_shutdown=2,
        )
        uvicorn.Server(config).run([listener])
    finally:
        listener.close()


def _names(place: Place, at: Listening, listener: socket.socket) -> tuple[str, str]:
    """The host that others ask for, and the one that this computer does.

    Raises VerifyError where the desk listens at every address, and none of them is its name.
    """
    bound = ipaddress.ip_address(listener.getsockname()[0])
    if not bound.is_unspecified:
        # A browser writes an IPv6 address in its shortest form.
        called = bound.compressed if ":" in at.host else at.host
        return called, called
    if not place.names:
        raise VerifyError(
            f"{at.host} is every address of this computer, and no name to ask for the desk by",
            "say with --name HOST under which others reach it",
        )
    return min(place.names), "127.0.0.1" if bound.version == 4 else "::1"


def _address(host: str, port: int) -> str:
    named = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{named}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether an address is this computer's own, which no other reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listener(at: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((at.host, at.port))
        listener.listen()  # from here on whoever comes waits, and is not turned away
    except OSError as error:
        listener.close()
        raise VerifyError(
            f"The desk cannot listen at {at.host}, port {at.port}: {error.strerror}",
            "close what listens there, or name another with --port (0: any free one)",
        ) from error
    return listener
