"""What a fact-checker does, against a real database file: adding, marking, finding, looking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drafts import DRAFT, REVISED, claim, revise, shelve

from verify.config import Status
from verify.errors import VerifyError
from verify.records import KINDS, SORTS, ClaimRow, Filter, Metadata, Occurrence
from verify.workbench import Workbench
from verify.workbench.looking import context

# Adding


def test_adding_reads_the_claims_and_says_what_to_look_at(tmp_path: Path) -> None:
    """An article's real text becomes claims, with sources and figures, in one go."""
    text = "Exports rose 64% last year.\n“The port will close,” Maria Lopez told Reuters.\n"
    about = Metadata(title="Harbour news", publisher="Daily Planet", published=date(2025, 5, 8))
    with Workbench(tmp_path / "new" / "verify.db", actor="ana") as desk:
        summary = desk.add(text, about)
        assert (summary.article.slug, summary.version) == ("harbour-news", 1)
        assert summary.article.published == "2025-05-08"
        assert summary.claims == summary.counts["added"] == desk.count() >= 2
        assert set(summary.first) <= set(desk.claims().rows)
        assert desk.count(Filter(source="lopez")) >= 1
        assert desk.count(Filter(kind="figure")) >= 1
        assert desk.check() == []


def test_what_does_not_agree_is_looked_at_first(tmp_path: Path) -> None:
    """A sum that does not fit leads, then what is in doubt; an implied value leads nothing."""
    text = (
        "Exports rose 64% to $200mn, Interfax said.\n"
        "The tax rose 20% from $40mn to $50mn, Reuters said.\n"
        "Some 300 people left.\n"
    )
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        sums, doubt, implied = desk.add(text).first
    assert "is a rise of 25%" in sums.flags[0]
    assert "no source is given" in doubt.flags[0]
    assert "means about" in implied.flags[0]
    assert implied.worth > doubt.worth


@pytest.mark.parametrize(
    ("about", "slug"),
    [
        (Metadata(title="Élysée: 3 new “deals”!", origin="x.txt"), "elysee-3-new-deals"),
        (Metadata(origin="/home/ana/Port story (2).txt"), "port-story-2"),
        (Metadata(origin="C:\\stories\\port.v2.txt"), "port-v2"),
        (Metadata(origin="https://example.org/news/port.html?page=2"), "port"),
        (Metadata(title="港口关闭", origin="-"), "article"),
        (Metadata(title="word " * 40), "word-" * 11 + "word"),
        (Metadata(title="x" * 90), "x" * 60),
        (Metadata(title="Other", slug="given"), "given"),
    ],
)
def test_the_slug_comes_from_title_or_file_name(tmp_path: Path, about: Metadata, slug: str) -> None:
    """A slug can be typed: plain letters, digits and hyphens, not too long."""
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        assert desk.add("The mayor resigned.", about).article.slug == slug


def test_what_cannot_be_added_is_refused_with_the_way_out(ana: Workbench) -> None:
    """The same text, the same slug, and a slug nobody could type."""
    with pytest.raises(VerifyError, match="already there, as harbour"):
        ana.add(DRAFT, Metadata(slug="other"))
    with pytest.raises(VerifyError, match="--to harbour"):
        ana.add("The mayor resigned.", Metadata(slug="harbour"))
    with pytest.raises(VerifyError, match="use my-story"):
        ana.add("The mayor resigned.", Metadata(slug="My story"))
    with pytest.raises(VerifyError, match="Nothing changed"):
        ana.add_version("harbour", DRAFT)
    assert ana.count() == 4


@pytest.mark.parametrize("text", ["", " \n\t", "half a character: \ud800"])
def test_an_unreadable_text_leaves_no_database_behind(tmp_path: Path, text: str) -> None:
    """The text is read before anything is written."""
    path = tmp_path / "verify.db"
    with Workbench(path, actor="ana") as desk, pytest.raises(VerifyError):
        desk.add(text, Metadata(slug="empty"))
    if path.exists():
        with Workbench(path, actor="ana") as desk:
            assert desk.articles() == []


# Marking


def test_a_mark_is_kept_with_note_and_evidence(ana: Workbench) -> None:
    """Several claims at once; who, when, from what, to what, and why."""
    rows = ana.mark([2, 1], "confirmed", note=" table 4 ", evidence=["https://example.org/t4"])
    assert [(row.id, row.status, row.verdict_by) for row in rows] == [
        (2, "confirmed", "ana"),
        (1, "confirmed", "ana"),
    ]
    detail = ana.show(1)
    assert [note.text for note in detail.notes] == ["table 4"]
    assert [one.locator for one in detail.evidence] == ["https://example.org/t4"]
    marked = detail.history[1]
    assert (marked.action, marked.actor) == ("marked", "ana")
    assert ("status", "unchecked", "confirmed") in marked.changes
    assert marked.at.endswith("Z")
    assert {event.command for event in ana.history() if event.action == "marked"} == {
        marked.command
    }


@pytest.mark.parametrize(
    ("ids", "status", "correction", "says"),
    [
        ([1, 99], "confirmed", None, "no claim 99"),
        ([98, 2**70], "confirmed", None, "no claims 98, "),
        ([0], "confirmed", None, "no claim 0"),
        ([1], "true", None, "choose from unchecked, checking"),
        ([1], "incorrect", None, "--correction"),
        ([1], "confirmed", "54%", "does not go with confirmed"),
    ],
)
def test_a_refused_mark_changes_nothing(
    ana: Workbench, ids: list[int], status: str, correction: str | None, says: str
) -> None:
    """All claims or none."""
    before = list(ana.export())
    with pytest.raises(VerifyError, match=says):
        ana.mark(ids, status, correction=correction)
    assert list(ana.export()) == before


def test_a_correction_stays_while_it_is_needed(ana: Workbench) -> None:
    """Asked for once; kept when marked so again; gone with another verdict."""
    ana.mark([1], "incorrect", correction="54%, not 64%")
    assert ana.mark([1], "incorrect")[0].correction == "54%, not 64%"
    assert ana.mark([1], "confirmed")[0].correction is None


def test_a_desk_may_have_statuses_of_its_own(path: Path) -> None:
    """The set in use decides what can be given; older ones are still shown and found."""
    own = (Status("open", "Open", "○", "white"), Status("fine", "Fine", "✓", "green", done=True))
    with Workbench(path, actor="ana", statuses=own) as desk:
        assert desk.mark([1], "fine")[0].verdict_by == "ana"
        with pytest.raises(VerifyError, match="choose from open, fine"):
            desk.mark([2], "confirmed")
        assert desk.count(Filter(status=("unchecked",))) == 3
        with pytest.raises(VerifyError, match="choose from open, fine"):
            desk.claims(Filter(status=("disputed",)))


def test_a_second_person_signs_off(ana: Workbench, ben: Workbench) -> None:
    """Not the one who gave the verdict, not without one, not twice; a new verdict clears it."""
    with pytest.raises(VerifyError, match="no verdict"):
        ben.sign_off([1])
    ana.mark([1, 2], "confirmed")
    with pytest.raises(VerifyError, match="your own"):
        ana.sign_off([1])
    assert ben.sign_off([1], note="seen the table")[0].signed_off_by == "ben"
    with pytest.raises(VerifyError, match="already signed off by ben"):
        ben.sign_off([2, 1])
    assert claim(ben, 2).signed_off_by is None
    assert [note.text for note in ben.show(1).notes] == ["seen the table"]
    assert ana.mark([1], "disputed")[0].signed_off_by is None


def test_the_same_verdict_again_leaves_a_sign_off_alone(ana: Workbench, ben: Workbench) -> None:
    """It is refused, for all claims or none; what says more is a new verdict, and undo ends it."""
    ana.mark([1], "incorrect", correction="54%, not 64%")
    [signed] = ben.sign_off([1])
    before = ana.history()
    for correction in (None, "54%, not 64%"):
        with pytest.raises(VerifyError, match="Claim 1 is incorrect already, and signed off by b"):
            ana.mark([1, 2], "incorrect", correction=correction or "54%, not 64%")
        with pytest.raises(VerifyError, match="leave it out, or say with --note"):
            ben.mark([1], "incorrect", correction=correction)
    assert ana.history() == before
    for more in (
        {"note": "seen again"},
        {"evidence": ["p. 4"]},
        {"correction": "54.1%"},
        {"valid_until": date(2025, 6, 30)},
    ):
        assert ana.mark([1], "incorrect", **more)[0].signed_off_by is None
        ana.undo()
        assert claim(ana, 1) == signed
    ben.recheck([1], "new table is out")
    assert ana.mark([1], "incorrect")[0].recheck is None
    assert ana.mark([1], "incorrect")[0].status == "incorrect"


def test_the_one_who_gave_the_verdict_is_known_by_any_capitals(path: Path, ana: Workbench) -> None:
    """Ana cannot sign off as "ANA"."""
    ana.mark([1], "confirmed")
    with Workbench(path, actor="ANA") as shouting, pytest.raises(VerifyError, match="your own"):
        shouting.sign_off([1])


def test_a_recheck_lasts_until_a_verdict(ana: Workbench, ben: Workbench) -> None:
    """It lets the sign-off lapse, outlives "checking" and ends with a verdict."""
    ana.mark([1], "confirmed")
    ben.sign_off([1])
    (row,) = ben.recheck([1], "new table is out")
    assert (row.status, row.recheck, row.signed_off_by) == ("confirmed", "new table is out", None)
    with pytest.raises(VerifyError, match="due for re-check"):
        ben.sign_off([1])
    assert ana.mark([1], "checking")[0].recheck == "new table is out"
    assert ana.mark([1], "confirmed")[0].recheck is None


def test_notes_evidence_and_assignments(ana: Workbench, ben: Workbench) -> None:
    """The rest of a desk's work; a status is not touched by it."""
    ana.note([1, 2], "called the embassy, no answer")
    ben.attach([1], "tape 3, 12:40", "she says 54")
    ana.assign([1, 2, 3], "Ben")
    assert [row.id for row in ben.claims(Filter(assignee="ben")).rows] == [1, 2, 3]
    ana.assign([2], None)
    assert claim(ana, 2).assignee is None
    assert [(one.locator, one.note) for one in ana.show(1).evidence] == [
        ("tape 3, 12:40", "she says 54")
    ]
    assert {row.status for row in ana.claims().rows} == {"unchecked"}
    for empty in (
        lambda: ana.note([1], "  "),
        lambda: ana.attach([1], ""),
        lambda: ana.recheck([1], ""),
    ):
        with pytest.raises(VerifyError, match="is empty"):
            empty()


def test_nobody_cannot_sign(path: Path) -> None:
    """Every event has an actor."""
    with pytest.raises(VerifyError, match="--by"):
        Workbench(path, actor="  ")


# Finding


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(), [1, 2, 3, 4]),
        (Filter(article="harb"), [1, 2, 3, 4]),
        (Filter(status=("confirmed", "checking")), [2, 4]),
        (Filter(source="MARIA LOPEZ"), [2]),
        (Filter(source="port auth"), [3]),
        (Filter(source="o"), [2, 3]),
        (Filter(article="harbour", source="o", search="close"), [2]),
        (Filter(source="lopez", search="close"), [2]),
        (Filter(kind="figure"), [1]),
        (Filter(kind="quote"), [2, 3]),
        (Filter(kind="fact", search="council"), [4]),
        (Filter(kind="prediction"), []),
        (Filter(kind="date"), []),
        (Filter(search="export 64%"), [1]),
        (Filter(search='"will close"'), [2]),
        (Filter(search='"close will"'), []),
        (Filter(search="counc*"), [4]),
        (Filter(assignee="ben"), [3]),
        (Filter(recheck=True), [4]),
        (Filter(recheck=False, flagged=False), [2, 3]),
        (Filter(flagged=True), [1]),
        (Filter(removed=True), []),
    ],
)
def test_claims_are_found(ana: Workbench, wanted: Filter, ids: list[int]) -> None:
    """Every filter, and several together."""
    ana.mark([2], "confirmed")
    ana.mark([4], "checking")
    ana.recheck([4], "moved to Tuesday")
    ana.assign([3], "Ben")
    assert [row.id for row in ana.claims(wanted).rows] == ids
    assert ana.count(wanted) == len(ids)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Filter(source="Mary Lopez"), "did you mean Maria Lopez"),
        (Filter(source=" "), "verify sources"),
        (Filter(article="harbor"), "did you mean harbour"),
        (Filter(article=""), "No article"),
        (Filter(search="“%”"), "no word"),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(
    ana: Workbench, wanted: Filter, says: str
) -> None:
    """Never an empty list for a misspelling."""
    with pytest.raises(VerifyError, match=says):
        ana.claims(wanted)


def test_an_ambiguous_slug_lists_what_it_may_mean(path: Path, ana: Workbench) -> None:
    """A whole slug beats one that only begins so."""
    shelve(path, "Ships are late.\n", "harbour-2")
    assert ana.article("harbour").slug == "harbour"
    with pytest.raises(VerifyError, match="say which: harbour, harbour-2"):
        ana.article("har")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("wanted", [Filter(), Filter(source="Lopez"), Filter(search="port")])
def test_pages_cover_everything_once(path: Path, ana: Workbench, sort: str, wanted: Filter) -> None:
    """Page after page gives what one long list gives."""
    revise(path, "The mayor resigned.\n" + DRAFT, "harbour")
    shelve(path, "Maria Lopez: The port is shut.\nImports rose 3%.\nIt rained.\n", "ships")
    whole = ana.claims(wanted, limit=None, sort=sort).rows  # type: ignore[arg-type]
    paged: list[ClaimRow] = []
    after = None
    while True:
        page = ana.claims(wanted, limit=2, after=after, sort=sort)  # type: ignore[arg-type]
        paged += page.rows
        after = page.after
        if after is None:
            break
    assert paged == list(whole)
    assert len(whole) == ana.count(wanted) > 1


def test_an_article_is_listed_in_its_own_order(path: Path, ana: Workbench) -> None:
    """As it reads, though a later version put a new claim first."""
    revise(path, "The mayor resigned.\n" + DRAFT, "harbour")
    assert [row.id for row in ana.claims(Filter(article="harbour")).rows] == [5, 1, 2, 3, 4]


def test_completion_is_quick_to_answer(path: Path, ana: Workbench) -> None:
    """Ids, names and slugs by what was typed so far."""
    shelve(path, "".join(f"Ship {n} is late.\n" for n in range(8)), "ships")
    assert [number for number, _ in ana.suggest_claims("1")] == [1, 10, 11, 12]
    assert [number for number, _ in ana.suggest_claims("", 2)] == [1, 2]
    assert ana.suggest_claims("0") == ana.suggest_claims("x") == []
    assert ana.suggest_sources("ma") == ["Maria Lopez"]
    assert ana.suggest_articles("") == ["harbour", "ships"]


def test_every_kind_can_be_asked_for(ana: Workbench) -> None:
    """The list of kinds and the store agree."""
    for kind in KINDS:
        assert ana.count(Filter(kind=kind)) >= 0


# Looking


def test_a_claim_is_shown_in_its_paragraph(ana: Workbench) -> None:
    """The marks quote the context, the context the text, and the attribution says who."""
    detail = ana.show(2)
    text = ana.versions("harbour")[0].text
    assert text[detail.context_start :].startswith(detail.context)
    assert [detail.context[a:b] for a, b in detail.marks] == [detail.now.quote]
    assert "\n" not in detail.context
    assert detail.now.attribution is not None
    assert detail.now.attribution["speaker"] == "Maria Lopez"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028"])
def test_context_ends_with_the_line_whatever_ends_a_line(break_: str) -> None:
    """Old Macs and word processors too."""
    text = break_.join(["One is here.", "Two stands there, and so on.", "Three."])
    start = text.index("stands")
    found = Occurrence(1, 0, "", "", (start, start + 6), {"spans": [[start, start + 6]]}, None)
    first, last = context(text, found)
    assert text[first:last] == "Two stands there, and so on."


def test_an_endless_paragraph_is_not_shown_whole(tmp_path: Path) -> None:
    """A claim in a line of 200,000 characters is shown with its sentence."""
    path = tmp_path / "verify.db"
    shelve(path, "word " * 40_000, "long")
    with Workbench(path, actor="ana") as desk:
        detail = desk.show(1)
        assert len(detail.context) == len(detail.now.quote)
        assert detail.marks == ((0, len(detail.context)),)


def test_a_dossier_holds_all_a_report_needs(path: Path, ana: Workbench, ben: Workbench) -> None:
    """Claims in order with their details, what was dropped, counts, changes and people."""
    ana.mark([1, 2], "confirmed")
    ben.sign_off([2])
    revise(path, REVISED, "harbour")
    dossier = ana.dossier("harbour")
    assert [detail.row.id for detail in dossier.claims] == [1, 2, 4, 5]
    assert [detail.row.id for detail in dossier.removed] == [3]
    assert dossier.counts == {"confirmed": 2, "unchecked": 2}
    assert [source.name for source in dossier.sources] == ["Maria Lopez"]
    assert {row.change for row in dossier.changes} >= {"changed", "added", "removed"}
    assert dossier.checkers == ("ana", "ben")
    assert len(dossier.versions) == 2
    assert dossier.claims[0] == ana.show(1)


# Ageing


def test_a_verdict_holds_until_its_day(tmp_path: Path) -> None:
    """After its last day a verdict is stale; a new one without a day holds on."""
    shelve(tmp_path / "verify.db", DRAFT, "harbour")
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        [row] = desk.mark([1], "confirmed", valid_until=date(2025, 6, 30))
        desk.mark([2], "confirmed")
        assert row.valid_until == "2025-06-30"
        assert desk.claims(Filter(stale_on=date(2025, 6, 30))).rows == ()
        assert desk.claims(Filter(stale_on=date(2025, 7, 1))).rows == (row,)
        assert desk.mark([1], "confirmed")[0].valid_until is None
        assert desk.count(Filter(stale_on=date(2099, 1, 1))) == 0
        desk.undo()
        assert desk.count(Filter(stale_on=date(2099, 1, 1))) == 1
        assert desk.check() == []
        with pytest.raises(VerifyError, match="Nothing holds until a day"):
            desk.mark([1], "checking", valid_until=date(2025, 6, 30))
