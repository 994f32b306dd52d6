"""Quotations beside transcripts: our own cases, and what must hold for any words at all."""

from __future__ import annotations

import doctest
import importlib
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Done
from hypothesis import given
from hypothesis import strategies as st

from claims import lexicon
from claims.transcripts import Alignment, Transcript, align, faithful, quotations

Verify = Callable[..., Done]
CASES = Path(__file__).parent / "cases" / "quotes"
RIGHT = 57
WORDS = (
    "harbour bridge engineers winter closed money river council taxes crowd never promise repair "
    "judge ignored angry shelter copper violin market sailor garden the of and we was it to in"
).split()
TELLING = WORDS[:22]
BETWEEN = (" ", ", ", " um, ", "\n", " -- ", " (LAUGHTER) ", " [00:12:31] ", "\nLOPEZ: ", ". ")
"""What a transcript puts between two words."""


class Sample(NamedTuple):
    """A transcript, and some of its words with their place in it."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@st.composite
def samples(draw: st.DrawFn, least: int = 1, *, unique: bool = False) -> Sample:
    """A transcript of invented speech, and a run of whole words out of it."""
    text, spans = "LOPEZ: ", []
    most = len(WORDS) if unique else 60
    drawn = st.lists(st.sampled_from(WORDS), min_size=max(least, 2), max_size=most, unique=unique)
    words = draw(drawn)
    for word in words:
        spans.append((len(text), len(text) + len(word)))
        text += word + draw(st.sampled_from(BETWEEN))
    start = draw(st.integers(0, len(words) - least))
    stop = draw(st.integers(start + least, len(words)))
    return Sample(text, tuple(words[start:stop]), tuple(spans[start:stop]))


@cache
def transcript(name: str) -> Transcript:
    return Transcript((CASES / name).read_text(encoding="utf-8"))


def cases() -> list[dict[str, Any]]:
    return [
        {"outcome": name, **json.loads(line)}
        for name in ("exact", "altered", "stitched", "missing")
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def changed(found: Alignment) -> list[list[str]]:
    """What the transcript says and what the quotation makes of it."""
    return [
        [" ".join(edit.transcript.split()), edit.quote]
        for edit in found.edits
        if edit.kind == "words"
    ]


def spoken(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("-\n", "").casefold())


def is_left_out(found: str, expected: str) -> bool:
    """Whether a stretch begins and ends as expected ("The first … the state")."""
    first, _, last = expected.partition("…")
    words = spoken(found)
    begins, ends = spoken(first), spoken(last or first)
    whole = bool(last) or words == begins
    return whole and words[: len(begins)] == begins and words[len(words) - len(ends) :] == ends


def failure(case: dict[str, Any]) -> str:
    """What is wrong with a finding; nothing when it is right."""
    text = transcript(case["transcript"]).text
    found = transcript(case["transcript"]).find(case["quote"])
    if found.outcome != case["outcome"]:
        return f"{found.outcome}, not {case['outcome']}: {changed(found)}"
    if found.outcome != "missing" and changed(found) != case.get("changed", []):
        return f"changed {changed(found)}"
    left_out = [text[start:end] for start, end in found.left_out]
    expected = case.get("left_out", [])
    if len(left_out) != len(expected) or not all(map(is_left_out, left_out, expected)):
        return f"left out {left_out}"
    for field in ("marked", "reversed", "at", "voice"):
        if field in case and getattr(found, field) != case[field]:
            return f"{field} {getattr(found, field)}"
    return ""


def test_our_own_cases() -> None:
    """Of sixty quotations at least 57 are told right: the outcome, and the very words."""
    wrong = [(case["quote"], why) for case in cases() if (why := failure(case))]
    assert len(cases()) == 60
    assert len(cases()) - len(wrong) >= RIGHT, "\n".join(map(str, wrong))


@given(samples())
def test_what_was_said_is_exact_wherever_it_is_cut_out(sample: Sample) -> None:
    """Whole words of a transcript are found as they stand, at a place that has just these words."""
    found = align(" ".join(sample.words), sample.text)
    assert (found.outcome, found.score) == ("exact", 100)
    [(start, end)] = found.places
    inside = Transcript(sample.text[start:end]).find(" ".join(sample.words))
    assert inside.places == ((0, end - start),)


@given(samples(), st.data())
def test_capitals_and_marks_change_no_word(sample: Sample, data: st.DataObject) -> None:
    """However a quotation is punctuated and set in capitals, it stays exact."""
    shapes = (str.upper, str.title, str.lower)
    marks = st.sampled_from((" ", ", ", "; ", "\u00a0– ", "… ", "! ", ".” “"))
    quote = "".join(
        data.draw(st.sampled_from(shapes))(word) + data.draw(marks) for word in sample.words
    )
    found = align(quote, sample.text)
    assert found.outcome == "exact"
    assert not changed(found)


@given(samples(least=8, unique=True), st.data())
def test_one_other_word_is_told_and_nothing_else(sample: Sample, data: st.DataObject) -> None:
    """A word put for another inside a quotation is told with what was said, and nothing else is."""
    at = data.draw(st.integers(1, len(sample.words) - 2))
    quote = [*sample.words]
    quote[at] = "zebra"
    found = align(" ".join(quote), sample.text)
    if sum(word in TELLING for word in quote) < 4:
        return  # function words alone mark no place
    assert found.outcome == "altered"
    assert changed(found) == [[sample.words[at], "zebra"]]


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_texts_can_be_compared(quote: str, text: str) -> None:
    """Spans are places in the two texts, and edits quote them."""
    found = align(quote, text)
    assert all(end <= len(text) for _, end in found.places)
    for edit in found.edits:
        if edit.quote_span:
            assert quote[slice(*edit.quote_span)] == edit.quote
        if edit.transcript_span:
            assert text[slice(*edit.transcript_span)] == edit.transcript


@pytest.mark.parametrize(
    ("quote", "said", "kind"),
    [
        ("WE won", "we won", "case"),
        ("we won, twice", "we won twice", "punctuation"),
        ("we … won", "we won", "ellipsis"),
        ("we [the party] won", "we won", "bracket"),
        ("we won", "we, uh, won", "filler"),
        ("we tried and won", "we, you know, tried and won", "filler"),
        ("we won the cup", "we won the, the cup", "filler"),
        ("we won", "we (APPLAUSE) won", "apparatus"),
        ("we won 64%", "we won sixty-four percent", "form"),
        ("it cost $2.6m", "it cost two point six million dollars", "form"),
        ("we do not know them", "we don’t know them", "form"),
    ],
)
def test_harmless_kinds_are_told_apart(quote: str, said: str, kind: str) -> None:
    """What changes no word is told by its kind, and the quotation stays exact."""
    found = align(quote, f"LEE: Well, well. So {said} again.")
    assert found.outcome == "exact"
    assert kind in {edit.kind for edit in found.edits}


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("we are gonna win this election", "we are going to win this election"),
        ("we will … raise the taxes", "we will not raise the taxes"),
        ("we acted because of the storm warning", "we acted owing to the storm warning"),
        ("you heard about the fire", "you know about the fire"),
        ("the very good harbour plan", "the very good, good harbour plan"),
    ],
)
def test_other_words_are_no_form(quote: str, said: str) -> None:
    """Slang, a phrase that means the same, a "not" behind dots, a word said twice: all tell."""
    assert align(quote, f"LEE: Yes. And {said} again.").outcome == "altered"


@pytest.mark.parametrize("name", sorted(lexicon.words("fillers")))
def test_every_filler_may_be_left_out(name: str) -> None:
    """An entry of the list changes no quotation by its absence."""
    assert (
        align("the council will rebuild", f"The council, {name}, will rebuild.").outcome == "exact"
    )


@pytest.mark.parametrize("note", sorted(lexicon.words("transcript_notes")))
def test_every_note_is_apparatus(note: str) -> None:
    """An entry of the list is nobody's word, when it stands in round brackets."""
    assert align("the council will", f"The council ({note}) will.").outcome == "exact"


def test_common_words_alone_mark_no_place() -> None:
    """Words of the list lead to a place only together, as they stand."""
    common = sorted(lexicon.words("function_words"))[:12]
    assert align(" ".join(common), " ".join(common)).outcome == "exact"
    assert align(" ".join(common), " ".join(reversed(common))).outcome == "missing"


def test_an_um_is_not_every_um() -> None:
    """ "Uh-huh" says yes, and the ER is a place."""
    assert align("the ER was full", "LEE: The ER was full.").edits[-1].kind == "same"
    assert align("no, the ward", "LEE: No, uh-huh, the ward.").outcome == "missing"


def test_an_interjection_is_not_the_speaker() -> None:
    """What another says in the midst of a speech is not left out of it."""
    text = "LOPEZ: We built the whole bridge --\nREPORTER: Did you?\nLOPEZ: -- in a single year."
    found = align("We built the whole bridge in a single year", text)
    assert (found.outcome, found.voice) == ("exact", "LOPEZ")


def test_words_of_two_speakers_name_both() -> None:
    """A quotation that runs over a label is of two voices, and says so."""
    found = align("We built it. Nobody asked us.", "LOPEZ: We built it.\nOKAFOR: Nobody asked us.")
    assert found.voice == "LOPEZ and OKAFOR"


def test_only_open_cuts_can_stand() -> None:
    """A cut must be marked, in the order of speech, and change no word."""
    text = transcript("rally.txt")
    kept = "We asked for clean water. … the fountain was dry."
    assert faithful(text.find(kept))
    assert not faithful(text.find(kept.replace("… ", "")))
    assert not faithful(text.find("We asked for clear water. … the fountain was dry."))
    assert not faithful(text.find("the fountain was dry. … They said it could not be done."))
    assert not faithful(text.find("nothing of the kind"))


def test_parts_from_everywhere_are_no_quotation() -> None:
    """An invented sentence is not found by a few words here and a few there."""
    filling = " ".join(f"filling{number}" for number in range(400))
    text = f"We will never do it. {filling}. They raise taxes. {filling}. It is the middle class."
    assert align("We will never raise taxes on the middle class", text).outcome == "missing"


def test_subtitles_tell_when_and_who() -> None:
    """Numbers, times and voices of a subtitle file are its apparatus."""
    first = "1\n00:00:01,000 --> 00:00:04,000\n<v Ana>We lost a"
    second = "2\n00:00:04,500 --> 00:00:05,000\n<v Ana>third of it."
    text = f"{first}\n\n{second}"
    found = align("We lost a third of it", text)
    assert (found.outcome, found.at, found.voice) == ("exact", "00:00:01,000", "Ana")


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("REPORTER: Is it? Yes. LOPEZ: We built the whole bridge.", "LOPEZ"),
        ("MR. O'NEILL: We built the whole bridge.", "MR. O'NEILL"),
        ("ANA LEE, MAYOR (via interpreter): We built the whole bridge.", "ANA LEE, MAYOR"),
        ("Dr. Hannah Weiss: We built the whole bridge.", "Dr. Hannah Weiss"),
        ("Ana: Well.\nBo: No.\nAna: We built the whole bridge.\nBo: No.", "Ana"),
        ("Q. Who did?\nA. We built the whole bridge.", "A"),
        ("Remember: We built the whole bridge.", None),
        ("It was 3:1 against us. We built the whole bridge.", None),
    ],
)
def test_labels_tell_who_speaks(text: str, voices: str | None) -> None:
    """Names before a colon are labels where they open a line, or are capitals after a sentence."""
    assert align("We built the whole bridge.", text).voice == voices


def test_an_article_s_quotations() -> None:
    """Each is told with its place, marks excluded; a mark that nothing closes is none."""
    text = 'He said: “We won,” and left.\n\n"Nobody helped us." The 6" pipe burst.'
    found = quotations(text)
    assert [one.text for one in found] == ["We won,", "Nobody helped us."]
    assert all(text[slice(*one.span)] == one.text for one in found)


MODULES = ("apparatus", "quotations", "tokens", "transcript")


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_tell_the_truth(name: str) -> None:
    """The examples run."""
    failed, tried = doctest.testmod(importlib.import_module(f"claims.transcripts.{name}"))
    assert (failed, bool(tried)) == (0, True)


# The command

ARTICLE = (
    "“We took that advice,” Maria Lopez said. “We were warned by the engineers in November that "
    "the bridge could wait until the summer.”\n\n“We don't have a final figure. The rest is ours,” "
    "Lopez said. “Nobody could have seen this coming.”\n"
)


@pytest.fixture
def bridge(verify: Verify, tmp_path: Path) -> Verify:
    """The commands, with an article that quotes a briefing, and its transcript."""
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "briefing.txt").write_bytes((CASES / "briefing.txt").read_bytes())
    assert verify("add", "bridge.txt").code == 0
    return verify


def test_quotes_are_shown_in_order_with_what_differs(bridge: Verify) -> None:
    """A sign, the outcome, the words that differ, and who says it where; the sum on the side."""
    done = bridge("quotes", "bridge", "--against", "briefing.txt")
    first, second, third, fourth = done.out.splitlines()
    assert first == ("✓ exact      “We took that advice,” · Maria Lopez · transcript: MAYOR LOPEZ")
    assert second.startswith("± altered    “We were [-told-]{+warned+} by the engineers")
    assert "cut without a mark: left out “The first estimate is" in third
    assert fourth.startswith("✗ not found  “Nobody could have seen this coming.”")
    assert done.err == "4 quotations: 1 exact, 1 altered, 1 stitched, 1 not found\n"


def test_quotes_for_machines(bridge: Verify) -> None:
    """JSON has places in both texts, CSV a line for each quotation."""
    rows = bridge("quotes", "bridge", "--against", "briefing.txt", "--json").json
    assert [row["outcome"] for row in rows] == ["exact", "altered", "stitched", "missing"]
    assert [ARTICLE[slice(*row["span"])] for row in rows] == [row["quote"] for row in rows]
    assert rows[1]["changed"] == ["told → warned"]
    said = (CASES / "briefing.txt").read_text(encoding="utf-8")
    assert said[slice(*rows[0]["places"][0])] == rows[0]["passage"]
    header = bridge("quotes", "bridge", "--against", "briefing.txt", "--csv").out
    assert header.startswith("quote,speaker,outcome,faithful,passage,changed,left_out")


def test_quotes_as_a_gate(bridge: Verify, tmp_path: Path) -> None:
    """With --exit-code what an editor must not let stand ends with 3."""
    assert bridge("quotes", "bridge", "--against", "briefing.txt", "--exit-code").code == 3
    (tmp_path / "all.txt").write_text(ARTICLE, encoding="utf-8")
    assert bridge("quotes", "bridge", "--against", "all.txt", "--exit-code").code == 0


def test_quotes_refuses_what_it_cannot_read(verify: Verify) -> None:
    """No transcript, no file, no article: each is a line that says what to do."""
    assert verify("quotes", "harbour").code == 2
    assert "gone.txt cannot be read" in verify("quotes", "harbour", "--against", "gone.txt").refusal
    Path("said.txt").write_text("LOPEZ: Yes.", encoding="utf-8")
    assert "No article" in verify("quotes", "nowhere", "--against", "said.txt").refusal
    assert verify("quotes", "harbour", "--against", "said.txt").err == "0 quotations\n"
