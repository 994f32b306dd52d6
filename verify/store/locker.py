"""The bytes of evidence, in a folder beside the database, each under its own SHA-256.

A file is written beside its place first and then moved there, so that it is whole or not there;
the same bytes are the same file. Nothing is ever changed or deleted. A file that no evidence
refers to (a command that was stopped between the two) does no harm.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from verify.errors import VerifyError

_NAME = r"[0-9a-f]{64}"


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal: the name of the bytes."""
    import hashlib  # a listing hashes nothing and should not pay for it

    return hashlib.sha256(data).hexdigest()


class Locker:
    """The folder of one database: ``desk.db`` keeps its evidence in ``desk.db.evidence``."""

    def __init__(self, database: Path) -> None:
        self._database = database.resolve()  # a link's evidence lies beside what it leads to

    @property
    def folder(self) -> Path:
        """Where all of it lies."""
        return self._database.with_name(f"{self._database.name}.evidence")

    def path(self, sha256: str) -> Path:
        """Where bytes of this name are, or would be. A folder holds a 256th of them.

        Raises VerifyError for what is no name: it must not lead out of the folder.
        """
        if not re.fullmatch(_NAME, sha256):
            raise VerifyError(f"{sha256!r} is no SHA-256", "restore the database from a backup")
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep bytes; their name. Raises VerifyError when they cannot be written."""
        sha256 = digest(data)
        place = self.path(sha256)
        if self.fault(sha256) is None:
            return sha256
        draft = place.with_name(f".{sha256}.{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(place)
        except OSError as error:
            raise VerifyError(
                f"The evidence cannot be kept in {self.folder}: {error.strerror}",
                "make room, or make the folder writable, and run the command again",
            ) from error
        finally:
            with suppress(OSError):
                draft.unlink()
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of this name. Raises VerifyError when they are missing or not the same."""
        data, wrong = self._read(sha256)
        if wrong:
            raise VerifyError(f"{self.path(sha256)} {wrong}", "restore it from a backup")
        return data

    def sound(self, sha256: str) -> bytes | None:
        """The bytes of this name; None when they are missing or not the same."""
        data, wrong = self._read(sha256)
        return None if wrong else data

    def fault(self, sha256: str) -> str | None:
        """What is wrong with the bytes of this name; None when nothing is."""
        return self._read(sha256)[1]

    def _read(self, sha256: str) -> tuple[bytes, str | None]:
        """The bytes, and what is wrong with them."""
        if not re.fullmatch(_NAME, sha256):
            return b"", "is no SHA-256"
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            return b"", "is missing"
        except OSError as error:
            return b"", f"cannot be read: {error.strerror}"
        return data, None if digest(data) == sha256 else "was changed: its SHA-256 is another"
