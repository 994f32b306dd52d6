"""What the application refuses, in words for the person at the keyboard.

    VerifyError   anything a command refuses or fails at on purpose

The library's own errors (``claims.errors``) become VerifyErrors in the workbench; the command
line prints one line for each and leaves with exit code 1.
"""

from __future__ import annotations


class VerifyError(Exception):
    """What is wrong, in one sentence, and what to do next.

    ``message`` names the failing thing; ``hint`` the way out, to be read after it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint
