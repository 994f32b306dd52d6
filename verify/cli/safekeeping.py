"""Commands that keep the database safe: a backup while others work, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.terminal import inert

if TYPE_CHECKING:
    from verify.records import Backup, Restored


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@options.json_only
@options.everywhere
@pass_desk
def backup(desk: Desk, file: Path, form: str | None) -> None:
    """Copy the database and its evidence while others work.

    FILE is a database of its own, FILE.evidence holds the kept bytes, and FILE.sha256 the hash of
    each, which sha256sum -c reads. The copy is looked at before it gets its name, and no backup is
    overwritten. Whoever may read it reads everything: keep it as you keep the database.

    \b
    verify backup desk-2025-05-08.db
    sha256sum -c desk-2025-05-08.db.sha256
    """
    with desk.workbench() as workbench:
        done = workbench.backup(file)
    if form == "json":
        output.put_json(done)
    else:
        click.echo(inert(f"Wrote {done.file}: {_held(done)}"))


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Also where there is a database: it is kept under another name."
)
@options.json_only
@options.everywhere
@pass_desk
def restore(desk: Desk, file: Path, replace: bool, form: str | None) -> None:
    """Put a backup where the database is to be.

    FILE is what verify backup wrote, with what lies beside it. Its hashes and its log are looked at
    before anything is touched.

    \b
    verify restore desk-2025-05-08.db --db restored.db
    verify restore desk-2025-05-08.db --replace
    """
    with desk.workbench() as workbench:
        done = workbench.restore(file, replace=replace)
    if form == "json":
        output.put_json(done)
        return
    kept = f"; the database that was there is now {done.aside}" if done.aside else ""
    click.echo(inert(f"Restored {done.database} from {done.file}: {_held(done)}{kept}"))


def _held(done: Backup | Restored) -> str:
    parts = [
        _number(done.articles, "article"),
        f"log of {done.log}",
        _number(done.documents, "file of evidence", "files of evidence"),
    ]
    if done.missing:
        missing = _number(len(done.missing), "file of evidence", "files of evidence")
        parts.append(f"{missing} missing or changed, which verify check names")
    return ", ".join(parts)


def _number(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


COMMANDS = {"backup": backup, "restore": restore}
