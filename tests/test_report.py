"""The report in its text forms: what it says, and that nobody's words can break it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from dossiers import (
    CONFIG,
    HOSTILE,
    TEXT,
    attribution,
    claim,
    detail,
    dossier,
    ferry,
    hostile,
    sank,
)

from verify.config import STATUSES, Config, Status
from verify.report import BINARY, FORMS, open_claims, render
from verify.report.outline import outline


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
    "https://example.org/list – page 3",
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
    labels = [status.label for status, _ in arranged.counts]
    assert labels == ["unchecked", "Stands", "due for re-check"]
    settled = [one._replace(row=one.row._replace(recheck=None)) for one in dossier().claims]
    arranged = outline(dossier()._replace(claims=tuple(settled)), own)
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
    for form in (one for one in FORMS if one not in BINARY):
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
