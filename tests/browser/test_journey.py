"""From a pasted article to a downloaded report, and no hand on the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.desks import current, listed, opens, reach, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser.desks import Desk

STORY = """\
Harbour exports jump

Exports from the harbour rose 64% last year to 200 million dollars, the port authority said.

Maria Lopez, the mayor, said the old pier will close in June. "Nobody will lose a job," she added.

The council met on Monday. A ferry carried 12,000 people in April, its owner Lena Berg told Reuters.
"""


def test_the_whole_journey_by_keyboard_alone(opened: Callable[..., Desk], tmp_path: Path) -> None:
    """Paste, read, mark, correct, note, prove, assign, sign off, undo, mend, report, download."""
    desk = opened(None)
    page = desk.page("/")
    keys = page.keyboard
    reach(page, "textarea#text")
    keys.insert_text(STORY)  # as pasting does
    reach(page, "button.main")
    keys.press("Enter")
    page.wait_for_url("**/articles/*")
    article = page.url.rsplit("/", 1)[-1]
    claims = listed(page)
    assert len(claims) >= 5
    first, second, third, fourth, *_ = claims

    # Read, mark, correct
    assert current(page) == first
    keys.press("4")
    keys.type("54%")
    keys.press("Enter")
    opens(page, second)
    keys.press("3")
    opens(page, third)

    # Note, evidence, assign
    keys.press("n")
    keys.type("She confirms it by telephone.")
    keys.press("Enter")
    page.wait_for_selector("#card .note:has-text('by telephone')")
    keys.press("e")
    keys.type("Minutes of the council, p. 4")
    keys.press("Enter")
    page.wait_for_selector("#card .proof:has-text('p. 4')")
    keys.press("a")
    keys.press("Enter")
    page.wait_for_selector("#card [data-assignee=ana]")
    keys.press("3")
    opens(page, fourth)

    # A slip, taken back
    keys.press("7")
    page.wait_for_selector(f'#list [data-claim="{fourth}"][data-status="not-checkable"]')
    keys.press("u")
    page.wait_for_selector(f'#list [data-claim="{fourth}"][data-status="unchecked"]')
    opens(page, fourth)

    # A claim that the machine cut wrong
    keys.press("x")
    keys.type("a matter of taste")
    keys.press("Enter")
    with desk.server.bench() as bench:
        until(lambda: bench.show(fourth).row.dropped, "the claim dropped")

    # The second person, with the keyboard too
    other = desk.page("/")
    reach(other, ".menu summary")
    other.keyboard.press("Enter")
    reach(other, "#name")
    other.keyboard.press("Control+a")
    other.keyboard.type("bo")
    other.keyboard.press("Enter")
    other.wait_for_selector(".menu summary:has-text('bo')")
    reach(other, f'a.go[href="/articles/{article}"]')
    other.keyboard.press("Enter")
    other.wait_for_url(f"**/articles/{article}")
    reach(other, f'#list [data-claim="{second}"]')
    other.keyboard.press("Enter")
    opens(other, second)
    other.keyboard.press("s")
    other.wait_for_selector("#card #sign[disabled]")

    # The report, looked at and kept
    reach(other, f'.steps a[href="/articles/{article}/report"]')
    other.keyboard.press("Enter")
    other.wait_for_url("**/report")
    reach(other, 'main a[href*="/report/file"]')
    with other.expect_download() as download:
        other.keyboard.press("Enter")
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.suffix == ".html"
    desk.server.verify("report", article, "--output", str(tmp_path / "told.html"))
    assert kept.read_bytes() == (tmp_path / "told.html").read_bytes()

    # And what the database says of it all
    with desk.server.bench() as bench:
        rows = {one: bench.show(one) for one in (first, second, third)}
    assert (rows[first].row.status, rows[first].row.correction) == ("incorrect", "54%")
    assert (rows[second].row.status, rows[second].row.signed_off_by) == ("confirmed", "bo")
    assert (rows[third].row.status, rows[third].row.assignee) == ("confirmed", "ana")
    assert len(rows[third].evidence) == 1
    assert desk.server.verify("check", "--json").strip() == "[]"
