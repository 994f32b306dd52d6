"""Several people at one article: what one does the others see, and nothing is silently lost."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

from browser.desks import current, holds, listed, opens

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser.desks import Desk

SECOND = 1.0
TIMES = 5


def painted(page: Page, claim: int, status: str) -> None:
    """Wait until the list and the text show a claim so, and the browser has drawn it."""
    page.wait_for_selector(f'#list [data-claim="{claim}"][data-status="{status}"]')
    page.wait_for_selector(f'#text .m.s-{status}[data-claim="{claim}"]', state="attached")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def lasted(act: Callable[[], object], seen: Callable[[], object]) -> float:
    act()
    start = time.monotonic()
    seen()
    return time.monotonic() - start


def connected(page: Page) -> None:
    """Wait until a page hears of others: it has its key, with which it says where it is."""
    holds(page, "document.querySelector('#line').hidden")
    page.wait_for_timeout(400)


def test_a_mark_in_one_browser_appears_in_the_other(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the key to the other's screen it takes less than a second."""
    here, there = desk.seed(person="bo"), desk.seed()
    connected(there)
    times = []
    for claim in listed(here)[:TIMES]:
        opens(here, claim)
        press = lambda: here.keyboard.press("3")  # noqa: E731 - a name for what is timed
        times.append(lasted(press, lambda claim=claim: painted(there, claim, "confirmed")))
    with capsys.disabled():
        print(f"\nfrom key to the other's screen: median {statistics.median(times):.2f} s")
    assert statistics.median(times) < SECOND
    assert there.inner_text("#counted").startswith(f"{45 - TIMES} of")


def test_a_mark_on_the_command_line_appears(desk: Desk) -> None:
    """What the command line writes is on the page within a second of the command's end."""
    page = desk.seed()
    connected(page)
    claims = listed(page)[:TIMES]
    times = [
        lasted(
            lambda claim=claim: desk.server.verify("mark", str(claim), "disputed"),
            lambda claim=claim: painted(page, claim, "disputed"),
        )
        for claim in claims
    ]
    assert statistics.median(times) < SECOND


def test_the_open_card_tells_what_another_has_just_done(desk: Desk) -> None:
    """The card that somebody looks at shows the other's verdict and note, and who it was."""
    page = desk.seed()
    claim = current(page)
    connected(page)
    desk.server.verify("mark", str(claim), "disputed", "--note", "Two sources differ.")
    page.wait_for_selector("#card [data-status=disputed]")
    page.wait_for_selector("#card .note:has-text('Two sources differ.')")
    assert "cora" in page.inner_text("#notice")


def test_words_that_are_being_written_stay(desk: Desk) -> None:
    """News about the open claim does not take away what somebody is writing."""
    page = desk.seed()
    claim = current(page)
    connected(page)
    page.keyboard.press("n")
    page.keyboard.type("I have just asked")
    desk.server.verify("mark", str(claim), "disputed")
    painted(page, claim, "disputed")
    page.keyboard.type(" the ministry")
    assert page.input_value("#note") == "I have just asked the ministry"
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .note:has-text('I have just asked the ministry')")


def test_two_people_on_one_claim_see_each_other(desk: Desk) -> None:
    """Each is told the other's name while both have the claim open, and no longer."""
    ana, bo = desk.seed(), desk.seed(person="bo")
    first, second = listed(ana)[:2]
    ana.wait_for_selector("#others:has-text('bo')")
    bo.wait_for_selector("#others:has-text('ana')")
    bo.keyboard.press("j")
    opens(bo, second)
    ana.wait_for_selector("#others", state="hidden")
    ana.keyboard.press("j")
    opens(ana, second)
    bo.wait_for_selector("#others:has-text('ana')")
    ana.close()
    bo.wait_for_selector("#others", state="hidden")
    assert first != second


@pytest.fixture
def conflict(desk: Desk) -> Page:
    """A page that has not heard that its claim was marked, and has marked it otherwise.

    Its stream is cut, as it is on a bad line, so that it shows what it showed before.
    """
    desk.expected += ["status of 409", "ERR_FAILED"]
    page = desk.window().new_page()
    page.route("**/live**", lambda route: route.abort())
    page.goto("/articles/venezuela-russia")
    page.wait_for_selector("#card [data-claim]")
    desk.server.verify("mark", str(current(page)), "disputed", "--note", "Two sources differ.")
    page.keyboard.press("3")
    page.wait_for_selector("#card .conflict")
    return page


def status_of(desk: Desk, claim: int) -> tuple[str, str | None]:
    with desk.server.bench() as bench:
        row = bench.show(claim).row
    return row.status, row.verdict_by


def test_a_stale_mark_is_refused_with_both_versions_shown(desk: Desk, conflict: Page) -> None:
    """Who was slower sees what the other did and what they wanted; nothing is written."""
    told = conflict.inner_text("#card .conflict")
    assert "cora" in told
    assert "disputed" in told
    assert "confirmed" in told
    claim = current(conflict)
    assert status_of(desk, claim) == ("disputed", "cora")
    conflict.wait_for_selector(f'#list [data-claim="{claim}"][data-status="disputed"]')


def test_a_stale_mark_can_be_forced(desk: Desk, conflict: Page) -> None:
    """The button is under the Enter key: one's own mark all the same."""
    claim = current(conflict)
    conflict.keyboard.press("Enter")
    conflict.wait_for_selector("#card .conflict", state="detached")
    assert status_of(desk, claim) == ("confirmed", "ana")


def test_a_stale_mark_can_be_left(desk: Desk, conflict: Page) -> None:
    """Going on leaves the other's verdict as it is."""
    claim = current(conflict)
    conflict.keyboard.press("Escape")
    conflict.keyboard.press("j")
    conflict.wait_for_selector("#card .conflict", state="detached")
    assert current(conflict) != claim
    assert status_of(desk, claim) == ("disputed", "cora")


def test_the_desk_page_tells_news(desk: Desk) -> None:
    """Progress and what was done lately come by themselves on the desk's own page too."""
    page = desk.page("/")
    connected(page)
    desk.server.verify("mark", "1", "confirmed")
    page.wait_for_selector("#done:has-text('cora')")
    page.wait_for_selector("#rows .counts:has-text('44 open')")
