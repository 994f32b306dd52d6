"""Backups: the database, its evidence and the SHA-256 of each file; and the way back.

A backup of a database is ``FILE``, a plain database; ``FILE.evidence``, the kept bytes; and
``FILE.sha256``, which ``sha256sum -c`` reads. The bytes are copied and not linked: a link would
be spoilt together with what it leads to. FILE comes last: what is not whole has none.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.records import Backup, Restored
from verify.store import connection, copying, drives, log
from verify.store.locker import Locker

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)").fullmatch
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def backup(db: sqlite3.Connection, database: Path, target: Path) -> Backup:
    """Copy the database that ``db`` reads, with its evidence; refused where there is a file."""
    if target.exists() or target.is_symlink():
        raise VerifyError(f"{target} is already there", "name a new file: no backup is overwritten")
    if not target.parent.is_dir():
        raise VerifyError(f"There is no folder {target.parent}", "make it, or name another one")
    with _draft(target) as draft, _written(target):
        copying.copy(db, draft, target)
        shutil.copymode(database, draft)
        held = copying.examined(draft, database)
        hashes = {target.name: _digest(draft)}
        kept, missing = Locker(target), []
        for sha256 in held.documents:
            data = Locker(database).sound(sha256)
            if data is None:
                missing.append(sha256)
                continue
            kept.put(data)
            hashes[_evidence(target, sha256)] = sha256
        _write_hashes(_hashes(target), hashes)
        draft.replace(target)
        _settle(target.parent)
    kept_files = len(held.documents) - len(missing)
    return Backup(str(target), held.log, held.articles, kept_files, tuple(missing))


def restore(source: Path, database: Path, *, replace: bool) -> Restored:
    """Put a backup where a database is to be; one that is there is kept under another name.

    All of the backup is looked at before anything is touched.
    """
    given, source, database = source, source.resolve(), database.resolve()
    drives.refuse_remote(database)
    hashes = _told_hashes(source)
    held = _verified(source, hashes)
    if database.exists():
        _refuse_in_the_way(source, database, replace=replace)
    connection.make_folder(database.parent)
    with _draft(database) as draft, _written(database):
        kept, files = Locker(source), [one for one in held.documents if one in hashes.values()]
        for sha256 in files:
            Locker(database).put(kept.get(sha256))
        shutil.copyfile(source, draft)
        shutil.copymode(source, draft)
        if _digest(draft) != hashes[source.name]:
            raise VerifyError(f"{draft} was not written as it was read", "try another disk")
        copying.begin_log(draft)
        _sync(draft)
        aside = _put_in_place(draft, database)
        _settle(database.parent)
    missing = tuple(one for one in held.documents if one not in hashes.values())
    return Restored(
        *(str(given), str(database), held.log, held.articles, len(files), missing),
        aside=str(aside) if aside else None,
    )


def _refuse_in_the_way(source: Path, database: Path, *, replace: bool) -> None:
    if database.is_dir():
        raise VerifyError(f"{database} is a folder", "name a file with --db")
    if source.resolve() == database:
        raise VerifyError(f"{source} is the database itself", "give another file as the backup")
    if not replace:
        raise VerifyError(
            f"There is a database at {database}",
            "--replace keeps it under another name, and --db names another place",
        )


def _put_in_place(draft: Path, database: Path) -> Path | None:
    """Exchange the files in one step; the name that the database there has now."""
    aside = _free_name(database)
    if not database.exists():
        _move_logs(database, aside)
        draft.replace(database)
        return None
    with copying.held(database):
        _link_evidence(database, aside)
        try:
            os.link(database, aside)
        except OSError:  # a drive without links: for a moment there is no database here
            database.rename(aside)
        # A log that is left belongs to the damaged file, and would be read into the new one.
        _move_logs(database, aside)
        draft.replace(database)
    copying.begin_log_if_sound(aside)
    return aside


def _free_name(database: Path) -> Path:
    at = re.sub("[-:]", "", log.now())
    names = (f"{database.name}.{at}{'' if n == 1 else f'-{n}'}" for n in range(1, 10_000))
    found = (database.with_name(name) for name in names)
    return next(one for one in found if not one.exists())


def _move_logs(database: Path, aside: Path) -> None:
    for end in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            database.with_name(database.name + end).rename(aside.with_name(aside.name + end))


def _link_evidence(database: Path, aside: Path) -> None:
    """Let the database that is put aside have its evidence beside it, too.

    The bytes are never changed, so that both may have the very same files.
    """
    folder, other = Locker(database).folder, Locker(aside).folder
    for file in sorted(folder.glob("??/*")):
        place = other / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, place)
        except OSError:
            shutil.copyfile(file, place)


# What a backup is made of


def _hashes(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _evidence(file: Path, sha256: str) -> str:
    return Locker(file).path(sha256).relative_to(file.parent.resolve()).as_posix()


def _write_hashes(path: Path, hashes: dict[str, str]) -> None:
    lines = []
    for name, sha256 in hashes.items():
        escaped = re.sub(r"[\\\n\r]", lambda odd: _ESCAPES[odd[0]], name)
        lines.append(f"{'' if escaped == name else chr(92)}{sha256}  {escaped}\n")
    with _draft(path) as draft:
        draft.write_text("".join(lines), encoding="utf-8", errors="surrogateescape", newline="\n")
        _sync(draft)
        draft.replace(path)


def _told_hashes(file: Path) -> dict[str, str]:
    """File name to SHA-256, as they stand beside a backup."""
    told = _hashes(file)
    try:
        file.open("rb").close()
        lines = told.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    except OSError as error:
        raise VerifyError(f"{error.filename} cannot be read: {error.strerror}", _GIVE) from error
    found = {}
    for line in filter(None, lines):
        match = _LINE(line)
        if match is None:
            raise VerifyError(f"{told} is not a list of hashes", _GIVE)
        found[_plain(match[3]) if match[1] else match[3]] = match[2]
    if file.name not in found:
        raise VerifyError(f"{told} does not name {file.name}: it was renamed", _GIVE)
    return found


def _plain(escaped: str) -> str:
    plain = {told: odd for odd, told in _ESCAPES.items()}
    return re.sub(r"\\[\\nr]", lambda told: plain[told[0]], escaped)


_GIVE = "give the file that verify backup wrote, with what it wrote beside it"


def _verified(file: Path, hashes: dict[str, str]) -> copying.Contents:
    """What a backup holds, all its hashes and its log being sound."""
    if _digest(file) != hashes[file.name]:
        raise VerifyError(f"{file} was changed: its SHA-256 is another", "take an older backup")
    held, kept = copying.examined(file, file), Locker(file)
    own = {_evidence(file, sha256): sha256 for sha256 in held.documents}
    for name, sha256 in hashes.items():
        if name == file.name:
            continue
        if own.get(name) != sha256:
            raise VerifyError(f"{_hashes(file)} names {name}, which is not of this backup", _GIVE)
        if wrong := kept.fault(sha256):
            raise VerifyError(f"{kept.path(sha256)} {wrong}", "take an older backup")
    return held


# Files


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A name beside a file, for what is moved there once it is whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        yield draft
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                draft.with_name(draft.name + end).unlink()


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VerifyError(
            f"{path} cannot be written: {error.strerror}", "make room, or name another place"
        ) from error


def _digest(path: Path) -> str:
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VerifyError(f"{path} cannot be read: {error.strerror}", _GIVE) from error


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have a folder's names on the disk, where a system can say so."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
