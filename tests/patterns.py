"""Every regular expression of the project, how it is used, and texts that would make it stumble."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import BuiltinMethodType, ModuleType
from typing import Any, NamedTuple

import claims
import verify

METHODS = frozenset("match fullmatch search split findall finditer sub subn".split())
_ALPHABET = "aZ0_ \n\t.,-'\"()[]<>:/=@é字\0\x85“’…"
_ENDS = ("", "\n\0")
_MOST = 7
"""Letters of one expression that are tried with one another, and so many longer pieces."""


class Use(NamedTuple):
    """An expression, where it stands, and the ways in which it is asked; none: not known."""

    where: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def modules() -> list[ModuleType]:
    """Every module of both packages, but for those that run when they are imported."""
    return [
        importlib.import_module(found.name)
        for package in (claims, verify)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.endswith("__main__")
    ]


def kept(module: ModuleType) -> Iterator[Use]:
    """What a module keeps, also within its tuples and behind its cached functions."""
    asked = _asked(module)
    for name, value in vars(module).items():
        if hasattr(value, "cache_info") and value.__module__ == module.__name__:
            needed = inspect.signature(value).parameters.values()
            value = value() if not [one for one in needed if one.default is one.empty] else None
        for pattern, method in _within(value, set()):
            methods = frozenset([method]) if method else asked.get(name, frozenset())
            yield Use(f"{module.__name__}.{name}", pattern, methods)


def _within(value: object, seen: set[int]) -> Iterator[tuple[re.Pattern[Any], str]]:
    """The expressions in a value, each with the method that is kept of it, if one is."""
    if isinstance(value, re.Pattern):
        yield value, ""
    elif isinstance(value, BuiltinMethodType) and isinstance(value.__self__, re.Pattern):
        yield value.__self__, value.__name__
    elif id(value) not in seen:
        seen.add(id(value))
        inner: Iterable[object] = ()
        if isinstance(value, dict):
            inner = [*value.keys(), *value.values()]
        elif isinstance(value, (tuple, list, set, frozenset)):
            inner = value
        elif type(value).__module__.startswith(("claims", "verify")):
            inner = vars(value).values() if hasattr(value, "__dict__") else ()
        for one in inner:
            yield from _within(one, seen)


def written(module: ModuleType) -> Iterator[tuple[str, Use | None]]:
    """What stands in a module's calls of ``re``: null where it is put together on the way."""
    for call in _calls(module):
        where = f"{module.__name__}:{call.lineno}"
        function = call.func.attr  # type: ignore[attr-defined]
        try:
            made = _evaluated(call if function == "compile" else call.args[0], module)
            told = [one.value for one in call.keywords if one.arg == "flags"]
            told = [*told, *(call.args[2:] if function in ("search", "finditer") else ())]
            flags = _evaluated(told[0], module) if told else 0
        except NameError:
            yield where, None
        else:
            pattern = made if isinstance(made, re.Pattern) else re.compile(made, flags)
            yield where, Use(where, pattern, frozenset([function]) & METHODS)


def _calls(module: ModuleType) -> Iterator[ast.Call]:
    """Each call of ``re.…(expression, …)``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=function), args=[_, *_]):
                if function in METHODS or function == "compile":
                    yield node


def _evaluated(code: ast.expr, module: ModuleType) -> Any:
    """What an expression of the module is. Raises NameError where it is made in a function."""
    return eval(compile(ast.Expression(code), module.__name__, "eval"), vars(module))


def _asked(module: ModuleType) -> dict[str, frozenset[str]]:
    """By which methods the module asks what it keeps under a name."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if method in METHODS:
                    found.setdefault(name, set()).add(method)
    return {name: frozenset(methods) for name, methods in found.items()}


# Texts that would make it stumble


class Pieces(NamedTuple):
    """Of a text that may take long: its beginning, two pieces to repeat, and its end."""

    head: str
    one: str
    other: str
    end: str


def hostile(pattern: re.Pattern[Any]) -> list[Pieces]:
    """What may make an expression go back and forth.

    The pieces are the letters that the expression tells from one another, what its repeated parts
    match, and what stands before these.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    letters = list(_letters(tree))
    starts, bodies = _samples(tree)
    longer = [one for one in dict.fromkeys([*bodies, *starts]) if one and one not in letters]
    pieces = [*letters[:_MOST], *longer[:_MOST]]
    heads = [*dict.fromkeys(["", *starts])][:5]
    return [
        Pieces(head, one, other, end)
        for one, other in product(pieces, repeat=2)
        for head in (heads if one == other else heads[:2])
        for end in _ENDS
    ]


def _letters(tree: Any) -> Iterator[str]:
    """One letter for each way in which the expression's single places treat letters."""
    places = [node for node in _nodes(tree) if _is_place(node)]
    own = {chr(node[1]) for node in places if node[0] is signs.LITERAL}
    for _, given in (node for node in places if node[0] is signs.IN):
        for kind, value in given:
            if kind is signs.RANGE:
                own.add(chr(value[0]))
            elif kind is signs.LITERAL:
                own.add(chr(value))
    known = set()
    for letter in [*sorted(own), *_ALPHABET]:
        treated = tuple(_fits(node, letter) for node in places)
        if treated not in known and any(treated):
            known.add(treated)
            yield letter


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    for node in tree:
        yield node
        yield from _nodes([inner for part in _parts(node) for inner in part])


def _parts(node: tuple[Any, Any]) -> list[Any]:
    """The sequences within a node."""
    kind, given = node
    if kind in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        return [given[2]]
    if kind is signs.SUBPATTERN:
        return [given[3]]
    if kind is signs.BRANCH:
        return list(given[1])
    if kind is signs.ATOMIC_GROUP:
        return [given]
    if kind in (signs.ASSERT, signs.ASSERT_NOT):
        return [given[1]]
    return []


def _is_place(node: tuple[Any, Any]) -> bool:
    return node[0] in (signs.LITERAL, signs.NOT_LITERAL, signs.IN, signs.ANY)


def _fits(node: tuple[Any, Any], letter: str) -> bool:
    """Whether a single place of an expression takes a letter."""
    kind, given = node
    if kind is signs.LITERAL:
        return ord(letter) == given
    if kind is signs.NOT_LITERAL:
        return ord(letter) != given
    if kind is signs.RANGE:
        return bool(given[0] <= ord(letter) <= given[1])
    if kind is signs.CATEGORY:
        name = str(given).rpartition("_")[2].lower()[0]
        found = re.match(rf"\{name}", letter) is not None
        return found != ("NOT" in str(given))
    if kind is signs.IN:
        negated = given[0][0] is signs.NEGATE
        return any(_fits(one, letter) for one in given[negated:]) != negated
    return letter != "\n"


def _samples(tree: Any) -> tuple[list[str], list[str]]:
    """What leads up to each repeated part, and what these parts match."""
    starts: list[str] = []
    bodies: list[str] = []

    def walk(sequence: Any, before: str) -> str:
        told = before
        for node in sequence:
            parts = _parts(node)
            if node[0] in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
                starts.append(told)
                bodies.extend(_ways(parts[0]))
            for part in parts:
                walk(part, told)
            told += _ways([node])[0]
        return told

    bodies.append(walk(tree, ""))
    return starts, bodies


def _ways(sequence: Any) -> list[str]:
    """Some texts that a sequence matches, as short as they get, but with each part in them."""
    told = [""]
    for node in sequence:
        if _is_place(node):
            own = (
                [chr(one[1]) for one in node[1] if one[0] is signs.LITERAL]
                if (node[0] is signs.IN)
                else [chr(node[1])]
                if node[0] is signs.LITERAL
                else []
            )
            fitting = [one for one in [*own, *_ALPHABET] if _fits(node, one)]
            more = fitting[:1] or ["?"]
        elif node[0] in (signs.ASSERT, signs.ASSERT_NOT, signs.AT, signs.GROUPREF):
            more = [""]
        else:
            more = [way for part in _parts(node) for way in _ways(part)][:4] or [""]
        least = node[1][0] if "REPEAT" in str(node[0]) else 1
        told = [one + other * max(least, 1) for one in told for other in more][:6]
    return told
