"""Settings: where the database is, and the statuses a desk uses.

Statuses are read from a TOML file, ``$VERIFY_CONFIG`` or ``config.toml`` in the platform's
configuration folder; without one the usual ones hold. A file that names statuses replaces the
whole set, and its first status is that of a claim nobody has looked at::

    [[status]]
    name = "on-author"        # what `verify mark` takes: lower case, digits, hyphens
    label = "On author"       # what people read
    sign = "A"                # one character, because colour is never the only sign
    colour = "magenta"
    correction = false        # does it ask for the right words?
    done = true               # is it the outcome of a check, and open to sign-off?
    confirms = false          # does it say that the claim holds?

What a desk holds to be enough, and which rules of ``verify lint`` it does without::

    [sufficiency]
    primary = 1               # so many first-hand pieces of evidence confirm a claim,
    secondary = 3             # or so many independent others

    [lint]
    anonymous-only = false
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "redpencil"
_PLAIN = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
COLOURS = ("", *_PLAIN, *(f"bright_{name}" for name in _PLAIN))
"""What ``colour`` may be; empty is the terminal's own."""

_YES_OR_NO = ("correction", "done", "confirms")
_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


class Status(NamedTuple):
    """A status people may give a claim, and how it is shown.

    ``correction``: it asks for the right words. ``done``: it is the outcome of a check.
    ``confirms``: it says that the claim holds, which evidence must bear out.
    """

    name: str
    label: str
    sign: str = "•"
    colour: str = ""
    correction: bool = False
    done: bool = False
    confirms: bool = False


STATUSES = (
    Status("unchecked", "unchecked", "○"),
    Status("checking", "checking", "◐", "cyan"),
    Status("confirmed", "confirmed", "✓", "green", done=True, confirms=True),
    Status("incorrect", "incorrect", "✗", "red", correction=True, done=True),
    Status("disputed", "disputed", "≠", "yellow", done=True),
    Status("unverifiable", "unverifiable", "?", "magenta", done=True),
    Status("not-checkable", "not checkable", "–", "blue", done=True),
)
"""The statuses when no settings file names others. The first is what a new claim has."""


class Sufficiency(NamedTuple):
    """What confirms a claim: so many ``primary`` pieces of evidence, or evidence from so many
    independent ``secondary`` origins (the Knight Science Journalism handbook asks for three).
    """

    primary: int = 1
    secondary: int = 3


SUFFICIENCY = Sufficiency()


class Config(NamedTuple):
    """What the settings say, and the file they are (or would be) in.

    ``without`` are the rules of sourcing that the desk does without.
    """

    path: Path
    statuses: tuple[Status, ...] = STATUSES
    sufficiency: Sufficiency = SUFFICIENCY
    without: frozenset[str] = frozenset()

    def status(self, name: str) -> Status:
        """The status of this name; one that the set no longer has keeps its bare name."""
        found = (status for status in self.statuses if status.name == name)
        return next(found, Status(name, name.replace("-", " "), "·"))


def config_path() -> Path:
    """Where the settings are read from."""
    if named := os.environ.get("VERIFY_CONFIG"):
        return Path(named)
    return _folder("config", "XDG_CONFIG_HOME", ".config") / "config.toml"


def database_path() -> Path:
    """The database, when no ``--db`` names one."""
    if named := os.environ.get("VERIFY_DB"):
        return Path(named)
    return _folder("data", "XDG_DATA_HOME", ".local/share") / "verify.db"


def _folder(kind: str, variable: str, below: str) -> Path:
    """The platform's folder for our ``data`` or ``config``.

    On Linux it is one line of the XDG rules; to import what knows all platforms takes longer
    than to print a listing.
    """
    home, given = os.environ.get("HOME", ""), os.environ.get(variable, "")
    if sys.platform == "linux" and home.startswith("/") and "ANDROID_ROOT" not in os.environ:
        return Path(given if given.startswith("/") else f"{home}/{below}") / APP
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


def load(path: Path | None = None) -> Config:
    """Read the settings. Raises VerifyError, naming the file and the key, when they are wrong."""
    path = path or config_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise VerifyError(
            f"The settings in {path} cannot be read: {reason}",
            "repair the file, or point $VERIFY_CONFIG at another",
        ) from error
    # Only who has a settings file pays for the parser.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VerifyError(f"{path} is not valid TOML: {error}", "correct that line") from error
    if unknown := sorted(table.keys() - {"status", "sufficiency", "lint"}):
        known = "known are [[status]], [sufficiency] and [lint]"
        raise _wrong(path, unknown[0], "is not a setting", known)
    return Config(path, _statuses(table, path), _sufficiency(table, path), _without(table, path))


def _sufficiency(table: Mapping[str, Any], path: Path) -> Sufficiency:
    rule = _table(table, "sufficiency", path)
    for name, value in rule.items():
        if name not in Sufficiency._fields:
            known = f"known are {' and '.join(Sufficiency._fields)}"
            raise _wrong(path, f"sufficiency.{name}", "is not a setting", known)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise _wrong(path, f"sufficiency.{name}", f"is {value!r}", "write a number from 1 on")
    return Sufficiency(**rule)


def _without(table: Mapping[str, Any], path: Path) -> frozenset[str]:
    rules = _table(table, "lint", path)
    for name, value in rules.items():
        if not isinstance(value, bool):
            raise _wrong(path, f"lint.{name}", f"is {value!r}", "write true or false")
    return frozenset(name for name, on in rules.items() if not on)


def _table(table: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise _wrong(path, name, "is not a table", f"begin it with [{name}]")
    return found


def _statuses(table: Mapping[str, Any], path: Path) -> tuple[Status, ...]:
    rows = table.get("status")
    if rows is None:
        return STATUSES
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _wrong(path, "status", "is not a table", "begin each status with [[status]]")
    statuses = [_status(row, f"status[{number}]", path) for number, row in enumerate(rows, 1)]
    names = [status.name for status in statuses]
    for number, name in enumerate(names, 1):
        if name in names[: number - 1]:
            raise _wrong(path, f"status[{number}].name", f"repeats {name!r}", "name each one once")
    if statuses[0].done:
        hint = "put first the status of a claim nobody has looked at"
        raise _wrong(path, "status[1].done", "is true", hint)
    return tuple(statuses)


def _status(row: Mapping[str, Any], key: str, path: Path) -> Status:
    if unknown := sorted(row.keys() - set(Status._fields)):
        hint = f"known are {', '.join(Status._fields)}"
        raise _wrong(path, f"{key}.{unknown[0]}", "is not a setting", hint)
    for field, value in row.items():
        wanted = "true or false" if field in _YES_OR_NO else "text in quotes"
        if isinstance(value, bool if wanted == "true or false" else str):
            continue
        raise _wrong(path, f"{key}.{field}", f"is {value!r}", f"write {wanted}")
    name = row.get("name", "")
    if not re.fullmatch(_NAME, name):
        hint = "use lower-case letters, digits and hyphens, such as needs-source"
        raise _wrong(path, f"{key}.name", f"is {name!r}" if name else "is missing", hint)
    status = Status(**{"label": name.replace("-", " "), **row})
    if status.colour not in COLOURS:
        hint = f"choose from {', '.join(COLOURS[1:])}"
        raise _wrong(path, f"{key}.colour", f"is {status.colour!r}", hint)
    if len(status.sign) != 1 or not status.sign.isprintable() or status.sign.isspace():
        raise _wrong(path, f"{key}.sign", f"is {status.sign!r}", "use one visible character")
    return status


def _wrong(path: Path, key: str, what: str, hint: str) -> VerifyError:
    return VerifyError(f"In {path}, {key} {what}", hint)
