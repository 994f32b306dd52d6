"""Who passes on whose words, drawn: origins on the left, the page on the right.

The sources stand in columns, each left of what it goes to. A way that passes a column has a row of
its own there, so that it runs between the boxes and not through one. Where two relay each other,
the way that fewer claims took is drawn back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verify.report.wording import clipped
from verify.web.marked import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verify.records import Relays, SourceRow

SIGNS = {
    "person": "●",
    "organisation": "■",
    "media": "▲",
    "document": "¶",
    "group": "◆",
    "anonymous": "?",
    "unknown": "○",
}
"""For each kind of source, beside its colour."""

_PAGE, _OTHERS = -1, -2
_COLUMN, _ROW, _WIDTH, _HEIGHT = 260, 40, 200, 30
_LETTERS = 18
"""So many letters fit into a box."""

Ways = dict[tuple[int, int], int]


class Box(NamedTuple):
    """A source in the picture; ``id`` is null for the page and for what is not drawn singly."""

    id: int | None
    kind: str
    sign: str
    name: str
    short: str
    claims: int
    x: int
    y: int


class Way(NamedTuple):
    """A line between two boxes; ``width`` grows with the claims, ``back`` leads to the left."""

    path: str
    width: float
    back: bool
    told: str


class Branch(NamedTuple):
    """A source in the list that says the same: what it passes on, and from whom.

    ``claims`` go from it to what it stands under. ``again``: its own branches stand elsewhere.
    """

    id: int | None
    kind: str
    name: str
    claims: int
    again: bool
    branches: tuple[Branch, ...]


class Picture(NamedTuple):
    """The picture with its size, and the same as a tree of words."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    branches: tuple[Branch, ...]


def picture(relays: Relays, page: str) -> Picture:
    """Draw the ways that words took to what is called ``page``."""
    known = {row.id: row for row in relays.sources}
    others = f"{relays.others} other source{'' if relays.others == 1 else 's'}"
    ways = _gathered(relays, known)
    names = {_PAGE: page, _OTHERS: others, **{row.id: row.name for row in relays.sources}}
    forward = _forward(ways)
    columns = _columns(forward, {source for way in ways for source in way})
    routes = _routes(ways, columns)
    places = _places(columns, _steps(ways, routes))
    depth = max(columns.values(), default=0)
    most = max(ways.values(), default=1)
    boxes = [_box(one, known, names, ways, places[one]) for one in places if one in names]
    return Picture(
        width=depth * _COLUMN + _WIDTH,
        height=max((y for _, y in places.values()), default=0) + _HEIGHT + 2,
        boxes=tuple(boxes),
        ways=tuple(
            _way([places[one] for one in routes[way]], claims / most, _told(way, claims, names))
            for way, claims in ways.items()
        ),
        branches=_branches(_PAGE, ways, known, names, set()),
    )


def _gathered(relays: Relays, known: Mapping[int, SourceRow]) -> Ways:
    """The ways, with all that is not drawn singly as one."""
    ways: Counter[tuple[int, int]] = Counter()
    for one in relays.ways:
        source = one.source if one.source in known else _OTHERS
        to = _PAGE if one.to is None else one.to if one.to in known else _OTHERS
        if source != to:
            ways[source, to] += one.claims
    return dict(ways.most_common())


def _forward(ways: Ways) -> Ways:
    """The ways without those that would lead in a circle, the most travelled kept."""
    kept: Ways = {}
    onward: dict[int, set[int]] = defaultdict(set)
    for (source, to), claims in ways.items():
        if not _leads(onward, to, source):
            kept[source, to] = claims
            onward[source].add(to)
    return kept


def _leads(onward: Mapping[int, set[int]], start: int, end: int) -> bool:
    reached, waiting = {start}, [start]
    while waiting:
        for one in onward.get(waiting.pop(), ()):
            if one not in reached:
                reached.add(one)
                waiting.append(one)
    return end in reached


def _columns(forward: Ways, sources: Iterable[int]) -> dict[int, int]:
    """How many steps each source is from the page at most."""
    columns = dict.fromkeys((_PAGE, *sources), 0)
    for _ in columns:
        for source, to in forward:
            columns[source] = max(columns[source], columns[to] + 1)
    return columns


def _routes(ways: Ways, columns: dict[int, int]) -> dict[tuple[int, int], tuple[int, ...]]:
    """Each way from its source to its end, by the places that it has in the columns it passes.

    These places get numbers of their own, and their columns.
    """
    routes: dict[tuple[int, int], tuple[int, ...]] = {}
    number = _OTHERS
    for source, to in ways:
        passed: list[int] = []
        for column in range(columns[source] - 1, columns[to], -1):
            number -= 1
            columns[number] = column
            passed.append(number)
        routes[source, to] = (source, *passed, to)
    return routes


def _steps(ways: Ways, routes: Mapping[tuple[int, int], Sequence[int]]) -> Ways:
    """The ways in steps from one column to the next."""
    steps: Counter[tuple[int, int]] = Counter()
    for way, claims in ways.items():
        steps.update(dict.fromkeys(pairwise(routes[way]), claims))
    return dict(steps)


def _places(columns: Mapping[int, int], ways: Ways) -> dict[int, tuple[int, int]]:
    """Where each box stands: in its column, near what it goes to."""
    depth = max(columns.values(), default=0)
    weight: Counter[int] = Counter()
    for (source, _), claims in ways.items():
        weight[source] += claims
    tallest = max(Counter(columns.values()).values(), default=1)
    rows: dict[int, float] = {}
    for column in range(depth + 1):
        members = [one for one, at in columns.items() if at == column]
        wanted = {one: _near(one, ways, rows) for one in members}
        members.sort(key=lambda one: (wanted[one], -weight[one], one))
        first = (tallest - len(members)) / 2
        rows.update({one: first + number for number, one in enumerate(members)})
    return {
        one: ((depth - columns[one]) * _COLUMN, round(row * _ROW) + 1) for one, row in rows.items()
    }


def _near(source: int, ways: Ways, rows: Mapping[int, float]) -> float:
    known = [
        (rows[to], claims) for (one, to), claims in ways.items() if one == source and to in rows
    ]
    total = sum(claims for _, claims in known)
    return sum(row * claims for row, claims in known) / total if total else 0.0


def _box(
    source: int,
    known: Mapping[int, SourceRow],
    names: Mapping[int, str],
    ways: Ways,
    place: tuple[int, int],
) -> Box:
    row, name = known.get(source), harmless(names[source])
    end = 1 if source == _PAGE else 0
    through = sum(claims for way, claims in ways.items() if way[end] == source)
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    kind = row.kind if row else "page" if source == _PAGE else "others"
    claims = row.claims if row else through
    return Box(row.id if row else None, kind, SIGNS.get(kind, ""), name, short, claims, *place)


def _way(route: Sequence[tuple[int, int]], share: float, told: str) -> Way:
    """A line from box to box, level where it passes a column."""
    middle = _HEIGHT // 2
    back = route[-1][0] <= route[0][0]
    path = ""
    for (left, top), (right, bottom) in pairwise(route):
        start, end = (left + _WIDTH, top + middle), (right, bottom + middle)
        bend = _COLUMN if back else (end[0] - start[0]) // 2
        out, into = (start[0] + bend, start[1]), (end[0] - bend, end[1])
        path += f"{'L' if path else 'M'}{_at(start)}C{_at(out)} {_at(into)} {_at(end)}"
    return Way(path, 1 + 9 * share, back, told)


def _told(way: tuple[int, int], claims: int, names: Mapping[int, str]) -> str:
    told = f"{names[way[0]]} → {names[way[1]]}: {claims} claim{'' if claims == 1 else 's'}"
    return clipped(told)


def _at(point: tuple[int, int]) -> str:
    return f"{point[0]} {point[1]}"


def _branches(
    to: int,
    ways: Ways,
    known: Mapping[int, SourceRow],
    names: Mapping[int, str],
    told: set[int],
) -> tuple[Branch, ...]:
    """What leads to a source, most claims first; what leads to each of them is told once."""
    told.add(to)
    found: list[Branch] = []
    into = [(source, claims) for (source, end), claims in ways.items() if end == to]
    for source, claims in into:
        again = source in told and any(end == source for _, end in ways)
        inner = () if again else _branches(source, ways, known, names, told)
        row = known.get(source)
        kind = row.kind if row else "others"
        found.append(Branch(row and row.id, kind, names[source], claims, again, inner))
    return tuple(found)


def kinds_of(rows: Sequence[SourceRow]) -> list[tuple[str, str]]:
    """The kinds that occur, each with its sign: what the picture's colours mean."""
    present = {row.kind for row in rows}
    return [(kind, sign) for kind, sign in SIGNS.items() if kind in present]
