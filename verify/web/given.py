"""What a form or a body brings: a text, a file, or the page that stands at an address."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from verify import reading
from verify.errors import VerifyError
from verify.pages import asking_once, fetched, read_address
from verify.workbench.evidence import File

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from verify.web.place import Place


def text_of(
    place: Place, text: str | None, address: str | None, file: File | None
) -> reading.Reading:
    """The article's text in whichever of the three is given. Raises VerifyError."""
    if address is not None:
        _refuse_odd(address)
        return read_address(address, asking_once(allow_private=place.private))
    if file is not None:
        return reading.read_bytes(file.data, file.origin)._replace(origin=file.origin)
    data = (text or "").encode("utf-8", "replace")
    found = reading.read_bytes(data, "The text", "text/plain", "utf-8")
    return found._replace(origin=None)


def page_of(place: Place, address: str) -> File:
    """The bytes of the page at an address, to be kept. Raises VerifyError."""
    _refuse_odd(address)
    found = fetched(address, asking_once(allow_private=place.private), "save it, and give the file")
    return File(found.body, found.url, found.media, found.charset)


def uploaded(form: FormData, name: str) -> File | None:
    """A file of a form; None when none was chosen."""
    found: Any = form.get(name)
    if found is None or isinstance(found, str) or not found.filename:
        return None
    return file_of(found.filename, found.file.read())


def file_of(name: str, data: bytes) -> File:
    """A file by the last part of its name, for the rest is of another computer."""
    return File(data, PurePath(name.replace("\\", "/")).name or "file")


def _refuse_odd(address: str) -> None:
    if not reading.is_address(address):
        raise VerifyError(f"{address} is no address of a page", "give one such as https://…")
