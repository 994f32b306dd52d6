"""Signing in and out, and saying who signs where nobody has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from verify.errors import VerifyError
from verify.web.answering import back, here, posted, refuse_odd, refused, sent_to, written
from verify.web.attempts import waiting
from verify.web.guarding import forget, keep
from verify.web.place import place_of, workbench
from verify.web.templating import page
from verify.workbench.people import LONGEST_NAME

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response


async def sign_in(request: Request) -> Response:
    """The page to sign in on, and signing in."""
    if not place_of(request).auth:
        return sent_to("/")
    if request.method != "POST":
        return _asking(request, request.query_params.get("then", "/"))
    async with request.form() as form:
        then = written(form, "then") or "/"
        try:
            name, password = _typed(form)
        except VerifyError as error:
            return _asking(request, "/", str(error))
    attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    if seconds := attempts.take(name, address):
        answer: Response = waiting(seconds)
        return answer
    try:
        token = await run_in_threadpool(_token, request, name, password)
    except VerifyError as error:
        return _asking(request, then, str(error))
    attempts.succeeded(name, address)
    answer = sent_to(here(then))
    keep(answer, request.scope, token)
    return answer


def _typed(form: FormData) -> tuple[str, str]:
    """Name and password. Raises VerifyError for what is not even to be tried."""
    refuse_odd(form)
    name = written(form, "name") or ""
    if len(name) > LONGEST_NAME:  # nobody is called so, and it is not to be remembered
        raise VerifyError("The name or the password is wrong", "check both and try again")
    return name, str(form.get("password", ""))


def _token(request: Request, name: str, password: str) -> str:
    with workbench(request) as bench:
        token = bench.sign_in(name, password)
        bench.sign_out(request.state.session)  # the one that this browser had until now
        return token


def _asking(request: Request, then: str, said: str = "") -> Response:
    told = {"said": said, "then": here(then)}
    return page(request, "sign-in.html", status=401 if said else 200, **told)


async def sign_out(request: Request) -> Response:
    """End the session."""
    answer = sent_to("/sign-in" if place_of(request).auth else "/")

    def end() -> None:
        with workbench(request) as bench:
            bench.sign_out(request.state.session)

    await run_in_threadpool(end)
    forget(answer, request.scope)
    return answer


@posted("look")
def name(request: Request, form: FormData) -> Response:
    """Say who signs, on a desk where nobody signs in."""
    if place_of(request).auth:
        error = VerifyError("You sign under the name you signed in with", "sign out to change it")
        return refused(request, error, 403)
    with workbench(request) as bench:
        bench.choose_name(request.state.session, written(form, "name") or "")
    return sent_to(back(request))


ROUTES = [
    Route("/sign-in", sign_in, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/name", name, methods=["POST"]),
]
