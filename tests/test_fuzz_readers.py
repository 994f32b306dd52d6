"""Whatever is wrong with a document: it is read, or refused in a line."""

from __future__ import annotations

import gzip
import io
from functools import cache
from pathlib import Path

import docx
import pytest
from archived import json_lines, table, walked, warc
from damage import Blow, blows, damaged, packed, refused_at_most, tries, unpacked
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from sites import STORY, page
from test_documents import MARKDOWN, PAGE

from verify import reading
from verify.archives import Document


def read(data: bytes, name: str, charset: str | None = None) -> None:
    """Read it; what comes of it can be kept."""
    with refused_at_most(name):
        found = reading.read_bytes(data, name, charset=charset)
        assert any(map(str.isalnum, found.text))
        assert found.text.encode().decode() == found.text
        about = reading.metadata(found)
        for words in (about.title, about.byline, about.publisher, about.url):
            (words or "").encode()


# Documents


@cache
def word_file() -> bytes:
    made = docx.Document()
    made.add_heading("Harbour strike ends", 0)
    for words in STORY:
        made.add_paragraph(words)
    made.add_paragraph("a rise of 6%", style="List Bullet")
    cells = made.add_table(2, 2)._cells
    for cell, words in zip(cells, ["Day", "Ships", "Monday", "41"], strict=True):
        cell.text = words
    made.core_properties.author = "Ana Lima"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@cache
def pdf_file() -> bytes:
    """A PDF whose words lie open, so that damage reaches them too."""
    pdf = FPDF()
    pdf.set_compression(False)
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        for words in STORY:
            pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
    pdf.set_title("Annual report")
    return bytes(pdf.output())


WHOLE = {
    "a.docx": word_file,
    "a.pdf": pdf_file,
    "a.html": PAGE.encode,
    "b.html": lambda: page(STORY).encode("utf-16"),
    "a.md": MARKDOWN.encode,
    "a.txt": lambda: "\n\n".join(STORY).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
@tries(60)
@given(several=blows)
def test_damaged_documents_are_read_or_refused(name: str, several: list[Blow]) -> None:
    """Bytes that are others, gone, put in, twice, or in another place."""
    read(damaged(WHOLE[name](), several), name)


@tries(60)
@given(several=blows, data=st.data())
def test_damage_within_a_word_file(several: list[Blow], data: st.DataObject) -> None:
    """The archive is whole, and a part of it is not."""
    members = unpacked(word_file())
    name = data.draw(st.sampled_from(["word/document.xml"] * 4 + sorted(members)))
    members[name] = damaged(members[name], several)
    read(packed(members), "parts.docx")


TAGS = (
    *"html head body article main p div span table tr td th ul ol li h1 h2 a br img figure".split(),
    *"figcaption script style svg math template noscript iframe textarea title meta base".split(),
    *"select option frameset plaintext blockquote pre code nav footer time abbr x-y o:p".split(),
)
MARKUP = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(STORY),
    st.builds(
        "<{} {}={!r}>".format,
        st.sampled_from(TAGS),
        st.sampled_from("class id lang content property href charset".split()),
        st.text(max_size=9),
    ),
    st.sampled_from(
        [
            *(
                "&amp;",
                "&",
                "&#0;",
                "&#xD800;",
                "&#x110000;",
                "&#99999999999;",
                "&nbsp",
                "&lt;b&gt;",
            ),
            *("<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE html>", "<"),
            *('<script type="application/ld+json">', '{"@type": "NewsArticle", "author": [', "]}"),
            *('<meta property="article:published_time" content="9999-99-99T">', "\0", "<time x='"),
        ]
    ),
    st.text(max_size=12),
)


@tries(150)
@given(pieces=st.lists(MARKUP, max_size=40), charset=st.sampled_from([None, "utf-8", "cp1252"]))
def test_pages_of_anything(pieces: list[str], charset: str | None) -> None:
    """Tags, entities and words in any order."""
    told = "".join(pieces)
    read(f"<html>{told}".encode("utf-8", "replace"), "soup.html", charset)


@pytest.mark.parametrize(
    "tag", ["div", "ul><li", "table><tr><td", "blockquote", "span", "svg", "b"]
)
@pytest.mark.parametrize("closed", [True, False])
def test_pages_nested_without_end(tag: str, closed: bool) -> None:
    """Ten thousand levels: neither time nor the stack runs out."""
    last = tag.rpartition("<")[2]
    told = (
        f"<{tag}>" * 10_000
        + "".join(f"<p>{one}</p>" for one in STORY)
        + f"</{last}>" * closed * 10_000
    )
    read(f"<html><body><p>{STORY[0]}</p>{told}".encode(), "deep.html")


@pytest.mark.parametrize("piece", ["<!---->", "<?xml?>", "<meta ", "<!--", "<script>", "<", "\n"])
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_what_stands_many_times_takes_no_time(name: str, piece: str) -> None:
    """Comments before a page, and what is opened and never closed."""
    read(f"{piece * 20_000}<p>{STORY[0]}".encode(), name)


def test_front_matter_without_a_value_takes_none_from_the_next_line() -> None:
    """A name of nothing names nothing."""
    told = f"---\ntitle:\nauthor: Ana Lima\n---\n\n{STORY[0]}"
    found = reading.read_bytes(told.encode(), "a.md")
    assert (found.title, found.byline) == (None, "Ana Lima")


def test_a_comment_that_is_never_closed_takes_the_rest() -> None:
    """As browsers have it; a sign that opens nothing takes no words."""
    found = reading.read_bytes(b"<div>5 < 6 <b>and\n</div> \n\nTold. \n\n<!-- not told", "a.md")
    assert found.text.split() == "5 < 6 and Told.".split()


NESTED = ["> ", "- ", "[", "![", "*", "**_", "`", "<div>", "<!--", "1. ", "[^1]: ", "|", "\\", "&"]


@pytest.mark.parametrize("sign", NESTED)
def test_markdown_nested_without_end(sign: str) -> None:
    """Quotes, lists, links and emphasis in one another."""
    read(f"{sign * 2_000}{STORY[0]}".encode(), "deep.md")


CHARSETS = [
    "utf-7",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "hex",
    "zip",
    "undefined",
]


@tries(100)
@given(
    data=st.sampled_from([page(STORY), "\n".join(STORY), "a \\ud800 b \\x \\N{x} +2AA- xn--a-b-c"]),
    told=st.sampled_from([*CHARSETS, "utf-16", "utf-32", "utf-8", "cp1252", "big5", "mbcs"])
    | st.text(max_size=9),
    written=st.sampled_from(["utf-8", "utf-16", "utf-32-be", "cp1252", "utf-7", "cp037"]),
    name=st.sampled_from(["a.html", "a.txt", "a.md"]),
)
def test_any_encoding_is_told(data: str, told: str, written: str, name: str) -> None:
    """By a site that is wrong, or means harm."""
    meta = f"<html><meta charset={told}>" if name == "a.html" else ""
    read((meta + data).encode(written, "replace"), name, told)


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_no_encoding_takes_long(charset: str, name: str) -> None:
    """A megabyte in one that is made for short names."""
    data = f"{page(STORY)}xn--".encode() + b"a" * 1_000_000
    read(data, name, charset)
    read(b"<html><meta charset=" + charset.encode() + b">" + data, name)


# Archives

CRAWLS = {
    "a.warc": warc(range(2), packed=False),
    "a.warc.gz": warc(range(2)),
    "a.jsonl": json_lines(range(3)),
    "a.csv": table(range(3)),
    "a.jsonl.gz": gzip.compress(json_lines(range(3))),
    "a.zip": packed(
        {"a.warc": warc(range(1)), "b.html": page(STORY).encode(), "c.jsonl": json_lines(range(2))}
    ),
}


@pytest.mark.parametrize("name", CRAWLS)
@tries(40)
@given(several=blows)
def test_what_lies_in_damaged_archives_is_read_or_refused(
    tmp_path: Path, name: str, several: list[Blow]
) -> None:
    """Every document that is found in one."""
    path = tmp_path / name
    path.write_bytes(damaged(CRAWLS[name], several))
    for one in walked(path):
        assert len(one.record) == 64
        if isinstance(one, Document):
            with refused_at_most(name):
                reading.read_bytes(
                    one.data, one.name or one.about.url or "It", one.media, one.charset
                )
