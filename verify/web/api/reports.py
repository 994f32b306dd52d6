"""Operations that write something out: reports, bundles, what the rules of sourcing find."""

from __future__ import annotations

from verify.records import Article, Finding
from verify.report import FORMS, packed, render
from verify.web.api.answers import Sent
from verify.web.api.bodies import Bundle
from verify.web.api.operations import operation
from verify.web.api.queries import ReportAsked
from verify.web.place import Place
from verify.workbench import Workbench
from verify.workbench.linting import RULES, explained

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP = "application/zip"

MEDIA = {
    "html": ("text/html; charset=utf-8", "html"),
    "md": ("text/markdown; charset=utf-8", "md"),
    "pdf": ("application/pdf", "pdf"),
    "docx": (_WORD, "docx"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "json": ("application/json", "json"),
    "claimreview": ("application/ld+json", "claimreview.json"),
    "annotations": ("application/ld+json", "annotations.json"),
}
"""Each form of the report: its media type, and how its file's name ends."""


def write_report(bench: Workbench, place: Place, article: str, query: ReportAsked) -> Sent:
    """Write the report on an article, in one of its forms."""
    dossier = bench.dossier(article, query.version)
    written = render(dossier, place.config, query.form, redact=query.redact)
    data = written if isinstance(written, bytes) else written.encode("utf-8", "replace")
    media, ending = MEDIA[query.form]
    return Sent(data, media, f"{article}.{ending}")


def pack_bundle(bench: Workbench, place: Place, article: str) -> Sent:
    """Pack an article into one file that proves itself."""
    reports = packed(bench.dossier(article), place.config)
    return Sent(bench.bundle(article, reports), _ZIP, f"{article}.zip")


def take_in_bundle(bench: Workbench, body: Bundle) -> Article:
    """Take in a bundle, whose article joins those there are."""
    return bench.article(bench.unbundle(body.file.data, body.slug))


def lint_article(bench: Workbench, article: str) -> list[Finding]:
    """Hold an article against the rules of sourcing."""
    return list(bench.dossier(article).findings)


def list_rules() -> list[Finding]:
    """List the rules of sourcing, and why a desk has each."""
    return [Finding(name, None, explained(name)) for name in RULES]


OPERATIONS = (
    operation(
        "GET",
        "/articles/{article}/report",
        write_report,
        media=tuple(dict.fromkeys(MEDIA[form][0] for form in FORMS)),
    ),
    operation("GET", "/articles/{article}/bundle", pack_bundle, media=(_ZIP,)),
    operation("POST", "/bundles", take_in_bundle, "add", status=201, database=False),
    operation("GET", "/articles/{article}/lint", lint_article),
    operation("GET", "/rules", list_rules, database=False),
)
