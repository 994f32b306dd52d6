"""Commands about the whole database: export, import, check."""

from __future__ import annotations

import io
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.reading import STDIN
from verify.records import Disagreement
from verify.report.machine import json_text
from verify.terminal import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_ZIP = b"PK\x03\x04"


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


@click.command()
@click.argument("article", metavar="[ARTICLE]", required=False, type=options.ArticleName())
@click.option(
    "--output", "-o", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write here."
)
@click.option(
    "--check",
    "checked",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Whether a bundle is what was packed; leaves with 3 when it is not.",
)
@options.json_only
@options.everywhere
@pass_desk
@click.pass_context
def bundle(
    context: click.Context,
    desk: Desk,
    article: str | None,
    target: Path | None,
    checked: Path | None,
    form: str | None,
) -> None:
    """Pack an article into one file that proves itself.

    Its versions, claims, log, evidence and reports, and the SHA-256 of each: for the archive, or
    for a colleague, who takes it in with verify import.

    \b
    verify bundle article -o article.zip
    verify bundle --check article.zip
    """
    if (article is None) == (checked is None) or (target is None) == (article is not None):
        raise click.UsageError("Give ARTICLE and -o FILE, or --check FILE.")
    if checked is not None:
        _check_bundle(context, checked, form)
    elif article is not None and target is not None:
        _write_bundle(desk, article, target, form)


def _check_bundle(context: click.Context, file: Path, form: str | None) -> None:
    from verify.workbench import bundling

    try:
        found = bundling.opened(_read(file))
        told = f"{file} is what was packed: {found.slug}, {len(found.members)} files"
        whole, slug = True, found.slug
    except VerifyError as error:
        told, whole, slug = str(error), False, None
    if form == "json":
        output.put_json({"whole": whole, "article": slug, "told": told})
    else:
        click.echo(inert(told))
    if not whole:
        context.exit(3)


def _write_bundle(desk: Desk, article: str, target: Path, form: str | None) -> None:
    from verify.report import packed

    with desk.workbench() as workbench:
        dossier = workbench.dossier(article)
        data = workbench.bundle(dossier.article.slug, packed(dossier, desk.config))
    output.write_whole(target, data)
    if form == "json":
        output.put_json({"article": dossier.article.slug, "file": str(target), "bytes": len(data)})
    desk.say(f"Wrote {target}")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        hint = "give the file that verify bundle wrote"
        raise VerifyError(f"{file} cannot be read: {error.strerror}", hint) from error


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--slug", type=options.Words(), help="A bundle's article under another short name.")
@options.json_only
@options.everywhere
@pass_desk
def import_(desk: Desk, file: str, slug: str | None, form: str | None) -> None:
    """Fill an empty database from exported lines, or take in a bundle.

    FILE is what verify export printed, or - for standard input; or what verify bundle wrote, whose
    article joins those there are.

    \b
    verify import backup.jsonl --db restored.db
    verify import article.zip
    """
    # Opened first: a name that is wrong must not leave an empty database behind.
    with _opened(file) as source, desk.workbench() as workbench:
        if source.peek(len(_ZIP))[: len(_ZIP)] == _ZIP:
            article = workbench.article(workbench.unbundle(source.read(), slug))
            told = f"Took in {article.slug}: {article.versions} versions, {article.claims} claims"
            done: object = article
        elif slug is not None:
            raise click.UsageError("--slug goes with a bundle.")
        else:
            lines = io.TextIOWrapper(source, encoding="utf-8")
            try:
                rows = workbench.import_(lines)
            finally:
                lines.detach()
            told, done = f"Imported {rows:,} rows into {desk.path}", {"rows": rows}
    if form == "json":
        output.put_json(done)
    else:
        click.echo(told)


@contextmanager
def _opened(file: str) -> Iterator[io.BufferedReader]:
    try:
        if file == STDIN:
            yield cast("io.BufferedReader", sys.stdin.buffer)
        else:
            with Path(file).open("rb") as source:
                yield source
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = "give the file that verify export or verify bundle wrote"
        raise VerifyError(f"{file} cannot be read: {reason}", hint) from error


def _hash(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    told = value.strip().casefold()
    if not re.fullmatch("[0-9a-f]{64}", told):
        raise click.BadParameter("it has 64 characters, 0-9 and a-f: verify check prints it.")
    return told


@click.command()
@click.option(
    "--head",
    metavar="HASH",
    callback=_hash,
    help="Whether the log still holds all that it held at this head.",
)
@options.listing
@options.everywhere
@pass_desk
@click.pass_context
def check(context: click.Context, desk: Desk, head: str | None, form: str | None) -> None:
    """Check that the database agrees with itself.

    Spans still quote the text, hashes fit, statuses follow from the events, and no event of the log
    was edited, put in or taken out. Leaves with 3 when something is not so. Somebody who rewrites
    the whole log can make its hashes fit: keep the head that this prints in another place (each
    report tells it, too), and --head proves that the log has only grown since.

    \b
    verify check
    verify check --head 5d0c…
    """
    with desk.workbench() as workbench:
        found = workbench.check()
        if head is not None:
            event = workbench.event_of(head)
            if event is None:
                found.append(Disagreement("log", f"head {head}", "is not a head of this log"))
            else:
                desk.say(f"The log had this head at event {event}, and has only grown since")
        told = f"log: {workbench.head()}"
    output.put(form, Disagreement, found, _found(found))
    if form is None:
        click.echo(told)
    else:
        desk.say(told)
    if found:
        number = "1 disagreement" if len(found) == 1 else f"{len(found):,} disagreements"
        desk.say(f"{number}; verify restore puts a backup in its place, or report this output")
        context.exit(3)
    desk.say("The database agrees with itself")


def _found(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    for one in disagreements:
        yield inert(f"{one.what} · {one.where} · {one.detail}")


COMMANDS = {"export": export, "bundle": bundle, "import": import_, "check": check}
