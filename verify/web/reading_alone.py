"""One text is read at a time, for the pages and for programs alike.

The machine has few cores, and a second reader would slow both.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator

READING = threading.Lock()

PATIENCE = 20.0
"""Seconds that a text waits for others to be read."""

_WAITING = threading.Semaphore(8)
"""So many texts are read or wait; more would leave no thread to those who only look."""


class BusyError(VerifyError):
    """Too many texts are being read; it may be asked again in ``seconds``."""

    def __init__(self) -> None:
        super().__init__("Other texts are being read", "ask again in a little while")
        self.seconds = int(PATIENCE)


@contextmanager
def reading_alone() -> Iterator[None]:
    """While this holds no other text is read. Raises BusyError when too many wait."""
    if not _WAITING.acquire(blocking=False):
        raise BusyError
    try:
        if not READING.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            yield
        finally:
            READING.release()
    finally:
        _WAITING.release()
