"""Commands that take texts in: add, articles, extract."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from verify import reading
from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import AddSummary, Article
from verify.report import wording
from verify.terminal import Ink, Screen, cells, claim_list, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from verify.config import Config
    from verify.reading import Reading

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--to", metavar="ARTICLE", type=options.ArticleName(), help="A new version of this.")
@click.option("--title", type=options.Words(), help="[default: the heading, else FILE's name]")
@click.option("--url", type=options.Words(), help="Where it is published.")
@click.option("--publisher", type=options.Words(), help="Who publishes it.")
@click.option("--published", type=options.Day(), help="When: what “last year” counts from.")
@click.option("--slug", type=options.Words(), help="Its short name.  [default: FILE's name]")
@options.private
@options.json_only
@options.everywhere
@pass_desk
def add(
    desk: Desk,
    /,
    file: str,
    to: str | None,
    form: str | None,
    *,
    allow_private: bool,
    **about: Any,
) -> None:
    """Take in an article, or a new version of one.

    FILE is plain text, Markdown, HTML, DOCX, PDF, a page's address, or - for standard input.
    With --to, statuses carry over to the claims that stayed, and those that changed go back to
    re-check.

    \b
    verify add article.docx --publisher "Daily Planet" --published 2025-05-08
    verify add https://example.org/story.html
    verify add article-v2.docx --to article
    """
    if to is not None and (given := [name for name, value in about.items() if value]):
        raise click.UsageError(f"--{given[0]} belongs to a new article, --to to one there is.")
    found = _read(desk, file, allow_private=allow_private)
    with desk.workbench() as workbench, _working(desk, "Reading the claims"):
        if to is not None:
            summary = workbench.add_version(to, found.text, found.origin)
        else:
            told = {name: value for name, value in about.items() if value is not None}
            summary = workbench.add(found.text, reading.metadata(found)._replace(**told))
    if form == "json":
        output.put_json(summary)
    else:
        output.put_lines(_added(summary, desk.config, desk.screen))


def _read(desk: Desk, file: str, *, allow_private: bool) -> Reading:
    """The text of a file or a page; what the person should know of it is said."""
    if reading.is_address(file):
        found = _page(file, allow_private=allow_private)
    else:
        if file == reading.STDIN and not output.piped_in():
            desk.say("Reading standard input; end it with Ctrl-D")
        found = reading.read(file)
    if found.assumed is not None:
        desk.say(found.assumed)
    if found.language not in (None, "en"):
        told = _LANGUAGES.get(found.language or "", f"“{found.language}”")
        desk.say(f"{file} says it is in {told}; claims are found in English only")
    from claims.text import runs  # of the library, which the other commands here do not need

    for start, end in runs(found.text):
        desk.say(f"{end - start:,} characters without a space are passed over: they are no words")
    return found


def _page(address: str, *, allow_private: bool) -> Reading:
    from verify.pages import asking_once, read_address

    return read_address(address, asking_once(allow_private=allow_private))


@contextmanager
def _working(desk: Desk, what: str) -> Iterator[None]:
    """A moving bar on standard error while something takes long, if a person looks on."""
    if desk.quiet or not sys.stderr.isatty():
        yield
        return
    # Costs more to import than a listing takes, so only here.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield


def _added(summary: AddSummary, config: Config, screen: Screen) -> Iterator[str]:
    article = summary.article
    counts = ", ".join(f"{number} {what}" for what, number in summary.counts.items())
    known = f" ({counts})" if summary.version > 1 else ""
    said = f"{article.slug}, version {summary.version}: {_claims(summary.claims)}{known}"
    yield screen.lines([], [Ink(said, "bold")])
    for heading, rows in (
        ("Back to re-check:", summary.recheck),
        ("To look at first:", [row for row in summary.first if row not in summary.recheck]),
    ):
        if rows:
            yield heading
            yield from claim_list(rows, config, screen)


@click.command()
@options.listing
@options.everywhere
@pass_desk
def articles(desk: Desk, form: str | None) -> None:
    """List the articles.

    \b
    verify articles
    verify articles --json
    """
    with desk.workbench() as workbench:
        rows = workbench.articles()
    output.put(form, Article, rows, _article_lines(rows, desk.screen))
    if not rows and form is None:
        desk.say("No article yet; add one with verify add FILE")


def _article_lines(rows: Sequence[Article], screen: Screen) -> Iterator[str]:
    wide = max((cells(row.slug) for row in rows), default=0)
    for row in rows:
        facts = [row.publisher, row.published, _claims(row.claims)]
        if row.versions > 1:
            facts.append(f"{row.versions} versions")
        told = "".join(f" · {fact}" for fact in facts if fact)
        lead = [Ink(inert(row.slug).ljust(wide) + "  ", "bold")]
        yield screen.lines(lead, [Ink(row.title), Ink(told, "dim")])


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--published", type=options.Day(), help="What “last year” counts from.")
@options.private
@options.json_only
@options.everywhere
@pass_desk
def extract(
    desk: Desk, file: str, published: date | None, form: str | None, *, allow_private: bool
) -> None:
    """Print the claims of a text; no database.

    FILE is plain text, Markdown, HTML, DOCX, PDF, a page's address, or - for standard input. JSON
    has everything that was found, every span as [start, end) in code points of the text.

    \b
    verify extract article.txt
    verify extract article.txt --json
    """
    from verify.workbench import extract as extracted

    text = _read(desk, file, allow_private=allow_private)
    with _working(desk, "Reading the claims"):
        found = extracted(text.text, published or text.published)
    if form == "json":
        output.put_json(found.model_dump(mode="json"))
        return
    wide = len(str(len(found.claims)))
    for number, claim in enumerate(found.claims, 1):
        attribution = found.said_by(claim)
        candidates = attribution.candidates if attribution else ()
        lead = [Ink(f"{number:>{wide}}  ", "bold")]
        said = wording.chain(claim.sources, claim.relays, candidates)
        click.echo(desk.screen.lines(lead, [Ink(claim.text), Ink(f" · {said}", "cyan")]))


def _claims(number: int) -> str:
    return f"{number} claim" if number == 1 else f"{number} claims"


COMMANDS = {"add": add, "articles": articles, "extract": extract}
