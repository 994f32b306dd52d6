"""Who stands behind a claim, as people correct it: an event that holds for versions to come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from drafts import DRAFT, REVISED, revise, shelve

from claims.models import UNCERTAIN, SourceKind
from verify.errors import VerifyError
from verify.records import SOURCE_KINDS, Attributed
from verify.report import wording
from verify.workbench import Workbench

PESKOV = Attributed(("Dmitry Peskov",), ("TASS",))
MACHINE = ("Maria Lopez",)


def test_a_correction_replaces_the_machines_word(ana: Workbench) -> None:
    """The list, the claim and its history say who it is now, and what the machine had."""
    [row] = ana.attribute([2], PESKOV, note="he says so on the recording")
    assert (row.sources, row.relays, row.attributed) == (("Dmitry Peskov", "TASS"), 1, True)
    detail = ana.show(2)
    assert wording.who_says(detail.now, row) == (
        "By a person’s correction, Dmitry Peskov said it, through TASS."
    )
    assert wording.further(detail.now, row) == "the machine had Maria Lopez"
    event = detail.history[-1]
    assert (event.action, event.actor, event.note) == (
        "attributed",
        "ana",
        "he says so on the recording",
    )
    assert ana.check() == []


def test_nobody_means_the_article_itself(ana: Workbench) -> None:
    """A claim can be given back to the article's own voice."""
    [row] = ana.attribute([2], Attributed())
    assert (row.sources, row.attributed) == ((), True)
    assert "the article says it itself" in wording.who_says(ana.show(2).now, row)


def test_a_correction_survives_the_next_version(ana: Workbench, path: Path) -> None:
    """Whatever becomes of the words, the person's attribution stays with the claim."""
    ana.attribute([1, 2], PESKOV)
    ana.mark([1], "confirmed")
    revise(path, REVISED, "harbour")
    kept = {row.id: row for row in ana.claims().rows}
    assert kept[1].recheck  # 64% became 54%: the verdict may fall, who says it does not
    assert kept[1].sources == kept[2].sources == ("Dmitry Peskov", "TASS")
    assert ana.check() == []


def test_undo_gives_the_machine_its_word_back(ana: Workbench) -> None:
    """Taking back a correction, kinds and all, is one step."""
    before = ana.show(2).row
    ana.attribute([2], PESKOV._replace(kind="person"))
    ana.undo()
    assert ana.show(2).row == before
    assert ana.check() == []
    assert [one.undone for one in ana.history(claim_id=2) if one.action == "attributed"] == [True]


def test_a_later_correction_is_taken_back_to_the_earlier_one(ana: Workbench) -> None:
    """Each correction remembers the one before; --machine ends them all."""
    ana.attribute([2], PESKOV)
    ana.attribute([2], Attributed(("Maria Lopez", "Ivo Brand")))
    assert ana.undo().claim_ids == (2,)
    assert ana.show(2).row.sources == ("Dmitry Peskov", "TASS")
    [row] = ana.attribute([2], None)
    assert (row.sources, row.attributed) == (MACHINE, False)


def test_undo_waits_for_those_who_built_on_it(ana: Workbench, ben: Workbench) -> None:
    """Ana cannot take back what Ben has corrected since; a verdict of his is another matter."""
    ana.attribute([2], PESKOV)
    ben.mark([2], "confirmed")
    ana.undo()
    ana.attribute([2], PESKOV)
    ben.attribute([2], Attributed(("Ivo Brand",)))
    with pytest.raises(VerifyError, match="ben has since worked on claim 2"):
        ana.undo()


def test_the_same_again_is_refused(ana: Workbench) -> None:
    """No event that says nothing."""
    ana.attribute([2], PESKOV)
    with pytest.raises(VerifyError, match="recorded already"):
        ana.attribute([2], PESKOV)
    with pytest.raises(VerifyError, match="Nobody has corrected"):
        ana.attribute([1], None)


def test_flags_about_the_source_end_with_a_correction(ana: Workbench) -> None:
    """Once a person has said who it is, nothing is left to be unclear about."""
    from verify.store import adding, listing

    with ana.reading() as db:
        [last] = [one for one in listing.last_occurrences(db, 1) if one.claim_id == 2]
    flags = [{"rule": "speaker unclear", "detail": "?"}, {"rule": "hedged", "detail": "may"}]
    claim = {**last.occurrence.claim, "flags": flags}
    found = [last._replace(occurrence=last.occurrence._replace(claim=claim))]
    place = adding.COLUMNS.index("flags")
    assert adding.derived(found, {})[2].columns[place] == '["?", "may"]'
    assert adding.derived(found, {2: '[["Ivo Brand"], []]'})[2].columns[place] == '["may"]'


def test_a_kind_that_a_person_gave_holds_for_the_next_article(ben: Workbench, path: Path) -> None:
    """The machine takes the Port Authority for a person; told better, it stays told."""
    assert ben.classify_source("port authority", "organisation").kind == "organisation"
    shelve(path, "Port Authority: The gates are shut.\n", "gates")
    kinds = {row.name: row.kind for row in ben.sources()}
    assert kinds["Port Authority"] == "organisation"
    with pytest.raises(VerifyError, match="organisation already"):
        ben.classify_source("Port Authority", "organisation")
    with pytest.raises(VerifyError, match="choose from person"):
        ben.classify_source("Port Authority", "company")
    ben.undo()
    assert {row.name: row.kind for row in ben.sources()}["Port Authority"] == "person"
    assert ben.check() == []


def test_names_merged_here_are_one_in_the_next_article(ben: Workbench, path: Path) -> None:
    """An alias learned in this database counts for later articles, and undo unlearns it."""
    ben.merge_sources(["Port Authority"], "Harbour Board")
    summary = shelve(path, "Port Authority: The gates are shut.\n", "gates")
    [claim] = ben.claims(sort="id").rows[-summary.claims :]
    assert claim.sources == ("Harbour Board",)
    ben.undo()
    assert ben.show(claim.id).row.sources == ("Port Authority",)


def test_the_self_check_sees_a_list_that_forgot_the_correction(path: Path) -> None:
    """Sources are derived from occurrences and from people's corrections."""
    import sqlite3

    with Workbench(path, actor="ana") as desk:
        desk.attribute([2], PESKOV)
        db = sqlite3.connect(path)
        db.execute("DELETE FROM claim_sources WHERE claim_id = 2")
        db.commit()
        db.close()
        assert [(one.what, one.where) for one in desk.check()] == [("list", "claim 2")]


def test_the_kinds_are_the_librarys() -> None:
    """The application offers what the library knows, and doubts where the library does."""
    assert get_args(SourceKind) == SOURCE_KINDS
    assert wording.UNCERTAIN == UNCERTAIN


def test_the_command_line_attributes(verify: Callable[..., Any]) -> None:
    """Say it, see it, take it back."""
    done = verify("attribute", "2", "--to", "Dmitry Peskov", "--via", "TASS", "--kind", "person")
    assert "Dmitry Peskov ← TASS" in done.out
    assert "attributed as the machine found → Dmitry Peskov ← TASS" in verify("show", "2").out
    [row] = verify("attribute", "2", "--nobody", "--json").json
    assert (row["sources"], row["attributed"]) == ([], True)
    [row] = verify("attribute", "2", "--machine", "--json").json
    assert (row["sources"], row["attributed"]) == (["Maria Lopez"], False)
    assert "TASS  media" in verify("sources", "kind", "TASS", "media").out


@pytest.mark.parametrize(
    "words",
    [
        ("attribute", "2"),
        ("attribute", "2", "--nobody", "--machine"),
        ("attribute", "2", "--to", "A", "--nobody"),
        ("attribute", "2", "--nobody", "--via", "TASS"),
        ("attribute", "2", "--to", "A", "--kind", "company"),
        ("sources", "kind", "TASS"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(verify: Callable[..., Any], words: Any) -> None:
    """One way at a time, and it is said which there are."""
    done = verify(*words)
    assert (done.code, done.out) == (2, "")


def test_an_unknown_claim_changes_nothing(verify: Callable[..., Any]) -> None:
    """All or none: no source is entered for a claim there is not."""
    assert "no claim 99" in verify("attribute", "1", "99", "--to", "Zoe Nobody").refusal
    assert "Zoe" not in verify("sources", "--json").out


def test_draft_is_what_these_tests_think_it_is(ana: Workbench) -> None:
    """Claim 2 is Maria Lopez's by the machine's word."""
    assert DRAFT.splitlines()[1].startswith(MACHINE[0])
    assert ana.show(2).row.sources == MACHINE
