"""The command lint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import Finding
from verify.terminal import Ink, claim_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Dossier


@click.command()
@click.argument("article", metavar="[ARTICLE]", required=False, type=options.ArticleName())
@click.option("--rules", is_flag=True, help="Print the rules and why a desk has them, and end.")
@click.option("--strict", is_flag=True, help="Leave with 3 when a rule finds something.")
@options.listing
@options.everywhere
@pass_desk
@click.pass_context
def lint(
    context: click.Context,
    desk: Desk,
    article: str | None,
    rules: bool,
    strict: bool,
    form: str | None,
) -> None:
    """Hold an article against the rules of sourcing.

    Unattributed figures, unnamed sources alone, one origin, a verdict without evidence …
    verify lint --rules explains each; the settings turn them off one by one.

    \b
    verify lint article
    verify lint article --strict --json
    """
    if rules == (article is not None):
        raise click.UsageError("Give ARTICLE, or --rules.")
    if article is None:
        _put_rules(desk, form)
        return
    with desk.workbench() as workbench:
        dossier = workbench.dossier(article)
    output.put(form, Finding, dossier.findings, _lines(desk, dossier))
    count = len(dossier.findings)
    desk.say(
        f"{count} findings in {len(dossier.claims)} claims" if count else "Nothing to object to"
    )
    if strict and count:
        context.exit(3)


def _put_rules(desk: Desk, form: str | None) -> None:
    from verify.workbench.linting import RULES, explained

    told = [Finding(name, None, explained(name)) for name in RULES]
    off = desk.config.without
    lines = (
        desk.screen.lines(
            [Ink(f"{one.rule}  ", "bold")],
            [Ink(one.message), Ink(" · off" if one.rule in off else "", "dim")],
        )
        for one in told
    )
    output.put(form, Finding, told, lines)


def _lines(desk: Desk, dossier: Dossier) -> Iterator[str]:
    """Each claim with what was found of it; of the whole article last."""
    rows = {detail.row.id: detail.row for detail in dossier.claims}
    found: dict[int | None, list[Finding]] = {}
    for one in dossier.findings:
        found.setdefault(one.claim_id, []).append(one)
    for claim_id, several in found.items():
        if claim_id is not None:
            row = rows[claim_id]._replace(flags=(), articles=1)
            yield from claim_list([row], desk.config, desk.screen)
        yield from _told(desk, several)


def _told(desk: Desk, several: Sequence[Finding]) -> Iterator[str]:
    for one in several:
        yield desk.screen.lines([Ink("    "), Ink(f"{one.rule}  ", "yellow")], [Ink(one.message)])


COMMANDS = {"lint": lint}
