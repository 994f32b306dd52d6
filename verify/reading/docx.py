"""Word files: DOCX → its words as they stand once every change is accepted.

Comments, notes, headers, footers and text boxes are left out; so is what is struck out or hidden.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.reading.blocks import Reading, joined, language_of, line_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

MAX_INFLATED = 100_000_000
"""Bytes: a file that holds more is refused unread."""

_MAIN = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WITHIN = frozenset(
    "sdt sdtContent ins moveTo smartTag customXml hyperlink fldSimple dir bdo".split()
)
"""What may stand around paragraphs, rows or words without changing them."""

_SIGNS = {"tab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
_GONE = ("vanish", "strike", "dstrike")
_TITLES = frozenset({"Title", "Heading 1"})
_UNTITLED = frozenset({"", "word document", "untitled", "document", "python-docx"})
"""What programs write when nobody gave a title or a name."""


def in_docx(data: bytes, name: str, _: str | None = None) -> Reading:
    """The words of a Word file: a paragraph, a list's item, a table's row each a block.

    Raises VerifyError for another ZIP archive, a damaged file, and what inflates too far.
    """
    # Costs a fifth of a second to import, so only here.
    import docx

    hint = "open it, and save its words as .docx or as plain text"
    try:
        _check(data, name, hint)
        return _told(docx.Document(io.BytesIO(data)), name)
    except zipfile.BadZipFile as error:
        raise VerifyError(f"{name} is a damaged ZIP archive or office document", hint) from error
    except VerifyError:
        raise
    except Exception as error:
        # A damaged package, or one with macros, fails anywhere: in its ZIP, its XML, its parts.
        raise VerifyError(f"{name} cannot be opened as a Word file", hint) from error


def _check(data: bytes, name: str, hint: str) -> None:
    """Raise VerifyError for another archive, and for one that must not be inflated."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if _MAIN not in parts.namelist():
            raise VerifyError(f"{name} is a ZIP archive or an office document", hint)
        if sum(part.file_size for part in parts.infolist()) > MAX_INFLATED:
            raise VerifyError(f"{name} holds more than {MAX_INFLATED // 1_000_000} MB", hint)


def _told(document: Document, name: str) -> Reading:
    about = document.core_properties
    heading = next((one.text for one in document.paragraphs if _is_title(one.style)), None)
    return Reading(
        joined(line for block in _blocks(document.element.body) for line in block.split("\n")),
        name,
        None,
        title=line_of(heading) or _said(about.title),
        byline=_said(about.author),
        language=language_of(about.language),
        kind="docx",
    )


def _said(told: str | None) -> str | None:
    words = line_of(told)
    return None if words is None or words.lower() in _UNTITLED else words


def _is_title(style: object) -> bool:
    return getattr(style, "name", None) in _TITLES


def _blocks(parent: BaseOxmlElement) -> Iterator[str]:
    """The words of each paragraph and row, in the document's order."""
    begun = ""
    for child in parent.iterchildren():
        kind = _name(child)
        if kind == "p":
            words = begun + _words(child)
            # Without its mark a paragraph goes on in the next one.
            begun = words if _is_struck(child, "pPr/rPr") else ""
            if not begun:
                yield words
        elif kind == "tbl":
            yield from _rows(child)
        elif kind in _WITHIN:
            yield from _blocks(child)
    yield begun


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    for row in table.iterchildren():
        kind = _name(row)
        if kind in _WITHIN:
            yield from _rows(row)
        elif kind == "tr" and not _is_struck(row, "trPr"):
            yield row_of(_cells(row))


def _cells(row: BaseOxmlElement) -> Iterator[str]:
    for cell in row.iterchildren():
        kind = _name(cell)
        if kind in _WITHIN:
            yield from _cells(cell)
        elif kind == "tc":
            yield " ".join(_blocks(cell))


def _words(parent: BaseOxmlElement) -> str:
    """The words of a paragraph's runs, those put in later as well."""
    told = []
    for child in parent.iterchildren():
        kind = _name(child)
        if kind in _WITHIN:
            told.append(_words(child))
        elif kind == "r" and not any(_is_on(child, sign) for sign in _GONE):
            told.extend(_signs(child))
    return "".join(told)


def _signs(run: BaseOxmlElement) -> Iterator[str]:
    for part in run.iterchildren():
        kind = _name(part)
        yield part.text or "" if kind == "t" else _SIGNS.get(kind, "")


def _is_on(run: BaseOxmlElement, sign: str) -> bool:
    found = run.find(f"{_WORD}rPr/{_WORD}{sign}")
    return found is not None and found.get(f"{_WORD}val") not in ("0", "false", "off")


def _is_struck(element: BaseOxmlElement, where: str) -> bool:
    path = "/".join(f"{_WORD}{step}" for step in (*where.split("/"), "del"))
    return element.find(path) is not None


def _name(element: BaseOxmlElement) -> str:
    """The name of a part of Word's own; empty for anything else."""
    tag = element.tag
    return tag.removeprefix(_WORD) if isinstance(tag, str) and tag.startswith(_WORD) else ""
