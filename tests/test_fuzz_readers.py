"""Whatever is wrong with a document: it is read or refused, and the database is whole."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from archived import json_lines, table, walked, warc
from conftest import MINUTES
from damage import Blow, blows, damaged, odd_values, packed, places, tries, unpacked
from drafts import DRAFT, REVISED, revise, shelve
from fpdf import FPDF
from hypothesis import currently_in_test_context, event, given
from hypothesis import strategies as st
from sites import STORY, page
from test_documents import MARKDOWN, PAGE

from verify import reading
from verify.archives import Document
from verify.errors import VerifyError
from verify.records import Proof
from verify.store import bundling as rows_in
from verify.store import chain, transfer
from verify.store.locker import digest
from verify.workbench import Workbench, bundling
from verify.workbench.evidence import File

SECONDS = 20
"""That no small document may take, on a machine with much else to do."""


@contextmanager
def refused_at_most(what: str) -> Iterator[None]:
    """What is done here ends, well or with a refusal, and both are counted."""
    began = time.process_time()
    try:
        yield
        outcome = "read"
    except VerifyError as error:
        outcome = "refused" if "\n" not in str(error) else "refused in more than a line"
    assert "line" not in outcome
    if currently_in_test_context():
        event(f"{what}: {outcome}")
    assert time.process_time() - began < SECONDS


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


# Exports and bundles


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which something of most kinds has happened."""
    path = tmp_path_factory.mktemp("fuzz") / "verify.db"
    shelve(path, DRAFT, "harbour")
    with Workbench(path, actor="ana") as ana:
        ana.mark([1, 2], "confirmed", note="sure", evidence=["p. 4"])
        ana.mark([4], "incorrect", correction="on Tuesday")
        ana.assign([3], "ben")
        revise(path, REVISED, "harbour")
        ana.merge_sources(["Port Authority"], "Maria Lopez")
        ana.attach_file([3], File(MINUTES, "minutes.txt"), Proof("p. 2", kind="primary"))
        ana.undo()
    return path


@pytest.fixture(scope="module")
def lines(desk: Path) -> list[str]:
    """Its export."""
    with Workbench(desk, actor="ana") as ana:
        return [json.dumps(row, ensure_ascii=False) for row in ana.export()]


@pytest.fixture(scope="module")
def bundle(desk: Path) -> bytes:
    """Its article."""
    with Workbench(desk, actor="ana") as ana:
        return ana.bundle("harbour", {"report.md": "# Harbour\n"})


def held(path: Path) -> list[object]:
    """All that a database holds; null when there is none."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as db:
        return [db.execute(f"SELECT * FROM {table}").fetchall() for table in transfer.TABLES]


def is_taken_in_or_refused(path: Path, given: list[str] | bytes) -> None:
    """All of it, and the self-check can be asked; or nothing."""
    before = held(path)
    sides = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    with Workbench(path, actor="ben") as ben:
        taken = False
        with refused_at_most("bundle" if isinstance(given, bytes) else "import"):
            if isinstance(given, bytes):
                ben.unbundle(given, "fuzz")
            else:
                ben.import_(given)
            taken = True
            ben.check()
            ben.history()
    if not taken:
        assert held(path) == before
    else:
        for one in sides:
            one.unlink(missing_ok=True)


def spoilt(line: str, data: st.DataObject) -> str:
    """A line of JSON with another value somewhere, or without one."""
    value = json.loads(line)
    container, key = data.draw(st.sampled_from(places(value)))
    how = data.draw(st.sampled_from(["other", "other", "gone", "named"]))
    if how == "other":
        container[key] = data.draw(odd_values)
    elif how == "gone":
        del container[key]
    elif isinstance(container, dict):
        container["odd"] = container.pop(key)
    return json.dumps(value)


@tries(60)
@given(several=blows)
def test_a_damaged_export_is_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], several: list[Blow]
) -> None:
    """Bytes that are others, gone, put in, twice, or in another place."""
    told = damaged("\n".join(lines).encode(), several).decode("utf-8", "replace").split("\n")
    is_taken_in_or_refused(tmp_path_factory.getbasetemp() / "export.db", told)


@tries(150)
@given(data=st.data())
def test_an_export_with_odd_values_is_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    """Numbers without end, half letters, lists in place of words: in any line."""
    told = list(lines)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(told) - 1))
        told[at] = spoilt(told[at], data)
    is_taken_in_or_refused(tmp_path_factory.getbasetemp() / "odd.db", told)


@tries(60)
@given(several=blows)
def test_a_damaged_bundle_is_refused(
    tmp_path_factory: pytest.TempPathFactory, bundle: bytes, several: list[Blow]
) -> None:
    """Its archive is not whole."""
    path = tmp_path_factory.getbasetemp() / "bundle.db"
    is_taken_in_or_refused(other(path), damaged(bundle, several))


@tries(150)
@given(data=st.data())
def test_a_forged_bundle_is_refused(
    tmp_path_factory: pytest.TempPathFactory, bundle: bytes, data: st.DataObject
) -> None:
    """By somebody who knows how to make hashes fit, and puts odd values into its rows."""
    members = unpacked(bundle)
    manifest = json.loads(members.pop("manifest.json"))
    told = members["rows.jsonl"].decode().strip().split("\n")
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(told) - 1))
        told[at] = spoilt(told[at], data)
    relink(told, manifest)
    members["rows.jsonl"] = "".join(f"{line}\n" for line in told).encode()
    manifest["files"] = {name: digest(one) for name, one in members.items()}
    if data.draw(st.booleans()):
        manifest = json.loads(spoilt(json.dumps(manifest), data))
    members["manifest.json"] = json.dumps(manifest).encode()
    is_taken_in_or_refused(other(tmp_path_factory.getbasetemp() / "forged.db"), packed(members))


def relink(told: list[str], manifest: dict[str, Any]) -> None:
    """Make the log of spoilt rows a chain again, as far as it can be one."""
    before, events = chain.START.hash, 0
    for at, line in enumerate(told):
        try:
            value = json.loads(line)
            if value["table"] == "events":
                row = value["row"]
                row["hash"] = before = chain.linked(before, rows_in._hashed(row))
                told[at], events = json.dumps(value), events + 1
        except (KeyError, TypeError, ValueError):
            continue
    manifest["log"] = {"events": events, "hash": before}


def other(path: Path) -> Path:
    """A database with another article in it, made once."""
    if not path.exists():
        shelve(path, "It snowed 12% more in Varde.\n", "snow")
    return path


DEEP = "[" * 100_000


@pytest.mark.parametrize("line", [DEEP, f'{{"table": "claims", "row": {DEEP}}}', "1" * 100_000])
def test_an_export_nested_without_end(lines: list[str], tmp_path: Path, line: str) -> None:
    """It is told which line is wrong."""
    with (
        Workbench(tmp_path / "a.db", actor="ana") as ana,
        pytest.raises(VerifyError, match="Line 2"),
    ):
        ana.import_([lines[0], line])


def test_a_bundle_nested_without_end(bundle: bytes) -> None:
    """Its manifest is none."""
    with pytest.raises(VerifyError, match="no bundle"):
        bundling.opened(packed({**unpacked(bundle), "manifest.json": DEEP.encode()}))
