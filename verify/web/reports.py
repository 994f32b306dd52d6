"""The report on an article in every form: looked at, and taken along."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from verify.errors import VerifyError
from verify.report import FORMS, open_claims
from verify.web.answering import looked_at, number, refused
from verify.web.marked import harmless
from verify.web.once import once
from verify.web.place import place_of, workbench
from verify.web.rendering import MEDIA, Standing, dossier, ending, report, standing
from verify.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from verify.records import ClaimRow, Finding
    from verify.report import Form

MOST_SHOWN = 200_000
"""Bytes of a text form on the page; the file has all of it."""

_FEW = 15
"""Claims of one rule, and open claims, that are named on the page."""

_LABELS: dict[Form, str] = {
    "html": "Web page",
    "md": "Markdown",
    "pdf": "PDF",
    "docx": "Word, the text with comments",
    "csv": "Table (CSV)",
    "json": "JSON, everything",
    "claimreview": "ClaimReview (schema.org)",
    "annotations": "Web Annotations (W3C)",
}

_BOXED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A report is a page of its own, that does nothing: no scripts, nothing loaded, no forms."""

_VIEWED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'self'"
"""The same for a browser's own viewer of PDF, which works in no sandbox."""


class Asked(NamedTuple):
    """A form of the report, as of a version (null: the latest), redacted or not."""

    form: Form
    version: int | None
    redact: bool

    def query(self, **other: Any) -> str:
        """The same as an address asks for it, but for what is told."""
        wanted = self._replace(**other)
        given = {"form": wanted.form, "version": wanted.version, "redact": wanted.redact and 1}
        return urlencode({name: value for name, value in given.items() if value})


def _asked(request: Request) -> Asked:
    given = request.query_params
    form: Form | None = next((one for one in FORMS if one == given.get("form", "html")), None)
    if form is None:
        raise VerifyError(f"There is no form {given['form']!r}", f"choose from {', '.join(FORMS)}")
    return Asked(form, number(given.get("version")), given.get("redact", "0") not in ("", "0"))


def _standing(request: Request, asked: Asked) -> Standing:
    """What the page, its preview and the file tell of.

    Raises VerifyError for a version that is not there: it is missing, not refused.
    """
    with workbench(request) as bench:
        about = standing(bench, place_of(request), request.path_params["slug"], asked.version)
    dossier(about)
    return about


# The page


class Ruled(NamedTuple):
    """What a rule of sourcing found; ``more`` are not named."""

    rule: str
    why: str
    found: tuple[Finding, ...]
    more: int


class Left(NamedTuple):
    """What still keeps a report from being done; the first of its open claims are named."""

    total: int
    left: tuple[ClaimRow, ...]
    left_total: int
    ruled: tuple[Ruled, ...]
    findings: int


class Preview(NamedTuple):
    """What the page shows of a form: text, or what a document has, or why there is none.

    The forms that a browser shows by itself have neither: they are framed.
    """

    text: Markup = Markup()
    cut: bool = False
    about: tuple[str, ...] = ()
    refusal: str = ""


@looked_at
def looked_over(request: Request) -> Response:
    """Choose a form, look at it, and take it along; what still keeps it from being done."""
    slug, asked = request.path_params["slug"], _asked(request)
    with workbench(request) as bench:
        article, versions = bench.article(slug), bench.versions(slug)
        about = standing(bench, place_of(request), slug, asked.version)
    values: dict[str, Any] = {
        "article": article,
        "versions": list(reversed(versions)),
        "asked": asked,
        "forms": [(form, _LABELS[form]) for form in FORMS],
        "preview": _preview(about, asked),
        "called": _name(about, asked),
    }
    return page(request, "report.html", "report", **values, **_left(about)._asdict())


@once(8)
def _left(about: Standing) -> Left:
    told = dossier(about)
    left = open_claims(told, about.place.config)
    return Left(
        total=len(told.claims),
        left=tuple(left[:_FEW]),
        left_total=len(left),
        ruled=tuple(_ruled(told.findings)),
        findings=len(told.findings),
    )


def _ruled(findings: Sequence[Finding]) -> list[Ruled]:
    from verify.workbench.linting import explained

    rules = dict.fromkeys(one.rule for one in findings)
    told = []
    for rule in rules:
        found = [one for one in findings if one.rule == rule]
        shown = tuple(found[:_FEW])
        told.append(Ruled(rule, explained(rule), shown, len(found) - len(shown)))
    return told


@once(8)
def _preview(about: Standing, asked: Asked) -> Preview:
    if asked.form in ("html", "pdf"):
        return Preview()
    try:
        made = report(about, asked.form, asked.redact)
    except VerifyError as error:
        return Preview(refusal=str(error))
    if asked.form == "docx":
        return Preview(about=tuple(_of_document(made)))
    shown = made[:MOST_SHOWN].decode(errors="ignore")
    text = Markup("\n").join(map(harmless, shown.splitlines()))
    return Preview(text=text, cut=len(made) > MOST_SHOWN)


def _of_document(made: bytes) -> list[str]:
    """What is in a Word document: how much, and its first comments."""
    import docx

    document = docx.Document(io.BytesIO(made))
    comments = list(document.comments)
    paragraphs = [one for one in document.paragraphs if one.text.strip()]
    return [
        f"{len(paragraphs)} paragraphs of the article’s text, {len(made) // 1024 + 1} KB",
        f"{len(comments)} comments, one for each claim, anchored at its words",
        *(" · ".join(one.text.split("\n")) for one in comments[:5]),
    ]


def _name(about: Standing, asked: Asked) -> str:
    """What the file is called: article, version if one was asked for, and whether redacted."""
    version = f"-version-{asked.version}" if asked.version else ""
    redacted = "-redacted" if asked.redact else ""
    return f"{about.article}{version}{redacted}{ending(asked.form)}"


# The form itself


@looked_at
def view(request: Request) -> Response:
    """The report as a browser shows it inside of the page."""
    asked = _asked(request)
    about = _standing(request, asked)
    try:
        made = report(about, asked.form, asked.redact)
    except VerifyError as error:
        return PlainTextResponse(str(error), 422, headers={"content-security-policy": _BOXED})
    policy = _VIEWED if asked.form == "pdf" else _BOXED
    headers = _headers(f"inline; {_called(_name(about, asked))}", policy)
    kind = MEDIA[asked.form] if asked.form in ("html", "pdf") else "text/plain; charset=utf-8"
    return Response(made, headers=headers, media_type=kind)


@looked_at
def file(request: Request) -> Response:
    """The report as a file."""
    asked = _asked(request)
    about = _standing(request, asked)
    try:
        made = report(about, asked.form, asked.redact)
    except VerifyError as error:
        return refused(request, error, 422)
    headers = _headers(f"attachment; {_called(_name(about, asked))}", _BOXED)
    return Response(made, headers=headers | {"content-type": MEDIA[asked.form]})


def _headers(disposition: str, policy: str) -> dict[str, str]:
    return {
        "content-security-policy": policy,
        "content-disposition": disposition,
        "cache-control": "private, no-store",
    }


def _called(name: str) -> str:
    return f"filename*=UTF-8''{quote(name, safe='')}"


ROUTES = [
    Route("/articles/{slug}/report", looked_over),
    Route("/articles/{slug}/report/view", view),
    Route("/articles/{slug}/report/file", file),
]
