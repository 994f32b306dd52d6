"""The database file itself: layout, refusals, transfer, and the self-check."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from verify import migrations
from verify.errors import VerifyError
from verify.records import Filter
from verify.store import connection, filtering, listing, transfer
from verify.workbench import Workbench

ROOT = Path(__file__).parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in which something of every kind has happened."""
    path = tmp_path / "verify.db"
    shelve(path, DRAFT, "harbour")
    with Workbench(path, actor="ana") as ana, Workbench(path, actor="ben") as ben:
        ana.mark([1, 2], "confirmed", note="sure", evidence=["p. 4"])
        ana.mark([4], "incorrect", correction="on Tuesday")
        ben.sign_off([1])
        ben.assign([3], "ana")
        revise(path, REVISED, "harbour")
        ben.merge_sources(["Port Authority"], "Maria Lopez")
        ben.note([4], "call again")
        ben.undo()
    return path


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to it."""
    db = connection.connect(path)
    yield db
    db.close()


# The layout


def test_the_layout_number_counts_the_migrations() -> None:
    """A new migration raises it, or up-to-date files would be taken for older ones."""
    fresh = migrations.layout.pending(Database(memory=True))
    assert len(fresh) == connection.LAYOUT


def test_sqlite_utils_opens_the_file_and_makes_sense(path: Path) -> None:
    """Plain tables and views with the field's names, search included."""
    db = Database(path)
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


def test_datasette_opens_the_file_and_makes_sense(path: Path) -> None:
    """Its own inspection finds the tables with their rows; in a process of its own, as people
    run it."""
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", str(path)],
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


def test_sqlite_utils_works_inside_our_transactions(path: Path, db: sqlite3.Connection) -> None:
    """Its own atomic() begins plainly, which fails among several writers; within ours it nests."""
    with contextlib.suppress(ZeroDivisionError), connection.writing(db, path):
        Database(db, execute_plugins=False).table("sources").insert({"name": "X", "kind": "media"})
        assert db.in_transaction
        raise ZeroDivisionError
    assert db.execute("SELECT count(*) FROM sources WHERE name = 'X'").fetchone() == (0,)


def test_several_processes_can_read_while_one_writes(path: Path, db: sqlite3.Connection) -> None:
    """The write-ahead log is on, and references are enforced."""
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with connection.writing(db, path), Workbench(path, actor="ben") as ben:
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


def test_a_file_cut_short_is_called_damaged(path: Path) -> None:
    """A copy that broke off, say."""
    path.write_bytes(path.read_bytes()[:20_000])
    with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError, match="damaged"):
        desk.check()


def test_a_full_disk_leaves_everything_as_before(path: Path, db: sqlite3.Connection) -> None:
    """SQLite runs out of room in the middle of an article."""
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    before = list(transfer.export(db))
    many = (("x" * 2_000 + str(n),) for n in range(100))
    with pytest.raises(VerifyError, match="full"), connection.writing(db, path):
        db.executemany("INSERT INTO sources (name, kind) VALUES (?, 'media')", many)
    assert list(transfer.export(db)) == before


def test_a_busy_database_is_waited_for_and_then_refused(
    path: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that never lets go is named as the reason."""
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    db.execute("BEGIN IMMEDIATE")
    with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError, match="busy"):
        desk.mark([1], "confirmed")
    db.execute("ROLLBACK")


READ_ONLY = """
import os
from verify.errors import VerifyError
from verify.workbench import Workbench
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Workbench({path!r}, actor="eve").{call}
except VerifyError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are of another kind here")
@pytest.mark.parametrize("call", ["claims()", "mark([1], 'confirmed')"])
def test_a_read_only_place_is_refused(path: Path, call: str) -> None:
    """A folder and file that may be read and not written, by someone who is not root."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "verify.db"
        shutil.copy(path, kept)
        kept.chmod(0o444)
        kept.parent.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY.format(path=str(kept), call=call)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        kept.parent.chmod(0o755)
        assert done.stdout.startswith("refused: The database"), done.stderr
        assert "--db" in done.stdout
        assert list(kept.parent.iterdir()) == [kept]


# Migrating


def test_an_older_database_is_migrated_with_a_backup_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release after this one adds a column; what was there is kept, and a copy of before."""
    before = path.read_bytes()
    later = Migrations("redpencil")
    later()(migrations.m001_first_layout)

    @later()
    def m002_readers(db: Database) -> None:
        db.table("articles").add_column("readers", int)

    monkeypatch.setattr(migrations, "layout", later)
    monkeypatch.setattr(connection, "LAYOUT", 2)
    db = connection.connect(path)
    assert db.execute("SELECT slug, readers FROM articles").fetchall() == [("harbour", None)]
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    db.close()
    backup = path.with_name("verify.db.layout-1.backup")
    assert sorted(file.name for file in path.parent.iterdir()) == ["verify.db", backup.name]
    monkeypatch.undo()
    with Workbench(backup, actor="ana") as desk:
        assert desk.check() == []
        assert desk.count() == 4
    assert len(before) == backup.stat().st_size


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is none."""
    later = Migrations("redpencil")
    later()(migrations.m001_first_layout)

    @later()
    def m002_breaks(db: Database) -> None:
        db.table("articles").add_column("readers", int)
        db.execute("SELECT no_such_function()")

    monkeypatch.setattr(migrations, "layout", later)
    monkeypatch.setattr(connection, "LAYOUT", 2)
    with pytest.raises(VerifyError, match="no_such_function"):
        connection.connect(path)
    monkeypatch.undo()
    with Workbench(path, actor="ana") as desk:
        assert desk.check() == []


# Transfer


def as_lines(path: Path) -> list[str]:
    """The database as `verify export` prints it."""
    with Workbench(path, actor="ana") as desk:
        return [json.dumps(row, ensure_ascii=False) for row in desk.export()]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1),
        min_size=1,
        max_size=5,
    ),
    st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip),
)
def test_export_and_import_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], note: str
) -> None:
    """Any text at all, exported, imported and exported again is the same, and sound."""
    folder = tmp_path_factory.mktemp("transfer")
    shelve(folder / "a.db", "\n".join(lines), "draft")
    with Workbench(folder / "a.db", actor="ana") as desk:
        desk.mark([1], "confirmed", note=note, evidence=[note])
        desk.undo()
        desk.attach([1], note)
    exported = as_lines(folder / "a.db")
    with Workbench(folder / "b.db", actor="ana") as desk:
        assert desk.import_(exported) == len(exported) - 2
        assert desk.check() == []
    assert as_lines(folder / "b.db") == exported


def test_an_import_carries_everything_that_happened(path: Path, tmp_path: Path) -> None:
    """Lists, log, mergers and search are those of the original."""
    copy = tmp_path / "copy.db"
    with Workbench(path, actor="ana") as one, Workbench(copy, actor="ana") as other:
        other.import_(as_lines(path))
        assert other.history() == one.history()
        assert other.dossier("harbour")._replace(made_at="") == one.dossier("harbour")._replace(
            made_at=""
        )
        assert other.count(Filter(search="port")) == 1
        with pytest.raises(VerifyError, match="only an empty one"):
            other.import_(as_lines(path))


def cut(lines: list[str]) -> list[str]:
    return lines[:-5]


def without_header(lines: list[str]) -> list[str]:
    return lines[1:]


def torn(lines: list[str]) -> list[str]:
    return [*lines[:4], lines[4][:-9]]


def of_another_release(lines: list[str]) -> list[str]:
    return [lines[0].replace(str(connection.LAYOUT), "99"), *lines[1:]]


def twice(lines: list[str]) -> list[str]:
    return [*lines[:-1], *lines[-2:]]


def with_more(lines: list[str]) -> list[str]:
    return [*lines, lines[1]]


def shortened(lines: list[str]) -> list[str]:
    return [*lines[:-2], lines[-1]]


def with_a_strange_table(lines: list[str]) -> list[str]:
    return [lines[0], '{"table": "sqlite_master", "row": {}}']


def with_a_list(lines: list[str]) -> list[str]:
    return [*lines[:1], lines[1].replace('"harbour"', "[1]", 1), *lines[2:]]


def empty(lines: list[str]) -> list[str]:
    return lines[:0]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (cut, "is missing, and perhaps more"),
        (without_header, "Line 1 is not the header"),
        (torn, "Line 5 is not a JSON object"),
        (of_another_release, "upgrade"),
        (twice, "does not fit: UNIQUE"),
        (with_more, "comes after the end"),
        (shortened, "is missing"),
        (with_a_strange_table, "Line 2 is not a row"),
        (with_a_list, "Line 2 does not fit"),
        (empty, "Line 1 is missing"),
    ],
)
def test_a_spoilt_export_imports_nothing(
    path: Path, tmp_path: Path, spoil: object, says: str
) -> None:
    """The line is named, and not a row is kept."""
    with Workbench(tmp_path / "copy.db", actor="ana") as desk:
        with pytest.raises(VerifyError, match=says):
            desk.import_(spoil(as_lines(path)))  # type: ignore[operator]
        assert [row for row in desk.export() if "table" in row] == []


# The self-check


@pytest.mark.parametrize(
    ("what", "statements"),
    [
        ("text", ["DROP TRIGGER versions_no_update", "UPDATE versions SET sha256 = 'x'"]),
        (
            "quote",
            [
                "DROP TRIGGER versions_no_update",
                "UPDATE versions SET text = replace(text, '64%', '46%') WHERE number = 1",
            ],
        ),
        (
            "sentence",
            ["DROP TRIGGER occurrences_no_update", "UPDATE occurrences SET sentence_end = 9999"],
        ),
        ("version", ["UPDATE versions SET withdrawn = 1 WHERE number = 2"]),
        ("article", ["UPDATE articles SET withdrawn = 1"]),
        ("list", ["UPDATE claims SET worth = 0.5 WHERE id = 1"]),
        ("list", ["UPDATE claims SET removed = 0"]),
        ("list", ["DELETE FROM figures"]),
        ("list", ["DELETE FROM claim_sources"]),
        ("status", ["UPDATE claims SET status = 'confirmed' WHERE id = 5"]),
        ("status", ["UPDATE claims SET assignee = 'eve'"]),
        ("status", ["UPDATE claims SET signed_off_by = 'eve' WHERE id = 1"]),
        (
            "event",
            ["DROP TRIGGER events_no_delete", "DELETE FROM events WHERE action = 'signed-off'"],
        ),
        ("source", ["UPDATE sources SET merged_into = NULL"]),
        ("evidence", ["DROP TRIGGER evidence_no_delete", "DELETE FROM evidence"]),
        ("reference", ["PRAGMA foreign_keys = OFF", "UPDATE claim_sources SET source_id = 99"]),
        ("search", ["INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')"]),
    ],
)
def test_the_check_finds_what_was_tampered_with(
    path: Path, db: sqlite3.Connection, what: str, statements: list[str]
) -> None:
    """Each thing that can be derived is derived again."""
    with Workbench(path, actor="ana") as desk:
        assert desk.check() == []
        for statement in statements:
            db.execute(statement)
        assert what in {found.what for found in desk.check()}


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
def test_a_page_is_read_without_sorting_the_table(
    db: sqlite3.Connection, wanted: Filter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a million claims a page of fifty must not look at each: SQLite's own plan says how."""
    monkeypatch.setattr(listing, "_ROW", f"EXPLAIN QUERY PLAN {listing._ROW}")
    monkeypatch.setattr(listing, "_with_sources", lambda _, rows: rows)
    plan = [row[3] for row in listing.page(db, wanted, "id", 50, None)]
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.parametrize(
    "calls",
    ["claims(); desk.show(1); desk.history(1)", "mark([1], 'confirmed'); desk.note([1], 'x')"],
)
def test_looking_and_marking_start_light(path: Path, calls: str) -> None:
    """Neither spaCy, pydantic, sqlite-utils nor rich is imported: each costs more than the work."""
    script = (
        "import sys\nfrom verify.workbench import Workbench\n"
        f"desk = Workbench({str(path)!r}, actor='ana')\ndesk.{calls}\n"
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
