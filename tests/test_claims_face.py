"""The library's face: what a stranger imports, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import claims


def modules_after(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Neither spaCy nor pydantic is imported until a name is used."""
    assert not {"spacy", "pydantic", "lemminflect", "numpy"} & modules_after("import claims")


def test_comparing_needs_no_language_model() -> None:
    """Values and comparisons do not load spaCy."""
    loaded = modules_after("import claims; claims.compare('It rose.', 'It fell.')")
    assert "spacy" not in loaded


@pytest.mark.parametrize("name", claims.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    """What the face promises can be used, and is what it says it is."""
    assert getattr(claims, name).__name__ == name
    assert name in dir(claims)


def test_no_module_hides_a_verb() -> None:
    """Importing a module of the package sets its name there: none is named like a verb."""
    modules = {path.stem for path in Path(claims.__file__).parent.iterdir()}
    assert not modules & set(claims.__all__)


def test_unknown_name() -> None:
    """A misspelt name is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="extarct"):
        claims.extarct  # noqa: B018
