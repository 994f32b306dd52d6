"""The report on an article: a dossier in, text or the bytes of a file out.

render(dossier, config, "html")   also "md", "json", "csv", "claimreview", "annotations"
render(dossier, config, "pdf")    also "docx": bytes
packed(dossier, config)           the reports that go into a bundle, by their names
open_claims(dossier, config)      what keeps a strict report from passing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from verify.config import Config
    from verify.records import ClaimRow, Dossier
    from verify.report.outline import Outline

__all__ = ["BINARY", "ENDINGS", "FORMS", "Form", "open_claims", "packed", "render"]

TextForm = Literal["html", "md", "csv", "json", "claimreview", "annotations"]
BinaryForm = Literal["pdf", "docx"]
Form = TextForm | BinaryForm
FORMS: tuple[Form, ...] = (
    *("html", "md", "pdf", "docx", "csv", "json", "claimreview", "annotations"),
)
BINARY: tuple[BinaryForm, ...] = ("pdf", "docx")
"""The forms that are no text."""

ENDINGS: dict[str, Form] = {
    ".claimreview.json": "claimreview",
    ".annotations.json": "annotations",
    ".html": "html",
    ".md": "md",
    ".pdf": "pdf",
    ".docx": "docx",
    ".csv": "csv",
    ".json": "json",
}
"""What the names of files end in; the longer endings first: the first that fits is meant."""


@overload
def render(dossier: Dossier, config: Config, form: TextForm, *, redact: bool = False) -> str: ...
@overload
def render(
    dossier: Dossier, config: Config, form: BinaryForm, *, redact: bool = False
) -> bytes: ...
@overload
def render(
    dossier: Dossier, config: Config, form: Form, *, redact: bool = False
) -> str | bytes: ...
def render(dossier: Dossier, config: Config, form: Form, *, redact: bool = False) -> str | bytes:
    """The report in one form, complete and self-contained.

    ``redact`` leaves out what unnamed sources told the desk, and private contacts. Raises
    VerifyError where this computer cannot make the form.
    """
    from verify.report.outline import outline

    if redact:
        from verify.report.redaction import redacted

        dossier = redacted(dossier)
    return _maker(form)(outline(dossier, config, redacted=redact))


def _maker(form: Form) -> Callable[[Outline], str | bytes]:
    """What makes a form.

    Its module is imported when it is asked for: the command line prints no report most of the
    time.
    """
    from importlib import import_module

    module, name = {
        "html": ("html", "html"),
        "md": ("markdown", "markdown"),
        "pdf": ("pdf", "pdf"),
        "docx": ("draft", "draft"),
        "csv": ("tables", "as_csv"),
        "json": ("tables", "as_json"),
        "claimreview": ("claimreview", "claimreview"),
        "annotations": ("annotations", "collection"),
    }[form]
    made = getattr(import_module(f"verify.report.{module}"), name)
    return cast("Callable[[Outline], str | bytes]", made)


def packed(dossier: Dossier, config: Config) -> dict[str, str]:
    """The reports that go into a bundle, by the names they have there."""
    return {
        "report.html": render(dossier, config, "html"),
        "report.json": render(dossier, config, "json"),
    }


def open_claims(dossier: Dossier, config: Config) -> list[ClaimRow]:
    """Claims without an outcome, or with one that is due for re-check."""
    from verify.report.entries import is_open

    return [detail.row for detail in dossier.claims if is_open(detail, config)]
