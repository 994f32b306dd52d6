"""Commands by which people decide: mark, note, assign, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import ClaimRow
from verify.terminal import claim_list, inert, local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem


class _IdOrStatus(options.Type):
    """A word of ``verify mark``: ids first, a status last."""

    name = "ids"

    def shell_complete(
        self, context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        statuses = options.suggest_statuses(context, incomplete)
        return [*options.suggest_ids(context, incomplete), *statuses]


def _put(desk: Desk, form: str | None, rows: Sequence[ClaimRow]) -> None:
    output.put(form, ClaimRow, rows, claim_list(rows, desk.config, desk.screen))


@click.command()
@click.argument("words", metavar="IDS... [STATUS]", nargs=-1, required=True, type=_IdOrStatus())
@click.option("--note", type=options.Words(), help="Why, or what the evidence shows.")
@click.option(
    "--evidence",
    metavar="WHERE",
    multiple=True,
    type=options.Words(),
    help="Where the proof lies: an address, a page, a recording's minute. Several are allowed.",
)
@click.option("--correction", type=options.Words(), help="What would be right.")
@click.option(
    "--valid-until", metavar="DATE", type=options.Day(), help="The last day the verdict holds."
)
@click.option(
    "--everywhere", is_flag=True, help="Also where other articles say it in the same words."
)
@click.option("--sign-off", is_flag=True, help="Stand behind another's verdict.")
@click.option("--recheck", metavar="REASON", type=options.Words(), help="Send back to re-check.")
@options.listing
@options.everywhere
@pass_desk
def mark(desk: Desk, /, words: tuple[str, ...], form: str | None, **given: Any) -> None:
    """Give claims a status, evidence, or your sign-off.

    IDS are claims: 12, 12-15, 12,14. The statuses are those of verify config statuses.
    Without one, --evidence is attached, --sign-off is the second person's, and --recheck sends
    back to re-check.

    \b
    verify mark 12 confirmed --note "Rosstat table 4" --evidence https://example.org/t4
    verify mark 13 incorrect --correction "54%, not 64%"
    verify mark 12-15 18 checking
    verify mark 12 confirmed --everywhere
    verify mark 12 --sign-off --by ben
    """
    ids, status = _parted(words)
    if problem := _problem(status, **given):
        raise click.UsageError(problem)
    note, evidence, recheck = given["note"], given["evidence"], given["recheck"]
    with desk.workbench() as workbench:
        if given["everywhere"]:
            ids = workbench.everywhere(ids)
        if status is not None:
            more = {name: given[name] for name in ("correction", "valid_until")}
            rows = workbench.mark(ids, status, note=note, evidence=evidence, **more)
        elif given["sign_off"]:
            rows = workbench.sign_off(ids, note=note)
        elif recheck is not None:
            rows = workbench.recheck(ids, recheck)
        else:
            rows = workbench.attach(ids, evidence[0], note)
    _put(desk, form, rows)


def _parted(words: tuple[str, ...]) -> tuple[list[int], str | None]:
    """The ids, and the status when the last word is none of them."""
    status = None if words[-1][:1].isdigit() else words[-1]
    typed = words if status is None else words[:-1]
    if not typed:
        raise click.UsageError(f"Which claims? Write their ids before {status}.")
    kind = options.ClaimIds()
    return options.flat(kind.convert(word, None, None) for word in typed), status


def _problem(status: str | None, **given: Any) -> str | None:
    """What is wrong with the options taken together; null when they make sense."""
    steps = [f"--{name}".replace("_", "-") for name in ("sign_off", "recheck") if given[name]]
    bare = status is None and not steps
    evidence = len(given["evidence"])
    problems = {
        "A status, --sign-off and --recheck are steps of their own: first one, then the other.": (
            len(steps) + (status is not None) > 1
        ),
        "--correction goes with a status, such as incorrect.": given["correction"] and not status,
        "--valid-until goes with a status, such as confirmed.": given["valid_until"] and not status,
        "Which status? It comes after the ids; for a note alone use verify note.": (
            bare and given["note"] and not evidence
        ),
        "Which status? It comes after the ids; verify config statuses lists them.": (
            bare and not evidence
        ),
        "Without a status, give one --evidence at a time.": bare and evidence > 1,
        f"--evidence goes with a status or alone, not with {''.join(steps)}.": steps and evidence,
        "--recheck says why already: leave out --note.": given["recheck"] and given["note"],
    }
    return next((words for words, wrong in problems.items() if wrong), None)


@click.command()
@options.ids
@click.argument("text", metavar="TEXT", type=options.Words())
@options.listing
@options.everywhere
@pass_desk
def note(desk: Desk, ids: tuple[tuple[int, ...], ...], text: str, form: str | None) -> None:
    """Write a note on claims.

    \b
    verify note 12 "called the embassy, no answer"
    """
    with desk.workbench() as workbench:
        _put(desk, form, workbench.note(options.flat(ids), text))


@click.command()
@options.ids
@click.option("--to", metavar="NAME", type=options.Words(), help="Who checks them.")
@click.option("--nobody", is_flag=True, help="Take them back.")
@options.listing
@options.everywhere
@pass_desk
def assign(
    desk: Desk, ids: tuple[tuple[int, ...], ...], to: str | None, nobody: bool, form: str | None
) -> None:
    """Give claims to somebody to check.

    \b
    verify assign 12-20 --to ana
    verify assign 14 --nobody
    """
    if nobody == (to is not None):
        raise click.UsageError("Give --to NAME, or --nobody.")
    with desk.workbench() as workbench:
        _put(desk, form, workbench.assign(options.flat(ids), to))


@click.command()
@options.json_only
@options.everywhere
@pass_desk
def undo(desk: Desk, form: str | None) -> None:
    """Take back your last action, as a new event.

    Nothing is lost: the history keeps both.

    \b
    verify undo
    """
    with desk.workbench() as workbench:
        undone = workbench.undo()
    if form == "json":
        output.put_json(undone)
    else:
        click.echo(inert(undone.summary.replace(undone.at, local(undone.at))))


COMMANDS = {"mark": mark, "note": note, "assign": assign, "undo": undo}
