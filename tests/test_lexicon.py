"""The word lists: in order, without doubles, all in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims import lexicon

CLAIMS = Path(lexicon.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in CLAIMS.rglob("*.py"))


@pytest.mark.parametrize("name", lexicon.names())
def test_entries_are_sorted_and_unique(name: str) -> None:
    """A list is in alphabetical order and holds nothing twice."""
    entries = lexicon.entries(name)
    assert entries
    assert list(entries) == sorted(set(entries))
    assert lexicon.words(name) == frozenset(entries)


@pytest.mark.parametrize("name", lexicon.names())
def test_file_says_what_it_is_for(name: str) -> None:
    """Comments stand at the top and nowhere else, and no line is empty or padded."""
    lines = (CLAIMS / "lexicon" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert comments
    assert lines[: len(comments)] == comments
    assert all(line and line == line.strip() for line in lines)


@pytest.mark.parametrize("name", lexicon.names())
def test_list_is_used(name: str) -> None:
    """Some module names the list: none goes dead unnoticed."""
    assert f'"{name}"' in SOURCE


def test_names_are_the_files() -> None:
    """Every file of the folder is a list, and lists read as they stand in the file."""
    assert set(lexicon.names()) == {path.stem for path in (CLAIMS / "lexicon").iterdir()}
    assert "say" in lexicon.words("speech_verbs")


def test_unknown_list() -> None:
    """A list that is not there is an error, not an empty list."""
    with pytest.raises(FileNotFoundError):
        lexicon.words("no_such_list")
