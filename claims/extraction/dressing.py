"""Words → pieces: what a clause told apart takes to be a sentence.

A finite verb for a participle, an "is" between a name and what it is said to be, an owner for
"whose", a place for "where".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.extraction.clause import APPOSITION, PARTICIPLE, RELATIVE, SHARED, TITLE, Clause
from claims.extraction.marks import is_mark, told_until
from claims.extraction.phrases import antecedent, describes, members
from claims.extraction.pieces import Piece, verbatim
from claims.extraction.propositions import antecedent_words
from claims.extraction.relatives import place_of
from claims.extraction.syntax import Word, Words, ancestors
from claims.extraction.together import one_by_one
from claims.extraction.verbs import be, finite_form, needs_finite, plural, spelled_out
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

_VOWELS = frozenset("aeiou")
_BEGIN_AS_CONSONANT = ("uni", "use", "usu", "eu", "one-", "ut", "ub")
_SPELLED_WITH_VOWEL = frozenset("AEFHILMNORSX")
_QUOTES = frozenset('"“”')
_REGIONS = frozenset(
    "state country city town county district region nation area world province village "
    "neighborhood neighbourhood community market".split()
)
_TWO = 2
_MEMBERS = frozenset("MP MEP MSP MLA".split())
_SEVERAL = frozenset("former ex past vice deputy assistant acting co one-time".split())
_ONCE = frozenset("once then previously formerly".split())
_WITHOUT_COMMA = frozenset({PARTICIPLE, RELATIVE, SHARED})


def dress(clause: Clause, words: list[Word], cuts: AbstractSet[int]) -> list[Piece]:
    """The pieces of a sentence from a clause's words in reading order."""
    if clause.rule == APPOSITION:
        return _equated(clause, words, cuts)
    if clause.rule == TITLE and clause.noun is not None:
        return _entitled(clause.noun, words)
    pieces = _unclipped(_without_comma(clause, words))
    if clause.subject is not None and needs_finite(clause):
        verb, form = finite_form(clause)
        detail = f"“{verb.text}”, in the tense of the sentence it was taken from"
        told = Piece(form, (verb,), "finite verb", (verb,), (form,), detail)
        pieces = [told if piece.words == (verb,) else piece for piece in pieces]
        pieces = _with_adverb_inside(pieces, clause, told)
    pieces = _with_right_article(_with_right_number(pieces, frozenset(words)))
    if clause.rule == RELATIVE and clause.pronoun is not None:
        return _owned(clause, clause.pronoun, pieces, cuts)
    return pieces


def _with_adverb_inside(pieces: list[Piece], clause: Clause, told: Piece) -> list[Piece]:
    """ "widely expected": "was widely expected"."""
    helping, _, form = told.text.partition(" ")
    first = pieces.index(told) if told in pieces else 0
    adverbs = [kid for kid in clause.head.kids if kid.dep == "advmod" and kid.i < clause.head.i]
    while first and pieces[first - 1].words and pieces[first - 1].words[0] in adverbs:
        first -= 1
    if not form or told not in pieces or pieces[first] is told:
        return pieces
    helped = Piece(helping, (), told.rule, told.replaced, (helping,), told.detail)
    pieces = [verbatim(clause.head) if piece is told else piece for piece in pieces]
    return [*pieces[:first], helped, *pieces[first:]]


def _without_comma(clause: Clause, words: list[Word]) -> list[Word]:
    """The words without a mark between the verb and a subject it did not have before."""
    subject = clause.subject
    if clause.rule not in _WITHOUT_COMMA or subject is None:
        return words
    ends = [
        place
        for place, word in enumerate(words)
        if word.i < clause.head.i
        and not is_mark(word)
        and subject in (above := (word, *ancestors(word)))
        and clause.head not in above
    ]
    after = ends[-1] + 1 if ends else len(words)
    joint = after < len(words) and (is_mark(words[after]) or words[after].dep == "cc")
    stray = joint and not (words[after].token.is_quote or words[after].text == ")")
    stray = stray and not _ends_aside(words, after)
    return words[:after] + words[after + 1 :] if stray else words


def _ends_aside(words: Sequence[Word], after: int) -> bool:
    """Whether a comma ends what is told of the subject by the way: "Lee, the mayor, left"."""
    told = told_until(words[after - 1], words[after + 1] if after + 1 < len(words) else None)
    return words[after].text == "," and told is not None and told.head in words[:after]


def _unclipped(words: list[Word]) -> list[Piece]:
    """The words, short verbs spelled out where they lost what they leant on: "who's" → "is"."""
    found: list[Piece] = []
    last: Word | None = None
    for word in words:
        text = word.lower.replace("’", "'")
        alone = word.verbal and (last is None or last.i != word.i - 1)
        if alone and (full := spelled_out(text, word)) != text:
            found.append(
                Piece(full, (word,), "agreement", (word,), (full,), "a short verb in full")
            )
        else:
            found.append(verbatim(word))
        last = word
    return found


def _with_right_article(pieces: list[Piece]) -> list[Piece]:
    """ "an open and free election": "a free election"."""
    found = list(pieces)
    for place, (piece, after) in enumerate(pairwise(pieces)):
        if piece.text.lower() not in ("a", "an") or not after.words or piece.rule:
            continue
        article, word = piece.words[0], after.words[0]
        right = _article(word)
        if word.i != article.i + 1 and piece.text.lower() != right:
            detail = f"before “{word.text}”"
            found[place] = Piece(right, (article,), "article", (article,), (right,), detail)
    return found


def _with_right_number(pieces: list[Piece], words: Words) -> list[Piece]:
    """ "The states of Ohio and Iowa", of which one is told: "the state of Ohio"."""
    found = list(pieces)
    for place, piece in enumerate(pieces):
        noun = piece.words[0] if len(piece.words) == 1 and not piece.rule else None
        if noun is None or not one_by_one(noun):
            continue
        first = next(kid.child("pobj") for kid in noun.kids if kid.lower == "of")
        if first is not None and sum(one in words for one in members(first)) == 1:
            detail = "one of those that are named"
            found[place] = Piece(noun.lemma, (noun,), "number", (noun,), (noun.lemma,), detail)
    return found


def _owned(
    clause: Clause, pronoun: Word, pieces: list[Piece], cuts: AbstractSet[int]
) -> list[Piece]:
    """An owner for "whose", a place for "where"."""
    stands = antecedent_words(clause, cuts)
    at = [place for place, piece in enumerate(pieces) if piece.words and piece.words[0] in stands]
    detail = f"“{pronoun.text}” and what it stands for"
    if pronoun.tag == "WP$" and at:
        owner = Piece("'s", (), "antecedent", (pronoun,), ("'s",), detail)
        return [*pieces[: at[-1] + 1], owner, *pieces[at[-1] + 1 :]]
    if pronoun.tag == "WRB" and at and place_of(clause) is None:
        text = _place(clause.noun)
        place = Piece(text, (), "antecedent", (pronoun,), (text,), detail)
        return [*pieces[: at[0]], place, *pieces[at[0] :]]
    return pieces


def _place(noun: Word | None) -> str:
    """The preposition of a place or time: "in Oslo", "in the state", "on Friday", "at the mill"."""
    if noun is None:
        return "at"
    numbered = any(kid.tag == "CD" and len(kid.text) <= _TWO for kid in noun.kids)  # "Sept. 6"
    if noun.label == "DATE" and noun.tag == "NNP" and (noun.lower.endswith("day") or numbered):
        return "on"
    inside = noun.label in ("GPE", "LOC", "DATE") or noun.lemma in _REGIONS
    return "in" if inside else "at"


def _equated(clause: Clause, words: list[Word], cuts: AbstractSet[int]) -> list[Piece]:
    """ "Maduro, the president": "Maduro is the president"."""
    noun = clause.noun or clause.head.head
    of = antecedent(noun, cuts | {clause.head.i})
    joint = _joints(words, of) if not clause.head.aside else frozenset()
    first = _bare([word for word in words if word in of | joint])
    rest = _bare([word for word in words if word not in of | joint])
    if not first:
        return []
    fronted = clause.head.i < noun.i
    if not rest or not (fronted or describes(clause.head)):
        return _bracketed(first, rest)
    between = [word for word in words if is_mark(word) and first[-1].i < word.i < rest[0].i]
    several = plural(noun) and (noun.tag in ("NNS", "NNPS") or plural(clause.head))
    copula = be("past" if any(map(_at_the_time, rest)) else "present", many=several)
    detail = "what stands behind a name says what it is"
    if between:
        told = Piece(copula, (between[0],), "apposition", (between[0],), (copula,), detail)
        return [*map(verbatim, first), told, *map(verbatim, rest)]
    text = f"{copula} {rest[0].lower if fronted else rest[0].text}"
    told = Piece(text, (rest[0],), "apposition", (rest[0],), (text,), detail)
    return [*map(verbatim, first), told, *map(verbatim, rest[1:])]


def _at_the_time(word: Word) -> bool:
    """Whether it tells that somebody was something then: "Lee, mayor at the time", "once mayor"."""
    if word.lower in _ONCE and word.dep == "advmod" and word.head.nominal:
        return True
    return word.lower == "time" and word.head.lower == "at" and not word.has("acl", "relcl", "prep")


def _joints(words: Sequence[Word], of: Words) -> Words:
    """The marks between the words of a name: "one-time rival", "the “Secret” level"."""
    ends = [word.i for word in of]
    between = [word for word in words if is_mark(word) and min(ends) < word.i < max(ends)]
    quotes = [word for word in between if word.text in _QUOTES]
    return frozenset(word for word in between if word not in quotes or len(quotes) == _TWO)


def _bracketed(first: Sequence[Word], rest: Sequence[Word]) -> list[Piece]:
    """ "The Dark Knight (2008)": as it stands, for brackets say many things."""
    inner = [word.text for word in rest if word.text in ("(", ")")]
    if inner.count("(") != inner.count(")"):
        rest = [word for word in rest if word.text not in ("(", ")")]
    return [*map(verbatim, first), Piece("("), *map(verbatim, rest), Piece(")")]


def _bare(words: list[Word]) -> list[Word]:
    while words and is_mark(words[0]):
        words = words[1:]
    while words and is_mark(words[-1]) and not _closes(words):
        words = words[:-1]
    return words


def _closes(words: Sequence[Word]) -> bool:
    """Whether the last of the words closes a quotation that opens among them."""
    quotes = [word for word in words if word.text in _QUOTES]
    return words[-1].text in _QUOTES and len(quotes) % _TWO == 0


def _entitled(noun: Word, words: list[Word]) -> list[Piece]:
    """ "Kremlin spokesman Dmitry Peskov": "Dmitry Peskov is Kremlin spokesman"."""
    title = [word for word in words if word.i <= noun.i]
    name = _bare([word for word in words if word.i > noun.i])
    while len(title) > 1 and title[0].lower in ("even", "also", "only", "both"):
        title = title[1:]  # "even the mayor Ann Lee"
    if len(title) > 1 and title[0].lower == "the" and 0 <= title[0].entity != noun.entity:
        title = title[1:]  # "The Washington Post columnist Ruth Hill"
    then = len(title) > _TWO and title[0].lower == "then" and title[1].text in ("-", "–")
    title = title[2:] if then else title  # "then-mayor Ann Lee"
    determined = noun.tag == "NNS" or any(word.dep in ("det", "poss") for word in title)
    opening = title[0].token.is_sent_start and title[0].pos != "PROPN"
    opening = opening and (title[0].dep == "det" or not _capital_elsewhere(title[0]))
    opening = opening and (title[0].label != "NORP" or title[0].pos != "ADJ")  # "a Republican"
    first = title[0].lower if opening else title[0].text
    proper = noun.text[0].isupper() and not (opening and noun is title[0])
    proper = proper and noun.label != "NORP" and noun.text not in _MEMBERS  # "is a Democrat"
    one_of_some = first.islower() and title[0].pos in ("ADJ", "VERB")  # "a former President"
    bare = determined or (proper and not one_of_some)
    sole = noun.lower in listed("sole_roles") and not _one_of_several(title)
    article = "" if bare else "the " if sole else _article(title[0]) + " "
    verb = be("past" if then else "present", many=noun.tag == "NNS")
    detail = "what stands before a name says who it is"
    if title[0].tag == "PRP$":  # whose he is may be told by a name
        joint = Piece(verb, (), "title", (title[0],), (verb,), detail)
        return [*map(verbatim, name), joint, *map(verbatim, title)]
    text = f"{verb} {article}{first}"
    told = Piece(text, (title[0],), "title", (title[0],), (text,), detail)
    return [*map(verbatim, name), told, *map(verbatim, title[1:])]


def _one_of_several(title: Sequence[Word]) -> bool:
    """Whether there may be others with the role: "former mayor", "vice president"."""
    return len(title) == 1 or any(word.lower in _SEVERAL for word in title)


def _capital_elsewhere(word: Word) -> bool:
    """Whether the article writes the word with a capital where no sentence begins."""
    doc = word.token.doc
    return any(token.text == word.text and not token.is_sent_start for token in doc)


def _article(word: Word) -> str:
    if word.text.isupper() and len(word.text) > 1:
        return "an" if word.text[0] in _SPELLED_WITH_VOWEL else "a"
    consonant = word.lower in ("one", "once") or word.lower.startswith(_BEGIN_AS_CONSONANT)
    vowel = word.lower[0] in _VOWELS and not consonant
    return "an" if vowel else "a"
