"""What the options of one command come to: which database, who acts, what the screen can show."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify import config, terminal
from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verify.web.place import Place
    from verify.workbench import Workbench


class Desk:
    """Made once for each command; the options write on it, wherever they stand on the line."""

    def __init__(self) -> None:
        self.database: str | None = None
        self.by: str | None = None
        self.quiet = False

    @property
    def path(self) -> Path:
        """The database: ``--db``, else what the environment or the platform says."""
        return Path(self.database) if self.database else config.database_path()

    @property
    def actor(self) -> str:
        """Who signs: ``--by``, else ``$VERIFY_USER``, else the login name."""
        named = self.by or os.environ.get("VERIFY_USER") or _login()
        if not named.strip():
            raise VerifyError("Nobody signs for this", "say who you are with --by NAME")
        return named.strip()

    @cached_property
    def config(self) -> config.Config:
        """The settings."""
        return config.load()

    @cached_property
    def screen(self) -> terminal.Screen:
        """What standard output can show."""
        return terminal.standard_output()

    def workbench(self) -> Workbench:
        """The workbench over the database. Imported here: help needs none."""
        from verify.workbench import Workbench

        return Workbench(
            self.path,
            actor=self.actor,
            statuses=self.config.statuses,
            sufficiency=self.config.sufficiency,
            without=self.config.without,
        )

    def place(self, *, auth: bool, names: Sequence[str], private: bool) -> Place:
        """The database as it is served."""
        from verify.web.place import Place

        return Place(
            self.path,
            self.config,
            self.actor,
            auth=auth,
            names=frozenset(names),
            private=private,
        )

    def say(self, message: str) -> None:
        """A message for the person, on standard error; none with ``--quiet``."""
        if not self.quiet:
            click.echo(terminal.inert(message), err=True)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        hint = "say who you are with --by NAME or $VERIFY_USER"
        raise VerifyError("This computer does not say who you are", hint) from error


pass_desk = click.make_pass_decorator(Desk, ensure=True)
"""Hands a command its desk."""
