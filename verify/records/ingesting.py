"""What comes of reading archives."""

from __future__ import annotations

from typing import NamedTuple


class Ingested(NamedTuple):
    """What became of a document: ``outcome`` is added, same or failed, ``record`` its SHA-256.

    The same is one whose text was there already; ``reason`` says as which article, or why a
    document was set aside.
    """

    record: str
    origin: str
    outcome: str
    reason: str | None
    at: str


class Haul(NamedTuple):
    """What a run took in: documents that were ``added``, those whose text was there (``same``),
    those set aside (``failed``) and those that an earlier run had read (``skipped``); and claims.
    """

    added: int = 0
    same: int = 0
    failed: int = 0
    skipped: int = 0
    claims: int = 0

    @property
    def documents(self) -> int:
        """All that was come upon."""
        return self.added + self.same + self.failed + self.skipped
