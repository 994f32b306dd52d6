"""Reports as they are sent, by the pages and to programs alike."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from verify.report import ENDINGS, render

if TYPE_CHECKING:
    from verify.config import Config
    from verify.records import Dossier
    from verify.report import Form

MEDIA: dict[Form, str] = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "claimreview": "application/ld+json",
    "annotations": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
}
"""The media type of each form."""

MAKING = threading.BoundedSemaphore(2)
"""Held while a report is made: a machine of few cores is no faster with more than two."""


def rendered(dossier: Dossier, config: Config, form: Form, *, redact: bool) -> str | bytes:
    """A dossier in one of the forms. Raises VerifyError where it cannot be written so."""
    with MAKING:
        return render(dossier, config, form, redact=redact)


def ending(form: Form) -> str:
    """What the name of a file in this form ends in."""
    return next(ending for ending, one in ENDINGS.items() if one == form)
