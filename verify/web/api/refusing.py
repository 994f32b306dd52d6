"""How the API refuses: one shape, one line of what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from verify.report.machine import json_text
from verify.web.api.answers import Conflict, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

    from verify.errors import Stale
    from verify.workbench import Workbench

REFUSALS = {
    400: "What is asked is not what the operation takes; the line names the field.",
    401: "Nobody is signed in, or the token opens nothing.",
    403: "Your role does not allow it, or the request was forged.",
    404: "What the address names is not there.",
    409: "Somebody has since worked on the claim.",
    413: "The body is too large.",
    415: "The body is neither JSON nor, where a file is taken, a form.",
    422: "The workbench refuses it.",
    429: "Too many texts are being read; Retry-After says when to ask again.",
}
"""Every number of a refusal, and what it means."""


_PLAIN = {"missing": "it is needed", "extra_forbidden": "there is no such field"}
"""What pydantic says of what is most often wrong, in other words."""


class RefusalError(Exception):
    """A request that is not done. It is told as JSON."""

    def __init__(
        self, status: int, message: str, hint: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.told = Refusal(message, hint)
        self.headers = headers


def refusal(refused: RefusalError) -> Response:
    """The answer to a request that is refused."""
    return answered(refused.told, refused.status, refused.headers)


def told(status: int, line: str) -> RefusalError:
    """A guard's line as a refusal."""
    message, _, hint = " ".join(line.split()).partition("; ")
    return RefusalError(status, message, hint)


def conflict(bench: Workbench, stale: Stale) -> Response:
    """The answer to a write on a claim that others have since worked on."""
    [row] = bench.rows([stale.claim_id])
    return answered(Conflict(stale.message, stale.hint, row, stale.later), 409)


def answered(
    value: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A value as JSON, as the command line prints it."""
    return Response(json_text(value, indent=None), status, headers, "application/json")


def odd(error: ValidationError, what: str) -> RefusalError:
    """The refusal of what pydantic refuses: the first thing that is wrong, by its field."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(map(str, first["loc"])) or what
    message = _PLAIN.get(first["type"]) or " ".join(first["msg"].split())
    message = message.removeprefix("Value error, ")
    return RefusalError(400, f"{field}: {message}", "the page /api says what it takes")
