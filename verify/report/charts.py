"""The pictures of a report as parts of a line: how wide each is, in what colour, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.config import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verify.config import Config
    from verify.report.outline import Outline


_FILLS = {
    "red": "#b3261e",
    "green": "#2b7a3f",
    "yellow": "#9a6b00",
    "magenta": "#8e3a83",
    "blue": "#2f5fa8",
    "cyan": "#0f7480",
    "black": "#1d1b18",
    "white": "#a29c8f",
    "plain": "#8d877b",
}
"""The colours of the page on paper, as in its styles."""


DUE = Status("due", "due for re-check", "↻", "yellow")
"""Instead of whatever status a claim has that waits for re-check: it is open again."""


class Bar(NamedTuple):
    """One part of a picture of counts: percentages of its width.

    ``fill`` is for who draws the picture without the page's styles.
    """

    x: float
    width: float
    colour: str
    label: str
    fill: str


def hue(colour: str) -> str:
    """The page's name of a terminal's colour."""
    return colour.removeprefix("bright_") or "plain"


def statuses(outline: Outline) -> list[Bar]:
    """The claims by status, as parts of all."""
    return list(bars(outline.counts, sum(count for _, count in outline.counts)))


def sources(outline: Outline) -> list[list[Bar]]:
    """For each source that the summary names, its claims by status; the longest line is all."""
    config, rows = outline.config, outline.first_sources
    most = max((row.claims for row in rows), default=1)
    names = [status.name for status in config.statuses]
    return [
        list(
            bars(
                [
                    (config.status(name), row.statuses[name])
                    for name in dict.fromkeys([*names, *row.statuses])
                    if row.statuses.get(name)
                ],
                most,
            )
        )
        for row in rows
    ]


def parted(
    counts: Mapping[str, int], again: Mapping[str, int], config: Config
) -> list[tuple[Status, int]]:
    """Counts by status; those of them that are due for re-check are a part of their own."""
    names = dict.fromkeys([*(status.name for status in config.statuses), *counts])
    left = {name: counts.get(name, 0) - again.get(name, 0) for name in names}
    parts = [(config.status(name), number) for name, number in left.items()]
    return [(status, number) for status, number in [*parts, (DUE, sum(again.values()))] if number]


def bars(counts: Iterable[tuple[Status, int]], total: int) -> Iterator[Bar]:
    """Counts by status as parts of a line that is ``total`` long."""
    x = 0.0
    for status, count in counts:
        width = 100 * count / total
        colour, label = hue(status.colour), f"{count} {status.label}"
        yield Bar(round(x, 3), round(width, 3), colour, label, _FILLS[colour])
        x += width
