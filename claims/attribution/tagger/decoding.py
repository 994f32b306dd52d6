"""Scores → segments: the likeliest sequence of tags in which no role begins in its middle."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from claims.attribution.tagger.network import TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.attribution.tagger.features import Passage
    from claims.attribution.tagger.network import Scores

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")

_NEVER = -1e4


class Segment(NamedTuple):
    """An unbroken run of words in one role.

    ``first`` and ``last`` are token positions, both included; ``probability`` is the mean, over
    its words, of the probability of the role.
    """

    role: Role
    first: int
    last: int
    probability: float


def segments(passage: Passage, scores: Scores, boost: float = 0.0) -> list[Segment]:
    """The passage's segments in order.

    ``boost`` is added to the score of every tag but "outside": above 0 more is found, and more of
    it is wrong.
    """
    import numpy as np

    raised = scores.copy()
    raised[:, 1:] += boost
    tags = _likeliest(raised)
    found: list[Segment] = []
    start = 0
    for end in range(1, len(tags) + 1):
        if end < len(tags) and _continues(tags[end], tags[start]):
            continue
        if tags[start]:
            number = (tags[start] - 1) // 2
            of_role = np.exp(scores[start:end, 2 * number + 1 : 2 * number + 3]).sum(-1)
            first, last = passage.words[start], passage.words[end - 1]
            found.append(Segment(ROLES[number], first, last, float(of_role.mean())))
        start = end
    return found


def _continues(tag: int, opening: int) -> bool:
    if not opening:
        return not tag
    return tag == 2 * ((opening - 1) // 2) + 2


def _likeliest(scores: Scores) -> Sequence[int]:
    """Viterbi's algorithm (1967); the only transitions ruled out are into the middle of a role.

    Nearly always the likeliest tag of each word by itself breaks no rule, and is the answer.
    """
    moves = _moves()
    alone = scores.argmax(1)
    if not moves[[0, *alone[:-1]], alone].any():
        return alone.tolist()  # type: ignore[no-any-return]
    best = scores[0] + moves[0]
    came: list[list[int]] = []
    for row in scores[1:]:
        paths = best[:, None] + moves
        came.append(paths.argmax(0).tolist())
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(came):
        path.append(step[path[-1]])
    return path[::-1]


@cache
def _moves() -> Scores:
    import numpy as np

    moves = np.zeros((len(TAGS), len(TAGS)), "float32")
    for inside in range(2, len(TAGS), 2):
        moves[:, inside] = _NEVER
        moves[[inside - 1, inside], inside] = 0
    return moves
