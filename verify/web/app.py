"""Every address of the desk, and what stands before them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from verify.web import articles, claims, live
from verify.web.live import Room
from verify.web.place import place_of
from verify.web.templating import STATIC, page, status_styles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from verify.web.place import Place


async def _styles(request: Request) -> Response:
    """The statuses' colours, which are the desk's own."""
    css = status_styles(place_of(request).config)
    return PlainTextResponse(
        css, media_type="text/css", headers={"cache-control": "public, max-age=604800"}
    )


async def _missing(request: Request, _: Exception) -> Response:
    told = {"heading": "There is nothing here", "message": "No page has this address.", "back": "/"}
    return page(request, "error.html", status=404, **told)


@asynccontextmanager
async def _warm(_: Starlette) -> AsyncIterator[None]:
    """The model is loaded before the first article comes, beside what else is done."""
    import asyncio

    warming = asyncio.create_task(run_in_threadpool(_load))
    yield
    await warming


def _load() -> None:
    import claims as library

    library.extract("The desk opened at nine, Ann Lee said.")


class Anybody:
    """Stub until the guards are in."""

    def __init__(self, app, place):
        self.app, self.place = app, place

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            from types import SimpleNamespace

            from verify.web.templating import May

            scope.setdefault("state", {})
            scope["state"].update(
                person=SimpleNamespace(name=self.place.actor, role="editor"),
                csrf="x",
                may=May(True, True, True),
            )
        await self.app(scope, receive, send)


def application(place: Place) -> Starlette:
    """The desk over one database."""
    app = Starlette(
        routes=[
            *articles.ROUTES,
            *claims.ROUTES,
            *live.ROUTES,
            Route("/statuses.css", _styles),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Anybody, place=place)],
        exception_handlers={404: _missing},
        lifespan=_warm,
    )
    app.state.place = place
    app.state.room = Room(place)
    return app
