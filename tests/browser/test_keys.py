"""One hand on the keyboard: every key of the list does what the list says."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from browser.desks import SEED, current, holds, listed, opens, until
from verify.records import Filter

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.desks import Desk
    from verify.workbench import Workbench

FIELDS = {
    "c": "correction",
    "n": "note",
    "e": "where",
    "a": "to",
    "r": "sources",
    "w": "words",
    "m": "missing",
    "x": "why",
    "/": "search",
}
"""Keys that lead into a field, by its id."""


def statuses(bench: Workbench) -> dict[int, str]:
    rows = bench.claims(Filter(article=SEED), limit=None).rows
    return {row.id: row.status for row in rows}


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def test_the_seed_article_is_cleared_with_few_keys(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """One key marks a claim and goes on: the article is cleared with at most two keys a claim."""
    page = desk.seed()
    ids = listed(page)
    keys = {"3": "confirmed", "5": "disputed", "6": "unverifiable", "7": "not-checkable"}
    wanted, pressed = {}, 0
    for claim, (key, status) in zip(ids, cycle(keys.items()), strict=False):
        opens(page, claim)
        page.keyboard.press(key)
        wanted[claim] = status
        pressed += 1
    holds(page, "document.querySelector('#counted').textContent.startsWith('0 of')")
    with desk.server.bench() as bench:
        until(lambda: statuses(bench) == wanted, "every claim as it was marked")
        rows = bench.claims(Filter(article=SEED), limit=None).rows
    assert {row.verdict_by for row in rows} == {"ana"}
    with capsys.disabled():
        print(f"\n{len(ids)} claims cleared with {pressed} keys: {pressed / len(ids):.2f} a claim")
    assert pressed / len(ids) <= 2


def test_keys_pressed_faster_than_the_desk_answers_are_not_lost(desk: Desk) -> None:
    """Whoever marks without waiting marks the claims that they saw, each once."""
    page = desk.seed()
    ids = listed(page)[:12]
    opens(page, ids[0])
    for claim in ids:
        holds(
            page,
            "claim => document.querySelector('#list [aria-current]').dataset.claim == claim",
            arg=claim,
        )
        page.keyboard.press("3")
    opens(page, listed(page)[12])
    with desk.server.bench() as bench:
        until(lambda: list(statuses(bench).values()).count("confirmed") == 12, "twelve marks")
        assert {claim for claim, status in statuses(bench).items() if status == "confirmed"} == {
            *ids
        }


def test_j_and_k_go_through_the_list(desk: Desk) -> None:
    """j is the next claim, k the one before; the ends are told and not passed."""
    page = desk.seed()
    ids = listed(page)
    opens(page, ids[0])
    page.keyboard.press("k")
    page.wait_for_selector("#notice:has-text('first claim')")
    for claim in ids[1:4]:
        page.keyboard.press("j")
        opens(page, claim)
    page.keyboard.press("k")
    opens(page, ids[2])
    page.goto(f"/articles/{SEED}?claim={ids[-1]}")
    page.keyboard.press("j")
    page.wait_for_selector("#notice:has-text('last claim')")
    assert current(page) == ids[-1]


def test_j_pressed_quickly_ends_where_it_was_meant_to(desk: Desk) -> None:
    """Ten times j without waiting is ten claims on."""
    page = desk.seed()
    ids = listed(page)
    opens(page, ids[0])
    for _ in range(10):
        page.keyboard.press("j")
    opens(page, ids[10])
    assert page.url.endswith(f"claim={ids[10]}")


@pytest.mark.parametrize(("key", "field"), FIELDS.items())
def test_a_key_leads_into_its_field_and_escape_out(desk: Desk, key: str, field: str) -> None:
    """The key itself is not written there, and Escape gives the single keys back."""
    page = desk.seed()
    ids = listed(page)
    before = page.input_value(f"#{field}")
    page.keyboard.press(key)
    assert focused(page) == field
    assert page.is_visible(f"#{field}")
    assert page.input_value(f"#{field}") == ("ana" if field == "to" else before)
    page.keyboard.type("j3")
    assert current(page) == ids[0]
    page.keyboard.press("Escape")
    assert focused(page) != field
    page.keyboard.press("j")
    opens(page, ids[1])
    with desk.server.bench() as bench:
        assert bench.show(ids[0]).row.status == "unchecked"


def test_a_correction_is_asked_for_and_enter_saves_it(desk: Desk) -> None:
    """4 leads to the right words, Enter saves both and goes on to the next claim."""
    page = desk.seed()
    ids = listed(page)
    page.keyboard.press("4")
    assert focused(page) == "correction"
    page.keyboard.type("54 percent, not 64")
    page.keyboard.press("Enter")
    opens(page, ids[1])
    with desk.server.bench() as bench:
        until(lambda: bench.show(ids[0]).row.status == "incorrect", "the mark that was sent")
        row = bench.show(ids[0]).row
    assert (row.status, row.correction) == ("incorrect", "54 percent, not 64")
    page.keyboard.press("3")
    opens(page, ids[2])


def test_notes_and_evidence_and_people(desk: Desk) -> None:
    """n writes a note, a assigns to me, e attaches evidence: each saved with Enter."""
    page = desk.seed()
    claim = current(page)
    page.keyboard.press("n")
    page.keyboard.type("Asked the ministry.")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .note:has-text('Asked the ministry.')")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card [data-assignee='ana']")
    page.keyboard.press("e")
    page.keyboard.type("Interfax, 7 May 2025, p. 2")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .proof:has-text('Interfax, 7 May 2025, p. 2')")
    with desk.server.bench() as bench:
        detail = bench.show(claim)
    assert [one.text for one in detail.notes] == ["Asked the ministry."]
    assert (detail.row.assignee, len(detail.evidence)) == ("ana", 1)


def test_a_second_person_signs_off_and_undo_takes_it_back(desk: Desk) -> None:
    """s signs off another's verdict, u takes back one's own last action and no other's."""
    desk.expected.append("status of 422")
    page = desk.seed()
    claim = current(page)
    page.keyboard.press("3")
    page.keyboard.press("k")
    opens(page, claim)
    page.wait_for_selector("#card [data-status='confirmed']")
    page.keyboard.press("s")
    page.wait_for_selector("#notice:has-text('a second person')")
    other = desk.seed(claim, "bo")
    other.keyboard.press("s")
    other.wait_for_selector("#sign[disabled]")
    other.keyboard.press("u")
    other.wait_for_selector("#sign:not([disabled])")
    with desk.server.bench() as bench:
        row = bench.show(claim).row
    assert (row.status, row.signed_off_by) == ("confirmed", None)
    page.keyboard.press("u")
    page.wait_for_selector("#card [data-status='unchecked']")


def test_the_list_of_keys(desk: Desk) -> None:
    """? opens the list, single keys do nothing behind it, Escape closes it."""
    page = desk.seed()
    claim = current(page)
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    told = page.inner_text("#keys")
    for key in (*FIELDS, "j", "k", "s", "u", "?", *"1234567"):
        assert f"\n{key}\n" in f"\n{told.replace(' ', chr(10))}\n"
    page.keyboard.press("3")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    page.wait_for_selector("#keys:not([open])", state="hidden")
    assert current(page) == claim
    with desk.server.bench() as bench:
        assert bench.show(claim).row.status == "unchecked"


def test_single_keys_can_be_turned_off(desk: Desk) -> None:
    """Without single keys no letter does anything, here and after the next page; buttons do."""
    page = desk.seed()
    ids = listed(page)
    page.click("#help")
    page.focus("#single")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    for _ in range(2):
        for key in "jk3cneasu/?":
            page.keyboard.press(key)
        assert current(page) == ids[0]
        assert focused(page) not in FIELDS.values()
        assert not page.is_visible("#keys")
        page.reload()
    page.click("#help")
    page.check("#single")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    opens(page, ids[1])


@pytest.mark.parametrize("with_key", ["Control", "Alt", "Meta"])
def test_the_browsers_own_keys_are_left_alone(desk: Desk, with_key: str) -> None:
    """A letter with Control, Alt or Meta is not the desk's."""
    page = desk.seed()
    claim = current(page)
    for key in "3jsu":
        page.keyboard.press(f"{with_key}+{key}")
    assert current(page) == claim
    with desk.server.bench() as bench:
        assert bench.show(claim).row.status == "unchecked"
