"""The browser: without one these tests are skipped, but never where continuous integration runs."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def missing(what: str) -> None:
    """Skip, saying what to install; fail where it must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"no {what} for the tests of the desk", pytrace=False)
    pytest.skip(f"the tests of the desk need {what}")


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium, the one that the system has."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright: pip install playwright")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()
