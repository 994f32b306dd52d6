"""What a person sees on a terminal, and what the shell completes."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drafts import DRAFT, shelve
from hypothesis import given
from hypothesis import strategies as st

from verify.cli import COMMANDS, verify
from verify.cli.reference import BEGIN, END, reference
from verify.terminal import Ink, Screen, cells

ROOT = Path(__file__).parent.parent
WORDS = st.text(alphabet="ab é字\u0301 -", max_size=80)


@given(text=WORDS, width=st.integers(1, 60), lead=st.sampled_from(["", "12  ", "x" * 30]))
def test_lines_wrap_and_lose_nothing(text: str, width: int, lead: str) -> None:
    """However narrow the terminal: every letter is there, and no line is wider than it."""
    lines = Screen(width=width).lines([Ink(lead)], [Ink(text[:40]), Ink(text[40:], "bold")])
    assert re.sub(r"\s", "", lines) == re.sub(r"\s", "", lead + text)
    first, *rest = lines.split("\n")
    for line in rest:
        assert cells(line.lstrip()) <= max(width - len(lead), width - 4, 2)
    if len(lead) <= width // 2:
        assert cells(first) <= max(width, len(lead) + 2)


def test_wide_letters_take_two_columns() -> None:
    """Chinese and Japanese letters are as wide as a terminal draws them, accents take nothing."""
    assert (cells("字"), cells("e\u0301"), cells("ab")) == (2, 1, 2)


def test_marks_replace_colour_where_there_is_none() -> None:
    """What stands out by its look alone would be lost in a pipe."""
    assert Screen().marked("x", "bold", "[[", "]]") == Ink("[[x]]")
    assert Screen(colour=True).marked("x", "bold", "[[", "]]") == Ink("x", "bold")


# On a real terminal


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a process that works on the article "harbour"."""
    shelve(tmp_path / "verify.db", DRAFT, "harbour")
    where = {"VERIFY_DB": tmp_path / "verify.db", "VERIFY_CONFIG": tmp_path / "config.toml"}
    known = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    return {**known, "TERM": "xterm", "VERIFY_USER": "ana"} | {k: str(v) for k, v in where.items()}


def on_a_terminal(env: dict[str, str], *words: str) -> str:
    """What a command writes on a terminal of its own."""
    reader, writer = pty.openpty()
    argv = [sys.executable, "-m", "verify", *words]
    with subprocess.Popen(argv, env=env, stdin=writer, stdout=writer, stderr=writer):
        os.close(writer)
        seen = b""
        try:
            while piece := os.read(reader, 4096):
                seen += piece
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(reader)
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_has_colour_and_signs(env: dict[str, str]) -> None:
    """Statuses are coloured, and have a sign for those who see no colour."""
    subprocess.run(
        [sys.executable, "-m", "verify", "mark", "1", "confirmed"], env=env, check=True, stdout=-3
    )
    seen = on_a_terminal(env, "list")
    assert "\x1b[32m✓ confirmed" in seen
    assert "\x1b[7m" in on_a_terminal(env, "show", "1")


@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(env: dict[str, str], setting: tuple[str, str]) -> None:
    """NO_COLOR and TERM=dumb are respected."""
    name, value = setting
    assert "\x1b" not in on_a_terminal({**env, name: value}, "list")


def test_claims_wrap_on_a_narrow_terminal(env: dict[str, str]) -> None:
    """Words hang under where the claim began, and none is missing."""
    lines = on_a_terminal({**env, "COLUMNS": "44", "NO_COLOR": "1"}, "list").splitlines()
    assert max(map(len, lines)) <= 44
    assert lines[1].startswith(" " * 16)
    assert "Maria Lopez: The port will close in June." in " ".join(" ".join(lines).split())


def test_long_work_moves_only_for_who_looks_on(env: dict[str, str], tmp_path: Path) -> None:
    """A bar on a terminal; nothing in a pipe, nothing with --quiet."""
    (tmp_path / "a.txt").write_text("The council met on Monday.", encoding="utf-8")
    words = ("extract", str(tmp_path / "a.txt"))
    assert "Reading the claims" in on_a_terminal(env, *words)
    assert "Reading" not in on_a_terminal(env, *words, "--quiet")
    argv = [sys.executable, "-m", "verify", *words]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""


# Completion


def completed(env: dict[str, str], line: str, shell: str = "bash") -> list[str]:
    """What the shell would offer for the last word of a line."""
    number = str(len(line.split(" ")) - 1)
    how = {"_VERIFY_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": number}
    argv = [sys.executable, "-m", "verify"]
    done = subprocess.run(argv, env=env | how, capture_output=True, text=True, check=True)
    return [one.removeprefix("plain,") for one in done.stdout.splitlines() if one]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("verify sho", ["show"]),
        ("verify show ", ["1", "2", "3", "4"]),
        ("verify mark 2-", ["2-3", "2-4"]),
        ("verify mark 1 conf", ["confirmed"]),
        ("verify list --source M", ["'Maria Lopez'"]),
        ("verify list --status dis", ["disputed"]),
        ("verify report h", ["harbour"]),
        ("verify list --db none.db h", []),
    ],
)
def test_the_shell_completes(env: dict[str, str], line: str, wanted: list[str]) -> None:
    """Commands, claim ids, statuses, sources and articles; nothing where there is no database."""
    assert completed(env, line) == wanted


def test_each_shell_has_its_script(env: dict[str, str]) -> None:
    """bash, zsh and fish; the one in use when none is named."""
    argv = [sys.executable, "-m", "verify", "completion"]
    for shell in ("bash", "zsh", "fish"):
        told = subprocess.run([*argv, shell], env=env, capture_output=True, text=True, check=True)
        assert f"{shell}_complete" in told.stdout
    told = subprocess.run(
        argv, env={**env, "SHELL": "/usr/bin/fish"}, capture_output=True, text=True, check=True
    )
    assert "fish_complete" in told.stdout


# Help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    """The list of commands says what each one's own help says, and each shows how it is typed."""
    command = verify.get_command(verify.make_context("verify", ["check"]), name)
    assert command is not None
    first, *_ = (line.strip() for line in (command.help or "").splitlines())
    assert first == COMMANDS[name][1]
    assert f"verify {name}" in (command.help or "").partition("\b")[2]


def test_the_readme_has_the_command_reference() -> None:
    """`python -m verify.cli.reference` prints what stands in the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0].strip() == reference()
