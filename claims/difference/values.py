"""What passes between the steps: two texts side by side, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.models import Facet
from claims.wording import Word


class Place(NamedTuple):
    """Positions of words that stand at one place of the two texts and are not the same."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class Pairing(NamedTuple):
    """Positions of words that say the same in other letters, and the step that found it."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    rule: str


class Alignment(NamedTuple):
    """Two texts side by side.

    ``places`` are what is left over, ``pairings`` what only reads differently, ``moved`` the
    words (one position in each text) that both texts have at different places. ``partners``
    leads from a position in the first text to the same word's position in the second.
    """

    before: Sequence[Word]
    after: Sequence[Word]
    partners: dict[int, int]
    places: list[Place]
    pairings: list[Pairing]
    moved: list[tuple[int, int]]


class Difference(NamedTuple):
    """Something one text says and the other does not, or says otherwise.

    ``facet`` is what it touches, none when the meaning stays; ``before`` and ``after`` are the
    words, one of them empty when something was added or dropped. ``moved`` words both texts
    have, in another order.
    """

    rule: str
    facet: Facet | None
    before: str
    after: str
    moved: bool = False
