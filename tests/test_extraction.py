"""Sentences → atomic claims: cases as data, and what must hold for any text at all."""

from __future__ import annotations

import doctest
import gzip
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
from lemminflect.core.Inflections import Inflections

import claims
from claims import attribution, extraction, language, references
from claims import text as texts_of
from claims.extraction import anchoring, inflections, screening, verbs
from claims.extraction.inflections import Table
from claims.extraction.mending import mend
from claims.extraction.syntax import attach, read_words
from claims.models import Claim

ROOT = Path(__file__).parent
SEED = ROOT.parent / "seeds" / "venezuela-russia.txt"
CASES = ROOT / "cases" / "extraction"
WORDS = st.sampled_from(
    "the mayor of Oslo who which that said and or but if not never reportedly rose 64% $200mn in "
    "May 2019 , . ; : ( ) [ ] \" “ ” ' – reaching founded is was will may cut taxes he it they I "
    "both nations because while whose where there titled entitled Kings were \n\n ?".split(" ")
)


def load(name: str) -> list[Any]:
    """The cases of a file as parameters, named by their text."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"][:70]) for line in lines]


def read(text: str) -> tuple[Claim, ...]:
    return claims.extract(text).claims


@pytest.mark.parametrize("case", [*load("clauses"), *load("negative")])
def test_sentence_is_told_apart(case: dict[str, Any]) -> None:
    """A sentence gives these claims and no others, each a sentence of its own."""
    assert [claim.text for claim in read(case["text"])] == case["claims"]


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ("President Ana Ruiz arrived in Oslo.", "Ruiz has arrived in Oslo.", 2),
        ("The mill employs 300 people.", "The mill employs three hundred people.", 2),
        ("The mill employs 300 people.", "The mill employs 200 people.", 1),
        ("The Boeing 747 landed on May 7.", "The Boeing 737 landed on May 7.", 1),
        ("Ana Ruiz sued Ben Cole.", "Ben Cole sued Ana Ruiz.", 1),
        ("No bridge was closed.", "The bridge was closed.", 1),
        ("The bridge may close.", "The bridge will close.", 1),
        ("“The wells are dry,” Ana Ruiz said.", "“The wells are dry,” Ben Cole said.", 1),
    ],
)
def test_a_fact_said_twice_is_one_claim(first: str, second: str, places: int) -> None:
    """Asked once; where it is said again is kept with it, in the article's own words."""
    article = f"{first} It rained all day. {second}"
    [found] = [one for one in read(article) if one.spans[0].start < len(first)]
    assert 1 + len(found.repeated) == places
    for again in found.repeated:
        assert article[slice(*again.spans[0])] in second
        assert again.sentence == 2


@pytest.mark.parametrize(
    ("confidence", "texts", "sources", "flags"),
    [
        (0.5, ["The wells were dry."], ("Ann Lee",), []),
        (0.49, ["Ann Lee said the wells were dry."], (), ["uncertain attribution"]),
    ],
)
def test_an_uncertain_source_stands_behind_no_claim(
    confidence: float, texts: list[str], sources: tuple[str, ...], flags: list[str]
) -> None:
    """Below .5 the words stay as they are, the article's own, and the guess is shown as one."""
    parse = language.parse(texts_of.read("Ann Lee said the wells were dry."))
    names = references.resolve(parse)
    [sure] = attribution.attribute(parse, names)
    guess = sure.model_copy(update={"confidence": confidence})
    voices = extraction.Voices((guess,))
    found = extraction.extract_claims(parse, extraction.read_trees(parse), voices, names, [], [])
    assert [claim.text for claim in found] == texts
    assert found[0].sources == sources
    assert [flag.rule for flag in found[0].flags] == flags


def test_who_signs_a_letter_stands_behind_its_claims() -> None:
    """Whoever a letter reports is said to speak through its writer; the page speaks for itself."""
    letters = (
        "We print two letters.\n\nLETTERS\n\nMy tram never came. The driver said the brakes failed."
        "\n\nMary Lee\n\nMillbrook, Ohio\n\nFares rose by a third.\n\nIvo Brand, a driver"
    )
    found = claims.extract(letters)
    assert [(one.text, one.sources) for one in found.claims[1:4]] == [
        ("Mary Lee's tram never came.", ("Mary Lee",)),
        ("The brakes failed.", ("driver", "Mary Lee")),
        ("Fares rose by a third.", ("Ivo Brand",)),
    ]
    assert found.claims[0].sources == ()
    came, failed = found.claims[1:3]
    assert found.said_by(came) is found.signatures[0]
    assert found.said_by(failed) is found.attributions[0]


@pytest.mark.parametrize(
    ("text", "claim", "details"),
    [
        (
            "Those votes count.",
            "Those votes count.",
            ["“Those votes” is not told by the text"],
        ),
        (
            "The bank paid Ben Cole. Ann Lee thanked the singer.",
            "Ann Lee thanked the singer.",
            ["“the singer” may mean Ben Cole"],
        ),
        (
            "Ben Cole sang. Ben Cole ran. Ben Cole won. Rain fell. Boats sank. Ann Lee spoke to "
            "the press. “Nobody knows how he did it,” Ann Lee said.",
            "Nobody knows how he did it.",
            ["“he” may mean Ben Cole", "“it” is not told by the text"],
        ),
        (
            "The towns built walls. Rents fell in 12 of them.",
            "Rents fell in 12 of them.",
            ["no source is given for “12”", "“them” is not told by the text"],
        ),
        (
            "Lincoln Crown Court sat. Ann Lee told Lincoln Crown Court that the company failed.",
            "The company failed.",
            ["“the company” is not told by the text"],
        ),
        (
            "Ten nurses treated 40 sailors. Three fell ill.",
            "Three fell ill.",
            ["no source is given for “Three”", "“Three” may mean nurses or sailors"],
        ),
        (
            "Ivo Brand met Ben Cole. “He is free,” Ivo Brand said.",
            "He is free.",
            ["“He” may mean Ben Cole"],
        ),
        (
            "Yesterday, investors told the Green Party they had lost the vote.",
            "They had lost the vote.",
            ["“they” may mean investors or Green Party"],
        ),
    ],
)
def test_a_flag_says_whom_it_may_mean(text: str, claim: str, details: list[str]) -> None:
    """Whoever was spoken of just before or most, and never who speaks."""
    [found] = [one for one in read(text) if one.text == claim]
    assert [flag.detail for flag in found.flags] == details


@pytest.mark.parametrize(
    ("text", "open_words"),
    [
        ("Ben Cole ran all her races.", ["her"]),
        ("Cole said he was sure she would win.", ["he", "she"]),
        ("Ann Lee praised its harbour.", ["its"]),
        ("Rich nations admit that the islands can be their allies.", ["their"]),
        ("Ann Lee shared her belief that it is a fraud.", ["it"]),
        ("Her rival Ben Cole has won.", ["Her"]),
        ("Ann Lee spoke. Her rival Ben Cole has won.", []),
        ("The remaining debates are on Saturday nights, just like ours.", ["ours"]),
    ],
)
def test_nobody_is_meant_whom_grammar_rules_out(text: str, open_words: list[str]) -> None:
    """A man is no "she", a person no "it", nobody is "their own ally", no belief is "it"."""
    flags = read(text)[-1].flags
    told = [flag.detail.split("”")[0][1:] for flag in flags if flag.rule == "unresolved"]
    assert told == open_words


@pytest.mark.parametrize(
    ("text", "open_words"),
    [
        ("The 51-year-old has held talks.", ["The 51-year-old"]),
        ("Ann Lee praised the 9-year-old.", []),
        ("Sailors welcomed the candidate herself.", []),
        ("Ben Cole ran. Ben Cole won. Sailors met the captain himself.", ["the captain"]),
        ("The former secretary of state has won.", ["The former secretary of state"]),
        ("The former governor of Ohio sang.", []),
        ("The ball flew from a shot that captain Ann Lee took.", []),
        ("Ann Lee thinks that definitely helped the mill.", ["that"]),
        ("Ann Lee thinks that help is near.", []),
        ("Both miners were born in Wales.", ["Both miners"]),
        ("For Ann Lee and Ben Cole the two miners were heroes.", []),
        ("Both sides were ill.", []),
        ("The two camps agreed on a plan.", ["The two camps"]),
        ("Later that day, Ann Lee sang.", ["Later that day"]),
        ("Ann Lee left the next day.", ["the next day"]),
        ("When Ann Lee had sung, Ben Cole left the next day.", []),
        ("At the time, Ann Lee was mayor.", ["the time"]),
        ("Ann Lee was mayor at the time of the flood.", []),
        ("None had begun.", ["None"]),
        ("None of the mills had begun.", []),
        ("Another one has failed.", ["one"]),
        ("The project has failed.", ["The project"]),
        ("Ann Lee came to the award ceremony.", []),
        ("Lee won the first-in-the-nation vote.", []),
        ("“You sold the boat,” Ann Lee said.", ["You"]),
        ("“You were for the mill,” Ann Lee said.", ["You"]),
        ("“Your letter is wrong,” Ann Lee said.", ["Your"]),
        ("“You never know,” Ann Lee said.", []),
        ("“You've got to win in Ohio,” Ann Lee said.", []),
        ("“If you lost the boat, you lost the house,” Ann Lee said.", []),
    ],
)
def test_words_that_point_out_of_their_claim_are_flagged(text: str, open_words: list[str]) -> None:
    """And those are not that need no telling, or that the claim itself explains."""
    details = {
        flag.detail.split("”")[0][1:]
        for claim in read(text)[-2:]
        for flag in claim.flags
        if flag.rule == "unresolved"
    }
    assert details == set(open_words)


@pytest.mark.xfail(strict=True, reason="not solved yet; promote the case when it passes")
@pytest.mark.parametrize("case", load("known-failures"))
def test_known_failure(case: dict[str, Any]) -> None:
    """What the claims should be, and are not."""
    assert [claim.text for claim in read(case["text"])] == case["claims"]


@pytest.mark.parametrize("case", load("reported"))
def test_claim_is_judged(case: dict[str, Any]) -> None:
    """Each claim has its sources, the origin first, and is put as firmly as the text puts it."""
    found = [
        {
            "text": claim.text,
            "sources": list(claim.sources),
            "relays": claim.relays,
            "modality": claim.modality,
            "polarity": claim.polarity,
            "kind": claim.kind,
            "flags": [flag.rule for flag in claim.flags],
        }
        for claim in read(case["text"])
    ]
    plain = {
        "sources": [],
        "relays": 0,
        "modality": "asserted",
        "polarity": "affirmed",
        "kind": "fact",
        "flags": [],
    }
    assert found == [{**plain, **claim} for claim in case["claims"]]


@pytest.mark.parametrize("case", load("faithful"))
def test_nothing_that_narrows_a_claim_is_lost(case: dict[str, Any]) -> None:
    """Hedges, negations, modals, conditions, quantifiers and comparisons stay in every claim."""
    concerned = [claim.text for claim in read(case["text"]) if case["where"] in claim.text.lower()]
    assert concerned
    assert [text for text in concerned if case["keeps"] not in text.lower()] == []


@pytest.fixture(scope="module")
def seed() -> claims.Extraction:
    return claims.extract(SEED.read_text(encoding="utf-8"))


def check(text: str, found: tuple[Claim, ...]) -> None:
    """What holds for every claim of every text."""
    for claim in found:
        assert claim.text == claim.text.strip()
        assert claim.text.endswith((".", "!", "?", '"', "”"))
        quoted = [text[start:end] for start, end in claim.spans]
        assert all(words == words.strip() != "" for words in quoted)
        assert all(a.end <= b.start for a, b in zip(claim.spans, claim.spans[1:], strict=False))
        for one in (*claim.quantities, *claim.dates):
            assert any(s <= one.span.start and one.span.end <= e for s, e in claim.spans)
        for change in claim.substitutions:
            assert text[slice(*change.span)] == change.text
            if change.at is not None:
                assert 0 <= change.at.start < change.at.end <= len(claim.text)
        assert claim.relays <= len(claim.sources) == len(claim.source_kinds)
        assert claim.because


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
@example("including rose rose")
def test_any_words_give_grounded_claims(text: str) -> None:
    """Whatever the words, every span quotes the text and every substitution has its place."""
    check(text, read(text))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
@example(
    "OSLO, Norway, May 3 (NTB) — Young fishermen are drifting toward Rep. Anna Lee, I-Vt., a "
    "self-described country socialist, a new poll indicates."
)
def test_any_text_gives_grounded_claims(text: str) -> None:
    """Any text at all gets through without an exception."""
    check(text, read(text))


def test_seed_claims_are_grounded(seed: claims.Extraction) -> None:
    """The same holds for a real article."""
    check(seed.text, seed.claims)


def test_substitutions_account_for_every_strange_word(seed: claims.Extraction) -> None:
    """A claim's text is the article's words and declared substitutions, nothing else."""
    for claim in seed.claims:
        text = claim.text
        for change in sorted(claim.substitutions, key=lambda s: s.at or (0, 0), reverse=True):
            if change.at is not None:
                text = text[: change.at.start] + " " + text[change.at.end :]
        own = " ".join(seed.text[start:end] for start, end in claim.spans).lower()
        strange = [
            word for word in text.lower().strip(".").split() if word.strip(',."“”') not in own
        ]
        assert strange == []


def test_pronoun_becomes_a_name_with_its_reason() -> None:
    """A pronoun the article resolves is replaced, and the replacement is shown."""
    [first, second] = read("Maria Lopez runs the mine. She is ill.")
    [change] = second.substitutions
    assert (first.substitutions, second.text) == ((), "Maria Lopez is ill.")
    assert (change.text, change.to, change.at) == ("She", ("Maria Lopez",), (0, 11))
    assert change.because[0].rule == "reference"


def test_name_stands_in_brackets_behind_a_description() -> None:
    """The article's words stay, so that a wrong name could be seen."""
    *_, last = read("Russia and Venezuela held talks. Both nations signed the pact.")
    assert last.text == "Both nations [Russia and Venezuela] signed the pact."
    assert last.substitutions[0].to == ("Russia", "Venezuela")


def test_name_inside_a_quotation_stands_in_brackets() -> None:
    """Nothing is put between quotation marks without a sign that it was."""
    [claim] = [c for c in read('Ann Lee called it "my biggest mistake."') if "mistake" in c.text]
    assert "my" in claim.text or "[Ann Lee's]" in claim.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Exports fell by a third last year.", "Exports fell by a third last year [2024]."),
        ("Last year's vote was close.", "Last year's [2024] vote was close."),
        ("The mine closed on Tuesday.", "The mine closed on Tuesday [6 May 2025]."),
        ("The mine closed on May 7.", "The mine closed on May 7 [2025]."),
        ("Since March, the mine has stood idle.", "Since March [2025], the mine has stood idle."),
        ("Trade rose over the past year.", "Trade rose over the past year [May 2024 to May 2025]."),
        ("The mine closed in 2019.", "The mine closed in 2019."),
        ("The mine closed last March.", "The mine closed last March."),
        ("“It closed last week,” he said.", "It closed last week [28 April to 4 May 2025]."),
    ],
)
def test_relative_dates_are_anchored(text: str, told: str) -> None:
    """With the day of publication a date is told beside its words, unless usage is divided."""
    found = claims.extract(text, published=date(2025, 5, 8)).claims
    [claim] = [claim for claim in found if claim.text == told]
    for one in claim.substitutions:
        assert one.at is not None
        assert told[slice(*one.at)] == f"[{one.to[0]}]"
        assert [reason.rule for reason in one.because] == ["date"]
    assert all("[" not in claim.text for claim in read(text))


def test_participle_becomes_finite_with_its_reason() -> None:
    """The verb of a participle's clause is recorded as a substitution."""
    claim = read("Trade rose sharply, reaching $200mn.")[-1]
    [change] = claim.substitutions
    assert claim.text == "Trade reached $200mn."
    assert (change.text, change.to, change.because[0].rule) == (
        "reaching",
        ("reached",),
        "finite verb",
    )


def test_figures_and_days_lie_inside_their_claim(seed: claims.Extraction) -> None:
    """A claim holds the figures of its own words and not those of its neighbours."""
    [trade] = [
        claim for claim in seed.claims if claim.text.startswith("Russian-Venezuelan trade r")
    ]
    assert [quantity.value for quantity in trade.quantities] == [200e6]


def test_worth_is_explained() -> None:
    """A figure and a named actor weigh more than a judgement, and each says so."""
    [fact] = read("The Bank of Norway lost $40mn.")
    [opinion] = read("The old tax is a terrible idea.")
    assert fact.check_worthiness > opinion.check_worthiness
    assert {"figure", "named actor"} <= {reason.rule for reason in fact.worth}
    assert "opinion" in {reason.rule for reason in opinion.worth}


def test_fact_repeated_word_for_word_is_one_claim() -> None:
    """What stands in the headline and the text is checked once."""
    found = read("The bank failed in May.\n\nThe bank failed in May. The state paid.")
    assert [claim.text for claim in found] == ["The bank failed in May.", "The state paid."]


def test_name_taken_for_a_mark_is_hung_on_its_preposition() -> None:
    """Some parses make a place at the end of a sentence a mark of the verb."""
    words = read_words(language.parse(texts_of.read("The mayor spoke on Friday in Oslo N.B.")))
    place = words[-1]
    attach(place, words[2], "punct")
    mend(words)
    assert (place.head.text, place.dep) == ("in", "pobj")


def test_sentence_without_end_is_one_claim() -> None:
    """A sentence too long to parse is not taken apart, and not lost."""
    [claim] = read("The mayor said " + "and the bishop " * 120 + "came.")
    assert claim.because[0].rule == "whole sentence"


def test_time_grows_with_the_text() -> None:
    """Ten times the text takes about ten times as long, not a hundred."""
    from claims import attribution, language, references, text
    from claims.extraction import Voices, extract_claims, read_trees

    def seconds(copies: int) -> float:
        parse = language.parse(text.read("\n\n".join([paragraphs] * copies)))
        resolved = references.resolve(parse)
        voices = Voices(attribution.attribute(parse, resolved))
        start = time.perf_counter()
        extract_claims(parse, read_trees(parse), voices, resolved, (), ())
        return time.perf_counter() - start

    paragraphs = SEED.read_text(encoding="utf-8")
    seconds(1)
    assert seconds(10) < 40 * seconds(1)


def test_docstring_examples_hold() -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(verbs).failed == 0
    assert doctest.testmod(anchoring).failed == 0
    assert doctest.testmod(inflections).failed == 0


def test_the_table_of_forms_gives_what_lemminflect_reads() -> None:
    """A lemma looked up alone has the forms it has when the whole table is read."""
    codec, path = InflectionLUCodec, Inflections().infl_lu_fn
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        table = Table(lines.read(), codec)
    for lemma, forms in [*codec.load(path).items()][::97]:
        assert table.get(lemma, {}) == forms
    assert table.get("be", {})["VBD"] == ("was", "were")
    assert table.get("zzyzx", {}) == {}


@pytest.mark.parametrize(
    ("kept", "scattered"),
    [
        ("The mayor of Oslo opened a port.", False),
        ("The mayor opened a port in May.", False),
        ("The mayor of Oslo opened and closed.", False),
        ("The opened a port with cranes closed late", True),
    ],
)
def test_a_claim_of_many_pieces_is_none(kept: str, scattered: bool) -> None:
    """Words from four places of a sentence make no sentence; members of a list may be left out."""
    text = "The mayor of Oslo opened a port and a mill with two cranes in May and closed it late."
    words = iter(read_words(language.parse(texts_of.read(text))))
    chosen = [next(word for word in words if word.text == one) for one in kept.strip(".").split()]
    assert screening.is_scattered(chosen) is scattered
