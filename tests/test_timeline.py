"""An article's life: edits, correction notes, and what is left silent."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from drafts import DRAFT, REVISED, revise, shelve

from claims.changes import notes
from verify.records import Life, Turn
from verify.report import timeline as words
from verify.workbench import Workbench


def life(tmp_path: Path, *texts: str) -> Life:
    path = tmp_path / "verify.db"
    shelve(path, texts[0], "harbour")
    for text in texts[1:]:
        revise(path, text, "harbour")
    with Workbench(path, actor="ana") as desk:
        return desk.timeline("harbour")


def test_each_version_tells_what_it_did_silent_edits_first(tmp_path: Path) -> None:
    """What was changed or dropped without a word leads; what is new is news."""
    first, second = life(tmp_path, DRAFT, REVISED).stages
    assert (first.version, first.turns) == (1, ())
    assert [(turn.action, turn.silent) for turn in second.turns] == [
        ("changed", True),
        ("removed", True),
        ("added", False),
    ]
    changed = second.turns[0]
    assert (changed.facets, changed.detail) == (("figure",), "64% became 54%")
    assert changed.before == "Exports rose 64% last year."
    assert changed.status == "unchecked"


@pytest.mark.parametrize(
    ("note", "silent"),
    [
        ("Correction: exports rose 54%, not 64%.", False),
        ("This article was amended on Monday. Exports rose 54%.", False),
        ("Correction: the name of the mayor was misspelt.", True),
        ("Exports rose 54% and not 64%, the ministry said.", True),
    ],
)
def test_a_note_must_own_up_to_the_edit(tmp_path: Path, note: str, silent: bool) -> None:
    """Only a correction note, and only one that speaks of what was changed."""
    found = life(tmp_path, DRAFT, DRAFT.replace("64%", "54%") + note + "\n")
    [changed] = [turn for turn in found.stages[1].turns if turn.action == "changed"]
    assert changed.silent is silent


def test_a_note_that_stood_before_owns_up_to_nothing(tmp_path: Path) -> None:
    """The note of one edit does not excuse the next."""
    noted = DRAFT.replace("64%", "54%") + "Correction: exports rose 54%.\n"
    *_, third = life(tmp_path, DRAFT, noted, noted.replace("rose 54% last", "rose 44% last")).stages
    assert third.note is None
    assert [turn.detail for turn in third.turns if turn.silent] == ["54% became 44%"]


def test_what_comes_back_is_told_in_its_version(tmp_path: Path) -> None:
    """A claim that one version drops and the next has again is one claim with a life."""
    *_, third = life(tmp_path, DRAFT, REVISED, DRAFT).stages
    assert [turn.action for turn in third.turns if turn.claim_id == 3] == ["returned"]


def test_a_version_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    """What was undone did not happen to the article."""
    path = tmp_path / "verify.db"
    life(tmp_path, DRAFT, REVISED)
    with Workbench(path, actor="ana") as desk:
        desk.undo()
        assert [stage.version for stage in desk.timeline("harbour").stages] == [1]


def test_the_summary_is_ready_to_publish(tmp_path: Path) -> None:
    """One line for each silent edit, with the time, the values and the words."""
    text = words.summary(life(tmp_path, DRAFT, REVISED))
    assert text.startswith("# Edits of “harbour” without a correction note\n\n- Version 2, 20")
    assert (
        " UTC: the figure 64% became 54%; no correction note. “Exports rose 54% last year.”\n"
        in text
    )
    assert words.summary(life(tmp_path / "other", DRAFT)).endswith(
        "None in the versions we have.\n"
    )


def test_an_added_claim_has_no_values_to_tell() -> None:
    """Words for every action."""
    kinds = ("added", "removed", "returned", "reworded")
    told = [words.edit_words(Turn(kind, 1, None, "Up.", (), "")) for kind in kinds]
    assert told == ["added", "dropped", "returned", "reworded"]


def test_the_commands(verify: Callable[..., Done], tmp_path: Path) -> None:
    """A timeline for people, as JSON and for publication; diff says by its exit what it found."""
    revise(tmp_path / "verify.db", REVISED, "harbour")
    shown = verify("timeline", "harbour").out
    assert "silent: Exports rose [-64-]{+54+}% last year." in shown
    assert shown.endswith("2 silent edits in 2 versions\n")
    assert "added" not in verify("timeline", "harbour", "--silent").out.split("version 2")[1][90:]
    stages = verify("timeline", "harbour", "--json").json["stages"]
    assert [turn["action"] for turn in stages[1]["turns"]] == ["changed", "removed", "added"]
    assert verify("timeline", "harbour", "--summary").out.startswith("# Edits of")
    assert verify("diff", "harbour", "--exit-code").code == 3
    assert verify("diff", "harbour").code == 0
    assert verify("diff", "harbour", "1", "1", "--exit-code").code == 0


def test_docstring_examples_hold() -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(notes).failed == doctest.testmod(words).failed == 0
