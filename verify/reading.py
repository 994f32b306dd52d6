"""A file or standard input → an article's text, and what had to be assumed to read it."""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from verify.errors import VerifyError

MAX_BYTES = 5_000_000
"""Larger files are refused unread: the longest articles have a twentieth of it."""

STDIN = "-"
"""The name of standard input."""

_BOMS = (
    # The four-byte mark of UTF-32 begins with the two of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_ODD_CHARACTER = re.compile("[^\x00-\x7f]")
# What English in another encoding looks like in Windows-1252: signs that no text has, and
# capitals that follow a small letter.
_ODD_PLACE = re.compile(
    "[^\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ‘’‚“”„–—…•†‡‹›«»€£¥¢§©®™°±²³·¼½¾¿¡ª\xa0\xad]|[a-zß-ÿ][À-ÖØ-Þ]"
).search
_HEADING_CHARACTERS = 120
_NAME_CHARACTERS = 60


class Reading(NamedTuple):
    """A text and where it came from.

    ``origin`` is the file's name, null for standard input; ``assumed`` says in words what the
    bytes did not say themselves, null when nothing had to be assumed.
    """

    text: str
    origin: str | None
    assumed: str | None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None


def read(name: str) -> Reading:
    """Read an article's text from a file, or from standard input when ``name`` is ``-``.

    Line ends stay as they are and a byte order mark is dropped. Raises VerifyError when there
    is no text in it: missing, a folder, empty, binary, or larger than MAX_BYTES.
    """
    if is_address(name):
        raise VerifyError(
            f"{name} is an address, which is not read here",
            "take it in with verify add, or save its text in a file; --url keeps the address",
        )
    shown = "Standard input" if name == STDIN else name
    data = _bytes(name, shown)
    if not data:
        raise _empty(shown)
    for signature, what in _FORMATS:
        if data.startswith(signature):
            raise VerifyError(f"{shown} is {what}", "save its words as plain text and read that")
    text, assumed = _decode(data, shown)
    if not any(character.isalnum() for character in text):
        raise _empty(shown)
    note = f"{shown}: {assumed}" if assumed else None
    return Reading(text, None if name == STDIN else name, note)


def is_address(name: str) -> bool:
    """Whether the name is that of a page of the web."""
    return re.match(r"https?://", name, re.IGNORECASE) is not None


def _bytes(name: str, shown: str) -> bytes:
    try:
        data = _at_most(sys.stdin.buffer) if name == STDIN else _of_file(Path(name))
    except OSError as error:
        hints = {
            FileNotFoundError: "check the name, or the folder you are in",
            IsADirectoryError: "name one file in it",
            PermissionError: "ask for the right to read it",
        }
        hint = hints.get(type(error), "check the disk and try again")
        raise VerifyError(f"{shown} cannot be read ({error.strerror})", hint) from error
    except ValueError as error:
        # A name with a NUL in it, which no file can have.
        raise VerifyError(f"{shown!r} cannot be a file's name", "check the name") from error
    if len(data) > MAX_BYTES:
        raise VerifyError(
            f"{shown} is larger than {MAX_BYTES // 1_000_000} MB, which no article is",
            "read its articles one by one",
        )
    return data


def _of_file(path: Path) -> bytes:
    with path.open("rb") as handle:
        return _at_most(handle)


def _at_most(handle: BinaryIO) -> bytes:
    """One byte more than allowed is enough to know that there is too much."""
    return handle.read(MAX_BYTES + 1)


def _empty(shown: str) -> VerifyError:
    return VerifyError(f"{shown} has no words in it", "give the article's text")


def _decode(data: bytes, shown: str) -> tuple[str, str | None]:
    """The text, and what was assumed. UTF-8 unless the bytes say otherwise or cannot be."""
    declared = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    encoding = declared or _wide(data) or "utf-8"
    controls = len(data) - len(data.translate(None, _CONTROLS))
    # A third is far above any text with stray NULs, and far below 16-bit text of any alphabet.
    if encoding in ("utf-8", "utf-8-sig") and controls * 3 > len(data):
        raise _binary(shown)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _binary(shown) from error
        # In random bytes one of nine is a control character, in no text one of fifty.
        if controls * 50 > len(data):
            raise _binary(shown) from error
        return _damaged(data) or _legacy(data, shown)
    unsaid = declared is None and encoding != "utf-8"
    return text, f"no encoding given, read as {encoding.upper()}" if unsaid else None


def _binary(shown: str) -> VerifyError:
    return VerifyError(f"{shown} is not text", "save the article's words as plain text")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: half the bytes of Latin letters are NUL, all on one side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 2.5 > len(data) / 2 > min(even, odd) * 20:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _damaged(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few broken bytes, told from other encodings by how few they are."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    if good < broken * 5:
        return None
    return text, f"not quite UTF-8, {broken} broken characters are shown as \ufffd"


def _legacy(data: bytes, shown: str) -> tuple[str, str]:
    if western := _western(data):
        return western, "not UTF-8, read as Windows-1252"
    # Only texts that are neither UTF-8 nor plainly English pay for the detector.
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    if (best := matches.best()) is None:
        raise _binary(shown)
    # The detector finds related code pages equally likely; this one is by far the commonest.
    if "cp1252" in {best.encoding, *best.could_be_from_charset}:
        return data.decode("cp1252", "replace"), "not UTF-8, read as Windows-1252"
    return str(best), f"not UTF-8, read as {best.encoding.replace('_', '-')}"


def _western(data: bytes) -> str | None:
    """The text in Windows-1252, when it is then English with a few quotes, dashes and accents.

    A detector of languages and letters has nothing to go by in three curly quotes, and guesses.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = _ODD_CHARACTER.findall(text)
    return text if len(odd) <= 3 + len(text) // 30 and not _ODD_PLACE(text) else None


def title_of(text: str, origin: str | None) -> str:
    """A title for a text that came without: its heading, else the file's name.

    A first line counts as a heading when it is short, does not end like a sentence, and more
    lines follow.
    """
    first, _, rest = text.strip().partition("\n")
    first = " ".join(first.split())
    if len(first) <= _HEADING_CHARACTERS and rest.strip() and not first.endswith(tuple(".!;:,")):
        return first
    if origin is not None:
        return Path(origin).stem
    return first if len(first) <= _NAME_CHARACTERS else first[:_NAME_CHARACTERS].rstrip() + "…"


def slug_of(origin: str | None) -> str | None:
    """A short name made from the file's: lower case, ASCII, hyphens; null when nothing is left.

    >>> slug_of("drafts/Été 2024 (final).txt")
    'ete-2024-final'
    """
    stem = Path(origin).stem if origin is not None else ""
    return hyphenated(stem)[:_NAME_CHARACTERS].strip("-") or None


def hyphenated(words: str) -> str:
    """Words as a slug is spelt: lower case, ASCII, hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def read_bytes(data: bytes, shown: str) -> Reading:
    """TEMPORARY until the readers land."""
    for signature, what in _FORMATS:
        if data.startswith(signature):
            raise VerifyError(f"{shown} is {what}", "save its words as plain text and read that")
    text, assumed = _decode(data, shown)
    return Reading(text, shown, assumed)
