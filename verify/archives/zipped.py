"""ZIP archives → their members, refusing what would lead out of them or grow beyond measure."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from verify.archives.documents import MOST_INFLATED, ROOM, broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.archives.documents import Broken

_SMALL = 1_000_000
"""Bytes that a member may always have, however well it is packed."""

_BOMB = "It inflates more than text does: it may be a bomb"


def members(origin: str, archive: zipfile.ZipFile, size: int) -> Iterator[Broken | zipfile.ZipInfo]:
    """The members that may be read, in their order, of an archive of so many bytes."""
    inflated = 0
    for info in archive.infolist():
        if info.is_dir():
            continue
        place = f"{origin}!{info.filename}"
        if reason := _fault(info):
            yield broken(place, reason)
            continue
        inflated += info.file_size
        if inflated > ROOM + MOST_INFLATED * size:
            yield broken(origin, _BOMB)
            return
        yield info


def _fault(info: zipfile.ZipInfo) -> str | None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or info.filename[1:2] == ":":
        return "Its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a symbolic link"
    if info.flag_bits & 1:
        return "It is locked with a password"
    if info.file_size > _SMALL and info.file_size > MOST_INFLATED * max(info.compress_size, 1):
        return _BOMB
    return None


def opened(handle: IO[bytes]) -> zipfile.ZipFile:
    """The archive of a file. Raises zipfile.BadZipFile."""
    return zipfile.ZipFile(handle)
