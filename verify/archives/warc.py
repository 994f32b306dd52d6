"""Pages that a crawler kept (WARC) → documents with their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.archives.documents import MOST_INFLATED, ROOM, Document, at_most, broken
from verify.errors import VerifyError
from verify.records import Metadata

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from verify.archives.documents import Broken

_READ = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""What is read; pictures, scripts and styles are passed over."""

_CUT = "The archive is cut off here"


def in_warc(origin: str, handle: io.BufferedIOBase, size: int) -> Iterator[Document | Broken]:
    """The pages and PDF files of a WARC file of so many bytes.

    The day of the crawl stands in the origin. It is no day of publication: that is what the page
    says of itself, or unknown.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    inflated = 0
    try:
        for record in ArchiveIterator(handle):
            inflated += record.length or 0
            if inflated > ROOM + MOST_INFLATED * size:
                yield broken(origin, "It inflates more than text does: it may be a bomb")
                return
            found = _page(origin, record)
            if found is not None:
                yield found
            if _left(record):
                yield broken(origin, _CUT)
                return
    except ArchiveLoadFailed as error:
        why = str(error).strip().partition("\n")[0]
        yield broken(origin, f"It is no WARC file, or damaged: {why}")


def _page(origin: str, record: Any) -> Document | Broken | None:
    """A record's page; null when it is none."""
    if record.rec_type not in ("response", "resource"):
        return None
    http = record.http_headers
    media, charset = _media((http or record.rec_headers).get_header("Content-Type", ""))
    if media not in _READ or (http is not None and http.get_statuscode() != "200"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI", "")
    day = record.rec_headers.get_header("WARC-Date", "")[:10]
    place = f"{origin}!{url} ({day})"
    try:
        data = at_most(record.content_stream())
    except VerifyError as error:
        return broken(place, str(error))
    except Exception as error:  # whatever a damaged encoding makes the decoders raise
        return broken(place, f"The page cannot be unpacked: {error}")
    return (
        None
        if _left(record)
        else Document(place, data, None, Metadata(url=url or None), media, charset)
    )


def _left(record: Any) -> bool:
    """Whether a record ends before its length says so, once it has been read."""
    while record.raw_stream.read(1 << 16):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _media(told: str) -> tuple[str, str | None]:
    """A content type and its charset: ``text/html; charset=utf-8``."""
    media, _, rest = told.partition(";")
    name, _, charset = rest.partition("=")
    known = charset.strip().strip("\"'") if name.strip().lower() == "charset" else None
    return media.strip().lower(), known or None
