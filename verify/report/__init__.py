"""The report on an article: a dossier in, text out.

render(dossier, config, "html")   also "md", "json", "csv"
open_claims(dossier, config)      what keeps a strict report from passing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from verify.config import Config
    from verify.records import ClaimRow, Dossier

__all__ = ["FORMS", "Form", "open_claims", "render"]

Form = Literal["html", "md", "json", "csv"]
FORMS: tuple[Form, ...] = ("html", "md", "json", "csv")


def render(dossier: Dossier, config: Config, form: Form) -> str:
    """The report in one form, complete and self-contained.

    Each form's module is imported when it is asked for: the command line prints no report
    most of the time.
    """
    from verify.report.outline import outline

    arranged = outline(dossier, config)
    if form == "html":
        from verify.report.html import html

        return html(arranged)
    if form == "md":
        from verify.report.markdown import markdown

        return markdown(arranged)
    from verify.report import tables

    return tables.as_json(arranged) if form == "json" else tables.as_csv(arranged)


def open_claims(dossier: Dossier, config: Config) -> list[ClaimRow]:
    """Claims without an outcome, or with one that is due for re-check."""
    from verify.report.entries import is_open

    return [detail.row for detail in dossier.claims if is_open(detail, config)]
