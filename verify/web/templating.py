"""Pages out of templates: what every page has, and an article's words as words and nothing else."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from verify.report import wording
from verify.report.charts import hue
from verify.report.html import environment
from verify.report.timeline import clock
from verify.web.guarding import may
from verify.web.marked import harmless
from verify.web.place import place_of
from verify.web.speaking import of_desk

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from starlette.requests import Request

    from verify.config import Config
    from verify.records import ClaimRow

STATIC = Path(__file__).parent / "static"


class May(NamedTuple):
    """What the person may do here: mark claims, add articles, and change what sources are."""

    mark: bool
    add: bool
    sources: bool


class Shell(NamedTuple):
    """What is around every page. ``at`` says which it is, ``keys`` are those that work on it;
    ``settings`` names the statuses' set.
    """

    person: str
    csrf: str
    auth: bool
    may: May
    keys: tuple[Key, ...]
    at: str
    settings: str


@cache
def _environment(config: Config) -> Environment:
    made = environment("verify.web", _shown)
    made.filters.update(
        status_class=lambda name: f"s-{name}",
        sign=lambda name: config.status(name).sign,
        label=lambda name: config.status(name).label,
        chain=_chain,
        clock=clock,
        field=lambda text: Markup(escape(text)),
        lines=lambda text: Markup("\n").join(map(harmless, text.splitlines())),
        of_desk=of_desk,
    )
    made.globals["static"] = static
    return made


def _shown(value: object) -> object:
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _chain(row: ClaimRow) -> str:
    told = wording.chain(row.sources, row.relays, row.candidates)
    return "the article itself" if told == "–" else told


@cache
def static(name: str) -> str:
    """A file's address, which changes with what is in it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def template(config: Config, name: str) -> Template:
    """A template that knows the desk's statuses."""
    return _environment(config).get_template(name)


def fragment(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A part of a page, for the script to put in its place."""
    return page(request, name, status=status, **values)


def page(
    request: Request, name: str, at: str = "", status: int = 200, **values: Any
) -> HTMLResponse:
    """A whole page; ``at`` says which, for the navigation."""
    place = place_of(request)
    html = template(place.config, name).render(page=shell(request, at), **values)
    return HTMLResponse(html, status)


def shell(request: Request, at: str = "") -> Shell:
    """What is around a page for whoever asks."""
    place, state = place_of(request), request.state
    allowed = May(*(may(state.person, action) for action in ("mark", "add", "sources")))
    return Shell(
        person=state.person.name if state.person else "",
        csrf=state.csrf,
        auth=place.auth,
        may=allowed,
        keys=_keys(place.config, at, allowed),
        at=at,
        settings=_named(place.config),
    )


Key = tuple[tuple[str, ...], str]

_MOVING: tuple[Key, ...] = ((("j", "k"), "the next claim, the one before"),)
_MARKING: tuple[Key, ...] = (
    (("c",), "write a correction"),
    (("n",), "write a note"),
    (("e",), "attach evidence"),
    (("a",), "assign"),
    (("s",), "sign off"),
    (("u",), "take back your last action"),
    (("r",), "somebody else says it"),
    (("w",), "the claim is cut wrong: its words"),
    (("m",), "a claim is missing"),
    (("x",), "it is no claim: drop it"),
)
_SEARCHING: tuple[Key, ...] = ((("/",), "search"),)
_WRITING: tuple[Key, ...] = ((("Enter",), "save what is written"),)
_LEAVING: tuple[Key, ...] = ((("Esc",), "leave a field"),)
_MERGING: tuple[Key, ...] = (
    (("m",), "on a source: hold it; on another: merge what is held into that"),
    (("Esc",), "hold no source any more"),
)
_HELP: tuple[Key, ...] = ((("?",), "this list"),)


@cache
def _keys(config: Config, at: str, allowed: May) -> tuple[Key, ...]:
    """The keys that work on a page for somebody who may do so much there."""
    if at == "article" and allowed.mark:
        marks = tuple(
            ((str(number),), f"mark as {one.label} and go on")
            for number, one in enumerate(config.statuses[:9], 1)
        )
        return _MOVING + marks + _MARKING + _SEARCHING + _WRITING + _LEAVING + _HELP
    if at == "article":
        return _MOVING + _SEARCHING + _LEAVING + _HELP
    if at == "sources":
        return _SEARCHING + (_MERGING if allowed.sources else ()) + _HELP
    return _HELP


@cache
def _named(config: Config) -> str:
    return hashlib.sha256(repr(config.statuses).encode()).hexdigest()[:12]


@cache
def status_styles(config: Config) -> str:
    """A class for each status: its colour, and how its line is drawn, for colour is not all."""
    lines = ("dotted", "dashed", "solid", "wavy", "double", "dashed", "dotted")
    return "\n".join(
        f".s-{one.name} {{ --ink: var(--{hue(one.colour)}); --line-style: {line} }}"
        for one, line in zip(
            config.statuses, (lines * (len(config.statuses) // 7 + 1)), strict=False
        )
    )
