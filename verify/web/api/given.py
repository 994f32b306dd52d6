"""What a body brings: a text, a file, or the page that stands at an address."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from verify import reading
from verify.errors import VerifyError
from verify.pages import asking_once, fetched, read_address
from verify.workbench.evidence import File

if TYPE_CHECKING:
    from verify.web.api.bodies import Attachment
    from verify.web.place import Place


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
