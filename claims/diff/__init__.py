"""What an edit changed: two claims compared, two versions' claims laid side by side."""

from __future__ import annotations

from claims.diff.comparing import compare
from claims.diff.versions import diff

__all__ = ["compare", "diff"]
