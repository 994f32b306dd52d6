"""Commands over transcripts: quotes."""

from __future__ import annotations

import click

from verify import reading
from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.terminal import quote_counts, quote_list

_COLUMNS = (
    *("quote", "speaker", "outcome", "faithful", "passage", "changed", "left_out"),
    *("marked", "reversed", "at", "voice", "score"),
)


@click.command()
@click.argument("article", metavar="ARTICLE", type=options.ArticleName())
@click.option(
    "--against",
    "transcript",
    metavar="FILE",
    required=True,
    type=click.Path(),
    help="The transcript; - is standard input.",
)
@click.option(
    "--exit-code",
    "gate",
    is_flag=True,
    help="End with 3 when a quotation is altered, cut without a mark, or not found.",
)
@options.listing
@options.everywhere
@click.pass_context
@pass_desk
def quotes(
    desk: Desk,
    context: click.Context,
    /,
    article: str,
    transcript: str,
    gate: bool,
    form: str | None,
) -> None:
    """Compare an article's quotations with a transcript.

    Each is exact, altered (the words that differ are marked: [-said-]{+quoted+}), stitched from
    several places, or not found. Case, punctuation, brackets and hesitation change no word.

    \b
    verify quotes article --against transcript.txt
    verify quotes article --against transcript.txt --exit-code --quiet
    """
    source = reading.read(transcript)
    if source.assumed is not None:
        desk.say(source.assumed)
    with desk.workbench() as workbench:
        rows = workbench.quotes(article, source.text)
    if form == "json":
        output.put_json(rows)
    elif form == "csv":
        output.put_csv(_COLUMNS, rows)
    else:
        output.put_lines(quote_list(rows, desk.screen))
    desk.say(quote_counts(rows))
    if gate and not all(row.faithful for row in rows):
        context.exit(3)


COMMANDS = {"quotes": quotes}
