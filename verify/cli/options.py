"""Options that several commands share, and the types of what is typed."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verify.cli.desk import Desk
from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from click.shell_completion import CompletionItem

    from verify.workbench import Workbench

    # Generic for the type checker only: click's own was not, for long.
    Type = click.ParamType[Any]
else:
    Type = click.ParamType

Command = TypeVar("Command", bound="Callable[..., Any]")

_MOST_IDS = 10_000
_RANGE = r"(\d{1,18})(?:-(\d{1,18}))?"


def _note(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback that writes an option on the desk, when it was given."""

    def write(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            setattr(context.ensure_object(Desk), name, value)
        return value

    return write


def everywhere(command: Command) -> Command:
    """The options every command takes, before its name or after it."""
    for option in (
        click.option(
            "--quiet",
            "-q",
            is_flag=True,
            expose_value=False,
            callback=_note("quiet"),
            help="No messages, no progress: data and errors only.",
        ),
        click.option(
            "--by",
            metavar="NAME",
            expose_value=False,
            callback=_note("by"),
            help="Who acts.  [default: $VERIFY_USER, else the login name]",
        ),
        click.option(
            "--db",
            metavar="FILE",
            expose_value=False,
            callback=_note("database"),
            help="The database.  [default: $VERIFY_DB, else in your data folder]",
        ),
    ):
        command = option(command)
    return command


def listing(command: Command) -> Command:
    """How a listing is printed."""
    command = click.option("--csv", "form", flag_value="csv", help="Print CSV.")(command)
    return click.option("--json", "form", flag_value="json", help="Print JSON.")(command)


def private(command: Command) -> Command:
    """Whether addresses of the computer's own networks are read."""
    return click.option(
        "--allow-private", is_flag=True, help="Also read addresses in your own network."
    )(command)


def json_only(command: Command) -> Command:
    """For what is no table."""
    return click.option("--json", "form", flag_value="json", help="Print JSON.")(command)


def suggest(
    context: click.Context, answers: Callable[[Workbench], Iterable[tuple[str, str]]]
) -> list[CompletionItem]:
    """Completions out of the database; none when it cannot be read, for a shell shows no errors."""
    from click.shell_completion import CompletionItem

    try:
        with context.ensure_object(Desk).workbench() as workbench:
            return [CompletionItem(_typed(word), help=about) for word, about in answers(workbench)]
    except VerifyError:
        return []


def _typed(word: str) -> str:
    """The word as it must stand on the line; bash inserts it as it comes."""
    if os.environ.get("_VERIFY_COMPLETE") != "bash_complete":
        return word
    import shlex  # a shell is spoken to in completion alone

    return shlex.quote(word)


class Words(Type):
    """Free text: not empty, and text a database can keep."""

    name = "text"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> str:
        text = str(value).strip()
        if not text:
            self.fail("it is empty: write something, or leave the option out.", param, context)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail("it is not UTF-8: check the terminal's encoding.", param, context)
        return text


class Day(Type):
    """A date as year-month-day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value.strip())
        except ValueError:
            self.fail(
                f"{value!r} is no date: write year-month-day, such as 2025-05-08.", param, context
            )


class ClaimIds(Type):
    """One id, or several: 12, 12-15, 12,14."""

    name = "ids"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        found: list[int] = []
        for part in str(value).split(","):
            match = re.fullmatch(_RANGE, part)
            if match is None:
                self.fail(f"{part!r} is no claim id: write 12, 12-15 or 12,14.", param, context)
            first, last = int(match[1]), int(match[2] or match[1])
            if last < first:
                self.fail(f"{part!r} runs backwards: write {last}-{first}.", param, context)
            if len(found) + last - first >= _MOST_IDS:
                self.fail(f"{part!r} is more than {_MOST_IDS:,} claims at once.", param, context)
            found.extend(range(first, last + 1))
        return tuple(found)

    def shell_complete(
        self, context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return suggest_ids(context, incomplete)


ids = click.argument("ids", metavar="IDS...", nargs=-1, required=True, type=ClaimIds())
"""Claims, as the words of a command."""


def suggest_ids(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Ids that begin so, each with its claim; in a list or range, for its last part."""
    last = re.split("[-,]", incomplete)[-1]
    kept = incomplete.removesuffix(last)
    opened = re.search(r"(?<!\d)(\d+)-$", kept)
    first = int(opened[1]) + 1 if opened else 0
    return suggest(
        context,
        lambda bench: (
            (f"{kept}{number}", text)
            for number, text in bench.suggest_claims(last)
            if number >= first
        ),
    )


class ArticleName(Type):
    """An article's slug, or the beginning of one."""

    name = "article"

    def shell_complete(
        self, context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return suggest(
            context, lambda bench: ((slug, "") for slug in bench.suggest_articles(incomplete))
        )


class SourceName(Words):
    """A source's name."""

    name = "source"

    def shell_complete(
        self, context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return suggest(
            context,
            lambda bench: ((name, "") for name in bench.suggest_sources(incomplete.strip("'\""))),
        )


class StatusName(Type):
    """A status of the set in use. The workbench tells the known ones from the others."""

    name = "status"

    def shell_complete(
        self, context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return suggest_statuses(context, incomplete)


def suggest_statuses(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Statuses that begin so."""
    from click.shell_completion import CompletionItem

    try:
        statuses = context.ensure_object(Desk).config.statuses
    except VerifyError:
        return []
    return [
        CompletionItem(status.name, help=status.label)
        for status in statuses
        if status.name.startswith(incomplete)
    ]


def flat(groups: Iterable[tuple[int, ...]]) -> list[int]:
    """Ids in the order given, each once."""
    return list(dict.fromkeys(_each(groups)))


def _each(groups: Iterable[tuple[int, ...]]) -> Iterator[int]:
    for group in groups:
        yield from group
