"""Walking through archives: every format, and none that can hurt."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from archived import documents, json_lines, page, shelf, story, table, walked, warc, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verify.archives import Broken, Document, Meter, Whole, size, walk
from verify.errors import VerifyError

MEGABYTE = 1_000_000


@contextmanager
def bounded(megabytes: int) -> Iterator[None]:
    """What is done here may not take long, nor more memory than that."""
    tracemalloc.start()
    try:
        began = time.process_time()
        yield
        assert time.process_time() - began < 30
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file."""
    path = folder / name
    path.write_bytes(data)
    return path


def reasons(*paths: Path) -> dict[str, str]:
    """What is broken, by its file's or member's name, and why."""
    found = [one for one in walked(*paths) if isinstance(one, Broken)]
    return {Path(one.origin).name: one.reason for one in found}


def test_every_format_gives_its_documents(tmp_path: Path) -> None:
    """Each with its words and where it lies; hidden files, pictures and missing pages are none."""
    found = documents(shelf(tmp_path / "shelf"))
    numbers = [n for one in found for n in range(1, 17) if f"Elmsworth {n} ".encode() in one.data]
    assert sorted(numbers) == list(range(1, 17))
    assert len({one.record for one in found}) == 16
    places = {str(one.origin).removeprefix(f"{tmp_path}/shelf/") for one in found}
    assert {
        *("a.txt", "c.txt.gz", "d.jsonl:2", "e.ndjson.gz:1", "f.csv:3"),
        *("h.warc.gz!https://example.org/11 (2025-05-09)", "inner/j.zip!three.zip!in/four.md"),
    } <= places


def test_fields_and_columns_become_what_is_known_of_an_article(tmp_path: Path) -> None:
    """Whatever capitals they have; the day also as feeds write it, and none where it is none."""
    lines = [
        {"Body": "Words.", "Headline": " A  title ", "link": "https://example.org/1", "id": 7},
        {"text": "", "content": "Words.", "date": "Thu, 08 May 2025 10:00:00 GMT"},
        {"text": "Words.", "published": "2025-05-08T10:00:00Z", "author": "Ann Lee"},
        {"text": "Words.", "published": "spring", "site": "Daily Planet"},
    ]
    data = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    one, two, three, four = (one.about for one in documents(put(tmp_path, "a.jsonl", data)))
    assert (one.title, one.url, one.slug) == ("A title", "https://example.org/1", "7")
    assert two.published == three.published == date(2025, 5, 8)
    assert (three.byline, four.publisher, four.published) == ("Ann Lee", "Daily Planet", None)
    for delimiter in ",;\t":
        [row] = documents(put(tmp_path, "a.csv", table(range(1, 2), delimiter)))
        assert (row.about.title, row.about.publisher) == ("Tale 1", "Daily Planet")
        assert row.about.published == date(2025, 5, 8)


def test_a_page_of_a_crawl_has_its_address_and_no_day_of_publication(tmp_path: Path) -> None:
    """The day of the crawl stands in the origin: when the page was published it does not tell."""
    [found] = documents(put(tmp_path, "a.warc.gz", warc(range(1, 2))))
    assert found.about.url == "https://example.org/1"
    assert found.about.published is None
    assert (found.media, found.charset) == ("text/html", "utf-8")
    assert found.data == page(1).encode()


def test_a_record_is_known_wherever_it_lies(tmp_path: Path) -> None:
    """The same line in another file is the same record; another day of it is another one."""
    line = json_lines(range(1, 2))
    one, two, three = (
        documents(put(tmp_path, name, data))[0]
        for name, data in (
            ("a.jsonl", line),
            ("b.ndjson.gz", gzip.compress(b"\n\n" + line)),
            ("c.jsonl", line.replace(b"2025", b"2024")),
        )
    )
    assert one.record == two.record != three.record


def test_broken_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    """Each is told with its number and its reason."""
    bad = [b'{"text": ', b"[1]", b'{"title": "x"}', b'{"text": "\xff"}', b"[" * 100_000]
    data = b"\n".join([*bad, b'{"text": "' + b"a" * 21 * MEGABYTE + b'"}']) + b"\n"
    path = put(tmp_path, "a.jsonl", data + json_lines(range(1, 2)))
    with bounded(120):
        found = walked(path)
    assert [type(one).__name__ for one in found] == [*["Broken"] * 6, "Document", "Whole"]
    assert found[-2].origin == f"{path}:7"
    told = [one.reason for one in found if isinstance(one, Broken)]
    for part, reason in zip(
        ("not JSON", "not an object", "no text", "not UTF-8", "nested", "20 MB"), told, strict=True
    ):
        assert part in reason


def test_a_table_is_read_until_it_cannot_be(tmp_path: Path) -> None:
    """A quotation mark that is never closed swallows the rest, but not the memory."""
    rest = b'T,"' + b"word, " * 6 * MEGABYTE
    path = put(tmp_path, "a.csv", table(range(1, 3)) + rest)
    with bounded(150):
        found = walked(path)
    assert [type(one).__name__ for one in found] == ["Document", "Document", "Broken"]
    row, _ = walked(put(tmp_path, "b.csv", b"text\n\xff\xfe\n"))
    assert isinstance(row, Broken)
    assert "UTF-8" in row.reason


def test_what_is_cut_off_or_damaged_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """The whole documents before the damage are there, and the archive is told."""
    crawl = warc(range(1, 4), packed=False)
    cut = crawl.index(b"https://example.org/3") + 400
    packed = gzip.compress(json_lines(range(1, 400)))
    for name, data, most in (
        ("a.warc", crawl[:cut], 2),
        ("b.warc.gz", warc(range(1, 4))[:1400], 3),
        ("c.jsonl.gz", packed[: len(packed) // 2], 300),
        ("d.jsonl.gz", b"not packed at all", 0),
        ("e.zip", zipped(a__txt=story(1).encode())[:-30], 0),
        ("f.txt.gz", gzip.compress(story(1).encode())[:-20], 0),
        ("g.warc", b"this is no archive\n" * 9, 0),
    ):
        found = walked(put(tmp_path, name, data))
        read = [one for one in found if isinstance(one, Document)]
        told = [one for one in found if isinstance(one, Broken)]
        assert len(told) == 1, name
        assert not any(isinstance(one, Whole) for one in found), name
        assert len(read) <= most, name
        assert bool(read) == bool(most), name


def test_a_crawl_cut_at_any_byte_is_never_taken_for_whole_pages(tmp_path: Path) -> None:
    """A page is all there, or not read."""
    data = warc(range(1, 3), packed=False)
    for end in range(0, len(data), 37):
        for one in documents(put(tmp_path, "a.warc", data[:end])):
            assert one.data in (page(1).encode(), page(2).encode())


def test_bombs_are_told_and_not_unpacked(tmp_path: Path) -> None:
    """Zeros in a member, in all members, in gzip, in a crawl; archives in archives in archives."""
    zeros = bytes(300 * MEGABYTE)
    line = gzip.compress(zeros)
    nested = story(1).encode()
    for _ in range(6):
        nested = zipped(a__zip=nested)
    crawl = warc(range(1, 2), packed=False)
    head, body = crawl.split(b"Content-Type: text/html", 1)
    large = head.replace(b"Content-Length: ", b"Content-Length: 99999") + b"Content-Type: text/html"
    many = {f"m{n}__txt": zeros[: MEGABYTE - 1] for n in range(160)}
    for name, data in (
        ("a.zip", zipped(zeros__txt=zeros)),
        ("b.jsonl.gz", line),
        ("c.txt.gz", line),
        ("d.zip", nested),
        ("e.zip", zipped(**many)),
        ("f.warc.gz", gzip.compress(large + body + zeros)),
        ("g.zip.gz", gzip.compress(zeros)),
    ):
        path = put(tmp_path, name, data)
        with bounded(150):
            told = [one.reason for one in walk([path], Meter()) if isinstance(one, Broken)]
        assert any(why in reason for reason in told for why in ("bomb", "deep", "20 MB")), name


def test_members_that_lead_out_of_a_zip_are_refused(tmp_path: Path) -> None:
    """Upwards, from the root, onto another drive, through a link; the others are read."""
    out = io.BytesIO()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../up.txt", "/root.txt", "C:drive.txt", "a/..\\..\\back.txt", "fine.txt"):
            archive.writestr(name, story(1))
        archive.writestr(link, "/etc/passwd")
    path = put(tmp_path, "a.zip", out.getvalue())
    assert [one.name for one in documents(path)] == ["fine.txt"]
    told = reasons(path)
    assert len(told) == 5
    assert told.pop("a.zip!link.txt", told.pop("link.txt", "")) == "It is a symbolic link"
    assert set(told.values()) == {"Its name leads out of the archive"}


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    """Nobody is asked for a password."""
    data = bytearray(zipped(a__txt=story(1).encode()))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert list(reasons(put(tmp_path, "a.zip", bytes(data))).values()) == [
        "It is locked with a password"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are of another kind there")
def test_folders_are_read_without_what_is_no_file(tmp_path: Path) -> None:
    """A pipe would never end, and a link to a folder above would never either."""
    folder = tmp_path / "folder"
    folder.mkdir()
    put(folder, "a.txt", story(1).encode())
    os.mkfifo(folder / "pipe.txt")
    (folder / "nowhere.txt").symlink_to(folder / "missing.txt")
    (folder / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [one.name for one in documents(folder)] == ["a.txt"]
    assert reasons(folder).keys() == {"pipe.txt", "nowhere.txt", "loop"}
    with pytest.raises(VerifyError, match="missing"):
        size([tmp_path / "missing"])


def test_memory_does_not_grow_with_an_archive(tmp_path: Path) -> None:
    """Nine megabytes of stories pass through in a few."""
    path = put(tmp_path, "a.jsonl", json_lines(range(300)) * 100)
    meter = Meter()
    with bounded(5):
        assert sum(isinstance(one, Document) for one in walk([path], meter)) == 30_000
    assert meter.done == size([path])


SMALL = {
    "a.jsonl": json_lines(range(3)),
    "a.jsonl.gz": gzip.compress(json_lines(range(3))),
    "a.csv": table(range(3)),
    "a.warc": warc(range(2), packed=False),
    "a.warc.gz": warc(range(2)),
    "a.zip": zipped(a__txt=story(1).encode(), b__zip=zipped(c__csv=table(range(2)))),
}


@given(st.sampled_from(sorted(SMALL)), st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_stops_a_walk(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Whatever bytes are others, cut off or put in, the walk ends, and tells only what it tells."""
    spoilt = bytearray(SMALL[name])
    for _ in range(data.draw(st.integers(0, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(spoilt)))
    more = data.draw(st.binary(max_size=20))
    path = put(tmp_path, name, bytes(spoilt[:end]) + more)
    for one in walked(path):
        assert isinstance(one, (Document, Broken, Whole))
        assert len(one.record) == 64
