"""Operations that write something out: reports, bundles, what the rules of sourcing find."""

from __future__ import annotations

from verify.records import Article, Finding
from verify.report import FORMS, packed
from verify.web.api.answers import Sent
from verify.web.api.bodies import Bundle
from verify.web.api.operations import operation
from verify.web.api.queries import ReportAsked
from verify.web.place import Place
from verify.web.rendering import MAKING, MEDIA, dossier, ending, report, standing
from verify.workbench import Workbench
from verify.workbench.linting import RULES, explained

_ZIP = "application/zip"


def write_report(bench: Workbench, place: Place, article: str, query: ReportAsked) -> Sent:
    """Write the report on an article, in one of its forms."""
    about = standing(bench, place, article, query.version)
    data = report(about, query.form, query.redact)
    return Sent(data, MEDIA[query.form], f"{article}{ending(query.form)}")


def pack_bundle(bench: Workbench, place: Place, article: str) -> Sent:
    """Pack an article into one file that proves itself."""
    told = dossier(standing(bench, place, article, None))
    with MAKING:
        reports = packed(told, place.config)
    return Sent(bench.bundle(article, reports), _ZIP, f"{article}.zip")


def take_in_bundle(bench: Workbench, body: Bundle) -> Article:
    """Take in a bundle, whose article joins those there are."""
    return bench.article(bench.unbundle(body.file.data, body.slug))


def lint_article(bench: Workbench, place: Place, article: str) -> list[Finding]:
    """Hold an article against the rules of sourcing."""
    return list(dossier(standing(bench, place, article, None)).findings)


def list_rules() -> list[Finding]:
    """List the rules of sourcing, and why a desk has each."""
    return [Finding(name, None, explained(name)) for name in RULES]


OPERATIONS = (
    operation(
        "GET",
        "/articles/{article}/report",
        write_report,
        media=tuple(dict.fromkeys(MEDIA[form] for form in FORMS)),
    ),
    operation("GET", "/articles/{article}/bundle", pack_bundle, media=(_ZIP,)),
    operation("POST", "/bundles", take_in_bundle, "add", status=201, database=False),
    operation("GET", "/articles/{article}/lint", lint_article),
    operation("GET", "/rules", list_rules, database=False),
)
