"""Backups made while others write, and what comes back from them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import MINUTES, Done
from drafts import DRAFT, shelve
from killing import rows

from verify.errors import VerifyError
from verify.workbench import Workbench

ROOT = Path(__file__).parent.parent


@pytest.fixture
def kept(worked: Path, tmp_path: Path) -> Path:
    """A backup of the worked database, in a folder of its own."""
    (tmp_path / "kept").mkdir()
    target = tmp_path / "kept" / "desk.db"
    with Workbench(worked, actor="ana") as desk:
        desk.backup(target)
    return target


def events(path: Path) -> list[tuple[object, ...]]:
    """The log as it lies in the file."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM events ORDER BY id").fetchall()


def test_a_backup_is_a_plain_database_with_hashes(worked: Path, kept: Path) -> None:
    """It opens as it stands, its evidence beside it, and sha256sum finds every hash to fit."""
    assert sorted(one.name for one in kept.parent.iterdir()) == [
        "desk.db",
        "desk.db.evidence",
        "desk.db.sha256",
    ]
    assert kept.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log goes with it
    told = dict(line.split("  ")[::-1] for line in _hashes(kept).read_text().splitlines())
    assert {
        name: hashlib.sha256((kept.parent / name).read_bytes()).hexdigest() for name in told
    } == told
    assert any((kept.parent / name).read_bytes() == MINUTES for name in told)
    if shutil.which("sha256sum"):
        words = ["sha256sum", "--check", "--strict", _hashes(kept).name]
        subprocess.run(words, cwd=kept.parent, check=True, capture_output=True)
    assert rows(kept) == rows(worked)
    assert events(kept) == events(worked)


def _hashes(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def test_the_way_there_and_back(worked: Path, kept: Path, tmp_path: Path) -> None:
    """What comes back is what was there, and work goes on in it."""
    with Workbench(tmp_path / "new" / "desk.db", actor="ana") as desk:
        done = desk.restore(kept)
        assert (done.aside, done.articles, done.documents, done.missing) == (None, 1, 1, ())
        assert events(desk.path) == events(worked)
        assert desk.evidence_bytes(desk.evidence()[-1].id) == MINUTES
        desk.note([1], "more")
        assert desk.check() == []
        with closing(sqlite3.connect(desk.path)) as db:
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_database_in_the_way_is_kept(worked: Path, kept: Path) -> None:
    """Only with --replace; it is there under another name, whole, with what was done since."""
    with Workbench(worked, actor="ana") as desk:
        desk.note([1], "since")
        with pytest.raises(VerifyError, match="--replace"):
            desk.restore(kept)
        later = events(worked)
        aside = Path(desk.restore(kept, replace=True).aside or "")
        assert events(worked) == events(kept)
        assert desk.check() == []
    assert re.fullmatch(r"verify\.db\.\d{8}T\d{6}Z", aside.name)
    assert events(aside) == later
    with Workbench(aside, actor="ana") as desk:
        assert desk.check() == []
    with Workbench(worked, actor="ana") as desk:  # within the same second
        again = desk.restore(kept, replace=True)
        assert again.aside not in (None, str(aside))


def test_a_database_that_is_open_is_not_put_aside(worked: Path, kept: Path) -> None:
    """Whoever has it open would go on writing where nobody looks."""
    before = events(worked)
    with Workbench(worked, actor="ben") as ben, Workbench(worked, actor="ana") as ana:
        ben.note([1], "at work")
        with pytest.raises(VerifyError, match="busy"):
            ana.restore(kept, replace=True)
        ben.note([1], "still at work")
    assert len(events(worked)) == len(before) + 2


def test_nothing_is_overwritten(worked: Path, kept: Path) -> None:
    """Neither a backup nor any other file, nor the database itself."""
    before = kept.read_bytes()
    with Workbench(worked, actor="ana") as desk:
        for target in (kept, worked):
            with pytest.raises(VerifyError, match="already there"):
                desk.backup(target)
        with pytest.raises(VerifyError, match="no folder"):
            desk.backup(kept.parent / "none" / "x.db")
        with pytest.raises(VerifyError, match="database itself"):
            Workbench(kept, actor="ana").restore(kept, replace=True)
    assert kept.read_bytes() == before


def longer(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes() + b"x")


def evidence_changed(kept: Path) -> None:
    [file] = kept.with_name("desk.db.evidence").glob("??/*")
    file.write_bytes(b"other")


def evidence_gone(kept: Path) -> None:
    shutil.rmtree(kept.with_name("desk.db.evidence"))


def hashes_gone(kept: Path) -> None:
    _hashes(kept).unlink()


def hashes_odd(kept: Path) -> None:
    _hashes(kept).write_text("hello\n")


def more_named(kept: Path) -> None:
    with _hashes(kept).open("a") as file:
        file.write(f"{'a' * 64}  ../../etc/passwd\n")


def renamed(kept: Path) -> None:
    _hashes(kept).write_text(_hashes(kept).read_text().replace("  desk.db\n", "  other.db\n"))


def forged(kept: Path) -> None:
    """An event edited, and the file's hash made to fit."""
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    with closing(sqlite3.connect(kept)) as db:
        db.execute("DROP TRIGGER events_no_update")
        db.execute("UPDATE events SET note = 'forged' WHERE id = 7")
        db.commit()
    after = hashlib.sha256(kept.read_bytes()).hexdigest()
    _hashes(kept).write_text(_hashes(kept).read_text().replace(before, after))


def newer(kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    with closing(sqlite3.connect(kept)) as db:
        db.execute("PRAGMA user_version = 99")
    after = hashlib.sha256(kept.read_bytes()).hexdigest()
    _hashes(kept).write_text(_hashes(kept).read_text().replace(before, after))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (longer, "was changed: its SHA-256"),
        (evidence_changed, "was changed: its SHA-256"),
        (evidence_gone, "is missing"),
        (hashes_gone, "cannot be read"),
        (hashes_odd, "is not a list of hashes"),
        (more_named, "which is not of this backup"),
        (renamed, "does not name desk.db"),
        (forged, "event 7 was edited"),
        (newer, "newer release"),
    ],
)
def test_a_spoilt_backup_touches_nothing(
    worked: Path, kept: Path, spoil: Callable[[Path], None], says: str
) -> None:
    """It is looked at before anything is done."""
    spoil(kept)
    before = _beside(worked)
    with Workbench(worked, actor="ana") as desk, pytest.raises(VerifyError, match=says):
        desk.restore(kept, replace=True)
    assert _beside(worked) == before


def _beside(path: Path) -> dict[Path, bytes]:
    files = path.parent.glob(f"{path.name}*")
    return {file: file.read_bytes() for file in files if file.is_file()}


def test_a_damaged_database_has_no_backup_and_gets_one_back(worked: Path, kept: Path) -> None:
    """A backup of damage is none; one from before takes the damaged file's place, which is kept."""
    spoilt = bytearray(worked.read_bytes())
    for page in range(3, len(spoilt) // 4096):
        spoilt[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    worked.write_bytes(spoilt)
    with Workbench(worked, actor="ana") as desk:
        with pytest.raises(VerifyError, match="damaged"):
            desk.backup(kept.with_name("again.db"))
        assert not kept.with_name("again.db").exists()
        aside = desk.restore(kept, replace=True).aside
        assert desk.check() == []
    assert aside is not None
    assert Path(aside).read_bytes() == bytes(spoilt)


def test_a_log_left_by_a_lost_database_is_not_read_into_the_restored(
    worked: Path, kept: Path
) -> None:
    """Somebody deleted the file and left what SQLite keeps beside it."""
    with Workbench(worked, actor="ana") as desk:
        desk.note([1], "in the log beside the file")
        left = worked.with_name("verify.db-wal").read_bytes()
    worked.unlink()
    worked.with_name("verify.db-wal").write_bytes(left)
    with Workbench(worked, actor="ana") as desk:
        desk.restore(kept)
        assert desk.check() == []
    assert events(worked) == events(kept)


def test_evidence_that_was_missing_already_is_told(
    verify: Callable[..., Done], tmp_path: Path
) -> None:
    """The backup is made without it, and says so."""
    (tmp_path / "minutes.txt").write_bytes(MINUTES)
    verify("evidence", "add", "1", "minutes.txt", "--kind", "primary")
    shutil.rmtree(tmp_path / "verify.db.evidence")
    told = verify("backup", "kept.db").out
    assert "1 file of evidence missing or changed, which verify check names" in told
    assert verify("restore", "kept.db", "--db", "back.db", "--json").json["missing"]


def test_the_commands(verify: Callable[..., Done], tmp_path: Path) -> None:
    """One line each, or JSON; and a name that sha256sum must escape."""
    made = verify("backup", "a\\b.db")
    assert made.out.startswith("Wrote a\\b.db: 1 article, log of 5 events, head ")
    assert made.out.count("\n") == 1
    assert _hashes(tmp_path / "a\\b.db").read_text().startswith("\\")
    assert verify("backup", "a\\b.db").refusal.startswith("Error: a\\b.db is already there")
    assert verify("backup", "c.db", "--json").json["log"]["events"] == 5
    back = verify("restore", "a\\b.db", "--db", "new/back.db")
    assert back.out.startswith(f"Restored {tmp_path}/new/back.db from a\\b.db: 1 article")
    assert "--replace keeps it" in verify("restore", "c.db").refusal
    assert "is now" in verify("restore", "c.db", "--replace").out
    assert verify("check").code == 0


WRITING = """
import sys
from verify.workbench import Workbench
with Workbench(sys.argv[1], actor=sys.argv[2]) as desk:
    print("ready", flush=True)
    n = 0
    while not sys.stdin.closed:
        desk.note([1, 2, 3], f"note {n}")
        n += 1
        print(n, flush=True)
"""


def test_backups_while_others_write(worked: Path, tmp_path: Path) -> None:
    """Each is one moment: whole commands, and every one acknowledged before it began."""
    shelve(worked, "".join(f"Ship {n} is {n}% late.\n" for n in range(500)), "ships")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, str(worked), name],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("ben", "cleo")
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        for number in range(4):
            acknowledged = 0
            for writer in writers:
                assert writer.stdout is not None
                acknowledged = int(writer.stdout.readline())
            target = tmp_path / f"{number}.db"
            with Workbench(worked, actor="ana") as desk:
                desk.backup(target)
            told = [row for row in events(target) if row[2] == "cleo"]
            assert len(told) % 3 == 0
            assert len(told) // 3 >= acknowledged
            with Workbench(target, actor="ana") as desk:
                assert desk.check() == []
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    """And makes no file."""
    with Workbench(tmp_path / "none.db", actor="ana") as desk:
        with pytest.raises(VerifyError, match="no database"):
            desk.backup(tmp_path / "kept.db")
        shelve(tmp_path / "some.db", DRAFT, "harbour")
    assert [one.name for one in tmp_path.iterdir()] == ["some.db"]
