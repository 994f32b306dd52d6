"""The hash chain of the log: whatever was done to it behind the program's back is found."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Done
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.errors import VerifyError
from verify.records import Head
from verify.report.machine import json_text
from verify.store import connection
from verify.workbench import Workbench

START = "0" * 64


def recomputed(path: Path) -> list[str]:
    """The hashes of a log, by the recipe alone; SQLite writes the JSON here."""
    found = [START]
    with closing(sqlite3.connect(path)) as db:
        for (told,) in db.execute(
            "SELECT json_array(id, at, actor, action, article_id, version_id, claim_id, source_id,"
            " note, changes, command, undoes) FROM events ORDER BY id"
        ):
            found.append(hashlib.sha256(f"{found[-1]}\n{told}".encode()).hexdigest())
    return found[1:]


def stored(path: Path) -> list[str]:
    """The hashes as the events have them."""
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT hash FROM events ORDER BY id")]


def tampered(path: Path, *statements: str) -> None:
    """Do what no command does: the triggers are lifted, the statements run, and they are back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"
        ).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)


def faults(path: Path) -> list[tuple[str, str]]:
    """What the check says of the log: where, and what."""
    with Workbench(path, actor="ana") as desk:
        return [(one.where, one.detail) for one in desk.check() if one.what == "log"]


def test_the_recipe_can_be_followed_elsewhere(worked: Path) -> None:
    """By a few lines that know nothing of the program; the head is the last one."""
    assert stored(worked) == recomputed(worked)
    with Workbench(worked, actor="ana") as desk:
        assert desk.head() == Head(len(stored(worked)), stored(worked)[-1])
        assert [event.hash for event in desk.history()] == stored(worked)
    assert faults(worked) == []


def with_a_new_hash(path: Path, event: int) -> None:
    """An event's note edited, and its own hash made to fit."""
    tampered(path, f"UPDATE events SET note = 'forged' WHERE id = {event}")
    tampered(path, f"UPDATE events SET hash = '{recomputed(path)[event - 1]}' WHERE id = {event}")


def put_in(path: Path) -> None:
    """One more event at the end, with a hash that fits, and the old head."""
    columns = "actor, action, article_id, version_id, claim_id, source_id, note, changes, undoes"
    tampered(
        path,
        f"INSERT INTO events (id, at, command, {columns}) SELECT max(id) + 1, at, max(id) + 1,"
        f" {columns} FROM events",
    )
    number, told = len(recomputed(path)), recomputed(path)[-1]
    tampered(path, f"UPDATE events SET hash = '{told}' WHERE id = {number}")


SWAP = (
    "UPDATE events SET id = -7 WHERE id = 7",
    "UPDATE events SET id = 7 WHERE id = 8",
    "UPDATE events SET id = 8 WHERE id = -7",
)


@pytest.mark.parametrize(
    ("tamper", "where", "what"),
    [
        (["UPDATE events SET note = 'forged' WHERE id = 7"], "event 7", "edited"),
        (["UPDATE events SET actor = 'eve' WHERE id = 8"], "event 8", "edited"),
        (["UPDATE events SET at = '2001-01-01T00:00:00Z' WHERE id = 1"], "event 1", "edited"),
        (["UPDATE events SET note = x'00ff' WHERE id = 7"], "event 7", "edited"),
        (["UPDATE events SET claim_id = 3 WHERE id = 7"], "event 7", "edited"),
        (["UPDATE events SET note = 'x' WHERE id = (SELECT max(id) FROM events)"], "", "edited"),
        (["UPDATE events SET hash = hex(randomblob(32)) WHERE id = 7"], "event 7", "another hash"),
        (["UPDATE events SET hash = NULL WHERE id = 7"], "event 7", "another hash"),
        (["DELETE FROM events WHERE id = 7"], "event 7", "is missing"),
        (["DELETE FROM events WHERE id IN (7, 8, 9)"], "event 7", "events 7-9 are gone"),
        (["DELETE FROM events WHERE id = 1"], "event 1", "is missing"),
        (["DELETE FROM events WHERE id = (SELECT max(id) FROM events)"], "", "1 event is gone"),
        (["DELETE FROM events"], "event 1", "events are gone"),
        (list(SWAP), "event 7", "edited"),
        (["UPDATE chain SET events = 'many'"], "", "the table chain"),
        (["UPDATE chain SET head = hex(randomblob(32))"], "", "the table chain"),
        (["UPDATE chain SET events = events - 1"], "", "the table chain"),
        (["DELETE FROM chain"], "", "the table chain"),
    ],
)
def test_what_was_done_to_the_log_is_found(
    worked: Path, tamper: list[str], where: str, what: str
) -> None:
    """The first event that is not as it was written is named."""
    tampered(worked, "PRAGMA foreign_keys = OFF", *tamper)
    [(event, detail)] = faults(worked)
    assert where in event
    assert what in detail


def test_a_forger_with_patience_is_found(worked: Path) -> None:
    """An edited event with a hash that fits breaks the next; one more at the end, the head."""
    with_a_new_hash(worked, 7)
    [(event, _)] = faults(worked)
    assert event in ("event 7", "event 8")


def test_an_event_put_in_is_found(worked: Path) -> None:
    """At the end, with a hash that fits."""
    last = len(stored(worked))
    put_in(worked)
    told = f"was put in afterwards: the log ended at event {last}"
    assert faults(worked) == [(f"event {last + 1}", told)]


def test_what_was_cut_off_stays_missed(worked: Path) -> None:
    """Though work goes on over the same numbers."""
    tampered(worked, "DELETE FROM events WHERE id = (SELECT max(id) FROM events)")
    with Workbench(worked, actor="ana") as desk:
        desk.note([1], "more")
    assert faults(worked)


def test_a_log_rewritten_as_a_whole_lacks_the_head_kept_elsewhere(
    verify: Callable[..., Done], tmp_path: Path
) -> None:
    """Its own hashes fit; the head that somebody wrote down does not, and the command says so."""
    verify("mark", "1", "confirmed", "--note", "seen")
    printed = verify("check").out
    assert printed.startswith("log: 6 events, head ")
    head = printed.split()[-1]
    verify("note", "2", "later")
    found = verify("check", "--head", head.upper())
    assert (found.code, "at event 6" in found.err) == (0, True)
    assert verify("check", "--head", START).code == 0
    path = tmp_path / "verify.db"
    tampered(path, "UPDATE events SET note = 'unseen' WHERE note = 'seen'")
    broken = verify("check", "--head", head)
    assert broken.out.count("\n") == 3
    assert (broken.code, f"log · head {head}" in broken.out) == (3, True)
    hashes = recomputed(path)
    rewritten = [f"UPDATE events SET hash = '{h}' WHERE id = {n}" for n, h in enumerate(hashes, 1)]
    tampered(path, *rewritten, f"UPDATE chain SET head = '{hashes[-1]}'")
    assert verify("check").code == 0
    lost = verify("check", "--head", head, "--json")
    assert lost.code == 3
    assert json.loads(lost.out)[0]["where"] == f"head {head}"
    assert verify("check", "--head", "ab12").code == 2


def test_the_head_goes_wherever_the_texts_hash_goes(verify: Callable[..., Done]) -> None:
    """Into the report's every form, the export's last line, the bundle's manifest, the history."""
    head = verify("check").out.split()[-1]
    for form in ("md", "html", "json"):
        verify("report", "harbour", "-o", f"r.{form}")
        assert head in Path(f"r.{form}").read_text(encoding="utf-8")
    assert json.loads(verify("export").out.splitlines()[-1])["head"] == head
    verify("bundle", "harbour", "-o", "h.zip")
    from verify.workbench.bundling import opened

    assert opened(Path("h.zip").read_bytes()).manifest["database_log"]["hash"] == head
    assert json.loads(verify("history", "--json").out)[-1]["hash"] == head


def lines_of(path: Path) -> list[str]:
    """The database as `verify export` prints it."""
    with Workbench(path, actor="ana") as desk:
        return [json_text(row, indent=None) for row in desk.export()]


def test_an_import_keeps_the_chain_and_looks_at_it(worked: Path, tmp_path: Path) -> None:
    """The hashes are those of the original; an export that somebody edited is refused."""
    lines = lines_of(worked)
    with Workbench(tmp_path / "copy.db", actor="ben") as desk:
        desk.import_(lines)
        assert desk.head() == Head(len(stored(worked)), stored(worked)[-1])
        desk.note([1], "more")
    assert faults(tmp_path / "copy.db") == []
    assert stored(tmp_path / "copy.db") == recomputed(tmp_path / "copy.db")
    forged = [line.replace('"note": "sure"', '"note": "forged"') for line in lines]
    assert forged != lines
    unheaded = [*lines[:-1], lines[-1].replace(stored(worked)[-1], START)]
    for spoilt in (forged, unheaded):
        other = tmp_path / "other.db"
        with (
            Workbench(other, actor="ben") as desk,
            pytest.raises(VerifyError, match="not the one that was exported"),
        ):
            desk.import_(spoilt)
        assert not other.exists()


def test_a_bundles_events_are_chained_anew(worked: Path, tmp_path: Path) -> None:
    """In the log that takes them in, after those it has; its own chain is looked at before."""
    other = tmp_path / "other.db"
    shelve(other, DRAFT.replace("64%", "63%"), "snow")
    before = stored(other)
    with Workbench(worked, actor="ana") as desk:
        packed = desk.bundle("harbour", {})
    with Workbench(other, actor="ben") as desk:
        desk.unbundle(packed)
    assert stored(other)[: len(before)] == before
    assert stored(other) == recomputed(other)
    assert faults(other) == []


STEPS: dict[str, Callable[[Workbench, Path], object]] = {
    "mark": lambda desk, _: desk.mark([1, 2], "confirmed", note="“seen”\t\x07\u2028\U0001f40d"),
    "note": lambda desk, _: desk.note([1, 3, 4], 'a "note"\\\n\x7f'),
    "assign": lambda desk, _: desk.assign([2], "ben"),
    "attach": lambda desk, _: desk.attach([3], "p. 4", "why"),
    "sign off": lambda desk, _: desk.sign_off([1]),
    "undo": lambda desk, _: desk.undo(),
    "merge": lambda desk, _: desk.merge_sources(["Port Authority"], "Maria Lopez"),
    "add": lambda _, path: shelve(path, "It snowed.\nIt rained.\n", "snow"),
    "revise": lambda _, path: revise(path, REVISED, "harbour"),
    "bundle": lambda desk, _: desk.unbundle(desk.bundle("harbour", {}), "copy"),
}


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(["ana", "ben"]))))
def test_whatever_is_done_the_chain_is_sound(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    """By commands in any order; those that are refused leave it as it was."""
    path = tmp_path_factory.mktemp("chain") / "verify.db"
    shelve(path, DRAFT, "harbour")
    for name, actor in steps:
        before = stored(path)
        try:
            with Workbench(path, actor=actor) as desk:
                STEPS[name](desk, path)
        except VerifyError:
            assert stored(path) == before
        assert stored(path)[: len(before)] == before
    assert stored(path) == recomputed(path)
    assert faults(path) == []


def test_a_program_that_knows_no_chain_is_refused(worked: Path) -> None:
    """It had the file open before a newer one brought it up to date; in one line, and nothing is
    lost.
    """
    with (
        closing(sqlite3.connect(worked, isolation_level=None)) as db,
        pytest.raises(VerifyError, match="start this one anew") as refused,
        connection.writing(db, worked),
    ):
        db.execute(
            "INSERT INTO events (id, at, actor, action, command) VALUES (99, '', 'a', 'b', 99)"
        )
    assert "\n" not in str(refused.value)
    assert faults(worked) == []
