"""Commands that hold claims against what else is known: compare, similar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import Bearing, Filter, Similar
from verify.terminal import bearing_list, similar_list

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("ids", metavar="[IDS...]", nargs=-1, type=options.ClaimIds())
@click.option(
    "--all", "article", metavar="ARTICLE", type=options.ArticleName(), help="Every claim of one."
)
@options.listing
@options.everywhere
@pass_desk
def compare(
    desk: Desk, ids: Sequence[tuple[int, ...]], article: str | None, form: str | None
) -> None:
    """Lay claims beside the passages nearest to them.

    Looked through are the evidence attached to the article and every other article; figure by
    figure and date by date it says what agrees, what differs, what is not found. It suggests, and
    marks nothing.

    \b
    verify compare 12
    verify compare --all article --json
    """
    if bool(ids) == (article is not None):
        raise click.UsageError("Give IDS or --all ARTICLE, one of the two.")
    with desk.workbench() as workbench:
        page = workbench.claims(Filter(article=article), limit=None) if article else None
        wanted = [row.id for row in page.rows] if page else options.flat(ids)
        found = workbench.compare(wanted)
        rows = {row.id: row for row in workbench.rows(wanted)}
    output.put(form, Bearing, found, bearing_list(found, rows, desk.config, desk.screen))
    if form is None and (without := len(wanted) - len({one.claim_id for one in found})):
        desk.say(f"Of {without} of {len(wanted)} claims nothing near was found")


@click.command()
@click.argument("claim_id", metavar="ID", type=options.ClaimIds())
@options.listing
@options.everywhere
@pass_desk
def similar(desk: Desk, claim_id: tuple[int, ...], form: str | None) -> None:
    """Find the same fact in other articles, and its verdicts.

    What says the same comes first, then what differs in a figure, a day or a word.

    \b
    verify similar 12
    verify similar 12 --json
    """
    if len(claim_id) != 1:
        raise click.UsageError("Give one ID.")
    with desk.workbench() as workbench:
        found = workbench.similar(claim_id[0])
    output.put(form, Similar, found, similar_list(found, desk.config, desk.screen))
    if not found and form is None:
        desk.say("No other article says that")


COMMANDS = {"compare": compare, "similar": similar}
