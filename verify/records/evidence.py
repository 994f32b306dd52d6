"""What proves a claim."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

EVIDENCE_KINDS = ("primary", "secondary")
"""What evidence may be: first-hand (a document, a recording, a witness), or another's telling."""


STANCES = ("supports", "refutes", "context")
"""How evidence stands to a claim."""


class Proof(NamedTuple):
    """What a person says of evidence.

    ``locator`` is where in it the proof lies ("p. 4", "00:12:31"), or where it lies when its bytes
    are not kept. ``kind`` is one of EVIDENCE_KINDS, ``stance`` one of STANCES; ``quote`` its own
    words, ``consulted`` the day on which it was looked at.
    """

    locator: str = ""
    note: str | None = None
    kind: str | None = None
    stance: str | None = None
    quote: str | None = None
    consulted: date | None = None


class Document(NamedTuple):
    """Bytes that are kept as evidence, and what could be read in them.

    ``sha256`` names them in the folder beside the database. ``text`` is empty where there are no
    words to read (a picture, a recording). ``media`` is their media type, ``pages`` a JSON list
    of where each page starts in the text; empty when it has none.
    """

    sha256: str
    size: int
    media: str
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    pages: str
    added_at: str
    added_by: str


class Evidence(NamedTuple):
    """A Proof that was attached, by whom and when.

    ``origin`` is the file or address that was read, ``sha256`` names its kept bytes; both are null
    when only a locator was written down. ``title``, ``publisher`` and ``published`` are what the
    document says of itself, ``consulted`` a day.
    """

    id: int
    claim_id: int
    locator: str
    note: str | None
    at: str
    actor: str
    kind: str | None = None
    stance: str | None = None
    quote: str | None = None
    consulted: str | None = None
    origin: str | None = None
    sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
