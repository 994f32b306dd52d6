"""Whatever is wrong with an export or a bundle: it is taken in or refused, all of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import MINUTES
from damage import (
    Blow,
    blows,
    damaged,
    odd_values,
    packed,
    places,
    refused_at_most,
    tries,
    unpacked,
)
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import VerifyError
from verify.records import Proof
from verify.store import bundling as rows_in
from verify.store import chain, transfer
from verify.store.locker import digest
from verify.workbench import Workbench, bundling
from verify.workbench.evidence import File


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which something of most kinds has happened."""
    path = tmp_path_factory.mktemp("fuzz") / "verify.db"
    shelve(path, DRAFT, "harbour")
    with Workbench(path, actor="ana") as ana:
        ana.mark([1, 2], "confirmed", note="sure", evidence=["p. 4"])
        ana.mark([4], "incorrect", correction="on Tuesday")
        ana.assign([3], "ben")
        revise(path, REVISED, "harbour")
        ana.merge_sources(["Port Authority"], "Maria Lopez")
        ana.attach_file([3], File(MINUTES, "minutes.txt"), Proof("p. 2", kind="primary"))
        ana.undo()
    return path


@pytest.fixture(scope="module")
def lines(desk: Path) -> list[str]:
    """Its export."""
    with Workbench(desk, actor="ana") as ana:
        return [json.dumps(row, ensure_ascii=False) for row in ana.export()]


@pytest.fixture(scope="module")
def bundle(desk: Path) -> bytes:
    """Its article."""
    with Workbench(desk, actor="ana") as ana:
        return ana.bundle("harbour", {"report.md": "# Harbour\n"})


def held(path: Path) -> list[object]:
    """All that a database holds; null when there is none."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as db:
        return [db.execute(f"SELECT * FROM {table}").fetchall() for table in transfer.TABLES]


def is_taken_in_or_refused(path: Path, given: list[str] | bytes) -> None:
    """All of it, and the self-check can be asked; or nothing."""
    before = held(path)
    sides = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    with Workbench(path, actor="ben") as ben:
        taken = False
        with refused_at_most("bundle" if isinstance(given, bytes) else "import"):
            if isinstance(given, bytes):
                ben.unbundle(given, "fuzz")
            else:
                ben.import_(given)
            taken = True
            ben.check()
            ben.history()
    if not taken:
        assert held(path) == before
    else:
        for one in sides:
            one.unlink(missing_ok=True)


def spoilt(line: str, data: st.DataObject) -> str:
    """A line of JSON with another value somewhere, or without one."""
    value = json.loads(line)
    container, key = data.draw(st.sampled_from(places(value)))
    how = data.draw(st.sampled_from(["other", "other", "gone", "named"]))
    if how == "other":
        container[key] = data.draw(odd_values)
    elif how == "gone":
        del container[key]
    elif isinstance(container, dict):
        container["odd"] = container.pop(key)
    return json.dumps(value)


@tries(60)
@given(several=blows)
def test_a_damaged_export_is_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], several: list[Blow]
) -> None:
    """Bytes that are others, gone, put in, twice, or in another place."""
    told = damaged("\n".join(lines).encode(), several).decode("utf-8", "replace").split("\n")
    is_taken_in_or_refused(tmp_path_factory.getbasetemp() / "export.db", told)


@tries(150)
@given(data=st.data())
def test_an_export_with_odd_values_is_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    """Numbers without end, half letters, lists in place of words: in any line."""
    told = list(lines)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(told) - 1))
        told[at] = spoilt(told[at], data)
    is_taken_in_or_refused(tmp_path_factory.getbasetemp() / "odd.db", told)


@tries(60)
@given(several=blows)
def test_a_damaged_bundle_is_refused(
    tmp_path_factory: pytest.TempPathFactory, bundle: bytes, several: list[Blow]
) -> None:
    """Its archive is not whole."""
    path = tmp_path_factory.getbasetemp() / "bundle.db"
    is_taken_in_or_refused(other(path), damaged(bundle, several))


@tries(150)
@given(data=st.data())
def test_a_forged_bundle_is_refused(
    tmp_path_factory: pytest.TempPathFactory, bundle: bytes, data: st.DataObject
) -> None:
    """By somebody who knows how to make hashes fit, and puts odd values into its rows."""
    members = unpacked(bundle)
    manifest = json.loads(members.pop("manifest.json"))
    told = members["rows.jsonl"].decode().strip().split("\n")
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(told) - 1))
        told[at] = spoilt(told[at], data)
    relink(told, manifest)
    members["rows.jsonl"] = "".join(f"{line}\n" for line in told).encode()
    manifest["files"] = {name: digest(one) for name, one in members.items()}
    if data.draw(st.booleans()):
        manifest = json.loads(spoilt(json.dumps(manifest), data))
    members["manifest.json"] = json.dumps(manifest).encode()
    is_taken_in_or_refused(other(tmp_path_factory.getbasetemp() / "forged.db"), packed(members))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("versions", "id", []),
        ("articles", "id", {}),
        ("sources", "name", [1]),
        ("sources", "name", None),
        ("sources", "merged_into", []),
        ("occurrences", "claim", '{"sources": 1}'),
        ("events", "changes", '{"evidence_id": 1}'),
    ],
)
def test_odd_values_in_rows_are_refused(
    tmp_path: Path, bundle: bytes, table: str, column: str, value: object
) -> None:
    """Whatever is made of them on the way in."""
    members = unpacked(bundle)
    manifest = json.loads(members.pop("manifest.json"))
    told = members["rows.jsonl"].decode().strip().split("\n")
    *_, at = (n for n, line in enumerate(told) if json.loads(line)["table"] == table)
    row = json.loads(told[at])
    row["row"][column] = value
    told[at] = json.dumps(row)
    relink(told, manifest)
    members["rows.jsonl"] = "".join(f"{line}\n" for line in told).encode()
    manifest["files"] = {name: digest(one) for name, one in members.items()}
    with Workbench(other(tmp_path / "a.db"), actor="ben") as ben:
        with pytest.raises(VerifyError, match="The bundle cannot be read: "):
            ben.unbundle(packed({**members, "manifest.json": json.dumps(manifest).encode()}))
        assert ben.check() == []


def relink(told: list[str], manifest: dict[str, Any]) -> None:
    """Make the log of spoilt rows a chain again, as far as it can be one."""
    before, events = chain.START.hash, 0
    for at, line in enumerate(told):
        try:
            value = json.loads(line)
            if value["table"] == "events":
                row = value["row"]
                row["hash"] = before = chain.linked(before, rows_in._hashed(row))
                told[at], events = json.dumps(value), events + 1
        except (KeyError, TypeError, ValueError):
            continue
    manifest["log"] = {"events": events, "hash": before}


def other(path: Path) -> Path:
    """A database with another article in it, made once."""
    if not path.exists():
        shelve(path, "It snowed 12% more in Varde.\n", "snow")
    return path


DEEP = "[" * 100_000


@pytest.mark.parametrize("line", [DEEP, f'{{"table": "claims", "row": {DEEP}}}', "1" * 100_000])
def test_an_export_nested_without_end(lines: list[str], tmp_path: Path, line: str) -> None:
    """It is told which line is wrong."""
    with (
        Workbench(tmp_path / "a.db", actor="ana") as ana,
        pytest.raises(VerifyError, match="Line 2"),
    ):
        ana.import_([lines[0], line])


def test_a_bundle_nested_without_end(bundle: bytes) -> None:
    """Its manifest is none."""
    with pytest.raises(VerifyError, match="no bundle"):
        bundling.opened(packed({**unpacked(bundle), "manifest.json": DEEP.encode()}))
