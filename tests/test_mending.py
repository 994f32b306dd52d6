"""What people mend in the machine's reading: events that hold for versions to come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Done
from hypothesis import given, settings
from hypothesis import strategies as st
from shelves import copied, read_once, sound

from claims import Claim
from claims.selection import whole_words
from verify.errors import VerifyError
from verify.records import Attributed, ClaimRow, Filter, Metadata, Part
from verify.report.machine import json_text
from verify.report.redaction import redacted
from verify.store import connection
from verify.workbench import Workbench, redrawing
from verify.workbench.pointing import spans_of

SEEDS = Path(__file__).parent.parent / "seeds"
GRAIN = """\
Exports of grain rose 12% in March, the port of Odesa said on Tuesday.

The harbour handled 3.4 million tonnes and employed 2,100 people. Maria Lopez, its director, \
told Reuters that the port would close for repairs in June.

No ship was lost. The council will meet on Monday.
"""
RISE, TONNES, PEOPLE, DIRECTOR, CLOSE, JUNE, SHIP, COUNCIL = range(1, 9)
"""The claims that the machine finds."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the article, read once for all tests of this file."""
    return read_once(tmp_path_factory.mktemp("shelf"), GRAIN, "grain")


@pytest.fixture
def path(shelf: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(shelf, tmp_path)


@pytest.fixture
def ana(path: Path) -> Iterator[Workbench]:
    """Ana's desk; whatever a test does, the database then agrees with itself."""
    with sound(path, "ana") as desk:
        yield desk


@pytest.fixture
def ben(path: Path) -> Iterator[Workbench]:
    """Ben's, at the same database."""
    with Workbench(path, actor="ben") as desk:
        yield desk


def listed(desk: Workbench) -> dict[int, str]:
    """The article's claims in its order; their positions count from 0."""
    rows = desk.claims(Filter(article="grain"), limit=None).rows
    assert [row.position for row in rows] == list(range(len(rows)))
    return {row.id: row.text for row in rows}


def adjusted(desk: Workbench, number: int, words: str, text: str | None = None) -> ClaimRow:
    return desk.adjust(number, Part(words, text))


def made(desk: Workbench, words: str, text: str | None = None) -> ClaimRow:
    return desk.claim("grain", Part(words, text))


# One correction after the other


def test_adjusting_changes_the_words_and_what_is_found_in_them(ana: Workbench) -> None:
    """The claim quotes the new words; figures, dates and source are those of them."""
    row = adjusted(ana, RISE, "Exports of grain rose 12%")
    assert (row.id, row.text, row.sources) == (
        RISE,
        "Exports of grain rose 12%.",
        ("port of Odesa",),
    )
    now = ana.show(RISE).now
    claim = Claim.model_validate(now.claim)
    assert [GRAIN[start:end] for start, end in claim.spans] == [now.quote]
    assert [one.value for one in claim.quantities] == [12.0]
    assert not claim.dates
    assert [(why.rule, why.detail) for why in claim.because] == [("person", "ana set its words")]
    assert ana.count(Filter(search="March")) == 0


def test_half_words_grow_to_whole_ones(ana: Workbench) -> None:
    """Whoever selects with a mouse need not hit the letter."""
    start = GRAIN.index("xports")
    row = ana.adjust(RISE, Part(((start, GRAIN.index("se 12%") + 5),)))
    assert row.text == "Exports of grain rose 12%."


def test_a_persons_wording_is_told(ana: Workbench) -> None:
    """The text is theirs, the quote the article's."""
    row = adjusted(ana, SHIP, "No ship was lost", "No ship sank in the port of Odesa.")
    detail = ana.show(SHIP)
    assert row.text == "No ship sank in the port of Odesa."
    assert detail.now.quote == "No ship was lost"
    assert detail.now.claim["because"][0]["detail"] == "ana set its words and worded it"
    assert detail.now.claim["polarity"] == "negated"


def test_a_verdict_on_other_words_falls(ana: Workbench, ben: Workbench) -> None:
    """It is due for re-check with the reason, and its sign-off lapses; undo brings both back."""
    ana.mark([RISE], "confirmed")
    ben.sign_off([RISE])
    before = ana.show(RISE).row
    row = adjusted(ana, RISE, "Exports of grain rose 12%")
    assert (row.status, row.recheck) == ("confirmed", "its words were changed by ana")
    assert row.signed_off_by is None
    ana.undo()
    assert ana.show(RISE).row == before


def test_splitting_keeps_the_first_and_makes_the_others(ana: Workbench) -> None:
    """The new claim stands behind the first; who says it by a person's word stays said."""
    ana.attribute([JUNE], Attributed(("Ines Roth",)))
    ana.assign([JUNE], "ben")
    first, second = ana.split(
        JUNE,
        [Part("the port would close"), Part("the port … repairs in June")],
    )
    assert (first.id, first.text) == (JUNE, "The port would close.")
    assert (second.id, second.text) == (COUNCIL + 1, "The port repairs in June.")
    assert (second.sources, second.assignee, second.status) == (("Ines Roth",), "ben", "unchecked")
    assert list(listed(ana))[5:8] == [JUNE, second.id, SHIP]


def test_joining_drops_the_others(ana: Workbench) -> None:
    """The first has the words of all; the others say of what they became part."""
    ana.mark([TONNES], "confirmed")
    row = ana.join([PEOPLE, TONNES])
    assert (row.id, row.text) == (
        TONNES,
        "The harbour handled 3.4 million tonnes employed 2,100 people.",
    )
    assert row.recheck == "it was joined with claim 3 by ana"
    assert ana.show(PEOPLE).row.dropped == "now part of claim 2"
    assert PEOPLE not in listed(ana)
    assert [one["value"] for one in ana.show(TONNES).now.claim["quantities"]] == [3.4e6, 2100.0]


def test_what_is_dropped_is_nowhere_but_known(ana: Workbench) -> None:
    """It is not listed, counted, reported, nor among what the article no longer makes."""
    before = ana.article("grain").claims
    ana.drop([DIRECTOR, SHIP], "common knowledge")
    assert not {DIRECTOR, SHIP} & listed(ana).keys()
    assert ana.article("grain").claims == before - 2
    assert ana.claims(Filter(article="grain", removed=True)).rows == ()
    dossier = ana.dossier("grain")
    assert len(dossier.claims) == before - 2
    assert dossier.removed == ()
    assert [one.row.position for one in dossier.claims] == list(range(before - 2))
    found = ana.claims(Filter(article="grain", dropped=True)).rows
    assert [(row.id, row.dropped) for row in found] == [
        (DIRECTOR, "common knowledge"),
        (SHIP, "common knowledge"),
    ]
    assert ana.show(SHIP).history[-1].action == "dropped"
    [row] = ana.keep([SHIP])
    assert (row.dropped, row.removed) == (None, False)
    assert SHIP in listed(ana)


def test_a_missed_claim_takes_its_place(ana: Workbench) -> None:
    """It stands where its words stand, with the status of a new claim."""
    row = made(ana, "the port of Odesa said on Tuesday")
    assert (row.id, row.status, row.text) == (
        COUNCIL + 1,
        "unchecked",
        "The port of Odesa said on Tuesday.",
    )
    assert list(listed(ana)).index(row.id) == 1
    assert ana.show(row.id).now.claim["dates"][0]["text"] == "Tuesday"
    ana.mark([row.id], "confirmed")
    assert ana.count(Filter(status=("confirmed",))) == 1


def test_claims_between_claims_between_claims(ana: Workbench) -> None:
    """However often something is put between, the order stays that of the words."""
    words = [
        "handled 3.4 million",
        "3.4 million tonnes",
        "million tonnes and",
        "tonnes and employed",
    ]
    ids = [made(ana, one).id for one in reversed(words)]
    assert list(listed(ana))[1:6] == [TONNES, PEOPLE, *reversed(ids)][:5]


# Refusals


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([(5, 5)], "no words from 5 to 5"),
        ([(-3, 4)], "no words from -3 to 4"),
        ([(0, 100_000)], "no words from 0 to 100000"),
        ([(70, 72)], "no word in what you chose"),
        ([(0, 3)], "alone says nothing"),
        ([], "no word in what you chose"),
    ],
)
def test_spans_that_make_no_claim(ana: Workbench, spans: list[tuple[int, int]], told: str) -> None:
    """They are refused, and the database is as it was."""
    before = ana.history()
    with pytest.raises(VerifyError, match=told):
        ana.claim("grain", Part(tuple(spans)))
    assert ana.history() == before


def test_what_cannot_be_mended(ana: Workbench) -> None:
    """Each refusal says why."""
    with pytest.raises(VerifyError, match="has these words already"):
        adjusted(ana, SHIP, "No ship was lost")
    with pytest.raises(VerifyError, match="two or more"):
        ana.split(TONNES, [Part("The harbour handled")] * 2)
    with pytest.raises(VerifyError, match="nothing to join"):
        ana.join([TONNES, TONNES])
    with pytest.raises(VerifyError, match="says just that"):
        made(ana, "No ship was lost")
    ana.drop([SHIP])
    with pytest.raises(VerifyError, match="dropped already"):
        ana.drop([SHIP])
    with pytest.raises(VerifyError, match="verify fix keep 7"):
        adjusted(ana, SHIP, "No ship")
    with pytest.raises(VerifyError, match="verify fix keep 7"):
        made(ana, "No ship was lost")
    with pytest.raises(VerifyError, match="is not dropped"):
        ana.keep([RISE])


def test_claims_of_two_articles_are_not_joined(ana: Workbench) -> None:
    """A claim is of one article."""
    ana.add("No ship was lost at Varde in 2024.", Metadata(slug="varde"))
    with pytest.raises(VerifyError, match="several articles: grain, varde"):
        ana.join([SHIP, COUNCIL + 1])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the harbor handled 3.4 million", "it has “The harbour handled 3.4 million”"),
        ("port", "stands in 2 places"),
        ("…", "no words to look for"),
    ],
)
def test_words_that_are_not_there(words: str, told: str) -> None:
    """What is near is told, or where else they stand."""
    with pytest.raises(VerifyError) as refused:
        spans_of(GRAIN, words)
    assert told in str(refused.value)


def test_words_are_looked_for_near_the_claim() -> None:
    """The claim's own sentence comes first."""
    start = GRAIN.index("Maria")
    [(first, last)] = spans_of(GRAIN, "port", (start, GRAIN.index("June.") + 5))
    assert GRAIN[first - 4 : last] == "the port"
    assert first > start


# Undo


@pytest.mark.parametrize(
    "mend",
    [
        lambda desk: adjusted(desk, RISE, "Exports of grain"),
        lambda desk: desk.split(
            TONNES,
            [Part("The harbour handled"), Part("tonnes and employed")],
        ),
        lambda desk: desk.join([TONNES, PEOPLE]),
        lambda desk: desk.drop([SHIP, RISE], "no"),
        lambda desk: made(desk, "council will meet"),
    ],
    ids=["adjust", "split", "join", "drop", "claim"],
)
def test_undo_takes_back_the_whole_command(
    ana: Workbench, mend: Callable[[Workbench], object]
) -> None:
    """The list is as before, and a claim that a person made is out of sight."""
    ana.mark([RISE, TONNES, PEOPLE], "confirmed")
    before = ana.claims(Filter(article="grain"), limit=None).rows
    mend(ana)
    assert ana.check() == []
    assert ana.claims(Filter(article="grain"), limit=None).rows != before
    ana.undo()
    assert ana.claims(Filter(article="grain"), limit=None).rows == before
    assert ana.claims(Filter(dropped=True)).rows == ()
    with pytest.raises(VerifyError, match="no claim 9"):
        ana.show(COUNCIL + 1)


def test_undo_is_refused_where_others_built_on_it(ana: Workbench, ben: Workbench) -> None:
    """Ben judged the new words; or added a version; or mended a version that Ana added."""
    adjusted(ana, RISE, "Exports of grain rose 12%")
    ben.mark([RISE], "confirmed")
    with pytest.raises(VerifyError, match="ben has since worked on claim 1"):
        ana.undo()
    ben.undo()
    new = made(ana, "council will meet")
    ben.note([new.id], "on the agenda")
    with pytest.raises(VerifyError, match=f"worked on claim {new.id}"):
        ana.undo()
    ben.undo()
    ben.add_version("grain", GRAIN + "It rained.\n")
    with pytest.raises(VerifyError, match="later version"):
        ana.undo()
    adjusted(ana, SHIP, "No ship")
    with pytest.raises(VerifyError, match="ana has since mended claim 7"):
        ben.undo()


# The next version


def mended(desk: Workbench) -> dict[int, str]:
    """Mend each sentence in some way; the claims then listed."""
    desk.mark([RISE], "confirmed")
    adjusted(desk, RISE, "grain rose 12% in March")
    desk.join([TONNES, PEOPLE])
    desk.drop([DIRECTOR], "common knowledge")
    desk.split(JUNE, [Part("port would close"), Part("port … repairs in June")])
    made(desk, "council will meet on Monday", "A meeting is due.")
    return listed(desk)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text + "\nIt rained in Odesa.\n",
        lambda text: "Odesa, Tuesday.\n\n" + text,
        lambda text: text.replace("million tonnes and", "million\ntonnes and") + "It rained.\n",
        lambda text: "\n\n".join(reversed(text.strip().split("\n\n"))) + "\n",
    ],
    ids=["more behind", "more before", "another line end", "moved"],
)
def test_sentences_that_stay_stay_repaired(ana: Workbench, edit: Callable[[str], str]) -> None:
    """Every mended claim keeps its words, identity and verdict, in the second and third version."""
    before = mended(ana)
    standing = ana.show(RISE).row
    text = edit(GRAIN)
    ana.add_version("grain", text)
    assert ana.check() == []
    assert before.items() <= listed(ana).items()
    assert ana.show(RISE).row._replace(position=0) == standing
    now = ana.show(TONNES)
    assert (now.now.version, now.row.status) == (2, "unchecked")
    ana.add_version("grain", text + "Nobody came.\n")
    assert before.items() <= listed(ana).items()
    dropped = {row.id for row in ana.claims(Filter(dropped=True)).rows}
    assert dropped == {PEOPLE, DIRECTOR}
    assert not ana.claims(Filter(removed=True)).rows


def test_an_edited_sentence_is_read_anew(ana: Workbench) -> None:
    """The machine's reading holds again, compared with what the person made of it."""
    mended(ana)
    ana.mark([TONNES], "confirmed")
    text = GRAIN.replace("12%", "14%").replace("3.4 million", "3.5 million")
    ana.add_version("grain", text)
    rise, tonnes = ana.show(RISE).row, ana.show(TONNES).row
    assert rise.text == "Exports of grain rose 14% in March."
    assert "12% became 14%" in (rise.recheck or "")
    assert "3.4 million became 3.5 million" in (tonnes.recheck or "")
    people = ana.show(PEOPLE).row
    assert (people.text, people.dropped) == ("The harbour employed 2,100 people.", None)
    assert "returned" in [event.action for event in ana.show(PEOPLE).history]


def test_what_was_dropped_stays_dropped_in_an_edited_sentence(ana: Workbench) -> None:
    """The machine finds it again in the same words, and nobody is asked twice."""
    ana.drop([DIRECTOR], "common knowledge")
    ana.add_version("grain", GRAIN.replace("in June", "in July"))
    assert ana.show(DIRECTOR).row.dropped == "common knowledge"
    assert ana.show(DIRECTOR).now.version == 2
    assert DIRECTOR not in listed(ana)
    assert all("director" not in text for text in listed(ana).values())


def test_what_goes_and_comes_back_is_still_repaired(ana: Workbench) -> None:
    """The sentence returns in the third version with the person's claims, under their old ids."""
    before = mended(ana)
    ana.add_version("grain", GRAIN.partition("\n\n")[0])
    assert list(listed(ana)) == [RISE]
    ana.add_version("grain", GRAIN)
    assert listed(ana) == before
    assert {row.id for row in ana.claims(Filter(dropped=True)).rows} == {PEOPLE, DIRECTOR}
    assert ana.count(Filter(removed=True)) == 0


def test_a_joined_claim_that_came_apart_is_joined_again(ana: Workbench) -> None:
    """As soon as the sentence has its old words again."""
    ana.join([TONNES, PEOPLE])
    ana.add_version("grain", GRAIN.replace("3.4 million", "3.5 million"))
    assert PEOPLE in listed(ana)
    ana.add_version("grain", GRAIN)
    assert "employed" in listed(ana)[TONNES]
    assert PEOPLE not in listed(ana)
    assert ana.show(PEOPLE).history[-1].note == f"now part of claim {TONNES}"


def test_taking_the_drop_back_holds_for_the_next_version(ana: Workbench) -> None:
    """A sentence in which nothing is mended any more is the machine's."""
    ana.drop([SHIP])
    ana.add_version("grain", GRAIN + "It rained.\n")
    ana.keep([SHIP])
    ana.add_version("grain", GRAIN + "It rained in Odesa.\n")
    row = ana.show(SHIP).row
    assert (row.dropped, row.removed) == (None, False)


def test_mending_again_in_a_later_version(ana: Workbench) -> None:
    """What the person made of the earlier version stays what it was there."""
    adjusted(ana, RISE, "Exports of grain rose 12%")
    made(ana, "council will meet")
    ana.add_version("grain", "Odesa.\n\n" + GRAIN)
    adjusted(ana, RISE, "grain rose 12%")
    adjusted(ana, COUNCIL + 1, "The council will meet")
    told = [(one.version, one.text) for one in ana.show(RISE).occurrences]
    assert told == [(1, "Exports of grain rose 12%."), (2, "Grain rose 12%.")]
    assert [one.version for one in ana.show(COUNCIL + 1).occurrences] == [1, 2]
    assert "Exports of grain rose 12%." in [one.row.text for one in ana.dossier("grain", 1).claims]
    ana.undo()
    ana.undo()
    assert ana.show(RISE).row.text == "Exports of grain rose 12%."
    ana.undo()
    assert ana.check() == []
    assert [one.version for one in ana.show(RISE).occurrences] == [1]


def test_the_seed_and_its_second_version(tmp_path: Path) -> None:
    """A long article, mended all over: the database agrees with itself, and comes back the same."""
    first, second = (
        (SEEDS / name).read_text(encoding="utf-8")
        for name in ("venezuela-russia.txt", "venezuela-russia-v2.txt")
    )
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        desk.add(first, Metadata(slug="grain"))
        rows = desk.claims(limit=None).rows
        kept = [row.id for row in rows if "Chavez" in row.text]
        desk.join(kept)
        desk.drop([rows[0].id, rows[6].id])
        new = desk.claim("grain", Part("face sweeping Western sanctions"))
        before = listed(desk)
        desk.add_version("grain", second)
        assert desk.check() == []
        assert {kept[0], new.id} <= listed(desk).keys()
        assert not {rows[0].id, rows[6].id, *kept[1:]} & listed(desk).keys()
        desk.add_version("grain", first)
        assert desk.check() == []
        assert listed(desk) == before


# Elsewhere


def test_versions_are_compared_as_mended(ana: Workbench) -> None:
    """What a person dropped or joined is neither added nor removed by an edit."""
    mended(ana)
    ana.add_version("grain", GRAIN + "It rained in Odesa.\n")
    changes = ana.diff("grain")
    assert {row.change for row in changes if row.claim_id} == {"unchanged", "added"}
    turns = ana.timeline("grain").stages[1].turns
    assert [turn.action for turn in turns] == ["added"]


def test_export_and_import_carry_what_was_mended(ana: Workbench, tmp_path: Path) -> None:
    """The copy lists and exports the same, and is sound."""
    before = mended(ana)
    ana.add_version("grain", GRAIN + "It rained.\n")
    lines = [json.dumps(row) for row in ana.export()]
    with Workbench(tmp_path / "copy.db", actor="ben") as copy:
        copy.import_(lines)
        assert copy.check() == []
        assert before.items() <= listed(copy).items()
        assert [json.dumps(row) for row in copy.export()] == lines


def test_a_bundle_carries_what_was_mended(ana: Workbench, tmp_path: Path) -> None:
    """In the other database the ids are others, also where one claim is part of another."""
    before = list(mended(ana).values())
    data = ana.bundle("grain", {})
    with Workbench(tmp_path / "other.db", actor="ben") as other:
        other.add("Nobody came to Varde in 2024. It rained there.", Metadata(slug="varde"))
        more = other.article("varde").claims
        other.unbundle(data)
        assert other.check() == []
        assert list(listed(other).values()) == before
        assert other.show(PEOPLE + more).row.dropped == f"now part of claim {TONNES + more}"


def test_a_redacted_report_hides_what_people_wrote(path: Path, ana: Workbench) -> None:
    """Also where they wrote it to word a claim, or to say why one is dropped."""
    with Workbench(path, actor="cy@example.org") as cy:
        adjusted(cy, SHIP, "No ship was lost", "No ship sank, says ann@example.org.")
        cy.undo()
        adjusted(cy, SHIP, "No ship was lost", "No ship sank, says ann@example.org.")
    ana.add_version("grain", GRAIN + "It rained in Odesa.\n")
    whole = ana.dossier("grain")
    assert "example.org" in json_text(whole)
    assert "example.org" not in json_text(redacted(whole))
    assert "No ship sank, says [left out]." in json_text(redacted(whole))


def test_the_check_finds_tampering(path: Path, ana: Workbench) -> None:
    """Words that do not stand in the text, and words without an event."""
    adjusted(ana, RISE, "Exports of grain rose 12%")
    db = connection.connect(path)
    [stored] = db.execute("SELECT worded FROM claims WHERE id = ?", (RISE,)).fetchone()
    with Workbench(path, actor="ben") as desk:
        told = json.loads(stored)
        told[0]["claim"]["spans"][0][0] += 1
        db.execute("UPDATE claims SET worded = ? WHERE id = ?", (json.dumps(told), RISE))
        assert {"quote", "status"} <= {found.what for found in desk.check()}
        db.execute("UPDATE claims SET worded = ?, dropped = 'x' WHERE id = ?", (stored, RISE))
        assert {"list", "status"} <= {found.what for found in desk.check()}
        db.execute("UPDATE claims SET dropped = NULL WHERE id = ?", (RISE,))
    db.close()


# Any words at all


@given(st.lists(st.tuples(st.integers(-2, len(GRAIN) + 2), st.integers(-2, len(GRAIN) + 2))))
def test_whole_words_stand_in_the_text(spans: list[tuple[int, int]]) -> None:
    """In order, apart, without space around them, and no word is cut."""
    given_ = [(a, b) for a, b in spans if 0 <= a < b <= len(GRAIN)]
    found = whole_words(GRAIN, given_)
    ends = [at for span in found for at in span]
    assert ends == sorted(set(ends))
    for start, end in found:
        assert GRAIN[start:end] == GRAIN[start:end].strip()
        assert not (start and GRAIN[start - 1 : start + 1].isalnum())
        assert not GRAIN[end - 1 : end + 1].isalnum() or end == len(GRAIN)


class Shop(NamedTuple):
    """A database of its own, and its article, read once."""

    path: Path
    ground: redrawing.Ground


@pytest.fixture(scope="module")
def shop(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Where any words are tried."""
    path = tmp_path_factory.mktemp("shop") / "grain.db"
    path.write_bytes(shelf.read_bytes())
    with Workbench(path, actor="ana") as desk, desk.reading() as db:
        where = redrawing.place(db, "grain")
    return Shop(path, redrawing.read(*where, "ana", "unchecked"))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-1, len(GRAIN) + 1), st.integers(0, 90)).map(
            lambda one: (one[0], sum(one))
        ),
        max_size=3,
    )
)
def test_any_words_make_a_claim_or_are_refused(shop: Shop, spans: list[tuple[int, int]]) -> None:
    """The claim is valid, quotes the text, and the database agrees with itself."""
    with Workbench(shop.path, actor="ana") as desk:
        before = desk.count()
        try:
            with desk.writing() as db:
                row = redrawing.make(db, shop.ground, Part(tuple(spans)))
        except VerifyError:
            assert desk.count() == before
            return
        now = desk.show(row.id).now
        claim = Claim.model_validate(now.claim)
        assert " … ".join(GRAIN[start:end] for start, end in claim.spans) == now.quote
        assert row.text[:1] == row.text[:1].upper()
        assert desk.check() == []
        desk.undo()
        assert desk.count() == before


# The command line


@pytest.fixture
def fix(
    path: Path, verify: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """The command line at the article's database."""
    monkeypatch.setenv("VERIFY_DB", str(path))
    return verify


def test_fix_on_the_command_line(fix: Callable[..., Done]) -> None:
    """Each command prints the claims as they now are; the history tells it in words."""
    [row] = fix("fix", "words", "1", "Exports of grain rose 12%", "--json").json
    assert row["text"] == "Exports of grain rose 12%."
    rows = fix("fix", "split", "6", "port would close", "for repairs … June", "--json").json
    assert [row["id"] for row in rows] == [6, 9]
    assert [row["id"] for row in fix("fix", "join", "2", "3", "--json").json] == [2]
    out = fix("fix", "drop", "4", "7", "--reason", "common knowledge").out
    assert out.count("dropped: common knowledge") == 2
    assert fix("fix", "keep", "7").code == 0
    [row] = fix(
        "fix", "add", "grain", "council will meet", "--as", "A meeting is due.", "--json"
    ).json
    assert row["text"] == "A meeting is due."
    assert [row["id"] for row in fix("list", "--dropped", "--json").json] == [3, 4]
    told = fix("history", "--article", "grain").out
    for words in (
        "changed its words: Exports of grain rose 12% in March. → Exports of grain rose 12%.",
        "joined it: now part of claim 2",
        "dropped it: common knowledge",
        "brought it back",
        "added it by hand: A meeting is due.",
    ):
        assert words in told
    assert "worded" not in told
    shown = fix("show", str(row["id"])).out
    assert "by hand       ana added it and worded it" in shown
    assert fix("check").code == 0
    assert fix("undo").out.startswith("Taken back: made claim 10")


def test_fix_refuses_in_one_line(fix: Callable[..., Done]) -> None:
    """What is wrong and what to do."""
    assert (
        "it has “Exports of grain rose 12%”"
        in fix("fix", "words", "1", "Exports of grain rise 12%").refusal
    )
    assert "There is no claim 99" in fix("fix", "drop", "99").refusal
    assert fix("fix", "split", "1", "grain").code == 2
    assert fix("fix", "join", "1").code == 2
    assert fix("fix", "words", "1-2", "grain").code == 2
