"""Packages whose parts are imported when one of their names is used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FACES = ("verify.records", "verify.store", "verify.terminal")


@pytest.mark.parametrize("package", FACES)
def test_every_name_is_there(package: str) -> None:
    """What a face promises can be used, and a misspelt name is told."""
    face = import_module(package)
    for name in face.__all__:
        assert getattr(face, name) is not None
    with pytest.raises(AttributeError, match="clams"):
        face.clams  # noqa: B018


def test_every_part_of_the_store_is_named() -> None:
    """A new module of the store is put on its face."""
    parts = {path.stem for path in (ROOT / "verify" / "store").glob("*.py")} - {"__init__"}
    assert parts == set(import_module("verify.store").__all__)


@pytest.mark.parametrize("package", FACES)
def test_a_face_alone_imports_no_part(package: str) -> None:
    """Importing a package costs its face and nothing below."""
    script = f"import sys, {package}; print(*[one for one in sys.modules if '{package}.' in one])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
