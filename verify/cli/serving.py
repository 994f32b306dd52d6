"""The command serve."""

from __future__ import annotations

import click

from verify.cli import options
from verify.cli.desk import Desk, pass_desk


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0: any.",
)
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@click.option("--auth", is_flag=True, help="People sign in; see verify user.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Also answer under this host's name."
)
@options.private
@options.everywhere
@pass_desk
def serve(
    desk: Desk,
    host: str,
    port: int,
    *,
    browse: bool,
    auth: bool,
    names: tuple[str, ...],
    allow_private: bool,
) -> None:
    """Open the desk in the browser.

    It listens on this computer alone. Others reach it with --host, and must then sign in.

    \b
    verify serve --open
    verify serve --host 0.0.0.0 --name desk.example.org --auth
    """
    from verify.web.serving import Listening
    from verify.web.serving import serve as listen

    place = desk.place(auth=auth, names=names, private=allow_private)
    listen(place, Listening(host, port, browse), desk.say)


COMMANDS = {"serve": serve}
