"""The command line: parse, one call to the workbench, print.

Exit codes: 0 done, 1 refused or failed (one line ``Error: …`` says what to do next), 2 wrong
usage, 3 a check the user asked for found something.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from verify.cli.options import everywhere
from verify.errors import VerifyError
from verify.terminal import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click import Command, Context, HelpFormatter

__all__ = ["COMMANDS", "main", "run", "verify"]

COMMANDS = {
    "add": ("adding", "Take in an article, or a new version of one."),
    "ingest": ("ingesting", "Take in whole archives."),
    "articles": ("adding", "List the articles."),
    "list": ("looking", "List claims: all, or those you ask for."),
    "show": ("looking", "Show one claim with all that is known about it."),
    "compare": ("corroborating", "Lay claims beside the passages nearest to them."),
    "similar": ("corroborating", "Find the same fact in other articles, and its verdicts."),
    "mark": ("marking", "Give claims a status, evidence, or your sign-off."),
    "evidence": ("evidence", "Keep what proves a claim: files and pages that cannot rot."),
    "note": ("marking", "Write a note on claims."),
    "assign": ("marking", "Give claims to somebody to check."),
    "attribute": ("sourcing", "Say who stands behind claims."),
    "fix": (
        "mending",
        "Mend what the machine read: a claim's words, or one it missed.",
    ),
    "history": ("looking", "Show who did what, when, from what to what."),
    "undo": ("marking", "Take back your last action, as a new event."),
    "sources": ("sourcing", "List the sources; merge two names of one; say what kind one is."),
    "watch": ("watching", "Look at pages again and again, and keep each version."),
    "diff": ("comparing", "Show what changed, claim by claim."),
    "timeline": ("comparing", "Show what each version changed, silent edits first."),
    "quotes": ("quoting", "Compare an article's quotations with a transcript."),
    "lint": ("linting", "Hold an article against the rules of sourcing."),
    "report": ("reporting", "Write the report on an article."),
    "serve": ("serving", "Open the desk in the browser."),
    "extract": ("adding", "Print the claims of a text; no database."),
    "export": ("keeping", "Print the whole database as JSON lines."),
    "bundle": ("keeping", "Pack an article into one file that proves itself."),
    "import": ("keeping", "Fill an empty database from exported lines, or take in a bundle."),
    "check": ("keeping", "Check that the database agrees with itself."),
    "backup": ("safekeeping", "Copy the database and its evidence while others work."),
    "restore": ("safekeeping", "Put a backup where the database is to be."),
    "user": ("people", "Say who may use the desk over the network, and as what."),
    "config": ("settings", "Show the settings in use."),
    "completion": ("settings", "Print what makes the shell complete words."),
}
"""Every command: the module of this folder that holds it, and what it does in short.

A module is imported when one of its commands runs, so that no command pays for another.
"""


class Commands(click.Group):
    """The group over COMMANDS."""

    def list_commands(self, _: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: Context, name: str) -> Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"verify.cli.{COMMANDS[name][0]}")
        commands: dict[str, Command] = module.COMMANDS
        return commands[name]

    def resolve_command(
        self, context: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else "verify --help lists them."
            context.fail(f"No such command {name!r}: {hint}")
        return super().resolve_command(context, args)

    def format_commands(self, _: Context, formatter: HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(message="redpencil %(version)s", package_name="redpencil")
@everywhere
def verify() -> None:
    """Every claim of an article with its source, checked and reported.

    \b
    verify add article.txt --publisher "Daily Planet"
    verify list --status unchecked
    verify mark 12 confirmed --evidence https://example.org/table-4
    verify report article -o report.html
    """


def run(args: Sequence[str]) -> int:
    """Run one command; its exit code. Errors are printed as one line on standard error."""
    try:
        code = _invoke(args)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return _refuse("Interrupted; nothing is left half-written, run the command again")
    except (VerifyError, click.ClickException) as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader has seen enough, as in `verify list | head`.
        _close_output()
        return 0
    except OSError as error:
        _close_output()
        place = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{place}{error.strerror}; make room or name another place, and run again")
    return code


def _invoke(args: Sequence[str]) -> int:
    try:
        with verify.make_context("verify", list(args)) as context:
            verify.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return 0


def _refuse(message: str) -> int:
    click.echo(f"Error: {inert(message)}", err=True)
    return 1


def _close_output() -> None:
    """Let what is still buffered go nowhere, so that leaving does not fail a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """The ``verify`` command."""
    if "_VERIFY_COMPLETE" in os.environ:
        verify.main(prog_name="verify")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not UTF-8 shows \\u2713 rather than stopping the command.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))
