"""The command report."""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.report import FORMS, Form, open_claims, render


@click.command()
@click.argument("article", metavar="ARTICLE", type=options.ArticleName())
@click.option(
    "--output",
    "-o",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to this file, in the form its ending says: .html, .md, .json, .csv.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="[default: FILE's ending, else md]"
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--csv", "form", flag_value="csv", help="The same as --format csv.")
@click.option("--strict", is_flag=True, help="Leave with 3 when a claim is open or due.")
@options.everywhere
@pass_desk
@click.pass_context
def report(
    context: click.Context,
    desk: Desk,
    article: str,
    target: Path | None,
    form: Form | None,
    strict: bool,
) -> None:
    """Write the report on an article.

    \b
    verify report article -o report.html
    verify report article --strict --quiet > report.md
    """
    if target is not None and form is None:
        form = _form_of(target)
    with desk.workbench() as workbench:
        dossier = workbench.dossier(article)
    text = render(dossier, desk.config, form or "md")
    if target is None:
        click.echo(text, nl=False)
    else:
        _write(target, text)
        desk.say(f"Wrote {target}")
    if strict and (left := open_claims(dossier, desk.config)):
        desk.say(f"{len(left)} of {len(dossier.claims)} claims are open or due for re-check")
        context.exit(3)


def _form_of(target: Path) -> Form:
    ending = target.suffix.lower().removeprefix(".")
    form = next((known for known in FORMS if known == ending), None)
    if form is None:
        raise click.UsageError(
            f"{target} has no ending that says its form: use .html, .md, .json or .csv, "
            "or add --format."
        )
    return form


def _write(target: Path, text: str) -> None:
    try:
        output.write_whole(target, text)
    except OSError as error:
        hint = "name another file with -o"
        raise VerifyError(f"{target} cannot be written: {error.strerror}", hint) from error


COMMANDS = {"report": report}
