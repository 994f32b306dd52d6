"""What a body brings: a text, a file, or the page that stands at an address."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from verify import reading
from verify.errors import VerifyError
from verify.pages import asking_once, fetched, read_address
from verify.web.api.refusing import RefusalError
from verify.web.articles import READING
from verify.workbench.evidence import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.web.api.bodies import Attachment
    from verify.web.place import Place

PATIENCE = 20.0
"""Seconds that a text waits for others to be read."""

_WAITING = threading.Semaphore(8)
"""So many texts wait; more would leave no thread to those who only look."""


@contextmanager
def reading_alone() -> Iterator[None]:
    """One text is read at a time. Raises RefusalError when too many wait."""
    if not _WAITING.acquire(blocking=False):
        raise _busy()
    try:
        if not READING.acquire(timeout=PATIENCE):
            raise _busy()
        try:
            yield
        finally:
            READING.release()
    finally:
        _WAITING.release()


def _busy() -> RefusalError:
    told = {"retry-after": str(int(PATIENCE))}
    return RefusalError(429, "Other texts are being read", "ask again in a little while", told)


def text_of(
    place: Place, text: str | None, address: str | None, file: Attachment | None
) -> reading.Reading:
    """The article's text in whichever of the three is given. Raises VerifyError."""
    if address is not None:
        _refuse_odd(address)
        return read_address(address, asking_once(allow_private=place.private))
    if file is not None:
        name = named(file)
        return reading.read_bytes(file.data, name)._replace(origin=name)
    data = (text or "").encode()
    found = reading.read_bytes(data, "The text", "text/plain", "utf-8")
    return found._replace(origin=None)


def file_of(place: Place, address: str | None, file: Attachment | None) -> File:
    """The bytes of a file or a page, to be kept. Raises VerifyError."""
    if file is not None:
        return File(file.data, named(file))
    _refuse_odd(address or "")
    fetcher = asking_once(allow_private=place.private)
    found = fetched(address or "", fetcher, "save it, and send the file")
    return File(found.body, found.url, found.media, found.charset)


def named(file: Attachment) -> str:
    """The last part of a file's name, for the rest is of another computer."""
    return PurePath(file.name.replace("\\", "/")).name or "file"


def _refuse_odd(address: str) -> None:
    if not reading.is_address(address):
        raise VerifyError(f"{address} is no address of a page", "give one such as https://…")
