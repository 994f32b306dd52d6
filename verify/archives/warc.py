"""Pages that a crawler kept (WARC) → documents with their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.archives.documents import (
    MOST_INFLATED,
    ROOM,
    CutOff,
    Document,
    TooLarge,
    at_most,
    broken,
)
from verify.errors import VerifyError
from verify.records import Metadata

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from verify.archives.documents import Broken

_READ = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""What is read; pictures, scripts and styles are passed over."""

_LONGEST_LINE = 100_000
_BOMB = "It inflates more than text does: it may be a bomb"


def in_warc(origin: str, handle: io.BufferedReader[Any], size: int) -> Iterator[Document | Broken]:
    """The pages and PDF files of a WARC file of so many bytes.

    The day of the crawl stands in the origin. It is no day of publication: that is what the page
    says of itself, or unknown.
    """
    inflated = 0
    try:
        archive = _opened(handle)
        for record in archive:
            inflated += record.length or 0
            if inflated > ROOM + MOST_INFLATED * size:
                yield broken(origin, _BOMB)
                return
            found = None if archive.err_count else _page(origin, record)
            if found is not None:
                yield found
            if _left(record) or archive.err_count:
                yield broken(origin, "The archive is cut off or damaged here")
                return
    except (TooLarge, CutOff):
        raise
    except Exception as error:  # warcio stumbles over damage in many ways
        why = str(error).strip().partition("\n")[0]
        yield broken(origin, f"It is no WARC file, or damaged: {why}")


def _opened(handle: io.BufferedReader[Any]) -> Any:
    """warcio's iterator, held back from reading lines without end, which only headers have, and
    from printing what stands between records.
    """
    from warcio.archiveiterator import ArchiveIterator

    archive = ArchiveIterator(_AtHand(handle))
    archive.INC_RECORD = ""
    unbounded = archive.reader.readline

    def readline(length: int | None = None) -> bytes:
        line: bytes = unbounded(min(length or _LONGEST_LINE, _LONGEST_LINE))
        if len(line) >= _LONGEST_LINE:
            raise TooLarge
        return line

    archive.reader.readline = readline
    return archive


class _AtHand:
    """A stream that gives what it has rather than waiting for more, which may be damaged."""

    def __init__(self, handle: io.BufferedReader[Any]) -> None:
        self.read = handle.read1


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
    except (TooLarge, CutOff):
        raise
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
