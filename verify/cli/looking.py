"""Commands that only look: list, show, history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from verify import records
from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import KINDS, SORTS, ClaimRow, Filter
from verify.terminal import Ink, claim_detail, claim_list, event_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Event, Sort


@click.command("list")
@click.argument("article", metavar="[ARTICLE]", required=False, type=options.ArticleName())
@click.option("--status", multiple=True, type=options.StatusName(), help="Any of these.")
@click.option("--source", type=options.SourceName(), help="A source's name, or part of it.")
@click.option("--kind", type=click.Choice(KINDS), help="What it is, or what it holds.")
@click.option("--search", metavar="WORDS", type=options.Words(), help="All of these words.")
@click.option("--assigned-to", "assignee", metavar="NAME", type=options.Words(), help="Whose.")
@click.option("--recheck/--no-recheck", default=None, help="Due for re-check, or not.")
@click.option("--flagged/--not-flagged", default=None, help="Flagged by the machine, or not.")
@click.option("--removed", is_flag=True, help="Those the article no longer makes, instead.")
@click.option("--dropped", is_flag=True, help="Those people said are no claims, instead.")
@click.option("--stale", is_flag=True, help="Those whose verdict no longer holds today.")
@click.option(
    "--repeated", is_flag=True, help="Those that several articles make in these words, each once."
)
@click.option("--sort", type=click.Choice(SORTS), help="[default: id; position in an article]")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="At most so many.")
@click.option("--after", metavar="ID", type=int, help="Those after this claim: the next page.")
@options.listing
@options.everywhere
@pass_desk
def list_(
    desk: Desk,
    /,
    form: str | None,
    sort: Sort | None,
    limit: int | None,
    after: int | None,
    stale: bool,
    **wanted: object,
) -> None:
    """List claims: all, or those you ask for.

    One line each: id, status, claim, source ← relay, and what the machine would look at.

    \b
    verify list article --status unchecked --kind figure
    verify list --source Kremlin --search "trade" --json
    """
    only = Filter(**wanted, stale_on=date.today() if stale else None)  # type: ignore[arg-type]
    with desk.workbench() as workbench:
        page = workbench.claims(only, limit=limit, after=after, sort=sort)
        count = workbench.count(only) if page.after is not None else len(page.rows)
    output.put(form, ClaimRow, page.rows, claim_list(page.rows, desk.config, desk.screen))
    if page.after is not None:
        desk.say(f"{len(page.rows)} of {count} claims; the next page is --after {page.after}")
    elif not page.rows and form is None:
        desk.say("No claim is like that")


@click.command()
@click.argument("claim_id", metavar="ID", type=options.ClaimIds())
@options.json_only
@options.everywhere
@pass_desk
def show(desk: Desk, claim_id: tuple[int, ...], form: str | None) -> None:
    """Show one claim with all that is known about it.

    The claim in its paragraph, who says it and why the machine reads it so, figures and dates,
    what stands for what, evidence and history (times are yours, stored in UTC).

    \b
    verify show 12
    verify show 12 --json
    """
    if len(claim_id) != 1:
        raise click.UsageError("One claim at a time: give one ID.")
    with desk.workbench() as workbench:
        detail = workbench.show(claim_id[0])
    if form == "json":
        output.put_json(detail)
    else:
        output.put_lines(claim_detail(detail, desk.config, desk.screen))


@click.command()
@click.argument("claim_id", metavar="[ID]", required=False, type=options.ClaimIds())
@click.option("--article", type=options.ArticleName(), help="Of one article.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest so many.")
@options.listing
@options.everywhere
@pass_desk
def history(
    desk: Desk,
    claim_id: tuple[int, ...] | None,
    article: str | None,
    limit: int | None,
    form: str | None,
) -> None:
    """Show who did what, when, from what to what.

    Of one claim, of an article, or of everything; oldest first.

    \b
    verify history 12
    verify history --article article --limit 20
    """
    if claim_id is not None and (article is not None or len(claim_id) != 1):
        raise click.UsageError("Give one ID or --article.")
    only = claim_id[0] if claim_id else None
    with desk.workbench() as workbench:
        events = workbench.history(only, article=article, limit=limit)
    output.put(form, records.Event, events, _event_lines(desk, events, one_claim=only is not None))


def _event_lines(desk: Desk, events: Sequence[Event], *, one_claim: bool) -> Iterator[str]:
    wide = max((len(str(event.claim_id or "")) for event in events), default=0)
    for event in events:
        lead = [] if one_claim else [Ink(f"{event.claim_id or '':>{wide}}  ", "bold")]
        words = event_words(event, desk.config)
        if event.claim_id is None and event.article is not None:
            version = f", version {event.version}" if event.version else ""
            words.append(Ink(f" {event.article}{version}"))
        yield desk.screen.lines(lead, words)


COMMANDS = {"list": list_, "show": show, "history": history}
