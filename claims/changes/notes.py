"""Notes in which an article owns up to an edit of itself."""

from __future__ import annotations

import re

from claims.lexicon import words

_PARAGRAPH = re.compile(r"[^\n]+")


def correction_note(before: str, after: str) -> str | None:
    """The paragraphs, new in this version, in which it owns up to an edit; None where it does not.

    >>> correction_note("Trade rose 64%.", "Trade rose 54%.\\n\\nCorrection: it rose 54%, not 64%.")
    'Correction: it rose 54%, not 64%.'
    """
    known = {line.strip() for line in _PARAGRAPH.findall(before)}
    fresh = (line.strip() for line in _PARAGRAPH.findall(after))
    owning = [
        line
        for line in fresh
        if line not in known
        and any(phrase in line.lower().replace("’", "'") for phrase in words("correction_phrases"))
    ]
    return " ".join(owning) or None
