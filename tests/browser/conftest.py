"""A real server on a real database, and a real browser that may ask it alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.chromium import launched
from browser.desks import SEED, Desk, Server
from verify.records import Metadata
from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed article."""
    return SEEDS


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seed article, which nobody has open."""
    path = tmp_path_factory.mktemp("seeded") / "verify.db"
    with Workbench(path, actor="ana") as bench:
        text = (SEEDS / f"{SEED}.txt").read_text(encoding="utf-8")
        title = "Venezuela’s Maduro to meet Putin in Moscow"
        bench.add(text, Metadata(slug=SEED, title=title, published=date(2025, 5, 8)))
    return path


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Open a desk over a copy of a database (none: over nothing yet)."""
    desks: list[Desk] = []

    def open_desk(database: Path | None, *more: str) -> Desk:
        path = tmp_path / f"{len(desks)}.db"
        if database is not None:
            shutil.copy(database, path)
        desks.append(Desk(Server(path, *more), browser))
        return desks[-1]

    yield open_desk
    for desk in desks:
        desk.close()
        desk.server.kill()
    assert [fault for desk in desks for fault in desk.faults] == []


@pytest.fixture
def desk(opened: Callable[..., Desk], seeded: Path) -> Desk:
    """A desk over the seed article, where nothing has been done yet."""
    return opened(seeded)
