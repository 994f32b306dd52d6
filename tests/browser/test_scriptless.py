"""Without the script everything still works, one page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.desks import SEED

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.desks import Desk


@pytest.fixture
def page(desk: Desk) -> Page:
    """The seed article's second claim, in a browser that runs no script."""
    return desk.seed(2, java_script_enabled=False)


def test_a_claim_is_marked(desk: Desk, page: Page) -> None:
    """A button is a button: the claim is marked and shown so."""
    page.click("button.status[value=confirmed]")
    page.wait_for_selector("#card [data-status=confirmed]")
    assert page.url.endswith(f"/articles/{SEED}?claim=2")
    with desk.server.bench() as bench:
        assert bench.show(2).row.status == "confirmed"


def test_a_correction_is_written(desk: Desk, page: Page) -> None:
    """The right words are written first, then the status is chosen."""
    page.fill("#correction", "54 percent")
    page.click("button.status[value=incorrect]")
    page.wait_for_selector("#card .correction:has-text('54 percent')")
    with desk.server.bench() as bench:
        assert bench.show(2).row.status == "incorrect"


def test_a_refusal_is_a_page(desk: Desk, page: Page) -> None:
    """What is refused is told in words, with a way back to the claim."""
    desk.expected.append("status of 422")
    page.click("button.status[value=incorrect]")
    page.wait_for_selector("[role=alert]:has-text('correction')")
    page.click("main a")
    page.wait_for_selector("#card [data-claim]")
    assert f"/articles/{SEED}" in page.url


def test_a_note_is_written_and_undone(desk: Desk, page: Page) -> None:
    """Notes come and go with buttons."""
    page.fill("#note", "Asked the ministry.")
    page.click("button:has-text('Add the note')")
    page.wait_for_selector("#card .note:has-text('Asked the ministry.')")
    page.click("#undo")
    page.click("button:has-text('Take it back')")
    page.wait_for_selector("#card [data-claim='2']")
    assert not page.is_visible("#card .note")
    with desk.server.bench() as bench:
        assert bench.show(2).notes == ()


def test_claims_are_filtered_and_searched(page: Page) -> None:
    """The filter is a form, and the next claim a link."""
    page.fill("#search", "trade")
    page.press("#search", "Enter")
    page.wait_for_url("**q=trade**")
    rows = page.locator("#list [data-claim]")
    assert 0 < rows.count() < 45
    assert all("trade" in words.lower() for words in rows.locator(".words").all_inner_texts())
    rows.last.click()
    page.wait_for_url("**claim=**")
    assert "q=trade" in page.url
    page.click(".filters summary")
    page.check("input[name=flagged]")
    page.click(".filters button:has-text('Show')")
    page.wait_for_url("**flagged=1**")


def test_an_article_is_added(desk: Desk, page: Page) -> None:
    """Pasting needs no script."""
    page.goto("/")
    page.fill("textarea#text", "The council met on Monday, Maria Lopez said.")
    page.click("button.main")
    page.wait_for_url("**/articles/*")
    page.wait_for_selector("#list [data-claim]")
    with desk.server.bench() as bench:
        assert len(bench.articles()) == 2


def test_a_claim_that_was_cut_wrong_is_mended(desk: Desk, page: Page) -> None:
    """The forms that mend a claim are forms."""
    page.click("#fix summary")
    page.fill("#why", "an opinion")
    page.click("#fix button:has-text('Drop it')")
    page.wait_for_load_state()
    with desk.server.bench() as bench:
        assert bench.show(2).row.dropped
