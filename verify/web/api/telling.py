"""The guards' refusals, which are a line of text, as the API tells its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from verify.web.api.refusing import refusal, told

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_API = "/api/"
_LINE = "text/plain"
_OF_TEXT = ("content-type", "content-length")


class InJson:
    """Stands before the guards: whatever they refuse of the API is told as JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self.app(scope, receive, send)
            return
        refused: Message | None = None
        line = b""

        async def answer(message: Message) -> None:
            nonlocal refused, line
            if message["type"] == "http.response.start" and _is_line(message):
                refused = message
                return
            if refused is None:
                await send(message)
                return
            line += message.get("body", b"")
            if not message.get("more_body", False):
                error = told(refused["status"], line.decode("utf-8", "replace"))
                error.headers = {
                    name: value
                    for name, value in Headers(raw=refused["headers"]).items()
                    if name not in _OF_TEXT
                }
                await refusal(error)(scope, receive, send)

        await self.app(scope, receive, answer)


def _is_line(message: Message) -> bool:
    media = Headers(raw=message.get("headers", [])).get("content-type", "")
    return bool(message["status"] >= 400) and media.startswith(_LINE)
