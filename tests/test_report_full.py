"""What a report says of evidence, of sufficiency, and of what was not possible."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from dossiers import CONFIG, attribution, claim, detail, dossier, ferry, full

from verify.report import render
from verify.report.outline import outline

TOLD = (
    "confirmed, but a second look",
    "Confirmed, but on too little",
    "Not possible to check",
    "the inquiry is closed to the public",
    "Primary evidence",
    "supports",
    "Survey of the wreck (Harbour office, 2026-02-28)",
    "https://example.org/wreck.pdf, p. 4",
    "found at 40 metres",
    "consulted 2026-03-02",
    "SHA-256 " + "c" * 64,
    "Ann Lee, told by Reuters",
    "not enough (1 primary, 0 independent secondary): a second look",
    "only Ann Lee (single-origin)",
    "Reuters and Ann Lee quote each other",
    "Paragraph 2, “The ferry carried 300 people.”: ",
    "look again first: 400 → 300",
    "2 pieces of evidence",
    "1 of them primary",
    "1 claim on an unnamed source",
)


@pytest.mark.parametrize("told", TOLD)
def test_a_page_and_markdown_tell_all_of_it(told: str) -> None:
    """An editor sees on what each verdict rests, and where it rests on too little."""
    for form in ("html", "md"):
        text = render(full(), CONFIG, form)  # type: ignore[arg-type]
        text = re.sub(r"<style>.*?</style>|<[^>]+>", "", text, flags=re.DOTALL)
        text = " ".join(re.sub(r"\\(.)|\*\*", r"\1", text).replace("&nbsp;", " ").split())
        assert told.strip() in text, form


def test_a_claim_that_is_not_confirmed_is_not_measured_by_the_rule() -> None:
    """What refutes a claim needs no independent support for the claim."""
    wrong, right, _ = outline(full(), CONFIG).entries
    assert (wrong.enough, wrong.thin) == ("", False)
    assert (right.thin, right.verdict) == (True, "confirmed, but a second look")


def test_the_reason_of_what_was_not_possible_is_told_once() -> None:
    """The note of the verdict is the reason, and no note beside it."""
    last = outline(full(), CONFIG).entries[2]
    assert (last.impossible, last.notes) == ("the inquiry is closed to the public", ())


def test_many_corrections_go_on_after_the_summary() -> None:
    """The summary names eight, the page lists the others after it, and none is lost."""
    claims = [
        detail(n, claim("Nobody knows why."), correction=f"right {n}", status="incorrect")
        for n in range(1, 13)
    ]
    page = render(dossier(*claims), CONFIG, "html")
    first, _, rest = page.partition("The other corrections")
    assert [f">right {n}<" in first for n in (8, 9)] == [True, False]
    assert all(f">right {n}<" in rest for n in range(9, 13))


def test_words_without_end_do_not_fill_the_summary() -> None:
    """Ten thousand words of one claim are clipped there, and whole where the claim is told."""
    words = "word " * 10_000
    one = detail(1, {**claim("Nobody knows why."), "text": words}, recheck=words)
    one = one._replace(now=one.now._replace(quote=words))
    page = render(dossier(one), CONFIG, "html")
    assert len(page.partition("The claims, in the article")[0]) < 25_000
    assert page.count("word ") > 20_000


def test_machines_get_it_too() -> None:
    """CSV has columns for it, JSON a summary."""
    rows = list(csv.DictReader(io.StringIO(render(full(), CONFIG, "csv"))))
    assert rows[1]["lacks"] == "a second look"
    assert rows[1]["findings"] == "only Ann Lee (single-origin)"
    assert rows[2]["impossible"] == "the inquiry is closed to the public"
    assert "SHA-256" in rows[1]["evidence"]
    summary = json.loads(render(full(), CONFIG, "json"))["summary"]
    assert summary["not_enough"] == [{"id": 2, "lacks": "a second look"}]
    assert summary["findings"] == {"single-origin": [2]}
    assert summary["redacted"] is False


def test_whose_word_a_corrected_attribution_is() -> None:
    """What a person said of a claim counts, and not what the machine found."""
    unnamed = attribution(speaker=None, source_kind="anonymous")
    why = claim("Nobody knows why.", sources=[], relays=0)
    claims = (
        detail(1, why, unnamed, sources=("Ann Lee",), attributed=True),
        detail(2, why, unnamed, attributed=True),
        detail(3, why, sources=("Ann Lee",), attributed=True),
    )
    found = outline(dossier(*claims), CONFIG).sourcing
    assert (found.named, found.own, found.unnamed) == (2, 1, 0)


def test_nothing_is_said_of_what_nobody_has_counted() -> None:
    """Without origins and findings the report has no empty headings."""
    page = render(dossier(ferry()), CONFIG, "html")
    for heading in ("on too little", "Not possible", "To look at", "one origin"):
        assert heading not in page
