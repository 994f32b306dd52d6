"""From an address to its operation, and from what it returns to the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route

from verify.errors import Stale, VerifyError
from verify.web.api import asking
from verify.web.api.answers import Sent
from verify.web.api.operations import ROOT, Operation
from verify.web.api.refusing import RefusalError, answered, conflict, refusal, told
from verify.web.api.table import OPERATIONS
from verify.web.guarding import may
from verify.web.place import place_of, workbench
from verify.web.reading_alone import BusyError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from verify.workbench import Workbench

_ODD = re.compile(r"[^A-Za-z0-9._-]")


def _answering(operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    """What answers an operation."""

    async def answer(request: Request) -> Response:
        try:
            _refuse_others(request, operation)
            given: dict[str, Any] = {}
            if operation.query is not None:
                given["query"] = asking.query_of(request, operation.query)
            if operation.body is not None:
                given["body"] = await asking.body_of(request, operation)
            return await run_in_threadpool(_done, request, operation, given)
        except RefusalError as refused:
            return refusal(refused)
        except HTTPException as error:  # a guard's, where the body is read
            return refusal(told(error.status_code, error.detail))

    return answer


def _refuse_others(request: Request, operation: Operation) -> None:
    """Raise RefusalError for whom the operation is not for."""
    person = request.state.person
    if person is None:
        raise RefusalError(
            401,
            "Nobody is signed in",
            "send a token: Authorization: Bearer rp_…",
            {"www-authenticate": "Bearer"},
        )
    if not may(person, operation.needs):
        raise RefusalError(
            403, f"A {person.role} may not do that", "ask who keeps the desk for another role"
        )


def _done(request: Request, operation: Operation, given: dict[str, Any]) -> Response:
    """Do it, and tell what came of it."""
    with workbench(request) as bench:
        body: BaseModel | None = given.get("body")
        if operation.guarded:
            bench.seen = getattr(body, "seen", {})
        if operation.database and not bench.is_there:
            raise RefusalError(404, "There is no article yet", f"add one: POST {ROOT}/articles")
        given |= _parts(bench, request, operation)
        given |= {"bench": bench, "place": place_of(request)}
        try:
            value = operation.does(**{name: given[name] for name in operation.takes & given.keys()})
        except Stale as stale:
            return conflict(bench, stale)
        except BusyError as busy:
            later = {"retry-after": str(busy.seconds)}
            raise RefusalError(429, busy.message, busy.hint, later) from busy
        except VerifyError as error:
            raise RefusalError(422, error.message, error.hint) from error
    return _told(value, operation)


def _parts(bench: Workbench, request: Request, operation: Operation) -> dict[str, Any]:
    """What the path names. Raises RefusalError where it is not there."""
    parts = {name: request.path_params[name] for name in operation.parts}
    for name, value in parts.items():
        try:
            if name == "article":
                parts[name] = bench.article(value).slug
            elif name == "claim":
                bench.rows([value])
            elif name == "evidence":
                bench.one_evidence(value)
        except VerifyError as error:
            raise RefusalError(404, error.message, error.hint) from error
    return parts


def _told(value: Any, operation: Operation) -> Response:
    if isinstance(value, Sent):
        # Some programs know names in ASCII alone.
        plain = _ODD.sub("_", value.name)
        named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(value.name)}"
        headers = {"content-disposition": named}
        return Response(value.data, operation.status, headers, value.media)
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    return answered(value, operation.status)


class _Nothing:
    """Where there is no operation: another method, whatever its name, or nothing at all."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = RefusalError(
            404, "No operation has this address", "the page /api lists every operation"
        )
        if allowed := self._allowed(scope):
            told = f"{scope['method']} is not done here"
            refused = RefusalError(405, told, f"use {allowed}", {"allow": allowed})
        await refusal(refused)(scope, receive, send)

    def _allowed(self, scope: Scope) -> str:
        """The methods of the operations at this address."""
        matching = (one for one in _OPERATIONS if one.matches(scope)[0] is Match.PARTIAL)
        return ", ".join(sorted({method for one in matching for method in one.methods or ()}))


_OPERATIONS = [
    Route(one.route, _answering(one), methods=[one.method], name=one.name) for one in OPERATIONS
]

ROUTES = [*_OPERATIONS, Route(f"{ROOT}{{rest:path}}", _Nothing())]
