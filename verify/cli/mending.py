"""The commands that mend what the machine read: fix words, split, join, drop, keep, add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import ClaimRow, Part
from verify.terminal import claim_list

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_PARTS = 2


@click.group()
@options.everywhere
def fix() -> None:
    """Mend what the machine read: a claim's words, or one it missed.

    Words are those of the article's latest version, with … for what is left out between them.
    What people mend stays when a next version is read, as long as its sentence keeps its words.
    A verdict on other words than before goes back to re-check.

    \b
    verify fix words 12 "Trade rose 64% … in 2024"
    verify fix drop 15 --reason "an opinion"
    """


wording = click.option(
    "--as", "text", metavar="TEXT", type=options.Words(), help="Word the claim so."
)


def _put(desk: Desk, form: str | None, rows: Sequence[ClaimRow]) -> None:
    output.put(form, ClaimRow, rows, claim_list(rows, desk.config, desk.screen))


@fix.command("words")
@click.argument("claim_id", metavar="ID", type=options.ClaimIds())
@click.argument("words", metavar="WORDS", type=options.Words())
@wording
@options.listing
@options.everywhere
@pass_desk
def words_(
    desk: Desk, claim_id: tuple[int, ...], words: str, text: str | None, form: str | None
) -> None:
    """Give a claim other words of the article.

    A verdict goes back to re-check, and its sign-off lapses.

    \b
    verify fix words 12 "Trade rose 64% … in 2024"
    verify fix words 12 "rose 64%" --as "Trade between the two rose 64%."
    """
    number = _one(claim_id)
    with desk.workbench() as workbench:
        row = workbench.adjust(number, Part(words, text))
    _put(desk, form, [row])


@fix.command()
@click.argument("claim_id", metavar="ID", type=options.ClaimIds())
@click.argument("parts", metavar="WORDS WORDS...", nargs=-1, type=options.Words())
@options.listing
@options.everywhere
@pass_desk
def split(desk: Desk, claim_id: tuple[int, ...], parts: tuple[str, ...], form: str | None) -> None:
    """Make several claims of one.

    The first keeps the id, with its notes, evidence and history; the others are new.

    \b
    verify fix split 12 "Trade rose 64%" "Trade … reached $200mn"
    """
    if len(parts) < _LEAST_PARTS:
        raise click.UsageError("Give the words of two parts or more.")
    number = _one(claim_id)
    with desk.workbench() as workbench:
        rows = workbench.split(number, list(map(Part, parts)))
    _put(desk, form, rows)


@fix.command()
@options.ids
@wording
@options.listing
@options.everywhere
@pass_desk
def join(desk: Desk, ids: tuple[tuple[int, ...], ...], text: str | None, form: str | None) -> None:
    """Make one claim of several.

    The first in the article keeps its id and has the words of all; the others are dropped.

    \b
    verify fix join 12 13
    """
    several = options.flat(ids)
    if len(several) < _LEAST_PARTS:
        raise click.UsageError("Give the ids of two claims or more.")
    with desk.workbench() as workbench:
        row = workbench.join(several, text)
    _put(desk, form, [row])


@fix.command()
@options.ids
@click.option("--reason", type=options.Words(), help="Why.  [default: no claim]")
@options.listing
@options.everywhere
@pass_desk
def drop(
    desk: Desk, ids: tuple[tuple[int, ...], ...], reason: str | None, form: str | None
) -> None:
    """Say that these are no claims.

    They are no longer listed, counted or reported; verify list --dropped shows them.

    \b
    verify fix drop 15 18 --reason "an opinion"
    """
    with desk.workbench() as workbench:
        _put(desk, form, workbench.drop(options.flat(ids), reason))


@fix.command()
@options.ids
@options.listing
@options.everywhere
@pass_desk
def keep(desk: Desk, ids: tuple[tuple[int, ...], ...], form: str | None) -> None:
    """Make claims again of what was dropped.

    \b
    verify fix keep 15
    """
    with desk.workbench() as workbench:
        _put(desk, form, workbench.keep(options.flat(ids)))


@fix.command()
@click.argument("article", type=options.ArticleName())
@click.argument("words", metavar="WORDS", type=options.Words())
@wording
@options.listing
@options.everywhere
@pass_desk
def add(desk: Desk, article: str, words: str, text: str | None, form: str | None) -> None:
    """Add a claim that the machine missed.

    \b
    verify fix add article "42 of the agreements concern energy"
    """
    with desk.workbench() as workbench:
        row = workbench.claim(article, Part(words, text))
    _put(desk, form, [row])


def _one(claim_id: tuple[int, ...]) -> int:
    if len(claim_id) != 1:
        raise click.UsageError("One claim at a time: give one ID.")
    return claim_id[0]


COMMANDS = {"fix": fix}
