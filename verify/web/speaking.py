"""What the workbench says, in the words of the desk: where it names a command, the page instead."""

from __future__ import annotations

_PAGES = {
    "verify articles lists them": "the page Desk lists them",
    "verify sources lists them all": "the page Sources lists them all",
    "verify sources lists what stands for what": "the page Sources lists every name",
    "verify sources lists every source's kind": "the page Sources shows every source's kind",
    "verify list shows the ids there are": "open it from its article's list",
    "verify show tells who says a claim, and why": "its card tells who says it, and why",
    "verify history shows who did what": "a claim's card shows who did what",
    "verify list --dropped shows those that are": "a claim's card says whether it is dropped",
    "add a new version first (verify add FILE --to ARTICLE)": "add the next version first",
    ": verify quotes shows how": "",
}


def of_desk(told: str) -> str:
    """A message as a page shows it."""
    for command, page in _PAGES.items():
        told = told.replace(command, page)
    return told
