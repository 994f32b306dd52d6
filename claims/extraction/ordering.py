"""The words of a proposition in reading order: a subject in front, an antecedent in its gap."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.extraction.clause import RELATIVE, SHARED, Clause
from claims.extraction.marks import (
    OPENING,
    closing_comma,
    is_mark,
    opens_apart,
    told_until,
    without_brackets,
)
from claims.extraction.phrases import whole
from claims.extraction.pieces import CLOSING
from claims.extraction.propositions import antecedent_words, subject_words
from claims.extraction.subordination import adds_to
from claims.extraction.syntax import AUXILIARIES, Word, ancestors, finite, is_time, subtree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

Slots = dict[int, tuple[float, int]]
"""Where a word moves: a position in the sentence, and a rank among those that move there."""

_FIRST, _SECOND = -2, -1
_OPENING = (-3, 0)


def in_reading_order(
    words: Sequence[Word],
    clause: Clause,
    cuts: AbstractSet[int],
    sentence: Sequence[Word],
    paired: AbstractSet[int],
) -> list[Word]:
    """The words as they are to be read, without marks whose neighbours moved away.

    ``sentence`` holds all words of the sentence, ``paired`` the positions of brackets and
    quotation marks, which stay.
    """
    slots = _slots(clause, cuts)
    for word in words:  # a hyphen or comma moves with the words around it
        around = slots.get(word.i - 1), slots.get(word.i + 1)
        if is_mark(word) and around[0] is not None and around[0] == around[1]:
            slots[word.i] = around[0]
        elif (beside := _beside(word, slots, paired)) is not None:
            slots[word.i] = beside
    ordered = sorted(words, key=lambda word: (*slots.get(word.i, (word.i, 0)), word.i))
    by_place = {word.i: word for word in ordered}
    shown = without_brackets(sentence, {word.i for word in words})
    near = dict(pairwise(word.i for word in shown if word.pos != "SPACE"))
    places = [-1, *(word.i for word in ordered), -1]
    return [
        word
        for word, left, right in zip(ordered, places, places[2:], strict=False)
        if not is_mark(word)
        or word.i in paired
        or (
            near.get(word.i) in (right, slots.get(right, (right, 0))[0])  # "…, [he] Ann Lee left"
            and (near.get(left) == word.i or _opens(word))
        )
        or (left in slots and slots.get(left) == slots.get(word.i) == _OPENING)
        or (near.get(left) == word.i and _closes(word, by_place[left], by_place.get(right), clause))
        or (
            left >= 0
            and right in by_place
            and closing_comma(by_place[left], by_place[right]) == word.i
        )
    ]


def _beside(mark: Word, slots: Slots, paired: AbstractSet[int]) -> tuple[float, int] | None:
    """Where a mark goes with the word it stands at, which moves: a quotation mark, or the comma
    that closes an aside.
    """
    if mark.i in paired and not mark.space and mark.text not in CLOSING:
        return slots.get(mark.i + 1)
    if mark.i == 0 or not (mark.text == "," or mark.i in paired):
        return None
    before = mark.token.nbor(-1)
    inside = mark.i in paired and before.is_punct
    return slots.get(mark.i - 2 if inside else mark.i - 1)


def _opens(comma: Word) -> bool:
    """Whether a comma stands before what is told by the way, whatever went before it."""
    return comma.text in (",", ":") and comma.after is not None and opens_apart(comma.after)


def _closes(comma: Word, before: Word, behind: Word | None, clause: Clause) -> bool:
    """Whether a comma stands behind what is told by the way, whatever came after it."""
    told = told_until(before, behind)
    return comma.text == "," and told is not None and told is not clause.head


def _slots(clause: Clause, cuts: AbstractSet[int]) -> Slots:
    subject = clause.subject
    if clause.pronoun is not None:
        if clause.rule == RELATIVE:
            return _slots_of_antecedent(clause, clause.pronoun, cuts)
        return {word.i: (clause.pronoun.i, 0) for word in subject_words(clause, cuts)}
    if subject is not None and clause.own_subject:
        return _slots_of_borrowed(clause, subject, cuts) | _slots_of_inverted(clause, subject)
    if subject is None or subject.i < clause.head.i:
        if clause.rule != SHARED:
            return {}
        return _slots_of_opening(clause) | _slots_of_denial(clause)
    borrowed = (one for word in clause.borrowed for one in whole(word, cuts))
    slots: Slots = {word.i: (_SECOND, 0) for word in borrowed}
    return slots | {word.i: (_FIRST, 0) for word in subject_words(clause, cuts)}


def _slots_of_borrowed(clause: Clause, subject: Word, cuts: AbstractSet[int]) -> Slots:
    """A borrowed auxiliary goes behind the subject, "B must be sold", and the time that stood at
    the end of the clause before to the end: "[A rose] this week, while B fell".
    """
    helping = [kid.i for kid in clause.head.kids if kid.dep in AUXILIARIES and kid.i > subject.i]
    place = min([clause.head.i, *helping])
    lent = (word for word in clause.borrowed if word.tag == "MD" and word.i < subject.i)
    slots: Slots = {word.i: (place, -1) for word in lent}
    start = clause.host.head.i if clause.host is not None else subject.i
    late = (word for word in clause.borrowed if is_time(word) and start < word.i < subject.i)
    return slots | {one.i: (math.inf, 0) for word in late for one in whole(word, cuts)}


def _slots_of_inverted(clause: Clause, subject: Word) -> Slots:
    """The verb behind "not only" goes behind its subject: "[not only] was she late"."""
    tensed = finite(clause.head)
    if tensed is None or tensed.i > subject.i or not adds_to(clause.head):
        return {}
    behind = [kid.token.right_edge.i for kid in subject.kids if kid.dep == "prep"]
    return {tensed.i: (max([subject.i, *behind]), 1)}


def _slots_of_opening(clause: Clause) -> Slots:
    """What opens the second verb opens its claim: "In May, Lee resigned", of "Lee won and, in May,
    resigned".
    """
    doc = clause.head.token.doc
    opening = (
        kid
        for kid in clause.head.kids
        if (kid.dep in OPENING or kid.first < kid.i)
        and kid.i < clause.head.i
        and (doc[kid.first - 1].text == "," or doc[kid.first - 1].pos_ == "CCONJ")
    )
    return {word.i: _OPENING for kid in opening for word in subtree(kid)}


def _slots_of_denial(clause: Clause) -> Slots:
    """A "not" goes behind the first of two borrowed auxiliaries: "had been found but not told"."""
    lent = [word.i for word in clause.borrowed if word.dep in AUXILIARIES]
    own = [kid.i for kid in clause.head.kids if kid.lower == "not" and kid.i < clause.head.i]
    return {own[0]: (lent[0], 1)} if own and len(lent) > 1 else {}


def _slots_of_antecedent(clause: Clause, pronoun: Word, cuts: AbstractSet[int]) -> Slots:
    """The antecedent goes where its pronoun would stand in a sentence of its own."""
    stands, head = antecedent_words(clause, cuts), clause.head
    if pronoun.tag == "WRB":  # "where he died": "he died in Paris"
        return {word.i: (math.inf, 0) for word in stands}
    phrase = next(word for word in (pronoun, *ancestors(pronoun)) if word.head is head)
    if phrase.dep in ("nsubj", "nsubjpass"):
        return {word.i: (pronoun.i, 0) for word in stands}
    if phrase.i > head.i:  # "which he looked at": the gap is behind the preposition
        gap: float = pronoun.head.i if pronoun.head.i > head.i else phrase.i
        return {word.i: (gap, 1) for word in stands}
    gap = math.inf if phrase.dep == "prep" else _end_of_group(head)
    # "in which": behind the preposition; "whose legacy": before the noun.
    rank = 0 if pronoun.tag == "WP$" and phrase.dep != "prep" else 2
    moved: Slots = {word.i: (gap, 1) for word in whole(phrase, cuts)}
    return moved | {word.i: (gap, rank) for word in stands}


def _end_of_group(verb: Word) -> float:
    return max([verb.i, *(kid.i for kid in verb.kids if kid.dep in ("prt", "dative"))]) + 0.5
