"""What the application refuses, in words for the person at the keyboard.

    VerifyError   anything a command refuses or fails at on purpose
        Stale     a claim has changed since the person looked at it

The library's own errors (``claims.errors``) become VerifyErrors in the workbench; the command
line prints one line for each and leaves with exit code 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class VerifyError(Exception):
    """What is wrong, in one sentence, and what to do next.

    ``message`` names the failing thing; ``hint`` the way out, to be read after it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


class Stale(VerifyError):  # noqa: N818 - it says what a claim is, as the field would
    """A claim has changed since the person looked at it, so what they decided is not written.

    ``later`` are the events (``verify.records.Event``) on the claim ``claim_id`` that they have
    not seen, oldest first.
    """

    def __init__(self, message: str, claim_id: int, later: Sequence[Any]) -> None:
        super().__init__(message, "look at it again, then decide")
        self.claim_id = claim_id
        self.later = tuple(later)
