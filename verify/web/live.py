"""What others do, as it happens: the log's new events, and who looks at which claim.

One task looks at the end of the log a few times a second, whoever writes there: another browser
or the command line. Each open page is sent what concerns it as server-sent events; after a break
the browser says what it saw last, and is sent the rest.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from verify.errors import VerifyError
from verify.web.answering import number
from verify.web.guarding import refuse
from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from verify.records import Json, News, Person
    from verify.web.place import Place

EVERY = 0.25
"""Seconds between two looks at the log, and between two tellings of who is where."""

AGAIN = 15.0
"""Seconds after which a stream asks again who it is for, and says that it is still there."""

MOST = 300
"""Streams of everybody."""

MOST_OF_ONE = 20
"""Streams of one session: pages that somebody has open."""

_MOST_TOLD = 500
"""Events that are told one by one; after more, a page is told to load anew."""

_HELD = 1_000
"""Events that wait for a browser; one that is so far behind comes again, and says where it was."""

_LONGEST = 1_000
"""Letters of an article's name."""

_SLOWEST = 30.0
"""Seconds that a browser may take for one event."""


class Present(NamedTuple):
    """Somebody who has a page open, and the claim they look at."""

    key: str
    person: str
    article: str
    claim: int | None


class Guest(NamedTuple):
    """Whose stream it is: their ``session`` counts their streams, ``stays`` asks once more."""

    session: str
    stays: Callable[[], bool]


class _Seat:
    """A stream's place: what waits to be told; None among it means who is where."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.queue: asyncio.Queue[ServerSentEvent | None] = asyncio.Queue(_HELD + 1)
        self.moved = False
        self.over = False

    def tell(self, one: ServerSentEvent) -> None:
        """Something happened. What nobody reads is not kept for ever."""
        if self.queue.qsize() < _HELD and not self.over:
            self.queue.put_nowait(one)
            return
        self.over = True
        while not self.queue.empty():
            self.queue.get_nowait()

    def move(self) -> None:
        """Who is where has changed; only the newest is told."""
        if not self.moved and not self.over:
            self.moved = True
            self.queue.put_nowait(None)


class Room:
    """Everybody who has a page open. Made once for a server."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._seats: dict[str, _Seat] = {}
        self._present: dict[str, Present] = {}
        self._moved: set[str] = set()
        self._task: asyncio.Task[None] | None = None
        self._begun = asyncio.Event()
        self._last = 0

    def is_full(self, session: str) -> bool:
        """Whether no other stream may be opened, by this session or by anybody."""
        own = sum(one.session == session for one in self._seats.values())
        return own >= MOST_OF_ONE or len(self._seats) >= MOST

    async def enter(
        self, present: Present, last: int | None, guest: Guest
    ) -> AsyncIterator[ServerSentEvent]:
        """Everything that concerns a page, from after the event ``last`` on.

        It ends when the guest may no longer look or is somebody else, and when they read too slow.
        """
        if self.is_full(guest.session):
            return
        seat = _Seat(guest.session)
        self._seats[present.key] = seat
        self._present[present.key] = present
        if self._task is None or self._task.done():
            self._begun = asyncio.Event()
            self._task = asyncio.create_task(self._watch(self._begun))
        try:
            yield ServerSentEvent(present.key, event="key")
            await self._begun.wait()
            if last is not None:
                for one in await run_in_threadpool(self._since, last):
                    yield one
            self._moves(present.article)
            async for one in self._told(present.key, seat, guest):
                yield one
        except VerifyError:
            return  # what was missed cannot be read now: the browser comes again for it
        finally:
            del self._seats[present.key], self._present[present.key]
            self._moves(present.article)
            if not self._seats and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _told(self, key: str, seat: _Seat, guest: Guest) -> AsyncIterator[ServerSentEvent]:
        """What comes, for as long as it may be told."""
        clock = asyncio.get_running_loop().time
        until = clock() + AGAIN
        while not seat.over:
            try:
                one = await asyncio.wait_for(seat.queue.get(), max(until - clock(), 0))
            except TimeoutError:
                if not await run_in_threadpool(guest.stays):
                    return
                until = clock() + AGAIN
                continue
            if one is None:
                seat.moved = False
                one = self._others(self._present[key])
            yield one

    def looks_at(self, key: str, person: str, claim: int | None) -> None:
        """Somebody turned to another claim."""
        here = self._present.get(key)
        if here is not None and here.person == person:
            self._present[key] = here._replace(claim=claim)
            self._moves(here.article)

    def _moves(self, article: str) -> None:
        """Who is where in an article has changed, and is told in a moment."""
        if article and article not in self._moved:
            self._moved.add(article)
            asyncio.get_running_loop().call_later(EVERY, self._tell_presence, article)

    def _tell_presence(self, article: str) -> None:
        self._moved.discard(article)
        for key, one in self._present.items():
            if one.article == article:
                self._seats[key].move()

    def _others(self, own: Present) -> ServerSentEvent:
        """Who else is in the same article."""
        others = [
            {"person": one.person, "claim": one.claim}
            for one in self._present.values()
            if one.article == own.article and one.key != own.key
        ]
        return ServerSentEvent(json.dumps(others, ensure_ascii=False), event="present")

    async def _watch(self, begun: asyncio.Event) -> None:
        while True:
            try:
                if begun.is_set():
                    await self._look()
                else:
                    self._last = await run_in_threadpool(self._newest)
                    begun.set()
            except Exception:
                pass  # the file is gone, or busy for long, or odd: it is looked at again
            await asyncio.sleep(EVERY)

    async def _look(self) -> None:
        for one in await run_in_threadpool(self._since, self._last):
            self._last = int(one.id or self._last)
            for seat in self._seats.values():
                seat.tell(one)

    def _bench(self) -> Workbench:
        return self._place.bench(self._place.actor)

    def _newest(self) -> int:
        with self._bench() as bench:
            return bench.last_event() if bench.is_there else 0

    def _since(self, last: int) -> list[ServerSentEvent]:
        """What was done after an event; where that is much, only that it is."""
        with self._bench() as bench:
            if not bench.is_there:
                return []
            news = bench.news(last, _MOST_TOLD + 1)
            if len(news) > _MOST_TOLD:
                return [ServerSentEvent("{}", event="stale", id=str(bench.last_event()))]
        return list(map(_event, news))


def _event(one: News) -> ServerSentEvent:
    told: Json = {
        "article": one.article,
        "actor": one.actor,
        "action": one.action,
        "claims": [state._asdict() for state in one.claims],
    }
    return ServerSentEvent(json.dumps(told, ensure_ascii=False), event="news", id=str(one.last))


class _Stream(EventSourceResponse):
    """Ends, and is no failure, when the browser does not read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(SendTimeoutError):
            await super().__call__(scope, receive, send)


async def live(request: Request) -> Response:
    """The stream of a page."""
    refuse(request.state.person, "look")
    room: Room = request.app.state.room
    state = request.state
    session = state.session or f"the tokens of {state.person.name}"
    if room.is_full(session):
        line = "Too many pages are open at once; close some, then load this one again\n"
        return PlainTextResponse(line, 429, {"retry-after": str(int(AGAIN))})
    seen: Any = request.headers.get("last-event-id") or request.query_params.get("last", "")
    article = request.query_params.get("article", "")[:_LONGEST]
    present = Present(secrets.token_urlsafe(12), state.person.name, article, None)
    guest = Guest(session, lambda: _is_same(state.person, state.again))
    stream = room.enter(present, number(seen), guest)
    return _Stream(stream, ping=int(AGAIN), send_timeout=_SLOWEST)


def _is_same(person: Person, again: Callable[[], Person | None]) -> bool:
    """Whether it is still this person, in the same role."""
    try:
        return again() == person
    except VerifyError:
        return False


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
