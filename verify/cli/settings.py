"""Commands about the tool itself: config, completion."""

from __future__ import annotations

import json
import os
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.config import Status, config_path
from verify.terminal import Ink, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHELLS = ("bash", "zsh", "fish")


@click.group()
@options.everywhere
def config() -> None:
    """Show the settings in use.

    Write a file where verify config path says, and its statuses replace the usual ones.

    \b
    verify config statuses
    verify config show > "$(verify config path)"
    """


@config.command()
@options.json_only
@options.everywhere
@pass_desk
def show(desk: Desk, form: str | None) -> None:
    """Print the settings, as a settings file would say them.

    \b
    verify config show
    """
    statuses = desk.config.statuses
    if form == "json":
        output.put_json({"status": statuses})
    else:
        click.echo("\n".join(map(_table, statuses)), nl=False)


def _table(status: Status) -> str:
    # JSON's strings and booleans are TOML's too.
    values = status._asdict().items()
    settings = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values]
    return "\n".join(["[[status]]", *settings, ""])


@config.command()
@options.json_only
@options.everywhere
@pass_desk
def path(desk: Desk, form: str | None) -> None:
    """Print where the settings file is, or would be.

    With --json, where the database is, too.

    \b
    verify config path
    """
    if form == "json":
        output.put_json({"config": str(config_path()), "database": str(desk.path)})
    else:
        click.echo(str(config_path()))


@config.command()
@options.listing
@options.everywhere
@pass_desk
def statuses(desk: Desk, form: str | None) -> None:
    """List the statuses and what each asks for.

    \b
    verify config statuses
    """
    rows = desk.config.statuses
    output.put(form, Status, rows, _status_lines(desk, rows))


def _status_lines(desk: Desk, rows: Sequence[Status]) -> Iterator[str]:
    wide = max(len(row.name) for row in rows)
    labels = max(cells(row.label) for row in rows)
    for row in rows:
        padding = " " * (labels - cells(row.label))
        lead = [Ink(f"{row.sign} {row.name:<{wide}}  {row.label}{padding}  ", row.colour)]
        told = [name for name, on in (("done", row.done), ("correction", row.correction)) if on]
        yield desk.screen.lines(lead, [Ink(", ".join(told) or "open")]).rstrip()


@click.command()
@click.argument("shell", metavar="[SHELL]", required=False, type=click.Choice(_SHELLS))
@options.everywhere
def completion(shell: str | None) -> None:
    """Print what makes the shell complete words.

    Commands and options, claim ids, articles, sources and statuses. SHELL is bash, zsh or fish;
    without it, the one you use.

    \b
    verify completion bash >> ~/.bashrc
    verify completion fish > ~/.config/fish/completions/verify.fish
    """
    from click.shell_completion import get_completion_class

    from verify.cli import verify

    shell = shell or PurePath(os.environ.get("SHELL", "")).name
    kind = get_completion_class(shell) if shell in _SHELLS else None
    if kind is None:
        raise click.UsageError(f"Which shell? Name one of {', '.join(_SHELLS)}.")
    click.echo(kind(verify, {}, "verify", "_VERIFY_COMPLETE").source())


COMMANDS = {"config": config, "completion": completion}
