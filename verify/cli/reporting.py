"""The command report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.report import BINARY, ENDINGS, FORMS, Form, open_claims, render


@click.command()
@click.argument("article", metavar="ARTICLE", type=options.ArticleName())
@click.option(
    "--output",
    "-o",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"Write to this file, in the form its ending says: {', '.join(ENDINGS)}.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="[default: FILE's ending, else md]"
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--csv", "form", flag_value="csv", help="The same as --format csv.")
@click.option(
    "--version", type=click.IntRange(min=1), metavar="N", help="As of this version of the text."
)
@click.option("--redact", is_flag=True, help="Without unnamed sources' notes, private contacts.")
@click.option("--strict", is_flag=True, help="Leave with 3 when a claim is open or due.")
@options.everywhere
@pass_desk
@click.pass_context
def report(
    context: click.Context, desk: Desk, /, article: str, target: Path | None, **given: Any
) -> None:
    """Write the report on an article.

    .docx is the article's text with a comment for each claim, to send to an editor and back.
    claimreview is schema.org's markup of the verdicts, annotations the W3C's of the claims; both
    are JSON-LD.

    \b
    verify report article -o report.html
    verify report article -o draft.docx --redact
    verify report article -o verdicts.claimreview.json
    verify report article --strict --quiet > report.md
    """
    form: Form = given["form"] or (_form_of(target) if target is not None else "md")
    if form in BINARY and target is None and sys.stdout.isatty():
        raise click.UsageError(f"A {form} is no text: name a file with -o FILE.")
    with desk.workbench() as workbench:
        dossier = workbench.dossier(article, given["version"])
    written = render(dossier, desk.config, form, redact=given["redact"])
    if target is None:
        click.echo(written, nl=False)
    else:
        output.write_whole(target, written)
        desk.say(f"Wrote {target}")
    if given["strict"] and (left := open_claims(dossier, desk.config)):
        desk.say(f"{len(left)} of {len(dossier.claims)} claims are open or due for re-check")
        context.exit(3)


def _form_of(target: Path) -> Form:
    name = target.name.lower()
    form = next((form for ending, form in ENDINGS.items() if name.endswith(ending)), None)
    if form is None:
        raise click.UsageError(
            f"{target} has no ending that says its form: use {', '.join(ENDINGS)}, or add --format."
        )
    return form


COMMANDS = {"report": report}
