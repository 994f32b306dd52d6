"""The same fact in other articles, the passages nearest to a claim, and where it comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Done
from drafts import shelve
from shelves import copied

from verify.config import Sufficiency
from verify.errors import VerifyError
from verify.records import Attributed, Filter, Metadata, Proof
from verify.store import searching
from verify.workbench import Workbench
from verify.workbench.evidence import File

WIRE = """\
ODESA (Reuters) - Grain exports from the port of Odesa rose 21% in April.

The port of Odesa shipped 3.4 million tonnes of wheat and maize, Olena Marchenko told Reuters.
"""
COPY = """\
Grain exports from the port of Odesa rose 21% in April.

The port of Odesa shipped 3.4 million tonnes of wheat and maize, Olena Marchenko told Reuters.

Traders in Rotterdam wait.
"""
OWN = """\
We counted the ships in the harbour for a month.

Grain exports from the port of Odesa rose 31% in April.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wire report, a paper that printed it, and one that went there itself."""
    path = tmp_path_factory.mktemp("library") / "verify.db"
    with Workbench(path, actor="ana") as desk:
        for slug, publisher, text in (
            ("wire", "Reuters", WIRE),
            ("copy", "Daily Planet", COPY),
            ("own", "Metro", OWN),
        ):
            desk.add(text, Metadata(slug=slug, publisher=publisher, published=date(2025, 5, 6)))
    return path


@pytest.fixture
def desk(library: Path, tmp_path: Path) -> Workbench:
    """Ana at a copy of that database."""
    return Workbench(copied(library, tmp_path), actor="ana")


def rose(desk: Workbench, article: str) -> int:
    """The claim of an article that the exports rose."""
    [row] = desk.claims(Filter(article=article, search="exports")).rows
    return row.id


def test_the_same_fact_is_found_with_its_verdict(desk: Workbench) -> None:
    """What says the same comes first, then what differs, with the figures that do."""
    mine, theirs, other = (rose(desk, slug) for slug in ("wire", "copy", "own"))
    desk.mark([theirs], "confirmed")
    same, different = desk.similar(mine)
    assert (same.row.id, same.outcome, same.row.status) == (theirs, "same", "confirmed")
    assert same.verdict_at is not None
    assert (different.row.id, different.outcome) == (other, "differs")
    assert "21% became 31%" in different.differs
    assert different.verdict_at is None


STREETS = "Ash Birch Cedar Elder Fir Hazel Larch Maple Oak Pine Rowan Willow".split()
WORKS = "paved lit swept widened closed reopened".split()


def test_a_twin_is_found_among_thousands(tmp_path: Path) -> None:
    """By its rare words, whatever other words it has; by all the common ones where it has no rare
    ones, though each of these stands in a thousand claims.
    """
    path = tmp_path / "verify.db"
    town = [
        f"{STREETS[n % 12]} street was {WORKS[n // 12 % 6]} for {n} days in ward {n // 72}."
        for n in range(1_500)
    ]
    shelve(path, "\n".join(town), "town")
    own = ["They paved Ash street for 40 weeks in ward 7.", "Ward 1 lit a street in days."]
    shelve(path, "\n".join([*own, "The zeppelin landed at noon."]), "other")
    shelve(path, "At noon a zeppelin was to land.\n", "third")
    with Workbench(path, actor="ana") as desk:
        paved, _, landed = (row.id for row in desk.claims(Filter(article="other")).rows)
        alike = [one.row.text for one in desk.similar(paved)]
        assert "Ash street was paved for 504 days in ward 7." in alike
        [twin] = desk.claims(Filter(article="third")).rows
        assert [one.row.id for one in desk.similar(landed)] == [twin.id]
        with desk.reading() as db:
            common = searching.with_rare_words(db, ["street", "days", "ward"], besides=2)
    assert common
    assert all("street" in town[claim - 1] for claim in common)


def test_other_papers_are_found_among_an_articles_own_claims(tmp_path: Path) -> None:
    """A rare word that an article itself has in a hundred claims still leads to the other one."""
    path = tmp_path / "verify.db"
    shelve(path, "".join(f"The zeppelin flew {n} miles.\n" for n in range(150)), "paper")
    shelve(path, "The zeppelin flew 7 miles too far.\n", "other")
    with Workbench(path, actor="ana") as desk:
        assert "other" in {one.row.article for one in desk.similar(8)}


def test_facts_of_many_articles_are_asked_once(tmp_path: Path) -> None:
    """Each is listed once, with how many articles make it; in an article, all of its own."""
    path = tmp_path / "verify.db"
    for slug in ("one", "two", "three"):
        shelve(path, f"Norway signed 350% more contracts in {slug}.\nOslo met Norway.\n", slug)
    with Workbench(path, actor="ana") as desk:
        [row] = desk.claims(Filter(repeated=True)).rows
        assert (row.id, row.articles) == (2, 3)
        assert [row.id for row in desk.claims(Filter(article="two", repeated=True)).rows] == [4]
        desk.undo()
        assert [row.articles for row in desk.claims(Filter(repeated=True)).rows] == [2]
        assert desk.check() == []
        desk.undo()
        assert desk.count(Filter(repeated=True)) == 0
        assert desk.check() == []


def test_one_verdict_for_a_fact_wherever_it_stands(desk: Workbench) -> None:
    """A command marks it everywhere, with an event for each claim, and undo takes all back."""
    mine, theirs = rose(desk, "wire"), rose(desk, "copy")
    assert desk.everywhere([mine]) == [mine, theirs]
    desk.mark(desk.everywhere([mine]), "confirmed", note="register")
    assert {one.status for one in desk.rows([mine, theirs])} == {"confirmed"}
    assert [event.note for event in desk.history(theirs) if event.action == "marked"] == [
        "register"
    ]
    desk.undo()
    assert {one.status for one in desk.rows([mine, theirs])} == {"unchecked"}


def test_a_claim_beside_the_passages_nearest_to_it(desk: Workbench) -> None:
    """Those of its own evidence first, then of other articles, figure by figure."""
    mine = rose(desk, "wire")
    register = b"Port register\n\nGrain exports in April: up 22% on the year before.\n"
    desk.attach_file([mine], File(register, "register.txt"), Proof())
    found = desk.compare([mine])
    assert found[0].where == "register.txt"
    quoted = File(b"Ports of Odesa in April\n\nIn a month 23% more was loaded.\n", "quoted.txt")
    desk.attach_file([rose(desk, "own")], quoted, Proof(quote="23% more was loaded"))
    told = [one.passage for one in desk.compare([rose(desk, "own")])]
    assert "23% more was loaded" in told
    assert found[0].passage == "Grain exports in April: up 22% on the year before."
    assert [one["outcome"] for one in found[0].agreements if one["what"] == "figure"] == ["differs"]
    assert {one.article for one in found[1:]} == {"copy", "own"}
    by_article = {one.article: one.agreements[0]["outcome"] for one in found[1:]}
    assert by_article == {"copy": "agrees", "own": "differs"}


def origins(desk: Workbench, claim_id: int) -> list[tuple[str, list[str]]]:
    [found] = desk.independence([claim_id])
    return [(one.name, [place.outlet for place in one.supports]) for one in found.origins]


def test_wire_copy_is_one_origin(desk: Workbench) -> None:
    """The credit and the shared words lead both papers to the agency."""
    assert origins(desk, rose(desk, "wire")) == [("Reuters", ["Reuters", "Daily Planet"])]
    [found] = desk.independence([rose(desk, "copy")])
    [place, other] = found.origins[0].supports
    assert "shares" in other.why
    assert place.claim_id == rose(desk, "copy")


def test_three_papers_that_quote_one_agency_are_one_origin(tmp_path: Path) -> None:
    """Whoever prints it, and under whichever name the agency goes."""
    path = tmp_path / "verify.db"
    for slug in ("one", "two", "three"):
        weather = " ".join(f"{slug}{day}" for day in range(20))
        shelve(path, f"TASS: Norway signed 350% more contracts.\n{weather}\n", slug)
    with Workbench(path, actor="ana") as desk:
        assert origins(desk, 1) == [("TASS", ["one", "two", "three"])]
        desk.attribute([5], Attributed(("Ann Lee",)))
        assert origins(desk, 1) == [("TASS", ["one", "two"]), ("Ann Lee", ["three"])]


SEEN = (
    "Our reporter counted 31 percent more grain leaving Odesa in April than the month before.",
    "In April, exports of grain from Odesa grew by nearly a third, customs files show.",
    "Odesa: April exports of grain up 31%. The lists of the pilots say so, day by day.",
)


def secondary(number: int) -> File:
    """A page of another publisher."""
    return File(SEEN[number].encode(), f"page-{number}.txt")


def test_what_is_enough_is_the_desks_rule(desk: Workbench, tmp_path: Path) -> None:
    """One first-hand piece, or several independent others: copies count once, contexts never."""
    mine = rose(desk, "own")
    for number in range(3):
        for _ in range(2):
            desk.attach_file([mine], secondary(number), Proof(kind="secondary"))
    [found] = desk.independence([mine])
    assert (found.primary, found.secondary, found.lacks) == (0, 3, "")
    stricter = Workbench(
        tmp_path / "verify.db", actor="ana", sufficiency=Sufficiency(primary=2, secondary=4)
    )
    [found] = stricter.independence([mine])
    assert found.lacks == "the desk asks for 2 primary or 4 independent secondary"
    other = rose(desk, "wire")
    desk.attach_file([other], secondary(0), Proof(kind="primary", stance="context"))
    assert desk.independence([other])[0].primary == 0
    desk.attach_file([other], secondary(0), Proof(kind="primary", stance="supports"))
    assert desk.independence([other])[0].lacks == ""


def test_what_nobody_knows_confirms_nothing(desk: Workbench) -> None:
    """Pictures without words or publisher are no independent origins, and one file counts once."""
    mine = rose(desk, "own")
    for number in range(3):
        picture = File(b"\x89PNG\r\n" + bytes([number]) * 9, f"{number}.png")
        desk.attach_file([mine], picture, Proof(kind="secondary"))
    assert desk.independence([mine])[0].secondary == 0
    for _ in range(2):
        desk.attach_file([mine], secondary(0), Proof(kind="primary"))
    assert desk.independence([mine])[0].primary == 1


def test_a_copy_of_the_article_does_not_confirm_it(desk: Workbench) -> None:
    """A page with the article's own words is no second source."""
    mine = rose(desk, "own")
    desk.attach_file([mine], File(OWN.encode(), "reprint.txt"), Proof(kind="secondary"))
    [found] = desk.independence([mine])
    assert (found.secondary, len(found.origins)) == (0, 1)


def test_the_commands_tell_the_same(verify: object) -> None:
    """As a desk sees it on its terminal."""
    run = verify
    assert callable(run)
    Path("again.txt").write_text("Maria Lopez said the port will close in June.\n")
    run("add", "again.txt", "--publisher", "Metro")
    shown: Done = run("sources", "--independent", "2")
    assert shown.code == 0
    assert "1 origin" in shown.out
    assert run("similar", "4").err == "No other article says that\n"
    assert run("list", "--repeated", "--json").json == []
    assert run("compare").code == 2
    assert run("compare", "--all", "harbour").code == 0
    assert run("compare", "1", "--json").json == []
    assert "no claim 99" in run("similar", "99").refusal


def test_unknown_claims_are_refused(desk: Workbench) -> None:
    """By every question that is asked of one."""
    for question in (desk.compare, desk.independence, desk.everywhere):
        with pytest.raises(VerifyError, match="no claim 999"):
            question([999])
