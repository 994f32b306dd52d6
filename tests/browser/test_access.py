"""For everybody: axe finds nothing, keys reach everything, size and colours are free."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from browser.desks import SEED, Desk, Server, current, reach
from verify.records import Filter
from verify.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
PAGES = {
    "desk": "/",
    "article": f"/articles/{SEED}",
    "card": f"/articles/{SEED}?claim=3",
    "filtered": f"/articles/{SEED}?status=confirmed&q=trade",
    "versions": f"/articles/{SEED}/diff",
    "sources": "/sources",
    "source": "/sources/1",
    "relays": "/sources/relays",
    "relays of an article": f"/articles/{SEED}/sources",
    "report": f"/articles/{SEED}/report",
    "elsewhere": "/claims/3/near",
    "API": "/api",
    "nothing there": "/articles/nothing",
}
ROOMY = ("article", "card", "versions", "sources", "report", "desk", "API")
"""The pages that have the most in them."""


@pytest.fixture(scope="session")
def busy(seeded: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article in two versions, after something of every kind has happened."""
    path = tmp_path_factory.mktemp("busy") / "verify.db"
    shutil.copy(seeded, path)
    with Workbench(path, actor="ana") as bench, Workbench(path, actor="bo") as bo:
        bench.add_version(SEED, (seeds / f"{SEED}-v2.txt").read_text(encoding="utf-8"))
        ids = [row.id for row in bench.claims(Filter(article=SEED), limit=None).rows]
        for number, status in enumerate(("checking", "confirmed", "disputed", "unverifiable")):
            bench.mark(ids[number + 4 : number + 6], status, note="as the ministry says")
        bench.mark([3], "incorrect", correction="54%, not 64%", note="See the table.")
        bench.attach([3], "https://example.org/table", "p. 2")
        bench.attach([3], "Interfax, 7 May 2025, p. 2")
        bo.sign_off([3])
        bo.assign([3, 8], "ana")
        bench.recheck([9], "the source has changed its figure")
    return path


@pytest.fixture
def full(opened: Callable[..., Desk], busy: Path) -> Desk:
    """A desk where much has happened."""
    desk = opened(busy)
    desk.expected.append("status of 404")
    return desk


def faults(page: Page) -> list[str]:
    """What axe has to say against a page, one line for each place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(full: Desk, look: str) -> None:
    """On every page, in light, in dark and on a phone."""
    window = full.window(**LOOKS[look])
    found = {}
    for name, address in PAGES.items():
        page = window.new_page()
        page.goto(address)
        page.wait_for_timeout(500)
        if name == "card":
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[name] = faults(page)
        if name == "article":
            page.keyboard.press("?")
            page.wait_for_selector("#keys[open]")
            found["keys"] = faults(page)
        page.close()
    assert {name: told for name, told in found.items() if told} == {}


def test_axe_finds_nothing_before_the_first_article(opened: Callable[..., Desk]) -> None:
    """An empty desk, its sources, and its documentation."""
    window = opened(None).window()
    for address in ("/", "/sources", "/api"):
        page = window.new_page()
        page.goto(address)
        assert faults(page) == []


def test_axe_finds_nothing_in_a_conflict(desk: Desk) -> None:
    """The card that shows both versions of a stale write."""
    desk.expected += ["status of 409", "ERR_FAILED"]
    page = desk.window().new_page()
    page.route("**/live**", lambda route: route.abort())
    page.goto(f"/articles/{SEED}")
    desk.server.verify("mark", str(current(page)), "disputed")
    page.keyboard.press("3")
    page.wait_for_selector("#card .conflict")
    assert faults(page) == []


@pytest.fixture
def locked(browser: Browser, seeded: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk where people sign in: Ana Reyes, who reads."""
    path = tmp_path / "locked.db"
    shutil.copy(seeded, path)
    with Workbench(path, actor="ana") as bench:
        bench.add_person("Ana Reyes", "a long enough secret", "reader")
    desk = Desk(Server(path, "--auth"), browser)
    yield desk
    desk.close()
    desk.server.kill()
    assert desk.faults == []


def test_signing_in(locked: Desk) -> None:
    """By keyboard, axe has nothing against it, and a reader sees no form to write in."""
    locked.expected.append("status of 401")
    page = locked.page(f"/articles/{SEED}")
    page.wait_for_url("**/sign-in**")
    assert faults(page) == []
    reach(page, "input[name=name]")
    page.keyboard.type("Ana Reyes")
    page.keyboard.press("Tab")
    page.keyboard.type("a wrong secret")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert faults(page) == []
    page.fill("input[name=name]", "Ana Reyes")
    page.fill("input[name=password]", "a long enough secret")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/{SEED}")
    assert page.locator("#card form, button.status").count() == 0
    assert faults(page) == []
    page.keyboard.press("3")
    page.wait_for_timeout(300)
    with locked.server.bench() as bench:
        assert bench.show(current(page)).row.status == "unchecked"


# The keyboard

TOLD = """() => {
    const one = document.activeElement;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const label = one.closest('label') || one;
    return {
        name: one.outerHTML.slice(0, 80),
        body: one === document.body,
        inner: one.tagName === 'IFRAME',
        outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        x: box.left, y: box.top + scrollY,
        covered: !(() => {
            const at = document.elementFromPoint(
                Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
                Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2));
            return at && (one.contains(at) || at.contains(one) || label.contains(at));
        })(),
    };
}"""


@pytest.mark.parametrize("name", ROOMY)
@pytest.mark.parametrize("look", ["light", "phone"])
def test_focus_goes_everywhere_and_is_seen(full: Desk, name: str, look: str) -> None:
    """Tab goes through the whole page and out of it; the focus is visible and not covered."""
    page = full.page(PAGES[name], **LOOKS[look], reduced_motion="reduce")
    page.wait_for_timeout(400)
    most = page.evaluate(
        "document.querySelectorAll('a,button,input,select,textarea,summary,[tabindex]').length"
    )
    steps, unseen = 0, []
    for _ in range(most + 200):
        page.keyboard.press("Tab")
        told = page.evaluate(TOLD)
        if told["inner"]:
            continue  # in the report, which is a page of its own
        if told["body"] or steps >= 90:  # the rest of a long list is the same again
            break
        steps += 1
        if not (told["outline"] and told["seen"]) or told["covered"]:
            unseen.append(told)
    else:
        pytest.fail(f"Tab never leaves the page after {steps} stops")
    assert unseen == []
    assert steps >= 5


@pytest.mark.parametrize("name", [name for name in ROOMY if name != "card"])
def test_tab_goes_on_as_people_read(full: Desk, name: str) -> None:
    """The first stop skips to the content, and from there on nothing is jumped over."""
    page = full.page(PAGES[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


# Sizes, colours, motion


def test_nothing_scrolls_sideways(full: Desk) -> None:
    """From a phone, or 1280 pixels at 400 % and 200 %, to a wide screen."""
    window = full.window()
    wide = []
    for name, address in PAGES.items():
        page = window.new_page()
        page.goto(address)
        for width in (320, 390, 640, 1024, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wide.append(f"{name} at {width}: {found}")
        page.close()
    assert wide == []


@pytest.mark.parametrize("name", ROOMY)
def test_what_is_pointed_at_is_large_enough(full: Desk, name: str) -> None:
    """Buttons and fields are 24 pixels high and wide, or as large as the line they stand in."""
    page = full.page(PAGES[name], **LOOKS["phone"])
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, summary, textarea')]
        .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden')
        .map(one => [one.outerHTML, (one.closest('label') || one).getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([told, {width, height}]) => `${told.slice(0, 90)} ${width} x ${height}`)"""
    )
    assert small == []


def test_nothing_moves_for_who_wants_no_motion(full: Desk) -> None:
    """Reduced motion: no transition, no animation, no smooth scrolling."""
    page = full.page(PAGES["card"], reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].map(one => getComputedStyle(one))
        .filter(style => parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
            || style.scrollBehavior === 'smooth').length"""
    )
    assert moving == 0


def test_forced_colours_leave_the_signs(full: Desk) -> None:
    """With the system's own colours the open claim, its row and the focus can still be told."""
    page = full.page(PAGES["card"], forced_colors="active")
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#text .m.on").first.evaluate(outline) == "solid"
    assert page.locator("#list [aria-current]").evaluate(outline) == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate(f"({outline})(document.activeElement)") != "none"


def test_colour_is_never_the_only_sign(full: Desk) -> None:
    """Each status has a sign and a name in the list, and a line of its own kind in the text."""
    page = full.page(PAGES["article"])
    rows = page.locator("#list [data-claim]")
    signs = {
        row.get_attribute("data-status"): row.locator(".sign").inner_text() for row in rows.all()
    }
    assert len(signs) >= 5
    assert len(set(signs.values())) == len(signs)
    for row in rows.all()[:10]:
        assert row.locator(".sign .hide").text_content() == str(
            row.get_attribute("data-status")
        ).replace("-", " ")
    kinds = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.m')].map(one =>"
        " [one.dataset.status || one.className.match(/s-([a-z-]+)/)[1],"
        " getComputedStyle(one).textDecorationStyle + getComputedStyle(one).textDecorationLine]))"
    )
    assert len(kinds) >= 5
