"""An operation of the API, and what its function's own signature tells of it.

A function takes by their names what it needs of ``bench`` (the workbench of whoever asks),
``place`` (what is served), the parts of the path, ``query`` and ``body``; it returns a record.
"""

from __future__ import annotations

import re
from inspect import getdoc
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from verify.records import Action

ROOT = "/api/v1"

Method = Literal["GET", "POST"]

_PART = re.compile(r"\{(\w+)\}")


class Operation(NamedTuple):
    """One operation.

    ``parts`` are the path's parts with their types, ``query`` and ``body`` what may be said,
    ``answer`` what is told; ``takes`` are the names of what the function takes. ``media`` are the
    types of a file, which is told instead of JSON; ``status`` is that of the answer. ``needs`` is
    what a person must be allowed to do. ``database``: it is refused while there is none.
    ``reads``: a text is read, for which it may have to wait.
    """

    method: Method
    path: str
    name: str
    summary: str
    about: str
    needs: Action
    parts: dict[str, type]
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    answer: Any
    takes: frozenset[str]
    does: Callable[..., Any]
    media: tuple[str, ...] = ()
    status: int = 200
    database: bool = True
    reads: bool = False

    @property
    def takes_file(self) -> bool:
        """Whether a form with a file is taken beside JSON."""
        return self.body is not None and "file" in self.body.model_fields

    @property
    def guarded(self) -> bool:
        """Whether it is refused when others have since worked on a claim."""
        return self.body is not None and "seen" in self.body.model_fields

    @property
    def route(self) -> str:
        """The path as Starlette has it: numbers are digits."""
        return ROOT + _PART.sub(self._convertor, self.path)

    def _convertor(self, part: re.Match[str]) -> str:
        return f"{{{part[1]}:id}}" if self.parts[part[1]] is int else part[0]


def operation(
    method: Method, path: str, does: Callable[..., Any], needs: Action = "look", **traits: Any
) -> Operation:
    """An operation as its function tells it, with what that cannot tell."""
    hints = get_type_hints(does)
    summary, _, about = (getdoc(does) or "").partition("\n")
    return Operation(
        method=method,
        path=path,
        name=does.__name__,
        summary=summary.rstrip("."),
        about=" ".join(about.split()),
        needs=needs,
        parts={part: hints[part] for part in _PART.findall(path)},
        query=hints.get("query"),
        body=hints.get("body"),
        answer=traits.pop("answer", hints["return"]),
        takes=frozenset(hints),
        does=does,
        **traits,
    )
