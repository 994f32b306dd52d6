"""What an edit changed: two claims compared, two versions' claims laid side by side."""

from __future__ import annotations

from claims.changes.comparing import compare
from claims.changes.elsewhere import another_value
from claims.changes.notes import correction_note
from claims.changes.unclaimed import Held, edits_outside, unclaimed_edits
from claims.changes.versions import diff

__all__ = [
    "Held",
    "another_value",
    "compare",
    "correction_note",
    "diff",
    "edits_outside",
    "unclaimed_edits",
]
