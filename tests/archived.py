"""Archives for tests, written by the libraries that others write them with."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verify.archives import Document, Meter, Walked, walk


def story(number: int) -> str:
    """A short article of its own for each number: three claims, one with a source."""
    return (
        f"Port {number} opens\n\nThe port of Elmsworth {number} handled {number + 10}% more cargo"
        f" in April, Ann Lee told Reuters.\n\nThe mayor said {number + 3} ships came.\n"
    )


def json_lines(numbers: range) -> bytes:
    """Stories as JSON Lines."""
    lines = [{"id": f"Story {n}", "body": story(n), "date": "2025-05-08"} for n in numbers]
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def table(numbers: range, delimiter: str = ",") -> bytes:
    """Stories as a table."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerow(["Title", "Text", "Published", "Source"])
    rows.writerows([f"Tale {n}", story(n), "2025-05-08", "Daily Planet"] for n in numbers)
    return out.getvalue().encode()


def page(number: int) -> str:
    """A story as a page of the web."""
    title, *rest = story(number).strip().split("\n\n")
    told = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}"
        "</article></body></html>"
    )


def warc(numbers: range, *, packed: bool = True) -> bytes:
    """Stories as a crawler keeps them: beside a picture, and a page that was not found."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    kept = [(f"/{n}", "200 OK", "text/html; charset=utf-8", page(n)) for n in numbers]
    kept += [("/a.png", "200 OK", "image/png", "x"), ("/b", "404 Not Found", "text/html", page(0))]
    for path, status, media, body in kept:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://example.org{path}",
            "response",
            payload=io.BytesIO(body.encode()),
            length=len(body.encode()),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2025-05-09T10:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    """A ZIP archive; of names, ``__`` stands for a dot and ``___`` for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), data)
    return out.getvalue()


def shelf(folder: Path) -> Path:
    """A folder with an archive of every format: stories 1 to 16."""
    (folder / "inner").mkdir(parents=True)
    files = {
        "a.txt": story(1).encode(),
        "b.html": page(2).encode(),
        "c.txt.gz": gzip.compress(story(3).encode()),
        "d.jsonl": json_lines(range(4, 6)),
        "e.ndjson.gz": gzip.compress(json_lines(range(6, 8))),
        "f.csv": table(range(8, 10)),
        "g.csv.gz": gzip.compress(table(range(10, 11), ";")),
        "h.warc.gz": warc(range(11, 12)),
        "i.warc": warc(range(12, 13), packed=False),
        "inner/j.zip": zipped(
            one__txt=story(13).encode(),
            two__jsonl=json_lines(range(14, 15)),
            three__zip=zipped(in___four__md=b"# A heading\n\n" + story(15).encode()),
            five__warc__gz=warc(range(16, 17)),
        ),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / ".hidden").write_text("not read", encoding="utf-8")
    return folder


def walked(*paths: Path) -> list[Walked]:
    """All that a walk comes upon."""
    return list(walk(paths, Meter()))


def documents(*paths: Path) -> list[Document]:
    """Its documents."""
    return [one for one in walked(*paths) if isinstance(one, Document)]
