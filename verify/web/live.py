"""What others do, as it happens: the log's new events, and who looks at which claim.

One task looks at the end of the log a few times a second, whoever writes there: another browser
or the command line. Each open page is sent what concerns it as server-sent events; after a break
the browser says what it saw last, and is sent the rest.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from verify.errors import VerifyError
from verify.web.answering import number
from verify.web.guarding import refuse
from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from starlette.requests import Request

    from verify.records import Json, News
    from verify.web.place import Place

EVERY = 0.25
"""Seconds between two looks at the log."""

_MOST = 500
"""Events that are told one by one; after more, a page had better be loaded anew."""


class Present(NamedTuple):
    """Somebody who has a page open, and the claim they look at."""

    key: str
    person: str
    article: str
    claim: int | None


class Room:
    """Everybody who has a page open. Made once for a server."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._queues: dict[str, asyncio.Queue[ServerSentEvent]] = {}
        self._present: dict[str, Present] = {}
        self._task: asyncio.Task[None] | None = None
        self._last = 0

    async def enter(self, present: Present, last: int | None) -> AsyncIterator[ServerSentEvent]:
        """Everything that concerns a page, from after the event ``last`` on."""
        queue: asyncio.Queue[ServerSentEvent] = asyncio.Queue()
        if self._task is None or self._task.done():
            self._last = await run_in_threadpool(self._newest)
            self._task = asyncio.create_task(self._watch())
        self._queues[present.key] = queue
        self._present[present.key] = present
        try:
            yield ServerSentEvent(present.key, event="key")
            if last is not None:
                for one in await run_in_threadpool(self._since, last):
                    yield _told(one)
            self._tell_presence(present.article)
            while True:
                yield await queue.get()
        finally:
            del self._queues[present.key], self._present[present.key]
            self._tell_presence(present.article)
            if not self._queues and self._task is not None:
                self._task.cancel()
                self._task = None

    def looks_at(self, key: str, person: str, claim: int | None) -> None:
        """Somebody turned to another claim."""
        here = self._present.get(key)
        if here is not None and here.person == person:
            self._present[key] = here._replace(claim=claim)
            self._tell_presence(here.article)

    def _tell_presence(self, article: str) -> None:
        there = [one for one in self._present.values() if article and one.article == article]
        for one in there:
            others = [
                {"person": other.person, "claim": other.claim}
                for other in there
                if other.key != one.key
            ]
            self._queues[one.key].put_nowait(
                ServerSentEvent(json.dumps(others, ensure_ascii=False), event="present")
            )

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                news = await run_in_threadpool(self._since, self._last)
            except VerifyError:
                continue  # the file is gone, or busy for long; it is looked at again
            for one in news:
                self._last = one.last
                for queue in self._queues.values():
                    queue.put_nowait(_told(one))

    def _bench(self) -> Workbench:
        place = self._place
        return Workbench(place.path, actor=place.actor, statuses=place.config.statuses)

    def _newest(self) -> int:
        with self._bench() as bench:
            return bench.last_event() if bench.is_there else 0

    def _since(self, last: int) -> Iterable[News]:
        with self._bench() as bench:
            return bench.news(last, _MOST) if bench.is_there else ()


def _told(one: News) -> ServerSentEvent:
    told: Json = {
        "article": one.article,
        "actor": one.actor,
        "action": one.action,
        "claims": [state._asdict() for state in one.claims],
    }
    return ServerSentEvent(json.dumps(told, ensure_ascii=False), event="news", id=str(one.last))


async def live(request: Request) -> Response:
    """The stream of a page."""
    refuse(request.state.person, "look")
    room: Room = request.app.state.room
    seen: Any = request.headers.get("last-event-id") or request.query_params.get("last", "")
    last = number(seen)
    article = request.query_params.get("article", "")
    present = Present(secrets.token_urlsafe(12), request.state.person.name, article, None)
    return EventSourceResponse(room.enter(present, last), ping=15)


async def presence(request: Request) -> Response:
    """A page says which claim is looked at."""
    refuse(request.state.person, "look")
    room: Room = request.app.state.room
    async with request.form() as form:
        claim = number(form.get("claim"))
        room.looks_at(str(form.get("key", "")), request.state.person.name, claim)
    return Response(status_code=204)


ROUTES = [
    Route("/live", live),
    Route("/presence", presence, methods=["POST"]),
]
