"""Operations on the desk as a whole: whether it is there, its statuses, what happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from verify.config import Status
from verify.records import Lately, News
from verify.web.api.answers import EventPage, Health
from verify.web.api.operations import operation
from verify.web.api.queries import HistoryList, Newer, Since
from verify.web.place import Place
from verify.workbench import Workbench

RELEASE = version("redpencil")


def check_health(bench: Workbench) -> Health:
    """Tell that the desk is there, and its version."""
    return Health(RELEASE, bench.layout)


def list_statuses(place: Place) -> list[Status]:
    """List the statuses and what each asks for."""
    return list(place.config.statuses)


def list_history(bench: Workbench, query: HistoryList) -> EventPage:
    """Show who did what, when, from what to what; oldest first."""
    found = bench.history(article=query.article, limit=query.limit + 1, after=query.after)
    shown = tuple(found[: query.limit])
    return EventPage(shown, shown[-1].id if len(found) > len(shown) else None)


def list_lately(bench: Workbench, query: Since) -> list[Lately]:
    """Tell what people did since a time, by article and person."""
    return bench.lately(query.since or datetime.now(UTC) - timedelta(days=1))


def list_news(bench: Workbench, query: Newer) -> list[News]:
    """Tell what was done after an event, and how its claims now stand."""
    return bench.news(query.last, query.limit)


OPERATIONS = (
    operation("GET", "/health", check_health, database=False),
    operation("GET", "/statuses", list_statuses, database=False),
    operation("GET", "/history", list_history),
    operation("GET", "/lately", list_lately),
    operation("GET", "/news", list_news),
)
