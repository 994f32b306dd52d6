"""The plan of the code, held by its imports: data flows one way.

Each package lists its modules in order; a module imports only from those before it.
``claims`` is a pure library, ``verify`` the application on top of it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = {
    "claims": "errors models lexicon text language dates quantities references attribution "
    "extraction consistency pipeline selection wording difference matching passages provenance "
    "transcripts changes __init__".split(),
    "verify": "faces errors config records migrations store reading archives spreading connecting "
    "fetching pages report workbench terminal web cli __main__ __init__".split(),
}
FORBIDDEN = {
    "claims": {"verify", "click", "sqlite3", "sqlite_utils", "rich", "time", "urllib", "socket"},
    "verify": {"spacy"},
}
MODULES = sorted(path for name in ORDER for path in (ROOT / name).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module the file names in an import, at any depth, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def place(dotted: str) -> tuple[str, str]:
    package, _, rest = dotted.partition(".")
    return package, rest.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_upwards(path: Path) -> None:
    """A file imports only what stands above it, and nothing its package must not know."""
    package, own = place(".".join(path.relative_to(ROOT).with_suffix("").parts))
    order = ORDER[package]
    for name in imports(path):
        other, module = place(name)
        assert other not in FORBIDDEN[package], f"{package} must not know {other}"
        assert "spacy" not in other or own == "language", "only language.py knows spaCy"
        if other == package and module in order and module != own:
            assert order.index(module) < order.index(own), f"{own} must not import {module}"


@pytest.mark.parametrize("package", ORDER)
def test_every_module_has_its_place(package: str) -> None:
    """A new module is put into the order above, where a newcomer reads the plan."""
    parts = {
        place(".".join(p.relative_to(ROOT).with_suffix("").parts))[1]
        for p in MODULES
        if p.is_relative_to(ROOT / package)
    }
    assert parts <= set(ORDER[package])
