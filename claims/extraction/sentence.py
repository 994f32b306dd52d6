"""Proposition → sentence: its words in reading order, with what they take to stand alone.

Whatever is not the article's own word becomes a Substitution, with its place in the text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.anchoring import anchor_pieces
from claims.extraction.clause import APPOSITION, PARTICIPLE, RELATIVE, Clause
from claims.extraction.dressing import dress
from claims.extraction.marks import DASHES, Pairs, glued, is_mark, single_marks, with_marks
from claims.extraction.naming import Setting, name_pieces, own_word
from claims.extraction.ordering import in_reading_order
from claims.extraction.pieces import Piece, join
from claims.extraction.propositions import antecedent_words, subject_words
from claims.extraction.syntax import SUBJECTS, Word, Words, in_order
from claims.models import Reason, Span, Substitution

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from claims.extraction.propositions import Proposition

_FROM_BRACKETS = frozenset({APPOSITION, PARTICIPLE})
_COUNTED = frozenset("CARDINAL ORDINAL DATE TIME QUANTITY PERCENT MONEY".split())
_QUOTES = frozenset('"“”„«»')
_TWO = 2
_STANDING = frozenset({"det", *SUBJECTS})
_LEADING = frozenset("and but or so yet".split())
_ENDS = (".", "!", "?", '."', ".”", '!"', '?"', "!”", "?”")


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


class _StandIn(NamedTuple):
    """Words of the article that take a pronoun's place."""

    pronoun: Word
    words: Collection[Word]
    rule: str


def write(proposition: Proposition, around: Around, setting: Setting) -> Sentence:
    """Write a proposition as a sentence of its own."""
    clause, told = _as_told(proposition.clause, proposition.words)
    told &= frozenset(around.words)  # without a dateline in its subject
    told |= glued(told, around.words)
    words = with_marks(told, around.words, _outside(clause, around.pairs))
    words, stand_ins = _glossed(words, around)
    if clause.pronoun is not None:
        stands = antecedent_words if clause.rule == RELATIVE else subject_words
        stand_ins.append(_StandIn(clause.pronoun, stands(clause, around.cuts), "antecedent"))
    opening, closing = ({pair[side] for pair in around.pairs} for side in (0, 1))
    paired = opening | closing
    ordered = in_reading_order(words, clause, around.cuts, around.words, paired)
    ordered = _without_odd_dash(_without_odd_quotes(ordered, paired), around.words)
    setting = setting._replace(quoted=_quoted(words, around))
    pieces, flags = name_pieces(dress(clause, ordered, around.cuts), clause, setting)
    pieces = anchor_pieces(pieces, setting)
    pieces = [_glued(piece, opening, closing) for piece in _trimmed(pieces, paired)]
    pieces = _cased(pieces, around.words)
    text, starts = join(pieces)
    return Sentence(
        text if text.endswith(_ENDS) else text + ".",
        tuple(in_order({word for piece in pieces for word in piece.words})),
        (
            *_put_in(pieces, starts, setting),
            *(_stood_in(one, pieces, starts, text, setting) for one in stand_ins),
        ),
        tuple(flags),
    )


def _as_told(clause: Clause, words: Words) -> tuple[Clause, Words]:
    """The clause with its own pronoun, where the claim keeps the clause that names whom it means:
    "After Lee came, she sang".
    """
    subject, pronoun = clause.subject, clause.pronoun
    if subject is None or pronoun is None or clause.rule == RELATIVE:
        return clause, words
    opens = subject.head in words and subject.head in clause.head.kids
    if not opens or subject.head.dep != "advcl":
        return clause, words
    return replace(clause, subject=pronoun, pronoun=None), words | {pronoun}


def _without_odd_quotes(words: list[Word], paired: AbstractSet[int]) -> list[Word]:
    """The words without quotation marks whose other half stands elsewhere."""
    single = single_marks(words)
    opening = [
        word for word in single if not word.space and word.after and len(word.after.text) > 1
    ]
    odd = opening[-1:] if len(single) % 2 else []  # what closes may be an owner's: "voters’"
    return [
        word for word in words if word not in odd and (word.text not in _QUOTES or word.i in paired)
    ]


def _without_odd_dash(words: list[Word], sentence: Sequence[Word]) -> list[Word]:
    """The words without one dash of the two around an aside, where the other is gone."""
    pair = [word.i for word in sentence if word.text in DASHES and word.space]
    kept = [word for word in words if word.i in pair]
    if len(pair) != _TWO or len(kept) != 1:
        return words
    [dash], gone = kept, next(place for place in pair if place != kept[0].i)
    beyond = any(word.i > gone for word in words) if dash.i < gone else True
    return [word for word in words if word is not dash] if beyond else words


def _outside(clause: Clause, pairs: Pairs) -> Pairs:
    """The pairs without the brackets that the clause was taken out of."""
    noun, place = clause.noun, clause.head.i
    if noun is None:
        return pairs
    return [
        (start, end)
        for start, end in pairs
        if not start < place < end or start < noun.i < end or clause.rule not in _FROM_BRACKETS
    ]


def _glossed(words: list[Word], around: Around) -> tuple[list[Word], list[_StandIn]]:
    """The words with an editor's gloss in place of its pronoun: "They [the leaders] met"."""
    stand_ins: list[_StandIn] = []
    offset = around.words[0].i
    for start, end in around.pairs:
        glossed = around.words[start - 1 - offset] if start > offset else None
        inside = [word for word in words if start < word.i < end]
        if glossed is None or glossed not in words or glossed.pos != "PRON" or not inside:
            continue
        if around.words[start - offset].text == "[":
            stand_ins.append(_StandIn(glossed, inside, "gloss"))
            words = [word for word in words if word.i not in (glossed.i, start, end)]
    return words, stand_ins


def _quoted(words: Sequence[Word], around: Around) -> frozenset[int]:
    """Positions between quotation marks that the sentence keeps."""
    kept, offset = {word.i for word in words}, around.words[0].i
    return frozenset(
        position
        for start, end in around.pairs
        if start in kept and around.words[start - offset].text not in "([{"
        for position in range(start, end)
    )


# Text --------------------------------------------------------------------------------------


def _trimmed(pieces: list[Piece], paired: AbstractSet[int]) -> list[Piece]:
    """The pieces without marks at either end, paired ones aside, and without an "and" there."""

    def stray(piece: Piece) -> bool:
        word = own_word(piece)
        return word is not None and is_mark(word) and word.i not in paired

    pieces = [
        piece
        for piece, after in zip_longest(pieces, pieces[1:])
        if not (_joins(piece) and after is not None and _joins(after)) or _is_or_so(piece, after)
    ]  # "live and [work in Leeds] and have"
    while pieces and (stray(pieces[0]) or _joins(pieces[0]) or _marks(pieces[0])):
        pieces = pieces[1:]
    while pieces and (stray(pieces[-1]) or _hangs_over(pieces)):
        pieces = pieces[:-1]
    if pieces and "]" in pieces[0].text and "[" not in pieces[0].text:
        pieces[0] = pieces[0]._replace(text=f"[{pieces[0].text}")  # "[W]e left"
    return pieces


def _hangs_over(pieces: list[Piece]) -> bool:
    """Whether the last piece joins what was left out, "but rather" too, and does not end "… and
    so", "not yet".
    """
    last = pieces[-1]
    if last.text in ("rather", "instead") and len(pieces) > 1 and pieces[-2].text == "but":
        return True
    denied = len(pieces) > 1 and pieces[-2].text.lower() in ("not", "n't", "n’t")
    return _joins(last) and last.text != "so" and not (last.text == "yet" and denied)


def _marks(piece: Piece) -> bool:
    """Whether it is the "that" of a clause told by itself."""
    word = own_word(piece)
    return (
        word is not None
        and word.lower == "that"
        and (word.dep == "mark" or (word.tag == "IN" and word.dep not in _STANDING))
    )


def _is_or_so(piece: Piece, after: Piece | None) -> bool:
    """Whether it is "the thirty or so"."""
    return after is not None and (piece.text.lower(), after.text.lower()) == ("or", "so")


def _joins(piece: Piece) -> bool:
    word = own_word(piece)
    far = word is not None and word.dep == "advmod" and word.head is word.after  # "so far"
    return piece.text.lower() in _LEADING and not far


def _glued(piece: Piece, opening: AbstractSet[int], closing: AbstractSet[int]) -> Piece:
    word = own_word(piece)
    if word is not None and word.i in opening:
        return piece._replace(glued="after")
    return piece._replace(glued="before") if word is not None and word.i in closing else piece


def _cased(pieces: list[Piece], sentence: Sequence[Word]) -> list[Piece]:
    """A small letter for the word that opened the sentence, a capital for the one that does."""
    opening = next((word for word in sentence if word.inked), None)
    found: list[Piece] = []
    begun = False
    for piece in pieces:
        text = piece.text
        if not begun:
            text = text[:1].upper() + text[1:]
        elif opening is not None and own_word(piece) is opening and _is_common(opening):
            text = text[:1].lower() + text[1:]
        begun = begun or any(character.isalnum() for character in text)
        found.append(piece if text == piece.text else piece._replace(text=text))
    return found


def _is_common(word: Word) -> bool:
    named = word.entity >= 0 and word.label not in _COUNTED
    proper = named or word.pos in ("PROPN", "X") or word.text.isupper()
    return not proper and word.lower != "i"


# What was done -----------------------------------------------------------------------------


def _put_in(pieces: list[Piece], starts: list[int], setting: Setting) -> list[Substitution]:
    """Text that is not the article's, with the words it took the place of."""
    found: list[Substitution] = []
    for piece, start in zip(pieces, starts, strict=True):
        if piece.rule and piece.replaced:
            span = setting.parse.span(piece.replaced[0].token, piece.replaced[-1].token)
            found.append(
                Substitution(
                    span=span,
                    text=setting.parse.document.text[span.start : span.end],
                    to=piece.to,
                    at=Span(start, start + len(piece.text)),
                    because=(Reason(rule=piece.rule, detail=piece.detail),),
                )
            )
    return found


def _stood_in(
    one: _StandIn, pieces: list[Piece], starts: list[int], text: str, setting: Setting
) -> Substitution:
    """The article's own words in the place of a pronoun."""
    span = setting.parse.span(one.pronoun.token, one.pronoun.token)
    places = [n for n, piece in enumerate(pieces) if any(word in one.words for word in piece.words)]
    at = None
    if places:
        last = places[-1]
        at = Span(starts[places[0]], starts[last] + len(pieces[last].text))
    return Substitution(
        span=span,
        text=setting.parse.document.text[span.start : span.end],
        to=(text[at.start : at.end],) if at else (),
        at=at,
        because=(Reason(rule=one.rule, detail=f"what “{one.pronoun.text}” stands for"),),
    )
