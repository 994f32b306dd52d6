"""Who says what, and through whom: cases as data, and what must hold for any text at all."""

from __future__ import annotations

import doctest
import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims import attribution, extract, language, references, text
from claims.attribution import attribute, naming, quotation, signed
from claims.attribution.page import Page
from claims.attribution.quotation import find_quotations
from claims.attribution.readings import RULES
from claims.attribution.tagger import network
from claims.models import Attribution, Spans

ROOT = Path(__file__).parent
SEED = ROOT.parent / "seeds" / "venezuela-russia.txt"
CASES = ROOT / "cases" / "attribution"
FAILURES = "known-failures"
FILES = sorted(path.stem for path in CASES.glob("*.jsonl") if path.stem != FAILURES)


def load(*files: str) -> list[Any]:
    """The cases of some files as parameters, named by file and text."""
    return [
        pytest.param(json.loads(line), id=f"{file}: {json.loads(line)['text'][:60]!r}")
        for file in files
        for line in (CASES / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def read(raw: str) -> tuple[Attribution, ...]:
    """Who is reported, and whose signature stands below a text."""
    parse = language.parse(text.read(raw))
    resolved = references.resolve(parse)
    return attribute(parse, resolved) + signed(Page(parse), resolved)


def quote(raw: str, spans: Spans) -> str:
    return " … ".join(raw[start:end] for start, end in spans)


def shown(raw: str, found: Attribution) -> dict[str, Any]:
    """An attribution as the cases write it: spans as the words they quote."""
    return {
        "speaker": found.speaker,
        "speakers": list(found.speakers),
        "candidates": list(found.candidates),
        "source": quote(raw, found.source),
        "cue": quote(raw, found.cue),
        "content": quote(raw, found.content),
        "kind": found.kind,
        "act": found.act,
        "via": list(found.via),
        "source_kind": found.source_kind,
        "rule": found.because[0].rule,
    }


def check(case: dict[str, Any]) -> None:
    """Every attribution of the text is expected, and tells at least what the case tells."""
    found = [shown(case["text"], value) for value in read(case["text"])]
    wanted = case["found"]
    assert len(found) == len(wanted), found
    for one, expected in zip(found, wanted, strict=True):
        assert {key: one[key] for key in expected} == expected


@pytest.mark.parametrize("case", load(*FILES))
def test_case(case: dict[str, Any]) -> None:
    """The text's attributions are these, in the order of their cues; then the signatures."""
    check(case)


@pytest.mark.xfail(strict=True, reason="not solved yet; promote the case when it passes")
@pytest.mark.parametrize("case", load(FAILURES))
def test_known_failure(case: dict[str, Any]) -> None:
    """What should be found and is not, kept in sight."""
    check(case)


def test_every_rule_has_a_case() -> None:
    """No rule is there that no case asks for."""
    rules = {found.get("rule") for case in load(*FILES) for found in case.values[0]["found"]}
    assert rules >= set(RULES)


@pytest.fixture(scope="module")
def seed() -> list[dict[str, Any]]:
    raw = SEED.read_text(encoding="utf-8")
    return [shown(raw, found) for found in read(raw)]


def one(found: list[dict[str, Any]], words: str) -> dict[str, Any]:
    """The innermost attribution whose content begins with the words."""
    return min(
        (a for a in found if a["content"].startswith(words)), key=lambda a: len(a["content"])
    )


def test_seed_names_the_agency_and_what_both_nations_say_inside(seed: list[dict[str, Any]]) -> None:
    """A chain is two attributions, one inside the other's content."""
    outer, inner = one(seed, "Russian-Venezuelan trade"), one(seed, "this figure remains")
    assert (outer["speaker"], outer["source_kind"], outer["via"]) == ("Interfax", "media", [])
    assert outer["content"].endswith(inner["content"])
    assert inner["speakers"] == ["Russia", "Venezuela"]
    assert inner["speaker"] == "Russia and Venezuela"


def test_seed_resolves_a_surname(seed: list[dict[str, Any]]) -> None:
    """Putin alone is Vladimir Putin."""
    assert one(seed, "that while current trade levels")["speaker"] == "Vladimir Putin"


def test_seed_statement_goes_on_in_the_next_paragraph(seed: list[dict[str, Any]]) -> None:
    """A paragraph that is all quotation belongs to the one who spoke before."""
    kremlin = one(seed, '"The parties are cooperating')
    assert kremlin["speaker"] == "Kremlin"
    assert kremlin["cue"] == "said in a statement"
    assert '"Russia and Venezuela are developing' in kremlin["content"]


def test_seed_keeps_the_relay(seed: list[dict[str, Any]]) -> None:
    """What Peskov told TASS comes through TASS, both sentences of it."""
    peskov = one(seed, '"The talks were very thorough')
    assert (peskov["speaker"], peskov["via"]) == ("Dmitry Peskov", ["TASS"])
    assert "They [the leaders] went over the entire agenda" in peskov["content"]


def test_two_possible_speakers_stay_two() -> None:
    """Where a pronoun could mean two, nobody is named and both are candidates."""
    raw = "James Okafor told Peter Holt that he had won. He said the vote was fair."
    found = read(raw)[-1]
    assert quote(raw, found.source) == "He"
    assert found.speaker is None
    assert set(found.candidates) == {"James Okafor", "Peter Holt"}


def test_every_finding_says_why() -> None:
    """The first reason names the rule and quotes the cue; its span stands on the cue."""
    raw = "Maria Lopez told TASS that the wells were dry."
    [found] = read(raw)
    why = found.because[0]
    assert (why.rule, why.detail) == ("reported clause", "'told' governs the clause it reports")
    assert why.span is not None
    assert raw[slice(*why.span)] == "told"
    assert found.because[-1].detail == "passed on by TASS"


PIECES = st.sampled_from(
    "\" “ ” „ « » '' `` ' ‘ ’ \n said, told asked: Ann Lee TASS \"We won,\" according to that he "
    "is not , . : ; — ( ) [the] reportedly was expected to Poll who claim".split(" ")
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES).map("".join)


@settings(max_examples=40, deadline=None)
@example("0“0» expect 0")
@given(ANY_TEXT)
def test_any_text_gets_through_and_spans_quote_it(raw: str) -> None:
    """No text raises; spans lie in the text, are in order, and cue and content do not overlap."""
    for found in read(raw):
        for spans in (found.source, found.cue, found.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(raw) for start, end in spans)
        used = [set(range(*span)) for span in (*found.source, *found.cue, *found.content)]
        assert sum(map(len, used)) == len(set().union(*used))
        assert (found.speaker is None) == (not found.speakers)
        assert not (found.speaker and found.candidates)
        assert found.because


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT)
def test_quotations_are_in_order_and_apart(raw: str) -> None:
    """No quotation lies in another, whatever the marks are."""
    parse = language.parse(text.read(raw))
    quotations = find_quotations(parse)
    assert all(q.first <= q.last for q in quotations)
    assert all(a.last <= b.first for a, b in pairwise(quotations))


def test_an_odd_mark_costs_its_own_words_only() -> None:
    """A stray mark in one paragraph leaves every other paragraph's attributions as they were."""
    plain = "Ann Lee said the wells were dry.\n\n“We will stay,” Ivo Brand said.\n\nIt rained."
    contents = [quote(plain, found.content) for found in read(plain)]
    for stray in ('"', "“", "”", "''", "«"):
        raw = plain.replace("It rained", f"It {stray}rained")
        assert [quote(raw, found.content) for found in read(raw)] == contents


def test_an_article_may_be_begun_before_its_names_are_known() -> None:
    """The network reads beside the other steps, and finds what it finds when nothing else runs."""
    parse = language.parse(text.read(SEED.read_text(encoding="utf-8")))
    reading = attribution.begun(parse)
    assert reading.scored is not None
    resolved = references.resolve(parse)
    assert attribute(parse, resolved, reading) == attribute(parse, resolved)


def test_the_rules_stand_alone_where_the_network_is_not_wanted() -> None:
    """Nothing is read that nobody asked for."""
    parse = language.parse(text.read("The wells are dry, Ann Lee said."))
    assert attribution.begun(parse, learned=False).scored is None
    assert attribute(parse, references.resolve(parse), learned=False)


def seconds(paragraphs: int) -> float:
    """The least of three times that attribution takes on so many paragraphs."""
    paragraph = "“The wells are dry,” Ann Lee said. “We will stay.”\n\n“Nobody leaves.”\n\n"
    parse = language.parse(text.read(paragraph * paragraphs))
    resolved = references.resolve(parse)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert len(attribute(parse, resolved)) == paragraphs
        times.append(time.perf_counter() - start)
    return min(times)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    """Six times the paragraphs take about six times as long, and not thirty-six."""
    assert seconds(90) < 18 * seconds(15)


def test_examples_in_docstrings() -> None:
    """The docstrings' examples run as they stand."""
    for module in (attribution, naming, quotation):
        assert doctest.testmod(module).failed == 0


def test_a_worker_keeps_to_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by OpenMP's variable, passages are read one after the other, with the same result."""
    story = "\n\n".join(f"Tax rose {n}%, Ann Lee said on Monday." for n in range(2, 40))
    free = [one.speaker for one in extract(story).attributions]
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert network._at_once() == 1
    assert [one.speaker for one in extract(story).attributions] == free != []


def test_what_looks_like_a_control_word_is_read_as_a_word() -> None:
    """An article may say "[CLS]": only the network's own frame is one."""
    reader = network.load()
    assert reader is not None
    assert not {101, 102, 103} & {*reader.pieces("[CLS]"), *reader.pieces("[MASK]ed")}
    assert reader.pieces("Harbour") == reader.pieces("harbour") != reader.pieces("harvest")
