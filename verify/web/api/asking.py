"""A request's query and body, checked before anything is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import BaseModel, ValidationError

from verify.web.answering import MOST_BYTES
from verify.web.api.refusing import RefusalError, odd

if TYPE_CHECKING:
    from starlette.requests import Request

    from verify.web.api.operations import Operation

_JSON = "application/json"
FORM = "multipart/form-data"


def query_of(request: Request, model: type[BaseModel]) -> BaseModel:
    """What stands after the question mark; a field that may be given several times is a list."""
    given = request.query_params
    asked: dict[str, Any] = {
        name: given.getlist(name) if _is_list(model, name) else given[name] for name in given
    }
    for name in asked:
        if not _is_list(model, name) and len(given.getlist(name)) > 1:
            raise RefusalError(400, f"{name}: it is given more than once", "give it once")
    try:
        return model.model_validate(asked)
    except ValidationError as error:
        raise odd(error, "the query") from error


def _is_list(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and get_origin(field.annotation) is list


async def body_of(request: Request, operation: Operation) -> BaseModel:
    """The body: JSON, or a form whose part ``about`` is JSON, with a file."""
    assert operation.body is not None
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if media == FORM and operation.takes_file:
            return operation.body.model_validate(await _form(request))
        data = await request.body()
        if data and media != _JSON:
            taken = f"{_JSON}, or {FORM} with a file" if operation.takes_file else _JSON
            raise RefusalError(415, f"The body is sent as {media or 'nothing'}", f"send {taken}")
        return operation.body.model_validate_json(data or b"{}")
    except ValidationError as error:
        raise odd(error, "the body") from error


async def _form(request: Request) -> Any:
    """What a form says: its part ``about``, and its file as ``file``."""
    async with request.form(max_files=1, max_fields=4, max_part_size=MOST_BYTES) as form:
        about, file = form.get("about", "{}"), form.get("file")
        if not isinstance(about, str):
            raise RefusalError(400, "about: it is a file", "send it as JSON")
        told = _object(about)
        if file is not None and not isinstance(file, str):
            told["file"] = {"name": file.filename or "", "data": await file.read()}
    return told


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusalError(400, "about: it is no JSON", "send an object as JSON") from error
    if not isinstance(found, dict):
        raise RefusalError(400, "about: it is no object", "send an object as JSON")
    return found
