"""Documents as newsrooms have them, made by real programs: pages, Markdown, Word files, PDFs."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from archived import zipped
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from sites import STORY, page

import claims
from verify import reading
from verify.errors import VerifyError
from verify.reading import blocks
from verify.reading import docx as word

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour strike ends after nine days - North Coast News</title>
<meta property="og:site_name" content="North Coast News">
<script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle",
"headline":"Harbour strike ends after nine days","datePublished":"2025-05-08T06:12:00Z",
"author":[{"@type":"Person","name":"Ana Lima"},{"@type":"Person","name":"Tom Reed"}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<main><article><h1>Harbour strike ends after nine days</h1>
<figure><img src="a.jpg" alt="Cranes"><figcaption>The cranes stood still for nine days
<span class="image__credit">Coast Pictures</span></figcaption></figure>
<p>Dock workers at the northern harbour have ended a nine-day strike after winning a 6% rise in
pay, their union said on Thursday.</p>
<h2>What was agreed</h2><p>The port authority will pay the following:</p>
<ul><li>a rise of 6% from June</li><li>a single payment of £400 in July</li></ul>
<aside><h2>More on this story</h2>
<ul><li><a href="/1">Strike begins at harbour</a></li></ul></aside>
<p>“We asked for ten and got six,” said Maria Lopez, who leads the union.</p>
<figure><img src="b.jpg"><figcaption>Maria Lopez spoke outside the gate</figcaption></figure>
<p>The strike cost the harbour about £3m a day, the port authority said in a statement.</p>
<table><tr><th>Day</th><th>Ships</th></tr><tr><td>Monday</td><td>41 were waiting</td></tr></table>
<p>Some 58 ships were waiting on Thursday, Ms Lopez said.</p></article></main>
<footer><p>Copyright 2025 North Coast News.</p></footer></body></html>"""

MARKDOWN = """---
title: "Harbour strike: nine days"
author: [Ana Lima, Tom Reed]
date: 2025-05-08
lang: en
---

![Cranes at the port](a.jpg) *The cranes stood still*

The **dock workers** [won 6%](https://example.org) on
Thursday,[^1] the union said. It was ~~nine~~ ten days.

- a rise of 6%
- two more days

| Day | Ships |
|-----|-------|
| Monday | **41** |

<figcaption>A caption</figcaption>

[^1]: In the evening.
"""


def saved(folder: Path, data: bytes | str, name: str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def paragraphs(text: str) -> list[str]:
    assert text.endswith("\n")
    return text[:-1].split("\n\n")


def refusal(name: str) -> str:
    with pytest.raises(VerifyError) as caught:
        reading.read(name)
    assert "\n" not in str(caught.value)
    return caught.value.message


def test_a_saved_page_is_read_like_one_of_the_web(tmp_path: Path) -> None:
    """Captions, credits, items and rows each a paragraph; no menus; what it says of itself."""
    found = reading.read(saved(tmp_path, PAGE, "story.html"))
    assert paragraphs(found.text) == [
        "Harbour strike ends after nine days",
        "The cranes stood still for nine days",
        "Coast Pictures",
        "Dock workers at the northern harbour have ended a nine-day strike after winning a 6% rise "
        "in pay, their union said on Thursday.",
        "What was agreed",
        "The port authority will pay the following:",
        "a rise of 6% from June",
        "a single payment of £400 in July",
        "“We asked for ten and got six,” said Maria Lopez, who leads the union.",
        "Maria Lopez spoke outside the gate",
        "The strike cost the harbour about £3m a day, the port authority said in a statement.",
        "Day | Ships",
        "Monday | 41 were waiting",
        "Some 58 ships were waiting on Thursday, Ms Lopez said.",
    ]
    assert found[3:8] == (
        "Harbour strike ends after nine days",
        "Ana Lima, Tom Reed",
        "North Coast News",
        date(2025, 5, 8),
        "en",
    )


def test_no_claim_mixes_two_blocks(tmp_path: Path) -> None:
    """Each stands in one paragraph, and a table's row makes none."""
    text = reading.read(saved(tmp_path, PAGE, "story.html")).text
    found = claims.extract(text, published=date(2025, 5, 8)).claims
    assert found
    for claim in found:
        assert "\n" not in text[claim.spans[0].start : claim.spans[-1].end], claim.text
        assert "|" not in claim.text
        assert "41 were waiting" not in claim.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_is_known_by_its_content(tmp_path: Path, encoding: str) -> None:
    """Whatever its name and encoding; what the page says of its encoding is heeded."""
    told = page(["“The café is closed,” the mayor of the town told reporters on Monday.", *STORY])
    told = told.replace("<head>", f'<head><meta charset="{encoding}">')
    found = reading.read(saved(tmp_path, told.encode(encoding), "story"))
    assert found.kind == "html"
    assert "“The café is closed,” the mayor" in found.text


def test_markdown_is_read_without_its_signs(tmp_path: Path) -> None:
    """The words, block by block; what is struck is gone; front matter is no text."""
    found = reading.read(saved(tmp_path, MARKDOWN, "story.md"))
    assert paragraphs(found.text) == [
        "Harbour strike: nine days",
        "Cranes at the port",
        "The cranes stood still",
        "The dock workers won 6% on Thursday, the union said. It was ten days.",
        "a rise of 6%",
        "two more days",
        "Day | Ships",
        "Monday | 41",
        "A caption",
        "In the evening.",
    ]
    assert (found.title, found.byline) == ("Harbour strike: nine days", "Ana Lima, Tom Reed")
    assert (found.published, found.language) == (date(2025, 5, 8), "en")


def test_stars_in_plain_text_stay(tmp_path: Path) -> None:
    """Only a Markdown file is Markdown: a text keeps every sign."""
    assert reading.read(saved(tmp_path, MARKDOWN, "story.txt")).text == MARKDOWN


def letter() -> docx.document.Document:  # type: ignore[name-defined]
    made = docx.Document()
    made.add_heading("Harbour strike ends", 0)
    made.add_paragraph("Dock workers ended a ").add_run("nine-day strike").bold = True
    made.sections[0].header.paragraphs[0].text = "DRAFT 3"
    return made


def bytes_of(made: docx.document.Document) -> bytes:  # type: ignore[name-defined]
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def put(paragraph: docx.text.paragraph.Paragraph, xml: str) -> None:  # type: ignore[name-defined]
    paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def test_a_word_file_is_read_in_its_order(tmp_path: Path) -> None:
    """Headings, lists and rows each a paragraph, in their places; no header, no comment."""
    made = letter()
    made.add_paragraph("a rise of 6%", style="List Bullet")
    table = made.add_table(2, 2)
    for cell, words in zip(table._cells, ["Day", "Ships", "Monday", "41"], strict=True):
        cell.text = words
    last = made.add_paragraph("One line")
    last.add_run().add_break()
    last.add_run("Another.")
    made.add_comment(last.runs, text="Check this!", author="Tom")
    made.core_properties.author = "Ana Lima"
    found = reading.read(saved(tmp_path, bytes_of(made), "story.docx"))
    assert paragraphs(found.text) == [
        "Harbour strike ends",
        "Dock workers ended a nine-day strike",
        "a rise of 6%",
        "Day | Ships",
        "Monday | 41",
        "One line",
        "Another.",
    ]
    assert (found.title, found.byline, found.published) == ("Harbour strike ends", "Ana Lima", None)


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    """What was put in is read, what was taken out is not, nor what is hidden or struck through."""
    made = letter()
    changed = made.add_paragraph("It covers ")
    put(changed, '<w:del w:id="1" w:author="a"><w:r><w:delText>1,000</w:delText></w:r></w:del>')
    put(changed, '<w:ins w:id="2" w:author="a"><w:r><w:t>1,240</w:t></w:r></w:ins>')
    put(changed, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>")
    changed.add_run("many").font.strike = True
    changed.add_run(" workers,")
    put(changed, "<w:pPr><w:rPr><w:del w:id='3' w:author='a'/></w:rPr></w:pPr>")
    made.add_paragraph(" the union said.")
    controlled = made.add_paragraph("In a control.")._p
    box = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    controlled.addprevious(box)
    box[0].append(controlled)
    text = reading.read(saved(tmp_path, bytes_of(made), "a.docx")).text
    assert paragraphs(text)[2:] == ["It covers 1,240 workers, the union said.", "In a control."]


def test_a_word_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """Cut short, without its parts, another archive, or one that inflates without end."""
    whole = bytes_of(letter())
    assert "damaged" in refusal(saved(tmp_path, whole[: len(whole) // 2], "half.docx"))
    assert "cannot be opened" in refusal(saved(tmp_path, zipped(word___document__xml=b"<a/>"), "a"))
    assert "ZIP archive" in refusal(saved(tmp_path, zipped(xl___workbook__xml=b"<a/>"), "a.xlsx"))
    bomb = zipped(word___document__xml=b" " * (word.MAX_INFLATED + 1))
    assert len(bomb) < 1_000_000
    assert "more than 100 MB" in refusal(saved(tmp_path, bomb, "bomb.docx"))


def test_entities_stay_shut(tmp_path: Path) -> None:
    """A file that names its own entities makes neither a long text nor reads another file."""
    with zipfile.ZipFile(io.BytesIO(bytes_of(letter()))) as whole:
        parts = {one: whole.read(one) for one in whole.namelist()}
    kinds = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "lol">'
    kinds += "".join(f'<!ENTITY z{n} "{f"&z{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    body = parts["word/document.xml"].decode()
    head, _, rest = body.partition("?>")
    rest = rest.replace("nine-day strike", "&x;&y;&z11;")
    parts["word/document.xml"] = f"{head}?>{kinds}]>{rest}".encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    name = saved(tmp_path, file.getvalue(), "a.docx")
    try:
        text = reading.read(name).text
    except VerifyError:
        return
    assert paragraphs(text)[1] == "Dock workers ended a"


class Report(FPDF):
    """A report with a running head and a number at the foot of each page."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 8, "Harbour Authority - Annual report", align="C")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 10, f"Page {self.page_no()}", align="C")


def report(*told: str) -> Report:
    pdf = Report()
    pdf.add_page()
    pdf.set_font("helvetica", "B", 18)
    pdf.cell(0, 12, "Exports of the harbour", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    for words in told:
        pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    return pdf


def test_a_pdf_is_read_in_paragraphs(tmp_path: Path) -> None:
    """Lines are joined, also over a page's end; rows are not; heads and numbers are gone."""
    told = [" ".join(STORY)] * 30
    pdf = report(*told)
    with pdf.table() as table:
        for cells in (("Month", "Ships"), ("January", "41")):
            row = table.row()
            for words in cells:
                row.cell(words)
    pdf.set_title("Annual report")
    pdf.set_author("Harbour Authority")
    found = reading.read(saved(tmp_path, bytes(pdf.output()), "report.pdf"))
    assert paragraphs(found.text) == [
        "Exports of the harbour",
        *told,
        "Month | Ships",
        "January | 41",
    ]
    assert (found.title, found.byline, found.published) == (
        "Annual report",
        "Harbour Authority",
        None,
    )
    assert len(found.pages) == pdf.pages_count > 2


def test_a_pdfs_words_have_their_page(tmp_path: Path) -> None:
    """Each offset belongs to the page on which its words stand, in a paragraph cut in two too."""
    numbered = [f"Paragraph {number} is told on this page." for number in range(1, 90)]
    pdf = Report()
    where = {}
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for words in numbered:
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
        where[words] = pdf.page_no()
        pdf.ln(3)
    found = reading.read(saved(tmp_path, bytes(pdf.output()), "report.pdf"))
    assert {reading.page_of(found.pages, found.text.index(words)) for words in numbered} == {
        *where.values()
    }
    for words in numbered:
        assert reading.page_of(found.pages, found.text.index(words)) == where[words]


def test_words_that_a_line_broke_are_whole(tmp_path: Path) -> None:
    """A hyphen at a line's end goes where the word has none elsewhere, and stays where it has."""
    pdf = report()
    lines = (
        "The long-term administration of the harbour is the responsibility of infra-",
        "structure offices. It lasts for a nine-day week, says the adminis-",
        "tration, and all that it plans is meant for the harbour and for the long-",
        "term. Their plan of 2025 was read.",
    )
    for words in lines:
        pdf.cell(0, 5, words, new_x="LMARGIN", new_y="NEXT")
    text = reading.read(saved(tmp_path, bytes(pdf.output()), "a.pdf")).text
    assert "of infrastructure offices" in text
    assert "the administration, and" in text
    assert "for the long-term. Their" in text


def test_short_lines_are_not_glued(tmp_path: Path) -> None:
    """The items of a list end where the next word had room; signs before them are no words."""
    pdf = report(" ".join(STORY))
    for words in ("a rise of six percent", "a single payment in July", "two more days of leave"):
        pdf.cell(0, 6, f"- {words}".replace("-", "\x95"), new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 6, STORY[1] * 3, new_x="LMARGIN", new_y="NEXT")
    text = reading.read(saved(tmp_path, bytes(pdf.output()), "a.pdf")).text
    assert [words.lstrip("\x95• ") for words in paragraphs(text)[3:6]] == [
        "a rise of six percent",
        "a single payment in July",
        "two more days of leave",
    ]
    assert "Page 1" not in text


def test_rows_on_every_page_are_no_running_heads(tmp_path: Path) -> None:
    """Only what is the same on many pages, or counts them, is left out: no figure is lost."""
    pdf = report()
    with pdf.table() as table:
        for number in range(120):
            row = table.row()
            for words in (f"Month {number}", str(number * 7)):
                row.cell(words)
    assert pdf.pages_count > 3
    told = paragraphs(reading.read(saved(tmp_path, bytes(pdf.output()), "a.pdf")).text)
    assert told[1:] == [f"Month {number} | {number * 7}" for number in range(120)]


def test_a_pdf_without_words_is_refused(tmp_path: Path) -> None:
    """Scanned, locked, cut short, far too long: one line, and what to do."""
    blank = FPDF()
    blank.add_page()
    assert "scanned" in refusal(saved(tmp_path, bytes(blank.output()), "scan.pdf"))
    locked = report(*STORY)
    locked.set_encryption("owner", "user")
    assert "password" in refusal(saved(tmp_path, bytes(locked.output()), "locked.pdf"))
    whole = bytes(report(*STORY).output())
    assert "damaged" in refusal(saved(tmp_path, whole[:200], "half.pdf"))
    endless = FPDF()
    for _ in range(2001):
        endless.add_page()
    assert "2,001 pages" in refusal(saved(tmp_path, bytes(endless.output()), "endless.pdf"))


@given(words=st.lists(st.text(), max_size=8))
def test_blocks_stay_apart(words: list[str]) -> None:
    """Each block that says something is one paragraph, whatever spaces are in it."""
    told = [line for one in words if (line := " ".join(one.split()))]
    assert blocks.joined(words) == "".join(f"{line}\n\n" for line in told)[:-1]


@given(starts=st.lists(st.integers(0, 500)).map(sorted), offset=st.integers(0, 600))
def test_pages_are_counted_from_one(starts: list[int], offset: int) -> None:
    """The last page that starts at or before the offset; none without pages."""
    pages = [0, *starts]
    found = reading.page_of(pages, offset)
    assert found == max(n for n, start in enumerate(pages, 1) if start <= offset)
    assert reading.page_of((), offset) is None
