"""The report as of a version: that version's words and sources, and what is now known of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from drafts import DRAFT, REVISED, revise

from verify.errors import VerifyError
from verify.workbench import Workbench

Verify = Callable[..., Done]


def test_a_version_is_told_as_it_was_worded(path: Path, ana: Workbench) -> None:
    """Words, places and the claims it made; statuses as they are now; nothing of later versions."""
    ana.mark([4], "incorrect", correction="on Tuesday")
    revise(path, REVISED, "harbour")
    ana.mark([1], "confirmed")
    first = ana.dossier("harbour", 1)
    assert [one.row.text for one in first.claims] == DRAFT.strip().splitlines()
    assert [one.now.version for one in first.claims] == [1, 1, 1, 1]
    assert [first.versions[-1].text[a:b] for one in first.claims for a, b in one.now.claim["spans"]]
    assert [one.row.status for one in first.claims] == [
        "confirmed", "unchecked", "unchecked", "incorrect"
    ]  # fmt: skip
    assert first.counts == {"confirmed": 1, "unchecked": 2, "incorrect": 1}
    assert (first.removed, first.changes, len(first.versions)) == ((), (), 1)
    assert {row.name: row.claims for row in first.sources} == {
        "Maria Lopez": 1,
        "Port Authority": 1,
    }


def test_a_version_is_compared_with_the_one_before_it(path: Path, ana: Workbench) -> None:
    """Of three versions the second is held against the first, and the last is what is told else."""
    revise(path, REVISED, "harbour")
    revise(path, REVISED + "The harbour froze.\n", "harbour")
    second = ana.dossier("harbour", 2)
    assert {change.change for change in second.changes} >= {"changed", "removed", "added"}
    assert [one.row.id for one in second.removed] == [3]
    assert [one.change for one in ana.dossier("harbour", 3).changes].count("added") == 1
    assert ana.dossier("harbour", 3)._replace(made_at="") == ana.dossier("harbour")._replace(
        made_at=""
    )


def test_merged_names_hold_for_every_version(path: Path, ana: Workbench) -> None:
    """A source has the name in use now, in whatever version."""
    revise(path, REVISED, "harbour")
    ana.merge_sources(["Port Authority"], "Maria Lopez")
    assert [row.name for row in ana.dossier("harbour", 1).sources] == ["Maria Lopez"]
    assert [one.row.sources for one in ana.dossier("harbour", 1).claims][2] == ("Maria Lopez",)


def test_there_is_no_such_version(path: Path, ana: Workbench) -> None:
    """The refusal lists those there are."""
    revise(path, REVISED, "harbour")
    with pytest.raises(VerifyError, match=r"There is no version 3; choose from 1, 2"):
        ana.dossier("harbour", 3)


# The command


def test_the_command_tells_a_version(verify: Verify, tmp_path: Path) -> None:
    """With its number, and what is later; a wrong number is refused."""
    revise(tmp_path / "verify.db", REVISED, "harbour")
    assert "1 of 2" in verify("report", "harbour", "--version", "1").out
    assert "the latest is 2" in verify("report", "harbour", "--version", "1").out
    assert "choose from 1, 2" in verify("report", "harbour", "--version", "9").refusal
    assert verify("report", "harbour", "--version", "0").code == 2


def test_every_ending_has_its_form(verify: Verify, tmp_path: Path) -> None:
    """Each file begins as its form does."""
    for name, begins in (
        ("r.pdf", b"%PDF"),
        ("r.DOCX", b"PK"),
        ("r.claimreview.json", b'{\n  "@context": "https://schema.org"'),
        ("r.annotations.json", b'{\n  "@context": "http://www.w3.org/ns/anno.jsonld"'),
        ("r.json", b'{\n  "summary"'),
    ):
        assert verify("report", "harbour", "-o", name).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert verify("report", "harbour", "-o", "r.odt").code == 2


def test_a_file_of_bytes_may_be_piped_but_not_shown(path: Path) -> None:
    """A terminal would make noise of it, and is told so; a pipe gets the bytes."""
    command = [sys.executable, "-m", "verify", "report", "harbour", "--format", "docx"]
    command += ["--db", str(path), "--by", "ana"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.startswith(b"PK")
    ours, theirs = os.openpty()
    try:
        shown = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(theirs)
        os.close(ours)
    assert shown.returncode == 2
    assert b"-o FILE" in shown.stderr


def test_a_redacted_report_is_redacted(verify: Verify) -> None:
    """The option reaches every form; a strict report stays a gate."""
    verify("note", "1", "rang 0171 555 0199")
    assert "0171" in verify("report", "harbour").out
    done = verify("report", "harbour", "--redact", "--strict")
    assert "0171" not in done.out
    assert done.code == 3
    assert "0171" not in json.dumps(verify("report", "harbour", "--redact", "--json").json)
