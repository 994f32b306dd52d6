"""The desk with its articles, an article with its claims marked in place, and taking one in."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.routing import Route

from verify import reading
from verify.errors import VerifyError
from verify.records import KINDS, Filter
from verify.report.charts import DUE, Bar, bars, parted
from verify.web.answering import looked_at, number, posted, sent_to, written
from verify.web.claims import card_of, day
from verify.web.given import text_of, uploaded
from verify.web.marked import Look, paragraphs
from verify.web.place import place_of, workbench
from verify.web.reading_alone import reading_alone
from verify.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from verify.config import Config, Status
    from verify.records import Article, Galley, Lately, Progress
    from verify.workbench import Workbench

PAGE = 100
"""Claims on a page of the list; the text marks all of them."""

ARTICLES = 50
"""Articles on a page of the desk."""


class Pages(NamedTuple):
    """Where a page stands among others: addresses of the one before and the next, if any."""

    number: int
    last: int
    before: str | None
    after: str | None


def paged(request: Request, total: int, size: int, at: int | None = None) -> tuple[slice, Pages]:
    """What is on the page that is asked for (numbered from 1), and where it stands.

    No page is asked for: the one with the thing that stands ``at`` this place, else the first.
    """
    last = max(1, -(-total // size))
    asked = number(request.query_params.get("page"))
    own = (at or 0) // size + 1 if asked is None else asked
    own = min(max(own, 1), last)

    def address(other: int) -> str | None:
        if not 1 <= other <= last:
            return None
        kept = [(name, value) for name, value in request.query_params.multi_items()]
        rest = [one for one in kept if one[0] not in ("page", "claim")]
        return "?" + urlencode([*rest, ("page", str(other))])

    shown = slice((own - 1) * size, own * size)
    return shown, Pages(own, last, address(own - 1), address(own + 1))


# The desk


class Row(NamedTuple):
    """An article on the desk.

    ``counted`` are its claims by status in words, ``bars`` in a line; ``settled`` those that
    somebody has begun with.
    """

    article: Article
    told: str
    counted: str
    settled: tuple[tuple[Status, int], ...]
    bars: tuple[Bar, ...]
    open: int
    due: int
    assignees: tuple[tuple[str, int], ...]
    versions: int


class Action(NamedTuple):
    """What somebody did to an article, in words."""

    at: str
    actor: str
    told: str
    article: str


@looked_at
def desk(request: Request) -> Response:
    """Every article with its progress, and what was done since yesterday."""
    config = place_of(request).config
    rows: list[Progress] = []
    lately: list[Lately] = []
    last_event = 0
    with workbench(request) as bench:
        if bench.is_there:
            last_event = bench.last_event()
            rows = bench.progress()
            lately = bench.lately(datetime.now(UTC) - timedelta(days=1))
    shown, pages = paged(request, len(rows), ARTICLES)
    values: dict[str, Any] = {
        "rows": [_row(one, config) for one in rows[shown]],
        "last_event": last_event,
        "lately": [_action(one) for one in lately[:30]],
        "pages": pages,
    }
    return page(request, "desk.html", "desk", **values)


def _row(one: Progress, config: Config) -> Row:
    counts = parted(one.counts, one.again, config)
    about = (one.article.publisher, one.article.published, _claims(one.article.claims))
    return Row(
        article=one.article,
        told=" · ".join(filter(None, about)),
        settled=tuple(part for part in counts if part[0] not in (config.statuses[0], DUE)),
        counted=", ".join(f"{number} {status.label}" for status, number in counts),
        bars=tuple(bars(counts, max(one.article.claims, 1))),
        open=sum(number for status, number in counts if not status.done),
        due=one.due,
        assignees=tuple(one.assignees.items()),
        versions=one.article.versions,
    )


def _claims(number: int) -> str:
    return f"{number} claim" if number == 1 else f"{number} claims"


def _action(one: Lately) -> Action:
    told = ", ".join(
        _ONCE.get(name, f"{name.replace('-', ' ')} {_claims(times)}")
        for name, times in one.actions.items()
    )
    return Action(one.at, one.actor, told, one.article)


_ONCE = {"added": "added it", "revised": "added a version", "imported": "imported it"}


# An article

_SWITCHES = (
    ("open", "open"),
    ("recheck", "due for re-check"),
    ("flagged", "flagged"),
    ("unattributed", "said by the article itself"),
    ("dropped", "dropped as no claim"),
    ("removed", "no longer in the article"),
)


class Asked(NamedTuple):
    """What the list of claims is filtered by, as the address says it."""

    q: str
    status: str
    source: str
    kind: str
    assignee: str
    open: str
    recheck: str
    flagged: str
    unattributed: str
    dropped: str
    removed: str

    @property
    def any(self) -> bool:
        """Whether anything but the search narrows the list."""
        return any(self[1:])

    def filter(self, article: str, config: Config) -> Filter:
        """The same as the workbench takes it."""
        return Filter(
            article=article,
            status=(self.status,) if self.status else (),
            source=self.source or None,
            kind=self.kind if self.kind in KINDS else None,
            search=self.q or None,
            assignee=self.assignee or None,
            recheck=True if self.recheck else None,
            flagged=True if self.flagged else None,
            unattributed=bool(self.unattributed),
            dropped=bool(self.dropped),
            removed=bool(self.removed),
            open=tuple(one.name for one in config.statuses if one.done) if self.open else None,
        )


@looked_at
def article(request: Request) -> Response:
    """An article's text with its claims in place, the list of them, and one claim's card."""
    config, given = place_of(request).config, request.query_params
    asked = Asked(*(given.get(name, "")[:200] for name in Asked._fields))
    slug = request.path_params["slug"]
    with workbench(request) as bench:
        last_event = bench.last_event()  # before the rest: what comes between is told once more
        galley = bench.galley(slug)
        slug = galley.article.slug
        shown, refusal = _shown(bench, galley, asked, config)
        listed, pages = paged(request, len(shown), PAGE)
        here = shown[listed] if "page" in given else shown
        current = _current(bench, given.get("claim", ""), galley, here, config)
        if current in shown:
            listed, pages = paged(request, len(shown), PAGE, shown.index(current))
        card = card_of(request, bench.show(current)) if current else {"detail": None}
        looks = _Looks(config)
        lasts = defaultdict(int, ((one.id, one.last) for one in galley.claims))
        values: dict[str, Any] = {
            "article": galley.article,
            "about": _about(galley.article),
            "paragraphs": list(
                paragraphs(galley.version.text, galley.claims, looks, frozenset(shown))
            ),
            "last_event": last_event,
            "lasts": lasts,
            "looks": looks,
            "rows": bench.rows(shown[listed]),
            "refusal": refusal,
            "counted": _counted(galley, shown, config),
            "asked": asked,
            "filters": _filters(bench, galley, config),
            "switches": _SWITCHES,
            "query": _query(asked),
            "pages": pages,
            "current": current,
            "narrowed": len(shown) if len(shown) != len(galley.claims) else "",
            "all_statuses": config.statuses,
        }
    return page(request, "article.html", "article", **card | values)


def _shown(
    bench: Workbench, galley: Galley, asked: Asked, config: Config
) -> tuple[list[int], str | None]:
    """The claims that are listed; none, and why, where such a list cannot be made."""
    if not any(asked):
        return [one.id for one in galley.claims], None
    try:
        return bench.claim_ids(asked.filter(galley.article.slug, config)), None
    except VerifyError as error:
        return [], str(error)


def _current(
    bench: Workbench, asked: str, galley: Galley, shown: Sequence[int], config: Config
) -> int | None:
    """The claim whose card is open: the one asked for, else the first that is open."""
    told = number(asked)
    if told is not None and bench.is_of(told, galley.article.id):
        return told
    listed = frozenset(shown)
    waiting = (
        one.id for one in galley.claims if one.id in listed and _waits(one.status, one.due, config)
    )
    return next(waiting, shown[0] if shown else None)


class _Looks(dict[str, Look]):
    """How each status looks, whenever somebody gives it."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def __missing__(self, name: str) -> Look:
        self[name] = _look(self._config.status(name))
        return self[name]


def _look(status: Status) -> Look:
    return Look(f"s-{status.name}", status.sign, status.label, status.done)


def _waits(status: str, due: bool, config: Config) -> bool:
    return due or not config.status(status).done


def _about(article: Article) -> str:
    version = f"version {article.latest}" if article.versions > 1 else None
    return " · ".join(filter(None, (article.publisher, article.byline, article.published, version)))


def _counted(galley: Galley, shown: Sequence[int], config: Config) -> str:
    total = len(galley.claims)
    alike = Counter((one.status, one.due) for one in galley.claims)
    waiting = sum(times for state, times in alike.items() if _waits(*state, config))
    told = f"{waiting} of {total} open"
    return told if len(shown) == total else f"{told}; {len(shown)} shown"


def _filters(
    bench: Workbench, galley: Galley, config: Config
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each thing to choose by: its name, its label, and what there is to choose."""
    used = dict.fromkeys(one.status for one in galley.claims)
    names = [one.name for one in config.statuses]
    statuses = [name for name in dict.fromkeys([*names, *used]) if name in used]
    people = sorted({one.assignee for one in galley.claims if one.assignee})
    sources = bench.sources(galley.article.slug)
    return [
        ("status", "Status", [(name, config.status(name).label) for name in statuses]),
        ("source", "Source", [(one.name, f"{one.name} ({one.claims})") for one in sources]),
        ("kind", "Kind", [(name, name) for name in KINDS]),
        ("assignee", "Assigned to", [(name, name) for name in people]),
    ]


def _query(asked: Asked) -> str:
    """The filters as the beginning of an address that ends in claim=ID."""
    kept = {name: value for name, value in asked._asdict().items() if value}
    return urlencode(kept) + "&" if kept else ""


# Taking in


@posted("add")
def add(request: Request, form: FormData) -> Response:
    """Take in an article, or a new version of one: pasted, a file, or a page's address."""
    found = _given(request, form)
    to = written(form, "to")
    with reading_alone(), workbench(request) as bench:
        if to is not None:
            summary = bench.add_version(to, found.text, found.origin)
        else:
            summary = bench.add(found.text, _metadata(found, form))
    address = f"/articles/{summary.article.slug}"
    return sent_to(address if to is None else f"{address}/diff")


def _given(request: Request, form: FormData) -> reading.Reading:
    place, file, text = place_of(request), uploaded(form, "file"), written(form, "text") or ""
    if file is None and reading.is_address(text) and len(text.split()) == 1:
        return text_of(place, None, text, None)
    return text_of(place, text, None, file)


def _metadata(found: reading.Reading, form: FormData) -> Any:
    told: dict[str, Any] = {name: written(form, name) for name in ("title", "publisher")}
    published = written(form, "published")
    told["published"] = day(published) if published else None
    given: Mapping[str, Any] = {name: value for name, value in told.items() if value}
    return reading.metadata(found)._replace(**given)


ROUTES = [
    Route("/", desk),
    Route("/articles", add, methods=["POST"]),
    Route("/articles/{slug}", article),
]
