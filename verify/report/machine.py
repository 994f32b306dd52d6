"""Records as machines read them: JSON, and CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from verify.report.wording import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula, also after white space (OWASP, "CSV
# Injection"); a plain negative number is none.
_FORMULA = r"\s*[=+\-@＝＋－＠]"
_NUMBER = r"-?\d+(\.\d+)?"

# Allowed in JSON as they are, but a terminal obeys the first and is misled by the others.
_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

_LEAVES = frozenset({str, int, float, bool, type(None)})


def json_text(value: object, indent: int | None = 2) -> str:
    """The value as JSON. What a terminal would obey is escaped, which JSON readers undo."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text)


def plain(value: object) -> Any:
    """Records (named tuples) as objects with their fields' names, also inside other values."""
    if type(value) in _LEAVES:  # most are
        return value
    if hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows as CSV, cells quoted where needed."""
    # Imported late: most commands print none.
    import csv
    import io

    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return sheet.getvalue()


def cell(value: object) -> str:
    """A value as one cell; an apostrophe keeps a spreadsheet from running it.

    >>> cell('=HYPERLINK("http://evil.example")')
    '\\'=HYPERLINK("http://evil.example")'
    >>> cell(("Dmitry Peskov", "TASS")), cell(None), cell(True), cell(-5)
    ('Dmitry Peskov; TASS', '', 'yes', '-5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if _has_parts(value):
        return cell(json_text(value, indent=None))
    if isinstance(value, dict):
        value = [f"{name} {part}" for name, part in value.items()]
    if isinstance(value, list | tuple):
        value = "; ".join(map(_member, value))
    # One line: some readers end the row at any line end, and the file at a NUL.
    text = inert(str(value))
    return "'" + text if re.match(_FORMULA, text) and not re.fullmatch(_NUMBER, text) else text


def _member(value: object) -> str:
    """One of several values in a cell; what has parts of its own is told as JSON."""
    parts = isinstance(value, dict) or _has_parts(value)
    return json_text(value, indent=None) if parts else str(value)


def _has_parts(value: object) -> bool:
    """Whether it is a record that does not tell itself in words."""
    return hasattr(value, "_asdict") and type(value).__str__ is object.__str__
