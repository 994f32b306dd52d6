"""Tables with a header, a document a row."""

from __future__ import annotations

import csv
import io
import json
from itertools import count
from typing import TYPE_CHECKING, Any

from verify.archives.documents import broken
from verify.archives.fields import in_fields
from verify.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.archives.documents import Broken, Document

_DELIMITERS = ",;\t"


def in_table(origin: str, handle: io.BufferedReader[Any]) -> Iterator[Document | Broken]:
    """The rows of a table; commas, semicolons or tabs stand between its columns.

    Of what follows a quotation mark that is never closed nothing can be told: the rest is broken.
    """
    # Bytes that are not UTF-8 become lone surrogates, which no text has: the row tells it.
    text = io.TextIOWrapper(handle, "utf-8-sig", errors="surrogateescape", newline="")
    csv.field_size_limit(MAX_BYTES)
    head = text.readline(MAX_BYTES)
    columns = next(csv.reader([head], delimiter=_delimiter(head)), [])
    rows = csv.reader(_lines(text), delimiter=_delimiter(head))
    for number in count(2):
        place = f"{origin}:{number}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield broken(origin, f"From row {number} on it cannot be read: {error}")
            return
        if row is None:
            return
        if any(row):
            line = json.dumps([columns, row]).encode()
            yield in_fields(place, dict(zip(columns, row, strict=False)), line)


def _lines(text: io.TextIOWrapper[Any]) -> Iterator[str]:
    while line := text.readline(MAX_BYTES):
        if len(line) == MAX_BYTES:
            raise csv.Error("a line is longer than any article")
        yield line


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)
