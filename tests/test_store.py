"""The database file itself: layout, refusals, transfer, and the self-check."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from aged import aged
from drafts import DRAFT, shelve
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from verify import migrations
from verify.errors import VerifyError
from verify.records import Attributed, Filter
from verify.store import connection, filtering, listing, transfer
from verify.store.locker import Locker
from verify.workbench import Workbench

ROOT = Path(__file__).parent.parent


# The layout


def test_the_layout_number_counts_the_migrations() -> None:
    """A new migration raises it, or up-to-date files would be taken for older ones."""
    fresh = migrations.layout.pending(Database(memory=True))
    assert len(fresh) == connection.LAYOUT


def test_sqlite_utils_opens_the_file_and_makes_sense(worked: Path) -> None:
    """Plain tables and views with the field's names, search included."""
    db = Database(worked)
    assert set(transfer.TABLES) <= set(db.table_names())
    assert {"claim_list", "status_counts", "source_aliases", "history"} == set(db.view_names())
    rows = {row["id"]: row for row in db["claim_list"].rows}
    assert rows[2]["sources"] == "Maria Lopez"
    assert rows[1]["status"] == "confirmed"
    assert rows[1]["recheck"]
    assert {(row["status"], row["claims"]) for row in db["status_counts"].rows} == {
        ("confirmed", 2),
        ("incorrect", 1),
        ("unchecked", 1),
    }
    assert [row["id"] for row in db.table("claims").search("mayors", columns=["id"])] == [5]
    assert list(db["source_aliases"].rows) == [{"alias": "Port Authority", "source": "Maria Lopez"}]
    foreign = {key.column: key.other_table for key in db.table("occurrences").foreign_keys}
    assert foreign == {"claim_id": "claims", "version_id": "versions"}
    db.close()


def test_datasette_opens_the_file_and_makes_sense(worked: Path) -> None:
    """Its own inspection finds the tables with their rows; in a process of its own, as people
    run it."""
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", str(worked)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    tables = json.loads(done.stdout)["verify"]["tables"]
    assert tables["claims"]["count"] == 5
    assert tables["versions"]["count"] == 2
    assert set(transfer.TABLES) <= set(tables)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = 'eve'",
        "DELETE FROM events WHERE id = 1",
        "UPDATE evidence SET locator = 'elsewhere'",
        "DELETE FROM evidence",
        "UPDATE documents SET text = 'other'",
        "DELETE FROM documents",
        "UPDATE passages SET text = 'other'",
        "DELETE FROM passages",
        "UPDATE occurrences SET quote = ''",
        "DELETE FROM occurrences",
        "UPDATE versions SET text = 'other'",
        "DELETE FROM versions",
    ],
)
def test_what_was_written_cannot_be_overwritten(db: sqlite3.Connection, statement: str) -> None:
    """Not even by another tool: the database itself refuses."""
    with pytest.raises(sqlite3.IntegrityError, match="nothing is overwritten"):
        db.execute(statement)


def test_sqlite_utils_works_inside_our_transactions(worked: Path, db: sqlite3.Connection) -> None:
    """Its own atomic() begins plainly, which fails among several writers; within ours it nests."""
    with contextlib.suppress(ZeroDivisionError), connection.writing(db, worked):
        Database(db, execute_plugins=False).table("sources").insert({"name": "X", "kind": "media"})
        assert db.in_transaction
        raise ZeroDivisionError
    assert db.execute("SELECT count(*) FROM sources WHERE name = 'X'").fetchone() == (0,)


def test_several_processes_can_read_while_one_writes(worked: Path, db: sqlite3.Connection) -> None:
    """The write-ahead log is on, and references are enforced."""
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with connection.writing(db, worked), Workbench(worked, actor="ben") as ben:
        assert ben.count() == 4


# Files that are refused


def test_a_missing_database_is_not_made_by_looking(tmp_path: Path) -> None:
    """Only adding and importing make one."""
    path = tmp_path / "verify.db"
    with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError, match="no database at"):
        desk.claims()
    assert not path.exists()


def foreign(path: Path) -> None:
    """Another program's database."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.close()


def newer(path: Path) -> None:
    """A database of the release after this one."""
    shelve(path, DRAFT, "harbour")
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {connection.LAYOUT + 1}")
    db.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (Path.mkdir, "is a folder"),
        (lambda path: path.write_bytes(b"Dear diary, " * 100), "is not a database"),
        (Path.touch, "is empty"),
        (foreign, "another program"),
        (newer, "upgrade with pip install --upgrade redpencil"),
    ],
    ids=["folder", "text", "empty", "foreign", "newer"],
)
def test_a_file_that_is_no_database_of_ours_is_left_alone(
    tmp_path: Path,
    make: object,
    says: str,
) -> None:
    """Refused in one line with the way out, and unchanged."""
    path = tmp_path / "verify.db"
    make(path)  # type: ignore[operator]
    before = path.is_file() and path.read_bytes()
    with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError, match=says):
        desk.mark([1], "confirmed")
    assert (path.is_file() and path.read_bytes()) == before


def test_an_empty_file_can_be_begun(tmp_path: Path) -> None:
    """As a crash at the very first moment leaves it, or `touch`."""
    path = tmp_path / "verify.db"
    path.touch()
    assert shelve(path, DRAFT, "harbour").claims == 4


def test_a_file_cut_short_is_called_damaged(worked: Path) -> None:
    """A copy that broke off, say."""
    worked.write_bytes(worked.read_bytes()[:20_000])
    with Workbench(worked, actor="ana") as desk, pytest.raises(VerifyError, match="damaged"):
        desk.check()


def test_a_full_disk_leaves_everything_as_before(worked: Path, db: sqlite3.Connection) -> None:
    """SQLite runs out of room in the middle of an article."""
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    before = list(transfer.export(db, Locker(worked)))
    many = (("x" * 2_000 + str(n),) for n in range(100))
    with pytest.raises(VerifyError, match="full"), connection.writing(db, worked):
        db.executemany("INSERT INTO sources (name, kind) VALUES (?, 'media')", many)
    assert list(transfer.export(db, Locker(worked))) == before


def test_a_busy_database_is_waited_for_and_then_refused(
    worked: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that never lets go is named as the reason."""
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    db.execute("BEGIN IMMEDIATE")
    with Workbench(worked, actor="ana") as desk, pytest.raises(VerifyError, match="busy"):
        desk.mark([1], "confirmed")
    db.execute("ROLLBACK")


READ_ONLY = """
import hashlib, os
from verify import records, store
from verify.errors import VerifyError
from verify.workbench import Workbench
# Imported now: who is not root may not read the folders of Python and of this program.
for face in records, store:
    [getattr(face, name) for name in face.__all__]
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Workbench({path!r}, actor="eve").{call}
except VerifyError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are of another kind here")
@pytest.mark.parametrize(
    ("call", "refused"),
    [
        *(("show(1)", False), ("check()", False), ("history()", False)),
        *(("mark([1], 'confirmed')", True), ("note([1], 'x')", True)),
    ],
)
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_what_is_read_only_is_read(
    worked: Path, call: str, refused: bool, folder_mode: int
) -> None:
    """A file that somebody who is not root may read and not write; writing is refused."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "verify.db"
        shutil.copy(worked, kept)
        kept.chmod(0o444)
        kept.parent.chmod(folder_mode)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY.format(path=str(kept), call=call)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        kept.parent.chmod(0o755)
        if refused:
            assert done.stdout.startswith("refused: The database"), done.stderr
            assert "--db" in done.stdout
        else:
            assert done.stdout == ""
        assert list(kept.parent.iterdir()) == [kept]


# Migrating


def this_release() -> Migrations:
    """The migrations of this release, to which a test adds one."""
    later = Migrations("redpencil")
    for name in sorted(vars(migrations)):
        if re.fullmatch(r"m\d{3}_\w+", name):
            later()(getattr(migrations, name))
    return later


def test_a_database_of_the_first_release_is_brought_up_to_date(path: Path) -> None:
    """It gains the place for people's attributions and names its facts, and loses nothing."""
    shelve(path, f"{DRAFT}Moscow and Oslo signed 350% more contracts.\n", "twice")
    shelve(path, "Oslo and Moscow signed 350% more contracts.\n", "again")
    with Workbench(path, actor="ana") as desk:
        desk.mark([1], "confirmed", evidence=["p. 4"])
    aged(path)
    with Workbench(path, actor="ana") as desk:
        assert desk.check() == []
        assert desk.count() == 10
        assert [row.id for row in desk.claims(Filter(repeated=True)).rows] == [1, 2, 3, 4, 9]
        [row] = desk.attribute([1], Attributed(("Maria Lopez",)))
    assert row.attributed


def test_an_older_database_is_migrated_with_a_backup_beside_it(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release after this one adds a column; what was there is kept, and a copy of before."""
    before = worked.read_bytes()
    later = this_release()

    @later()
    def m999_readers(db: Database) -> None:
        db.table("articles").add_column("readers", int)

    monkeypatch.setattr(migrations, "layout", later)
    layout = connection.LAYOUT
    monkeypatch.setattr(connection, "LAYOUT", layout + 1)
    db = connection.connect(worked)
    assert db.execute("SELECT slug, readers FROM articles").fetchall() == [("harbour", None)]
    assert db.execute("PRAGMA user_version").fetchone() == (layout + 1,)
    db.close()
    backup = worked.with_name(f"verify.db.layout-{layout}.backup")
    assert sorted(file.name for file in worked.parent.iterdir()) == [
        "verify.db",
        "verify.db.evidence",
        backup.name,
    ]
    monkeypatch.undo()
    worked.with_name("verify.db.evidence").rename(worked.with_name(f"{backup.name}.evidence"))
    with Workbench(backup, actor="ana") as desk:
        assert desk.check() == []
        assert desk.count() == 4
    assert len(before) == backup.stat().st_size


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is none."""
    later = this_release()

    @later()
    def m999_breaks(db: Database) -> None:
        db.table("articles").add_column("readers", int)
        db.execute("SELECT no_such_function()")

    monkeypatch.setattr(migrations, "layout", later)
    monkeypatch.setattr(connection, "LAYOUT", connection.LAYOUT + 1)
    with pytest.raises(VerifyError, match="no_such_function"):
        connection.connect(worked)
    monkeypatch.undo()
    with Workbench(worked, actor="ana") as desk:
        assert desk.check() == []


# Searching and speed


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_words_can_be_searched_for(typed: str) -> None:
    """Whatever a person types is a query SQLite accepts, or is refused in words."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE claims_fts USING fts5(text)")
    try:
        query = filtering.search_words(typed)
        db.execute("SELECT * FROM claims_fts WHERE claims_fts MATCH ?", (query,)).fetchall()
    except (VerifyError, UnicodeEncodeError):
        pass
    finally:
        db.close()


Rows = tuple[tuple[str, str, str], ...]
STATISTICS: Rows = (
    ("articles", "articles_slug", "1250 1"),
    ("claims", "claims_article", "1000000 800 1"),
    ("claims", "claims_worth", "1000000 10000"),
)


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(status=("confirmed",)),
        Filter(source="Maria Lopez", search="port"),
        Filter(search="port"),
        Filter(kind="fact"),
        Filter(kind="figure"),
        Filter(assignee="ana"),
        Filter(recheck=True),
        Filter(flagged=True),
        Filter(removed=True),
    ],
    ids=str,
)
@pytest.mark.parametrize("statistics", [(), STATISTICS], ids=["unknown", "of old"])
def test_a_page_is_read_without_sorting_the_table(
    db: sqlite3.Connection, wanted: Filter, statistics: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a million claims a page of fifty must not look at each: SQLite's own plan says how,
    whether or not somebody had it count what is in the tables before there was another index.
    """
    db.execute("ANALYZE")
    db.execute("DELETE FROM sqlite_stat1")
    db.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", statistics)
    db.execute("ANALYZE sqlite_schema")
    monkeypatch.setattr(listing, "_ROW", f"EXPLAIN QUERY PLAN {listing._ROW}")
    monkeypatch.setattr(listing, "_with_sources", lambda _, rows: rows)
    plan = [row[3] for row in listing.page(db, wanted, "id", 50, None)]
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.parametrize(
    "calls",
    ["claims(); desk.show(1); desk.history(1)", "mark([1], 'confirmed'); desk.note([1], 'x')"],
)
def test_looking_and_marking_start_light(worked: Path, calls: str) -> None:
    """Neither spaCy, pydantic, sqlite-utils nor rich is imported: each costs more than the work."""
    script = (
        "import sys\nfrom verify.workbench import Workbench\n"
        f"desk = Workbench({str(worked)!r}, actor='ana')\ndesk.{calls}\n"
        "print(*sorted(sys.modules.keys() & {'spacy', 'pydantic', 'sqlite_utils', 'rich',"
        " 'rapidfuzz', 'numpy', 'claims'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
