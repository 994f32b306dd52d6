"""What is served: a database with its settings, and the workbench that a request works at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from verify.config import Config


class Place(NamedTuple):
    """A database as it is served.

    ``actor`` signs for whoever has not said their name; with ``auth`` everybody must sign in.
    ``names`` are the hosts' names under which it may be asked for, beside this computer's own.
    ``private``: addresses of the computer's own networks are read too.
    """

    path: Path
    config: Config
    actor: str
    auth: bool = False
    names: frozenset[str] = frozenset()
    private: bool = False

    def bench(self, actor: str) -> Workbench:
        """The workbench of somebody. Use it as a context manager."""
        return Workbench(
            self.path,
            actor=actor,
            statuses=self.config.statuses,
            sufficiency=self.config.sufficiency,
            without=self.config.without,
        )


def place_of(request: Request) -> Place:
    """What the request asks of."""
    found: Place = request.app.state.place
    return found


def workbench(request: Request) -> Workbench:
    """The workbench of whoever asks. Use it as a context manager."""
    place = place_of(request)
    person = getattr(request.state, "person", None)
    return place.bench(person.name if person else place.actor)
