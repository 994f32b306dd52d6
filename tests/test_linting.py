"""The rules of sourcing: what each finds, what it lets pass, and how a desk turns it off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Done
from drafts import REVISED, revise
from shelves import copied

from verify.records import Attributed, Filter, Finding, Metadata, Proof
from verify.workbench import Workbench
from verify.workbench.evidence import File
from verify.workbench.linting import RULES, explained

ARTICLE = """\
Bridge to open in June

Officials said the bridge at Varde will open in June.

The bridge at Varde cost 40 million euros.

"We will never charge a toll on this bridge," the mayor of Varde, Ann Lee, said on Tuesday.

Ann Lee said the old bridge was closed on May 6.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "verify.db"
    with Workbench(path, actor="ana") as desk:
        desk.add(ARTICLE, Metadata(slug="bridge", publisher="Metro", published=date(2025, 5, 8)))
    return path


@pytest.fixture
def desk(library: Path, tmp_path: Path) -> Workbench:
    """Ana at a copy of a database with the article."""
    return Workbench(copied(library, tmp_path), actor="ana")


def claim(desk: Workbench, words: str) -> int:
    return desk.claims(Filter(article="bridge", search=words)).rows[0].id


def found(desk: Workbench, rule: str, claim_id: int | None) -> list[str]:
    """What a rule found of a claim."""
    findings = desk.dossier(desk.articles()[0].slug).findings
    return [one.message for one in findings if (one.rule, one.claim_id) == (rule, claim_id)]


def test_an_unattributed_figure(desk: Workbench) -> None:
    """Until somebody says whose count it is."""
    cost = claim(desk, "cost")
    assert found(desk, "unattributed-figure", cost) == ["no source is given for 40 million euros"]
    desk.attribute([cost], Attributed(("Ministry of Transport",)))
    assert found(desk, "unattributed-figure", cost) == []


def test_unnamed_sources_alone_and_in_the_plural(desk: Workbench) -> None:
    """One piece of evidence helps the first rule, two the second."""
    june = claim(desk, "varde open")
    assert found(desk, "anonymous-only", june)
    assert found(desk, "plural-sources", june)
    desk.attach([june], "call with the ministry")
    assert found(desk, "anonymous-only", june) == []
    assert "there is one piece" in found(desk, "plural-sources", june)[0]
    desk.attach([june], "call with the contractor")
    assert found(desk, "plural-sources", june) == []


def test_a_confirmed_claim_without_evidence_or_with_too_little(desk: Workbench) -> None:
    """Nothing, then a piece of no kind, then first-hand evidence."""
    cost = claim(desk, "cost")
    assert found(desk, "no-evidence", cost) == []
    desk.mark([cost], "confirmed")
    assert found(desk, "no-evidence", cost) == ["confirmed without evidence"]
    assert found(desk, "insufficient", cost) == []
    desk.attach_file([cost], File(b"The bridge at Varde: 40 million euros.", "a.txt"), Proof())
    assert found(desk, "no-evidence", cost) == []
    assert "the desk asks for 1 primary" in found(desk, "insufficient", cost)[0]
    desk.attach_file(
        [cost], File(b"Varde bridge, cost: 40,000,000 EUR", "b.txt"), Proof(kind="primary")
    )
    assert found(desk, "insufficient", cost) == []


def test_a_verdict_older_than_the_text(ana: Workbench, path: Path) -> None:
    """Sent back to re-check, or held for a time that has passed."""
    ana.mark([1], "confirmed")
    ana.mark([4], "confirmed", valid_until=date(2025, 1, 1))
    revise(path, REVISED, "harbour")
    assert found(ana, "stale-verdict", 1) == ["the verdict is older than the text: 64% became 54%"]
    assert found(ana, "stale-verdict", 4) == ["the verdict held until 2025-01-01"]
    ana.mark([1, 4], "confirmed")
    assert found(ana, "stale-verdict", 1) == found(ana, "stale-verdict", 4) == []


def test_circular_sourcing(desk: Workbench) -> None:
    """The article is not borne out by who has it from there."""
    cost = claim(desk, "cost")
    told = b"The bridge at Varde cost 40 million euros, according to Metro."
    desk.attach_file([cost], File(told, "planet.txt"), Proof(kind="secondary"))
    [message] = found(desk, "circular", cost)
    assert message == "evidence 1 (planet.txt) has it from Metro"
    for name in ("wire.txt", "print.txt"):  # another origin of more places than the article's own
        wire = b"VARDE (TASS) - Its new bridge was paid with 40 million euros, " + name.encode()
        desk.attach_file([cost], File(wire, name), Proof(kind="secondary"))
    assert found(desk, "circular", cost) == [message]
    own = b"Varde paid 40 million euros for it."
    desk.attach_file([cost], File(own, "https://metro.example/b", "text/plain"), Proof())
    assert len(found(desk, "circular", cost)) == 1


def test_one_origin(desk: Workbench) -> None:
    """What another article copied is still one source's word, until somebody looks for himself."""
    copied = ARTICLE.replace("Bridge to open in June\n\n", "") + "\nIt snowed in Varde.\n"
    desk.add(copied, Metadata(slug="copy", publisher="Daily Planet", published=date(2025, 5, 9)))
    cost = claim(desk, "cost")
    [message] = found(desk, "single-origin", cost)
    assert message.startswith("2 places say it (Metro, Daily Planet), all from")
    desk.attach_file(
        [cost], File(b"Varde bridge, cost: 40,000,000 EUR", "b.txt"), Proof(kind="primary")
    )
    assert found(desk, "single-origin", cost) == []


def test_an_article_that_rests_on_one_source(tmp_path: Path) -> None:
    """Told of the whole article."""
    text = "".join(
        f"Ann Lee said the bridge {verb} in June.\n\n"
        for verb in ("shook", "sank", "fell", "burned")
    )
    with Workbench(tmp_path / "verify.db", actor="ana") as desk:
        desk.add(text, Metadata(slug="bridge", published=date(2025, 5, 8)))
        [message] = found(desk, "single-origin", None)
    assert message.endswith("claims that are somebody’s word are that of Ann Lee")


def test_a_quotation_that_the_transcript_does_not_have(desk: Workbench) -> None:
    """Not there, otherwise there, word for word there."""
    toll = claim(desk, "toll")
    desk.attach_file([toll], File(b"LEE: I love bridges.", "one.txt"), Proof(kind="primary"))
    assert "is not in the attached words" in found(desk, "quote-not-found", toll)[0]
    other = b"LEE: Look, we will hardly charge a toll on this bridge. Next question."
    desk.attach_file([toll], File(other, "two.txt"), Proof(kind="primary"))
    assert "is altered there: verify quotes" in found(desk, "quote-not-found", toll)[0]
    exact = b"LEE: Look, we will never charge a toll on this bridge. Next question."
    desk.attach_file([toll], File(exact, "three.txt"), Proof(kind="primary"))
    assert found(desk, "quote-not-found", toll) == []


def test_a_flag_that_nobody_looked_at(desk: Workbench) -> None:
    """A note or a status is a look."""
    cost = claim(desk, "cost")
    assert found(desk, "flag-unseen", cost)
    desk.note([cost], "asked the ministry")
    assert found(desk, "flag-unseen", cost) == []


def test_a_quote_that_its_document_does_not_have(desk: Workbench) -> None:
    """The next checker would look for it in vain; half a figure is not there either."""
    cost = claim(desk, "cost")
    file = File(b"The bridge at Varde: 140 million euros.", "a.txt")
    desk.attach_file([cost], file, Proof(quote="40 million euros"))
    [message] = found(desk, "misquoted-evidence", cost)
    assert message == "evidence 1 does not have “40 million euros” in its words"
    desk.attach_file([cost], file, Proof(quote="The bridge at Varde"))
    assert found(desk, "misquoted-evidence", cost) == [message]


def test_context_bears_nothing_out(desk: Workbench) -> None:
    """A picture of the scene, attached twice, is no evidence for what an unnamed source says."""
    june = claim(desk, "varde open")
    for _ in range(2):
        desk.attach_file([june], File(b"\x89PNG....", "t.png"), Proof(stance="context"))
    assert found(desk, "anonymous-only", june)
    assert found(desk, "plural-sources", june)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_explains_itself_and_can_be_turned_off(desk: Workbench, rule: str) -> None:
    """Its docstring is the explanation; the settings leave it out."""
    assert explained(rule).endswith(".")
    off = Workbench(desk.path, actor="ana", without=[rule])
    assert rule not in {one.rule for one in off.dossier("bridge").findings}


def test_the_command_fits_a_newsrooms_ci(verify: object, tmp_path: Path) -> None:
    """It leaves with 3 when asked to be strict, tells machines the same, and reads the settings."""
    run = verify
    assert callable(run)
    plain: Done = run("lint", "harbour")
    assert plain.code == 0
    assert "flag-unseen" in plain.out
    assert run("lint", "harbour", "--strict").code == 3
    findings = run("lint", "harbour", "--json").json
    assert {"rule", "claim_id", "message"} == findings[0].keys()
    assert run("lint", "harbour", "--csv").out.startswith("rule,claim_id,message\n")
    assert run("lint").code == run("lint", "harbour", "--rules").code == 2
    assert [one["rule"] for one in run("lint", "--rules", "--json").json] == list(RULES)
    rules = "".join(f"{rule} = false\n" for rule in RULES)
    (tmp_path / "config.toml").write_text(f"[lint]\n{rules}")
    silent = run("lint", "harbour", "--strict")
    assert (silent.code, silent.out, silent.err) == (0, "", "Nothing to object to\n")
    (tmp_path / "config.toml").write_text("[lint]\nflag-unseen = 1\n")
    assert "lint.flag-unseen is 1; write true or false" in run("lint", "harbour").refusal
    (tmp_path / "config.toml").write_text("[sufficiency]\nprimary = 0\n")
    assert "write a number from 1 on" in run("lint", "harbour").refusal
    (tmp_path / "config.toml").write_text("[sufficiency]\nsecond = 2\n")
    assert "known are primary and secondary" in run("lint", "harbour").refusal


def test_findings_are_of_the_report_too(desk: Workbench) -> None:
    """A dossier carries them, in the article's order."""
    findings = desk.dossier("bridge").findings
    assert all(isinstance(one, Finding) for one in findings)
    ids = [one.claim_id for one in findings if one.claim_id]
    assert ids == sorted(ids)
