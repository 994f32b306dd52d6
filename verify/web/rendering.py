"""Reports as they are sent, by the pages and to programs alike."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from verify.report import ENDINGS, render
from verify.web.once import once
from verify.web.place import Place

if TYPE_CHECKING:
    from verify.records import Dossier
    from verify.report import Form
    from verify.workbench import Workbench

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


class Standing(NamedTuple):
    """What a report tells of: an article's version (null: the latest) as it stands.

    It stands so until anything happens, for the claims of other articles bear on it, and until
    the day ends, for verdicts age.
    """

    place: Place
    article: str
    version: int | None
    last_event: int
    today: date


def standing(bench: Workbench, place: Place, article: str, version: int | None) -> Standing:
    """How an article stands now. Raises VerifyError for one that is not there."""
    slug = bench.article(article).slug
    return Standing(place, slug, version, bench.last_event(), date.today())


@once(8)
def dossier(about: Standing) -> Dossier:
    """All that a report tells; for as long as it stands, made once for all who ask."""
    with about.place.bench("desk") as bench, MAKING:
        return bench.dossier(about.article, about.version)


@once(16)
def report(about: Standing, form: Form, redact: bool) -> bytes:
    """The report in one of its forms, made once in the same way.

    Raises VerifyError where it cannot be written so.
    """
    told = dossier(about)
    with MAKING:
        made = render(told, about.place.config, form, redact=redact)
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


def ending(form: Form) -> str:
    """What the name of a file in this form ends in."""
    return next(ending for ending, one in ENDINGS.items() if one == form)
