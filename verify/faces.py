"""A package's face: its names are there, and a part is imported when one of its names is used.

A command pays for what it uses only: each named tuple costs a third of a millisecond to make, and
a listing that needs three of them would make sixty.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def face(package: str, parts: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's ``__getattr__``: ``parts`` are its modules, each with the names it lends."""
    homes = {name: part for part, names in parts.items() for name in names.split()}

    def named(name: str) -> Any:
        if name in parts:
            return import_module(f"{package}.{name}")
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return named
