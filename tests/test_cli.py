"""The commands, on real database files: what they print, where, and how they leave."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drafts import REVISED, revise, shelve

from verify.config import STATUSES, load
from verify.records import ClaimRow

Verify = Callable[..., Any]


# Looking


def test_a_claim_is_a_line_with_id_status_words_source_and_flags(verify: Verify) -> None:
    """What is piped is plain: one line a claim, columns aligned, no colour."""
    verify("mark", "4", "not-checkable")
    lines = verify("list", "harbour").out.splitlines()
    assert lines == [
        "1  ○ unchecked      Exports rose 64% last year. · – · ⚑ no source",
        "2  ○ unchecked      Maria Lopez: The port will close in June. · Maria Lopez",
        "3  ○ unchecked      Port Authority: Nobody will lose a job. · Port Authority",
        "4  – not checkable  The council met on Monday. · –",
    ]


def test_lists_are_filtered_and_paged(verify: Verify) -> None:
    """Filters meet; a page says on standard error how to see the next."""
    verify("mark", "1", "2", "checking")
    verify("assign", "2", "--to", "ben")
    ids = lambda *words: [row["id"] for row in verify("list", *words, "--json").json]  # noqa: E731
    assert ids("--status", "checking", "--status", "confirmed") == [1, 2]
    assert ids("--source", "lopez") == [2]
    assert ids("--kind", "figure") == [1]
    assert ids("--search", "port close") == [2]
    assert ids("--assigned-to", "ben", "--status", "checking") == [2]
    assert ids("--flagged") == [1]
    assert ids("--recheck") == []
    assert ids("har", "--sort", "worth")[0] == 1
    page = verify("list", "--limit", "3")
    assert len(page.out.splitlines()) == 3
    assert "3 of 4 claims; the next page is --after 3" in page.err
    assert ids("--limit", "3", "--after", "3") == [4]


LISTINGS = (
    ("list",),
    ("articles",),
    ("sources",),
    ("history",),
    ("check",),
    ("diff", "harbour"),
    ("config", "statuses"),
)


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_listing_is_json_and_csv(verify: Verify, tmp_path: Path, words: tuple[str]) -> None:
    """The same rows for machines: JSON, and CSV with a header."""
    revise(tmp_path / "verify.db", REVISED, "harbour")
    rows = verify(*words, "--json").json
    rows = rows["changes"] if words[0] == "diff" else rows
    table = list(csv.DictReader(io.StringIO(verify(*words, "--csv").out)))
    assert len(table) == len(rows)
    assert [list(row) for row in table] == [list(row) for row in rows]


def test_json_rows_are_whole_records(verify: Verify) -> None:
    """A machine gets every field under its own name, words uncut."""
    (first, *_) = verify("list", "--json").json
    assert list(first) == list(ClaimRow._fields)
    assert first["text"] == "Exports rose 64% last year."


def test_one_claim_is_shown_in_its_paragraph(verify: Verify) -> None:
    """Marked words, who says it, figures, people's notes and the history of it."""
    verify("mark", "1", "confirmed", "--note", "table 4", "--evidence", "https://example.org/4")
    out = verify("show", "1").out
    for said in (
        "[[Exports rose 64% last year.]]",
        "The article says it in its own voice.",
        "“64%” is 64%",
        "table 4",
        "https://example.org/4",
        "no source",
        "status unchecked → confirmed",
        "harbour, version 1",
    ):
        assert said in out
    assert verify("show", "1", "--json").json["row"]["status"] == "confirmed"


def test_history_tells_who_when_from_what_to_what(verify: Verify) -> None:
    """Of one claim, of an article, of everything; the actor is --by, else $VERIFY_USER."""
    verify("mark", "2", "disputed", "--by", "ben")
    (*_, last) = verify("history", "2", "--json").json
    assert (last["actor"], last["action"]) == ("ben", "marked")
    assert {"field": "status", "before": "unchecked", "after": "disputed"} in last["changes"]
    assert "ben marked status unchecked → disputed" in verify("history", "2").out
    assert "2  " in verify("history", "--article", "harbour", "--limit", "1").out
    assert verify("history", "2", "--article", "harbour").code == 2


# Marking


def test_several_claims_are_marked_at_once(verify: Verify) -> None:
    """Ids, lists and ranges; all of them or none."""
    rows = verify("mark", "1-2", "4,3", "checking", "--json").json
    assert [row["id"] for row in rows] == [1, 2, 4, 3]
    assert {row["status"] for row in rows} == {"checking"}
    assert "no claim 9" in verify("mark", "1-4", "9", "confirmed").refusal
    assert {row["status"] for row in verify("list", "--json").json} == {"checking"}


def test_a_wrong_claim_needs_its_correction(verify: Verify) -> None:
    """`incorrect` asks for the right words and keeps them."""
    assert "--correction" in verify("mark", "1", "incorrect").refusal
    assert "→ 54%" in verify("mark", "1", "incorrect", "--correction", "54%").out


def test_only_a_second_person_signs_off(verify: Verify) -> None:
    """The one who gave the verdict is refused, somebody else is not."""
    verify("mark", "1", "confirmed")
    assert "your own" in verify("mark", "1", "--sign-off").refusal
    (row,) = verify("mark", "1", "--sign-off", "--by", "ben", "--json").json
    assert row["signed_off_by"] == "ben"


def test_marks_without_a_status(verify: Verify) -> None:
    """Evidence is attached, and a claim is sent back with its reason."""
    verify("mark", "1", "--evidence", "page 3", "--note", "shows it")
    (proof,) = verify("show", "1", "--json").json["evidence"]
    assert (proof["locator"], proof["note"]) == ("page 3", "shows it")
    verify("mark", "1", "confirmed")
    (row,) = verify("mark", "1", "--recheck", "new figures", "--json").json
    assert row["recheck"] == "new figures"
    assert "↻ recheck: new figures" in verify("list").out


def test_notes_assignments_and_taking_back(verify: Verify) -> None:
    """Each leaves its trace, and undo is an event too."""
    verify("note", "2", "called, no answer")
    assert "called, no answer" in verify("show", "2").out
    assert "@ben" in verify("assign", "1-2", "--to", "ben").out
    assert "@ben" not in verify("assign", "1-2", "--nobody").out
    verify("mark", "3", "confirmed")
    assert "Taken back" in verify("undo").out
    assert verify("list", "--status", "confirmed", "--json").json == []
    assert "taken back" in verify("history", "3").out
    assert verify("undo", "--by", "nobody-yet").refusal


# Sources, versions, reports


def test_names_of_one_source_are_merged(verify: Verify) -> None:
    """The names stay known as aliases of the one that stays."""
    row = verify("sources", "merge", "Port Authority", "--into", "Maria Lopez", "--json").json
    assert (row["claims"], row["aliases"]) == (2, ["Port Authority"])
    assert "also Port Authority" in verify("sources").out
    assert verify("sources", "merge", "Nobody", "--into", "Maria Lopez").refusal


def test_a_new_version_shows_what_changed(verify: Verify, tmp_path: Path) -> None:
    """Claim by claim, words against words, and what went back to re-check."""
    verify("mark", "1-4", "confirmed")
    revise(tmp_path / "verify.db", REVISED, "harbour")
    changes = verify("diff", "harbour", "--json").json["changes"]
    kinds = sorted(change["change"] for change in changes)
    assert kinds == ["added", "changed", "removed", "unchanged", "unchanged"]
    out = verify("diff", "harbour", "1", "2").out
    assert "± changed    Exports rose [-64-]{+54+}% last year." in out
    assert "recheck" in out
    assert "1 changed, 1 added, 1 removed, 2 unchanged" in out
    assert "Monday" not in out
    assert "Monday" in verify("diff", "harbour", "--all").out
    assert verify("diff", "harbour", "1", "7").refusal


def test_reports_take_the_form_of_their_ending(verify: Verify, tmp_path: Path) -> None:
    """HTML, Markdown, JSON and CSV; Markdown on standard output; no draft is left lying about."""
    before = set(tmp_path.iterdir())
    for ending, begins in (
        ("html", "<!doctype html>"),
        ("md", "# "),
        ("json", "{"),
        ("csv", "id,"),
    ):
        done = verify("report", "harbour", "-o", f"report.{ending}")
        assert (done.code, done.out) == (0, "")
        assert "Wrote" in done.err
        assert (tmp_path / f"report.{ending}").read_text(encoding="utf-8").startswith(begins)
    assert len(set(tmp_path.iterdir()) - before) == 4
    assert verify("report", "harbour").out.startswith("# ")
    assert verify("report", "harbour", "--json").json["summary"]["claims"] == 4


def test_a_strict_report_is_a_gate(verify: Verify) -> None:
    """It is written all the same, and leaves with 3 while a claim is open."""
    done = verify("report", "harbour", "--strict")
    assert done.code == 3
    assert done.out.startswith("# ")
    assert "4 of 4 claims are open" in done.err
    verify("mark", "1-4", "confirmed")
    assert verify("report", "harbour", "--strict").code == 0


# The whole database


def test_a_database_goes_out_and_comes_back(verify: Verify, tmp_path: Path) -> None:
    """Exported lines imported into an empty database export the same."""
    verify("mark", "1", "confirmed", "--note", "naïve \x1b[31m ok")
    lines = verify("export").out
    assert "\x1b" not in lines
    verify("export", "-o", "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == lines
    assert verify("import", "out.jsonl", "--db", "copy.db").code == 0
    assert verify("export", "--db", "copy.db").out == lines
    assert verify("import", "out.jsonl").refusal
    assert verify("import", "none.jsonl", "--db", "fresh.db").refusal
    assert not (tmp_path / "fresh.db").exists()


def test_check_finds_what_does_not_agree(verify: Verify, tmp_path: Path) -> None:
    """A sound database passes; one that was tampered with leaves with 3 and says where."""
    done = verify("check")
    assert done.code == 0
    assert re.fullmatch(r"log: \d+ events, head [0-9a-f]{64}\n", done.out)
    with sqlite3.connect(tmp_path / "verify.db") as db:
        db.execute("UPDATE claims SET status = 'confirmed' WHERE id = 3")
    db.close()
    done = verify("check")
    assert done.code == 3
    assert "3" in done.out


# Options and settings


def test_shared_options_stand_before_or_after_the_command(verify: Verify, tmp_path: Path) -> None:
    """`verify --db x list` is `verify list --db x`; the nearer one wins."""
    shelve(tmp_path / "other.db", "One claim only.\n", "other")
    for words in (
        ("--db", "other.db", "list"),
        ("list", "--db", "other.db"),
        ("--db", "none.db", "list", "--db", "other.db"),
    ):
        assert "One claim only" in verify(*words).out
    verify("--by", "eva", "mark", "1", "checking")
    assert verify("history", "1", "--json").json[-1]["actor"] == "eva"


def test_quiet_leaves_only_data_and_errors(verify: Verify) -> None:
    """No messages with --quiet; errors still."""
    assert verify("list", "--limit", "1", "-q").err == ""
    assert verify("-q", "report", "harbour", "-o", "r.md").err == ""
    assert verify("-q", "show", "99").refusal


def test_settings_are_shown_as_the_file_that_would_make_them(
    verify: Verify, tmp_path: Path
) -> None:
    """What `config show` prints, saved where `config path` says, changes nothing."""
    path = Path(verify("config", "path").out.strip())
    assert path == tmp_path / "config.toml"
    path.write_text(verify("config", "show").out, encoding="utf-8")
    assert load(path).statuses == STATUSES
    assert verify("config", "path", "--json").json["database"] == str(tmp_path / "verify.db")
    path.write_text("[[status]]\nname = 'A b'", encoding="utf-8")
    assert "status[1].name" in verify("list").refusal


def test_a_desks_own_statuses_are_used_everywhere(verify: Verify, tmp_path: Path) -> None:
    """Marking, listing and gates follow the settings."""
    text = verify("config", "show").out + (
        '\n[[status]]\nname = "on-author"\nlabel = "On author"\nsign = "A"\ndone = true\n'
    )
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    assert "A On author" in verify("mark", "1-4", "on-author").out
    assert verify("report", "harbour", "--strict").code == 0
    assert "on-author" in verify("config", "statuses").out


# Real text


def test_extract_prints_what_was_found_and_touches_no_database(
    verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spans are pairs of numbers that quote the text; no file appears."""
    monkeypatch.setenv("VERIFY_DB", str(tmp_path / "untouched.db"))
    text = "Exports rose 64% last year, Maria Lopez told Reuters.\r\nThe café is shut."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    done = verify("extract", "a.txt", "--json")
    assert "a.txt: not UTF-8, read as Windows-1252" in done.err
    assert done.json["text"] == text
    for claim in done.json["claims"]:
        assert all(isinstance(start, int) and text[start:end] for start, end in claim["spans"])
    assert "64%" in verify("extract", "a.txt").out
    assert not (tmp_path / "untouched.db").exists()


def test_two_files_are_compared_without_a_database(
    verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contract's changes, for files; no file appears."""
    monkeypatch.setenv("VERIFY_DB", str(tmp_path / "untouched.db"))
    for name, figure in (("1", "64"), ("2", "54")):
        text = f"Exports rose {figure}% last year.\nThe council met on Monday."
        (tmp_path / name).write_text(text, encoding="utf-8")
    changes = verify("diff", "1", "2", "--json").json["changes"]
    assert sorted(change["change"] for change in changes) == ["changed", "unchanged"]
    assert not (tmp_path / "untouched.db").exists()


def test_an_article_is_added_under_its_files_name(verify: Verify, tmp_path: Path) -> None:
    """Slug from the file, title from the heading; the same text or name twice is refused."""
    article = tmp_path / "ferry-news.txt"
    article.write_text("Ferry sinks\n\nThe ferry carried 300 people.", encoding="utf-8")
    summary = verify("add", "ferry-news.txt", "--published", "2025-05-08", "--json").json
    assert (summary["article"]["slug"], summary["article"]["title"]) == (
        "ferry-news",
        "Ferry sinks",
    )
    assert summary["article"]["published"] == "2025-05-08"
    assert verify("add", "ferry-news.txt").refusal
    article.write_text("Ferry sinks\n\nThe ferry carried 298 people.", encoding="utf-8")
    assert "--to ferry-news" in verify("add", "ferry-news.txt").refusal
    done = verify("add", "ferry-news.txt", "--to", "ferry-news")
    assert "ferry-news, version 2" in done.out
    assert "298" in verify("list", "ferry-news").out
    assert "Ferry sinks" in verify("articles").out


def test_hostile_words_are_inert_on_a_terminal(verify: Verify, tmp_path: Path) -> None:
    """An article's escapes and turned reading directions are never sent to a terminal as such."""
    text = "Prices rose 5% \x1b[31min \x9bMarch\u202e and\x07 fell <script>alert(1)</script>."
    (tmp_path / "evil.txt").write_text(text + "\n", encoding="utf-8")
    verify("add", "evil.txt", "--title", "T\x1b]0;title\x07", "--by", "e\x1bve")
    (row, *_) = verify("list", "evil", "--json").json
    for words in (("list",), ("show", str(row["id"])), ("articles",), ("history",), ("sources",)):
        for form in ((), ("--json",), ("--csv",)):
            done = verify(*words, *form)
            assert not set(done.out) & set("\x1b\x07\x9b\u202e"), (words, form)
    assert "\x1b" not in verify("extract", "evil.txt").out


def test_stale_verdicts_are_listed(verify: Verify) -> None:
    """A verdict may be given a last day; after it the claim is listed as stale."""
    past, far = ("--valid-until", "2020-01-31"), ("--valid-until", "2999-01-31")
    assert "⌛ held until 2020-01-31" in verify("mark", "1", "confirmed", *past).out
    assert "· holds until 2999-01-31" in verify("mark", "2", "confirmed", *far).out
    assert [row["id"] for row in verify("list", "--stale", "--json").json] == [1]
    assert verify("mark", "1", *past).code == 2
