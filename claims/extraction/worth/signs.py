"""Named signs that a claim is worth checking, or not.

Each sign is a function from a claim to the words that show it, none when it is absent; its
docstring is the reason a reader sees. What a sign weighs is learned (``weights.json``).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from claims.extraction.syntax import finite
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.extraction.syntax import Word
    from claims.extraction.worth.findings import Findings


class Sign(Protocol):
    """Gives the words that show it; its name and docstring are what a reader sees."""

    __name__: str

    def __call__(self, found: Findings, words: Sequence[Word], /) -> Iterator[str]: ...


_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_COMPARED = frozenset({"JJR", "RBR"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_MAJORITY = ("most", "JJS")
"""As in "most of them"; like "at least ten" it says how many."""
_LARGE = 100_000
TIME_UNITS = frozenset("second minute hour day week month quarter year decade century".split())
_AROUND_NAMES = frozenset({"DT", "POS"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_OWN = frozenset({"i", "we"})
_OTHERS = frozenset({"he", "she", "they", "you"})


def figure(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """holds a figure"""
    return (one.text for one in found.quantities if one.unit not in TIME_UNITS)


def time_span(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """says how long or how old"""
    return (one.text for one in found.quantities if one.unit in TIME_UNITS)


def money(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """a sum of money"""
    return (one.text for one in found.quantities if one.unit and one.unit.isupper())


def percentage(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """a percentage"""
    return (one.text for one in found.quantities if one.unit == "percent")


def large_figure(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """a figure above a hundred thousand"""
    return (one.text for one in found.quantities if abs(one.value) >= _LARGE)


def several_figures(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """more than one figure"""
    return (one.text for one in found.quantities[1:])


def amount(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """says how much or how many"""
    known = listed("amount_words")
    return (word.text for word in words if word.lemma in known)


def date(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """says when"""
    return (one.text for one in found.dates)


def superlative(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """says that nothing matches it"""
    before = ("", *(word.lower for word in words))
    return (
        word.text
        for previous, word in zip(before, words, strict=False)
        if word.tag in _SUPERLATIVE and previous != "at" and (word.lower, word.tag) != _MAJORITY
    )


def absolute(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """allows no exception"""
    known = listed("absolute_words")
    return (word.text for word in words if word.lower in known)


def comparison(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """compares"""
    return (word.text for word in words if word.tag in _COMPARED)


def movement(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """something rose or fell"""
    known = listed("movements")
    return (word.text for word in words if word.lemma in known and word.verbal)


def cause(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """says what caused what"""
    known = listed("causal_words")
    return (word.text for word in words if word.lemma in known)


def consequential_verb(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """an act or event with consequences"""
    if found.clause.head.lemma in listed("consequential_verbs"):
        yield found.clause.head.text


def record(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """what somebody voted, signed, supported or opposed"""
    known = listed("record_verbs")
    return (word.text for word in words if word.lemma in known and word.verbal)


def statement(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """what somebody said"""
    if found.clause.head.lemma in listed("speech_verbs"):
        yield found.clause.head.text


def named_actor(found: Findings, words: Sequence[Word]) -> Iterator[str]:
    """tells of somebody named"""
    subject = found.clause.subject
    if subject is not None:
        named = [word for word in (subject, *subject.kids) if word.label in _ACTORS][:1]
        yield from _names(word for word in words if named and word.entity == named[0].entity)


def person(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """names a person"""
    return _labelled(words, "PERSON")


def organisation(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """names an organisation"""
    return _labelled(words, "ORG")


def place(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """names a country or place"""
    return _labelled(words, "GPE")


def group(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """names a nation, a party or a religion"""
    return _labelled(words, "NORP")


def _labelled(words: Sequence[Word], label: str) -> Iterator[str]:
    if any(word.label == label and word.pos in _NAMING for word in words):
        yield from _names(word for word in words if word.label == label)


def _names(words: Iterable[Word]) -> Iterator[str]:
    """Each name whole."""
    for _, parts in groupby(words, key=lambda word: word.entity):
        name = [word.token for word in parts if word.tag not in _AROUND_NAMES]
        if len(name) == 1:
            yield name[0].text
        elif name:
            yield name[0].doc[name[0].i : name[-1].i + 1].text


def own_record(found: Findings, words: Sequence[Word]) -> Iterator[str]:
    """what the speaker has done"""
    return _done_by(_OWN, found, words)


def others_record(found: Findings, words: Sequence[Word]) -> Iterator[str]:
    """what somebody else has done"""
    return _done_by(_OTHERS, found, words)


def _done_by(who: frozenset[str], found: Findings, words: Sequence[Word]) -> Iterator[str]:
    subject = found.clause.subject
    if subject is not None and subject.lower in who and any(past(found, words)):
        yield f"{subject.text} {found.clause.head.text}"


def past(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """tells of the past"""
    tensed = finite(found.clause.head)
    if tensed is not None and tensed.tag == "VBD":
        yield tensed.text


def perfect(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """tells what has come of something"""
    head = found.clause.head
    if head.tag == "VBN" and any(kid.lemma == "have" for kid in head.kids if kid.dep == "aux"):
        yield head.text


def negation(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """says that something is not so"""
    return (word.text for word in words if word.dep == "neg")


def speaker(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """the speaker speaks of himself"""
    return (word.text for word in words if word.lower in ("i", "me", "my"))


def third(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """speaks of somebody whom only the context names"""
    return (word.text for word in words if word.lower in ("he", "she", "him", "her", "his"))


def opinion(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """a judgement, which cannot be checked"""
    if found.kind == "opinion":
        yield found.clause.head.text


def prediction(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """has not happened and cannot be checked yet"""
    if found.kind == "prediction":
        yield found.clause.head.text


def no_subject(found: Findings, _: Sequence[Word]) -> Iterator[str]:
    """does not say who or what"""
    if found.clause.subject is None:
        yield found.clause.head.text


def short(_: Findings, words: Sequence[Word]) -> Iterator[str]:
    """says little"""
    if sum(word.inked for word in words) <= 5:
        yield ""


SIGNS: tuple[Sign, ...] = (
    figure, time_span, money, percentage, large_figure, several_figures, amount, date,
    superlative, absolute, comparison, movement, cause, consequential_verb, record, statement,
    named_actor, person, organisation, place, group, own_record, others_record, past, perfect,
    negation, speaker, third, opinion, prediction, no_subject, short,
)  # fmt: skip
