"""A file, a page or standard input → an article's text, and what the document says of itself.

What it is shows in its first bytes, else in what its site calls it, else in its name's ending.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from verify.errors import VerifyError
from verify.reading.blocks import Kind, Reading, checked, day_of, empty, page_of
from verify.reading.docx import in_docx
from verify.reading.html import in_html
from verify.reading.markdown import in_markdown
from verify.reading.naming import hyphenated, slug_of, title_of
from verify.reading.plain import in_text
from verify.records import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MAX_BYTES",
    "STDIN",
    "Kind",
    "Reading",
    "bytes_of",
    "day_of",
    "hyphenated",
    "is_address",
    "metadata",
    "page_of",
    "read",
    "read_bytes",
    "slug_of",
    "title_of",
]

MAX_BYTES = 20_000_000
"""Larger files are refused unread."""

STDIN = "-"
"""The name of standard input."""

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_HTML = re.compile(
    rb"(?:\s|<\?xml.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE
).match
_HEAD = 4096
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE).match
_MEDIA: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
}
_CALLED = {".pdf": "PDF", ".docx": "Word file"}
_ENDINGS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}


def read(name: str) -> Reading:
    """Read an article's text from a file, or from standard input when ``name`` is ``-``.

    Raises VerifyError when there is no text in it: missing, a folder, empty, binary, damaged, or
    larger than MAX_BYTES.
    """
    if is_address(name):
        raise VerifyError(
            f"{name} is an address, which is not read here",
            "take it in with verify add, or save its text in a file; --url keeps the address",
        )
    if _SCHEME(name):
        raise VerifyError(
            f"{name} is no page of the web", "give an address with http:// or https://"
        )
    shown = "Standard input" if name == STDIN else name
    found = read_bytes(bytes_of(name), shown)
    return found._replace(origin=None if name == STDIN else name)


def read_bytes(
    data: bytes, name: str, media: str | None = None, charset: str | None = None
) -> Reading:
    """Read the text of a document's bytes.

    ``name`` is its file's or its page's address; ``media`` and ``charset`` what the site that
    sent it says of it. Raises VerifyError when there is no text in it.
    """
    if not data:
        raise empty(name)
    for signature, what in _FORMATS:
        if data.startswith(signature):
            raise VerifyError(f"{name} is {what}", "save its words as plain text and read that")
    kind = _kind(data, name, media)
    called = _CALLED.get("" if is_address(name) else Path(name).suffix.lower())
    # Some sites answer with a page under such an address; a file of that name is damaged.
    if called and kind not in ("pdf", "docx"):
        raise VerifyError(f"{name} is no {called}", "open it, and save it anew or as plain text")
    return checked(_READERS[kind](data, name, charset), name)


def is_address(name: str) -> bool:
    """Whether the name is that of a page of the web."""
    return re.match(r"https?://", name, re.IGNORECASE) is not None


def _kind(data: bytes, name: str, media: str | None) -> Kind:
    if data[:_HEAD].lstrip().startswith(_PDF):
        return "pdf"
    if data.startswith(_ZIP):
        return "docx"
    # Without NULs, UTF-16 is as good as ASCII here.
    if _HTML(data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
        return "html"
    path = name.partition("?")[0] if is_address(name) else name
    ending = _ENDINGS.get(Path(path).suffix.lower())
    said = _MEDIA.get((media or "").lower())
    # Sites send Markdown as plain text.
    return ending or "text" if said in (None, "text") else said


def _in_pdf(data: bytes, name: str, charset: str | None) -> Reading:
    from verify.reading.pdf import in_pdf  # brings statistics, which no other format needs

    return in_pdf(data, name, charset)


_READERS: dict[Kind, Callable[[bytes, str, str | None], Reading]] = {
    "text": in_text,
    "markdown": in_markdown,
    "html": in_html,
    "docx": in_docx,
    "pdf": _in_pdf,
}


def bytes_of(name: str, most: int = MAX_BYTES) -> bytes:
    """A file's bytes, or standard input's. Raises VerifyError, also when they are too many."""
    shown = "Standard input" if name == STDIN else name
    try:
        data = _at_most(sys.stdin.buffer, most) if name == STDIN else _of_file(Path(name), most)
    except OSError as error:
        hints = {
            FileNotFoundError: "check the name, or the folder you are in",
            IsADirectoryError: "name one file in it",
            PermissionError: "ask for the right to read it",
        }
        hint = hints.get(type(error), "check the disk and try again")
        raise VerifyError(f"{shown} cannot be read ({error.strerror})", hint) from error
    except ValueError as error:
        # A name with a NUL in it, which no file can have.
        raise VerifyError(f"{shown!r} cannot be a file's name", "check the name") from error
    if len(data) > most:
        raise VerifyError(
            f"{shown} is larger than {most // 1_000_000} MB, which no article is",
            "read its articles one by one",
        )
    return data


def _of_file(path: Path, most: int) -> bytes:
    with path.open("rb") as handle:
        return _at_most(handle, most)


def _at_most(handle: BinaryIO, most: int) -> bytes:
    """One byte more than allowed is enough to know that there is too much."""
    return handle.read(most + 1)


def metadata(found: Reading) -> Metadata:
    """What a text tells of its article. A page lends no slug: its title does."""
    named = None if found.origin is None or is_address(found.origin) else found.origin
    return Metadata(
        title=found.title or title_of(found.text, named),
        url=found.url,
        publisher=found.publisher,
        published=found.published,
        slug=slug_of(named),
        origin=found.origin,
        byline=found.byline,
    )
