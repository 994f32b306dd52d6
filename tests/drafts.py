"""Articles for tests of the application: extractions made by hand, without a language model.

Each line of a draft is one sentence and one claim; "Name: words" is said by Name, and percentages
are its figures. ``shelve`` puts a draft into a database as ``verify add`` does.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from claims.models import Attribution, Claim, Extraction, Quantity, Reason, Sentence, Span
from verify.records import AddSummary, ClaimRow, Metadata
from verify.store import articles, connection
from verify.workbench import Workbench, adding, revising

DRAFT = """\
Exports rose 64% last year.
Maria Lopez: The port will close in June.
Port Authority: Nobody will lose a job.
The council met on Monday.
"""
REVISED = """\
Exports rose 54% last year.
Maria Lopez: The port will close in June.
The council met on Monday.
The mayor resigned.
"""


def draft(text: str) -> Extraction:
    """The extraction of a draft."""
    sentences: list[Sentence] = []
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    for line in re.finditer(r"[^\n]+", text):
        span = Span(line.start(), line.end())
        speaker, colon, _ = line.group().partition(": ")
        figures = tuple(
            Quantity(
                text=figure.group(),
                span=Span(line.start() + figure.start(), line.start() + figure.end()),
                value=float(figure[1]),
                unit="percent",
            )
            for figure in re.finditer(r"([0-9]+)%", line.group())
        )
        if colon:
            attributions.append(
                Attribution(content=(span,), kind="direct", speaker=speaker, source_kind="person")
            )
        claims.append(
            Claim(
                text=line.group(),
                spans=(span,),
                sentence=len(sentences),
                attribution=len(attributions) - 1 if colon else None,
                sources=(speaker,) if colon else (),
                source_kinds=("person",) if colon else (),
                quantities=figures,
                check_worthiness=0.9 if figures else 0.2,
                flags=(Reason(rule="unsourced", detail="no source"),) if figures else (),
            )
        )
        sentences.append(Sentence(span=span, paragraph=len(sentences)))
    return Extraction(text=text, sentences=sentences, attributions=attributions, claims=claims)


def shelve(path: Path, text: str, slug: str, *, actor: str = "ana") -> AddSummary:
    """Add a draft as a new article."""
    with closing(connection.connect(path, create=True)) as db, connection.writing(db, path):
        return adding.add_article(db, draft(text), Metadata(slug=slug), actor, "unchecked")


def revise(path: Path, text: str, slug: str, *, actor: str = "ana") -> AddSummary:
    """Add a draft as the next version of an article."""
    with closing(connection.connect(path)) as db, connection.writing(db, path):
        article = articles.named(db, slug)
        return revising.add_version(db, article, draft(text), None, actor, "unchecked")


def claim(desk: Workbench, number: int) -> ClaimRow:
    """A claim as it now stands."""
    return desk.show(number).row
