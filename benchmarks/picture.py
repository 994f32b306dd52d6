"""Take the picture of the desk that the README opens with: the seed article, half checked.

    python benchmarks/picture.py [docs/desk.png]

Needs Chromium and the test extra. The database is made anew and thrown away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
FROM, KEYS = 11, "3335363"
"""Where a checker began, and what they pressed."""


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "desk.png"
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "VERIFY_DB": f"{folder}/verify.db", "VERIFY_USER": "Ana"}
        env["VERIFY_CONFIG"] = f"{folder}/config.toml"
        verify = (sys.executable, "-m", "verify")
        title = "Venezuela and Russia seal their closest alignment yet"
        article = ROOT / "seeds" / "venezuela-russia.txt"
        about = ("--title", title, "--publisher", "Daily Planet", "--published", "2025-05-08")
        subprocess.run([*verify, "add", str(article), *about, "-q"], env=env, check=True)
        serving = [*verify, "serve", "--port", "0"]
        with subprocess.Popen(serving, env=env, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            try:
                told = server.stderr.readline().split()
                _take(next(word for word in told if "://" in word), target)
            finally:
                server.terminate()
    print(f"Wrote {target}")


def _take(address: str, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        page.goto(f"{address}articles/venezuela-russia?claim={FROM}")
        page.wait_for_selector("html[data-ready]")
        for key in KEYS:
            here = page.get_attribute("#card [data-claim]", "data-claim")
            page.keyboard.press(key)
            page.wait_for_function(
                f"document.querySelector('#card [data-claim]').dataset.claim !== '{here}'"
            )
        page.goto(f"{address}articles/venezuela-russia?claim=24")
        page.wait_for_selector("html[data-ready]")
        page.keyboard.press("4")
        page.keyboard.type("54%, not 64%")
        page.keyboard.press("Enter")
        page.wait_for_selector("#list [data-claim='24'][data-status='incorrect']")
        page.goto(f"{address}articles/venezuela-russia?claim=24")
        page.wait_for_selector("#near .empty, #near .near")
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()
