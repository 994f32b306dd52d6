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
    app = application(place)
    listener = _listener(at)
    try:
        port = listener.getsockname()[1]
        host = f"[{at.host}]" if ":" in at.host else at.host
        address = f"http://{host}:{port}/"
        say(f"The desk is open at {address} (Ctrl-C closes it)")
        if at.browse:
            webbrowser.open(address)
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
