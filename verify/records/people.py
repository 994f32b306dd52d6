"""The people of a desk, and what each may do there."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Action = Literal["look", "mark", "add", "sources"]
"""What a person may do.

look      read everything
mark      give verdicts, notes and evidence, assign, sign off, mend what the machine read
add       take in articles, versions and bundles
sources   merge sources, and say what kind one is
"""

ACTIONS: tuple[Action, ...] = get_args(Action)

ROLES: dict[str, tuple[Action, ...]] = {
    "reader": ("look",),
    "checker": ("look", "mark"),
    "editor": ACTIONS,
}
"""Each role with what it may do; each one more than the one before."""


class Person(NamedTuple):
    """Who acts, and as what: ``role`` is one of ROLES."""

    name: str
    role: str


class PersonRow(NamedTuple):
    """A person as a list shows them.

    ``left_at`` is when they were removed, null while they are here; ``password`` whether they have
    one; ``tokens`` are the labels of those that still open the desk.
    """

    name: str
    role: str
    password: bool
    tokens: tuple[str, ...]
    added_at: str
    left_at: str | None
