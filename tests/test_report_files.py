"""The annotated draft and the PDF, as the programs that open them find them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from dossiers import CONFIG, TEXT, claim, detail, dossier, full, hostile

from verify.errors import VerifyError
from verify.records import Dossier
from verify.report import pdf, render
from verify.report.html import html
from verify.report.outline import outline

SEVERAL = (
    detail(1, claim("The ferry carried 300 people.")),
    detail(2, claim("ferry carried")),
    detail(3, claim("carried 300")),
    detail(4, {**claim("Nobody"), "spans": [[TEXT.index("It sank"), TEXT.index("It sank") + 7],
                                            [TEXT.index("why"), TEXT.index("why") + 3]]}),
    detail(5, {**claim("Ferry"), "spans": [[0, 5], [6, 10]]}),
)  # fmt: skip


def opened(found: Dossier) -> Document:
    return docx.Document(io.BytesIO(render(found, CONFIG, "docx")))


def anchored(document: Document) -> dict[int, str]:
    """The words each comment is anchored to, by its number."""
    found: dict[int, str] = {}
    inside: set[int] = set()
    for node in document.element.body.iter():
        number = int(node.get(qn("w:id"), -1))
        if node.tag == qn("w:commentRangeStart"):
            inside.add(number)
        elif node.tag == qn("w:commentRangeEnd"):
            inside.remove(number)
        elif node.tag == qn("w:t"):
            for one in inside:
                found[one] = found.get(one, "") + (node.text or "")
    assert not inside
    return found


def test_the_draft_is_the_article_and_nothing_else() -> None:
    """What comes back from an editor can be added as a version, comments or not."""
    paragraphs = [paragraph.text for paragraph in opened(dossier(*SEVERAL)).paragraphs]
    assert paragraphs == [line for line in TEXT.splitlines() if line]


def test_each_claim_is_a_comment_on_its_words() -> None:
    """Claims that overlap or are apart are anchored from their first word to their last."""
    document = opened(dossier(*SEVERAL))
    words = [found for _, found in sorted(anchored(document).items())]
    assert words == ["The ferry carried 300 people.", "ferry carried", "carried 300", "It sank",
                     "Ferry news"]  # fmt: skip
    assert [comment.text[:1] for comment in document.comments] == ["1", "2", "3", "4", "5"]
    apart = list(document.comments)[4].text
    assert "Words: “" in apart


def test_a_comment_tells_what_an_editor_needs() -> None:
    """Number, status, claim, who says it, correction, evidence, reason; signed by the checker."""
    first, second, third = opened(full()).comments
    assert (first.author, first.initials) == ("ana", "A")
    assert first.text.startswith("1 ✗ incorrect\nThe ferry carried 300 people.")
    assert "Correction: 298, not 300" in first.text
    assert "Note: rang the harbour" in first.text
    assert "2 ✓ confirmed, but a second look" in second.text
    assert "Who says it: Ann Lee said it" in second.text
    assert "Survey of the wreck" in second.text
    assert "Not possible: the inquiry is closed" in third.text
    assert str(first.timestamp)[:10] == "2026-03-04"


def test_hostile_words_make_a_document_that_opens() -> None:
    """Characters that XML forbids are gone, and tags are words."""
    found = hostile()
    text = "So \x00\x1b<script>\ufffe\ud800\u202e & Nobody knows why.\n\nLast."
    place = text.index("Nobody")
    words = {**claim("Nobody knows why."), "spans": [[0, place], [place, place + 6]]}
    version = found.versions[-1]._replace(text=text)
    found = found._replace(versions=(version,), claims=(detail(7, words),), changes=())
    document = opened(found)
    assert [one.text for one in document.paragraphs] == [
        "So ␀␛<script>\ufffd\ufffd & Nobody knows why.",
        "Last.",
    ]
    for one in (hostile(), found):
        with ZipFile(io.BytesIO(render(one, CONFIG, "docx"))) as parts:
            written = b"".join(parts.read(name) for name in parts.namelist() if "xml" in name)
        assert not re.search(b"[\x00-\x08\x0b\x0c\x0e-\x1f]", written)
        assert b"<script" not in written


def test_a_long_claim_is_clipped_in_its_comment() -> None:
    """A comment of ten thousand words is no comment; the words stand beside it."""
    long = detail(1, {**claim("Nobody knows why."), "text": "word " * 10_000})
    (comment,) = opened(dossier(long)).comments
    assert len(comment.text) < 5_000


def pages(printed: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(printed)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()


def makers() -> Iterator[object]:
    yield pytest.param(pdf.by_weasyprint, id="weasyprint")
    there = any(map(pdf.shutil.which, pdf.BROWSERS))
    # Where everything is to be tested, a missing browser is a failure.
    left_out = not there and "CI" not in os.environ
    reason = "no Chromium here: apt install chromium"
    yield pytest.param(
        pdf.by_browser, id="browser", marks=pytest.mark.skipif(left_out, reason=reason)
    )


@pytest.mark.parametrize("maker", [*makers()])
def test_a_pdf_has_the_summary_on_one_page(maker: object) -> None:
    """A report on 45 claims, with something under each heading, begins with one page of it."""
    claims = [*full().claims]
    claims += [
        detail(n, claim("Nobody knows why."), correction=f"right {n}", status="incorrect")
        for n in range(4, 10)
    ]
    claims += [detail(n, claim("Nobody knows why."), recheck="5 became 6") for n in range(10, 14)]
    claims += [detail(n, claim("Nobody knows why.")) for n in range(14, 46)]
    counts = {"unchecked": 36, "incorrect": 7, "confirmed": 1, "unverifiable": 1}
    found = full()._replace(claims=tuple(claims), counts=counts)
    printed = maker(html(outline(found, CONFIG)))  # type: ignore[operator]
    first, second, *_ = pages(printed)
    assert "How the article is sourced" in first
    assert "said by one of several" in first
    assert second.startswith("The claims, in the article")


def test_a_pdf_holds_the_hostile_words_as_words() -> None:
    """Nothing in it runs: no scripts, no forms, no embedded files; and links go to the web."""
    printed = render(hostile(), CONFIG, "pdf")
    assert printed.startswith(b"%PDF")
    assert "<script>alert(1)</script>" in "".join("".join(pages(printed)).split())
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|AcroForm)\b", printed)


def test_without_a_printer_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a browser nor WeasyPrint: one sentence, and a way out."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(VerifyError, match=r"install Chromium, or pip install"):
        render(dossier(), CONFIG, "pdf")


def test_a_browser_that_fails_is_no_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that leaves with an error, or prints nothing, is passed over."""
    program = tmp_path / "chromium"
    for script in ("exit 3", "exit 0"):
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert pdf.by_browser("<p>x") is None
