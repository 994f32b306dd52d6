"""What is decided on a claim that somebody else has changed meanwhile is refused, not written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts import REVISED, revise

from verify.errors import Stale, VerifyError
from verify.store import log
from verify.workbench import Workbench


def test_a_verdict_on_what_another_has_marked_is_refused(ana: Workbench, ben: Workbench) -> None:
    """The one who comes second is told who did what, and writes nothing."""
    ana.seen = ana.newest([1, 2])
    ben.mark([1], "confirmed")
    before = len(ana.history())
    with pytest.raises(Stale) as refused:
        ana.mark([1, 2], "incorrect", correction="no")
    assert refused.value.message.startswith("ben has since marked claim 1 confirmed (20")
    assert refused.value.hint == "look at it again, then decide"
    assert refused.value.claim_id == 1
    assert [event.action for event in refused.value.later] == ["marked"]
    assert isinstance(refused.value, VerifyError)
    assert len(ana.history()) == before
    ana.seen = ana.newest([1])
    ana.mark([1], "incorrect", correction="no")
    assert ana.show(1).row.status == "incorrect"


def test_only_the_claims_that_were_looked_at_count(ana: Workbench, ben: Workbench) -> None:
    """Work on other claims hinders nobody; without anything seen nothing is refused."""
    ana.seen = ana.newest([2])
    ben.mark([1], "confirmed")
    ana.mark([2], "confirmed")
    ana.seen = {}
    ana.mark([1], "confirmed", note="I too")


@pytest.mark.parametrize(
    "write",
    [
        lambda desk: desk.mark([1], "confirmed"),
        lambda desk: desk.sign_off([1]),
        lambda desk: desk.note([1], "hm"),
        lambda desk: desk.assign([1], "cleo"),
        lambda desk: desk.attach([1], "p. 4"),
        lambda desk: desk.recheck([1], "new figures"),
        lambda desk: desk.attribute([1], None),
        lambda desk: desk.undo(),
    ],
)
def test_every_way_to_write_is_guarded(
    ana: Workbench, ben: Workbench, write: Callable[[Workbench], object]
) -> None:
    """Whatever the method: the database is as it was."""
    ana.mark([2], "confirmed")
    ana.seen = ana.newest([1])
    ben.mark([1], "confirmed")
    before = ben.history()
    with pytest.raises(Stale):
        write(ana)
    assert ben.history() == before


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda desk: desk.assign([1], "cleo"), "ben has since assigned claim 1 to cleo ("),
        (lambda desk: desk.recheck([1], "why"), "ben has since rechecked claim 1 ("),
        (lambda desk: desk.undo(), "ben has since taken back an action on claim 1 ("),
        (lambda desk: desk.sign_off([3]), "ben has since signed off claim 3 ("),
    ],
)
def test_the_refusal_says_what_was_done(
    ana: Workbench, ben: Workbench, work: Callable[[Workbench], object], said: str
) -> None:
    """In one line, with the time."""
    ana.mark([3], "confirmed")
    ben.mark([1], "confirmed")
    ana.seen = ana.newest([1, 3])
    work(ben)
    with pytest.raises(Stale) as refused:
        ana.assign([3], "ana")
    assert refused.value.message.startswith(said)
    assert "\n" not in str(refused.value)


def test_notes_and_evidence_of_others_do_no_harm(ana: Workbench, ben: Workbench) -> None:
    """They stand side by side; taking them back harms nobody either."""
    ana.seen = ana.newest([1])
    ben.note([1], "call them")
    ben.undo()
    ben.attach([1], "p. 4")
    ben.detach(ben.evidence([1])[0].id)
    ana.mark([1], "confirmed")
    ana.seen = ana.newest([1])
    ben.attach([1], "p. 5")
    ben.mark([1], "confirmed", evidence=["p. 6"])
    with pytest.raises(Stale) as refused:
        ana.assign([1], "ana")
    assert [event.action for event in refused.value.later] == ["marked"]


def test_a_new_version_counts(ana: Workbench, path: Path) -> None:
    """A claim that was reworded is not the one that was looked at."""
    ana.seen = ana.newest([1, 2, 3, 4])
    revise(path, REVISED, "harbour")
    with pytest.raises(Stale, match="has since"):
        ana.mark([1, 2, 3, 4], "confirmed")


def test_own_work_of_the_same_desk_does_not_hinder(ana: Workbench, ben: Workbench) -> None:
    """Two writes in a row are one look; between them nothing of others is overlooked."""
    ana.seen = ana.newest([1])
    ana.mark([1], "confirmed")
    ana.assign([1], "ana")
    ben.assign([1], "ben")
    with pytest.raises(Stale, match="ben has since assigned"):
        ana.recheck([1], "hm")


def test_own_work_in_another_window_counts(ana: Workbench, path: Path) -> None:
    """A page that is out of date is so whoever changed the claim."""
    with Workbench(path, actor="ana") as window:
        window.seen = window.newest([1])
        ana.mark([1], "confirmed")
        with pytest.raises(Stale, match="ana has since"):
            window.mark([1], "incorrect", correction="no")


def test_the_guard_is_one_query_by_an_index(path: Path) -> None:
    """It costs no look through the log, however long that is."""
    db = sqlite3.connect(path)
    plan = [
        row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {log._UNSEEN}", (json.dumps({1: 1}),))
    ]
    db.close()
    assert any("events_claim" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and "seen" not in step], plan
