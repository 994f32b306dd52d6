"""The page that shows what changed: claims with their values, both texts aligned."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import Done
from drafts import DRAFT, REVISED, revise

from verify.records import ChangeRow, Side
from verify.report.comparison import comparison_html


def page(old: str, new: str, changes: list[ChangeRow] | None = None) -> str:
    return comparison_html("Harbour", Side("one", old), Side("two", new), changes or [])


def test_both_texts_stand_beside_each_other() -> None:
    """Each paragraph beside the one it became, with the words that differ marked."""
    rows = re.findall(r'<tr class="(same|edited)">(.*?)</tr>', page(DRAFT, REVISED), re.DOTALL)
    assert [kind for kind, _ in rows].count("same") == 2
    edited = " ".join(words for kind, words in rows if kind == "edited")
    assert "<del>64</del>" in edited
    assert "<ins>54</ins>" in edited
    assert "<ins>The mayor resigned.</ins>" in edited


def test_the_page_stands_alone_and_an_article_does_nothing_to_it() -> None:
    """Nothing is loaded, and what an article says is text."""
    told = page("A <script>alert(1)</script> b.\n", "A b.\n")
    assert "<script" not in told
    assert "default-src 'none'" in told
    assert not re.findall(r'(?:src|href)="http', told)


def test_the_command_writes_versions_and_files(verify: Callable[..., Done], tmp_path: Path) -> None:
    """Of an article's versions, or of two files without a database."""
    revise(tmp_path / "verify.db", REVISED, "harbour")
    done = verify("diff", "harbour", "--html", "changes.html")
    assert (done.code, done.out) == (0, "")
    told = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert "version 1 → version 2 · 1 changed, 1 added, 1 removed" in told
    assert "<p><del>64%</del> → <ins>54%</ins></p>" in told
    (tmp_path / "old.txt").write_text("Exports rose 64% last year.\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("Exports rose 54% last year.\n", encoding="utf-8")
    assert verify("diff", "old.txt", "new.txt", "--html", "files.html").code == 0
    assert "old.txt → new.txt" in (tmp_path / "files.html").read_text(encoding="utf-8")


def test_a_paragraph_that_moved_is_compared_where_it_now_stands() -> None:
    """Its words are marked beside its old ones, and its old place leads there."""
    mayor = "The mayor said that she had not been told of the {}.\n"
    others = (
        "The port will close in June, they said.\nExports rose 64% last year, says the office.\n"
    )
    told = page(others + mayor.format("closing"), mayor.format("sale") + others)
    moved = re.search(r'<tr class="edited" id="moved-3">.*?</tr>', told, re.DOTALL)
    assert moved
    assert "<del>closing</del>" in moved.group()
    assert "<ins>sale</ins>" in moved.group()
    assert told.count("<del>") == 1
    assert '<a href="#moved-3">Moved up from here</a>: “<bdi>The mayor said' in told
