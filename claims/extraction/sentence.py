"""Proposition → sentence: its words in reading order, with what it takes to stand alone.

Whatever is not the article's own word becomes a Substitution: the finite form of a participle,
an "is" between a name and what it is said to be, a name for a pronoun.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.clause import (
    APPOSITION,
    PARTICIPLE,
    RELATIVE,
    SHARED,
    TITLE,
    Clause,
)
from claims.extraction.description import place_of
from claims.extraction.marks import Pairs, is_mark, with_marks
from claims.extraction.naming import Setting, name_pieces, spelled_out
from claims.extraction.phrases import antecedent, describes, whole
from claims.extraction.pieces import Piece, join, verbatim
from claims.extraction.syntax import Word, Words, ancestors, in_order
from claims.extraction.verbs import be, finite_form, needs_finite, plural
from claims.models import Reason, Span, Substitution

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from claims.extraction.propositions import Proposition

_VOWELS = frozenset("aeiou")
_AS_CONSONANT = ("uni", "use", "usu", "eu", "one", "ut", "ub")
_SPOKEN_WITH_VOWEL = frozenset("AEFHILMNORSX")


class Sentence(NamedTuple):
    """A claim's text, the article's words in it, and what was done to them."""

    text: str
    words: tuple[Word, ...]
    substitutions: tuple[Substitution, ...]
    flags: tuple[Reason, ...]


class Around(NamedTuple):
    """The sentence a proposition was taken from."""

    words: Sequence[Word]
    cuts: AbstractSet[int]
    pairs: Pairs


def write(proposition: Proposition, around: Around, setting: Setting) -> Sentence:
    """Write a proposition as a sentence of its own."""
    clause = proposition.clause
    words, glosses = _glossed(with_marks(proposition.words, around.words, around.pairs), around)
    opening = {start for start, _ in around.pairs}
    closing = {end for _, end in around.pairs}
    marks = opening | closing
    kept = {word.i for word in words}
    quoted = frozenset(
        position
        for start, end in around.pairs
        if start in kept and around.words[start - around.words[0].i].text not in "([{"
        for position in range(start, end)
    )
    ordered = _without_strays(_ordered(clause, words, around.cuts), around.words, marks)
    pieces = _dressed(clause, ordered, around.cuts)
    pieces, flags = name_pieces(pieces, clause, setting._replace(quoted=quoted))
    pieces = [_glued(piece, opening, closing) for piece in _trimmed(pieces, marks)]
    pieces = _cased(pieces, around.words)
    text, starts = join(pieces)
    substitutions = _substitutions(pieces, starts, setting)
    stand_in = _antecedents(clause, pieces, starts, text, around, setting)
    stand_in += [
        _stand_in(pronoun, gloss, "gloss", (pieces, starts, text), setting)
        for pronoun, gloss in glosses
    ]
    return Sentence(
        _closed(text),
        tuple(in_order({word for piece in pieces for word in piece.words})),
        tuple(substitutions + stand_in),
        tuple(flags),
    )


def _glossed(words: list[Word], around: Around) -> tuple[list[Word], list[tuple[Word, list[Word]]]]:
    """The words with an editor's gloss in place of its pronoun: "They [the leaders] met"."""
    glosses: list[tuple[Word, list[Word]]] = []
    offset = around.words[0].i
    for start, end in around.pairs:
        before = around.words[start - 1 - offset] if start > offset else None
        inside = [word for word in words if start < word.i < end]
        if (
            before in words
            and before.pos == "PRON"
            and inside
            and around.words[start - offset].text == "["
        ):
            glosses.append((before, inside))
            words = [word for word in words if word is not before and word.i not in (start, end)]
    return words, glosses


# Order -------------------------------------------------------------------------------------


def _ordered(clause: Clause, words: list[Word], cuts: AbstractSet[int]) -> list[Word]:
    """The words as they are to be read: the subject first, an antecedent in its gap."""
    slots: dict[int, tuple[float, int]] = {}
    subject = clause.subject
    if clause.pronoun is not None:
        slots = _slots_of_antecedent(clause, words, cuts)
    elif subject is not None and subject.i > clause.head.i and not clause.own_subject:
        subject_words = whole(subject, cuts)
        slots = {word.i: (-2, 0) for word in words if word in subject_words}
        for word in clause.borrowed:
            slots |= {one.i: (-1, 0) for one in whole(word, cuts) if one not in subject_words}
    return sorted(words, key=lambda word: (*slots.get(word.i, (word.i, 0)), word.i))


def _slots_of_antecedent(
    clause: Clause, words: list[Word], cuts: AbstractSet[int]
) -> dict[int, tuple[float, int]]:
    pronoun, head = clause.pronoun, clause.head
    assert pronoun is not None
    if clause.rule != RELATIVE:  # "it", for which the subject stands
        stands = whole(clause.subject, cuts) if clause.subject else frozenset()
        return {word.i: (pronoun.i, 0) for word in stands}
    stands = _antecedent_words(clause, cuts)
    if pronoun.tag == "WRB":
        return {word.i: (math.inf, 1) for word in stands}
    phrase = next(word for word in (pronoun, *ancestors(pronoun)) if word.head is head)
    moved = frozenset({*whole(phrase, cuts)}) - {pronoun}
    if phrase.dep in ("nsubj", "nsubjpass"):
        return {word.i: (pronoun.i, 0) for word in stands}
    if phrase.i > head.i:  # "which he looked at": the gap is behind the preposition
        gap: float = pronoun.head.i if pronoun.head.i > head.i else phrase.i
        return {word.i: (gap, 1) for word in stands}
    gap = math.inf if phrase.dep in ("prep", "advmod") else _end_of_group(head)
    slots = {word.i: (gap, 1) for word in moved}
    before = 0 if phrase.dep != "prep" and pronoun.tag == "WP$" else 2
    return slots | {word.i: (gap, before) for word in stands}


def _end_of_group(verb: Word) -> float:
    return max([verb.i, *(kid.i for kid in verb.kids if kid.dep in ("prt", "dative"))]) + 0.5


def _antecedent_words(clause: Clause, cuts: AbstractSet[int]) -> Words:
    if clause.noun is None:
        return frozenset()
    found = whole(clause.noun, cuts) if clause.entire else antecedent(clause.noun, cuts)
    place = place_of(clause)
    return found | {place} if place is not None else found


def _without_strays(
    words: list[Word], sentence: Sequence[Word], paired: AbstractSet[int]
) -> list[Word]:
    """The words without marks whose neighbours moved away."""
    near = [word.i for word in sentence if word.pos != "SPACE"]
    after = dict(pairwise(near))
    found: list[Word] = []
    for place, word in enumerate(words):
        if is_mark(word) and word.i not in paired:
            left = words[place - 1].i if place else -1
            right = words[place + 1].i if place + 1 < len(words) else -1
            if after.get(left) != word.i or after.get(word.i) != right:
                continue
        found.append(word)
    return found


# Words that are not the article's ----------------------------------------------------------


def _dressed(clause: Clause, words: list[Word], cuts: AbstractSet[int]) -> list[Piece]:
    if clause.rule == APPOSITION:
        return _equated(clause, words, cuts)
    if clause.rule == TITLE:
        return _entitled(clause, words)
    pieces = [verbatim(word) for word in words]
    pieces = _unclipped(_without_comma(clause, pieces))
    if clause.subject is not None and needs_finite(clause):
        verb, form = finite_form(clause)
        told = Piece(
            form, (verb,), "finite verb", (verb,), (form,), "the participle of a clause told apart"
        )
        pieces = [told if piece.words == (verb,) else piece for piece in pieces]
    return _owned(clause, pieces, cuts)


def _without_comma(clause: Clause, pieces: list[Piece]) -> list[Piece]:
    """The pieces without a mark between the verb and a subject it did not have before."""
    if clause.rule not in (PARTICIPLE, RELATIVE, SHARED) or clause.subject is None:
        return pieces
    subject = clause.subject
    ends = [
        place
        for place, piece in enumerate(pieces)
        if piece.words[0].i < clause.head.i
        and not is_mark(piece.words[0])
        and subject in (piece.words[0], *ancestors(piece.words[0]))
    ]
    after = ends[-1] + 1 if ends else len(pieces)
    stray = after < len(pieces) - 1 and is_mark(pieces[after].words[0])
    return pieces[:after] + pieces[after + 1 :] if stray else pieces


def _unclipped(pieces: list[Piece]) -> list[Piece]:
    """The pieces with short verbs spelled out where they lost what they leant on."""
    found: list[Piece] = []
    for piece in pieces:
        word, last = piece.words[0], found[-1].words[-1] if found else None
        if word.pos in ("AUX", "VERB") and (last is None or last.i != word.i - 1):
            text = spelled_out(word.lower.replace("’", "'"), word)
            if text != word.lower:
                detail = "a short verb spelled out"
                piece = Piece(text, (word,), "agreement", (word,), (text,), detail)
        found.append(piece)
    return found


def _owned(clause: Clause, pieces: list[Piece], cuts: AbstractSet[int]) -> list[Piece]:
    """An owner for "whose", a place for "where"."""
    pronoun = clause.pronoun
    if clause.rule != RELATIVE or pronoun is None:
        return pieces
    stands = _antecedent_words(clause, cuts)
    at = [number for number, piece in enumerate(pieces) if piece.words and piece.words[0] in stands]
    if pronoun.tag == "WP$" and at:
        owner = Piece("'s", (), "antecedent", (pronoun,), ("'s",), "“whose” and its antecedent")
        return [*pieces[: at[-1] + 1], owner, *pieces[at[-1] + 1 :]]
    if pronoun.tag == "WRB" and at and place_of(clause) is None:
        word = "in" if clause.noun is not None and clause.noun.label in ("GPE", "LOC") else "at"
        place = Piece(
            word, (), "antecedent", (pronoun,), (word,), f"“{pronoun.text}” and its antecedent"
        )
        return [*pieces[: at[0]], place, *pieces[at[0] :]]
    return pieces


def _equated(clause: Clause, words: list[Word], cuts: AbstractSet[int]) -> list[Piece]:
    """ "Maduro, the president": "Maduro is the president"."""
    noun = clause.head.head
    of = antecedent(noun, cuts)
    if not describes(clause.head) or all(word in of or is_mark(word) for word in words):
        return _bracketed(words, of)
    first = [verbatim(word) for word in words if word in of]
    rest = [word for word in words if word not in of]
    between = [word for word in rest if is_mark(word) and word.i < clause.head.first]
    rest = [word for word in rest if word not in between]
    copula = be("present", many=plural(noun))
    replaced = tuple(between[:1]) or tuple(rest[:1])
    detail = "the apposition is said of the noun before it"
    if between:
        told = [Piece(copula, replaced, "apposition", replaced, (copula,), detail)]
        return first + told + [verbatim(word) for word in rest]
    text = f"{copula} {rest[0].text}"
    told = [Piece(text, replaced, "apposition", replaced, (text,), detail)]
    return first + told + [verbatim(word) for word in rest[1:]]


def _bracketed(words: list[Word], of: Words) -> list[Piece]:
    """ "The Dark Knight (2008)": as it stands, for brackets say many things."""
    noun = [word for word in words if word in of]
    inside = [word for word in words if word not in of]
    while inside and is_mark(inside[0]):
        inside.pop(0)
    while inside and is_mark(inside[-1]):
        inside.pop()
    return [*map(verbatim, noun), Piece("("), *map(verbatim, inside), Piece(")")]


def _entitled(clause: Clause, words: list[Word]) -> list[Piece]:
    """ "Kremlin spokesman Dmitry Peskov": "Dmitry Peskov is Kremlin spokesman"."""
    noun = clause.noun
    assert noun is not None
    title = [word for word in words if word.i <= noun.i]
    name = [word for word in words if word.i > noun.i]
    while name and is_mark(name[-1]):
        name.pop()
    first = title[0]
    determined = noun.tag == "NNS" or any(word.dep in ("det", "poss") for word in title)
    article = "" if determined or noun.text[0].isupper() else _article(first) + " "
    text = f"{be('present', many=noun.tag == 'NNS')} {article}{first.text}"
    told = Piece(text, (first,), "title", (first,), (text,), "the title stands before the name")
    return [*map(verbatim, name), told, *map(verbatim, title[1:])]


def _article(word: Word) -> str:
    if word.text.isupper() and len(word.text) > 1:
        return "an" if word.text[0] in _SPOKEN_WITH_VOWEL else "a"
    vowel = word.lower[0] in _VOWELS and not word.lower.startswith(_AS_CONSONANT)
    return "an" if vowel else "a"


# Text --------------------------------------------------------------------------------------


def _trimmed(pieces: list[Piece], paired: AbstractSet[int]) -> list[Piece]:
    """The pieces without marks at either end, but for paired ones."""

    def stray(piece: Piece) -> bool:
        word = piece.words[0] if piece.words and not piece.rule else None
        return word is not None and is_mark(word) and word.i not in paired

    while pieces and stray(pieces[0]):
        pieces = pieces[1:]
    while pieces and stray(pieces[-1]):
        pieces = pieces[:-1]
    return pieces


def _glued(piece: Piece, opening: AbstractSet[int], closing: AbstractSet[int]) -> Piece:
    place = piece.words[0].i if piece.words and not piece.rule else -1
    if place in opening:
        return piece._replace(glued="after")
    return piece._replace(glued="before") if place in closing else piece


def _cased(pieces: list[Piece], words: Sequence[Word]) -> list[Piece]:
    """A small letter for the word that opened the sentence, a capital for the one that does."""
    opening = next((word for word in words if word.inked), None)
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if number == 0 or (found and number == 1 and not found[0].text[0].isalnum()):
            text = text[:1].upper() + text[1:]
        elif opening in piece.words and not piece.rule and _common(opening):
            text = text[:1].lower() + text[1:]
        found.append(piece._replace(text=text))
    return found


def _common(word: Word | None) -> bool:
    return (
        word is not None
        and word.pos not in ("PROPN", "X")
        and word.entity < 0
        and word.lower != "i"
        and not word.text.isupper()
    )


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", '."', ".”", '!"', '?"')) else text + "."


def _substitutions(pieces: list[Piece], starts: list[int], setting: Setting) -> list[Substitution]:
    return [
        Substitution(
            span=setting.parse.span(piece.replaced[0].token, piece.replaced[-1].token),
            text=_source_text(piece, setting),
            to=piece.to,
            at=Span(start, start + len(piece.text)),
            because=(Reason(rule=piece.rule, detail=piece.detail),),
        )
        for piece, start in zip(pieces, starts, strict=True)
        if piece.rule
    ]


def _source_text(piece: Piece, setting: Setting) -> str:
    span = setting.parse.span(piece.replaced[0].token, piece.replaced[-1].token)
    return setting.parse.document.text[span.start : span.end]


def _antecedents(
    clause: Clause,
    pieces: list[Piece],
    starts: list[int],
    text: str,
    around: Around,
    setting: Setting,
) -> list[Substitution]:
    """What stands for a relative pronoun, or for an "it" that only one noun can mean."""
    if clause.pronoun is None:
        return []
    if clause.rule == RELATIVE:
        stands = _antecedent_words(clause, around.cuts)
    else:
        stands = whole(clause.subject, around.cuts) if clause.subject else frozenset()
    made = pieces, starts, text
    return [_stand_in(clause.pronoun, stands, "antecedent", made, setting)] if stands else []


def _stand_in(
    pronoun: Word,
    stands: Collection[Word],
    rule: str,
    made: tuple[list[Piece], list[int], str],
    setting: Setting,
) -> Substitution:
    pieces, starts, text = made
    places = [n for n, piece in enumerate(pieces) if any(word in stands for word in piece.words)]
    at = (
        Span(starts[places[0]], starts[places[-1]] + len(pieces[places[-1]].text))
        if places
        else None
    )
    return Substitution(
        span=setting.parse.span(pronoun.token, pronoun.token),
        text=pronoun.text,
        to=(text[at.start : at.end],) if at else (),
        at=at,
        because=(Reason(rule=rule, detail=f"“{pronoun.text}” stands for it"),),
    )
