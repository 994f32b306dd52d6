"""What comes with the program, and that it tells nobody what is done with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LISTENING = """
import os, sys
REACHING = "connect getaddrinfo gethostbyname gethostbyaddr sendto sendmsg".split()
def heard(event, details):
    if event.startswith("socket.") and event.partition(".")[2] in REACHING:
        with open(os.environ["HEARD"], "a") as file:
            print(event, *details, file=file)
sys.addaudithook(heard)
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python writes down whom it would speak to, in the file ``heard``."""
    (tmp_path / "sitecustomize.py").write_text(LISTENING, encoding="utf-8")
    (tmp_path / "news.txt").write_text("Trade rose 64% in 2024, Ann Lee told TASS.", "utf-8")
    (tmp_path / "heard").touch()
    own = {"HEARD": str(tmp_path / "heard"), "VERIFY_DB": str(tmp_path / "desk.db")}
    paths = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    return {**os.environ, **own, **paths, "VERIFY_CONFIG": str(tmp_path / "none.toml")}


def heard(env: dict[str, str], *argv: str) -> list[str]:
    """Whom a command of Python would have spoken to so far."""
    folder = Path(env["HEARD"]).parent
    subprocess.run([sys.executable, *argv], env=env, cwd=folder, check=True, capture_output=True)
    return Path(env["HEARD"]).read_text(encoding="utf-8").splitlines()


def test_no_telemetry(env: dict[str, str]) -> None:
    """Taking in, looking, marking and reporting speak to no other program."""
    for words in (
        ("add", "news.txt"),
        ("list",),
        ("show", "1"),
        ("mark", "1", "confirmed"),
        ("report", "news", "-o", "report.html"),
        ("--version",),
    ):
        assert heard(env, "-m", "verify", *words) == [], words


def test_telemetry_would_be_heard(env: dict[str, str]) -> None:
    """The listener hears a program that speaks to another."""
    speaking = "import socket as s; s.socket(s.AF_INET, s.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    assert heard(env, "-c", speaking)[0].startswith("socket.connect")


def test_every_dependency_is_locked() -> None:
    """The lock names a version and hashes of each dependency, and nobody's registry."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=[a-z0-9])", lock)[1:]
    assert all("==" in one and "--hash=sha256:" in one for one in entries)
    locked = {re.split("[^a-z0-9-]", one, maxsplit=1)[0] for one in entries}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    named = {re.split("[^a-z0-9-]", one, maxsplit=1)[0] for one in wanted}
    assert named - {project["name"]} <= locked  # an extra may ask for other extras
