"""Watching pages of a real web server: what is asked for, what is kept, what is held."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sites import STORY, Answer, Site, page, serve

from verify.errors import VerifyError
from verify.fetching import Fetcher, Known, checked
from verify.records import Look
from verify.store import watches
from verify.workbench import Workbench
from verify.workbench.watching import Watches

CONTACT = "desk@example.org"
EDITED = [STORY[0].replace("64%", "54%"), *STORY[1:]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def look(site: Site, tmp_path: Path) -> Callable[[], Look]:
    """One look at the site's story, as if it were due."""

    def at_story() -> Look:
        with Workbench(tmp_path / "verify.db", actor="ana") as desk:
            watching = Watches(desk)
            [watch] = watching.begin([f"{site.url}/story"])
            fetched = Fetcher(CONTACT, allow_private=True).fetch(
                watch.url, Known(watch.etag, watch.modified)
            )
            return watching.look(watch, fetched, 900)

    return at_story


def story(site: Site, paragraphs: list[str], **more: Any) -> None:
    site.answers["/story"] = Answer(page(paragraphs), **more)


def desk_at(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "verify.db", actor="ana")


def test_a_page_becomes_an_article_and_its_edit_a_version(
    site: Site, look: Callable[[], Look], tmp_path: Path
) -> None:
    """The words without the menus, what the page says of itself, and then what changed."""
    story(site, STORY)
    first = look()
    assert (first.outcome, first.watch.article) == ("added", "harbour-exports-jump")
    with desk_at(tmp_path) as desk:
        article = desk.article("harbour-exports-jump")
        assert (article.url, article.published) == (f"{site.url}/story", "2025-05-08")
        assert "All rights reserved" not in desk.versions(article.slug)[0].text
        [rise] = [row.id for row in desk.claims().rows if "64%" in row.text]
        desk.mark([rise], "confirmed")
    story(site, EDITED)
    second = look()
    assert second.outcome == "version"
    assert second.summary is not None
    assert [row.recheck for row in second.summary.recheck] == ["64% became 54%"]


def test_nothing_is_kept_that_changes_no_claim(
    site: Site, look: Callable[[], Look], tmp_path: Path
) -> None:
    """The same page, and another menu, credit or quotation mark, are no version."""
    story(site, STORY)
    look()
    assert look().outcome == "unchanged"
    story(site, [*STORY, "Photo: Ana Lima"])
    assert look().outcome == "unchanged"
    with desk_at(tmp_path) as desk:
        assert len(desk.versions("harbour-exports-jump")) == 1


def test_a_known_page_is_not_sent_again(site: Site, look: Callable[[], Look]) -> None:
    """The site is asked whether its page is still the one that it named."""
    story(site, STORY, headers=(("ETag", '"one"'),))
    look()
    assert look().outcome == "unchanged"
    assert site.asked[-1][1]["If-None-Match"] == '"one"'
    assert CONTACT in site.asked[-1][1]["User-Agent"]


def test_a_cookie_wall_is_held_and_a_person_decides(
    site: Site, look: Callable[[], Look], tmp_path: Path
) -> None:
    """A text that lost most of its words is no version until somebody says so."""
    story(site, STORY)
    look()
    wall = ["We value your privacy. Accept the cookies of our 842 partners to read this story."]
    story(site, wall)
    held = look()
    assert (held.outcome, held.detail[:9]) == ("held", "it shrank")
    with desk_at(tmp_path) as desk:
        assert len(desk.versions("harbour-exports-jump")) == 1
    story(site, STORY)
    assert look().watch.held is None
    story(site, wall)
    look()
    with desk_at(tmp_path) as desk:
        assert Watches(desk).accept(f"{site.url}/story").outcome == "version"
        assert len(desk.versions("harbour-exports-jump")) == 2
        assert "privacy" in desk.versions("harbour-exports-jump")[-1].text
        with pytest.raises(VerifyError, match="is held"):
            Watches(desk).accept(f"{site.url}/story")
        assert desk.check() == []


@pytest.mark.parametrize("begun", [True, False], ids=["version", "article"])
def test_accepting_goes_on_where_it_ended(
    site: Site, look: Callable[[], Look], tmp_path: Path, begun: bool
) -> None:
    """The text was taken in, and the run ended before the watch said so: it is not held again."""
    if begun:
        story(site, STORY)
        look()
    story(site, ["We value your privacy. Accept the cookies to read this story."])
    held = look().watch
    assert held.held is not None
    with desk_at(tmp_path) as desk:
        done = Watches(desk).accept(held.url)
        with desk.writing() as db:
            watches.save(db, held)
        again = Watches(desk).accept(held.url)
        assert (again.outcome, again.watch.article) == ("unchanged", done.watch.article)
        assert again.watch.held is None
        assert len(desk.versions(str(done.watch.article))) == 1 + begun


def test_a_page_without_an_article_begins_nothing(site: Site, look: Callable[[], Look]) -> None:
    """A few words on a new page are held, none are a failure."""
    story(site, ["Please enable JavaScript to read this story on our site today."])
    assert look().outcome in ("held", "failed")
    site.answers["/story"] = Answer("<html><body></body></html>")
    assert look().outcome == "failed"


def test_robots_are_heeded(site: Site, look: Callable[[], Look]) -> None:
    """What robots.txt forbids is not asked for."""
    story(site, STORY)
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /story\n")
    assert look().outcome == "forbidden"
    assert site.paths() == []
    site.answers["/robots.txt"] = Answer(status=500)
    assert look().outcome == "later"
    assert site.paths() == []


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, "gone"), (410, "gone"), (403, "forbidden"), (500, "failed")]
)
def test_refusals_have_their_names(
    site: Site, look: Callable[[], Look], status: int, outcome: str
) -> None:
    """Each is told for what it is, and nothing is added."""
    site.answers["/story"] = Answer(page(STORY), status)
    assert look().outcome == outcome


def test_failures_double_the_wait_and_a_sites_wish_is_heeded(
    site: Site, look: Callable[[], Look]
) -> None:
    """Twice, four times … at most a day; what Retry-After asks, at least."""

    def wait(found: Look) -> float:
        at, until = (found.watch.looked_at or "", found.watch.next_at)
        return (datetime.fromisoformat(until) - datetime.fromisoformat(at)).total_seconds()

    site.answers["/story"] = Answer(status=500)
    assert [round(wait(look()), -2) for _ in range(3)] == [1800, 3600, 7200]
    site.answers["/story"] = Answer(status=503, headers=(("Retry-After", "40000"),))
    assert round(wait(look()), -2) == 40_000
    assert [wait(look()) for _ in range(6)][-1] <= 86_401
    story(site, STORY)
    done = look()
    assert (done.watch.failures, round(wait(done), -2)) == (0, 900)


def test_a_site_that_moves_is_followed(
    site: Site, look: Callable[[], Look], tmp_path: Path
) -> None:
    """For good: the new address is asked from now on; for once: it is not."""
    story(site, STORY)
    look()
    site.answers["/new"] = Answer(page(EDITED))
    site.answers["/story"] = Answer(status=302, headers=(("Location", "/new"),))
    passing = look()
    assert (passing.outcome, passing.watch.url) == ("version", f"{site.url}/story")
    site.answers["/story"] = Answer(status=301, headers=(("Location", "/new"),))
    assert look().watch.url == f"{site.url}/new"
    site.asked.clear()
    assert look().outcome == "unchanged"
    assert site.paths() == ["/new"]
    with desk_at(tmp_path) as desk:
        assert len(desk.articles()) == 1


def test_nobody_answers() -> None:
    """A site that is down is a failure, told in words."""
    with serve() as closed:
        url = closed.url
    found = Fetcher(CONTACT, allow_private=True).fetch(f"{url}/story")
    assert found.outcome == "failed"
    assert "no answer" in found.why


@pytest.mark.parametrize("url", ["story.html", "ftp://example.org/a", "https://", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    """Before anything is asked or written."""
    with pytest.raises(VerifyError, match="no address"):
        checked(url)


def test_the_command_over_a_feed_goes_on_after_a_restart(site: Site, tmp_path: Path) -> None:
    """Run as people run it: a feed, once; then the pages it named, without naming them again."""
    story(site, STORY)
    items = f"<item><title>Harbour</title><link>{site.url}/story</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    site.answers["/rss"] = Answer(feed, headers=(("Content-Type", "application/rss+xml"),))

    def watch(*words: str) -> subprocess.CompletedProcess[str]:
        database = ["--db", str(tmp_path / "verify.db"), "--contact", CONTACT, "--allow-private"]
        command = [sys.executable, "-m", "verify", "watch", *database, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    done = watch("--feed", f"{site.url}/rss", "--once")
    assert done.returncode == 0, done.stderr
    assert "added · harbour-exports-jump" in done.stdout
    assert watch("--once").stdout == ""  # not due yet
    assert "harbour-exports-jump" in watch("--list").stdout
    refused = watch("--accept", f"{site.url}/story")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert watch("--every", "5s").returncode == 2


def test_an_article_is_added_by_its_address(site: Site, tmp_path: Path) -> None:
    """With what the page says of itself, unless told otherwise; what is not there adds nothing."""
    story(site, STORY)

    def add(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "verify", "--db", str(tmp_path / "verify.db"), "add"]
        return subprocess.run(
            [*command, *words], capture_output=True, text=True, check=False, timeout=120
        )

    done = add(f"{site.url}/story", "--publisher", "Daily Planet", "--allow-private")
    assert done.returncode == 0, done.stderr
    with desk_at(tmp_path) as desk:
        [article] = desk.articles()
        assert (article.title, article.publisher) == ("Harbour exports jump", "Daily Planet")
        assert (article.url, article.published) == (f"{site.url}/story", "2025-05-08")
    refused = add(f"{site.url}/nowhere", "--allow-private")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "no such page" in refused.stderr
