"""The server is killed in the middle: the page says so and comes back, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.desks import current, listed, opens, until

if TYPE_CHECKING:
    from browser.desks import Desk

BROKEN = ["ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_INCOMPLETE_CHUNKED_ENCODING"]
"""What Chromium says of a server that is gone."""


def test_a_page_outlives_its_server(desk: Desk) -> None:
    """It says that it is not connected, saves nothing behind anybody's back, and reconnects.

    What was marked meanwhile, by the command line, is then shown.
    """
    desk.expected += [*BROKEN, "Failed to fetch"]
    page = desk.seed()
    first, second, third = listed(page)[:3]
    page.keyboard.press("3")
    opens(page, second)
    page.wait_for_selector(f'#list [data-claim="{first}"][data-status="confirmed"]')
    page.wait_for_timeout(500)
    desk.server.kill()
    page.wait_for_selector("#line:has-text('Not connected')")
    page.keyboard.press("5")
    page.wait_for_selector("#notice:has-text('Not saved')")
    desk.server.verify("mark", str(third), "disputed")
    desk.server.start()
    page.wait_for_selector("#line", state="hidden")
    page.wait_for_selector(f'#list [data-claim="{third}"][data-status="disputed"]')
    page.wait_for_selector(f'#list [data-claim="{second}"][data-status="unchecked"]')
    page.keyboard.press("j")
    opens(page, third)
    page.keyboard.press("6")
    with desk.server.bench() as bench:
        until(lambda: bench.show(third).row.status == "unverifiable", "the mark after the break")
        assert bench.show(first).row.status == "confirmed"
        assert bench.show(second).row.status == "unchecked"
    assert desk.server.verify("check", "--json").strip() == "[]"


def test_the_session_and_the_name_outlive_the_server(desk: Desk) -> None:
    """Who has said their name signs with it after the server was killed and started again."""
    desk.expected += BROKEN
    page = desk.seed(person="bo")
    desk.server.kill()
    desk.server.start()
    page.wait_for_selector("#line", state="hidden")
    claim = current(page)
    page.keyboard.press("3")
    with desk.server.bench() as bench:
        until(lambda: bench.show(claim).row.verdict_by == "bo", "the mark after the break")
