"""Texts that nobody would wish for: inert, and every claim still stands on its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.desks import current, listed, opens, until
from verify.records import Filter, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser.desks import Desk

HOSTILE = """\
<script>document.title = 'taken'</script> exports rose 64% last year, the ministry said.

<img src=x onerror="document.title='taken'"> The port will close in June, Maria Lopez said.

The mayor \u202erebmuN\u202c Ann Lee said \u200bthat 12,000 people left on Monday.

The \x1b[31mred\x1b[0m harbour cost 200 million dollars, Lena Berg told Reuters.

\U0001f469\u200d\U0001f680 \U0001d5d4 crew of 7 people landed on Tuesday, AFP said. \U0001f389

'"--></style></textarea></template>{{ 7*7 }} The council met on Friday, Peter Novak said.
"""
"""Markup, bidirectional overrides, a terminal's escapes, characters beyond the first plane."""


@pytest.fixture
def hostile(opened: Callable[..., Desk]) -> Desk:
    """A desk with the hostile article, whose name is no better."""
    desk = opened(None)
    with desk.server.bench("<b>ana</b>") as bench:
        bench.add(
            HOSTILE,
            Metadata(slug="hostile", title="<script>document.title='taken'</script>\u202e"),
        )
        claim = bench.claims(Filter(article="hostile")).rows[0].id
        bench.note([claim], "</textarea><script>document.title='taken'</script>")
        bench.assign([claim], '"><img src=x onerror=alert(1)>')
        bench.attach([claim], "javascript:alert(1)")
    return desk


def marked(page: Page, claim: int) -> str:
    """The words of the text that a claim's marks stand on, as a person sees them."""
    words: str = page.evaluate(
        "claim => [...document.querySelectorAll(`#text .m[data-claim='${claim}']`)]"
        ".map(one => one.textContent).join('')",
        claim,
    )
    return words


def test_a_hostile_article_is_inert(hostile: Desk) -> None:
    """No page of it runs, loads or links what the article, a note or a name would have it."""
    for address in ("/", "/articles/hostile", "/articles/hostile/diff", "/articles/hostile/report"):
        page = hostile.page(address)
        page.wait_for_timeout(300)
        assert page.title() != "taken"
        assert page.locator("img[src=x], main script, #text b, a[href^=javascript]").count() == 0
    page = hostile.page("/articles/hostile")
    text = page.inner_text("#text")
    assert "<script>document.title = 'taken'</script> exports rose 64%" in text
    assert "{{ 7*7 }}" in text
    assert not set("\u202e\u202c\x1b\u200b") & set(page.content())


def test_marks_stand_on_the_words_of_their_claims(hostile: Desk) -> None:
    """Offsets are code points: what is marked is what the claim quotes, beyond emoji too."""
    page = hostile.page("/articles/hostile")
    ids = listed(page)
    assert len(ids) >= 5
    with hostile.server.bench() as bench:
        galley = bench.galley("hostile")
    assert [one.id for one in galley.claims] == ids
    for one in galley.claims:
        words = "".join(HOSTILE[start:end] for start, end in one.spans)
        shown = marked(page, one.id)
        assert len(shown) == len(words)
        same = [(a, b) for a, b in zip(words, shown, strict=True) if a.isprintable()]
        assert all(a == b for a, b in same)


def test_astral_words_that_are_selected_are_found_again(hostile: Desk) -> None:
    """A claim that was missed is added from a selection after emoji, on exactly those words."""
    page = hostile.page("/articles/hostile")
    select(page, "crew of 7 people")
    page.click("#missed summary")
    assert page.input_value("#missing") == "crew of 7 people"
    page.click("#missed button")
    with hostile.server.bench() as bench:

        def spans() -> list[tuple[tuple[int, int], ...]]:
            return [one.spans for one in bench.galley("hostile").claims]

        at = HOSTILE.index("crew of 7 people")
        until(lambda: ((at, at + 16),) in [tuple(map(tuple, one)) for one in spans()], "the claim")


def select(page: Page, words: str) -> None:
    """Drag the mouse over words of the article, as somebody selects them."""
    box = page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector('#text'), 4);
            const range = document.createRange();
            let all = '', places = [];
            while (walker.nextNode()) {
                places.push([all.length, walker.currentNode]);
                all += walker.currentNode.textContent;
            }
            const start = all.indexOf(words), end = start + words.length;
            const at = place => places.findLast(([begin]) => begin <= place);
            const [a, first] = at(start), [b, last] = at(end - 1);
            range.setStart(first, start - a);
            range.setEnd(last, end - b);
            first.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
            const rects = [...range.getClientRects()].filter(one => one.width);
            const one = rects[0], other = rects.at(-1);
            const middle = at => (at.top + at.bottom) / 2;
            return [one.left, middle(one), other.right, middle(other)];
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    page.mouse.move(box[2] - 0.5, box[3])
    page.mouse.up()


def test_selected_words_go_into_the_forms(desk: Desk) -> None:
    """Words selected with the mouse are in every form that asks for words of the article."""
    page = desk.seed()
    paragraphs = page.locator("#text p[data-start]").all_inner_texts()
    words = " ".join(paragraphs[2].split(" ")[2:7])
    select(page, words)
    assert page.evaluate("getSelection().toString().trim()") == words
    page.click("#fix summary")
    assert page.input_value("#words") == words
    page.click("#missed summary")
    assert page.input_value("#missing") == words
    page.click("#missed button")
    page.wait_for_selector("#notice:not(:empty), #list li:nth-child(46)")


def test_a_click_on_a_mark_opens_its_claim(desk: Desk) -> None:
    """Pointing at underlined words opens the claim; again, the next claim on the same words."""
    page = desk.seed()
    marks = page.locator("#text .m .m:not(:has(.m))").first
    there = marks.evaluate(
        "mark => { let all = []; for (let one = mark; one?.matches('.m'); one = one.parentElement)"
        " all.push(Number(one.dataset.claim)); return all; }"
    )
    assert len(there) >= 2
    box = marks.evaluate(
        "mark => { mark.scrollIntoView({block: 'center', behavior: 'instant'});"
        " const at = mark.getClientRects()[0]; return [at.left, at.top + at.height / 2]; }"
    )
    seen = []
    for _ in there:
        page.mouse.click(box[0] + 3, box[1])
        page.wait_for_timeout(600)
        seen.append(current(page))
    assert sorted(seen) == sorted(there)


def test_a_megabyte_without_a_space(opened: Callable[..., Desk]) -> None:
    """A text of one endless word is read or refused, and the desk answers all the while."""
    desk = opened(None)
    desk.expected.append("status of 422")
    page = desk.page("/")
    page.evaluate("document.querySelector('textarea#text').value = 'a'.repeat(999_000)")
    page.evaluate("document.querySelector('button.main').click()")
    other = desk.page("/", viewport={"width": 390, "height": 800})
    assert other.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_url("**/articles**", timeout=120_000)
    page.wait_for_selector("[role=alert], #text")
    if page.query_selector("#text"):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_claim_is_opened_by_its_address(desk: Desk) -> None:
    """The address of a claim leads to its card and marks its words."""
    page = desk.seed(7)
    opens(page, 7)
    assert page.locator('#text .m.on[data-claim="7"]').count() > 0
