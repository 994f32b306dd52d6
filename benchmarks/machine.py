"""What figures were taken on, in a line: they are to be read beside it."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import date
from pathlib import Path


def machine() -> str:
    """The day, the processors, how busy they are, and the releases that matter."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{date.today()}, {os.cpu_count()} × {_processor()}, load {busy},"
        f" {platform.system()} {platform.release()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    named = (one.partition(": ")[2] for one in lines if one.startswith("model name"))
    return next(named, platform.machine())
