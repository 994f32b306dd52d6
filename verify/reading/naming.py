"""Names for what came without: a title from the text, a slug from the file's name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_HEADING_CHARACTERS = 120
_NAME_CHARACTERS = 60


def title_of(text: str, origin: str | None) -> str:
    """A title for a text that came without: its heading, else the file's name.

    A first line counts as a heading when it is short, does not end like a sentence, and more
    lines follow.
    """
    first, _, rest = text.strip().partition("\n")
    first = " ".join(first.split())
    if len(first) <= _HEADING_CHARACTERS and rest.strip() and not first.endswith(tuple(".!;:,")):
        return first
    if origin is not None:
        return Path(origin).stem
    return first if len(first) <= _NAME_CHARACTERS else first[:_NAME_CHARACTERS].rstrip() + "…"


def slug_of(origin: str | None) -> str | None:
    """A short name made from the file's: lower case, ASCII, hyphens; null when nothing is left.

    >>> slug_of("drafts/Été 2024 (final).txt")
    'ete-2024-final'
    """
    stem = Path(origin).stem if origin is not None else ""
    return hyphenated(stem)[:_NAME_CHARACTERS].strip("-") or None


def hyphenated(words: str) -> str:
    """Words as a slug is spelt: lower case, ASCII, hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
