"""A long article is at hand as soon as it is seen, and ten people lose nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drafts import draft

from browser.desks import listed, opens
from verify.records import Metadata
from verify.store import connection
from verify.workbench import adding

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.desks import Desk

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "desk.py"
CLAIMS, WORDS = 400, 5000
BOUND = 1.0
"""Of the time to the first paint that may pass from then until a key has done its work."""

WATCH = """
addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
new MutationObserver(() => {
    const at = document.querySelector('#list [aria-current]')?.dataset.claim;
    if (window.pressed && !window.done && at === '2') window.done = performance.now();
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['aria-current']});
"""


@pytest.fixture
def long(opened: Callable[..., Desk], tmp_path: Path) -> Desk:
    """A desk with an article of 5,000 words and 400 claims."""
    text = "\n".join(
        f"Ann Lee {number % 20}: The bridge of district {number} was built for {number % 90}% more."
        for number in range(CLAIMS)
    )
    text += "\n"
    assert len(text.split()) >= WORDS
    path = tmp_path / "long.db"
    with closing(connection.connect(path, create=True)) as db, connection.writing(db, path):
        adding.add_article(db, draft(text), Metadata(slug="long"), "ana", "unchecked")
    return opened(path)


def test_a_long_article_is_at_hand_as_soon_as_it_is_seen(
    long: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first key's work is done before as much time again as the first paint took."""
    ratios = []
    for _ in range(5):
        page = long.window().new_page()
        page.add_init_script(WATCH)
        page.goto("/articles/long", wait_until="commit")
        page.wait_for_selector("#list [data-claim]")
        page.keyboard.press("j")
        opens(page, 2)
        painted, done = page.evaluate(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, window.done]"
        )
        ratios.append(max(done - painted, 0) / painted)
        assert len(listed(page)) in (100, 400)
        assert "of 400 open" in page.inner_text("#counted")
        page.close()
    with capsys.disabled():
        print(
            f"\nfrom the first paint to the first key's work: {statistics.median(ratios):.2f} of it"
        )
    assert statistics.median(ratios) < BOUND


def test_ten_people_lose_nothing_though_the_server_is_killed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every acknowledged write is in the log, no answer is a 5xx, the database is sound."""
    seconds = "60" if os.environ.get("CI") else "10"
    argv = (sys.executable, str(BENCHMARK), "--crowd", "--seconds", seconds)
    done = subprocess.run(argv, capture_output=True, text=True)
    with capsys.disabled():
        print(f"\n{done.stdout}")
    assert done.returncode == 0, done.stdout + done.stderr
