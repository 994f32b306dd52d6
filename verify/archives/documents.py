"""What a walk through archives comes upon, and the limits that it keeps to."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, NamedTuple

from verify.errors import VerifyError
from verify.reading import MAX_BYTES
from verify.records import UNKNOWN, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

MOST_INFLATED = 200
"""Times its size that a compressed file may grow: text grows ten times, a bomb a thousand."""

ROOM = 100_000_000
"""Bytes that anything may grow to, however small it was."""

_CHUNK = 1 << 20


class Document(NamedTuple):
    """A document as it lies in an archive, unread.

    ``origin`` is where: a file's name, the member of an archive after ``!``, the line or row after
    ``:``. ``name`` is the document's own file name, null when it has none; ``about`` what the
    archive says of it, ``media`` and ``charset`` what its sender said when it was crawled.
    """

    origin: str
    data: bytes
    name: str | None = None
    about: Metadata = UNKNOWN
    media: str | None = None
    charset: str | None = None

    @property
    def record(self) -> str:
        """SHA-256 of all that decides how it is read, but where it lies."""
        ending = PurePath(self.name).suffix.lower() if self.name else None
        told = [*map(_plain, self.about), ending, self.media, self.charset]
        return _digest(json.dumps(told).encode() + b"\0" + self.data)


class Broken(NamedTuple):
    """What could not be read, and why. ``record`` tells it from others: of its bytes, if known."""

    origin: str
    reason: str
    record: str


class Whole(NamedTuple):
    """An archive that was read to its end; ``record`` is the one it has as Broken."""

    origin: str
    record: str


Walked = Document | Broken | Whole


class Meter:
    """How many bytes of the named files have been read so far."""

    def __init__(self) -> None:
        self.done = 0


def broken(origin: str, reason: str, data: bytes | None = None) -> Broken:
    """Something that cannot be read; ``data`` are its bytes, where they are at hand."""
    return Broken(origin, reason, record_of(origin) if data is None else _digest(b"!" + data))


def whole(origin: str) -> Whole:
    """An archive that was read to its end."""
    return Whole(origin, record_of(origin))


def record_of(origin: str) -> str:
    """What stands for an archive as such, whatever is in it."""
    return _digest(b"archive\0" + origin.encode("utf-8", "surrogateescape"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


class Metered(io.RawIOBase):
    """A file that tells a meter how far it has been read."""

    def __init__(self, handle: IO[bytes] | io.RawIOBase, meter: Meter) -> None:
        self._handle, self._meter = handle, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        data = self._handle.read(memoryview(buffer).nbytes) or b""
        memoryview(buffer).cast("B")[: len(data)] = data
        self._meter.done += len(data)
        return len(data)


class Inflating(io.RawIOBase):
    """What a gzip file holds. Raises TooLarge where it grows beyond measure, and CutOff."""

    def __init__(self, handle: IO[bytes] | io.RawIOBase) -> None:
        self._packed = Meter()
        self._inflated = 0
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(Metered(handle, self._packed)))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            # No more than is at hand: what comes before the damage is not to be lost with it.
            data = self._gzip.read1(min(memoryview(buffer).nbytes, _CHUNK))
        except EOFError as error:
            raise CutOff from error
        memoryview(buffer).cast("B")[: len(data)] = data
        self._inflated += len(data)
        if self._inflated > ROOM + MOST_INFLATED * self._packed.done:
            raise TooLarge
        return len(data)


class CutOff(Exception):  # noqa: N818 - it says what the file is
    """A compressed file ends before it says so. No EOFError, which warcio takes for the end."""


class TooLarge(Exception):  # noqa: N818 - it says what the file is
    """A compressed file grows more than text does."""


def lines(handle: io.BufferedIOBase) -> Iterator[bytes]:
    """Lines with their ends; of one that is longer than a document may be, MAX_BYTES + 1 bytes."""
    while line := handle.readline(MAX_BYTES + 1):
        yield line
        cut = len(line) > MAX_BYTES and not line.endswith(b"\n")
        while cut:
            rest = handle.readline(_CHUNK)
            cut = bool(rest) and not rest.endswith(b"\n")


def at_most(handle: io.BufferedIOBase | IO[bytes]) -> bytes:
    """A document's bytes. Raises VerifyError when they are more than a document has."""
    data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise VerifyError(
            f"It is larger than {MAX_BYTES // 1_000_000} MB, which no article is",
            "read its articles one by one",
        )
    return data


@contextmanager
def buffered(raw: io.RawIOBase) -> Iterator[io.BufferedReader[io.RawIOBase]]:
    """A stream that reads ahead."""
    with io.BufferedReader(raw, 1 << 16) as handle:
        yield handle
