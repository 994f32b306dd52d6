"""What is told as done on a day that had not come when the text appeared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.consistency.passages import Passage, When
    from claims.language import Token
    from claims.models import Claim

_ON = frozenset({"on", "in"})
_AHEAD = ("scheduling", "planning_verbs", "postponing", "predicting_verbs", "request_words")
_PLACES = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG"})
_MODAL = "MD"


def ahead(passage: Passage, claims: Sequence[Claim], published: date | None) -> Iterator[Finding]:
    """Days after publication on which something is said to have happened.

    Only a plain past tense whose day stands right beside the verb, or opens the sentence: in
    "called a vote on June 5" the day may be the vote's. Wrong when the day of publication is.

    >>> from datetime import date
    >>> from claims import extract
    >>> said = extract("The troops came on June 12.", published=date(2025, 5, 8)).claims
    >>> said[-1].flags[-1].detail
    'June 12 (2025) is after the day of publication, May 8, 2025, but “came” tells it as past'
    """
    if published is None:
        return
    for one in passage.dates:
        start = one.value.start
        if start is None or start <= published or not any(c.isdigit() for c in one.text):
            continue
        verb = _past_verb(passage, one)
        if verb is None or not _asserted(one, claims):
            continue
        named = one.text if str(start.year) in one.text else f"{one.text} ({start.year})"
        detail = (
            f"{named} is after the day of publication, {_written(published)}, but "
            f"“{verb.text}” tells it as past"
        )
        yield Finding("told before its day", detail, (one.span,))


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _asserted(one: When, claims: Sequence[Claim]) -> bool:
    """Whether the claims that hold the day are all told as facts, none as planned or possible."""
    holding = [claim for claim in claims if one.value in claim.dates]
    return bool(holding) and all(
        claim.modality == "asserted" and claim.kind == "fact" for claim in holding
    )


def _past_verb(passage: Passage, one: When) -> Token | None:
    """The verb in a plain past tense on whose day it is."""
    prep = passage.token(one.first - 1) if one.first > passage.start else None
    if prep is None or prep.lower_ not in _ON:
        return None
    verb = prep.head
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_ in ("be", "have") or _looks_ahead(verb):
        return None
    helpers = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    past = [token for token in (verb, *helpers) if token.tag_ == "VBD"]
    if not past or any(token.tag_ == _MODAL or token.lower_ == "had" for token in helpers):
        return None
    opens = passage.sentence_opens(prep.i)
    between = passage.tokens(verb.i + 1, prep.i)
    beside = all(
        token.pos_ in ("ADV", "ADP", "DET", "PUNCT") or token.ent_type_ in _PLACES
        for token in between
    )
    return verb if opens or (verb.i < prep.i and beside) else None


def _looks_ahead(verb: Token) -> bool:
    lists = frozenset().union(*(words(name) for name in _AHEAD))
    doubtful = any(kid.dep_ == "mark" and kid.lower_ == "if" for kid in verb.children)
    return verb.lemma_.lower() in lists or verb.lower_ in lists or doubtful
