"""The report for machines: JSON with everything, CSV with a row for each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.report.machine import csv_text, json_text

if TYPE_CHECKING:
    from verify.report.entries import Entry
    from verify.report.outline import Outline

_COLUMNS = (
    *("id", "paragraph", "status", "recheck", "text", "quote", "sources", "figures", "dates"),
    *("substitutions", "correction", "notes", "evidence", "checked", "signed_off", "assignee"),
    *("suggestions", "who", "impossible", "origins", "enough", "lacks", "findings"),
)


def as_json(outline: Outline) -> str:
    """A summary, and the dossier it was made of."""
    dossier = outline.dossier
    sourcing = outline.sourcing
    names = dict.fromkeys([*(one.name for one in outline.config.statuses), *dossier.counts])
    summary = {
        "claims": len(dossier.claims),
        "counts": {name: dossier.counts[name] for name in names if name in dossier.counts},
        "open": [entry.id for entry in outline.open],
        "wrong": [{"id": one.id, "correction": one.correction} for one in outline.wrong],
        "not_enough": [{"id": one.id, "lacks": one.lacks} for one in outline.thin],
        "not_possible": [{"id": one.id, "why": one.impossible} for one in outline.impossible],
        "findings": outline.findings,
        "sourcing": {name: count for name, count in sourcing._asdict().items() if name != "rows"},
        "changes": outline.change_counts,
        "checked_by": dossier.checkers,
        "redacted": outline.redacted,
    }
    return json_text({"summary": summary, **dossier._asdict()}) + "\n"


def as_csv(outline: Outline) -> str:
    """A row for each claim, in the article's order."""
    return csv_text(_COLUMNS, map(_row, outline.entries))


def _row(entry: Entry) -> list[object]:
    values = {**entry._asdict(), "status": entry.status.name}
    return [values[column] for column in _COLUMNS]
