"""The annotated draft: the article as a Word document, with a comment for each claim.

The body is the article's text and nothing else, so that what an editor sends back can be added as
its next version; what is told about it stands in the page header and in the comments. A comment
is anchored from the first to the last of the claim's words in the paragraph where it begins.
Claims may overlap. Where other words stand between a claim's own, the comment quotes them.
"""

from __future__ import annotations

import io
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verify.report.wording import clipped, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.comments import Comment
    from docx.document import Document
    from docx.text.run import Run

    from verify.records import ClaimDetail
    from verify.report.entries import Entry
    from verify.report.outline import Outline, Passage

_MOST = 1_200
"""Characters of one thing in a comment; the words themselves stand beside it."""

_TOLD = frozenset(
    {
        *("Who says it", "Due for re-check", "Correction", "Not possible", "Comes from", "Note"),
        *("Evidence", "Primary evidence", "Secondary evidence", "To look at", "Checked by"),
        *("Signed off by",),
    }
)


class _Piece(NamedTuple):
    """A run of the document, and where its words lie in the article's text."""

    start: int
    end: int
    run: Run


def draft(outline: Outline) -> bytes:
    """The document as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    _about(document, outline)
    entries = {entry.id: entry for entry in outline.entries}
    edges = sorted(
        {edge for one in outline.dossier.claims for span in one.now.claim["spans"] for edge in span}
    )
    pieces = [list(_pieces(document, passage, edges)) for passage in outline.passages]
    for detail in outline.dossier.claims:
        if runs := _anchor(detail, pieces):
            _comment(document, runs, entries[detail.row.id], detail, outline)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _about(document: Document, outline: Outline) -> None:
    article, version = outline.dossier.article, outline.dossier.versions[-1]
    header = document.sections[0].header.paragraphs[0]
    header.text = inert(
        f"{clipped(article.title)} – version {version.number}, {outline.verdict}."
        f" {dict(outline.facts())['Report made']}"
    )
    made, about = _moment(outline.dossier.made_at), document.core_properties
    about.title, about.author = inert(clipped(article.title)), "redpencil"
    about.created = about.modified = made
    log = outline.dossier.log
    about.comments = f"SHA-256 of the text: {version.sha256}"
    if log is not None:
        about.comments += f"\nLog: {log}"
    about.last_modified_by = ""


def _pieces(document: Document, passage: Passage, edges: Sequence[int]) -> Iterator[_Piece]:
    """A paragraph, cut where a claim begins or ends."""
    words = "".join(run for run, _ in passage.runs)
    paragraph = document.add_paragraph()
    start, end = passage.start, passage.start + len(words)
    cuts = [start, *(edge for edge in edges if start < edge < end), end]
    for first, last in pairwise(cuts):
        run = paragraph.add_run(inert(words[first - start : last - start]))
        yield _Piece(first, last, run)


def _anchor(detail: ClaimDetail, paragraphs: Sequence[Sequence[_Piece]]) -> list[Run]:
    """The claim's runs in the first paragraph that has any, or else all there is."""
    spans = detail.now.claim["spans"]
    for pieces in paragraphs:
        runs = [
            one.run
            for one in pieces
            if any(start < one.end and one.start < end for start, end in spans)
        ]
        if runs:
            return runs
    return [one.run for pieces in paragraphs for one in pieces]


def _comment(
    document: Document, runs: list[Run], entry: Entry, detail: ClaimDetail, outline: Outline
) -> None:
    author = inert(detail.row.verdict_by or "redpencil")
    initials = "".join(word[0] for word in author.split())[:3].upper()
    comment = document.add_comment(runs, author=author, initials=initials)
    made = detail.history[-1].at if detail.history else outline.dossier.made_at
    # python-docx stamps the moment of writing, and gives no way to say another.
    comment._comment_elm.date = _moment(made)
    head = comment.paragraphs[0].add_run(inert(f"{entry.id} {entry.status.sign} {entry.verdict}"))
    head.bold = True
    _line(comment, "", entry.text)
    if len(detail.now.claim["spans"]) > 1:
        _line(comment, "Words", f"“{entry.quote}”")
    for name, value in entry.particulars():
        if name in _TOLD:
            _line(comment, name, str(value))


def _line(comment: Comment, name: str, value: str) -> None:
    paragraph = comment.add_paragraph()
    if name:
        paragraph.add_run(f"{name}: ").italic = True
    paragraph.add_run(inert(clipped(value, _MOST)))


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=None)
