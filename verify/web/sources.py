"""Sources: their names, kinds and claims, and the picture of who relays whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.routing import Route

from verify.errors import VerifyError
from verify.records import SOURCE_KINDS, Filter, Relays
from verify.report.charts import Bar, bars
from verify.web.answering import looked_at, number, posted, sent_to, written
from verify.web.articles import Pages, paged
from verify.web.picture import SIGNS, kinds_of, picture
from verify.web.place import place_of, workbench
from verify.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from verify.config import Config
    from verify.records import Event, SourcePage, SourceRow
    from verify.workbench import Workbench

PAGE = 50
CLAIMS = 100
_FARTHEST = 1_000_000


class Listed(NamedTuple):
    """A source in the list; ``counted`` are its claims by status in words, ``bars`` in a line."""

    row: SourceRow
    sign: str
    counted: str
    bars: tuple[Bar, ...]


def listed(row: SourceRow, config: Config) -> Listed:
    """A source as it is shown."""
    names = dict.fromkeys([*(status.name for status in config.statuses), *row.statuses])
    counts = [(config.status(name), row.statuses[name]) for name in names if name in row.statuses]
    counted = ", ".join(f"{number} {status.label}" for status, number in counts)
    shown = tuple(bars(counts, max(row.claims, 1)))
    return Listed(row, SIGNS[row.kind], counted, shown)


class Deed(NamedTuple):
    """Something that was done to sources, in words."""

    at: str
    actor: str
    words: str
    undone: bool


def _deed(event: Event) -> Deed:
    changes = {change.field: change for change in event.changes}
    name = f"“{event.source}”"
    if "merged_into" in changes:
        into = changes["merged_into"].after
        becomes = f"{name} becomes another name of “{into}”. “{into}” stays"
        words = becomes if into else f"{name} is a source of its own again"
    else:
        kinds = changes.get("kind")
        words = f"{name} is of the kind {kinds.after}" if kinds else event.action
    return Deed(event.at, event.actor, words, event.undone)


def _last(bench: Workbench) -> dict[str, Any]:
    """What the person did to sources last, with what takes it back."""
    done = bench.last_on_sources()
    deeds = [_deed(event) for event in done]
    return {"deeds": deeds, "command": done[0].command if done else None}


@looked_at
def sources(request: Request) -> Response:
    """Every source, most claims first."""
    given = request.query_params
    values = _list_of(request, given.get("q", ""), given.get("kind", ""), given.get("page"))
    _, values["pages"] = paged(request, values["total"], PAGE)
    return page(request, "sources.html", "sources", **values)


def _list_of(request: Request, q: str, kind: str, at: object) -> dict[str, Any]:
    """A page of the list, as its template takes it."""
    config, wanted = place_of(request).config, q[:200].strip()
    kind = kind if kind in SOURCE_KINDS else ""
    values: dict[str, Any] = {"rows": [], "total": 0, "deeds": [], "command": None}
    with workbench(request) as bench:
        if bench.is_there:
            found = _page(bench, wanted, kind, _number(at))
            values = {
                "rows": [listed(row, config) for row in found.rows],
                "total": found.total,
                **_last(bench),
            }
    values |= {"q": wanted, "kind": kind, "kinds": SOURCE_KINDS, "signs": SIGNS}
    return values | {"refusal": "", "ticked": frozenset(), "into": ""}


def _number(given: object) -> int:
    return min(max(number(given) or 1, 1), _FARTHEST)


def _page(bench: Workbench, wanted: str, kind: str, at: int) -> SourcePage:
    """The page that is asked for; beyond the last one, the last."""
    while True:
        offset = (at - 1) * PAGE
        found = bench.source_page(wanted or None, kind or None, limit=PAGE, offset=offset)
        if found.rows or at == 1:
            return found
        at = max(-(-found.total // PAGE), 1)


@looked_at
def source(request: Request) -> Response:
    """One source: its claims, its other names, its kind."""
    config, given = place_of(request).config, request.query_params
    after = number(given.get("after"))
    with workbench(request) as bench:
        known = bench.source(request.path_params["source"])
        row = known.row
        claims = bench.claims(
            Filter(source=row.name),
            limit=CLAIMS,
            after=after,
        )
        values: dict[str, Any] = {
            "one": listed(row, config),
            "claims": claims.rows if row.claims else (),
            "after": claims.after,
            "further": after is not None,
            "history": [_deed(event) for event in reversed(known.history)],
            "kinds": SOURCE_KINDS[:-1],
            **_last(bench),
        }
    return page(request, "source.html", "source", **values)


@posted("sources")
def merge(request: Request, form: FormData) -> Response:
    """Make names stand for one source."""
    names = [name for name in form.getlist("names") if isinstance(name, str) and name.strip()]
    into = written(form, "into")
    try:
        if into is None:
            raise VerifyError("There is no name to merge into", "write the name that stays")
        with workbench(request) as bench:
            row = bench.merge_sources(list(dict.fromkeys(names)), into)
    except VerifyError as error:
        if not form.get("list"):
            raise
        return _asked_again(request, form, names, error)
    return sent_to((_list(form) if form.get("list") else f"/sources/{row.id}") + "#done")


def _asked_again(
    request: Request, form: FormData, names: Sequence[str], error: VerifyError
) -> Response:
    """The list with what was chosen on it, and why nothing was merged."""
    q, kind, at = (written(form, name) or "" for name in ("q", "kind", "page"))
    values = _list_of(request, q, kind, at)
    last = max(1, -(-values["total"] // PAGE))
    values |= {"pages": Pages(_number(at), last, None, None), "refusal": str(error)}
    values |= {"ticked": frozenset(names), "into": written(form, "into") or ""}
    return page(request, "sources.html", "sources", 422, **values)


@posted("sources")
def classify(request: Request, form: FormData) -> Response:
    """Say what kind of source it is."""
    with workbench(request) as bench:
        row = bench.source(request.path_params["source"]).row
        bench.classify_source(row.name, written(form, "kind") or "")
    return sent_to(f"/sources/{row.id}#done")


@posted("sources")
def undo(request: Request, form: FormData) -> Response:
    """Take back what the person did to sources last."""
    with workbench(request) as bench:
        bench.undo(number(form.get("command")) or 0)
    return sent_to(_list(form) + "#found")


def _list(form: FormData) -> str:
    """The list as it was, with what it was filtered by."""
    kept = {name: value for name in ("q", "kind", "page") if (value := written(form, name))}
    return "/sources?" + urlencode(kept) if kept else "/sources"


# Who relays whom


@looked_at
def relays(request: Request) -> Response:
    """The picture of an article's sources, or of the biggest of the whole desk."""
    slug = request.path_params.get("slug")
    with workbench(request) as bench:
        article = bench.article(slug) if slug else None
        there = article is not None or bench.is_there
        found = bench.relays(article and article.slug) if there else Relays((), (), 0)
    name = article.publisher or article.title if article else "the desk’s articles"
    values: dict[str, Any] = {
        "article": article,
        "picture": picture(found, name),
        "legend": kinds_of(found.sources),
        "shown": len(found.sources),
        "others": found.others,
    }
    return page(request, "relays.html", "relays" if article else "source", **values)


ROUTES = [
    Route("/sources", sources),
    Route("/sources/relays", relays),
    Route("/sources/merge", merge, methods=["POST"]),
    Route("/sources/undo", undo, methods=["POST"]),
    Route("/sources/{source:id}", source),
    Route("/sources/{source:id}/kind", classify, methods=["POST"]),
    Route("/articles/{slug}/sources", relays),
]
