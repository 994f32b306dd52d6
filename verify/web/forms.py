"""A field of a form, read before the form is, and the form's body put back as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from python_multipart import MultipartParser, QuerystringParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks, QuerystringCallbacks
    from starlette.types import Message, Receive

AHEAD = 1_000_000
"""Bytes of a form in which its field must have come; so much is held, and no more."""

_LONGEST = 1_000
"""Bytes of a value that are looked at."""


class Hunt:
    """Reads a form until a field has come: urlencoded or multipart; in anything else is none."""

    def __init__(self, receive: Receive, content_type: str, name: str) -> None:
        self._receive = receive
        self._name = name.encode()
        self._held: list[Message] = []
        self._field: bytes | None = None
        self._parser = self._parser_for(content_type)
        self._start()

    async def found(self) -> str | None:
        """The field's value; None where there is none, or no form."""
        read = 0
        more = self._parser is not None
        while more and self._field is None and read <= AHEAD:
            message = await self._receive()
            self._held.append(message)
            body = message.get("body", b"")
            read += len(body)
            more = message["type"] == "http.request" and message.get("more_body", False)
            if not self._fed(body, last=not more):
                return None
        return None if self._field is None else self._field.decode("utf-8", "replace")

    async def replay(self) -> Message:
        """The body from its start: first what was read, then what comes."""
        return self._held.pop(0) if self._held else await self._receive()

    def _fed(self, body: bytes, *, last: bool) -> bool:
        """Read on; whether it is a form so far."""
        assert self._parser is not None
        try:
            self._parser.write(body)
            if last and isinstance(self._parser, QuerystringParser):
                self._parser.finalize()
        except FormParserError:
            return False
        return True

    def _parser_for(self, content_type: str) -> MultipartParser | QuerystringParser | None:
        kind, options = parse_options_header(content_type)
        if kind == b"application/x-www-form-urlencoded":
            of_query: QuerystringCallbacks = {
                "on_field_start": self._start,
                "on_field_name": self._to_name,
                "on_field_data": self._to_value,
                "on_field_end": self._end_field,
            }
            return QuerystringParser(of_query)
        if kind == b"multipart/form-data" and options.get(b"boundary"):
            of_parts: MultipartCallbacks = {
                "on_part_begin": self._start,
                "on_header_begin": self._start_header,
                "on_header_field": self._to_header,
                "on_header_value": self._to_header_value,
                "on_header_end": self._end_header,
                "on_part_data": self._to_value,
                "on_part_end": self._end_part,
            }
            try:
                return MultipartParser(options[b"boundary"], of_parts)
            except FormParserError:
                return None
        return None

    def _start(self) -> None:
        self._own = b""
        self._value = b""
        self._start_header()

    def _start_header(self) -> None:
        self._header = b""
        self._header_value = b""

    def _to_name(self, data: bytes, start: int, end: int) -> None:
        self._own += data[start:end]

    def _to_value(self, data: bytes, start: int, end: int) -> None:
        if len(self._value) < _LONGEST:
            self._value += data[start:end][:_LONGEST]

    def _to_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _to_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            _, options = parse_options_header(self._header_value)
            self._own = b"" if b"filename" in options else options.get(b"name", b"")

    def _end_field(self) -> None:
        if unquote_plus(self._own.decode("latin-1")).encode() == self._name:
            self._keep(unquote_plus(self._value.decode("latin-1")).encode())

    def _end_part(self) -> None:
        if self._own == self._name:
            self._keep(self._value)

    def _keep(self, value: bytes) -> None:
        if self._field is None:
            self._field = value
