"""What is killed at random moments: each command over a database, and what may be found after.

A kill is judged like this. Whatever the moment, the database agrees with itself, and it is as it
was before or as the whole command makes it, never between. A command that left with 0 is done. The
same command run again succeeds, or is refused because it is done; and then it is done.
"""

from __future__ import annotations

import random
import shlex
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from aged import aged
from conftest import MINUTES
from drafts import DRAFT, shelve
from killing import Moment, Runner, after, growing, rows
from sites import STORY, Answer, Site, page, serve

from verify.report.machine import json_text
from verify.workbench import Workbench

EDITED = [STORY[0].replace("64%", "54%"), *STORY[1:], "The mayor resigned on Tuesday."]
MOST = 10
"""Tries for each kill; a command that ended before it was killed is judged, but no kill."""
LATER = 40_000
"""Bytes of the write-ahead log; what comes after is late in a command's writing."""


class Scene(NamedTuple):
    """A folder, the runner and a site: where a fault is prepared."""

    folder: Path
    runner: Runner
    site: Site

    @property
    def database(self) -> Path:
        return self.folder / "verify.db"


class Fault(NamedTuple):
    """A command that is killed. ``prepare`` makes what it needs in a folder; ``words`` are the
    command's, ``{folder}`` and ``{site}`` filled in.
    ``once``: run again it adds nothing; ``logged``: it writes in the database there.
    """

    name: str
    prepare: Callable[[Scene], None]
    words: str
    once: bool = True
    logged: bool = True
    state: Callable[[Path], object] = lambda folder: rows(folder / "verify.db")[0]

    def __str__(self) -> str:
        return self.name


def _shelved(scene: Scene) -> None:
    shelve(scene.database, DRAFT, "harbour")
    lines = "".join(f"Ship {n} is {n}% late.\nCaptain {n}: It was fog.\n" for n in range(40))
    shelve(scene.database, lines, "ships")
    (scene.folder / "minutes.txt").write_bytes(MINUTES)


def _story(scene: Scene) -> None:
    _shelved(scene)
    for name, paragraphs in (("story", STORY), ("edited", EDITED)):
        text = "\n\n".join(["Harbour exports jump", *paragraphs])
        (scene.folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _read(scene: Scene) -> None:
    _story(scene)
    assert scene.runner.run(scene.database, "add", str(scene.folder / "story.txt")) == 0


def _with_evidence(scene: Scene) -> None:
    _shelved(scene)
    words = ("evidence", "add", "1", str(scene.folder / "minutes.txt"), "--kind", "primary")
    assert scene.runner.run(scene.database, *words) == 0


def _away(scene: Scene, name: str) -> Path:
    """A database of another name, whose things are to be taken in."""
    _with_evidence(scene)
    return scene.database.rename(scene.folder / name)


def _exported(scene: Scene) -> None:
    other = _away(scene, "other.db")
    scene.database.with_name("verify.db.evidence").rename(other.with_name("other.db.evidence"))
    with Workbench(other, actor="ana") as desk:
        lines = "".join(f"{json_text(row, indent=None)}\n" for row in desk.export())
    (scene.folder / "all.jsonl").write_text(lines, encoding="utf-8")


def _bundled(scene: Scene) -> None:
    other = _away(scene, "other.db")
    scene.database.with_name("verify.db.evidence").rename(other.with_name("other.db.evidence"))
    with Workbench(other, actor="ana") as desk:
        (scene.folder / "harbour.zip").write_bytes(desk.bundle("harbour", {}))
    shelve(scene.database, "It snowed.\n", "snow")


def _aged(scene: Scene) -> None:
    _shelved(scene)
    aged(scene.database)


def _backed_up(scene: Scene) -> None:
    _with_evidence(scene)
    with Workbench(scene.database, actor="ana") as desk:
        desk.backup(scene.folder / "kept.db")
        desk.note([1], "written after the backup")


def _with_backup(folder: Path) -> object:
    """The database as it is, and what comes back from the backup, if there is one."""
    here, back = rows(folder / "verify.db")[0], None
    if (folder / "kept.db").exists():
        with Workbench(folder / "back.db", actor="ana") as desk:
            desk.restore(folder / "kept.db", replace=True)
        back = rows(folder / "back.db")[0]
        assert back == here
    return here, back


FAULTS = (
    Fault("add", _story, "add {folder}/story.txt"),
    Fault("add --to", _read, "add {folder}/edited.txt --to story"),
    Fault("mark", _shelved, "mark 1-4,10-40 confirmed --note seen --evidence p.4", once=False),
    Fault("watch --once", _shelved, "watch {site}/story --once"),
    Fault(
        "evidence add",
        _shelved,
        "evidence add 1-4 {folder}/minutes.txt --kind primary",
        once=False,
    ),
    Fault("import (whole)", _exported, "import {folder}/all.jsonl"),
    Fault("import (bundle)", _bundled, "import {folder}/harbour.zip"),
    Fault("migration", _aged, "note 1 migrated", once=False),
    Fault("fix words", _read, "fix words 85 'Exports of the harbour rose 64%'", once=False),
    Fault("backup", _with_evidence, "backup {folder}/kept.db", logged=False, state=_with_backup),
    Fault("restore", _backed_up, "restore {folder}/kept.db --replace", logged=False),
)


class Stage:
    """One fault, prepared; each kill is over a copy of what was prepared."""

    def __init__(self, fault: Fault, folder: Path, runner: Runner, site: Site) -> None:
        self.fault, self.folder, self.runner, self.site = fault, folder, runner, site
        base = folder / "base"
        base.mkdir(parents=True)
        fault.prepare(Scene(base, runner, site))
        self.before = fault.state(self._copy())
        # The quickest of several: the first is slow, and later kills would come too late.
        self.seconds = min(self._undisturbed() for _ in range(3))
        whole = self.folder / "now"
        self.whole = fault.state(whole)
        assert self.whole != self.before

    def _undisturbed(self) -> float:
        whole = self._copy()
        began = time.monotonic()
        assert self._run(whole) == 0, f"{self.fault.name} fails undisturbed"
        return time.monotonic() - began

    def _copy(self) -> Path:
        """As it was prepared, always in the same place: an article keeps where it came from."""
        made = self.folder / "now"
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(self.folder / "base", made)
        return made

    def _run(self, folder: Path, kill: Moment | None = None) -> int:
        words = shlex.split(self.fault.words.format(folder=folder, site=self.site.url))
        return self.runner.run(folder / "verify.db", *words, kill=kill)

    def _moment(self, database: Path, chance: random.Random) -> Moment:
        """Anywhere in the command's time, or while it writes."""
        if not self.fault.logged or chance.random() < 0.5:
            yield from after(chance.uniform(0, self.seconds))
        else:
            yield from growing(database, chance.choice((0, 0, LATER)))
            yield from after(chance.uniform(0, self.seconds / 10))

    def kill(self, chance: random.Random) -> str:
        """Kill the command once and judge: before (nothing of it was there), whole (all was, though
        it could not say so), done (it ended first).
        """
        folder = self._copy()
        code = self._run(folder, self._moment(folder / "verify.db", chance))
        left = self.fault.state(folder)
        assert left in (self.before, self.whole), f"{self.fault.name}: half of it is there"
        assert code or left == self.whole, f"{self.fault.name}: acknowledged, and not there"
        again = self._run(folder)
        assert again == 0 or (again == 1 and left == self.whole), f"{self.fault.name}: not again"
        after_all = self.fault.state(folder)
        if self.fault.once or left == self.before:
            assert after_all == self.whole, f"{self.fault.name}: not whole when run again"
        return "done" if code == 0 else "whole" if left == self.whole else "before"


def kill(
    fault: Fault, times: int, folder: Path, runner: Runner, seed: int = 20250508
) -> Counter[str]:
    """Kill a command so many times; how often it left what, as ``Stage.kill`` says."""
    chance = random.Random(f"{seed} {fault.name}")
    with _site() as site:
        stage = Stage(fault, folder, runner, site)
        found: Counter[str] = Counter()
        while found["before"] + found["whole"] < times and found.total() < MOST * times:
            found[stage.kill(chance)] += 1
        return found


@contextmanager
def _site() -> Iterator[Site]:
    with serve() as site:
        site.answers["/story"] = Answer(page(STORY), headers=(("ETag", '"one"'),))
        yield site
