"""How requests are answered: what the workbench refuses, in words and with the right number.

Handlers are plain functions, run beside the event loop, for SQLite and the library block.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import HTMLResponse, RedirectResponse

from verify.errors import VerifyError
from verify.web.guarding import refuse
from verify.web.reading_alone import BusyError
from verify.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from verify.records import Action

    Handler = Callable[[Request], Awaitable[Response]]

_DIGITS = 18
"""Of a number that somebody gives: fewer than the database keeps, and soon read."""

MOST_BYTES = 25_000_000
"""Of a request: a file of 20 MB and what stands around it in a form."""


class Id(Convertor[int]):
    """The number of a row in an address, as ``{claim:id}``."""

    regex = f"[0-9]{{1,{_DIGITS}}}"

    def convert(self, value: str) -> int:
        """From the address."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Into an address."""
        return str(value)


register_url_convertor("id", Id())


def looked_at(handler: Callable[[Request], Response]) -> Handler:
    """A handler that only reads: what the workbench does not know is missing."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        refuse(request.state.person, "look")
        try:
            return await run_in_threadpool(handler, request)
        except VerifyError as error:
            return refused(request, error, 404)

    return answer


def posted(needs: Action) -> Callable[[Callable[[Request, FormData], Response]], Handler]:
    """A handler of a form, for people who may do that.

    What the workbench refuses is told, and nothing was changed.
    """

    def decorated(handler: Callable[[Request, FormData], Response]) -> Handler:
        @wraps(handler)
        async def answered(request: Request) -> Response:
            refuse(request.state.person, needs)
            async with request.form(max_files=4, max_part_size=MOST_BYTES) as form:
                try:
                    refuse_odd(form)
                    return await run_in_threadpool(handler, request, form)
                except BusyError as busy:
                    answer = refused(request, busy, 429)
                    answer.headers["retry-after"] = str(busy.seconds)
                    return answer
                except VerifyError as error:
                    return refused(request, error, 422)

        return answered

    return decorated


def refused(request: Request, error: VerifyError, status: int) -> Response:
    """A refusal: a page for people, one line for the script."""
    if is_fragment(request):
        return HTMLResponse(said(error), status, media_type="text/plain")
    heading = "There is nothing here" if status == 404 else "That was not done"
    return page(
        request,
        "error.html",
        status=status,
        heading=heading,
        message=str(error),
        back=back(request),
    )


_TYPED = re.compile(r"\bverify [a-z]|(?<!\w)--[a-z]|\$VERIFY")


def said(error: VerifyError) -> str:
    """A refusal, without the way out where that is a command to be typed."""
    return f"{error.message}." if _TYPED.search(error.hint) else str(error)


def is_fragment(request: Request) -> bool:
    """Whether the page's own script asks, for a part of a page."""
    return request.headers.get("x-fragment") == "1"


def back(request: Request) -> str:
    """Where the person came from, with what it was asked, when it was here."""
    from urllib.parse import urlsplit

    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # it is no address
        return "/"
    if came.netloc != request.headers.get("host"):
        return "/"
    return here(f"{came.path}?{came.query}" if came.query else came.path)


def here(address: str) -> str:
    """An address of the desk itself, whatever was asked for."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and address.isprintable() else "/"


def sent_to(address: str) -> RedirectResponse:
    """Go on there, with a new request."""
    return RedirectResponse(address, 303)


def number(given: object) -> int | None:
    """A number as an address or a form gives it; None where it is none, or longer than any."""
    if isinstance(given, str) and given.isascii() and given.isdecimal() and len(given) <= _DIGITS:
        return int(given)
    return None


def refuse_odd(form: FormData) -> None:
    """Raise VerifyError for half letters, which a form can say and no file can keep."""
    for name, value in form.multi_items():
        for told in (name, value if isinstance(value, str) else value.filename or ""):
            if any("\ud800" <= letter <= "\udfff" for letter in told):
                raise VerifyError("The form holds signs that are no letters", "write them anew")


def written(form: FormData, name: str) -> str | None:
    """A field of a form; None when it is empty or no text."""
    value: Any = form.get(name)
    return value.strip() or None if isinstance(value, str) else None
