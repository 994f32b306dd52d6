"""Who a mention means: cases as data, and what must hold for any text at all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language, references, text
from claims.references import Mention, References

ROOT = Path(__file__).parent
SEED = ROOT.parent / "seeds" / "venezuela-russia.txt"
CASES = ROOT / "cases" / "references"


def load(*files: str) -> list[Any]:
    """The cases of some files as parameters, named by file and mention."""
    return [
        pytest.param(json.loads(line), id=f"{file}: {json.loads(line)['mention']}")
        for file in files
        for line in (CASES / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def resolve(raw: str) -> tuple[language.Parse, References]:
    parse = language.parse(text.read(raw))
    return parse, references.resolve(parse)


def mention_of(raw: str, words: str, nth: int = 1) -> Mention | None:
    """The mention at the nth place where the words stand in the text; its head is its last word."""
    parse, found = resolve(raw)
    end = [match.end() for match in re.finditer(rf"\b{re.escape(words)}(?!\w)", raw)][nth - 1]
    heads = [token for token in parse.doc if token.idx < end]
    return found.of(heads[-1])


def check(case: dict[str, Any]) -> None:
    mention = mention_of(case["text"], case["mention"], case.get("nth", 1))
    assert (mention.names if mention else ()) == tuple(case["names"])
    if "candidates" in case:
        assert mention is not None
        assert set(mention.candidates) == set(case["candidates"])
    if "kind" in case:
        assert mention is not None
        assert mention.kind == case["kind"]
    if "rule" in case:
        assert mention is not None
        assert mention.because[0].rule == case["rule"]
    if "description" in case:
        assert mention is not None
        assert mention.description == case["description"]


@pytest.mark.parametrize("case", load("names", "pronouns", "descriptions", "groups", "events"))
def test_a_mention_means_whom_the_text_says(case: dict[str, Any]) -> None:
    """Names, pronouns, descriptions and groups lead to the fullest name the article gives."""
    check(case)


@pytest.mark.parametrize("case", load("abstentions"))
def test_what_the_text_does_not_tell_stays_open(case: dict[str, Any]) -> None:
    """Where two fit, or nobody was introduced so, no name is given."""
    check(case)


@pytest.mark.xfail(strict=True, reason="known failures: promote a case once it passes")
@pytest.mark.parametrize("case", load("known-failures"))
def test_known_failures(case: dict[str, Any]) -> None:
    """Mentions that a reader resolves and this does not yet."""
    check(case)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("both nations acknowledge", ("Russia", "Venezuela")),
        ("the two countries", ("Russia", "Venezuela")),
        ("Both governments", ("Russia", "Venezuela")),
        ("The leaders", ("Nicolás Maduro", "Vladimir Putin")),
        ("The Russian leader", ("Vladimir Putin",)),
        ("He", ("Vladimir Putin",)),
        ("They", ("Nicolás Maduro", "Vladimir Putin")),
        ("Peskov", ("Dmitry Peskov",)),
        ("Lula", ("Luiz Inácio Lula da Silva",)),
        ("TASS", ("TASS",)),
    ],
)
def test_the_seed_article(words: str, names: tuple[str, ...]) -> None:
    """What a checker reads into the seed article's mentions is what is resolved."""
    raw = SEED.read_text(encoding="utf-8")
    mention = mention_of(raw, words.removesuffix(" acknowledge"), 1)
    assert mention is not None
    assert mention.names == names


def test_a_reason_is_a_sentence_for_a_journalist() -> None:
    """The reason says who is meant and where the article says so, and its span quotes the words."""
    raw = "Lenz resigned.\n\nViktor Lenz had led the bank. He gave no reason."
    parse, found = resolve(raw)
    short = found.of(parse.doc[0])
    assert short is not None
    assert short.because[0].detail == "'Lenz' is Viktor Lenz, named in full in paragraph 2"
    assert short.because[0].span is not None
    assert raw[slice(*short.because[0].span)] == "Lenz"
    pronoun = mention_of(raw, "He")
    assert pronoun is not None
    assert pronoun.because[0].detail == "'He' is Viktor Lenz, the subject of the sentence before"


def test_a_name_from_elsewhere_is_looked_up() -> None:
    """A name as others write it leads to the article's fullest form, its kind and description."""
    _, found = resolve("Kremlin Spokesman Ilya Brandt told TASS nothing. Brandt hung up.")
    assert found.name_of("Brandt") == "Ilya Brandt"
    assert found.name_of("the Kremlin") == "Kremlin"
    assert found.name_of("Lenz") is None
    assert found.kind_of("TASS") == "media"
    assert found.kind_of("nobody") == "unknown"
    assert found.description_of("Ilya Brandt") == "Kremlin Spokesman"
    assert found.description_of("TASS") == ""


WORDS = st.sampled_from(
    "Anna Moreau Viktor Lenz Mr. the The both two leaders nations he She they its who said that "
    "and with president Russian Egypt Sudan ( ) [ ] \" “ ” , . ; ' 's - – U.S. FDA Jr. of".split()
)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gets_through(raw: str) -> None:
    """Any text resolves, a mention has names or candidates and never both, and spans quote it."""
    parse, found = resolve(raw)
    for mention in found.mentions:
        assert mention.tokens
        assert not (mention.names and mention.candidates)
        assert len(set(mention.names)) == len(mention.names)
        assert mention.because or not (mention.names or mention.candidates)
        for reason in mention.because:
            assert reason.span is not None
            assert raw[slice(*reason.span)].strip()
    assert [m.tokens[0].i for m in found.mentions] == sorted(m.tokens[0].i for m in found.mentions)
    assert all(found.of(token) is None or found.of(token) in found.mentions for token in parse.doc)


@settings(max_examples=10, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_same_text_gives_the_same_mentions(raw: str) -> None:
    """Resolution depends on the text alone."""
    first, second = resolve(raw)[1], resolve(raw)[1]
    assert [m.names for m in first.mentions] == [m.names for m in second.mentions]
