"""What an article says of the years of its people: born, aged, dead."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from claims.consistency.passages import Figure, Passage, When
    from claims.language import Token
    from claims.references import References

_CLOSERS = frozenset({",", ".", ")", ";", "(", "-", "–", "—"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BORN, _DIED = "born", "died"
_NEAR = 6
"""Words between "born" or "died" and its day, and between an age and the name it is of."""


class Age(NamedTuple):
    """An age, the days that its sentence names, whether it is the age at death, and whether the
    name beside it is a full one.
    """

    figure: Figure
    days: tuple[tuple[date, date], ...]
    at_death: bool
    full: bool


class Life(NamedTuple):
    """What an article says of the years of one person."""

    ages: list[Age]
    births: list[When]
    deaths: list[When]


def lives_of(found: Iterable[Passage], references: References) -> dict[tuple[str, int], Life]:
    """Everybody of whom the article gives an age, a day of birth or a day of death, by name.

    Who has no name ("the mayor") is the same only within a sentence.
    """
    lives: dict[tuple[str, int], Life] = defaultdict(lambda: Life([], [], []))
    for passage in found:
        for figure in passage.figures:
            holder, at_death = _aged(passage, figure)
            who = _known(holder, references)
            if who:
                days, full = tuple(days_of(passage.dates)), _is_full(holder, references)
                lives[who].ages.append(Age(figure, days, at_death, full))
        for one in passage.dates:
            born = _known(_holder(passage, one, _BORN), references)
            died = _known(_holder(passage, one, _DIED), references)
            if born:
                lives[born].births.append(one)
            if died:
                lives[died].deaths.append(one)
    return lives


def days_of(dates: Sequence[When]) -> Iterator[tuple[date, date]]:
    for one in dates:
        start, end = one.value.start, one.value.end
        if start and end:
            yield start, end


def _aged(passage: Passage, figure: Figure) -> tuple[Token | None, bool]:
    """Whose age a figure is, and whether at death: "Lee, 45," · "45-year-old Lee" · "aged 60"."""
    if figure.unit != "year" or figure.value.comparator != "=":
        return None, False
    before, after = passage.lower(figure.first - 1), passage.lower(figure.last + 1)
    if "old" in figure.text:
        return _old(passage, figure), False
    if not figure.text.isdecimal():
        return None, False
    if before in ("aged", "at") or passage.words(figure.first - 2, figure.first) == ["age", "of"]:
        ended = [
            token
            for token in passage.tokens(figure.first - 2 * _NEAR, figure.first)
            if token.lemma_ == "die" and token.tag_ == "VBD"
        ]
        return (_subject(ended[-1]) if ended else None), True
    named = passage.token(figure.first - 2) if figure.first - 2 >= passage.start else None
    if before == "," and named is not None and named.pos_ == "PROPN" and after in _CLOSERS:
        return named, False
    return None, False


def _old(passage: Passage, figure: Figure) -> Token | None:
    """ "45-year-old teacher Ann Lee", "Lee is 45 years old"."""
    for token in passage.tokens(figure.last + 1, figure.last + 1 + _NEAR):
        if token.ent_type_ == "PERSON":
            while token.i + 1 < passage.end and token.nbor().ent_iob_ == "I":
                token = token.nbor()
            return token
        if token.pos_ not in ("NOUN", "ADJ", "PROPN"):
            break
    noun = passage.token(figure.last).head
    if noun.pos_ == "NOUN" and noun.i > figure.last:
        return noun
    verb = noun.head
    present = verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP")
    return _subject(verb) if present else None


def _holder(passage: Passage, one: When, verb: str) -> Token | None:
    """Who was born or died on the day: "born on May 7, 1990", "died in Leeds in 2010"."""
    if passage.lower(one.first - 1) not in ("in", "on"):
        return None
    for at in range(one.first - 2, max(one.first - 2 - _NEAR, passage.start - 1), -1):
        if passage.lower(at) == verb:
            return _subject(passage.token(at))
        if passage.token(at).pos_ == "VERB":
            break
    return None


def _subject(verb: Token) -> Token | None:
    """The verb's subject, or the noun it describes."""
    own = next((kid for kid in verb.children if kid.dep_ in _SUBJECTS), None)
    if own is not None and own.tag_ not in ("WP", "WDT"):
        return own
    head = verb.head
    if head == verb:
        return None
    if head.pos_ in ("NOUN", "PROPN"):
        return head if verb.dep_ in ("acl", "relcl", "appos") else None
    if own is None and verb.dep_ in ("conj", "advcl") and head.pos_ in ("VERB", "AUX"):
        return next((kid for kid in head.children if kid.dep_ in _SUBJECTS), None)
    return None


def _known(token: Token | None, references: References) -> tuple[str, int] | None:
    """Who a word stands for: a name, or a noun and its sentence; None for what is neither."""
    mention = references.of(token) if token is not None else None
    if token is None or (mention is not None and len(mention.names) > 1):
        return None
    if mention is not None and mention.names:
        return mention.names[0], 0
    if token.pos_ == "PROPN":
        return token.text, 0
    return (f"the {token.lower_}", token.i) if token.pos_ == "NOUN" else None


def _is_full(token: Token | None, references: References) -> bool:
    mention = references.of(token) if token is not None else None
    return mention is not None and len(mention.tokens) > 1
