"""Versions of an article: what changed, what of it was silent, and the verdicts that fell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from verify.report.comparison import Row, aligned, row_of
from verify.report.edits import ORDER, SIGNS, Edit, counts, edits, kind_of
from verify.report.timeline import counts as turns_counted
from verify.report.timeline import edit_words, silent, summary
from verify.web.answering import looked_at, number
from verify.web.once import once
from verify.web.place import place_of, workbench
from verify.web.templating import page, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from verify.records import ChangeRow, Life, Stage, Turn, Version
    from verify.web.place import Place

_KEPT = 16
"""So many comparisons are kept: two texts never change, and of a long one it takes seconds."""


_VALUES = (("figure",), ("date",))
"""Facets of an edit that changed a value and nothing else."""


class Compared(NamedTuple):
    """Two versions: what changed claim by claim, what matters first, and both texts aligned, as
    the page shows them.
    """

    changes: tuple[ChangeRow, ...]
    rows: tuple[Row, ...]
    texts: Markup


@once(_KEPT)
def _compared(place: Place, slug: str, old: Version, new: Version, _edition: int) -> Compared:
    """Compared once, until something happens to the article: ``edition`` is its last event."""
    with place.bench("desk") as bench:
        changes = bench.diff(slug, old.number, new.number)
    told = [one for one in changes if kind_of(one) != "unchanged"]
    told.sort(key=lambda one: ORDER.index(kind_of(one)))
    lines = aligned(old.text, new.text)
    texts = template(place.config, "_texts.html").render(old=old, new=new, lines=lines)
    return Compared(tuple(changes), tuple(map(row_of, told)), Markup(texts))


@once(_KEPT)
def _life(place: Place, slug: str, _versions: tuple[tuple[int, str], ...], _edition: int) -> Life:
    with place.bench("desk") as bench:
        return bench.timeline(slug)


class Told(NamedTuple):
    """What a version did to a claim, as it is shown; ``values``: a figure that became another."""

    turn: Turn
    sign: str
    words: str
    values: tuple[str, ...]
    edits: tuple[Edit, ...]


class Chapter(NamedTuple):
    """A version in the article's life; ``told`` counts what it did."""

    stage: Stage
    told: str
    turns: tuple[Told, ...]


def _told(turn: Turn) -> Told:
    if turn.before is not None and turn.after is not None:
        words = tuple(edits(turn.before, turn.after))
    else:
        gone = turn.after is None
        words = (Edit("old" if gone else "new", turn.after or turn.before or ""),)
    why = edit_words(turn)
    values = tuple(turn.detail.split(" became ")) if turn.facets in _VALUES else ()
    return Told(
        turn,
        SIGNS.get(turn.action, "↩"),
        "" if why == turn.action else why,
        values if len(values) == 2 else (),
        words,
    )


def _chapter(stage: Stage, turns: Sequence[Turn]) -> Chapter:
    told = ", ".join(f"{number} {kind}" for kind, number in turns_counted(turns).items())
    return Chapter(stage, told, tuple(map(_told, turns)))


@looked_at
def versions(request: Request) -> Response:
    """What changed between two versions, silent edits first."""
    place, slug = place_of(request), request.path_params["slug"]
    with workbench(request) as bench:
        article, edition = bench.article(slug), bench.edition(slug)
        slug, known = article.slug, bench.versions(slug)
        life = _life(place, slug, tuple((one.id, one.sha256) for one in known), edition)
        values: dict[str, Any] = {
            "article": article,
            "versions": list(reversed(known)),
            "chapters": [_chapter(stage, stage.turns) for stage in reversed(life.stages)],
            "summary": summary(life).splitlines(),
            "old": None,
            "new": known[-1],
        }
        if len(known) > 1:
            old, new = _two(request, known)
            values |= _difference(_compared(place, slug, old, new, edition))
            values |= {"old": old, "new": new, "fallen": bench.fallen(slug, old.number, new.number)}
            values["silent"] = [
                _chapter(stage, silent(stage))
                for stage in life.stages
                if old.number < stage.version <= new.number and silent(stage)
            ]
            values["notes"] = [
                stage
                for stage in life.stages
                if old.number < stage.version <= new.number and stage.note
            ]
    return page(request, "versions.html", "diff", **values)


def _two(request: Request, known: Sequence[Version]) -> tuple[Version, Version]:
    """The versions that the address asks for, the older first; the last two unless told."""
    from verify.workbench.comparing import two_versions

    numbers = [number(request.query_params.get(name)) for name in ("from", "to")]
    by_number = {one.number: one for one in known}
    if numbers[1] == known[0].number and numbers[0] is None:
        numbers[0] = known[0].number
    old, new = sorted(two_versions(by_number, *numbers))
    return by_number[old], by_number[new]


def _difference(compared: Compared) -> dict[str, Any]:
    return {
        "counted": [(kind, SIGNS[kind], many) for kind, many in counts(compared.changes).items()],
        "rows": compared.rows,
        "texts": compared.texts,
        "states": {one.claim_id: one.status for one in compared.changes},
    }


@looked_at
def published(request: Request) -> Response:
    """The silent edits as Markdown, to be published."""
    place, slug = place_of(request), request.path_params["slug"]
    with workbench(request) as bench:
        article, edition = bench.article(slug), bench.edition(slug)
        known = tuple((one.id, one.sha256) for one in bench.versions(slug))
    told = summary(_life(place, article.slug, known, edition))
    name = quote(f"{article.slug}-silent-edits.md", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(told, headers=headers, media_type="text/markdown")


ROUTES = [
    Route("/articles/{slug}/diff", versions),
    Route("/articles/{slug}/edits.md", published),
]
