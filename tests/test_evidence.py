"""Evidence that cannot rot: its bytes are kept, found again, and never overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import MINUTES, Done
from hypothesis import given
from hypothesis import strategies as st
from sites import STORY, Answer, page, serve

from verify.errors import VerifyError
from verify.records import Proof
from verify.workbench import Workbench
from verify.workbench.evidence import File, passages

REGISTER = b"Register\n\nExports rose 54% last year, to 1,200 containers.\n"
FILE = File(REGISTER, "register.txt")


def kept_files(path: Path) -> list[Path]:
    """What lies in the folder beside the database."""
    return [one for one in path.with_name(f"{path.name}.evidence").rglob("*") if one.is_file()]


def test_a_file_is_kept_with_all_that_is_said_of_it(ana: Workbench, path: Path) -> None:
    """Its bytes under their SHA-256, its words, where in it the proof lies and how it stands."""
    proof = Proof("p. 4", "table", "primary", "refutes", "rose 54%", date(2025, 5, 9))
    [one] = ana.attach_file([1], FILE, proof).evidence
    assert (one.claim_id, one.locator, one.note, one.actor) == (1, "p. 4", "table", "ana")
    assert (one.kind, one.stance, one.quote) == ("primary", "refutes", "rose 54%")
    assert (one.consulted, one.origin) == ("2025-05-09", "register.txt")
    [kept] = kept_files(path)
    assert kept.name == one.sha256
    assert kept.read_bytes() == REGISTER == ana.evidence_bytes(one.id)
    found, document = ana.one_evidence(one.id)
    assert found == one
    assert document is not None
    assert (document.size, document.media) == (len(REGISTER), "text/plain")
    assert "1,200 containers" in document.text
    assert ana.show(1).evidence == (one,)
    assert ana.check() == []


def test_the_same_file_is_stored_once(ana: Workbench, ben: Workbench, path: Path) -> None:
    """Under another name, by another person, for other claims."""
    ana.attach_file([1, 2], FILE, Proof())
    ben.attach_file([3], File(REGISTER, "copy of register.txt"), Proof())
    assert len(kept_files(path)) == 1
    assert [one.claim_id for one in ben.evidence()] == [1, 2, 3]
    assert [one.origin for one in ben.evidence([3])] == ["copy of register.txt"]
    assert len(ben.evidence(article="harbour")) == 3
    assert ana.check() == []


def test_a_quote_that_is_not_there_is_told_and_kept(ana: Workbench) -> None:
    """It may stand in a picture; line ends and marks are no difference."""
    told = Proof(quote="“exports rose 54%\nlast year”")
    assert ana.attach_file([1], FILE, told).unfound is None
    assert ana.attach_file([1], FILE, Proof(quote="200 containers")).unfound is None
    assert ana.attach_file([1], FILE, Proof(quote="00 containers")).unfound == "00 containers"
    attached = ana.attach_file([1], FILE, Proof(quote="exports fell"))
    assert attached.unfound == "exports fell"
    assert attached.evidence[0].quote == "exports fell"


def test_a_picture_is_kept_without_words(ana: Workbench, path: Path) -> None:
    """What cannot be read is proof all the same."""
    [one] = ana.attach_file([1], File(b"\x89PNG\r\n\x1a\n" + bytes(40), "t.png"), Proof()).evidence
    _, document = ana.one_evidence(one.id)
    assert document is not None
    assert (document.text, document.media) == ("", "image/png")
    assert len(kept_files(path)) == 1


def test_evidence_is_taken_away_and_back(ana: Workbench, ben: Workbench, path: Path) -> None:
    """Taking away is an event that can be undone; the bytes stay in any case."""
    [one] = ana.attach_file([1], FILE, Proof("p. 4")).evidence
    assert ben.detach(one.id, "another register") == one
    assert ana.evidence() == []
    assert ana.show(1).evidence == ()
    with pytest.raises(VerifyError, match="no evidence"):
        ana.detach(one.id)
    assert ana.check() == []
    ben.undo()
    assert ana.evidence() == [one]
    ana.undo()
    assert ana.evidence() == []
    assert len(kept_files(path)) == 1
    assert [event.action for event in ana.history(1)][-4:] == [
        *("attached", "detached", "undone", "undone")
    ]
    assert ana.check() == []


@pytest.mark.parametrize(
    ("file", "proof", "says"),
    [
        (File(b"", "empty.txt"), Proof(), "is empty"),
        (FILE, Proof(kind="hearsay"), "choose from primary, secondary"),
        (FILE, Proof(stance="proves"), "choose from supports"),
        (FILE, Proof(consulted=date.today() + timedelta(days=1)), "which is to come"),
    ],
)
def test_what_cannot_be_evidence_is_refused(
    ana: Workbench, path: Path, file: File, proof: Proof, says: str
) -> None:
    """Nothing is written, and no file is left."""
    before = ana.history()
    with pytest.raises(VerifyError, match=says):
        ana.attach_file([1], file, proof)
    with pytest.raises(VerifyError, match="no claim 99"):
        ana.attach_file([99], FILE, Proof())
    assert ana.history() == before
    assert kept_files(path) == []


def test_the_check_hashes_again(ana: Workbench, path: Path) -> None:
    """A file that was changed, or is gone, is found; what was asked for is refused."""
    [one] = ana.attach_file([1], FILE, Proof()).evidence
    [kept] = kept_files(path)
    kept.write_bytes(REGISTER.replace(b"54", b"64"))
    [wrong] = ana.check()
    assert (wrong.what, "was changed" in wrong.detail) == ("evidence", True)
    with pytest.raises(VerifyError, match="was changed"):
        ana.evidence_bytes(one.id)
    kept.unlink()
    [wrong] = ana.check()
    assert "is missing" in wrong.detail


def test_a_changed_file_is_kept_anew(ana: Workbench, path: Path) -> None:
    """Attaching the true bytes again mends what the disk lost."""
    ana.attach_file([1], FILE, Proof())
    [kept] = kept_files(path)
    kept.write_bytes(b"")
    ana.attach_file([2], FILE, Proof())
    assert kept.read_bytes() == REGISTER
    assert ana.check() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(ana: Workbench, path: Path) -> None:
    """The claim stays without the evidence."""
    path.with_name(f"{path.name}.evidence").touch()
    with pytest.raises(VerifyError, match="cannot be kept"):
        ana.attach_file([1], FILE, Proof())
    assert ana.evidence() == []


@given(st.text())
def test_passages_quote_their_text(text: str) -> None:
    """Each stands where it says, none is long, and no word is in none."""
    found = list(passages(text))
    assert all(text[start : start + len(part)] == part for start, part in found)
    assert all(len(part) <= 810 for _, part in found)
    told = "".join(part for _, part in found)
    assert sorted(filter(str.isalnum, told)) == sorted(filter(str.isalnum, text))


def test_a_line_of_spaces_is_no_passage() -> None:
    """However long it is: it is read over once."""
    assert list(passages(" " * 200_000 + "\n" + "\t" * 200_000)) == []


def test_a_link_to_the_database_finds_its_evidence(
    ana: Workbench, path: Path, tmp_path: Path
) -> None:
    """Which lies beside the file itself."""
    ana.attach_file([1], FILE, Proof())
    (tmp_path / "link.db").symlink_to(path)
    with Workbench(tmp_path / "link.db", actor="ben") as desk:
        assert desk.check() == []


def test_the_commands_about_evidence(verify: object, tmp_path: Path) -> None:
    """Add, list, show, write out, remove; as a desk does it."""
    run = verify
    assert callable(run)
    (tmp_path / "minutes.txt").write_bytes(MINUTES)
    added: Done = run(
        *("evidence", "add", "3", "minutes.txt", "--kind", "primary", "--locator", "p. 2"),
        *("--quote", "Nobody will lose a job", "--consulted", "2025-05-09", "--note", "signed"),
    )
    assert (added.code, added.err) == (0, "")
    assert "minutes.txt, p. 2 · primary, supports · “Nobody will lose a job”" in added.out
    [one] = run("evidence", "list", "3", "--json").json
    assert (one["kind"], one["consulted"], one["note"]) == ("primary", "2025-05-09", "signed")
    assert "claim 3" in run("evidence", "list").out
    assert one["sha256"] in run("evidence", "show", "1").out
    assert "The council met on Tuesday." in run("evidence", "show", "1", "--text").out
    run("evidence", "show", "1", "-o", "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == MINUTES
    assert run("evidence", "remove", "1").out.startswith("Taken away from claim 3: minutes.txt")
    assert run("evidence", "list").err.startswith("No evidence yet")
    assert "verify evidence list" in run("evidence", "show", "1").refusal
    assert "check the name" in run("evidence", "add", "3", "gone.txt").refusal
    unquoted = run("evidence", "add", "3", "minutes.txt", "--quote", "All will")
    assert "do not have “All will”" in unquoted.err


def test_killed_while_attaching_evidence_is_there_or_not(path: Path, tmp_path: Path) -> None:
    """At any moment: the database is sound, and what was attached has its bytes."""
    (tmp_path / "register.txt").write_bytes(REGISTER * 1_000)
    words = ("evidence", "add", "1-4", str(tmp_path / "register.txt"))
    command = [sys.executable, "-m", "verify", "--db", str(path), "--by", "ana", *words]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.monotonic() - began
    for moment in range(12):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
            time.sleep(seconds * (0.4 + 0.06 * moment))
            running.kill()
        with Workbench(path, actor="ben") as desk:
            assert desk.check() == []
            found = desk.evidence()
            assert len(found) % 4 == 0
            assert {len(desk.evidence_bytes(one.id)) for one in found} == {len(REGISTER) * 1_000}


def test_a_page_is_kept_as_it_was(verify: object, tmp_path: Path) -> None:
    """Its very bytes, its words, what it says of itself and the day; private ones when allowed."""
    run = verify
    assert callable(run)
    with serve() as site:
        site.answers["/story"] = Answer(page(STORY))
        url = f"{site.url}/story"
        assert "--allow-private" in run("evidence", "add", "1", url).refusal
        assert run("evidence", "list", "--json").json == []
        added = run("evidence", "add", "1", url, "--kind", "secondary", "--allow-private")
        assert (added.code, added.err) == (0, "")
        site.answers["/story"] = Answer(page(["Nothing of the kind was ever said by anybody."]))
        assert (
            "cannot be read"
            in run("evidence", "add", "1", f"{site.url}/x", "--allow-private").refusal
        )
    [one] = run("evidence", "list", "--json").json
    assert (one["origin"], one["title"]) == (url, "Harbour exports jump")
    assert (one["published"], one["consulted"]) == ("2025-05-08", date.today().isoformat())
    run("evidence", "show", "1", "-o", "kept.html")
    assert (tmp_path / "kept.html").read_text() == page(STORY)
    assert "All rights reserved" not in run("evidence", "show", "1", "--text").out
    [bearing, *_] = run("compare", "1", "--json").json
    assert bearing["agreements"][0]["outcome"] == "agrees"
