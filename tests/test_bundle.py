"""An article in one file that proves itself, and joins the articles of another database."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINUTES, Done
from drafts import DRAFT, shelve

from verify.errors import VerifyError
from verify.records import Filter
from verify.workbench import Workbench
from verify.workbench.bundling import opened


@pytest.fixture
def packed(worked: Path) -> bytes:
    """The article of the worked database, with two versions, evidence and a merged source."""
    with Workbench(worked, actor="ana") as desk:
        return desk.bundle("harbour", {"report.md": "# Harbour\n"})


def rebuilt(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The bundle with other members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return told.getvalue()


def test_a_bundle_holds_everything(packed: bytes) -> None:
    """Each version's text, the evidence, the rows and the report, each with its SHA-256."""
    bundle = opened(packed)
    assert bundle.slug == "harbour"
    assert bundle.members.keys() == bundle.manifest["files"].keys()
    assert bundle.members["versions/1.txt"].decode() == DRAFT
    assert bundle.members["report.md"] == b"# Harbour\n"
    assert MINUTES in bundle.members.values()


def test_it_joins_another_desks_articles(packed: bytes, worked: Path, tmp_path: Path) -> None:
    """Claims, verdicts, history, evidence and sources are those of the original, under new ids."""
    other = tmp_path / "other.db"
    shelve(other, "Port Authority: It snowed 12% more in Varde.\n", "snow", actor="ben")
    with Workbench(worked, actor="ana") as here, Workbench(other, actor="ben") as there:
        assert there.unbundle(packed) == "harbour"
        assert there.check() == []
        old, new = here.dossier("harbour"), there.dossier("harbour")
        assert [one.row.text for one in new.claims] == [one.row.text for one in old.claims]
        assert [one.row.status for one in new.claims] == [one.row.status for one in old.claims]
        assert [one.row.sources for one in new.claims] == [one.row.sources for one in old.claims]
        assert [
            [(event.at, event.actor, event.action, event.undone) for event in one.history]
            for one in new.claims
        ] == [
            [(event.at, event.actor, event.action, event.undone) for event in one.history]
            for one in old.claims
        ]
        *_, kept = there.evidence(article="harbour")
        assert there.evidence_bytes(kept.id) == MINUTES
        assert there.count(Filter(search="mayor")) == 1
        assert [one.name for one in there.sources()] == ["Maria Lopez"]
        there.mark([new.claims[0].row.id], "disputed")
        assert there.check() == []


def test_it_can_stand_beside_its_own_article(packed: bytes, worked: Path) -> None:
    """Under another name, and its facts are then those of two articles."""
    with Workbench(worked, actor="ana") as desk:
        with pytest.raises(VerifyError, match="with --slug"):
            desk.unbundle(packed)
        assert desk.check() == []
        assert desk.unbundle(packed, "harbour-again") == "harbour-again"
        assert desk.count(Filter(article="harbour-again")) == 4
        assert desk.check() == []
        again = desk.bundle("harbour-again", {})
        assert desk.unbundle(again, "third") == "third"
        assert desk.check() == []


def test_taken_away_evidence_goes_along(worked: Path, tmp_path: Path) -> None:
    """The history needs it; it does not stand in the other database either."""
    with Workbench(worked, actor="ben") as desk, Workbench(tmp_path / "b.db", actor="ana") as there:
        shelve(tmp_path / "b.db", "It snowed.\n", "snow")
        for one in desk.evidence():
            desk.detach(one.id)
        there.unbundle(desk.bundle("harbour", {}))
        assert there.evidence() == []
        assert there.check() == []


def text_changed(members: dict[str, bytes]) -> None:
    members["versions/1.txt"] += b"!"


def rows_changed(members: dict[str, bytes]) -> None:
    members["rows.jsonl"] = members["rows.jsonl"].replace(b"confirmed", b"incorrect")


def member_gone(members: dict[str, bytes]) -> None:
    del members["versions/2.txt"]


def member_more(members: dict[str, bytes]) -> None:
    members["../../evil.sh"] = b"rm"


def no_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def other_release(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "layout": 99}).encode()


def forged(members: dict[str, bytes]) -> None:
    """Rows with a manifest that fits them: the text must still be the one its hash was taken of."""
    import hashlib

    members["rows.jsonl"] = members["rows.jsonl"].replace(b"Exports rose 64%", b"Exports rose 94%")
    manifest = json.loads(members["manifest.json"])
    manifest["files"]["rows.jsonl"] = hashlib.sha256(members["rows.jsonl"]).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (text_changed, "versions/1.txt was changed"),
        (rows_changed, "rows.jsonl was changed"),
        (member_gone, "versions/2.txt is not both"),
        (member_more, "evil.sh is not both"),
        (no_manifest, "it is no bundle"),
        (other_release, "another release"),
        (forged, "is not the text that stands beside it"),
    ],
)
def test_what_was_not_packed_is_refused(
    packed: bytes, tmp_path: Path, change: Callable[[dict[str, bytes]], None], says: str
) -> None:
    """The reason is told, and nothing is taken in."""
    other = tmp_path / "other.db"
    shelve(other, "It snowed.\n", "snow")
    with Workbench(other, actor="ben") as desk:
        with pytest.raises(VerifyError, match=says):
            desk.unbundle(rebuilt(packed, change))
        assert [one.slug for one in desk.articles()] == ["snow"]
        assert desk.check() == []


def test_a_damaged_bundle_is_refused_in_words(packed: bytes) -> None:
    """Whatever the damage makes the reader of archives say."""
    for at in range(40, len(packed) - 60, 97):
        with pytest.raises(VerifyError):
            opened(packed[:at] + bytes(60) + packed[at + 60 :])


def test_odd_line_ends_are_no_ends(tmp_path: Path) -> None:
    """A line separator within a text does not part a bundle's rows."""
    with Workbench(tmp_path / "a.db", actor="ana") as desk:
        shelve(tmp_path / "a.db", "It snowed in Oslo.\u2028It snowed in Varde.\x85\n", "snow")
        packed = desk.bundle("snow", {})
        assert desk.unbundle(packed, "again") == "again"
        assert desk.check() == []


def test_an_import_is_not_taken_back_piece_by_piece(packed: bytes, tmp_path: Path) -> None:
    """What others did elsewhere is not undone by who takes it in."""
    shelve(tmp_path / "b.db", "It snowed.\n", "snow", actor="ana")
    with Workbench(tmp_path / "b.db", actor="ana") as desk:
        desk.unbundle(packed)
        with pytest.raises(VerifyError, match="which is not taken back"):
            desk.undo()
        assert desk.count(Filter(article="harbour")) == 4


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip", b"PK\x03\x04" + bytes(500)])
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    """In a line."""
    with pytest.raises(VerifyError, match="cannot be read"):
        opened(data)


def test_a_bomb_is_refused_unread() -> None:
    """By the size it says it has."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}", bytes(100_000_000))
    assert len(bomb.getvalue()) < 1_000_000
    with pytest.raises(VerifyError, match="more than 500 MB"):
        opened(bomb.getvalue())


def test_the_commands(verify: object, tmp_path: Path) -> None:
    """Pack, check, take in; what was changed leaves with 3."""
    run = verify
    assert callable(run)
    run("evidence", "add", "1", __file__, "--kind", "primary")
    written: Done = run("bundle", "harbour", "-o", "h.zip")
    assert (written.code, written.err) == (0, "Wrote h.zip\n")
    assert "is what was packed: harbour" in run("bundle", "--check", "h.zip").out
    assert {"report.html", "report.json"} < opened((tmp_path / "h.zip").read_bytes()).members.keys()
    taken = run("import", "h.zip", "--slug", "copy")
    assert taken.out == "Took in copy: 1 versions, 4 claims\n"
    assert run("check").code == 0
    assert "with --slug" in run("import", "h.zip").refusal
    changed = rebuilt((tmp_path / "h.zip").read_bytes(), text_changed)
    (tmp_path / "x.zip").write_bytes(changed)
    wrong = run("bundle", "--check", "x.zip", "--json")
    assert (wrong.code, json.loads(wrong.out)["whole"]) == (3, False)
    assert run("bundle", "harbour").code == run("bundle").code == 2
    assert "cannot be read" in run("import", "gone.zip").refusal
