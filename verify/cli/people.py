"""The commands about people: user add, list, role, password, remove, token, revoke."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.records import ROLES, PersonRow
from verify.terminal import inert, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Person

_MOST = 10_000
"""Bytes of standard input that are read for a password."""

_name = click.argument("name", metavar="NAME", type=options.Words())
_role = click.option(
    "--role",
    type=click.Choice(tuple(ROLES)),
    default="checker",
    help="reader looks; checker also marks; editor also adds.  [default: checker]",
)
_from_input = click.option(
    "--password-stdin", "piped", is_flag=True, help="Read the password from standard input."
)


@click.group()
@options.everywhere
def user() -> None:
    """Say who may use the desk over the network, and as what.

    \b
    verify user add ana --role editor
    verify user list
    verify user token ana --label nightly
    """


@user.command()
@_name
@_role
@_from_input
@click.option("--no-password", "without", is_flag=True, help="Only tokens open the desk for them.")
@options.json_only
@options.everywhere
@pass_desk
def add(desk: Desk, name: str, role: str, piped: bool, without: bool, form: str | None) -> None:
    """Add a person. The password is asked for, twice.

    \b
    verify user add ana --role editor
    verify user add ben < password.txt --password-stdin
    """
    if piped and without:
        raise click.UsageError("Give --password-stdin or --no-password.")
    new = not desk.path.exists()
    password = None if without else _password(piped)
    with desk.workbench() as workbench:
        person = workbench.add_person(name, password, role)
    _put(form, person, f"Added {person.name}, {person.role}")
    if new:
        desk.say(f"Made a new database, {desk.path}")


@user.command("list")
@options.listing
@options.everywhere
@pass_desk
def list_(desk: Desk, form: str | None) -> None:
    """List who may use the desk, and who no longer does.

    \b
    verify user list
    """
    with desk.workbench() as workbench:
        found = workbench.people()
    output.put(form, PersonRow, found, _lines(found))
    if not found and form is None:
        desk.say("Nobody yet; add people with verify user add NAME")


@user.command()
@_name
@click.argument("role", metavar="ROLE", type=click.Choice(tuple(ROLES)))
@options.json_only
@options.everywhere
@pass_desk
def role(desk: Desk, name: str, role: str, form: str | None) -> None:
    """Change what a person may do: reader, checker or editor. It holds at once.

    \b
    verify user role ben editor
    """
    with desk.workbench() as workbench:
        person = workbench.set_role(name, role)
    _put(form, person, f"{person.name} is now {person.role}")


@user.command()
@_name
@_from_input
@options.json_only
@options.everywhere
@pass_desk
def password(desk: Desk, name: str, piped: bool, form: str | None) -> None:
    """Give a person another password. They have to sign in anew; their tokens hold.

    \b
    verify user password ben
    """
    with desk.workbench() as workbench:
        person = workbench.person(name)
        workbench.set_password(person.name, _password(piped))
    _put(form, person, f"{person.name} has a new password")


@user.command()
@_name
@options.json_only
@options.everywhere
@pass_desk
def remove(desk: Desk, name: str, form: str | None) -> None:
    """Let a person go. Their sessions and tokens end; what they did keeps their name.

    \b
    verify user remove ben
    """
    with desk.workbench() as workbench:
        person = workbench.remove_person(name)
    _put(form, person, f"Removed {person.name}; what they did keeps their name")


@user.command()
@_name
@click.option("--label", required=True, type=options.Words(), help="What it is for.")
@options.json_only
@options.everywhere
@pass_desk
def token(desk: Desk, name: str, label: str, form: str | None) -> None:
    """Make a token with which a program acts as a person. It is shown this once.

    \b
    verify user token ana --label nightly
    curl -H "Authorization: Bearer rp_…" http://127.0.0.1:8000/api/v1/claims
    """
    with desk.workbench() as workbench:
        made = workbench.new_token(name, label)
    if form == "json":
        output.put_json({"name": name, "label": label, "token": made})
    else:
        click.echo(made)
    desk.say("Keep it in a safe place: it cannot be shown again")


@user.command()
@_name
@click.option("--label", required=True, type=options.Words(), help="Which token.")
@options.json_only
@options.everywhere
@pass_desk
def revoke(desk: Desk, name: str, label: str, form: str | None) -> None:
    """Make a token open nothing any more.

    \b
    verify user revoke ana --label nightly
    """
    with desk.workbench() as workbench:
        person = workbench.revoke(name, label)
    if form == "json":
        output.put_json({"name": person.name, "label": label})
    else:
        click.echo(inert(f"Revoked {person.name}'s token {label!r}"))


def _password(piped: bool) -> str:
    """The password: from standard input, or asked for twice and not shown."""
    if piped:
        try:
            return sys.stdin.buffer.read(_MOST).decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            hint = "type it, or save it as UTF-8"
            raise VerifyError("The password is not UTF-8", hint) from error
    if output.piped_in():
        raise VerifyError(
            "There is no terminal to type a password at", "pipe it in with --password-stdin"
        )
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def _put(form: str | None, person: Person, told: str) -> None:
    if form == "json":
        output.put_json(person)
    else:
        click.echo(inert(told))


def _lines(found: Sequence[PersonRow]) -> Iterator[str]:
    wide = max((len(one.name) for one in found), default=0)
    for one in found:
        facts = [f"left {local(one.left_at)}" if one.left_at else f"since {local(one.added_at)}"]
        if not one.password and not one.left_at:
            facts.append("no password")
        if one.tokens:
            facts.append(f"tokens: {', '.join(one.tokens)}")
        yield f"{inert(one.name):<{wide}}  {one.role:<7}  {inert(' · '.join(facts))}"


COMMANDS = {"user": user}
