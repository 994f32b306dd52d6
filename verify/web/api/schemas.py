"""Records as JSON schemas.

A record travels as an object with its fields' names, while pydantic takes a named tuple for a
list. So each record is told to pydantic as a model of the same fields, made from its annotations.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, create_model

from verify import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verify.records import Json

REFERENCE = "#/components/schemas/{model}"


def modelled(kind: Any) -> Any:
    """A type with a model in the place of every record in it."""
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return model_of(kind)
    parts = tuple(part if part is ... else modelled(part) for part in get_args(kind))
    origin = get_origin(kind)
    if not parts or parts == get_args(kind):
        return kind
    return reduce(or_, parts) if origin in (UnionType, Union) else origin[parts]


@cache
def model_of(record: type) -> type[BaseModel]:
    """A record as a model; each of its fields is always there.

    What a module of records imports for type checking alone is a record, too: its names are
    looked up among all records.
    """
    fields: Any = {
        name: (modelled(kind), ...)
        for name, kind in get_type_hints(record, localns=_names()).items()
    }
    model: type[BaseModel] = create_model(record.__name__, __doc__=record.__doc__, **fields)
    return model


@cache
def _names() -> dict[str, object]:
    """Every record by its name: on their face only those are that were asked for before."""
    return {name: getattr(records, name) for name in records.__all__}


def schemas(
    answers: Mapping[str, Any], bodies: Iterable[type[BaseModel]]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """The schema of each answer, by its key; and those that they and the bodies refer to."""
    told = [(key, "serialization", TypeAdapter(modelled(kind))) for key, kind in answers.items()]
    asked = [(body.__name__, "validation", TypeAdapter(body)) for body in bodies]
    found, shared = TypeAdapter.json_schemas([*told, *asked], ref_template=REFERENCE)  # type: ignore[list-item]
    return {key: found[key, "serialization"] for key in answers}, shared.get("$defs", {})
