"""People, their sessions and tokens, and the key that this database signs forms with.

None of it is exported, bundled or reported. Of sessions and tokens only the SHA-256 is here, so
that whoever reads the file can open nothing with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify import records
from verify.store import locker, log

if TYPE_CHECKING:
    import sqlite3

    from verify.records import Person, PersonRow

LASTS = 14 * 24 * 3600
"""Seconds from the last use of a session to its end."""

_DAY = 24 * 3600


class Session(NamedTuple):
    """A session that has not ended; ``person`` may be one who was never added."""

    person: str
    signed_in: bool
    ends_at: str


def digest(token: str) -> str:
    """What is kept of a token. Tokens are 256 random bits, so a plain hash is not guessed back."""
    return locker.digest(token.encode("utf-8", "replace"))


# People


def every(db: sqlite3.Connection) -> list[PersonRow]:
    """All people, those who left too, in the order they were added."""
    labels: dict[str, list[str]] = {}
    for name, label in db.execute(
        "SELECT p.name, t.label FROM tokens t JOIN people p ON p.name = t.person"
        " WHERE t.revoked_at IS NULL ORDER BY t.made_at, t.label"
    ):
        labels.setdefault(name, []).append(label)
    rows = db.execute(
        "SELECT name, role, password IS NOT NULL, added_at, left_at FROM people ORDER BY rowid"
    )
    return [
        records.PersonRow(
            name, role, bool(password), tuple(labels.get(name, ())), added_at, left_at
        )
        for name, role, password, added_at, left_at in rows
    ]


def named(db: sqlite3.Connection, name: str) -> Person | None:
    """The person of this name, while they are here."""
    row = db.execute(
        "SELECT name, role FROM people WHERE name = ? AND left_at IS NULL", (name,)
    ).fetchone()
    return records.Person(*row) if row else None


def password_of(db: sqlite3.Connection, name: str) -> str | None:
    """The hash of a person's password; null without one, and for nobody."""
    row = db.execute(
        "SELECT password FROM people WHERE name = ? AND left_at IS NULL", (name,)
    ).fetchone()
    return row[0] if row else None


def add(db: sqlite3.Connection, person: Person, password: str | None) -> None:
    """Write down a person, or one who left and is back."""
    db.execute(
        "INSERT INTO people (name, password, role, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET password = excluded.password, role = excluded.role,"
        " left_at = NULL",
        (person.name, password, person.role, log.now()),
    )


def set_password(db: sqlite3.Connection, name: str, password: str) -> None:
    """Change a password's hash; whoever signed in with the old one is out."""
    db.execute("UPDATE people SET password = ? WHERE name = ?", (password, name))
    db.execute("DELETE FROM sessions WHERE person = ?", (name,))


def set_role(db: sqlite3.Connection, person: Person) -> None:
    """Change what a person may do, from their next request on."""
    db.execute("UPDATE people SET role = ? WHERE name = ?", (person.role, person.name))


def leave(db: sqlite3.Connection, name: str) -> None:
    """A person goes: nothing opens the desk for them any more; what they did stays."""
    at = log.now()
    db.execute("UPDATE people SET left_at = ?, password = NULL WHERE name = ?", (at, name))
    db.execute("DELETE FROM sessions WHERE person = ?", (name,))
    db.execute(
        "UPDATE tokens SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL", (at, name)
    )


# Sessions


def begin(db: sqlite3.Connection, token: str, person: str, *, signed_in: bool) -> None:
    """Write down a session, and forget those that have ended."""
    db.execute("DELETE FROM sessions WHERE ends_at <= ?", (log.now(),))
    db.execute(
        "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?)",
        (digest(token), person, signed_in, log.now(), log.now(LASTS)),
    )


def session(db: sqlite3.Connection, token: str) -> Session | None:
    """The session of this token, until it ends."""
    row = db.execute(
        "SELECT person, signed_in, ends_at FROM sessions WHERE sha256 = ? AND ends_at > ?",
        (digest(token), log.now()),
    ).fetchone()
    return Session(row[0], bool(row[1]), row[2]) if row else None


def is_aging(found: Session) -> bool:
    """Whether a session was last renewed a day ago or earlier."""
    return found.ends_at <= log.now(LASTS - _DAY)


def renew(db: sqlite3.Connection, token: str) -> None:
    """Let a session last its full time from now on; one that has ended meanwhile stays ended."""
    db.execute("UPDATE sessions SET ends_at = ? WHERE sha256 = ?", (log.now(LASTS), digest(token)))


def end(db: sqlite3.Connection, token: str) -> None:
    """End a session."""
    db.execute("DELETE FROM sessions WHERE sha256 = ?", (digest(token),))


# Tokens


def add_token(db: sqlite3.Connection, token: str, name: str, label: str) -> None:
    """Write down a token."""
    db.execute(
        "INSERT INTO tokens (sha256, person, label, made_at) VALUES (?, ?, ?, ?)",
        (digest(token), name, label, log.now()),
    )


def of_token(db: sqlite3.Connection, token: str) -> Person | None:
    """Whose token this is, while it holds."""
    row = db.execute(
        "SELECT p.name, p.role FROM tokens t JOIN people p ON p.name = t.person"
        " WHERE t.sha256 = ? AND t.revoked_at IS NULL AND p.left_at IS NULL",
        (digest(token),),
    ).fetchone()
    return records.Person(*row) if row else None


def labels(db: sqlite3.Connection, name: str) -> list[str]:
    """The labels of a person's tokens that hold."""
    rows = db.execute(
        "SELECT label FROM tokens WHERE person = ? AND revoked_at IS NULL ORDER BY label", (name,)
    )
    return [label for (label,) in rows]


def revoke(db: sqlite3.Connection, name: str, label: str) -> None:
    """A token opens nothing any more."""
    db.execute(
        "UPDATE tokens SET revoked_at = ? WHERE person = ? AND label = ? AND revoked_at IS NULL",
        (log.now(), name, label),
    )


# The key


def secret(db: sqlite3.Connection, key: str) -> str | None:
    """A secret of this database; null before it is made."""
    row = db.execute("SELECT value FROM secrets WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def keep_secret(db: sqlite3.Connection, key: str, value: str) -> str:
    """Keep a secret, unless there is one already; the one that is kept."""
    db.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (key, value))
    found = secret(db, key)
    assert found is not None
    return found
