"""PDF: pages → paragraphs, in the order in which the file gives them."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

from verify.errors import VerifyError
from verify.reading.blocks import MAX_CHARACTERS, Reading, language_of, line_of
from verify.reading.pdf.furniture import without_furniture
from verify.reading.pdf.lines import clean, lines_of
from verify.reading.pdf.paragraphs import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.reading.pdf.lines import Line

MAX_PAGES = 2000
"""Longer documents are refused."""

_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|\.(?:docx?|indd|qxp|tex|rtf|pages|odt|html?)$",
    re.IGNORECASE,
).search
"""What programs write for a title: the name of a file."""


def in_pdf(data: bytes, name: str, _: str | None = None) -> Reading:
    """The words of a PDF, without what repeats on its pages; words broken at a line's end whole.

    Raises VerifyError when it is damaged, locked or too long, or pictures of pages only.
    """
    # Loads a library of 8 MB, so only here.
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise VerifyError(f"{name} is locked by a password", "save it without one") from error
        raise VerifyError(f"{name} is a damaged PDF", "open it, and save it anew") from error
    with closing(document):
        pages = len(document)
        if pages > MAX_PAGES:
            raise VerifyError(
                f"{name} has {pages:,} pages, more than {MAX_PAGES:,}", "save those that matter"
            )
        about = document.get_metadata_dict()
        try:
            lines = without_furniture(list(_lines(document, name)))
        except pypdfium2.PdfiumError as error:
            raise VerifyError(f"{name} is a damaged PDF", "open it, and save it anew") from error
    if not any(any(map(str.isalnum, line.text)) for line in lines):
        raise VerifyError(
            f"{name} has no text in it (scanned pages?)", "give its text in a file of its own"
        )
    text, starts = text_of(lines, pages)
    title = line_of(clean(about.get("Title", "")))
    return Reading(
        text,
        name,
        None,
        title=None if title and _NO_TITLE(title) else title,
        byline=line_of(clean(about.get("Author", ""))),
        language=language_of(about.get("Lang")),
        pages=starts,
        kind="pdf",
    )


def _lines(document: Any, name: str) -> Iterator[Line]:
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
            characters += textpage.count_chars()
            if characters > 2 * MAX_CHARACTERS:
                raise VerifyError(f"{name} has more text than any article", "save what matters")
            yield from lines_of(textpage, number)
