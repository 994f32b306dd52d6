"""What a fact-checker does, against a real database file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.config import Status
from verify.errors import VerifyError
from verify.records import KINDS, SORTS, ClaimRow, Filter, Metadata, Occurrence
from verify.workbench import Workbench, diff_texts
from verify.workbench.looking import context


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the article "harbour", its claims being 1 to 4."""
    path = tmp_path / "verify.db"
    shelve(path, DRAFT, "harbour")
    return path


@pytest.fixture
def ana(path: Path) -> Iterator[Workbench]:
    """Ana, who added the article."""
    with Workbench(path, actor="ana") as desk:
        yield desk


@pytest.fixture
def ben(path: Path) -> Iterator[Workbench]:
    """Ben, who works on the same database."""
    with Workbench(path, actor="ben") as desk:
        yield desk


def claim(desk: Workbench, number: int) -> ClaimRow:
    """A claim as it now stands."""
    return desk.show(number).row


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


def test_a_new_version_is_read_and_compared(tmp_path: Path) -> None:
    """Real text again: the figure that was edited goes back to re-check, the rest stays."""
    before = "Exports rose 64% last year.\nThe council met on Monday.\n"
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        desk.add(before, Metadata(slug="harbour"))
        rows = desk.claims(Filter(article="harbour")).rows
        desk.mark([row.id for row in rows], "confirmed")
        summary = desk.add_version("harbour", before.replace("64", "54"))
        (stale,) = summary.recheck
        assert "54%" in stale.text
        assert stale.recheck is not None
        assert "64" in stale.recheck
        assert "54" in stale.recheck
        assert summary.counts.get("unchanged", 0) == summary.claims - 1
        assert desk.check() == []


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


# Taking back


def test_undo_takes_back_the_last_action_as_a_new_event(ana: Workbench) -> None:
    """Step by step; the log keeps both, and notes and evidence no longer stand."""
    ana.mark([1, 2], "confirmed", note="sure", evidence=["p. 4"])
    ana.note([1], "call again")
    undone = ana.undo()
    assert (undone.action, undone.claim_ids) == ("noted", (1,))
    assert [note.text for note in ana.show(1).notes] == ["sure"]
    assert ana.undo().claim_ids == (1, 2)
    detail = ana.show(1)
    assert (detail.row.status, detail.row.verdict_by) == ("unchecked", None)
    assert detail.notes == detail.evidence == ()
    assert [event.action for event in detail.history if event.undone] == [
        "marked",
        "attached",
        "noted",
    ]
    assert [event.action for event in detail.history if event.undoes] == ["undone"] * 3
    assert ana.check() == []


def test_undo_is_refused_once_somebody_built_on_it(ana: Workbench, ben: Workbench) -> None:
    """Their verdict or sign-off first; notes and assignments do not stand in the way."""
    ana.mark([1], "confirmed")
    ben.note([1], "fine by me")
    ben.sign_off([1])
    with pytest.raises(VerifyError, match="ben has since worked on claim 1"):
        ana.undo()
    ben.undo()
    ana.undo()
    assert claim(ana, 1).status == "unchecked"
    assert [note.text for note in ana.show(1).notes] == ["fine by me"]


def test_undo_takes_back_only_ones_own(ben: Workbench) -> None:
    """Ben has done nothing yet."""
    with pytest.raises(VerifyError, match="nothing of ben's"):
        ben.undo()


def test_a_version_can_be_taken_back(path: Path, ana: Workbench) -> None:
    """The wrong file: texts, statuses, sources and places are as before, its claims are gone."""
    ana.mark([1], "confirmed")
    before = [ana.claims(), ana.sources(), ana.article("harbour")]
    revise(path, REVISED, "harbour")
    assert ana.undo().action == "revised"
    assert [ana.claims(), ana.sources(), ana.article("harbour")] == before
    with pytest.raises(VerifyError, match="no claim 5"):
        ana.show(5)
    assert ana.check() == []
    assert revise(path, REVISED, "harbour").version == 3  # a number is not given twice
    assert ana.check() == []


def test_a_version_that_was_worked_on_cannot_be_taken_back(
    path: Path, ana: Workbench, ben: Workbench
) -> None:
    """Ben checked the new wording."""
    revise(path, REVISED, "harbour")
    ben.mark([1], "confirmed")
    with pytest.raises(VerifyError, match="ben has since worked on claim 1"):
        ana.undo()
    ben.undo()
    ben.note([5], "who says so?")
    with pytest.raises(VerifyError, match="ben has since worked on claim 5"):
        ana.undo()


def test_a_version_below_another_cannot_be_taken_back(path: Path, ana: Workbench) -> None:
    """First the later one, by the person who added it."""
    revise(path, REVISED, "harbour", actor="ben")
    with pytest.raises(VerifyError, match="ben"):
        ana.undo()


def test_a_whole_article_can_be_taken_back(path: Path, ana: Workbench) -> None:
    """It is out of sight, its slug and text are free again, and the log remembers."""
    ana.undo()
    assert ana.articles() == []
    assert ana.claims().rows == ()
    assert ana.sources() == []
    with pytest.raises(VerifyError, match="No article"):
        ana.article("harbour")
    assert shelve(path, DRAFT, "harbour").version == 1
    assert [row.id for row in ana.claims().rows] == [5, 6, 7, 8]
    assert ana.check() == []


# Versions


def test_claims_live_across_versions(path: Path, ana: Workbench, ben: Workbench) -> None:
    """What stayed keeps all; what changed keeps its history and is due for re-check; what went is
    kept as removed, and comes back as itself."""
    ana.mark([1, 2, 3], "confirmed", note="sure")
    ben.sign_off([1, 2])
    summary = revise(path, REVISED, "harbour")
    assert summary.counts == {"unchanged": 2, "changed": 1, "added": 1, "removed": 1}
    changed, kept, gone = claim(ana, 1), claim(ana, 2), claim(ana, 3)
    assert (changed.status, changed.signed_off_by) == ("confirmed", None)
    assert changed.recheck
    assert "54%" in changed.text
    assert (kept.status, kept.signed_off_by, kept.recheck) == ("confirmed", "ben", None)
    assert gone.removed
    assert [row.id for row in ana.claims(Filter(removed=True)).rows] == [3]
    assert [row.id for row in summary.recheck] == [1]
    assert summary.first[0].id == 1
    assert [one.version for one in ana.show(1).occurrences] == [1, 2]
    back = revise(path, DRAFT + "The mayor resigned.\n", "harbour")
    assert back.counts["returned"] == 1
    returned = claim(ana, 3)
    assert (returned.removed, returned.status, returned.recheck) == (False, "confirmed", None)
    assert [note.text for note in ana.show(3).notes] == ["sure"]
    assert ana.check() == []


def test_an_unchecked_claim_that_changed_needs_no_recheck(path: Path, ana: Workbench) -> None:
    """There is nothing to be stale."""
    assert revise(path, REVISED, "harbour").recheck == ()
    assert claim(ana, 1).recheck is None
    assert ana.history(1)[-1].action == "changed"


def test_claims_put_together_do_not_pass_on_one_verdict_to_the_other(tmp_path: Path) -> None:
    """One was confirmed and the other disputed: the sentence that now says both is due for
    re-check; had both been confirmed, it would not be."""
    apart = "The port closed in June.\nThe mayor resigned in May.\n"
    joined = "The port closed in June and the mayor resigned in May.\n"
    for second, due in (("disputed", True), ("confirmed", False)):
        path = tmp_path / f"{second}.db"
        shelve(path, apart, "harbour")
        with Workbench(path, actor="ana") as desk:
            desk.mark([1], "confirmed")
            desk.mark([2], second)
            summary = revise(path, joined, "harbour")
            (row,) = desk.claims().rows
            assert (row.recheck is not None) == due
            assert summary.counts["removed"] == 1
            (gone,) = desk.claims(Filter(removed=True)).rows
            assert desk.history(gone.id)[-1].note == f"now part of claim {row.id}"
            assert desk.check() == []


def test_versions_are_compared_by_number(path: Path, ana: Workbench) -> None:
    """The last two unless told; each change knows its claim and where that stands."""
    with pytest.raises(VerifyError, match="nothing before version 1"):
        ana.diff("harbour")
    revise(path, REVISED, "harbour")
    revise(path, DRAFT, "harbour")
    rows = {row.claim_id: row for row in ana.diff("harbour", 1, 2)}
    assert rows[1].change == "changed"
    assert (rows[1].before or {})["text"].startswith("Exports rose 64%")
    assert rows[3].change == "removed"
    assert rows[5].status == "unchecked"
    assert {row.change for row in ana.diff("harbour", 1, 3)} == {"unchanged"}
    with pytest.raises(VerifyError, match="choose from 1, 2, 3"):
        ana.diff("harbour", 1, 9)


def test_two_texts_are_compared_without_a_database() -> None:
    """For two files."""
    text = "Exports rose 64% last year."
    assert {row.change for row in diff_texts(text, text)} == {"unchanged"}
    changed = diff_texts(text, text.replace("64", "54"))
    assert "figure" in changed[0].facets
    assert changed[0].claim_id is None


# Sources


def test_merged_names_stand_for_one_source_from_then_on(path: Path, ana: Workbench) -> None:
    """In lists, in filters, and in the next article."""
    merged = ana.merge_sources(["port authority"], "Maria Lopez")
    assert (merged.name, merged.aliases, merged.claims) == ("Maria Lopez", ("Port Authority",), 2)
    shelve(path, "PORT AUTHORITY: Ships are late.\n", "ships")
    assert [row.claims for row in ana.sources()] == [3]
    rows = ana.claims(Filter(source="Port Authority")).rows
    assert {row.sources for row in rows} == {("Maria Lopez",)}
    assert len(rows) == ana.count(Filter(source="lopez")) == 3
    assert ana.check() == []
    ana.undo()  # the article
    ana.undo()  # the merger
    assert [row.name for row in ana.sources()] == ["Maria Lopez", "Port Authority"]
    assert ana.check() == []


def test_a_merged_source_can_take_the_lead(ana: Workbench) -> None:
    """Merging again joins whole groups, and the name asked for leads them, even a new one."""
    ana.merge_sources(["Port Authority"], "Maria Lopez")
    assert ana.merge_sources(["Maria Lopez"], "Port Authority").aliases == ("Maria Lopez",)
    row = ana.merge_sources(["Maria Lopez"], "The Port")
    assert (row.name, row.kind, row.claims) == ("The Port", "person", 2)
    assert row.aliases == ("Maria Lopez", "Port Authority")
    with pytest.raises(VerifyError, match="already stand for The Port"):
        ana.merge_sources(["Port Authority"], "The Port")
    with pytest.raises(VerifyError, match="did you mean Maria Lopez"):
        ana.merge_sources(["Mario Lopes"], "The Port")
    assert ana.check() == []


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


# States derive from events


ACTIONS = st.one_of(
    st.tuples(
        st.just("mark"),
        st.lists(st.integers(1, 4), min_size=1, max_size=3),
        st.sampled_from(["unchecked", "checking", "confirmed", "disputed"]),
    ),
    st.tuples(st.just("incorrect"), st.lists(st.integers(1, 4), min_size=1, max_size=2)),
    st.tuples(st.just("sign_off"), st.integers(1, 4)),
    st.tuples(st.just("recheck"), st.integers(1, 4)),
    st.tuples(st.just("assign"), st.integers(1, 4), st.sampled_from(["ana", "ben", None])),
    st.tuples(st.just("note"), st.integers(1, 4)),
    st.tuples(st.just("revise"), st.sampled_from([DRAFT, REVISED, "It rained.\n"])),
    st.tuples(st.just("merge"), st.sampled_from(["Maria Lopez", "Port Authority", "The Port"])),
    st.tuples(st.just("undo")),
)


def perform(desk: Workbench, action: tuple) -> None:  # type: ignore[type-arg]
    """Do one of ACTIONS."""
    match action:
        case "mark", ids, status:
            desk.mark(ids, status, evidence=["p. 1"])
        case "incorrect", ids:
            desk.mark(ids, "incorrect", correction="otherwise")
        case "sign_off", number:
            desk.sign_off([number])
        case "recheck", number:
            desk.recheck([number], "new table")
        case "assign", number, to:
            desk.assign([number], to)
        case "note", number:
            desk.note([number], "hm")
        case "revise", text:
            revise(desk.path, text, "harbour", actor=desk.actor)
        case "merge", name:
            desk.merge_sources(["Maria Lopez"], name)
        case _:
            desk.undo()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ana", "ben"]), ACTIONS), max_size=12))
def test_whatever_people_do_the_database_agrees_with_itself(
    tmp_path_factory: pytest.TempPathFactory,
    script: list[tuple[str, tuple]],  # type: ignore[type-arg]
) -> None:
    """Any order of actions, refused ones among them: `check` derives the same, and undoing all
    of it leads back to the beginning."""
    path = tmp_path_factory.mktemp("desk") / "verify.db"
    shelve(path, DRAFT, "harbour", actor="eve")
    desks = {name: Workbench(path, actor=name) for name in ("ana", "ben")}
    before = (desks["ana"].claims(), desks["ana"].sources())
    for name, action in script:
        try:
            perform(desks[name], action)
        except VerifyError:
            assert desks[name].check() == []
    assert desks["ana"].check() == []
    undone = True
    while undone:
        undone = False
        for desk in desks.values():
            try:
                desk.undo()
                undone = True
            except VerifyError:
                continue
    assert desks["ana"].check() == []
    assert (desks["ana"].claims(), desks["ana"].sources()) == before
    for desk in desks.values():
        desk.close()


def test_every_kind_can_be_asked_for(ana: Workbench) -> None:
    """The list of kinds and the store agree."""
    for kind in KINDS:
        assert ana.count(Filter(kind=kind)) >= 0
