"""CheckThat! 2019 → debates: each line's evidence, and whether fact-checkers picked it.

The corpus (Atanasova et al. 2019) is a folder with one tab-separated file a debate: line number,
speaker, sentence, label. A line is read as a paragraph.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from claims import language, text
from claims.attribution import attribute
from claims.dates import find_dates
from claims.extraction import Voices, paragraphs_found, read_trees
from claims.extraction.worth.scoring import Evidence, seen
from claims.quantities import find_quantities
from claims.references import resolve


class Line(NamedTuple):
    """One line of a debate; ``claims`` says whether any claim is found in it."""

    number: str
    evidence: Evidence
    claims: bool
    picked: bool


class Debate(NamedTuple):
    """One debate, by the name of its file."""

    name: str
    lines: list[Line]


def read(folder: Path) -> list[Debate]:
    """Every debate of a folder, in order of name: some minutes for all nineteen."""
    return [Debate(path.stem, _lines(path)) for path in sorted(folder.glob("*.tsv"))]


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    parse = language.parse(text.read("\n\n".join(row[2] for row in rows)))
    dates, references = find_dates(parse, None), resolve(parse)
    quantities = find_quantities(parse, dates)
    voices = Voices(attribute(parse, references))
    found = paragraphs_found(parse, read_trees(parse), voices, references, quantities, dates)
    assert len(found) == len(rows), f"{path.name}: {len(rows)} lines read as {len(found)}"
    return [
        Line(row[0], seen(whole), claiming, row[-1] == "1")
        for row, (whole, claiming) in zip(rows, found, strict=True)
    ]
