"""Who may ask what: hosts, sizes, sessions and roles, forged requests.

Each guard is an ASGI middleware with one job; ``guards`` has them in their order. A refusal is
one line of plain text.
"""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers as Given
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from verify.errors import VerifyError
from verify.records import ROLES, Person
from verify.web.forms import Hunt
from verify.workbench import Workbench
from verify.workbench.people import new_token

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from verify.records import Action
    from verify.web.place import Place

COOKIE = "redpencil"
"""What the cookie's name begins with; its end is the port, for browsers tell no ports apart."""
STATIC = "/static/"
"""Where files lie that are the same for everybody."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # With none at all a browser sends the origin "null" with the desk's own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guards(place: Place, allowed: frozenset[str], most: int) -> list[Middleware]:
    """Every guard, outermost first.

    ``allowed`` are the names the desk may be asked for under, ``most`` the bytes of one request.
    """
    return [
        Middleware(Headers),
        Middleware(Hosts, allowed=allowed),
        Middleware(Limit, most=most),
        Middleware(Who, place=place),
        Middleware(Forgery),
    ]


def on_every_answer() -> dict[str, str]:
    """What ``Headers`` adds to an answer, for one that does not come by it."""
    return {**_ALWAYS, "Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}


def _told(status: int, line: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{line}\n", status, headers)


# What every answer says


class Headers:
    """Tells the browser to load nothing from elsewhere, and to hand nothing on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", _POLICY)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                if not scope["path"].startswith(STATIC):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, answer)


# Whom the request means, and how large it is

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s:/?#@\[\]\\]+))(?::\d{1,5})?").fullmatch


class Hosts:
    """Refuses a name that is not the desk's.

    Else a page of another site whose name is made to point at this computer could read the desk
    (DNS rebinding). ``allowed`` are names and addresses without ports; IPv6 with brackets or not.
    """

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self.app = app
        self.allowed = {name.lower().strip("[]") for name in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_ours(Given(scope=scope).getlist("host")):
            line = "The desk does not go by this name; ask for it by the address it was opened at"
            await _told(421, line)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_ours(self, given: list[str]) -> bool:
        if len(given) != 1:
            return False
        match = _HOST(given[0].lower())
        return match is not None and (match[1] or match[2]) in self.allowed


class _TooLarge(HTTPException):
    """Raised where the body is read; whoever answers for it first answers 413."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"This is more than {most:,} bytes; send less at once")


class Limit:
    """Refuses a body of more than ``most`` bytes, as soon as it says so or turns out so."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read = 0
        begun = False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise _TooLarge(self.most)
            return message

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            length = Given(scope=scope).get("content-length", "")
            if length.isdecimal() and int(length[:20]) > self.most:
                raise _TooLarge(self.most)
            await self.app(scope, counted, answer)
        except _TooLarge as error:
            if begun:
                raise
            await _told(413, error.detail)(scope, receive, send)


# Who asks

_TOKEN = re.compile(r"[\w-]{43}", re.ASCII).fullmatch


class Who:
    """Finds who asks, and writes it into the request's state.

    ``person``   a Person, or None who has not signed in
    ``csrf``     what a form of this browser must bring along
    ``session``  the token of the browser's cookie
    ``bearer``   whether a program asks, with a token of its own
    ``again``    finds the person once more, for an answer that goes on for long
    """

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self.app = app
        self.place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state.update(person=None, csrf="", session="", bearer=False, again=lambda: None)
        if scope["path"].startswith(STATIC):
            await self.app(scope, receive, send)
            return
        headers = Given(scope=scope)
        token = _bearer(headers)
        try:
            if token is None:
                answer = await self._of_browser(scope, headers, send)
            else:
                answer = await self._of_program(scope, token, send)
        except VerifyError as error:
            answer = _told(503, "The desk has no database" if self.place.auth else str(error))
        if isinstance(answer, Response):
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, answer)

    async def _of_program(self, scope: Scope, token: str, send: Send) -> Send | Response:
        """Find whose the token is; how to answer, or the refusal."""
        person = await run_in_threadpool(self._of_token, token)
        if person is None:
            line = "This token opens nothing here; make one with verify user token"
            return _told(401, line, {"WWW-Authenticate": "Bearer"})
        scope["state"].update(person=person, bearer=True, again=lambda: self._of_token(token))
        return send

    async def _of_browser(self, scope: Scope, headers: Given, send: Send) -> Send | Response:
        """Find whose the cookie is; how to answer, so that a browser without one gets it.

        Not where another site asks: the browser may have one that it does not send then.
        """
        known = _cookie(scope, headers)
        if known is None and scope["method"] == "GET" and _is_led(headers):
            return _again()
        token = known or new_token()
        person, csrf = await run_in_threadpool(self._of_session, token)
        scope["state"].update(
            person=person, csrf=csrf, session=token, again=lambda: self._of_session(token)[0]
        )
        if known or not _is_at_home(headers):
            return send

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                given = MutableHeaders(scope=message)
                if not any(one.startswith(COOKIE) for one in given.getlist("set-cookie")):
                    given.append("set-cookie", _kept(scope, token))
            await send(message)

        return answer

    def _of_token(self, token: str) -> Person | None:
        with self._desk() as desk:
            return desk.token(token)

    def _of_session(self, token: str) -> tuple[Person | None, str]:
        with self._desk() as desk:
            csrf = hmac.new(desk.secret().encode(), token.encode(), "sha256").hexdigest()
            if self.place.auth:
                return desk.session(token), csrf
            return Person(desk.chosen_name(token) or self.place.actor, "editor"), csrf

    def _desk(self) -> Workbench:
        return Workbench(self.place.path, actor=self.place.actor)


def _bearer(headers: Given) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _name(scope: Scope) -> str:
    """The cookie's name: two desks of one host have each its own."""
    port = (scope.get("server") or ("", None))[1]
    return f"{COOKIE}-{port}" if port else COOKIE


def _cookie(scope: Scope, headers: Given) -> str | None:
    """The session's token; None for one that this desk has not made."""
    for given in headers.getlist("cookie"):
        for part in given.split(";"):
            name, _, value = part.strip().partition("=")
            if name == _name(scope) and _TOKEN(value):
                return value
    return None


def _is_led(headers: Given) -> bool:
    return headers.get("sec-fetch-mode") == "navigate" and (
        headers.get("sec-fetch-site") in ("cross-site", "same-site")
    )


def _again() -> Response:
    """A page that asks for itself once more.

    A browser keeps a strict cookie to itself when a link of another site leads here; what the
    page itself asks for comes with it.
    """
    refresh = '<meta http-equiv="refresh" content="0"><title>The desk</title>'
    return HTMLResponse(f'<!doctype html><html lang="en">{refresh}</html>')


def _kept(scope: Scope, token: str, seconds: int = 400 * 24 * 3600) -> str:
    """The cookie: for as long as browsers keep one; when a session ends, the database says."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{_name(scope)}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def keep(response: Response, scope: Scope, token: str) -> None:
    """Have the browser keep the session that sign_in began."""
    response.headers.append("set-cookie", _kept(scope, token))


def forget(response: Response, scope: Scope) -> None:
    """Have the browser forget its session."""
    response.headers.append("set-cookie", _kept(scope, "", 0))


# What may be asked


def may(person: Person | None, action: Action) -> bool:
    """Whether somebody may do this; nobody may do nothing."""
    return person is not None and action in ROLES.get(person.role, ())


_DOING = {
    "look": "look at the desk",
    "mark": "change claims",
    "add": "add articles",
    "sources": "change what sources are",
}


def refuse(person: Person | None, action: Action) -> None:
    """Raise HTTPException when they may not: 401 before signing in, else 403."""
    if person is None:
        raise HTTPException(401, "Sign in first")
    if not may(person, action):
        raise HTTPException(
            403, f"A {person.role} may not {_DOING[action]}; ask who keeps the desk for that role"
        )


# Whether a person meant it


class Forgery:
    """Refuses what another site has a browser ask for.

    What changes something needs the ``csrf`` of the browser's own session, in ``X-CSRF-Token`` or
    as the field ``csrf`` near the start of a form, and must come from a page of the desk. A
    program's own token is proof enough. The body reaches the application as it came.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] in ("GET", "HEAD", "OPTIONS")
            or scope["state"].get("bearer")
        ):
            await self.app(scope, receive, send)
            return
        headers = Given(scope=scope)
        if not _is_at_home(headers):
            line = "Another site asked for this; do it on a page of the desk"
            await _told(403, line)(scope, receive, send)
            return
        given = headers.get("x-csrf-token")
        if given is None:
            hunt = Hunt(receive, headers.get("content-type", ""), "csrf")
            given, receive = await hunt.found(), hunt.replay
        if not _is_same(given, scope["state"].get("csrf")):
            line = "The page is out of date or not the desk's; load it again, then try again"
            await _told(403, line)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_at_home(headers: Given) -> bool:
    """Whether what the browser says of where it comes from, if anything, is this desk."""
    host = headers.get("host", "").lower()
    for origin in headers.getlist("origin"):
        scheme, _, name = origin.lower().partition("://")
        if scheme not in ("http", "https") or name != host:
            return False
    return all(site in ("same-origin", "none") for site in headers.getlist("sec-fetch-site"))


def _is_same(given: str | None, right: str | None) -> bool:
    if not given or not right:
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())
