"""Drives of other computers, on which SQLite's locks cannot be relied upon.

Two programs that do not see each other's locks write over one another. Only the kind of the drive
is looked at: a lock tried by one program would be seen by itself wherever it lies, and closing a
second handle of the database lets go of all locks that the first one holds.
"""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from pathlib import Path

from verify.errors import VerifyError

ALLOW = "VERIFY_ALLOW_NETWORK_DRIVE"
"""The variable that lets a database be written to wherever it is."""

MOUNTS = Path("/proc/self/mounts")

# Words and no pattern: every mark would wait for one to be compiled.
_REMOTE = frozenset(
    "nfs cifs smb smbfs 9p afs kafs openafs ncpfs coda ceph glusterfs lustre gpfs beegfs orangefs"
    " davfs".split()
)
"""Kinds of drives, without a version behind the name."""

_FUSE = (
    *("sshfs", "rclone", "s3fs", "gcsfuse", "davfs", "glusterfs", "ceph", "smbnetfs", "curlftpfs"),
    *("goofys", "juicefs", "onedriver", "google-drive", "gvfsd-fuse"),
)
"""How the names of drives begin that a program of the user's brings here."""


class RemoteError(VerifyError):
    """A database on a network drive was to be written to."""


def refuse_remote(database: Path) -> None:
    """Raise RemoteError where a database that is to be written lies on another computer's drive."""
    if os.environ.get(ALLOW) == "1":
        return
    kind = _remote(database.absolute().parent, MOUNTS)
    if kind is not None:
        raise RemoteError(
            f"{database} is on a network drive ({kind}), where two programs may not see each "
            "other's locks and spoil it; nothing was written",
            f"copy it to a disk of this computer, or set {ALLOW}=1 if only one computer uses it",
        )


# A folder is looked up once, and not for each thing that a long-lived desk writes.
@lru_cache(maxsize=64)
def _remote(folder: Path, mounts: Path) -> str | None:
    """The kind of another computer's drive that a folder lies on; None for one of this computer."""
    if sys.platform == "win32":
        return _windows(folder)
    try:
        told = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None  # macOS tells it in no file
    return remote_in(told, str(folder.resolve()))


def remote_in(mounts: str, folder: str) -> str | None:
    """The kind of drive, by the system's table of mounts; the last of the nearest names holds.

    >>> remote_in("/dev/sda1 / ext4 rw 0 0\\nnas:/desk /mnt/our\\\\040desk nfs4 rw 0 0\\n",
    ...           "/mnt/our desk/2025")
    'nfs4'
    """
    nearest, kind = "", ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = words[1] if "\\" not in words[1] else _unescaped(words[1])
        under = place.rstrip("/") + "/"
        if f"{folder.rstrip('/')}/".startswith(under) and len(place) >= len(nearest):
            nearest, kind = place, words[2]
    return kind if _is_remote(kind) else None


def _unescaped(place: str) -> str:
    """A folder as the table writes it, with spaces as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), place)


def _is_remote(kind: str) -> bool:
    if kind.startswith("fuse."):
        return kind.removeprefix("fuse.").startswith(_FUSE)
    return kind.rstrip("0123456789") in _REMOTE


def _windows(folder: Path) -> str | None:
    """A share, or a letter that stands for one."""
    import ctypes

    drive = folder.resolve().drive
    if drive.startswith("\\\\"):
        return "a share"
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined,unused-ignore]
    return "a share" if kind == 4 else None
