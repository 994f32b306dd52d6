"""The command reference of the README: ``python -m verify.cli.reference`` prints it.

Made from the commands themselves and not from their help pages, whose layout is click's and
changes with its releases. A test compares it with what the README says.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from verify.cli import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END = "<!-- commands -->", "<!-- /commands -->"
"""Where it stands in the README."""

_EVERYWHERE = ("--db", "--by", "--quiet", "--help")


def reference() -> str:
    """Every command and what it takes, as Markdown."""
    context = click.Context(verify, info_name="verify")
    shared = [param for param in verify.params if isinstance(param, click.Option)]
    blocks = [
        "Every command takes, before its name or after it:",
        *_options(shared, context, skip=("--help", "--version")),
    ]
    for name in verify.list_commands(context):
        command = verify.get_command(context, name)
        assert command is not None
        blocks += _command(command, click.Context(command, context, name))
    return "\n\n".join(blocks)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    yield f"### `{' '.join([context.command_path, *(one.metavar or '' for one in arguments)])}`"
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        example = paragraph.removeprefix("\b\n")
        if example != paragraph:
            yield f"```sh\n{example}\n```"
        else:
            yield " ".join(paragraph.split())
    options = [param for param in command.params if isinstance(param, click.Option)]
    yield from _options(options, context, skip=_EVERYWHERE)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part is not None
            yield from _command(part, click.Context(part, context, name))


def _options(
    options: list[click.Option], context: click.Context, skip: tuple[str, ...]
) -> Iterator[str]:
    records = [
        option.get_help_record(context) for option in options if not set(option.opts) & set(skip)
    ]
    rows = [f"| `{_cell(record[0])}` | {_cell(record[1])} |" for record in records if record]
    if rows:
        yield "\n".join(["| Option | |", "|---|---|", *rows])


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    print(reference())
