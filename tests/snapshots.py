"""Each form of the report on one dossier, as it was when somebody last looked at it.

``python tests/snapshots.py`` writes the files in ``tests/snapshots/`` anew: look at what changed
before committing it. What other programs pack is kept as the words that they unpack: of a PDF its
pages' words, of a Word document its paragraphs and comments.
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
from dossiers import CONFIG, full

from verify.report import FORMS, Form, render

FOLDER = Path(__file__).parent / "snapshots"
ENDINGS = {
    "pdf": "pdf.txt",
    "docx": "docx.txt",
    "claimreview": "claimreview.json",
    "annotations": "annotations.json",
}


def file(form: Form) -> Path:
    return FOLDER / f"report.{ENDINGS.get(form, form)}"


def made(form: Form) -> str:
    """The form as text that people can compare."""
    if form == "pdf":
        return pdf(render(full(), CONFIG, form))
    if form == "docx":
        return draft(render(full(), CONFIG, form))
    return render(full(), CONFIG, form)


def pdf(printed: bytes) -> str:
    document = pypdfium2.PdfDocument(printed)
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return "\n\f\n".join(pages) + "\n"


def draft(written: bytes) -> str:
    document = docx.Document(io.BytesIO(written))
    lines = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    lines += [paragraph.text for paragraph in document.paragraphs]
    for comment in document.comments:
        lines += ["", f"[{comment.author}, {comment.timestamp}]", comment.text]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in FORMS:
        file(one).write_text(made(one), encoding="utf-8", newline="\n")
