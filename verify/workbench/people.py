"""The people of a desk: who they are, how they sign in, and what opens the desk for a program."""

from __future__ import annotations

import threading
import unicodedata
from typing import TYPE_CHECKING

from verify import records, store
from verify.errors import VerifyError
from verify.workbench.opened import Opened, needed

if TYPE_CHECKING:
    import sqlite3

    from verify.records import Person, PersonRow
    from verify.store.people import Session

SHORTEST = 10
"""Characters of a password. Length is what counts: which characters they are is left free."""

_LONGEST = 1_000
LONGEST_NAME = 100

_HASHING = threading.BoundedSemaphore(2)
"""A hash takes 64 MiB on purpose; many sign-ins at once must not take all there is."""


class PeopleDesk(Opened):
    """The part of the workbench that is about who may use it."""

    def add_person(self, name: str, password: str | None, role: str) -> Person:
        """Add a person, or one who left and is back; the database is made where there is none.

        Without a password only a token opens the desk for them.
        """
        person = records.Person(_plain(name), _role(role))
        hashed = None if password is None else _hashed(password)
        with self.writing(create=True) as db:
            if store.people.named(db, person.name) is not None:
                raise VerifyError(
                    f"{person.name} is already there",
                    "change what they may do with verify user role, or choose another name",
                )
            store.people.add(db, person, hashed)
            return _known(db, person.name)

    def set_password(self, name: str, password: str) -> None:
        """Give a person another password; their sessions end, their tokens hold."""
        hashed = _hashed(password)
        with self.writing() as db:
            store.people.set_password(db, _known(db, name).name, hashed)

    def set_role(self, name: str, role: str) -> Person:
        """Change what a person may do, from their next request on."""
        with self.writing() as db:
            person = _known(db, name)._replace(role=_role(role))
            store.people.set_role(db, person)
            return person

    def remove_person(self, name: str) -> Person:
        """Let a person go: their sessions and tokens end, their name stays under what they did."""
        with self.writing() as db:
            person = _known(db, name)
            store.people.leave(db, person.name)
            return person

    def people(self) -> list[PersonRow]:
        """All people, those who left too, in the order they were added."""
        with self.reading() as db:
            return store.people.every(db)

    def person(self, name: str) -> Person:
        """The person of this name. Raises VerifyError when there is none, or they have left."""
        with self.reading() as db:
            return _known(db, name)

    # Sessions: what a browser keeps is the token, what the database keeps is its SHA-256

    def sign_in(self, name: str, password: str) -> str:
        """Begin a session; its token.

        Whatever was wrong, the refusal is the same and takes the same time.
        """
        name = _tidy(name)
        with self.reading() as db:
            hashed = store.people.password_of(db, name)
        if not _fits(hashed, password):
            raise _refused()
        token = new_token()
        with self.writing() as db:
            person = store.people.named(db, name)
            if person is None or store.people.password_of(db, name) != hashed:
                raise _refused()
            store.people.begin(db, token, person.name, signed_in=True)
        return token

    def session(self, token: str) -> Person | None:
        """Who signed in with this token, while they are here and the session lasts.

        Using it renews it, at most once a day.
        """
        found = self._session(token)
        if found is None or not found.signed_in:
            return None
        with self.reading() as db:
            return store.people.named(db, found.person)

    def choose_name(self, token: str, name: str) -> str:
        """Keep the name somebody works under on their own computer, where nobody signs in.

        It is no proof of who they are: ``session`` does not know it.
        """
        name = _plain(name)
        with self.writing(create=True) as db:
            store.people.begin(db, token, name, signed_in=False)
        return name

    def chosen_name(self, token: str) -> str | None:
        """The name that goes with this token."""
        found = self._session(token)
        return found.person if found else None

    def _session(self, token: str) -> Session | None:
        if not store.connection.is_there(self.path):
            return None
        with self.reading() as db:
            found = store.people.session(db, token)
        if found is not None and store.people.is_aging(found):
            with self.writing() as db:
                store.people.renew(db, token)
        return found

    def sign_out(self, token: str) -> None:
        """End a session. Harmless when it has ended."""
        with self.writing() as db:
            store.people.end(db, token)

    # Tokens: for programs

    def new_token(self, name: str, label: str) -> str:
        """Make a token that acts as a person. It is told this once and never again."""
        label = needed(label, "label")
        token = f"rp_{new_token()}"
        with self.writing() as db:
            person = _known(db, name)
            if label in store.people.labels(db, person.name):
                raise VerifyError(
                    f"{person.name} has a token {label!r} already",
                    "choose another label, or revoke that one (verify user revoke)",
                )
            store.people.add_token(db, token, person.name, label)
        return token

    def token(self, token: str) -> Person | None:
        """Whose token this is, while it holds and they are here."""
        if not store.connection.is_there(self.path):
            return None
        with self.reading() as db:
            return store.people.of_token(db, token)

    def revoke(self, name: str, label: str) -> Person:
        """Make a token open nothing any more."""
        with self.writing() as db:
            person = _known(db, name)
            labels = store.people.labels(db, person.name)
            if label not in labels:
                raise VerifyError(
                    f"{person.name} has no token {label!r}",
                    f"choose from {', '.join(labels)}" if labels else "there is none to revoke",
                )
            store.people.revoke(db, person.name, label)
            return person

    # Forms

    def secret(self) -> str:
        """The key that this database signs its forms with; made once, with the database if need be.

        Raises VerifyError where it is not there and cannot be written.
        """
        if store.connection.is_there(self.path):
            with self.reading() as db:
                if found := store.people.secret(db, "forms"):
                    return found
        with self.writing(create=True) as db:
            return store.people.keep_secret(db, "forms", new_token())


def new_token() -> str:
    """256 random bits, as 43 characters that a cookie, a header and an address can hold."""
    import secrets

    return secrets.token_urlsafe(32)


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _plain(name: str) -> str:
    """A name that can stand in a log. Raises VerifyError for what cannot."""
    tidy = _tidy(needed(name, "name"))
    if not tidy.isprintable() or len(tidy) > LONGEST_NAME:
        raise VerifyError(
            "The name has signs that cannot be seen, or is too long",
            f"write it in letters, {LONGEST_NAME} at most",
        )
    return tidy


def _role(role: str) -> str:
    if role not in records.ROLES:
        raise VerifyError(f"There is no role {role!r}", f"choose from {', '.join(records.ROLES)}")
    return role


def _known(db: sqlite3.Connection, name: str) -> Person:
    person = store.people.named(db, _tidy(name))
    if person is None:
        here = [one.name for one in store.people.every(db) if one.left_at is None]
        raise VerifyError(
            f"There is nobody named {_tidy(name)}",
            f"choose from {', '.join(here)}" if here else "add them with verify user add NAME",
        )
    return person


def _refused() -> VerifyError:
    return VerifyError("The name or the password is wrong", "check both and try again")


def _typed(password: str) -> str:
    """The same password, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFKC", password)


def _hashed(password: str) -> str:
    """A password as it is kept. Raises VerifyError for one that is too short to be kept."""
    typed = _typed(password)
    if not SHORTEST <= len(typed) <= _LONGEST or not typed.strip():
        raise VerifyError(
            f"A password needs at least {SHORTEST} characters, and {_LONGEST:,} at most",
            "several words in a row are easy to keep in mind",
        )
    from argon2 import PasswordHasher

    with _HASHING:
        return PasswordHasher().hash(typed.encode("utf-8", "replace"))


def _fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of this hash; without a hash it takes as long to say no."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    typed = _typed(password[: 2 * _LONGEST]).encode("utf-8", "replace")
    with _HASHING:
        if hashed is None:
            PasswordHasher().hash(typed)
            return False
        try:
            return PasswordHasher().verify(hashed, typed)
        except (VerificationError, InvalidHashError):
            return False
