"""One request for every operation of the API, and the command that prints the same.

The database is that of ``shelf`` (see test_web_api): the article "harbour" with two versions and
claims 1 to 5, where 3 is dropped by the second; "port" with claims 6 and 7.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

STORY = "Exports rose 64% to $200mn last year, Interfax said.\nThe port will close in June.\n"
TRANSCRIPT = "LOPEZ: The port will close in June.\n"
FILES = {
    "story.txt": STORY,
    "old.txt": STORY,
    "new.txt": STORY.replace("64", "54"),
    "transcript.txt": TRANSCRIPT,
    "minutes.txt": "Minutes\n\nThe council met on Tuesday.\n",
}


def whole(answer: Any) -> Any:
    return answer


def rows(answer: Any) -> Any:
    return answer["rows"]


def alone(answer: Any) -> Any:
    return [answer]


class Call(NamedTuple):
    """A request. ``command`` prints what ``told`` takes from the answer."""

    path: str
    body: dict[str, Any] | None = None
    command: tuple[str, ...] = ()
    told: Callable[[Any], Any] = whole


def file(name: str) -> dict[str, str]:
    """A file as a body has it."""
    return {"name": name, "data": b64encode(FILES[name].encode()).decode()}


def words(command: str) -> tuple[str, ...]:
    return tuple(command.split())


CALLS = {
    "list_articles": Call(
        "/articles", None, ("articles",), lambda got: [one["article"] for one in got["rows"]]
    ),
    "add_article": Call(
        "/articles",
        {"file": file("story.txt"), "published": "2025-05-08"},
        words("add story.txt --published 2025-05-08"),
    ),
    "show_article": Call("/articles/harbour"),
    "list_versions": Call("/articles/harbour/versions"),
    "add_version": Call(
        "/articles/harbour/versions",
        {"file": file("story.txt")},
        words("add story.txt --to harbour"),
    ),
    "show_text": Call("/articles/harbour/text?version=1"),
    "show_galley": Call("/articles/harbour/galley"),
    "diff_versions": Call("/articles/harbour/diff?old=1", None, words("diff harbour 1 2")),
    "show_timeline": Call("/articles/harbour/timeline", None, words("timeline harbour")),
    "compare_quotes": Call(
        "/articles/port/quotes",
        {"text": TRANSCRIPT},
        words("quotes port --against transcript.txt"),
    ),
    "extract": Call("/extract", {"text": STORY}, words("extract story.txt")),
    "diff": Call(
        "/diff", {"old": FILES["old.txt"], "new": FILES["new.txt"]}, words("diff old.txt new.txt")
    ),
    "list_claims": Call(
        "/claims?article=harbour&status=confirmed",
        None,
        words("list harbour --status confirmed"),
        rows,
    ),
    "count_claims": Call("/claims/count?article=harbour"),
    "show_claim": Call("/claims/1", None, words("show 1")),
    "show_claim_history": Call("/claims/1/history", None, words("history 1")),
    "find_similar": Call("/claims/1/similar", None, words("similar 1")),
    "compare_claim": Call("/claims/4/compare", None, words("compare 4")),
    "show_independence": Call(
        "/claims/1/independence", None, words("sources --independent 1"), alone
    ),
    "mark_claims": Call(
        "/claims/mark",
        {"ids": [2, 5], "status": "confirmed", "note": "sure", "evidence": ["p.4"]},
        words("mark 2 5 confirmed --note sure --evidence p.4"),
    ),
    "note_claims": Call("/claims/note", {"ids": [2], "text": "call"}, words("note 2 call")),
    "assign_claims": Call("/claims/assign", {"ids": [2], "to": "ben"}, words("assign 2 --to ben")),
    "sign_off_claims": Call("/claims/sign-off", {"ids": [5]}, words("mark 5 --sign-off")),
    "recheck_claims": Call(
        "/claims/recheck", {"ids": [2], "reason": "why"}, words("mark 2 --recheck why")
    ),
    "attribute_claims": Call(
        "/claims/attribute",
        {"ids": [5], "sources": ["Lee"], "via": ["TASS"], "kind": "person"},
        words("attribute 5 --to Lee --via TASS --kind person"),
    ),
    "undo": Call("/undo", {}, ("undo",)),
    "reword_claim": Call(
        "/claims/7/words",
        {"words": "The port will close", "text": "It closes."},
        ("fix", "words", "7", "The port will close", "--as", "It closes."),
    ),
    "split_claim": Call(
        "/claims/1/split",
        {"parts": [{"words": "Exports rose 54%"}, {"words": "last year"}]},
        ("fix", "split", "1", "Exports rose 54%", "last year"),
    ),
    "join_claims": Call("/claims/join", {"ids": [4, 5]}, words("fix join 4 5")),
    "drop_claims": Call(
        "/claims/drop", {"ids": [5], "reason": "caption"}, words("fix drop 5 --reason caption")
    ),
    "keep_claims": Call("/claims/keep", {"ids": [6]}, words("fix keep 6")),
    "add_claim": Call(
        "/articles/port/claims", {"words": "will close"}, ("fix", "add", "port", "will close")
    ),
    "list_evidence": Call("/evidence?article=harbour", None, words("evidence list"), rows),
    "add_evidence": Call(
        "/evidence",
        {"ids": [2], "file": file("minutes.txt"), "kind": "primary", "quote": "on Monday"},
        (*words("evidence add 2 minutes.txt --kind primary --quote"), "on Monday"),
        lambda got: got["evidence"],
    ),
    "show_evidence": Call("/evidence/3", None, words("evidence show 3")),
    "download_evidence": Call("/evidence/3/bytes"),
    "remove_evidence": Call(
        "/evidence/3/remove", {"note": "old"}, words("evidence remove 3 --note old")
    ),
    "list_sources": Call("/sources", None, ("sources",), rows),
    "merge_sources": Call(
        "/sources/merge",
        {"names": ["Maria Lopez"], "into": "Lopez"},
        ("sources", "merge", "Maria Lopez", "--into", "Lopez"),
    ),
    "classify_source": Call(
        "/sources/classify",
        {"name": "Maria Lopez", "kind": "organisation"},
        ("sources", "kind", "Maria Lopez", "organisation"),
    ),
    "write_report": Call("/articles/harbour/report?form=json", None, words("report harbour")),
    "pack_bundle": Call("/articles/harbour/bundle"),
    "take_in_bundle": Call("/bundles", {"slug": "again"}, words("import harbour.zip --slug again")),
    "lint_article": Call("/articles/harbour/lint", None, words("lint harbour")),
    "list_rules": Call("/rules", None, words("lint --rules")),
    "check_health": Call("/health"),
    "list_statuses": Call("/statuses", None, words("config statuses")),
    "list_history": Call("/history?limit=1000", None, ("history",), rows),
    "list_lately": Call("/lately"),
    "list_news": Call("/news?last=0"),
}
