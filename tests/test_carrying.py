"""Mended claims in edited sentences, and edits told in printed words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelves import copied, read_once, sound

from claims.models import Span
from verify.records import Attributed, ChangeRow, ClaimRow, Filter, Part
from verify.report.machine import json_text
from verify.workbench import Workbench
from verify.workbench.standing import Answer, standing

TEXT = """\
Rita Moe has a lead of 20 points in Varde, and its Feb. 9 primary is the first in the county, \
according to the mayor.

Exports of grain rose 12% in March, the port of Odesa said on Tuesday. The harbour handled \
3.4 million tonnes and employed 2,100 people. Maria Lopez, its director, told Reuters that the \
port would close for repairs in June.

The council will meet on Monday.
"""
LEAD, PRIMARY, RISE, TONNES, PEOPLE, DIRECTOR, CLOSE, JUNE, COUNCIL = range(1, 10)
"""The claims that the machine finds."""
WORDED = "Varde's Feb. 9 primary is the first in the county."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the article, read once for all tests of this file."""
    return read_once(tmp_path_factory.mktemp("shelf"), TEXT, "primary")


@pytest.fixture
def path(shelf: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(shelf, tmp_path)


@pytest.fixture
def ana(path: Path) -> Iterator[Workbench]:
    """Ana's desk; whatever a test does, the database then agrees with itself."""
    with sound(path, "ana") as desk:
        yield desk


def listed(desk: Workbench) -> dict[int, str]:
    rows = desk.claims(Filter(article="primary"), limit=None).rows
    assert [row.position for row in rows] == list(range(len(rows)))
    return {row.id: row.text for row in rows}


def worded(desk: Workbench) -> ClaimRow:
    """The claim about the primary, in Ana's words, and confirmed."""
    words = "its Feb. 9 primary is the first in the county"
    desk.adjust(PRIMARY, Part(words, WORDED))
    return desk.mark([PRIMARY], "confirmed")[0]


def split(desk: Workbench) -> ClaimRow:
    """The claim about June, cut in two; the second part."""
    parts = [Part(words) for words in ("port would close", "port … repairs in June")]
    return desk.split(JUNE, parts)[1]


def edited(desk: Workbench, *replaced: tuple[str, str], text: str = TEXT) -> str:
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    desk.add_version("primary", text)
    return text


def changes(desk: Workbench) -> dict[int | None, ChangeRow]:
    return {row.claim_id: row for row in desk.diff("primary") if row.change != "unchanged"}


def turned(desk: Workbench) -> set[int | None]:
    return {turn.claim_id for turn in desk.timeline("primary").stages[-1].turns}


# Its own words stand


def test_a_worded_claim_outlives_an_edit_of_another_clause(ana: Workbench, path: Path) -> None:
    """Its words, verdict and sign-off stay, and nobody is said to have edited it."""
    worded(ana)
    with Workbench(path, actor="ben") as ben:
        [signed] = ben.sign_off([PRIMARY])
    edited(ana, ("has a lead", "may have a lead"))
    assert ana.show(PRIMARY).row == signed
    assert ana.show(PRIMARY).now.quote == "its Feb. 9 primary is the first in the county"
    assert list(changes(ana)) == [LEAD]
    assert turned(ana) == {LEAD}
    dossier = ana.dossier("primary")
    assert [row.claim_id for row in dossier.changes if row.change != "unchanged"] == [LEAD]
    ana.undo()
    assert ana.show(PRIMARY).row == signed


def standings(desk: Workbench, ids: Iterable[int]) -> list[ClaimRow]:
    """The claims as they stand, but for their place, and what the machine finds them worth."""
    return [desk.show(one).row._replace(position=0, worth=0) for one in ids]


EDITS = [
    ("said on Tuesday", "said on Wednesday"),
    ("2,100 people.", "2,100 people in 2024."),
    ("told Reuters", "told Reuters again"),
    ("will meet on Monday", "will meet on Monday, at noon"),
]

LATER = [
    ("on Wednesday", "on Thursday"),
    ("in 2024", "in 2025"),
    ("again", "twice"),
    ("at noon", "at one"),
]


@pytest.mark.parametrize(
    "mend",
    [
        lambda desk: desk.adjust(RISE, Part("grain rose 12% in March")),
        lambda desk: desk.join([TONNES, PEOPLE]),
        lambda desk: desk.drop([DIRECTOR, PEOPLE], "common knowledge"),
        split,
        lambda desk: desk.claim("primary", Part("council will meet")),
    ],
    ids=["adjust", "join", "drop", "split", "claim"],
)
def test_every_mend_outlives_it(ana: Workbench, mend: Callable[[Workbench], object]) -> None:
    """The claims that a person made keep identity and verdict, in the third version too."""
    mend(ana)
    made = {
        number: text
        for number, text in listed(ana).items()
        if any(why["rule"] == "person" for why in ana.show(number).now.claim["because"])
    }
    dropped = {row.id: row.dropped for row in ana.claims(Filter(dropped=True)).rows}
    if made:
        ana.mark(list(made), "confirmed")
    before = standings(ana, made)
    text = TEXT
    for edits in (EDITS, LATER):
        text = edited(ana, *edits, text=text)
        assert made.items() <= listed(ana).items()
        assert standings(ana, made) == before
        assert {row.id: row.dropped for row in ana.claims(Filter(dropped=True)).rows} == dropped
        assert not set(made) & changes(ana).keys()
        assert not set(made) & turned(ana)


def test_what_it_takes_the_place_of_is_not_found_again(ana: Workbench) -> None:
    """Nothing is listed twice: neither what was narrowed, nor what was cut or joined."""
    ana.adjust(RISE, Part("grain rose 12% in March"))
    ana.join([TONNES, PEOPLE])
    split(ana)
    before = listed(ana)
    edited(ana, ("Exports of", "Shipments of"), ("people.", "people there."), ("told", "has told"))
    assert listed(ana) == before


def test_a_sentence_cut_in_two_keeps_what_was_made_of_it(ana: Workbench) -> None:
    """The claim's words stand in one of them."""
    worded(ana)
    edited(
        ana, ("Rita Moe has a lead of 20 points in Varde, and its", "Rita Moe leads. In Varde, its")
    )
    assert listed(ana)[PRIMARY] == WORDED
    assert ana.show(PRIMARY).row.recheck is None


def test_a_new_figure_beside_a_mended_claim_is_a_claim(ana: Workbench) -> None:
    """The narrowed claim stays as it is, and what is new is not hidden behind it."""
    ana.adjust(RISE, Part("grain rose 12%"))
    edited(ana, ("12% in March", "12% in March after a fall of 8% in May"))
    assert listed(ana)[RISE] == "Grain rose 12%."
    new = [text for number, text in listed(ana).items() if number > COUNCIL]
    assert any("8%" in text for text in new)


def test_a_persons_word_on_who_says_it_stays(ana: Workbench) -> None:
    """Also where the sentence was edited and the claim is another person's wording."""
    worded(ana)
    ana.attribute([PRIMARY], Attributed(("Ines Roth",)))
    edited(ana, ("has a lead", "may have a lead"))
    row = ana.show(PRIMARY).row
    assert (row.text, row.sources, row.recheck) == (WORDED, ("Ines Roth",), None)


# Its own words changed


def test_a_worded_claim_whose_words_changed(ana: Workbench) -> None:
    """The machine's reading holds again, and what changed is told in printed words."""
    worded(ana)
    edited(ana, ("Feb. 9 primary", "Feb. 9 vote"))
    row = ana.show(PRIMARY).row
    assert row.text == "Its Feb. 9 vote is the first in the county."
    assert row.recheck == "the words it was made of have changed: primary became vote"
    told = changes(ana)[PRIMARY]
    assert [why["detail"] for why in told.because] == ["primary became vote"]
    [turn] = ana.timeline("primary").stages[1].turns
    assert (turn.before, turn.after) == (
        "Its Feb. 9 primary is the first in the county.",
        "Its Feb. 9 vote is the first in the county.",
    )
    assert "Varde's" not in json_text((told, turn))


def test_what_was_left_out_was_not_added_by_an_edit(ana: Workbench) -> None:
    """A narrowed claim is held against what is printed in its place now."""
    ana.adjust(RISE, Part("grain rose 12% in March"))
    ana.mark([RISE], "confirmed")
    edited(ana, ("12%", "14%"))
    row = ana.show(RISE).row
    assert row.text == "Exports of grain rose 14% in March."
    assert row.recheck == "the words it was made of have changed: 12% became 14%"
    [turn] = ana.timeline("primary").stages[1].turns
    assert (turn.before, turn.after) == ("Grain rose 12% in March.", "Grain rose 14% in March.")


def test_only_the_part_whose_words_changed_falls_back(ana: Workbench) -> None:
    """The first part of a split keeps its identity and its verdict."""
    second = split(ana)
    ana.mark([JUNE, second.id], "confirmed")
    edited(ana, ("in June", "in July"))
    first = ana.show(JUNE).row
    assert (first.text, first.recheck) == ("Port would close.", None)
    row = ana.show(second.id).row
    assert row.text == "The port would close for repairs in July."
    assert row.recheck == "the words it was made of have changed: June became July"


def test_a_denial_beside_the_words_is_a_change(ana: Workbench) -> None:
    """They stand, and yet the sentence says the contrary."""
    ana.adjust(RISE, Part("rose 12% in March", "Exports rose 12% in March."))
    ana.mark([RISE], "confirmed")
    edited(ana, ("grain rose", "grain never rose"))
    row = ana.show(RISE).row
    assert row.text == "Exports of grain never rose 12% in March."
    assert "affirmed became negated" in (row.recheck or "")


# Mended in the later version


def test_mending_a_later_version_is_no_edit(ana: Workbench) -> None:
    """What a person worded, narrowed or added there was printed before as well."""
    edited(ana, ("on Monday", "on Sunday"))
    worded(ana)
    ana.adjust(RISE, Part("grain rose 12%"))
    ana.claim("primary", Part("harbour handled 3.4 million"))
    assert list(changes(ana)) == [COUNCIL]
    assert turned(ana) == {COUNCIL}


def test_an_edit_stays_told_where_the_claim_is_worded_since(ana: Workbench) -> None:
    """In the words that both versions print."""
    edited(ana, ("Feb. 9 primary", "Feb. 10 primary"))
    [number] = [one for one, text in listed(ana).items() if "Feb. 10" in text][-1:]
    words = "its Feb. 10 primary is the first in the county"
    ana.adjust(number, Part(words, "The primary of Varde is the first."))
    told = ana.timeline("primary").stages[1].turns
    assert "primary of Varde" not in json_text((told, ana.diff("primary")))
    assert any("Feb. 10" in (turn.after or "") for turn in told)


# Where words stand


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("Trade rose 3", "Trade rose 3.4%.", None),
        ("rose 3%", "Trade rose 13%.", None),
        ("year", "A ten-year plan.", None),
        ("The port", "But the port closed.", "the port"),
        ("rose\n3%,", "It rose 3%.", "rose 3%"),
        ("the firm's plan", "It is the firm’s plan.", "the firm’s plan"),
        ("in Feb.", "He came in Feb., they say.", "in Feb."),
        (", ", "It rose, he said", None),
    ],
)
def test_words_stand_as_whole_words(words: str, text: str, there: str | None) -> None:
    """Figures are not parts of figures; typography and the first capital may differ."""
    found = standing(words, [(0, len(words))], text, Span(0, len(text)))
    assert (found and text[found[0].new.start : found[0].new.end]) == there


def test_of_two_places_the_one_in_its_stead() -> None:
    """The words that came in before are not taken for those that stood."""
    old, new = "Ann said the port closed.", "At the port Ann said the port closed."
    start = old.index("the port")
    answer = Answer(old, Span(0, len(old)), new, Span(0, len(new)))
    [stood] = answer.standing([(start, start + 8)]) or []
    assert stood.new.start == new.rindex("the port")


WORDS = st.lists(st.sampled_from("Ann said the port closed 3.4% not 3".split()), min_size=1)


@given(WORDS, WORDS, st.data())
def test_what_moved_is_within_the_new_text(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    """Whole words of it; and a text laid beside itself stays where it is."""
    ones, others = " ".join(old), " ".join(new)
    start = data.draw(st.integers(0, len(ones) - 1))
    end = data.draw(st.integers(start + 1, len(ones)))
    answer = Answer(ones, Span(0, len(ones)), others, Span(0, len(others)))
    moved = answer.moved((start, end))
    if moved:
        assert set(others[moved.start : moved.end].split()) <= set(new)
    same = Answer(ones, Span(0, len(ones)), ones, Span(0, len(ones)))
    kept = same.moved((0, len(ones)))
    assert kept == Span(0, len(ones))
    assert (same.likeness, same.holds) == (1, True)
    found = same.standing([(0, len(ones))])
    assert found
    assert found[0].new == Span(0, len(ones))
