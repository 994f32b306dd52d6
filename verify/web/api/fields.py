"""Kinds of fields of what a request says, with how much each may hold."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from verify.reading.blocks import MAX_CHARACTERS
from verify.records import EVIDENCE_KINDS, LARGEST_ID, SOURCE_KINDS, STANCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 1000
"""Rows of one page of a list, and claims of one action."""


def _bytes(given: Any) -> bytes:
    """A file's bytes: as they are in a form, else told in base64."""
    if isinstance(given, bytes):
        return given
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError("it is no base64") from error


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
EventId = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Offset = Annotated[int, Field(ge=0, le=MAX_CHARACTERS)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=1000)]
Text = Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS)]
Data = Annotated[
    bytes,
    BeforeValidator(_bytes),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    def check(given: str) -> str:
        if given not in known:
            raise ValueError(f"choose from {', '.join(known)}")
        return given

    return check


def _enum(known: Sequence[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(known)})


EvidenceKind = Annotated[str, AfterValidator(_one_of(EVIDENCE_KINDS)), _enum(EVIDENCE_KINDS)]
Stance = Annotated[str, AfterValidator(_one_of(STANCES)), _enum(STANCES)]
SourceKind = Annotated[str, AfterValidator(_one_of(SOURCE_KINDS[:-1])), _enum(SOURCE_KINDS[:-1])]


def example(**values: Any) -> ConfigDict:
    """The settings of a model that is closed, with an example of it."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [values]})


class Asked(BaseModel):
    """What a request says. A field that is not known is refused, for it would do nothing."""

    model_config = ConfigDict(extra="forbid")
