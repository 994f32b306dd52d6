"""The commands about sources: sources, sources merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import SourceRow
from verify.terminal import Ink, cells, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@click.group(invoke_without_command=True)
@options.listing
@options.everywhere
@pass_desk
@click.pass_context
def sources(context: click.Context, desk: Desk, form: str | None) -> None:
    """List the sources; merge two names of one.

    \b
    verify sources
    verify sources --csv
    verify sources merge "the Kremlin" --into Kremlin
    """
    if context.invoked_subcommand is not None:
        return
    with desk.workbench() as workbench:
        rows = workbench.sources()
    output.put(form, SourceRow, rows, _lines(desk, rows))


@sources.command()
@click.argument("names", metavar="NAMES...", nargs=-1, required=True, type=options.SourceName())
@click.option("--into", required=True, type=options.SourceName(), help="The name that stays.")
@options.json_only
@options.everywhere
@pass_desk
def merge(desk: Desk, names: tuple[str, ...], into: str, form: str | None) -> None:
    """Let several names stand for one source, here and in later articles.

    \b
    verify sources merge "the Kremlin" "Kremlin press service" --into Kremlin
    """
    with desk.workbench() as workbench:
        row = workbench.merge_sources(names, into)
    if form == "json":
        output.put_json(row)
    else:
        output.put_lines(_lines(desk, [row]))


def _lines(desk: Desk, rows: Sequence[SourceRow]) -> Iterator[str]:
    names = max((cells(inert(row.name)) for row in rows), default=0)
    kinds = max((len(row.kind) for row in rows), default=0)
    numbers = max((len(str(row.claims)) for row in rows), default=0)
    for row in rows:
        padding = " " * (names - cells(inert(row.name)))
        lead = [
            Ink(f"{inert(row.name)}{padding}  ", "bold"),
            Ink(f"{row.kind:<{kinds}}  ", "dim"),
            Ink(f"{row.claims:>{numbers}}  "),
        ]
        words = []
        for name, number in row.statuses.items():
            status = desk.config.status(name)
            words.append(Ink(f"{status.sign} {number} {status.label}  ", status.colour))
        if row.aliases:
            words.append(Ink(f"also {', '.join(row.aliases)}", "dim"))
        yield desk.screen.lines(lead, words)


COMMANDS = {"sources": sources}
