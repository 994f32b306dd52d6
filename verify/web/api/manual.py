"""The API as a page: every operation with what it takes, what it answers, and an example."""

from __future__ import annotations

import json
import re
import shlex
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import JSONResponse
from starlette.routing import Route

from verify.records import ACTIONS, ROLES
from verify.web.answering import looked_at
from verify.web.api.document import EXAMPLES, document, refusals
from verify.web.api.operations import ROOT
from verify.web.api.refusing import REFUSALS
from verify.web.api.table import SECTIONS
from verify.web.place import place_of
from verify.web.templating import page, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from starlette.requests import Request
    from starlette.responses import Response

    from verify.config import Config
    from verify.records import Json
    from verify.web.api.operations import Operation


class Told(NamedTuple):
    """A type in words; ``name`` is a record's, which is told of elsewhere on the page."""

    before: str
    name: str | None = None
    after: str = ""


class Field(NamedTuple):
    """A field of a record, or something that is given to an operation."""

    name: str
    kind: Told
    needed: bool
    meaning: str


class Entry(NamedTuple):
    """An operation. ``role`` is the first that may do it, ``refusals`` are numbers."""

    operation: Operation
    role: str
    given: tuple[Field, ...]
    body: str | None
    answer: Told
    refusals: tuple[int, ...]
    example: tuple[str, ...]


class Record(NamedTuple):
    """A body or an answer, what it means paragraph by paragraph, and its fields."""

    name: str
    about: tuple[str, ...]
    fields: tuple[Field, ...]
    asked: bool


class Manual(NamedTuple):
    """The whole page."""

    sections: dict[str, tuple[Entry, ...]]
    bodies: tuple[Record, ...]
    answers: tuple[Record, ...]
    refusals: dict[int, str]


_ROLES = {one: next(role for role, may in ROLES.items() if one in may) for one in ACTIONS}
"""The first role that may do it."""


@cache
def manual() -> Manual:
    """What the page tells, which is the same for everybody."""
    told = document()
    records = [_record(name, schema) for name, schema in told["components"]["schemas"].items()]
    return Manual(
        {name: tuple(_entry(one, told) for one in each) for name, each in SECTIONS.items()},
        tuple(one for one in records if one.asked),
        tuple(one for one in records if not one.asked),
        REFUSALS,
    )


def _entry(one: Operation, told: Json) -> Entry:
    found = told["paths"][ROOT + one.path][one.method.lower()]
    content = found["responses"][str(one.status)]["content"]
    return Entry(
        operation=one,
        role=_ROLES[one.needs],
        given=tuple(
            Field(
                given["name"],
                kind_of(given["schema"]),
                given["required"],
                given["description"] + _unless(given["schema"]),
            )
            for given in found.get("parameters", ())
        ),
        body=one.body.__name__ if one.body is not None else None,
        answer=Told(", ".join(content))
        if one.media
        else kind_of(content["application/json"]["schema"]),
        refusals=tuple(refusals(one)),
        example=_curl(one),
    )


def _record(name: str, schema: Json) -> Record:
    # A body is closed: what it does not know would do nothing. An answer may grow.
    asked = schema.get("additionalProperties") is False
    needed = schema.get("required", ()) if asked else ()
    about = re.sub("``([^`]+)``", r"\1", schema.get("description", ""))
    fields = (
        Field(field, kind_of(one), field in needed, one.get("description", "") + _unless(one))
        for field, one in schema.get("properties", {}).items()
    )
    return Record(name, tuple(filter(None, map(_line, about.split("\n\n")))), tuple(fields), asked)


def _line(text: str) -> str:
    return " ".join(text.split())


def _unless(schema: Json) -> str:
    default = schema.get("default")
    return f" Unless told: {json.dumps(default)}." if default not in (None, False, [], {}) else ""


def kind_of(schema: Json) -> Told:
    """A schema in words.

    >>> kind_of({"type": "array", "items": {"$ref": "#/components/schemas/Event"}})
    Told(before='list of ', name='Event', after='')
    >>> kind_of({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    Told(before='day, or null', name=None, after='')
    """
    if "$ref" in schema:
        return Told("", schema["$ref"].rpartition("/")[2])
    if several := schema.get("anyOf"):
        return _either(several)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return Told(" · ".join(map(str, values)))
    if schema.get("type") == "array":
        return _list(schema)
    if schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        return _of("object of ", kind_of(inside)) if isinstance(inside, dict) else Told("object")
    return Told(_plain(schema))


def _either(several: list[Json]) -> Told:
    told = [kind_of(one) for one in several if one.get("type") != "null"]
    null = ", or null" if len(told) < len(several) else ""
    if len(told) == 1 and told[0].name is not None:
        return told[0]._replace(after=f"{told[0].after}{null}")
    words = (f"{one.before}{one.name or ''}{one.after}" for one in told)
    return Told((" · " if all("enum" in one for one in several) else " or ").join(words) + null)


def _list(schema: Json) -> Told:
    if "prefixItems" in schema:
        parts = (kind_of(one) for one in schema["prefixItems"])
        return Told(f"[{', '.join(one.before for one in parts)}]")
    return _of("list of ", kind_of(schema.get("items", {})))


def _of(what: str, told: Told) -> Told:
    return told._replace(before=what + told.before)


def _plain(schema: Json) -> str:
    if "format" in schema:
        return str({"date": "day", "date-time": "time"}.get(schema["format"], schema["format"]))
    if "contentEncoding" in schema:
        return str(schema["contentEncoding"])
    return str(schema.get("type", "anything"))


# Examples


def _curl(one: Operation) -> tuple[str, ...]:
    """The lines of an example to paste: ``$DESK`` is the desk's address, ``$TOKEN`` a token."""
    path = ROOT + one.path.format(**EXAMPLES)
    asked = _example(one.query) if one.query is not None else {}
    query = "?" + urlencode(asked, doseq=True) if asked else ""
    begin = f'curl -H "Authorization: Bearer $TOKEN" "$DESK{path}{query}"'
    return begin, *_said(one)


def _said(one: Operation) -> Iterator[str]:
    """What an example sends, and where it puts a file."""
    if one.body is not None:
        said = _example(one.body)
        file = said.pop("file", None)
        body = json.dumps(said, ensure_ascii=False)
        if file is not None:
            yield f"-F file=@{file['name']}"
        else:
            yield f"-H 'Content-Type: application/json' -d {shlex.quote(body)}"
    if one.media:
        yield "-OJ"


def _example(model: type[BaseModel]) -> Json:
    extra = model.model_config.get("json_schema_extra")
    examples = extra.get("examples") if isinstance(extra, dict) else None
    first = examples[0] if isinstance(examples, list) else {}
    return dict(first) if isinstance(first, dict) else {}


# Addresses


@looked_at
def shown(request: Request) -> Response:
    """The documentation."""
    return page(request, "api.html", "api", manual=_written(place_of(request).config))


@cache
def _written(config: Config) -> Markup:
    """What the page tells, written once: it is long, and the same for everybody."""
    return Markup(template(config, "_manual.html").render(manual=manual(), root=ROOT))


@looked_at
def openapi(_: Request) -> Response:
    """The same for programs."""
    return JSONResponse(document())


ROUTES = [Route("/api", shown), Route("/api/openapi.json", openapi)]
