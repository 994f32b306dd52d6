"""Going through what was named: into folders, and into archives that lie in archives."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import zipfile
import zlib
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from verify.archives import zipped
from verify.archives.documents import (
    CutOff,
    Document,
    Inflating,
    Meter,
    Metered,
    TooLarge,
    at_most,
    broken,
    buffered,
    lines,
    whole,
)
from verify.archives.fields import in_json
from verify.archives.tables import in_table
from verify.archives.warc import in_warc
from verify.errors import VerifyError
from verify.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.archives.documents import Walked

DEEPEST = 3
"""Archives in archives in archives."""

_LARGEST_INNER = 1_000_000_000
"""Bytes of an archive in an archive: it is laid on the disk while it is read."""

_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
_ARCHIVES = (*_LINES, *_TABLES, ".warc", ".zip")
_DAMAGE = (
    *(EOFError, OSError, zipfile.BadZipFile, zlib.error, TooLarge, CutOff),
    *(NotImplementedError, ValueError, struct.error),
)


def walk(paths: Sequence[Path], meter: Meter) -> Iterator[Walked]:
    """Every document in these files and folders, in order, hidden ones left out."""
    for path in paths:
        for file in _files(path):
            yield from _file(file, meter)


def size(paths: Sequence[Path]) -> int:
    """The bytes of all these files. Raises VerifyError for what is not there."""
    total = 0
    for path in paths:
        try:
            total += sum(_size(file) for file in _files(path)) if path.is_dir() else _size(path)
        except OSError as error:
            hint = "check the name, or the folder you are in"
            raise VerifyError(f"{path} cannot be read ({error.strerror})", hint) from error
    return total


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() or not file.is_symlink() else 0


def _files(path: Path) -> Iterator[Path]:
    """A file, or the files in a folder and its folders. Links to other places are not followed."""
    if not path.is_dir():
        yield path
        return
    with os.scandir(path) as found:
        names = sorted(entry.name for entry in found if not entry.name.startswith("."))
    for name in names:
        inner = path / name
        if inner.is_symlink() or not inner.is_dir():
            yield inner
        else:
            yield from _files(inner)


def _file(path: Path, meter: Meter) -> Iterator[Walked]:
    origin, before = str(path), meter.done
    try:
        if path.is_symlink() and not path.is_file():
            yield broken(origin, "It is a link that leads nowhere")
        elif not path.is_file():
            yield broken(origin, "It is no plain file")
        else:
            with path.open("rb") as handle:
                yield from _Walk(meter).opened(origin, handle, path.stat().st_size)
            meter.done = max(meter.done, before + path.stat().st_size)
    except OSError as error:
        yield broken(origin, f"It cannot be read ({error.strerror or error})")


class _Walk:
    """The way through one file; ``depth`` counts the archives that it lies in."""

    def __init__(self, meter: Meter, depth: int = 0) -> None:
        self._meter = meter
        self._depth = depth

    def opened(self, origin: str, handle: IO[bytes], size: int) -> Iterator[Walked]:
        """The documents of a file, of which ``origin`` ends in the name."""
        name = origin.lower()
        packed = name.endswith(".gz")
        ending = Path(name.removesuffix(".gz")).suffix
        if ending not in _ARCHIVES:
            yield from self._document(origin, handle, packed=packed)
            return
        try:
            if ending == ".zip" and not packed:
                yield from self._zip(origin, handle, size)
            else:
                raw: io.RawIOBase = Metered(handle, self._meter)
                if packed:
                    raw = Inflating(raw)
                with buffered(raw) as stream:
                    yield from self._stream(origin, stream, ending, size)
        except _DAMAGE as error:
            yield broken(origin, _why(error))

    def _stream(
        self, origin: str, stream: io.BufferedReader[Any], ending: str, size: int
    ) -> Iterator[Walked]:
        if ending in _LINES:
            yield from self._until_broken(origin, _in_lines(origin, stream))
        elif ending in _TABLES:
            yield from self._until_broken(origin, in_table(origin, stream))
        elif ending == ".warc":
            yield from self._until_broken(origin, in_warc(origin, stream, size))
        else:
            yield from self._laid_down(origin, stream, size)

    def _until_broken(self, origin: str, found: Iterator[Walked]) -> Iterator[Walked]:
        sound = True
        for one in found:
            sound = sound and getattr(one, "record", "") != whole(origin).record
            yield one
        if sound:
            yield whole(origin)

    def _document(self, origin: str, handle: IO[bytes], *, packed: bool) -> Iterator[Walked]:
        name = Path(origin.rpartition("!")[2]).name
        try:
            if packed:
                with buffered(Inflating(handle)) as stream:
                    data = at_most(stream)
            else:
                data = at_most(handle)
        except (*_DAMAGE, VerifyError) as error:
            yield broken(origin, str(error) if isinstance(error, VerifyError) else _why(error))
            return
        yield Document(origin, data, name.removesuffix(".gz") if packed else name)

    def _zip(self, origin: str, handle: IO[bytes], size: int) -> Iterator[Walked]:
        if self._depth >= DEEPEST:
            yield broken(origin, f"It lies more than {DEEPEST} archives deep")
            return
        with zipped.opened(handle) as archive:
            yield from self._until_broken(origin, self._members(origin, archive, size))

    def _members(self, origin: str, archive: zipfile.ZipFile, size: int) -> Iterator[Walked]:
        inner = _Walk(Meter(), self._depth + 1)
        for info in zipped.members(origin, archive, size):
            if not isinstance(info, zipfile.ZipInfo):
                yield info
                continue
            place = f"{origin}!{info.filename}"
            try:
                with archive.open(info) as member:
                    if info.filename.lower().endswith(".zip"):
                        yield from inner._laid_down(place, member, info.file_size)
                    else:
                        yield from inner.opened(place, member, info.file_size)
            except _DAMAGE as error:
                yield broken(place, _why(error))
            self._meter.done += info.compress_size

    def _laid_down(self, origin: str, member: IO[bytes], size: int) -> Iterator[Walked]:
        """A ZIP archive in another: it is read from its end, so it is laid on the disk first."""
        if size > _LARGEST_INNER:
            yield broken(origin, "It is too large for an archive in an archive")
            return
        with tempfile.TemporaryFile() as copy:
            laid = 0
            while data := member.read(1 << 20):
                laid += copy.write(data)
                if laid > _LARGEST_INNER:
                    yield broken(origin, "It is too large for an archive in an archive")
                    return
            copy.seek(0)
            yield from self._zip(origin, copy, laid)


def _in_lines(origin: str, stream: io.BufferedReader[Any]) -> Iterator[Walked]:
    numbers = count(1)
    for line in lines(stream):
        place = f"{origin}:{next(numbers)}"
        if len(line) > MAX_BYTES:
            size = MAX_BYTES // 1_000_000
            yield broken(place, f"The line is longer than {size} MB, which no article is", line)
        elif line.strip():
            yield in_json(place, line.removeprefix(b"\xef\xbb\xbf").strip())


def _why(error: BaseException) -> str:
    if isinstance(error, TooLarge):
        return "It inflates more than text does: it may be a bomb"
    if isinstance(error, (CutOff, EOFError)):
        return "It is cut off before its end"
    return f"It is damaged: {str(error).strip() or type(error).__name__}"
