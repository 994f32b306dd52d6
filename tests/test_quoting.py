"""The command that lays an article's quotations beside a transcript."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.records import Metadata, QuoteRow
from verify.workbench import Workbench

ARTICLE = """\
"The roof came down at nine," Petr Dvorak said.

"We will hardly rebuild it this year," Jana Novotna said.
"""
TRANSCRIPT = """\
[00:00:10] NOVOTNA: The roof came down at, um, nine.

[00:00:40] DVORAK: I was not there.

[00:01:00] NOVOTNA: We will not rebuild it this year.
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[QuoteRow]:
    with Workbench(tmp_path_factory.mktemp("quotes") / "verify.db", actor="ana") as desk:
        desk.add(ARTICLE, Metadata(slug="roof"))
        return desk.quotes("roof", TRANSCRIPT)


def test_words_of_another_are_not_faithful(rows: list[QuoteRow]) -> None:
    """They stand in the transcript word for word, but it is not the speaker who says them."""
    first, _ = rows
    assert (first.outcome, first.speaker, first.voice) == ("exact", "Petr Dvorak", "NOVOTNA")
    assert (first.anothers, first.faithful) == (True, False)


def test_changed_words_are_told_with_their_place(rows: list[QuoteRow]) -> None:
    """What was put for what, where, and that it is the right speaker."""
    _, second = rows
    assert (second.outcome, second.changed) == ("altered", ("not → hardly",))
    assert (second.at, second.anothers, second.faithful) == ("00:01:00", False, False)
    assert ARTICLE[slice(*second.span)] == second.quote


def test_the_command_tells_and_leaves_with_3(verify: object, tmp_path: Path) -> None:
    """For people, for machines, and for a newsroom's CI."""
    run = verify
    assert callable(run)
    (tmp_path / "roof.txt").write_text(ARTICLE)
    (tmp_path / "talk.txt").write_text(TRANSCRIPT)
    run("add", "roof.txt")
    shown = run("quotes", "roof", "--against", "talk.txt", "--exit-code")
    assert shown.code == 3
    assert "another’s words: NOVOTNA says them" in shown.out
    assert shown.err == "2 quotations: 1 exact, 1 altered, 1 of another speaker\n"
    first, _ = run("quotes", "roof", "--against", "talk.txt", "--json").json
    assert first["span"] == [1, 28]
