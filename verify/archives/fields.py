"""Named values, as JSON Lines and tables have them → a document."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from verify.archives.documents import Broken, Document, broken
from verify.reading import day_of
from verify.records import Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FIELDS = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "publisher": ("publisher", "source", "site"),
    "published": ("published", "date"),
    "slug": ("slug", "id"),
    "byline": ("byline", "author"),
}
"""What a value is, and the names that it may have; the first that has words is taken."""


def in_json(origin: str, line: bytes) -> Document | Broken:
    """The document of one line."""
    try:
        values = json.loads(line)
    except UnicodeDecodeError:
        return broken(origin, "It is not UTF-8: save the file as UTF-8", line)
    except ValueError:
        return broken(origin, "It is not JSON: the line is cut or damaged", line)
    except RecursionError:
        return broken(origin, "It is nested too deeply to be read", line)
    if not isinstance(values, dict):
        return broken(origin, "It is not an object with named fields", line)
    return in_fields(origin, values, line)


def in_fields(origin: str, values: Mapping[str, Any], line: bytes) -> Document | Broken:
    """The document that named values tell of; ``line`` is what they were read from."""
    named = {str(name).strip().lower(): value for name, value in values.items()}
    told = {what: _first(named, names) for what, names in FIELDS.items()}
    text = told.pop("text")
    if text is None:
        names = ", ".join(FIELDS["text"])
        return broken(origin, f"It has no text: none of the fields {names} has words", line)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return broken(origin, "It is not UTF-8: save the file as UTF-8", line)
    about = Metadata(**{**told, "published": _day(told["published"])})  # type: ignore[arg-type]
    return Document(origin, data, about=about)


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of these that has words: text, or a number."""
    for name in names:
        value = named.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value if name in FIELDS["text"] else " ".join(value.split())
    return None


def _day(told: str | None) -> date | None:
    """The day of an ISO date or time, or of one as mail and feeds write it."""
    if told is None or (day := day_of(told)) is not None:
        return day if told else None
    try:
        return parsedate_to_datetime(told).date()
    except (ValueError, TypeError, IndexError):
        return None
