"""How long something takes against what it stands on, measured in the same run.

Both sides run in turns, so that a busy machine is busy for both; a ratio is the median of the
pairs' ratios. Processor time changes little with what else the machine does, and is what is
measured unless the work is done by several at once.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from math import isinf
from typing import NamedTuple

HEADER = (
    "| what | ratio | asked | here: median (best) | floor: median (best) |\n|---|---|---|---|---|"
)


def commands_clock() -> float:
    """The processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def nothing() -> None:
    """What is done before work that needs nothing."""


class Case(NamedTuple):
    """What is measured: ours and what it stands on, each ready to run, and the ratio asked for.

    ``before`` is done before each run of ours, and not counted.
    """

    name: str
    ours: Callable[[], object]
    floor: Callable[[], object]
    asked: float
    clock: Callable[[], float] = time.process_time
    before: Callable[[], object] = nothing


class Measured(NamedTuple):
    """The times of a case, in pairs."""

    case: Case
    pairs: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        return statistics.median(ours / floor for ours, floor in self.pairs)

    @property
    def missed(self) -> bool:
        """Whether it takes longer than asked for, by the figure that is printed."""
        return round(self.ratio, 2) > self.case.asked

    def __str__(self) -> str:
        """A row of the table."""
        sides = (
            f"{shown(statistics.median(side))} ({shown(min(side))})"
            for side in zip(*self.pairs, strict=True)
        )
        told = f"**{self.ratio:.2f} ×**" if self.missed else f"{self.ratio:.2f} ×"
        asked = "–" if isinf(self.case.asked) else self.case.asked
        return f"| {self.case.name} | {told} | {asked} | {' | '.join(sides)} |"


def measured(case: Case, runs: int) -> Measured:
    """Run both sides in turns; the first run of each, which warms up, is not counted."""
    pairs = []
    for _ in range(runs + 1):
        case.before()
        pairs.append((seconds(case.ours, case.clock), seconds(case.floor, case.clock)))
    return Measured(case, tuple(pairs[1:]))


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long something takes by a clock."""
    start = clock()
    work()
    return clock() - start


def shown(lasted: float) -> str:
    """Milliseconds in words."""
    return f"{lasted * 1000:,.{0 if lasted > 0.02 else 2}f} ms"
