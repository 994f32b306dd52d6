"""The report as one HTML page: no scripts, nothing loaded, fit for paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verify.report import charts
from verify.report.wording import clipped, inert

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

    from verify.report.outline import Outline


def html(outline: Outline) -> str:
    """The report as a page that stands alone."""
    return template("report.html").render(
        report=outline, bars=charts.statuses(outline), lines=charts.sources(outline)
    )


@cache
def template(name: str) -> Template:
    """A page's template; what it prints is escaped and does nothing to the page."""
    made = environment("verify.report", _shown)
    made.filters["hue"] = charts.hue
    made.filters["clip"] = clipped
    return made.get_template(name)


def environment(package: str, shown: Callable[[object], object]) -> Environment:
    """A package's templates: escaped, complete, and ``shown`` is asked for what they print."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=shown,
        auto_reload=False,
    )


def _shown(value: object) -> object:
    """Whatever a template prints: an article's words do nothing to the page."""
    if isinstance(value, Markup):
        # Escaped already, and stays so: characters are replaced or left out, none is added.
        return Markup(inert(value))
    return inert(value) if isinstance(value, str) else value
