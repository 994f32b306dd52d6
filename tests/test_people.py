"""People of a desk: roles, passwords, sessions and tokens, and the commands about them."""

from __future__ import annotations

import io
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verify.errors import VerifyError
from verify.records import Person
from verify.store import connection, transfer
from verify.workbench import Workbench

Verify = Callable[..., Any]
GOOD = "seven wet herons"


@pytest.fixture
def desk(ana: Workbench) -> Workbench:
    """A desk with Ana, who has a password."""
    ana.add_person("Ana", GOOD, "editor")
    return ana


def lasts(path: Path, *later: str) -> None:
    """Let every session end then, counted from now."""
    db = sqlite3.connect(path)
    words = ", ".join(repr(word) for word in ("%Y-%m-%dT%H:%M:%SZ", "now", *later))
    db.execute(f"UPDATE sessions SET ends_at = strftime({words})")
    db.commit()
    db.close()


# People


def test_names_are_one_whatever_their_case(desk: Workbench) -> None:
    """And however they are spaced; the name keeps the form it was added in."""
    with pytest.raises(VerifyError, match="already there"):
        desk.add_person(" aNA ", GOOD, "reader")
    assert desk.set_role("ANA", "reader") == Person("Ana", "reader")
    assert desk.session(desk.sign_in("ana", GOOD)) == Person("Ana", "reader")


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31mb", "a\u202eb", "x" * 101])
def test_a_name_that_cannot_be_seen_is_refused(ana: Workbench, name: str) -> None:
    """It would stand in the log."""
    with pytest.raises(VerifyError, match="name"):
        ana.add_person(name, GOOD, "reader")
    assert ana.people() == []


@pytest.mark.parametrize("password", ["", "short", "x" * 9, " " * 12, "x" * 1001])
def test_a_short_password_is_refused(ana: Workbench, tmp_path: Path, password: str) -> None:
    """In one line; and no database is left where there was none."""
    with pytest.raises(VerifyError, match="at least 10 characters"):
        ana.add_person("bo", password, "reader")
    with (
        Workbench(tmp_path / "new.db", actor="x") as new,
        pytest.raises(VerifyError, match="at least 10"),
    ):
        new.add_person("bo", password, "reader")
    assert not (tmp_path / "new.db").exists()
    assert ana.people() == []


@pytest.mark.parametrize(
    "password", ["x" * 10, "ä" * 10, "a b c d e f", "x" * 1000, "\U0001f980" * 10]
)
def test_any_characters_make_a_password(ana: Workbench, password: str) -> None:
    """Length is what counts."""
    ana.add_person("bo", password, "reader")
    assert ana.session(ana.sign_in("bo", password))
    with pytest.raises(VerifyError):
        ana.sign_in("bo", password[:-1])


def test_a_password_is_the_same_from_every_keyboard(ana: Workbench) -> None:
    """An é of one or two code points."""
    ana.add_person("bo", "un caf\u00e9 noir", "reader")
    assert ana.sign_in("bo", "un cafe\u0301 noir")


def test_who_is_removed_is_let_in_no_more_and_may_come_back(desk: Workbench) -> None:
    """Sessions and tokens end; the name stays, with what it did."""
    desk.mark([1], "confirmed")
    session, token = desk.sign_in("ana", GOOD), desk.new_token("ana", "x")
    desk.remove_person("ana")
    assert desk.session(session) is None
    assert desk.token(token) is None
    with pytest.raises(VerifyError, match="name or the password"):
        desk.sign_in("ana", GOOD)
    [row] = desk.people()
    assert row.left_at
    assert (row.password, row.tokens) == (False, ())
    with pytest.raises(VerifyError, match="nobody named ana"):
        desk.set_role("ana", "reader")
    assert desk.show(1).row.verdict_by == "ana"
    desk.add_person("ana", "ten dry pelicans", "reader")
    assert desk.session(session) is None
    assert desk.token(token) is None
    assert desk.session(desk.sign_in("ana", "ten dry pelicans")) == Person("Ana", "reader")
    assert [(row.name, row.left_at) for row in desk.people()] == [("Ana", None)]


def test_another_password_ends_the_sessions_of_the_old(desk: Workbench) -> None:
    """Whoever had it is out; tokens hold."""
    session, token = desk.sign_in("ana", GOOD), desk.new_token("ana", "x")
    desk.set_password("ana", "ten dry pelicans")
    assert desk.session(session) is None
    assert desk.token(token) == Person("Ana", "editor")
    with pytest.raises(VerifyError):
        desk.sign_in("ana", GOOD)


# Sessions


def test_a_refusal_does_not_tell_who_is_there(desk: Workbench) -> None:
    """The same words, after about the same time, for a wrong password, no password, and nobody."""
    desk.add_person("rut", None, "reader")
    told, took = set(), []
    for name in ("ana", "rut", "nobody"):
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            with pytest.raises(VerifyError) as refused:
                desk.sign_in(name, "wrong and wrong")
            times.append(time.perf_counter() - begun)
            told.add(str(refused.value))
        took.append(min(times))
    assert len(told) == 1
    assert max(took) < 3 * min(took)


def test_the_file_holds_nothing_that_opens_the_desk(desk: Workbench, path: Path) -> None:
    """Neither the password nor a session nor a token, anywhere in it."""
    session, token = desk.sign_in("ana", GOOD), desk.new_token("ana", "x")
    desk.close()
    data = b"".join(one.read_bytes() for one in path.parent.glob("verify.db*") if one.is_file())
    for secret in (GOOD, session, token, token.removeprefix("rp_")):
        assert secret.encode() not in data
    assert b"$argon2id$" in data


def test_a_session_lasts_as_long_as_it_is_used(desk: Workbench, path: Path) -> None:
    """Fourteen days from the last use, written down at most once a day."""
    token = desk.sign_in("ana", GOOD)

    def ends() -> str:
        db = sqlite3.connect(path)
        [(at,)] = db.execute("SELECT ends_at FROM sessions")
        db.close()
        return str(at)

    first = ends()
    lasts(path, "+13 days", "+1 hour")
    fresh = ends()
    assert desk.session(token)
    assert ends() == fresh < first
    lasts(path, "+10 seconds")
    assert desk.session(token)
    assert ends() >= first
    lasts(path)
    assert desk.session(token) is None
    desk.sign_in("ana", GOOD)
    assert ends() >= first


def test_a_person_removed_while_they_sign_in_is_not_let_in(desk: Workbench, path: Path) -> None:
    """However the two meet, no session is left."""
    for _ in range(3):
        tokens: list[str] = []

        def enter(into: list[str]) -> None:
            with Workbench(path, actor="x") as own:
                try:
                    into.append(own.sign_in("ana", GOOD))
                except VerifyError:
                    return

        thread = threading.Thread(target=enter, args=(tokens,))
        thread.start()
        desk.remove_person("ana")
        thread.join()
        assert [desk.session(token) for token in tokens] in ([], [None])
        desk.add_person("ana", GOOD, "editor")
        assert [desk.session(token) for token in tokens] in ([], [None])


def test_a_chosen_name_is_no_session(desk: Workbench) -> None:
    """What somebody says on their own computer opens nothing where people sign in."""
    token = "x" * 43
    assert desk.chosen_name(token) is None
    assert desk.choose_name(token, "  Ana ") == "Ana"
    assert desk.chosen_name(token) == "Ana"
    assert desk.session(token) is None


# Tokens and the key


def test_tokens_have_labels(desk: Workbench) -> None:
    """One of each at a time; a revoked one opens nothing, and frees its label."""
    token = desk.new_token("ana", "nightly")
    assert token.startswith("rp_")
    assert len(token) == 46
    with pytest.raises(VerifyError, match="already"):
        desk.new_token("ana", "nightly")
    with pytest.raises(VerifyError, match="choose from nightly"):
        desk.revoke("ana", "other")
    assert desk.token(token) == Person("Ana", "editor")
    assert desk.people()[0].tokens == ("nightly",)
    desk.revoke("ana", "nightly")
    assert desk.token(token) is None
    again = desk.new_token("ana", "nightly")
    assert again != token
    assert desk.token(again)


def test_the_key_is_made_once(path: Path, tmp_path: Path) -> None:
    """By whoever needs it first, and for each database its own."""
    made: list[str] = []

    def make() -> None:
        with Workbench(path, actor="x") as desk:
            made.append(desk.secret())

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    with Workbench(tmp_path / "other.db", actor="x") as other:
        assert other.secret() != made[0]


def test_people_are_not_exported(desk: Workbench) -> None:
    """What is handed on names nobody, and has no hash in it."""
    desk.sign_in("ana", GOOD)
    desk.new_token("ana", "nightly")
    desk.secret()
    told = str(list(desk.export())) + desk.bundle("harbour", {}).decode("latin-1")
    for word in ("argon2", "nightly", "'people'", "'sessions'", "'tokens'"):
        assert word not in told
    assert not {"people", "sessions", "tokens", "secrets"} & set(transfer.TABLES)
    assert desk.check() == []


def test_a_database_of_before_gains_the_tables(path: Path) -> None:
    """An older file is brought up to date, and people can be added."""
    db = sqlite3.connect(path)
    for table in ("tokens", "sessions", "people", "secrets"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm008_people_sign_in'")
    db.execute(f"PRAGMA user_version = {connection.LAYOUT - 1}")
    db.commit()
    db.close()
    with Workbench(path, actor="ana") as desk:
        desk.add_person("ana", GOOD, "editor")
        assert desk.check() == []


# The command line


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_people_at_the_command_line(verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    """Added, listed, changed, removed; passwords never on the line nor on the screen."""
    piped(monkeypatch, GOOD.encode() + b"\n")
    added = verify("user", "add", "bo ek", "--role", "editor", "--password-stdin")
    assert (added.code, added.out) == (0, "Added bo ek, editor\n")
    assert verify("user", "add", "rut", "--no-password", "--json").json == {
        "name": "rut",
        "role": "checker",
    }
    assert verify("user", "role", "rut", "reader").out == "rut is now reader\n"
    token = verify("user", "token", "rut", "--label", "nightly")
    assert token.out.startswith("rp_")
    assert "cannot be shown again" in token.err
    first, second = verify("user", "list").out.splitlines()
    assert first.startswith("bo ek  editor   since ")
    assert second.startswith("rut    reader   since ")
    assert second.endswith("no password · tokens: nightly")
    piped(monkeypatch, b"ten dry pelicans")
    assert "new password" in verify("user", "password", "rut", "--password-stdin").out
    assert verify("user", "revoke", "rut", "--label", "nightly").out.startswith("Revoked")
    assert "keeps their name" in verify("user", "remove", "rut").out
    assert verify("user", "list", "--json").json[1]["left_at"]
    assert verify("user", "list", "--csv").out.startswith("name,role,password,tokens,")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("user", "add", "bo"), "--password-stdin"),
        (("user", "add", "bo", "--password-stdin"), "at least 10 characters"),
        (("user", "role", "bo", "editor"), "verify user add"),
        (("user", "password", "bo"), "nobody named bo"),
        (("user", "remove", "bo"), "nobody named bo"),
        (("user", "token", "bo", "--label", "x"), "nobody named bo"),
        (("user", "list", "--db", "none.db"), "no database"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    verify: Verify, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    """With what to do next."""
    piped(monkeypatch, b"short\n")
    assert said in verify(*words).refusal


def test_people_may_come_before_articles(verify: Verify, tmp_path: Path) -> None:
    """Who sets up a desk for others adds them first; the new file is told."""
    new = str(tmp_path / "new.db")
    done = verify("user", "add", "bo", "--no-password", "--db", new)
    assert done.code == 0
    assert new in done.err
    assert verify("user", "list", "--db", new).out.startswith("bo")
    assert verify("check", "--db", new).code == 0
