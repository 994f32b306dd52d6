"""The report as one HTML page: no scripts, nothing loaded, fit for paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verify.report.wording import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from verify.report.outline import Outline


class Bar(NamedTuple):
    """One part of the picture of counts: percentages of its width."""

    x: float
    width: float
    colour: str
    label: str


def html(outline: Outline) -> str:
    """The report as a page that stands alone."""
    return template("report.html").render(report=outline, bars=list(_bars(outline)))


@cache
def template(name: str) -> Template:
    """A page's template; what it prints is escaped and does nothing to the page."""
    environment = Environment(
        loader=PackageLoader("verify.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.filters["hue"] = hue
    return environment.get_template(name)


def _shown(value: object) -> object:
    """Whatever a template prints: an article's words do nothing to the page."""
    if isinstance(value, Markup):
        # Escaped already, and stays so: characters are replaced or left out, none is added.
        return Markup(inert(value))
    return inert(value) if isinstance(value, str) else value


def hue(colour: str) -> str:
    """The page's name of a terminal's colour."""
    return colour.removeprefix("bright_") or "plain"


def _bars(outline: Outline) -> Iterator[Bar]:
    total = sum(count for _, count in outline.counts)
    x = 0.0
    for status, count in outline.counts:
        width = 100 * count / total
        yield Bar(round(x, 3), round(width, 3), hue(status.colour), f"{count} {status.label}")
        x += width
