"""Data onto standard output, as people or machines read it; files that are whole or not there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.errors import VerifyError
from verify.report.machine import csv_text, json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def put_lines(lines: Iterable[str]) -> None:
    """Lines for people."""
    for line in lines:
        click.echo(line)


def put_json(value: object) -> None:
    """One JSON document, spans and rows as lists and objects; inert on a terminal."""
    click.echo(json_text(value))


def put_csv(fields: Sequence[str], records: Iterable[Any]) -> None:
    """A header and one line for each record, safe to open in a spreadsheet."""
    rows = [[getattr(record, field) for field in fields] for record in records]
    click.echo(csv_text(fields, rows), nl=False)


def put(form: str | None, kind: type[Any], records: Sequence[Any], lines: Iterable[str]) -> None:
    """A listing in the form that was asked for: "json", "csv", or lines for people.

    ``kind`` is the records' named tuple; its fields are the columns.
    """
    if form == "json":
        put_json(records)
    elif form == "csv":
        put_csv(kind._fields, records)
    else:
        put_lines(lines)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that is complete or not there: beside its place first, then into it.

    What is not a plain file (a pipe, /dev/stdout) is written to directly. Raises VerifyError.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    try:
        _write_whole(path, data)
    except OSError as error:
        hint = "name another file with -o"
        raise VerifyError(f"{path} cannot be written: {error.strerror}", hint) from error


def _write_whole(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as handle:
            handle.write(data)
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def piped_in() -> bool:
    """Whether somebody feeds standard input."""
    return not sys.stdin.isatty()
