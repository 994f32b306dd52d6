"""The report in its four forms: what it says, and that nobody's words can break it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from verify.config import STATUSES, Config, Status
from verify.records import (
    Article,
    ChangeRow,
    ClaimDetail,
    ClaimRow,
    Dossier,
    Event,
    Evidence,
    FieldChange,
    Json,
    Note,
    Occurrence,
    SourceRow,
    Version,
)
from verify.report import FORMS, open_claims, render
from verify.report.outline import outline

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
    fields |= {"publisher": "Daily Planet", "published": "2026-03-01", "language": "en"}
    article = Article(**fields | {"added_at": NOW, "added_by": "ana", "claims": len(claims)})
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


class Page(HTMLParser):
    """What a browser makes of the report: its tags, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


SAID = (
    "Ferry news",
    "Daily Planet",
    "https://example.org/ferry",
    "2 of 2",
    "b" * 64,
    "ana, ben",
    "1 of 3 claims checked, 1 to correct, 2 open",
    "298, not 300",
    "400 → 300",
    "The ferry carried 300 people.",
    "¶ 2",
    "Ann Lee said it in the article’s words, through Reuters: “told” frames it.",
    "It → The ferry",
    "the only thing that can sink",
    "“300 people” is 300 (person)",
    "rang the harbour (ana, 2026-03-04)",
    "https://example.org/list – page 3 (ana, 2026-03-04)",
    "ben, 2026-03-04",
    "a figure that nobody stands behind",
    "since version 1",
    "Lee denied it.",
)


@pytest.mark.parametrize("said", SAID)
def test_html_and_markdown_say_everything(said: str) -> None:
    """An editor finds in both what was checked, what is wrong, by whom, on what evidence."""
    unescaped = re.sub(r"\\(.)", r"\1", render(dossier(), CONFIG, "md"))
    page = Page(render(dossier(), CONFIG, "html")).text.replace("\xa0", " ")
    for text in (unescaped, page):
        assert said.lower() in text.lower()


def test_the_summary_comes_before_the_claims() -> None:
    """What an editor needs first stands on the first page."""
    for form in ("md", "html"):
        text = render(dossier(), CONFIG, form)  # type: ignore[arg-type]
        places = [
            text.index(one) for one in ("To correct", "Open<" if form == "html" else "# Open")
        ]
        places += [text.index("How the article is sourced"), text.index("in the article’s order")]
        assert places == sorted(places)


def test_the_sourcing_counts_whose_word_it_is() -> None:
    """Named, own voice, unnamed and unclear are told apart and add up."""
    unnamed = attribution(speaker=None, source_kind="anonymous")
    claims = (
        ferry(),
        sank(),
        detail(3, claim("Nobody knows why."), unnamed),
        detail(4, claim("Nobody knows why."), attribution(speaker=None), candidates=("A", "B")),
    )
    shares = [
        (count, share) for _, count, share in outline(dossier(*claims), CONFIG).sourcing.shares()
    ]
    assert shares == [(1, 25)] * 4


def test_a_claim_is_open_until_it_is_settled_and_not_due() -> None:
    """A verdict that is due for re-check is open again."""
    assert [row.id for row in open_claims(dossier(), CONFIG)] == [1, 3]
    settled = sank()
    assert open_claims(dossier(settled), CONFIG) == []


def test_many_open_claims_are_counted_and_not_told_twice() -> None:
    """The summary stays one page: those due again in full, the rest by number."""
    claims = [detail(n, claim("Nobody knows why.")) for n in range(2, 40)]
    arranged = outline(dossier(ferry(), *claims), CONFIG)
    assert [one.id for one in arranged.listed] == [1]
    assert [[one.id for one in entries] for _, entries in arranged.counted] == [[*range(2, 40)]]


def test_the_articles_words_are_whole_and_inked() -> None:
    """The passages are the article's paragraphs, word for word; claims' words are underlined."""
    passages = outline(dossier(), CONFIG).passages
    assert ["".join(words for words, _ in one.runs) for one in passages] == TEXT.replace(
        "\n\n", "\n"
    ).split("\n")
    inked = {words: ink.manner for one in passages for words, ink in one.runs if ink}
    assert inked == {
        "The ferry carried 300 people.": "wrong",
        "It sank": "done",
        "Nobody knows why.": "open",
    }


def test_reports_follow_the_desks_statuses() -> None:
    """A replaced set is shown with its own labels, signs and order."""
    own = Config(Path("c"), (STATUSES[0], Status("confirmed", "Stands", "S", "blue", done=True)))
    arranged = outline(dossier(), own)
    assert [status.label for status, _ in arranged.counts] == ["unchecked", "Stands", "incorrect"]
    assert "S</span> Stands" in render(dossier(), own, "html")


def test_an_article_without_claims_has_a_report() -> None:
    """Nothing found is a result too, in every form."""
    empty = dossier()._replace(claims=(), counts={}, sources=(), changes=())
    for form in FORMS:
        assert render(empty, CONFIG, form)


def test_the_page_stands_alone() -> None:
    """No script, nothing fetched, links only to the web or within the page."""
    for found in (dossier(), hostile()):
        page = Page(render(found, CONFIG, "html"))
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
        attributes = [
            (name, value or "") for _, known in page.tags for name, value in known.items()
        ]
        assert not [name for name, _ in attributes if name.startswith("on") or name == "src"]
        links = [value for name, value in attributes if name == "href"]
        assert links
        assert all(link.startswith(("#claim-", "https://", "http://")) for link in links)


def test_hostile_words_are_shown_and_do_nothing() -> None:
    """Tags, escapes and turned reading directions come out as words, in every form."""
    for form in FORMS:
        text = render(hostile(), CONFIG, form)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
        if form in ("html", "md"):
            assert "<script" not in text
            assert "&lt;script&gt;" in text
    assert "](javascript" not in re.sub(r"\\.", "", render(hostile(), CONFIG, "md"))


def test_json_holds_the_summary_and_everything_behind_it() -> None:
    """A machine gets the counts and the whole dossier, words as they were."""
    found = json.loads(render(hostile(), CONFIG, "json"))
    assert found["summary"]["open"] == [7]
    assert found["summary"]["counts"] == {"incorrect": 1}
    assert found["claims"][0]["row"]["text"] == HOSTILE
    assert found["versions"][1]["text"] == TEXT


def test_csv_has_a_row_for_each_claim_and_runs_nothing() -> None:
    """Spreadsheets open it, and a formula in an article stays words."""
    formula = '=HYPERLINK("http://evil.example","x")'
    evil = detail(1, {**claim("Nobody knows why."), "text": formula}, assignee="@SUM(1)")
    rows = list(csv.DictReader(io.StringIO(render(dossier(sank(), evil), CONFIG, "csv"))))
    assert [row["id"] for row in rows] == ["2", "1"]
    assert rows[1]["text"] == "'" + formula
    assert rows[1]["assignee"] == "'@SUM(1)"
    assert rows[0]["sources"] == "Ann Lee ← Reuters"
