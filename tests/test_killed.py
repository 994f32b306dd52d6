"""A watch or an add killed at any moment: a version is whole or not there, and comes once."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from killing import PAUSE, Moment, Rows, Runner, after, committed, growing, rows, started
from sites import STORY, Answer, Site, page, serve

from verify.errors import VerifyError
from verify.records import Filter, Watch
from verify.store import watches
from verify.workbench import Workbench

SLUG = "harbour-exports-jump"
EDITED = [STORY[0].replace("64%", "54%"), *STORY[1:], "The mayor resigned on Tuesday."]
WALL = ["We value your privacy. Accept the cookies of our 842 partners to read this story."]
FERRY = [
    "The ferry to Northport carried 12,000 people in April, its owner Lena Berg told Reuters.",
    "A second ship will be built in Gdansk next year, the company said in a statement on Friday.",
]
NEWS = (EDITED[-1], FERRY[0], WALL[0])
"""What only the second edition of a page says."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")


class Scene(NamedTuple):
    """A command over a database (none: it makes one), and all that may be found after it.

    ``states`` are what articles, claims and events may be: untouched, and so on until all is
    done; ``kept`` what the watches are in the end.
    """

    words: tuple[str, ...]
    base: Path | None
    states: list[Rows]
    kept: Rows
    seconds: float


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Runs commands as ana, with the parser loaded once."""
    with started(tmp_path_factory.mktemp("runner")) as runner:
        yield runner


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with the first edition of its story."""
    with serve() as running:
        publish(running, "/story", STORY, "one")
        yield running


def publish(site: Site, path: str, paragraphs: list[str], edition: str, title: str = "") -> None:
    """Put an edition of a page on the site, which names it by its ETag."""
    told = page(paragraphs, title) if title else page(paragraphs)
    site.answers[path] = Answer(told, headers=(("ETag", f'"{edition}"'),))


def answered(site: Site, path: str) -> Moment:
    """As soon as the site has answered for a page."""
    while path not in site.answered:
        time.sleep(PAUSE)
        yield


def watched(path: Path) -> list[Watch]:
    """The watches of a database, none where there is no database yet."""
    with Workbench(path, actor="ben") as desk, suppress(VerifyError), desk.reading() as db:
        return watches.every(db)
    return []


def make_due(path: Path) -> None:
    """Let the time of every watch's next look have come."""
    with Workbench(path, actor="ben") as desk, desk.writing() as db:
        for watch in watches.every(db):
            watches.save(db, watch._replace(next_at="2025-05-08T12:00:00Z"))


def copied(base: Path | None, folder: Path) -> Path:
    """A database of its own, as the base is."""
    folder.mkdir()
    path = folder / "verify.db"
    if base is not None:
        shutil.copy(base, path)
    return path


@pytest.fixture
def base(runner: Runner, site: Site, tmp_path: Path) -> Path:
    """The first edition, watched: each claim confirmed by ana and signed off by ben."""
    path = tmp_path / "verify.db"
    assert runner.run(path, "watch", f"{site.url}/story", "--once") == 0
    with Workbench(path, actor="ana") as ana, Workbench(path, actor="ben") as ben:
        ids = [row.id for row in ana.claims().rows]
        ana.mark(ids, "confirmed", note="seen")
        ben.sign_off(ids)
    make_due(path)
    return path


@pytest.fixture
def scene(runner: Runner, tmp_path: Path) -> Callable[..., Scene]:
    """The scene of a command, with what comes of it undisturbed."""

    def played(base: Path | None, *words: str, halfway: tuple[str, ...] = ()) -> Scene:
        states = [] if base is None else [rows(base)[0]]
        if halfway:
            path = copied(base, tmp_path / "halfway")
            assert runner.run(path, *halfway) == 0
            states.append(rows(path)[0])
        path = copied(base, tmp_path / "undisturbed")
        began = time.monotonic()
        assert runner.run(path, *words) == 0
        seconds = time.monotonic() - began
        done, kept = rows(path)
        assert done not in states
        return Scene(words, base, [*(states or [[]]), done], kept, seconds)

    return played


@pytest.fixture
def survive(runner: Runner, site: Site, tmp_path: Path) -> Callable[..., str]:
    """Kill a scene's command at a moment, look at what it left, and run it again.

    Tells what was left: nothing, all, or something between.
    """

    def survived(
        scene: Scene,
        moment: Callable[[Path], Moment],
        *,
        loaded: bool = True,
        refused: bool = False,
    ) -> str:
        path = copied(scene.base, tmp_path / str(len(list(tmp_path.iterdir()))))
        site.answered.clear()
        runner.run(path, *scene.words, kill=moment(path), loaded=loaded)
        left, watching = rows(path)
        assert left in scene.states
        for watch in watched(path):
            if watch.etag == '"two"' and watch.held is None:  # it will not be sent again
                body = site.answers[watch.url.removeprefix(site.url)].body
                [news] = [words for words in NEWS if words in body]
                assert any(news in str(row["text"]) for table, row in left if table == "versions")
        done = (left, watching) == (scene.states[-1], scene.kept)
        assert runner.run(path, *scene.words) == int(refused and done)
        assert rows(path) == (scene.states[-1], scene.kept)
        if scene.kept:
            make_due(path)
            assert runner.run(path, "watch", "--once") == 0
            assert rows(path) == (scene.states[-1], scene.kept)
        return "all" if done else "nothing" if left == scene.states[0] else "between"

    return survived


def test_killed_at_the_first_look_an_article_is_there_or_not(
    site: Site, scene: Callable[..., Scene], survive: Callable[..., str]
) -> None:
    """From the very making of the database on; the next run begins where this one ended."""
    publish(site, "/story", EDITED, "two")
    first = scene(None, "watch", f"{site.url}/story", "--once")
    for number in range(1, 5):
        survive(first, lambda path, n=number: committed(path, n))
    for part in (0.1, 0.2, 0.8):
        survive(first, lambda _, n=part: after(n * first.seconds))


def test_killed_at_a_later_look_a_version_is_there_or_not(
    site: Site, base: Path, scene: Callable[..., Scene], survive: Callable[..., str]
) -> None:
    """With what names it to the site; verdicts on what did not change stand, once and for all."""
    publish(site, "/story", EDITED, "two")
    edit = scene(base, "watch", f"{site.url}/story", "--once")
    with Workbench(base.parent / "undisturbed" / "verify.db", actor="ana") as desk:
        claims = desk.claims(Filter(article=SLUG)).rows
        assert [row.recheck for row in claims if "54%" in row.text] == ["64% became 54%"]
        assert len([row for row in claims if row.signed_off_by == "ben" and not row.recheck]) > 4
    assert survive(edit, lambda _: answered(site, "/story"), loaded=False) == "nothing"
    survive(edit, lambda path: growing(path, 0), loaded=False)
    survive(edit, lambda path: growing(path, 40_000))
    survive(edit, lambda path: committed(path, 1))
    for part in (0.5, 0.9):
        survive(edit, lambda _, n=part: after(n * edit.seconds))


def test_killed_over_a_feed_each_page_is_taken_in_or_not(
    site: Site, base: Path, scene: Callable[..., Scene], survive: Callable[..., str]
) -> None:
    """One page of it edited, one new: the next run has both, whichever this one had."""
    publish(site, "/story", EDITED, "two")
    publish(site, "/ferry", FERRY, "two", "Ferry counts its passengers")
    items = "".join(f"<item><link>{site.url}/{name}</link></item>" for name in ("story", "ferry"))
    told = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    site.answers["/rss"] = Answer(told, headers=(("Content-Type", "application/rss+xml"),))
    halfway = ("watch", f"{site.url}/story", "--once")
    feed = scene(base, "watch", "--feed", f"{site.url}/rss", "--once", halfway=halfway)
    for number in (1, 2):
        survive(feed, lambda path, n=number: committed(path, n))
    assert survive(feed, lambda _: answered(site, "/ferry")) == "between"


@pytest.mark.parametrize("name", ["story", "wall"])
def test_killed_while_accepting_what_is_held(
    name: str,
    runner: Runner,
    site: Site,
    base: Path,
    scene: Callable[..., Scene],
    survive: Callable[..., str],
) -> None:
    """A version or an article that is taken in is no longer held, once the next run says so."""
    publish(site, f"/{name}", WALL, "two")
    assert runner.run(base, "watch", f"{site.url}/{name}", "--once") == 0
    held = scene(base, "watch", "--accept", f"{site.url}/{name}")
    for number in (1, 2):
        survive(held, lambda path, n=number: committed(path, n), refused=True)
    survive(held, lambda path: growing(path, 0), refused=True)


def test_killed_while_adding_a_version_it_is_there_or_not(
    base: Path, tmp_path: Path, scene: Callable[..., Scene], survive: Callable[..., str]
) -> None:
    """The same text given again is refused once the version is there, and else adds it."""
    text = tmp_path / "edited.txt"
    text.write_text("\n\n".join(["Harbour exports jump", *EDITED]), encoding="utf-8")
    edit = scene(base, "add", str(text), "--to", SLUG)
    survive(edit, lambda path: growing(path, 0), loaded=False, refused=True)
    survive(edit, lambda path: growing(path, 40_000), refused=True)
    assert survive(edit, lambda path: committed(path, 1), refused=True) == "all"
    survive(edit, lambda _: after(edit.seconds / 10), refused=True)
