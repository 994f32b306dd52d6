"""Of what: the unit after an amount, from the table of measures or from the syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.dates.lexemes import entry_from, table
from claims.lexicon import words
from claims.quantities.amounts import Amount, multiplies

if TYPE_CHECKING:
    from claims.dates.lexemes import Line
    from claims.language import Token

_FARTHEST_NOUN = 8
"""Words between a number and the noun it counts."""
_PLAIN = frozenset({"percent", "percentage_point", "basis_point", "times"})
_STERLING = 1_000_000
"""So many pounds, and not "of" anything, are money."""
_OLDEST = 120
_BEFORE_NOUNS = frozenset({"nummod", "compound", "amod", "nmod", "quantmod"})
_LINKS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "ADV", "SYM"})
_INSIDE = frozenset({"VBN", "VBG", "RP", "HYPH", "POS", ",", "``", "''"})
_RELATIVE = frozenset("earlier later ago before after from and".split())
_SUFFIXES = frozenset("plus odd something ish strong sided off old olds to".split())
_NOUNS = frozenset({"NN", "NNS", "NNPS"})


class Unit(NamedTuple):
    """The unit's name, and the last lexeme of its words.

    ``firm`` units are money, percentages and measures, known from their words alone.
    """

    name: str | None
    last: int
    firm: bool = False


def unit(line: Line, found: Amount, last: int) -> Unit | None:
    """The unit of the amount, whose own words and suffix end with the lexeme ``last``."""
    if found.unit:
        return _rated(line, Unit(found.unit, last, firm=True))
    if found.share:
        return Unit(None, last)
    at = last + 2 if line.hyphen(last + 1) else last + 1
    named = _measure(line, at, found)
    if named is None and at == last + 2:
        named = _compound(line, at, found)
    if named is None:
        named = _age(line, found, last) or _counted(line, found, last)
    return _rated(line, named) if named and named.name else named


def _measure(line: Line, at: int, found: Amount) -> Unit | None:
    """Money, percentages and measures: the longest entry of the tables."""
    entry = entry_from(line, at, "units") or entry_from(line, at, "currency_names")
    if entry is None and at < len(line) and line[at].text.isupper():
        entry = entry_from(line, at, "currency_signs")
    if entry is None:
        return None
    name, last = entry[0], at + entry[1] - 1
    if name == "pound" and found.scale >= _STERLING and line.lower(last + 1) != "of":
        name = "GBP"
    if name == "year" and line.hyphen(last + 1) and line.lower(last + 2) in ("old", "olds"):
        last += 2
    return Unit(name, last, firm=True)


def _compound(line: Line, at: int, found: Amount) -> Unit | None:
    """ "A 12-member panel", "the three-judge panel"; "a two-pronged plan" counts nothing."""
    word = line.lower(at)
    if not word.isalpha() or word in _SUFFIXES or found.value == 1:
        return Unit(None, found.last)
    if word == "fold":
        return Unit("times", at, firm=True)
    noun = line.token(at).tag_ in _NOUNS or not line[found.last].spelled
    return Unit(_snake(word), at) if noun and line[at].text.islower() else None


def _age(line: Line, found: Amount, last: int) -> Unit | None:
    """ "Maria Lopez, 52, runs …", "aged 18 to 34"."""
    before, top = line.lower(found.first - 1), found.high or found.value
    if line[last].spelled or top > _OLDEST or top != int(top):
        return None
    if before in ("aged", "age", "ages"):
        return Unit("year", last)
    named = found.first > 1 and line.token(found.first - 2).tag_ in ("NNP", "NNPS")
    apart = before == "," and line.lower(last + 1) in (",", ".", ")", ";", "")
    return Unit("year", last) if named and apart and found.high is None else None


def _counted(line: Line, found: Amount, last: int) -> Unit | None:
    """The noun that the number counts, in the singular: the head, without its adjectives."""
    if line.lower(last + 1) == "of":
        return _of(line, found, last)
    token = line.token(last)
    noun = _head(token) or _plural_after(token)
    if noun is None or (found.value != 1 and not _plural(noun)):
        # "The 176 majority": what it counts is not said.
        return None
    end = noun.idx + len(noun)
    while last + 1 < len(line) and line[last + 1].start < end:
        last += 1
    name = singular(noun)
    if name == "time" and multiplies(line, last + 1):
        return Unit("times", last, firm=True)
    return Unit(table("units").get(name or "", name), last)


def _of(line: Line, found: Amount, last: int) -> Unit | None:
    """ "Dozens of homes" are homes; "three of the nine judges" are judges, said later."""
    preposition = line.token(last + 1)
    near = preposition.doc[preposition.i + 1 : preposition.i + 1 + _FARTHEST_NOUN]
    noun = next((word for word in near if word.dep_ == "pobj" and word.head == preposition), None)
    if noun is None:
        return None
    if not found.rough:
        return Unit(singular(noun), last) if noun.tag_ in ("NNS", "NNPS") else None
    currency = _measure(line, last + 2, found)
    if currency:
        return currency
    while last + 1 < len(line) and line[last + 1].start < noun.idx + len(noun):
        last += 1
    return Unit(singular(noun), last)


def _plural(noun: Token) -> bool:
    return noun.tag_ != "NN" or noun.lower_ in words("unchanging_plurals")


def _head(token: Token) -> Token | None:
    """The noun to the right that the parser hangs the number on, if only its adjectives lie
    between.
    """
    head = token
    for _ in range(3):
        if head.dep_ not in _BEFORE_NOUNS or head.head.i <= head.i:
            return None
        head = head.head
        if head.tag_ in _NOUNS:
            between = token.doc[token.i + 1 : head.i]
            near = len(between) <= _FARTHEST_NOUN
            return head if near and all(_describes(word) for word in between) else None
    return None


def _describes(word: Token) -> bool:
    joined = not word.whitespace_ and word.nbor().text == "-"
    return joined or word.pos_ in _LINKS or word.tag_ in _INSIDE or word.text in ("-", "+")


def _plural_after(token: Token) -> Token | None:
    """The plural that follows at once, or after one adjective, where the parse went astray."""
    following = list(token.doc[token.i + 1 : token.i + 3])
    if following and following[0].pos_ == "ADJ":
        following = following[1:]
    noun = following[0] if following and not following[0].is_sent_start else None
    return noun if noun is not None and noun.tag_ in ("NNS", "NNPS") else None


def _rated(line: Line, of: Unit) -> Unit:
    """ "Barrels per day", "books a year": the span takes the rate in; money and percentages keep
    their unit.
    """
    at = of.last + 1
    if line.lower(at) == "of" and of.firm and line.lower(at + 2) in ("per", "a", "an"):
        at += 2
    each = line.lower(at) in ("a", "an", "each", "every")
    if not (each or line.lower(at) == "per") or at + 1 >= len(line):
        return of
    name = table("units").get(line.lower(at + 1))
    if line.lower(at) == "per":
        name = name or singular(line.token(at + 1))
    if name is None or line[at + 1].value is not None or line.lower(at + 2) in _RELATIVE:
        return of
    if of.name is None or of.name in _PLAIN or of.name.isupper():
        return of._replace(last=at + 1)
    return of._replace(name=f"{of.name}_per_{name}", last=at + 1)


def singular(noun: Token) -> str | None:
    """The noun's singular as a unit's name; None for what is not a word."""
    if noun.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return None
    lemma = noun.lemma_.lower()
    if noun.tag_ == "NNPS":
        # The lemmatizer leaves names as they are: "Republicans".
        lemma = lemma[:-3] + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
    return _snake({"people": "person"}.get(lemma, lemma))


def _snake(word: str) -> str | None:
    name = word.lower().replace("-", "_")
    return name if name.replace("_", "").isalpha() else None
