"""Edits that no claim tells of are seen all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.changes import unclaimed_edits

TEXT = "Is the mayor of Oslo ill? The harbour opened in 1968.\n\nThe port has 12 cranes.\n"


def edits(old: str, new: str) -> list[tuple[str, object, object]]:
    changes = claims.diff(claims.extract(old).claims, claims.extract(new).claims)
    return [(one.change, one.before, one.after) for one in unclaimed_edits(old, new, changes)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Oslo ill", "Bergen ill", [("changed", "of Oslo ill?", "of Bergen ill?")]),
        ("1968", "1986", []),  # a claim tells of it
        ("12 cranes", "twelve cranes", []),  # the same figure
        ("The port", "The  port", []),
        ("\n\nThe", "\n\nWho pays? The", [("added", None, "Who pays?")]),
        ("Is the mayor of Oslo ill? ", "", [("removed", "of Oslo ill?", None)]),
    ],
)
def test_edit_outside_the_claims_is_told(
    old: str, new: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    """An edited question, heading or lost sentence shows; what a claim tells does not."""
    assert old in TEXT
    told = edits(TEXT, TEXT.replace(old, new))
    assert [kind for kind, _, _ in told] == [kind for kind, _, _ in found]
    for (_, *sides), (_, *ends) in zip(told, found, strict=True):
        for side, end in zip(sides, ends, strict=True):
            assert (side is None) if end is None else str(side).endswith(end)


@given(st.text(alphabet="ab .!?\n", max_size=60), st.text(alphabet="ab .!?\n", max_size=60))
def test_any_two_texts_go_through(old: str, new: str) -> None:
    """No text raises; texts of the same words have no edit, and every edit quotes its texts."""
    found = unclaimed_edits(old, new, [])
    if old.split() == new.split():
        assert not found
    for one in found:
        assert one.before_index is one.after_index is None
        for side, text in ((one.before, old), (one.after, new)):
            assert side is None or str(side) in " ".join(text.split())


def test_diff_of_files_shows_it_and_ends_with_3(
    tmp_path: Path, verify: Callable[..., Done]
) -> None:
    """On the command line it has a sign of its own, and counts as something found."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(TEXT, encoding="utf-8")
    new.write_text(TEXT.replace("Oslo", "Bergen"), encoding="utf-8")
    ran = verify("diff", str(old), str(new), "--exit-code")
    assert ran.code == 3
    assert "¶ unclaimed" in ran.out
    found = verify("diff", str(old), str(new), "--json").json["changes"]
    [edit] = [one for one in found if one["change"] != "unchanged"]
    assert (edit["before_index"], edit["after_index"]) == (None, None)
    assert "Bergen" in edit["after"]


def test_adding_a_version_counts_it(verify: Callable[..., Done], tmp_path: Path) -> None:
    """Whoever adds the edited text is told that words outside the claims were edited."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert verify("add", str(path), "--slug", "port").code == 0
    path.write_text(TEXT.replace("Oslo", "Bergen"), encoding="utf-8")
    assert "1 unclaimed" in verify("add", str(path), "--to", "port").out


def test_timeline_tells_it_and_what_is_silent(verify: Callable[..., Done], tmp_path: Path) -> None:
    """A name that changed outside the claims is a silent edit; a reworded question is none."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert verify("add", str(path), "--slug", "port").code == 0
    path.write_text(TEXT.replace("Oslo", "Bergen"), encoding="utf-8")
    assert verify("add", str(path), "--to", "port").code == 0
    path.write_text(TEXT.replace("Oslo ill", "Bergen well"), encoding="utf-8")
    assert verify("add", str(path), "--to", "port").code == 0
    _, second, third = verify("timeline", "port", "--json").json["stages"]
    [turn], [other] = second["turns"], third["turns"]
    assert (turn["action"], turn["claim_id"], turn["silent"]) == ("unclaimed", None, True)
    assert (other["action"], other["silent"]) == ("unclaimed", "polarity" in other["facets"])
    assert "Oslo became Bergen" in verify("timeline", "port", "--summary").out
    assert "1 silent edit" in verify("timeline", "port", "--silent").out
