"""The whole database as lines and back, and the check that derives it all again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from drafts import shelve
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.errors import VerifyError
from verify.records import Filter
from verify.store import connection
from verify.workbench import Workbench

# Transfer


def as_lines(path: Path) -> list[str]:
    """The database as `verify export` prints it."""
    with Workbench(path, actor="ana") as desk:
        return [json.dumps(row, ensure_ascii=False) for row in desk.export()]


@settings(max_examples=20, deadline=None)
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


def test_an_import_carries_everything_that_happened(worked: Path, tmp_path: Path) -> None:
    """Lists, log, mergers and search are those of the original."""
    copy = tmp_path / "copy.db"
    with Workbench(worked, actor="ana") as one, Workbench(copy, actor="ana") as other:
        other.import_(as_lines(worked))
        assert other.history() == one.history()
        assert other.dossier("harbour")._replace(made_at="") == one.dossier("harbour")._replace(
            made_at=""
        )
        assert other.count(Filter(search="port")) == 1
        with pytest.raises(VerifyError, match="only an empty one"):
            other.import_(as_lines(worked))


def cut(lines: list[str]) -> list[str]:
    return lines[:-5]


def without_header(lines: list[str]) -> list[str]:
    return lines[1:]


def torn(lines: list[str]) -> list[str]:
    return [*lines[:4], lines[4][:-9]]


def of_another_release(lines: list[str]) -> list[str]:
    return [lines[0].replace(str(connection.LAYOUT), "99"), *lines[1:]]


def twice(lines: list[str]) -> list[str]:
    return [*lines[:-1], *lines[-3:]]


def without_bytes(lines: list[str]) -> list[str]:
    return [line for line in lines if '"bytes"' not in line]


def with_other_bytes(lines: list[str]) -> list[str]:
    return [line.replace('"bytes": "', '"bytes": "AAAA') for line in lines]


def with_no_bytes(lines: list[str]) -> list[str]:
    return [line.replace('"bytes": "', '"bytes": "?') for line in lines]


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
        (without_bytes, "is missing"),
        (with_other_bytes, "holds other bytes than its SHA-256 says"),
        (with_no_bytes, "holds no bytes"),
        (with_more, "comes after the end"),
        (shortened, "is missing"),
        (with_a_strange_table, "Line 2 is not a row"),
        (with_a_list, "Line 2 does not fit"),
        (empty, "Line 1 is missing"),
    ],
)
def test_a_spoilt_export_imports_nothing(
    worked: Path, tmp_path: Path, spoil: object, says: str
) -> None:
    """The line is named, not a row is kept, and no database is left where there was none."""
    copy, begun = tmp_path / "copy.db", tmp_path / "begun.db"
    connection.connect(begun, create=True).close()
    for path in (copy, begun):
        with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError, match=says):
            desk.import_(spoil(as_lines(worked)))  # type: ignore[operator]
    assert not copy.exists()
    with Workbench(begun, actor="ana") as desk:
        assert [row for row in desk.export() if "table" in row] == []


def test_a_file_of_another_encoding_is_no_damaged_database(
    verify: Callable[..., Done], tmp_path: Path
) -> None:
    """It is the file that is wrong."""
    for name, data in (("a.jsonl", b"\xff\xfe{\0"), ("b.jsonl", b'{"format": "\xe9"}\n')):
        (tmp_path / name).write_bytes(data)
        assert "not UTF-8" in verify("import", name, "--db", "new.db").refusal
    assert not (tmp_path / "new.db").exists()


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
    worked: Path, db: sqlite3.Connection, what: str, statements: list[str]
) -> None:
    """Each thing that can be derived is derived again."""
    with Workbench(worked, actor="ana") as desk:
        assert desk.check() == []
        for statement in statements:
            db.execute(statement)
        assert what in {found.what for found in desk.check()}
