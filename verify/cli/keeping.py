"""Commands about the whole database: export, import, check."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.reading import STDIN
from verify.records import Disagreement
from verify.report.machine import json_text
from verify.terminal import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@click.command()
@click.option(
    "--output", "-o", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write here."
)
@options.everywhere
@pass_desk
def export(desk: Desk, target: Path | None) -> None:
    """Print the whole database as JSON lines.

    \b
    verify export > backup.jsonl
    verify export | gzip > backup.jsonl.gz
    """
    with desk.workbench() as workbench:
        lines = (json_text(row, indent=None) for row in workbench.export())
        if target is None:
            output.put_lines(lines)
            return
        text = "".join(f"{line}\n" for line in lines)
    output.write_whole(target, text)
    desk.say(f"Wrote {target}")


@click.command("import")
@click.argument("file", metavar="FILE")
@options.json_only
@options.everywhere
@pass_desk
def import_(desk: Desk, file: str, form: str | None) -> None:
    """Fill an empty database from exported lines.

    FILE is what verify export printed, or - for standard input.

    \b
    verify import backup.jsonl --db restored.db
    """
    # Opened first: a name that is wrong must not leave an empty database behind.
    with _opened(file) as lines, desk.workbench() as workbench:
        rows = workbench.import_(lines)
    if form == "json":
        output.put_json({"rows": rows})
    else:
        click.echo(f"Imported {rows:,} rows into {desk.path}")


@contextmanager
def _opened(file: str) -> Iterator[Iterable[str]]:
    try:
        if file == STDIN:
            yield sys.stdin
        else:
            with Path(file).open(encoding="utf-8") as lines:
                yield lines
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = "give the file that verify export printed"
        raise VerifyError(f"{file} cannot be read: {reason}", hint) from error


@click.command()
@options.listing
@options.everywhere
@pass_desk
@click.pass_context
def check(context: click.Context, desk: Desk, form: str | None) -> None:
    """Check that the database agrees with itself.

    Spans still quote the text, hashes fit, statuses follow from the events. Leaves with 3 when
    something does not.

    \b
    verify check
    """
    with desk.workbench() as workbench:
        found = workbench.check()
    output.put(form, Disagreement, found, _found(found))
    if found:
        desk.say(f"{len(found)} disagreements; restore a backup, or report it with this output")
        context.exit(3)
    desk.say("The database agrees with itself")


def _found(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    for one in disagreements:
        yield inert(f"{one.what} · {one.where} · {one.detail}")


COMMANDS = {"export": export, "import": import_, "check": check}
