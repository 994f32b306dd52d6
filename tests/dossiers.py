"""Dossiers for tests of the report, made by hand: one of the usual kind, and a hostile one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from verify.config import Config
from verify.records import (
    Article,
    ChangeRow,
    ClaimDetail,
    ClaimRow,
    Dossier,
    Event,
    Evidence,
    FieldChange,
    Finding,
    Head,
    Independence,
    Json,
    Note,
    Occurrence,
    Origin,
    SourceRow,
    Support,
    Version,
)

CONFIG = Config(Path("config.toml"))
NOW = "2026-03-04T05:06:07Z"
OLD = "The ferry carried 400 people. Lee denied it."
TEXT = (
    "Ferry news\n\nThe ferry carried 300 people. It sank, Ann Lee told Reuters.\nNobody knows why."
)
HOSTILE = "<script>alert(1)</script> \x1b[31m\u202ered\x00 | `x` [a](javascript:b) ![i](http://e)"


def attribution(**known: object) -> Json:
    found: Json = {"kind": "indirect", "act": "said", "speaker": "Ann Lee", "source_kind": "person"}
    return found | {"via": [], "candidates": [], "because": []} | known


def claim(words: str, **known: object) -> Json:
    start = TEXT.index(words)
    found: Json = {"text": words, "spans": [[start, start + len(words)]]}
    none: Json = {"quantities": [], "dates": [], "substitutions": [], "flags": [], "worth": []}
    return found | none | {"check_worthiness": 0.5} | known


def detail(number: int, found: Json, said: Json | None = None, **known: Any) -> ClaimDetail:
    """A claim of TEXT; ``known`` are fields of its row, notes and evidence."""
    (start, end) = found["spans"][0]
    more = {name: known.pop(name, ()) for name in ("notes", "evidence", "history")}
    row = ClaimRow(
        id=number,
        article="ferry",
        position=number,
        text=found["text"],
        kind="fact",
        quoted=False,
        status="unchecked",
        recheck=None,
        assignee=None,
        verdict_by=None,
        signed_off_by=None,
        correction=None,
        sources=(),
        relays=0,
        candidates=(),
        worth=0.5,
        flags=(),
        removed=False,
    )._replace(**known)
    quote = TEXT[start:end]
    now = Occurrence(2, number, found["text"], quote, (start, end), found, said)
    return ClaimDetail(row, now, TEXT, 0, ((start, end),), (), occurrences=(now,), **more)


def event(number: int, actor: str, action: str, *changes: FieldChange) -> Event:
    return Event(
        number, NOW, actor, action, "ferry", 2, 1, None, None, changes, number, None, False
    )


def ferry() -> ClaimDetail:
    """A claim with everything there can be: figure, correction, evidence, sign-off, re-check."""
    figure = {"text": "300 people", "value": 300.0, "high": None, "unit": "person"}
    return detail(
        1,
        claim(
            "The ferry carried 300 people.",
            quantities=[{**figure, "comparator": "="}],
            flags=[{"rule": "no_source", "detail": "a figure that nobody stands behind"}],
        ),
        status="incorrect",
        correction="298, not 300",
        recheck="400 → 300",
        verdict_by="ana",
        signed_off_by="ben",
        notes=(Note(NOW, "ana", "rang the harbour"),),
        evidence=(Evidence(1, 1, "https://example.org/list", "page 3", NOW, "ana"),),
        history=(
            event(1, "ana", "marked", FieldChange("status", "unchecked", "incorrect")),
            event(2, "ben", "signed-off", FieldChange("signed_off_by", None, "ben")),
        ),
    )


def sank() -> ClaimDetail:
    """A relayed claim with a word that stands for another."""
    start = TEXT.index("It sank")
    replaced = {"text": "It", "span": [start, start + 2], "to": ["The ferry"], "at": [0, 9]}
    reason = {"rule": "pronoun", "detail": "the only thing that can sink", "span": None}
    found = claim("It sank", substitutions=[{**replaced, "because": [reason]}])
    return detail(
        2,
        {**found, "text": "The ferry sank."},
        attribution(via=["Reuters"], because=[{"rule": "told", "detail": "“told” frames it"}]),
        sources=("Ann Lee", "Reuters"),
        relays=1,
        status="confirmed",
        verdict_by="ana",
    )


def change(kind: str, before: str | None, after: str | None, **known: Any) -> ChangeRow:
    sides = [{"text": text} if text is not None else None for text in (before, after)]
    row = ChangeRow(kind, False, (), sides[0], sides[1], 0, 0, ())
    return row._replace(**known)


def dossier(*claims: ClaimDetail, **known: Any) -> Dossier:
    claims = claims or (ferry(), sank(), detail(3, claim("Nobody knows why."), attribution()))
    fields: Json = dict.fromkeys(Article._fields, 1)
    fields |= {"slug": "ferry", "title": "Ferry news", "url": "https://example.org/ferry"}
    fields |= {
        "byline": "Lena Fischer",
        "publisher": "Daily Planet",
        "published": "2026-03-01",
        "language": "en",
    }
    article = Article(
        **fields
        | {"added_at": NOW, "added_by": "ana", "claims": len(claims)}
        | {"latest": 2, "versions": 2}
    )
    statuses = [one.row.status for one in claims]
    return Dossier(
        article=article,
        versions=(
            Version(1, 1, OLD, "a" * 64, NOW, "ana", None),
            Version(2, 2, TEXT, "b" * 64, NOW, "ana", None),
        ),
        claims=claims,
        removed=(),
        counts={status: statuses.count(status) for status in statuses},
        sources=(SourceRow(1, "Ann Lee", "person", ("Lee",), 1, {"confirmed": 1}),),
        changes=(
            change("changed", "It carried 400 people.", "It carried 300 people.", claim_id=1),
            change("removed", "Lee denied it.", None),
            change("unchanged", "Same.", "Same.", moved=False),
        ),
        checkers=("ana", "ben"),
        made_at=NOW,
        log=Head(1_234, "d" * 64),
    )._replace(**known)


def hostile() -> Dossier:
    """Somebody else's words wherever somebody else's words can be."""
    words = detail(
        7,
        {**claim("Nobody knows why."), "text": HOSTILE},
        attribution(because=[{"rule": "r", "detail": HOSTILE}]),
        sources=(HOSTILE,),
        recheck=HOSTILE,
        correction=HOSTILE,
        status="incorrect",
        verdict_by=HOSTILE,
        assignee=HOSTILE,
        notes=(Note(NOW, HOSTILE, HOSTILE),),
        evidence=(Evidence(1, 7, "javascript:alert(1)", HOSTILE, NOW, HOSTILE),),
    )
    found = dossier(words)
    return found._replace(
        article=found.article._replace(title=HOSTILE, publisher=HOSTILE, url=HOSTILE),
        sources=(SourceRow(1, HOSTILE, "person", (HOSTILE,), 1, {}),),
        changes=(change("changed", "x " + HOSTILE, HOSTILE, facets=("figure",)),),
        checkers=(HOSTILE,),
    )


def full() -> Dossier:
    """One of everything a report tells: evidence of each kind, what was not possible, findings."""
    return dossier(
        ferry(),
        sank()._replace(
            evidence=(
                Evidence(
                    *(2, 2, "p. 4", "the wreck", NOW, "ana", "primary", "supports"),
                    quote="found at 40 metres",
                    consulted="2026-03-02",
                    origin="https://example.org/wreck.pdf",
                    sha256="c" * 64,
                    title="Survey of the wreck",
                    publisher="Harbour office",
                    published="2026-02-28",
                ),
            ),
            history=(event(3, "ana", "marked"),),
        ),
        detail(
            3,
            claim(
                "Nobody knows why.",
                spans=[
                    [TEXT.index("Nobody"), TEXT.index("Nobody") + 6],
                    [TEXT.index("why"), TEXT.index("why") + 3],
                ],
            ),
            attribution(speaker=None, source_kind="anonymous"),
            status="unverifiable",
            verdict_by="ana",
            notes=(Note(NOW, "ana", "the inquiry is closed to the public"),),
            history=(
                event(4, "ana", "marked")._replace(note="the inquiry is closed to the public"),
            ),
        ),
        independence=(
            Independence(1, (), 0, 0, "one primary source"),
            Independence(
                2,
                (
                    Origin(
                        "Ann Lee", "person", (Support("Reuters", ("Ann Lee", "Reuters"), "told"),)
                    ),
                ),
                1,
                0,
                "a second look",
            ),
            Independence(3, (), 0, 0, ""),
        ),
        findings=(
            Finding("single-origin", 2, "only Ann Lee"),
            Finding("circular", None, "Reuters and Ann Lee quote each other"),
        ),
    )
