"""The desk's pages of versions, sources and the report, asked for as a browser asks."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
import uvicorn
from drafts import DRAFT, REVISED, revise, shelve

from verify.config import Config
from verify.records import Filter
from verify.report import ENDINGS, FORMS, Form, render
from verify.store import relaying
from verify.web.app import application
from verify.web.picture import picture
from verify.web.place import Place
from verify.workbench import Workbench

HOSTILE = """\
Ann <script>alert(1)</script>: Prices rose 64% "><img src=x onerror=alert(2)>.
Exports fell 10% \u202eback\u202c \x1b[31mred.
"""


CONFIG = Config(Path("config.toml"))


@contextmanager
def serving(path: Path, *, auth: bool = False) -> Iterator[httpx.Client]:
    """Ana's browser at the desk over a database, served for real on a port of its own."""
    app = application(Place(path, CONFIG, "ana", auth))
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as web:
        yield web
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def served(path: Path) -> Iterator[httpx.Client]:
    """The desk over the database with "harbour"."""
    with serving(path) as web:
        yield web


@pytest.fixture
def post(served: httpx.Client) -> Callable[..., httpx.Response]:
    """Send a form as a page of the desk sends it."""

    def send(address: str, **fields: object) -> httpx.Response:
        found = re.search('name="csrf" content="([^"]*)"', served.get("/sources").text)
        assert found
        return served.post(address, data={"csrf": found[1], **fields})

    return send


def words(page: httpx.Response) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


# Versions


def test_one_version_asks_for_the_next(served: httpx.Client) -> None:
    """There is nothing to compare yet, and the page's form adds what there will be."""
    page = served.get("/articles/harbour/diff")
    assert page.status_code == 200
    assert "There is one version only" in page.text
    assert '<input type="hidden" name="to" value="harbour">' in page.text


def test_silent_edits_come_first(served: httpx.Client, path: Path) -> None:
    """Silent edits, then the verdicts that fell, then every change with its figures large."""
    with Workbench(path, actor="ana") as ana:
        ana.mark([1], "confirmed")
    revise(path, REVISED, "harbour")
    page = served.get("/articles/harbour/diff")
    places = [
        page.text.index(f'id="{name}-title"') for name in ("silent", "fallen", "changes", "texts")
    ]
    assert places == sorted(places)
    silent, fallen, changes = (page.text[a:b] for a, b in pairwise(places))
    assert "no correction note" in silent
    assert "Nobody will lose a job" in silent
    assert "was confirmed" in fallen
    assert "64% became 54%" in fallen
    assert "due for re-check" in fallen
    assert '<p class="figures"><del>64%</del>' in changes
    assert "<ins>54%</ins>" in changes
    assert 'href="/articles/harbour?claim=1"' in changes


def test_a_verdict_given_again_is_told_so(served: httpx.Client, path: Path) -> None:
    """What fell and was looked at since does not read as if it waited."""
    with Workbench(path, actor="ana") as ana:
        ana.mark([1], "confirmed")
        revise(path, REVISED, "harbour")
        assert "due for re-check" in served.get("/articles/harbour/diff").text
        ana.mark([1], "incorrect", correction="54%")
    page = words(served.get("/articles/harbour/diff"))
    assert "was confirmed" in page
    assert "since looked at again: ✗ incorrect" in page
    assert "due for re-check" not in page


def test_versions_are_chosen(served: httpx.Client, path: Path) -> None:
    """Any two versions, in whatever order; a version that is not there is told."""
    revise(path, REVISED, "harbour")
    revise(path, REVISED.replace("resigned", "stayed"), "harbour")
    last = served.get("/articles/harbour/diff").text
    both = served.get("/articles/harbour/diff?from=1&to=3").text
    assert "54%</ins>" not in last.partition('id="life-title"')[0]
    assert "54%</ins>" in both.partition('id="life-title"')[0]
    assert served.get("/articles/harbour/diff?from=3&to=1").text == both
    assert "Version 2," in both
    missing = served.get("/articles/harbour/diff?from=1&to=9")
    assert missing.status_code == 404
    assert "choose from 1, 2, 3" in missing.text


def test_a_reason_is_told_once(served: httpx.Client, path: Path) -> None:
    """What changed a claim is also why it waits for re-check, and is not said twice."""
    with Workbench(path, actor="ana") as ana:
        ana.mark([1], "confirmed")
    revise(path, REVISED, "harbour")
    page = served.get("/articles/harbour/diff").text
    changes = page[page.index('id="changes-title"') : page.index('id="texts-title"')]
    assert changes.count("64% became 54%") == 1


def test_a_version_is_added_on_its_page(post: Callable[..., httpx.Response]) -> None:
    """Who asks for the changes is shown them."""
    page = post("/articles", to="harbour", text="Exports rose 54% last year.")
    assert page.url.path == "/articles/harbour/diff"
    assert "Version 2" in page.text


def test_other_spaces_are_no_version(
    served: httpx.Client, post: Callable[..., httpx.Response]
) -> None:
    """A text that came back with its lines folded otherwise is the one that is there."""
    page = post("/articles", to="harbour", text=DRAFT.replace("\n", "\r\n\r\n").replace(" ", "  "))
    assert page.status_code == 422
    assert "Nothing changed" in page.text
    assert "There is one version only" in served.get("/articles/harbour/diff").text


def test_a_version_that_is_taken_back_is_gone(served: httpx.Client, path: Path) -> None:
    """What was compared is kept only until something happens to the article."""
    revise(path, REVISED, "harbour")
    assert "54%</ins>" in served.get("/articles/harbour/diff").text
    with Workbench(path, actor="ana") as ana:
        ana.undo()
    assert "There is one version only" in served.get("/articles/harbour/diff").text


def test_the_summary_for_publication(served: httpx.Client, path: Path) -> None:
    """The download is what the command line writes; the page shows the same lines."""
    from verify.report.timeline import summary

    revise(path, REVISED, "harbour")
    with Workbench(path, actor="ana") as ana:
        told = summary(ana.timeline("harbour"))
    answer = served.get("/articles/harbour/edits.md")
    assert answer.text == told
    assert answer.headers["content-type"].startswith("text/markdown")
    assert "harbour-silent-edits.md" in answer.headers["content-disposition"]
    shown = served.get("/articles/harbour/diff").text
    assert all(line in shown.replace("&#39;", "'") for line in told.splitlines())


# Sources


def test_sources_are_listed_and_searched(served: httpx.Client, path: Path) -> None:
    """Every source with its claims in words, by a part of its name or of an alias, by kind."""
    with Workbench(path, actor="ana") as ana:
        ana.mark([2], "confirmed")
        ana.merge_sources(["Port Authority"], "Maria Lopez")
    page = served.get("/sources").text
    assert "1 unchecked, 1 confirmed" in page
    assert "also Port Authority" in page
    assert "Maria Lopez" in served.get("/sources", params={"q": "AUTHOR"}).text
    assert "No source is like that" in served.get("/sources", params={"q": "nobody"}).text
    assert "No source is like that" in served.get("/sources", params={"kind": "media"}).text


def test_sources_come_in_pages(served: httpx.Client, path: Path) -> None:
    """A long list is cut, and the second page has the rest."""
    shelve(path, "".join(f"Person {n:03}: The port lost {n}%.\n" for n in range(60)), "many")
    first, second = served.get("/sources").text, served.get("/sources?page=2").text
    assert "62 sources" in first
    names = [re.findall(r'data-name="([^"]+)"', page) for page in (first, second)]
    assert [len(one) for one in names] == [50, 12]
    assert not set(names[0]) & set(names[1])


def test_merging_is_told_and_taken_back(post: Callable[..., httpx.Response], path: Path) -> None:
    """Two names become one source; its page says so, and one step takes it back."""
    page = post("/sources/merge", names=["Port Authority"], into="Maria Lopez")
    assert page.url.path.startswith("/sources/")
    assert (
        "“Port Authority” becomes another name of “Maria Lopez”. “Maria Lopez” stays" in page.text
    )
    assert words(page).count("Port Authority: Nobody will lose a job") == 1
    with Workbench(path, actor="ana") as ana:
        assert [row.aliases for row in ana.sources()] == [("Port Authority",)]
    command = re.search('name="command" value="([0-9]+)"', page.text)
    assert command
    page = post("/sources/undo", command=command[1])
    assert "Take it back" not in page.text
    with Workbench(path, actor="ana") as ana:
        assert len(ana.sources()) == 2
        assert ana.check() == []


def test_only_the_last_action_is_taken_back(
    post: Callable[..., httpx.Response], path: Path
) -> None:
    """An old page's button does not take back what was done since."""
    page = post("/sources/merge", names=["Port Authority"], into="Maria Lopez")
    command = re.search('name="command" value="([0-9]+)"', page.text)
    assert command
    with Workbench(path, actor="ana") as ana:
        ana.note([1], "call again")
        refused = post("/sources/undo", command=command[1])
        assert refused.status_code == 422
        assert "not your last action any more" in refused.text
        assert len(ana.sources()) == 1
        assert ana.show(1).notes


def test_a_kind_is_told(post: Callable[..., httpx.Response], path: Path) -> None:
    """A source is classified on its page; a kind that is none is refused and changes nothing."""
    with Workbench(path, actor="ana") as ana:
        [number] = [row.id for row in ana.sources() if row.name == "Port Authority"]
        assert "organisation" in post(f"/sources/{number}/kind", kind="organisation").text
        assert post(f"/sources/{number}/kind", kind="ship").status_code == 422
        assert ana.source(number).row.kind == "organisation"


@pytest.mark.parametrize(
    "fields",
    [{}, {"into": "Nobody"}, {"names": "x", "into": "Maria Lopez"}, {"names": "Maria Lopez"}],
)
def test_a_merge_of_nothing_is_refused(
    post: Callable[..., httpx.Response], path: Path, fields: dict[str, str]
) -> None:
    """What names no source is told in words, and the database stays as it was."""
    assert post("/sources/merge", **fields).status_code == 422
    before = path.read_bytes()
    assert post("/sources/merge", **fields).status_code == 422
    assert path.read_bytes() == before


def test_a_refused_merge_keeps_what_was_chosen(post: Callable[..., httpx.Response]) -> None:
    """The list says why in a line, and its ticks and its words are as they were."""
    for into in ("", "Port Authority"):
        page = post("/sources/merge", list="1", names=["Port Authority"], into=into)
        assert page.status_code == 422
        assert "Nothing was merged" in page.text
        assert 'value="Port Authority" checked' in page.text
        assert 'value="Maria Lopez" checked' not in page.text
        assert f'name="into" value="{into}" required' in page.text


def test_the_list_says_what_happened(
    served: httpx.Client, post: Callable[..., httpx.Response]
) -> None:
    """After a merge or a filter the page opens at the line that tells of it."""
    page = post("/sources/merge", list="1", names=["Port Authority"], into="Maria Lopez")
    assert page.url.fragment == "done"
    assert 'role="status" id="done" tabindex="-1"' in page.text
    page = served.get("/sources?q=lopez")
    assert 'action="/sources#found"' in page.text
    assert re.search('role="status" id="found" tabindex="-1">1 source with “lopez”', page.text)


def test_a_merged_name_leads_to_its_source(served: httpx.Client, path: Path) -> None:
    """The address of a name that was merged shows what it stands for."""
    with Workbench(path, actor="ana") as ana:
        [number] = [row.id for row in ana.sources() if row.name == "Port Authority"]
        ana.merge_sources(["Port Authority"], "Maria Lopez")
    assert "<h1>Maria Lopez" in served.get(f"/sources/{number}").text


# Who relays whom


def test_the_picture_and_its_words(served: httpx.Client, path: Path) -> None:
    """A relay stands between its origin and the page, in the picture and in the list."""
    from verify.records import Attributed

    with Workbench(path, actor="ana") as ana:
        ana.attribute([2], Attributed(("Dmitry Peskov",), ("TASS",)))
    for address in ("/articles/harbour/sources", "/sources/relays"):
        page = served.get(address)
        assert "<title>Dmitry Peskov → TASS: 1 claim</title>" in page.text
        assert "TASS (media): 1 claim, of which it has from Dmitry Peskov" in re.sub(
            r"\s+", " ", words(page).replace("(unknown)", "(media)")
        )


def test_relays_in_a_circle_are_drawn(path: Path) -> None:
    """Two that relay each other are a way there and a way back, and the drawing ends."""
    from verify.records import Attributed

    with Workbench(path, actor="ana") as ana:
        ana.attribute([1, 2], Attributed(("AP",), ("TASS",)))
        ana.attribute([3], Attributed(("TASS",), ("AP",)))
        drawn = picture(ana.relays("harbour"), "the page")
    back = [way.told for way in drawn.ways if way.back]
    assert back == ["TASS → AP: 1 claim"]
    assert {box.name for box in drawn.boxes} == {"AP", "TASS", "the page"}


def test_no_way_runs_through_a_box(path: Path) -> None:
    """Who is quoted directly and through others, too, is joined to the page past these others."""
    from verify.records import Attributed

    relayed = "".join(f"Person: The port lost {n}%.\n" for n in range(8))
    shelve(path, relayed, "many")
    with Workbench(path, actor="ana") as ana:
        claims = ana.claim_ids(Filter(article="many"))
        for number, claim in enumerate(claims):
            through = (("TASS",), ("Interfax", "TASS"), ("AP",), ())[number % 4]
            ana.attribute([claim], Attributed(("Dmitry Peskov",), through))
        drawn = picture(ana.relays("many"), "the page")
    assert "Dmitry Peskov → the page: 2 claims" in [way.told for way in drawn.ways]
    for way in drawn.ways:
        for x, y in points(way.path):
            assert 0 <= y <= drawn.height
            inside = [one for one in drawn.boxes if 0 < x - one.x < 200 and 0 <= y - one.y <= 30]
            assert not inside, (way.told, inside)


def points(path: str) -> Iterator[tuple[float, float]]:
    """Points all along a drawn way."""
    at = (0.0, 0.0)
    for sign, given in re.findall("([MLC])([0-9 -]+)", path):
        numbers = list(map(float, given.split()))
        rest = list(zip(numbers[::2], numbers[1::2], strict=True))
        corners = [at, *rest] if sign == "C" else [at, at, rest[0], rest[0]]
        for step in range(21) if sign != "M" else ():
            part = step / 20
            shares = [
                (1 - part) ** 3,
                3 * part * (1 - part) ** 2,
                3 * part**2 * (1 - part),
                part**3,
            ]
            x, y = (sum(s * c[i] for s, c in zip(shares, corners, strict=True)) for i in (0, 1))
            yield x, y
        at = rest[-1]


def test_small_sources_share_a_box(path: Path) -> None:
    """Of many sources the biggest are drawn, and the claims of all the others are still there."""
    shelve(path, "".join(f"Person {n:03}: The port lost {n}%.\n" for n in range(60)), "many")
    with Workbench(path, actor="ana") as ana:
        found = ana.relays("many", most=10)
        drawn = picture(found, "the page")
    assert found.others == 50
    assert len(drawn.boxes) == 12
    [page] = [box for box in drawn.boxes if box.kind == "page"]
    [others] = [box for box in drawn.boxes if box.kind == "others"]
    assert (others.name, others.claims, page.claims) == ("50 other sources", 50, 60)


def test_ways_lead_through_every_relay() -> None:
    """From each origin to the first relay, on to the next, and from the last to the page."""
    assert relaying._ways([(1, 0), (2, 0), (7, 1), (8, 1)]) == {(1, 7), (2, 7), (7, 8), (8, None)}
    assert relaying._ways([(1, 0), (1, 1)]) == {(1, None)}


# The report


def taken(served: httpx.Client, form: str) -> tuple[httpx.Response, str]:
    """A report's file, and when it says that it was made, which is told in minutes."""
    for _ in range(3):
        first, answer, last = (
            served.get("/articles/harbour/report/file", params={"form": one})
            for one in ("json", form, "json")
        )
        if first.text == last.text:
            break
    return answer, last.json()["made_at"]


@pytest.mark.parametrize("form", FORMS)
def test_the_file_is_what_render_gives(served: httpx.Client, path: Path, form: Form) -> None:
    """Every form can be taken along, under its own name and type, to the last byte."""
    answer, made_at = taken(served, form)
    if answer.status_code == 422:
        assert form == "pdf"
        assert "Nothing here can make a PDF" in answer.text
        return
    name = unquote(
        answer.headers["content-disposition"].partition("attachment; filename*=UTF-8''")[2]
    )
    assert ENDINGS[name.removeprefix("harbour")] == form
    assert answer.headers["x-content-type-options"] == "nosniff"
    if form == "pdf":
        assert answer.content.startswith(b"%PDF")
        return
    with Workbench(path, actor="ana") as ana:
        dossier = ana.dossier("harbour")._replace(made_at=made_at)
    made = render(dossier, CONFIG, form)
    if isinstance(made, bytes):
        assert members(answer.content) == members(made)
    else:
        assert answer.content == made.encode()


def members(archive: bytes) -> dict[str, bytes]:
    """What is in a Word document, without the times at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_previewed(served: httpx.Client, form: str) -> None:
    """The page of each form shows it or frames it, and leads to its file."""
    page = served.get("/articles/harbour/report", params={"form": form})
    assert page.status_code == 200
    assert f"/articles/harbour/report/file?form={form}" in page.text
    framed = form in ("html", "pdf")
    assert ("<iframe" in page.text) == framed
    if form not in ("pdf", "html", "docx"):
        assert "Exports rose 64%" in page.text
    if form == "docx":
        assert "4 comments" in page.text


def test_the_preview_does_nothing(served: httpx.Client) -> None:
    """The framed report stands in a sandbox and may load and run nothing."""
    rules = served.get("/articles/harbour/report/view?form=html").headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "sandbox" in rules
    assert "script-src" not in rules
    text = served.get("/articles/harbour/report/view?form=json")
    assert text.headers["content-type"].startswith("text/plain")


def test_a_version_and_redaction(served: httpx.Client, path: Path) -> None:
    """A report as of an earlier version says what that said, and its file's name says both."""
    revise(path, REVISED, "harbour")
    given = {"form": "md", "version": "1", "redact": "1"}
    answer = served.get("/articles/harbour/report/file", params=given)
    assert "Exports rose 64%" in answer.text
    assert "Left out" in answer.text
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name == "harbour-version-1-redacted.md"
    assert served.get("/articles/harbour/report/file?version=7").status_code == 404


def test_open_claims_and_findings(served: httpx.Client, path: Path) -> None:
    """What keeps a report from being final is listed, and so is what the rules found."""
    assert "4 of 4 claims are open" in words(served.get("/articles/harbour/report"))
    with Workbench(path, actor="ana") as ana:
        ana.mark([1, 2, 3, 4], "confirmed")
        rules = {one.rule for one in ana.dossier("harbour").findings}
    page = words(served.get("/articles/harbour/report"))
    assert "every claim has an outcome" in page
    assert "--strict" not in page
    assert rules
    assert all(rule in page for rule in rules)


def test_open_is_the_same_number_everywhere(served: httpx.Client, path: Path) -> None:
    """A claim that is due for re-check is open, whatever was found before, on every page."""
    with Workbench(path, actor="ana") as ana:
        ana.mark([1, 2, 4], "confirmed")
    revise(path, REVISED, "harbour")
    desk, article = served.get("/"), served.get("/articles/harbour")
    assert "2 open ✓ 2 confirmed ↻ 1 to re-check" in words(desk)
    bar = 'aria-label="1 unchecked, 2 confirmed, 1 due for re-check"'
    assert bar in desk.text
    assert "2 of 4 open" in words(article)
    assert "2 of 4 claims are open" in words(served.get("/articles/harbour/report"))
    html = served.get("/articles/harbour/report/file?form=html")
    assert "2 of 4 claims checked, 2 open" in words(html)
    assert "✓ confirmed 2 ↻ due for re-check 1" in words(html)
    listed = words(served.get("/articles/harbour?open=1"))
    assert "2 of 4 open; 2 shown" in listed


def test_what_others_do_shows_at_once(served: httpx.Client, path: Path) -> None:
    """A dossier is kept, and read anew as soon as anything happened."""
    assert "4 of 4 claims are open" in words(served.get("/articles/harbour/report"))
    with Workbench(path, actor="ben") as ben:
        ben.mark([1], "confirmed")
    assert "3 of 4 claims are open" in words(served.get("/articles/harbour/report"))


# Every page


def test_headings_and_pictures_have_their_place(served: httpx.Client, path: Path) -> None:
    """No heading is passed over, and a bar of no claims has a name too."""
    page = served.get("/claims/1/near")
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert re.findall("<h([1-6])", main) == ["1", "2"]
    assert '<h3 id="near-title">' in served.get("/claims/1/near", headers={"x-fragment": "1"}).text
    shelve(path, "\n", "blank")
    assert 'aria-label="no claims"' in served.get("/").text


def keys(page: httpx.Response) -> set[str]:
    """The keys that a page's dialog lists."""
    return set(re.findall("<kbd>([^<]+)</kbd>", page.text.partition('<dl class="keys">')[2]))


def test_each_page_lists_its_own_keys(served: httpx.Client) -> None:
    """Marking on the article, merging on the list of sources, and elsewhere next to nothing."""
    assert {"j", "1", "c", "x", "?"} <= keys(served.get("/articles/harbour"))
    assert keys(served.get("/sources")) == {"/", "m", "Esc", "?"}
    for address in ("/", "/sources/1", "/sources/relays", "/articles/harbour/report"):
        assert keys(served.get(address)) == {"?"}


def test_a_reader_is_told_of_no_key_that_marks(path: Path) -> None:
    """Who may only read sees the keys that move and search."""
    with Workbench(path, actor="ana") as ana:
        ana.add_person("rut", "nine calm herons walk", "reader")
    with serving(path, auth=True) as web:
        found = re.search('name="csrf" content="([^"]*)"', web.get("/sign-in").text)
        assert found
        form = {"csrf": found[1], "name": "rut", "password": "nine calm herons walk"}
        assert web.post("/sign-in", data=form).status_code == 200
        assert keys(web.get("/articles/harbour")) == {"j", "k", "/", "Esc", "?"}
        assert keys(web.get("/sources")) == {"/", "?"}


ADDRESSES = (
    "/articles/{}/diff",
    "/articles/{}/edits.md",
    "/articles/{}/sources",
    "/articles/{}/report",
    "/articles/{}/report/view",
    "/articles/{}/report/file",
)


@pytest.mark.parametrize("address", [*(one.format("nothing") for one in ADDRESSES), "/sources/99"])
def test_what_is_not_there(served: httpx.Client, address: str) -> None:
    """An article or a source that is not there is missing, in words."""
    answer = served.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert "lists them" in answer.text
    assert "verify " not in words(answer)


@pytest.mark.parametrize(
    "given",
    ["page=0", "page=999999999999", "page=x", "kind=ship", "q=%25_%27", "q=%00", "after=-1"],
)
def test_odd_addresses(served: httpx.Client, given: str) -> None:
    """Whatever stands in an address, the answer is a page."""
    assert served.get(f"/sources?{given}").status_code == 200
    assert served.get(f"/sources/1?{given}").status_code == 200


@pytest.mark.parametrize("given", ["form=exe", "version=9"])
def test_odd_reports(served: httpx.Client, given: str) -> None:
    """A form or a version that there is none of is missing."""
    for address in ("report", "report/view", "report/file"):
        assert served.get(f"/articles/harbour/{address}?{given}").status_code == 404


def test_hostile_words_do_nothing(served: httpx.Client, path: Path) -> None:
    """Tags, escapes and turned letters of an article are words on every page."""
    shelve(path, HOSTILE, "hostile")
    revise(path, HOSTILE.replace("64", "54"), "hostile")
    pages = [served.get(one.format("hostile")) for one in ADDRESSES if "edits" not in one]
    pages += [served.get(one) for one in ("/sources", "/sources/relays", "/sources/3")]
    pages += [served.get(f"/articles/hostile/report?form={form}") for form in FORMS]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "\u202e" not in page.text
        assert "\x1b" not in page.text


def test_an_empty_desk_has_no_sources(tmp_path: Path) -> None:
    """Before the first article there is a page all the same, and nothing to list."""
    with serving(tmp_path / "none.db") as web:
        assert "No article names a source yet" in web.get("/sources").text
        assert "No article names a source yet" in web.get("/sources/relays").text
    with Workbench(tmp_path / "none.db", actor="ana") as bench:
        assert bench.articles() == []
