"""The API as an OpenAPI 3.1 document, made from the table of operations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verify.web.api.answers import Conflict, Refusal
from verify.web.api.asking import FORM
from verify.web.api.desk import RELEASE
from verify.web.api.operations import ROOT
from verify.web.api.refusing import REFUSALS
from verify.web.api.schemas import REFERENCE, schemas
from verify.web.api.table import OPERATIONS, SECTIONS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from verify.records import Json
    from verify.web.api.operations import Operation

PARTS = {
    "article": "An article’s short name, or its beginning where no other begins so.",
    "claim": "A claim’s number.",
    "evidence": "The number of a piece of evidence.",
}
"""What the parts of paths are."""

EXAMPLES: Json = {"article": "harbour", "claim": 12, "evidence": 3}
"""What the parts of paths are in examples."""

_DESCRIPTION = (
    "Everything that the desk’s pages do, as JSON: what `verify … --json` prints, the API answers."
    " Spans are [start, end) in code points of a version’s text; times are UTC. Nothing is done"
    " when a request is refused."
)


@cache
def document() -> Json:
    """The whole document."""
    told, shared = _schemas()
    paths: dict[str, Json] = {}
    for section, operations in SECTIONS.items():
        for one in operations:
            path = paths.setdefault(ROOT + one.path, {})
            path[one.method.lower()] = _operation(one, section, told)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "redpencil",
            "version": RELEASE,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in SECTIONS],
        "paths": paths,
        "components": {
            "schemas": shared,
            "responses": {str(status): _refusal(status, told) for status in REFUSALS},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made with `verify user token NAME --label LABEL`: rp_…",
                }
            },
        },
    }


def _schemas() -> tuple[dict[str, Json], dict[str, Json]]:
    answers = {one.name: one.answer for one in OPERATIONS if not one.media}
    bodies = {one.body: None for one in OPERATIONS if one.body is not None}
    told, shared = schemas({**answers, "refusal": Refusal, "conflict": Conflict}, bodies)
    for body in bodies:  # one that another does not refer to is told in its place
        shared.setdefault(body.__name__, body.model_json_schema(ref_template=REFERENCE))
    for schema in shared.values():
        schema.pop("$defs", None)
    return told, dict(sorted(shared.items()))


def _refusal(status: int, told: dict[str, Json]) -> Json:
    schema = told["conflict" if status == 409 else "refusal"]
    return {
        "description": REFUSALS[status],
        "content": {"application/json": {"schema": schema}},
    }


def _operation(one: Operation, section: str, told: dict[str, Json]) -> Json:
    found: Json = {
        "operationId": one.name,
        "tags": [section],
        "summary": one.summary,
        "security": [{"token": []}, {}] if one.method == "GET" else [{"token": []}],
        "x-needs": one.needs,
        "responses": {str(one.status): _answer(one, told)}
        | {str(status): {"$ref": f"#/components/responses/{status}"} for status in refusals(one)},
    }
    if one.about:
        found["description"] = one.about
    if listed := [*_in_path(one), *_in_query(one.query)]:
        found["parameters"] = listed
    if one.body is not None:
        found["requestBody"] = _body(one.body, takes_file=one.takes_file)
    return found


def refusals(one: Operation) -> list[int]:
    """The numbers with which an operation may be refused."""
    may = {
        400: one.query is not None or one.body is not None,
        401: True,
        403: one.method == "POST",
        404: bool(one.parts) or one.database,
        409: one.guarded,
        413: one.body is not None,
        415: one.body is not None,
        422: True,
        429: one.reads,
    }
    return [status for status, does in may.items() if does]


def _answer(one: Operation, told: dict[str, Json]) -> Json:
    if one.media:
        content: Json = {media: {} for media in one.media}
        return {"description": "The file.", "content": content}
    schema = told[one.name]
    return {"description": "What came of it.", "content": {"application/json": {"schema": schema}}}


def _in_path(one: Operation) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PARTS[name],
            "schema": {"type": "integer", "minimum": 1} if kind is int else {"type": "string"},
            "example": EXAMPLES[name],
        }
        for name, kind in one.parts.items()
    ]


def _in_query(query: type[BaseModel] | None) -> list[Json]:
    if query is None:
        return []
    told = query.model_json_schema()
    needed = told.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in needed,
            "description": schema.pop("description"),
            "schema": _given(schema),
        }
        for name, schema in told["properties"].items()
    ]


def _given(schema: Json) -> Json:
    """What an address can say: where nothing is meant, nothing is written."""
    told = {name: value for name, value in schema.items() if name != "title"}
    several: list[Json] = told.pop("anyOf", [])
    some = [one for one in several if one.get("type") != "null"]
    if len(some) < len(several):
        del told["default"]
    if len(some) > 1:
        return {**told, "anyOf": some}
    return {**told, **some[0]} if some else told


def _body(body: type[BaseModel], *, takes_file: bool) -> Json:
    schema = {"$ref": REFERENCE.format(model=body.__name__)}
    content: Json = {"application/json": {"schema": schema}}
    if takes_file:
        about = {
            "type": "string",
            "contentMediaType": "application/json",
            "description": f"{body.__name__} without its file, as JSON.",
        }
        file = {"type": "string", "contentMediaType": "application/octet-stream"}
        content[FORM] = {"schema": {"type": "object", "properties": {"about": about, "file": file}}}
    required = any(field.is_required() for field in body.model_fields.values())
    return {"required": required, "content": content}
