"""The commands about sources: sources, sources merge, sources kind, attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import SOURCE_KINDS, Attributed, ClaimRow, Independence, SourceRow
from verify.terminal import Ink, cells, claim_list, independence_tree, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@click.group(invoke_without_command=True)
@click.option(
    "--independent",
    "ids",
    metavar="IDS",
    type=options.ClaimIds(),
    help="From how many origins these claims come, as a tree.",
)
@options.listing
@options.everywhere
@pass_desk
@click.pass_context
def sources(
    context: click.Context, desk: Desk, ids: tuple[int, ...] | None, form: str | None
) -> None:
    """List the sources; merge two names of one; say what kind one is.

    With --independent, claims, the same claims in other articles and the evidence for them are led
    back to their origins: three papers that quote one agency, or copy each other, are one.

    \b
    verify sources
    verify sources --independent 12
    verify sources --csv
    verify sources kind TASS media
    verify sources merge "the Kremlin" --into Kremlin
    """
    if context.invoked_subcommand is not None:
        return
    if ids is not None:
        _put_origins(desk, ids, form)
        return
    with desk.workbench() as workbench:
        rows = workbench.sources()
    output.put(form, SourceRow, rows, _lines(desk, rows))


def _put_origins(desk: Desk, ids: tuple[int, ...], form: str | None) -> None:
    with desk.workbench() as workbench:
        found = workbench.independence(ids)
        rows = {row.id: row for row in workbench.rows(ids)}
    tree = independence_tree(found, rows, desk.config, desk.screen)
    output.put(form, Independence, found, tree)


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


@sources.command()
@click.argument("name", type=options.SourceName())
@click.argument("kind", metavar="KIND", type=click.Choice(SOURCE_KINDS[:-1]))
@options.json_only
@options.everywhere
@pass_desk
def kind(desk: Desk, name: str, kind: str, form: str | None) -> None:
    """Say what kind of source it is, here and in later articles.

    KIND is person, organisation, media, document, group or anonymous.

    \b
    verify sources kind TASS media
    """
    with desk.workbench() as workbench:
        row = workbench.classify_source(name, kind)
    if form == "json":
        output.put_json(row)
    else:
        output.put_lines(_lines(desk, [row]))


@click.command()
@options.ids
@click.option("--to", metavar="NAME", multiple=True, type=options.SourceName(), help="Who says it.")
@click.option(
    "--via",
    metavar="NAME",
    multiple=True,
    type=options.SourceName(),
    help="Through whom it reached the page, outermost last. Several are allowed, as with --to.",
)
@click.option("--kind", type=click.Choice(SOURCE_KINDS[:-1]), help="What kind of source that is.")
@click.option("--nobody", is_flag=True, help="The article says it in its own voice.")
@click.option("--machine", is_flag=True, help="Take the correction back: as it was found.")
@click.option("--note", type=options.Words(), help="Why.")
@options.listing
@options.everywhere
@pass_desk
def attribute(
    desk: Desk, /, ids: tuple[tuple[int, ...], ...], form: str | None, **given: Any
) -> None:
    """Say who stands behind claims.

    It holds for the next versions, too, whatever the machine reads there.

    \b
    verify attribute 12 --to "Dmitry Peskov" --via TASS
    verify attribute 13-15 --nobody
    verify attribute 12 --machine
    """
    to, via = given["to"], given["via"]
    if bool(to) + given["nobody"] + given["machine"] != 1:
        raise click.UsageError("Give --to NAME, or --nobody, or --machine.")
    if (via or given["kind"]) and not to:
        raise click.UsageError("--via and --kind go with --to NAME.")
    attributed = None if given["machine"] else Attributed(to, via, given["kind"])
    with desk.workbench() as workbench:
        rows = workbench.attribute(options.flat(ids), attributed, note=given["note"])
    output.put(form, ClaimRow, rows, claim_list(rows, desk.config, desk.screen))


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


COMMANDS = {"attribute": attribute, "sources": sources}
