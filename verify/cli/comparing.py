"""Commands over versions: diff, timeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from verify import reading
from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import ChangeRow, Side
from verify.terminal import change_list, timeline_lines

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


_OF_MEANING = frozenset({"changed", "added", "removed"})


class _ArticleOrFile(options.ArticleName):
    """Of these two, only files are completed beside articles."""

    name = "what"

    def shell_complete(
        self, context: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = super().shell_complete(context, param, incomplete)
        return [*found, CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("what", metavar="WHAT...", nargs=-1, required=True, type=_ArticleOrFile())
@click.option("--all", "everything", is_flag=True, help="Also what is unchanged.")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(),
    help="Write it as a page, both texts aligned.",
)
@click.option("--exit-code", is_flag=True, help="End with 3 when the meaning of a claim changed.")
@options.listing
@options.everywhere
@click.pass_context
@pass_desk
def diff(
    desk: Desk,
    context: click.Context,
    /,
    what: tuple[str, ...],
    form: str | None,
    **given: Any,
) -> None:
    """Show what changed, claim by claim.

    WHAT is ARTICLE [VERSION [VERSION]] (the last two versions unless told), or two files, for
    which no database is needed. Edited words that no claim holds are shown as unclaimed.

    \b
    verify diff article
    verify diff article 1 3
    verify diff old.txt new.txt --json
    """
    compared = _of_files(desk, *what) if _are_files(what) else _of_article(desk, *what)
    changes = compared.changes
    if given["page"] is not None:
        from verify.report.comparison import comparison_html

        path = Path(given["page"])
        output.write_whole(path, comparison_html(*compared))
        desk.say(f"Written to {path}")
    elif form == "json":
        output.put_json({"changes": changes})
    elif form == "csv":
        output.put_csv(ChangeRow._fields, changes)
    else:
        everything = given["everything"]
        output.put_lines(change_list(changes, desk.config, desk.screen, everything=everything))
    if given["exit_code"] and any(one.change in _OF_MEANING for one in changes):
        context.exit(3)


class _Compared(NamedTuple):
    """Two texts and what changed between them."""

    title: str
    old: Side
    new: Side
    changes: list[ChangeRow]


def _are_files(what: tuple[str, ...]) -> bool:
    """Two names of which the second is no version's number, or the first is a file."""
    return len(what) == 2 and (not what[1].isdecimal() or Path(what[0]).is_file())


def _of_files(desk: Desk, old: str, new: str) -> _Compared:
    from verify.workbench import diff_texts

    if old == new == reading.STDIN:
        raise click.UsageError("Only one of the two can be standard input.")
    texts = [reading.read(name) for name in (old, new)]
    for read in texts:
        if read.assumed is not None:
            desk.say(read.assumed)
    before, after = (read.text for read in texts)
    changes = diff_texts(before, after)
    return _Compared(new, Side(old, before), Side(new, after), changes)


def _of_article(desk: Desk, article: str, *versions: str) -> _Compared:
    from verify.workbench.comparing import two_versions

    if len(versions) > 2 or not all(version.isdecimal() for version in versions):
        raise click.UsageError("Give ARTICLE, ARTICLE VERSION VERSION, or two files.")
    with desk.workbench() as workbench:
        changes = workbench.diff(article, *map(int, versions))
        texts = {version.number: version.text for version in workbench.versions(article)}
        two = two_versions(texts, *map(int, versions))
        title = workbench.article(article).title
    old, new = (Side(f"version {number}", texts[number]) for number in two)
    return _Compared(title, old, new, changes)


@click.command()
@click.argument("article", metavar="ARTICLE", type=options.ArticleName())
@click.option("--silent", is_flag=True, help="Only edits without a correction note.")
@click.option("--summary", is_flag=True, help="The silent edits as Markdown, for publication.")
@options.json_only
@options.everywhere
@pass_desk
def timeline(desk: Desk, article: str, silent: bool, summary: bool, form: str | None) -> None:
    """Show what each version changed, silent edits first.

    An edit is silent when its version changed or dropped a claim and has no correction note that
    speaks of it.

    \b
    verify timeline article
    verify timeline article --summary > edits.md
    """
    from verify.report import timeline as words

    with desk.workbench() as workbench:
        life = workbench.timeline(article)
    if form == "json":
        output.put_json(life)
    elif summary:
        output.put_lines([words.summary(life).rstrip("\n")])
    else:
        output.put_lines(timeline_lines(life, desk.config, desk.screen, only_silent=silent))


COMMANDS = {"diff": diff, "timeline": timeline}
