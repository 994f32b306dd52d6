"""Every address of the desk, and what stands before them."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from verify.web import (
    api,
    articles,
    claims,
    live,
    mending,
    people,
    reports,
    sources,
    versions,
)
from verify.web.answering import MOST_BYTES, back, is_fragment, sent_to
from verify.web.api.refusing import refusal, told
from verify.web.api.telling import InJson
from verify.web.attempts import Attempts
from verify.web.guarding import guards, on_every_answer
from verify.web.live import Room
from verify.web.place import place_of
from verify.web.templating import STATIC, page, status_styles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from verify.web.place import Place


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names of this computer for itself."""


async def _styles(request: Request) -> Response:
    """The statuses' colours, which are the desk's own."""
    css = status_styles(place_of(request).config)
    return PlainTextResponse(
        css, media_type="text/css", headers={"cache-control": "public, max-age=604800"}
    )


_HEADINGS = {401: "Sign in first", 403: "That is not for you", 404: "There is nothing here"}


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal as a page; somebody who has not signed in is led to where they can."""
    assert isinstance(error, HTTPException)
    if is_fragment(request):
        return PlainTextResponse(error.detail, error.status_code)
    if error.status_code == 401 and request.method == "GET":
        url = request.url
        then = f"{url.path}?{url.query}" if url.query else url.path
        return sent_to(f"/sign-in?{urlencode({'then': then})}")
    message = "No page has this address." if error.status_code == 404 else error.detail
    heading = _HEADINGS.get(error.status_code, "That was not done")
    values: dict[str, Any] = {"heading": heading, "message": message, "back": back(request)}
    return page(request, "error.html", status=error.status_code, **values)


async def _failed(request: Request, _: Exception) -> Response:
    """What nobody foresaw, in one line; the server's own output has the rest."""
    line = "The desk failed at this; load the page again, and look at what was saved"
    if request.url.path.startswith("/api/"):
        answer = refusal(told(500, line))
    else:
        answer = PlainTextResponse(f"{line}\n", 500)
    answer.headers.update(on_every_answer())
    return answer


@asynccontextmanager
async def _warm(_: Starlette) -> AsyncIterator[None]:
    """The model is loaded before the first article comes, beside what else is done."""
    import asyncio

    warming = asyncio.create_task(run_in_threadpool(_load))
    yield
    await warming


def _load() -> None:
    import claims as library

    with suppress(library.ModelMissingError):  # whoever adds an article is told
        library.extract("The desk opened at nine, Ann Lee said.")


def application(place: Place) -> Starlette:
    """The desk over one database."""
    app = Starlette(
        routes=[
            *articles.ROUTES,
            *claims.ROUTES,
            *live.ROUTES,
            *mending.ROUTES,
            *people.ROUTES,
            *api.ROUTES,
            *versions.ROUTES,
            *sources.ROUTES,
            *reports.ROUTES,
            Route("/statuses.css", _styles),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(InJson), *guards(place, place.names | LOOPBACK, MOST_BYTES)],
        exception_handlers={HTTPException: _refused, Exception: _failed},
        lifespan=_warm,
    )
    app.state.place = place
    app.state.room = Room(place)
    app.state.attempts = Attempts()
    return app
