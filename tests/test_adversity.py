"""What a computer does to a database: full and read-only disks, damage, clocks, network drives."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from conftest import MINUTES, Done
from drafts import DRAFT, REVISED, revise, shelve
from killing import rows

from verify.errors import VerifyError
from verify.records import Filter, Proof, Watch
from verify.report.machine import json_text
from verify.store import connection, drives, log
from verify.workbench import Workbench, watching
from verify.workbench.evidence import File

HERE = Path(__file__).parent
PAGE = 4096
ROOM = 40_000
"""Bytes: enough to open a database, and for the log of a small command."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and rights are of another kind")

# Runs a command with files that may grow to so many bytes, and no larger. Python keeps no byte code
# of what is imported meanwhile: it would keep the beginning of it.
LIMITED = """
import resource
import sys
sys.dont_write_bytecode = True
import verify.migrations
from verify.cli import run
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(run(sys.argv[2:]))
"""


def limited(size: int, path: Path, *words: str) -> Done:
    """A command in a process whose files cannot grow beyond a size, as on a disk that is full."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), "--db", str(path), "--by", "ana", *words],
        env={**os.environ, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def crowded(worked: Path, tmp_path: Path) -> Path:
    """The worked database, and beside it what commands take in: large files and an export."""
    (tmp_path / "large.txt").write_bytes(MINUTES + b"It was a long day. " * 40_000)
    noise = b"\x89PNG\r\n" + random.Random(1).randbytes(900_000)  # which no ZIP makes small
    with Workbench(worked, actor="ana") as desk:
        desk.attach_file([2], File(noise, "noise.png"), Proof("", kind="secondary"))
        lines = "".join(f"{json_text(row, indent=None)}\n" for row in desk.export())
        (tmp_path / "all.jsonl").write_text(lines, encoding="utf-8")
        (tmp_path / "harbour.zip").write_bytes(desk.bundle("harbour", {}))
        desk.backup(tmp_path / "kept.db")
    return worked


@pytest.mark.parametrize(
    ("words", "size", "says"),
    [
        ("note 1 {long}", ROOM, "verify.db failed or is full: nothing was written"),
        ("mark 1-3 disputed --note {long}", ROOM, "failed or is full: nothing was written"),
        ("evidence add 1 large.txt --kind primary", ROOM, "evidence cannot be kept"),
        ("import harbour.zip --slug again", ROOM, "failed or is full: nothing was written"),
        ("backup full.db", ROOM, "disk of full.db failed or is full"),
        ("backup full.db", 600_000, "evidence cannot be kept"),
        ("restore kept.db --replace", ROOM, "cannot be written"),
        ("restore kept.db --db full-2.db", ROOM, "evidence cannot be kept"),
        ("export -o full.jsonl", ROOM, "full.jsonl cannot be written"),
        ("bundle harbour -o full.zip", ROOM, "full.zip cannot be written"),
        ("list", 8_000, "failed or is full"),
    ],
)
def test_a_full_disk_is_told_in_a_line_and_leaves_all_as_before(
    crowded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, size: int, says: str
) -> None:
    """Whatever runs full: the database, its log, the evidence, or the file that is written."""
    monkeypatch.chdir(tmp_path)
    before, names = rows(crowded), {one.name for one in tmp_path.iterdir()}
    told = [word.format(long="words " * 8_000) for word in words.split()]
    done = limited(size, crowded, *told)
    assert says in done.refusal
    assert rows(crowded) == before
    left = {one.name for one in tmp_path.iterdir()} - names
    assert not {one for one in left if one.startswith("full") and not one.endswith(".evidence")}
    assert not {one for one in left if "unfinished" in one or "part" in one}


@pytest.mark.usefixtures("crowded")
def test_a_full_disk_imports_nothing(tmp_path: Path) -> None:
    """And leaves no database where there was none."""
    done = limited(100_000, tmp_path / "new.db", "import", str(tmp_path / "all.jsonl"))
    assert "full" in done.refusal
    assert not (tmp_path / "new.db").exists()


# Full, while an article is added

FULL = """
import resource
import sys
sys.dont_write_bytecode = True
from pathlib import Path
import drafts
from verify.errors import VerifyError
path = Path(sys.argv[1])
room = path.stat().st_size + 40_000 if path.exists() else 30_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    drafts.shelve(path, "".join(f"Ship {n} is {n}% late.\\n" for n in range(2_000)), "ships")
except VerifyError as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("begun", [True, False], ids=["larger", "new"])
def test_a_disk_that_runs_full_leaves_nothing_half_written(path: Path, begun: bool) -> None:
    """In one line, and with the database as before or not begun; there is room again after."""
    if not begun:
        path.unlink()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        env={**os.environ, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("refused: The disk"), done
    with Workbench(path, actor="ana") as desk:
        assert shelve(path, "It rained.\n", "weather").claims == 1
        assert [article.slug for article in desk.articles()] == ["harbour"] * begun + ["weather"]
        assert desk.check() == []


# Damage


COMMANDS = (
    *("list", "show 1", "history", "sources", "articles", "export", "diff harbour", "undo"),
    *("mark 3 disputed", "timeline harbour", "report harbour -o r.html", "backup kept.db"),
)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_page_is_found_and_told_in_a_line(
    verify: Callable[..., Done], tmp_path: Path, seed: int
) -> None:
    """Random bytes in the middle of the file: the check finds them and says what mends them; other
    commands that meet them say the same in a line.
    """
    chance = random.Random(seed)
    path = tmp_path / "verify.db"
    shelve(path, "".join(f"Ship {n} is {n}% late.\n" for n in range(60)), "ships")
    revise(path, REVISED, "harbour")
    data = bytearray(path.read_bytes())
    page = chance.randrange(2, len(data) // PAGE - 1) * PAGE
    data[page : page + PAGE] = chance.randbytes(PAGE)
    if bytes(data[page : page + PAGE]) == path.read_bytes()[page : page + PAGE]:
        pytest.fail("nothing was damaged")
    for words in ("check", *COMMANDS):
        for end in ("-wal", "-shm"):
            path.with_name(f"verify.db{end}").unlink(missing_ok=True)
        path.write_bytes(data)
        done = verify(*words.split())
        if words == "check":
            assert done.code == 3 or "is damaged" in done.refusal
            assert "verify restore" in done.err
        elif done.code:
            assert "damaged" in done.err
            assert "verify restore" in done.err
            assert (done.code, done.err.count("\n")) == (1, 1)


def test_a_row_that_is_no_json_is_called_damage(verify: Callable[..., Done]) -> None:
    """As a flipped bit leaves it, which SQLite does not see."""
    with closing(sqlite3.connect("verify.db")) as db:
        db.execute("DROP TRIGGER events_no_update")
        db.execute("UPDATE events SET changes = '{\"status\": [' WHERE claim_id = 1")
        db.commit()
    assert "is damaged" in verify("show", "1").refusal
    assert verify("check").code == 3


# Two releases over one database


def test_a_newer_release_meanwhile_is_waited_for_and_then_obeyed(path: Path) -> None:
    """A desk that has the file open while a newer release brings it up to date writes no more."""
    with Workbench(path, actor="ana") as desk, closing(sqlite3.connect(path)) as newer:
        desk.note([1], "before")
        newer.execute(f"PRAGMA user_version = {connection.LAYOUT + 1}")
        with pytest.raises(VerifyError, match="newer release has meanwhile"):
            desk.note([1], "after")
        newer.execute(f"PRAGMA user_version = {connection.LAYOUT}")
        assert [note.text for note in desk.show(1).notes] == ["before"]
        desk.note([1], "again")
        assert desk.check() == []


# The clock


def test_a_clock_that_goes_back_breaks_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Times in the log may go back; its order, and what stands, is that of the events."""
    times = iter(range(60, 0, -1))
    monkeypatch.setattr(log, "now", lambda *_: f"2025-05-08T12:{next(times) - 1:02}:00Z")
    with Workbench(path, actor="ana") as ana, Workbench(path, actor="ben") as ben:
        ana.mark([1], "disputed", note="first", valid_until=date(2025, 6, 1))
        ben.mark([1], "confirmed", note="second", valid_until=date(2025, 6, 1))
        revise(path, REVISED.replace("54%", "64%"), "harbour")
        ana.sign_off([1])
        told = ana.history(1)
        assert [event.at for event in told] == sorted((one.at for one in told), reverse=True)
        assert [event.id for event in told] == sorted(event.id for event in told)
        row = ana.show(1).row
        assert (row.status, row.verdict_by, row.signed_off_by) == ("confirmed", "ben", "ana")
        assert [note.text for note in ana.show(1).notes] == ["first", "second"]
        assert ana.count(Filter(stale_on=date(2025, 6, 2))) == 1
        assert [stage.version for stage in ana.timeline("harbour").stages] == [1, 2]
        assert ana.undo().action == "signed-off"
        assert ana.check() == []


def test_a_page_looked_at_in_the_future_is_due() -> None:
    """The clock was years ahead then; it is not waited for until it is as late again."""
    ahead, past = "2099-01-01T00:00:00Z", "2001-01-01T00:00:00Z"
    due = Watch(1, "u", "u", None, None, None, past, past, 0, None, None)
    assert watching.is_due(due)
    assert not watching.is_due(due._replace(next_at=ahead))
    assert watching.is_due(due._replace(next_at=ahead, looked_at=ahead))
    assert watching.is_due(due._replace(next_at=ahead, looked_at=None))


# Drives


@pytest.fixture
def on_a_share(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The database, in a folder that the system's table calls another computer's."""
    table = tmp_path_factory.mktemp("mounts") / "mounts"
    folder = str(path.parent.resolve()).replace(" ", "\\040")
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nnas:/desk {folder} nfs4 rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", table)
    monkeypatch.delenv(drives.ALLOW, raising=False)
    return path


def test_nothing_is_written_on_a_network_drive(
    on_a_share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read and checked; to write is refused with the reason, unless it is allowed."""
    with Workbench(on_a_share, actor="ana") as desk:
        assert desk.count() == 4
        assert desk.check() == []
        with pytest.raises(VerifyError, match=r"network drive \(nfs4\).*VERIFY_ALLOW_NETWORK_DRI"):
            desk.note([1], "x")
    with pytest.raises(VerifyError, match="network drive"):
        shelve(on_a_share.with_name("new.db"), DRAFT, "harbour")
    assert not on_a_share.with_name("new.db").exists()
    monkeypatch.setenv(drives.ALLOW, "1")
    with Workbench(on_a_share, actor="ana") as desk:
        desk.note([1], "x")


def test_a_backup_may_go_to_a_network_drive(
    on_a_share: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where it belongs; it is written by one program, and once."""
    here = tmp_path_factory.mktemp("here") / "verify.db"
    shutil.copy(on_a_share, here)
    with Workbench(here, actor="ana") as desk:
        desk.backup(on_a_share.with_name("kept.db"))
    with Workbench(on_a_share, actor="ana") as desk, pytest.raises(VerifyError, match="network"):
        desk.restore(on_a_share.with_name("kept.db"), replace=True)


@pytest.mark.parametrize(
    ("kind", "folder", "remote"),
    [
        ("nfs", "/mnt/desk", True),
        ("cifs", "/mnt/desk/2025/may", True),
        ("smb3", "/mnt/desk", True),
        ("9p", "/mnt/desk", True),
        ("fuse.sshfs", "/mnt/desk", True),
        ("ext4", "/mnt/desk", False),
        ("fuse.lxcfs", "/mnt/desk", False),
        ("nfs", "/mnt/desktop", False),
        ("nfs", "/mnt", False),
        ("nfs", "/mnt/desk/local", False),
    ],
)
def test_the_nearest_mount_tells_the_kind(kind: str, folder: str, remote: bool) -> None:
    """A folder is on the drive whose place is the longest beginning of its own, by whole names."""
    table = f"/dev/a / ext4 rw 0 0\nx /mnt/desk {kind} rw 0 0\n/dev/b /mnt/desk/local xfs rw 0 0\n"
    assert (drives.remote_in(table, folder) is not None) is remote
