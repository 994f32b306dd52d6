"""Articles edited, sources merged, actions taken back: claims keep who they are throughout."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts import DRAFT, REVISED, claim, revise, shelve
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.errors import VerifyError
from verify.records import Filter, Metadata
from verify.workbench import Workbench, diff_texts

# Versions


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
    with pytest.raises(VerifyError, match="no name to merge"):
        ana.merge_sources([], "The Port")
    assert ana.check() == []


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


@settings(max_examples=25, deadline=None)
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


def test_a_claim_cut_short_is_repeated_no_more(path: Path) -> None:
    """What an edit leaves too few words to be told from others counts as said nowhere else."""
    shelve(path, "The council met on Monday.\n", "port")
    revise(path, DRAFT.replace("The council met on Monday.", "The council met."), "harbour")
    with Workbench(path, actor="ana") as desk:
        assert desk.check() == []
        assert [row.articles for row in desk.rows([4, 5])] == [1, 1]
