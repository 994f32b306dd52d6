"""The report as PDF: the HTML page, printed by a browser without a window or by WeasyPrint."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.report.html import html

if TYPE_CHECKING:
    from verify.report.outline import Outline

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 120
_HINT = 'install Chromium, or pip install "redpencil[pdf]"; or write .html and print that'


def pdf(outline: Outline) -> bytes:
    """The report's pages. Raises VerifyError when nothing on this computer can make them."""
    page = html(outline)
    # The browser first: the same pages in a tenth of the time.
    printed = by_browser(page) or by_weasyprint(page)
    if printed is None:
        raise VerifyError("Nothing here can make a PDF", _HINT)
    return printed


def by_weasyprint(page: str) -> bytes | None:
    """The page printed by WeasyPrint; null where it is not installed."""
    try:
        # Slow to import, and an OSError where Pango, which it draws letters with, is not there.
        import weasyprint
    except (ImportError, OSError):
        return None
    fetcher = weasyprint.URLFetcher(allowed_protocols=())
    return bytes(weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf() or b"")


def by_browser(page: str) -> bytes | None:
    """The page printed by Chromium or Chrome; null where there is none, or it fails."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return None
    # A browser may not let go of its folder at once.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(page, encoding="utf-8", errors="replace")
        command = [
            *(browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", *_unboxed()),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--no-first-run", f"--user-data-dir={folder}/profile"),
            *(f"--print-to-pdf={target}", source.as_uri()),
        ]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None


def _unboxed() -> tuple[str, ...]:
    """Chromium refuses to run in its sandbox as root, and there only does without."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
