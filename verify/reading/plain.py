"""Plain text: bytes → its characters, and what had to be assumed to read them."""

from __future__ import annotations

import codecs
import re

from verify.errors import VerifyError
from verify.reading.blocks import Reading

_BOMS = (
    # The four-byte mark of UTF-32 begins with the two of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_ODD_CHARACTER = re.compile("[^\x00-\x7f]")
# What another encoding looks like in Windows-1252: signs that no text has, capitals that follow
# a small letter, and signs of a number or a price between two letters.
_ODD_PLACE = re.compile(
    "[^\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ‘’‚“”„–—…•†‡‹›«»€£¥¢§©®™°±²³·¼½¾¿¡ª\xa0\xad]"
    "|[a-zß-ÿ][À-ÖØ-ÞŒŠŽŸ]|[a-zß-ÿ][±°²³¼½¾§£¥€ª¡¿©®™†][a-zß-ÿ]"
).search


_WESTERN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
"""Names under which the web means Windows-1252."""

_NO_ENCODINGS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
"""Which Python knows and no browser reads: for names of sites and for programs. Some take hours for
a long text, some make half characters of it.
"""


def in_text(data: bytes, name: str, charset: str | None = None) -> Reading:
    """Plain text as it is, sign by sign. Raises VerifyError for what is no text."""
    text, assumed = as_told(data, charset) or decode(data, name)
    return Reading(text, name, f"{name}: {assumed}" if assumed else None)


def as_told(data: bytes, charset: str | None) -> tuple[str, None] | None:
    """The text in the encoding that its sender names; null when it is not in that one."""
    if not charset or any(data.startswith(mark) for mark, _ in _BOMS):
        return None
    try:
        known = codecs.lookup("cp1252" if charset.lower() in _WESTERN else charset)
        return None if known.name in _NO_ENCODINGS else (data.decode(known.name), None)
    except (LookupError, ValueError):  # of these is every UnicodeError
        return None


def decode(data: bytes, shown: str) -> tuple[str, str | None]:
    """The text, and what was assumed. UTF-8 unless the bytes say otherwise or cannot be.

    Line ends stay as they are and a byte order mark is dropped. Raises VerifyError for what is
    no text.
    """
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
    """The text in Windows-1252, when it is then mostly ASCII, with quotes, dashes and accents.

    A detector of languages and letters has nothing to go by in three curly quotes, or in a
    sentence of French, and guesses.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = _ODD_CHARACTER.findall(text)
    # Czech would be a language with both, which there is none of.
    eastern = ("ø" in odd and not set(odd).isdisjoint("ìšž")) or _ODD_PLACE(text)
    return text if len(odd) <= 3 + len(text) // 6 and not eastern else None
