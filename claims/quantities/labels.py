"""Numbers that count nothing: names, addresses, telephone numbers, scores, times of day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from claims.dates.lexemes import Lexeme, Line
    from claims.language import Token
    from claims.quantities.amounts import Amount
    from claims.quantities.units import Unit

_PREFIXES = frozenset("mid pre post non sub under over near multi".split())
_JOINS = frozenset({"/", ":", ".", ",", "_"})
_YEARS = range(1900, 2051)
_LONGEST_PLAIN = 9
"""Digits; longer figures are written with commas, or are account numbers."""
_ADDRESS = 4
"""Words after a house number among which its street is named."""
_ARTICLE = 4
"""Words before a number among which its article stands."""
_DETERMINERS = frozenset({"det", "poss", "predet", "amod"})
_LEADING = frozenset({"from", "in"})
"""Words before a number that no score has: "from 6 to 9", "grew in 2010 to 600"."""
_LAST_HOUR = 24
_HEADLINE = 0.7
"""The part of a line's longer words that are capitalised where capitals mean nothing."""
_KNOWN = frozenset("the these those all both other first last only next top big".split())
_ONLY = frozenset("only just but than least most another about nearly almost".split())
_POINTING = frozenset({"DT", "PRP$", "WDT", "JJ", "POS"})
_COUNTED = frozenset({"dobj", "nsubjpass", "attr"})
_STANDING = _COUNTED | {"nsubj", "conj"}


class Seen(NamedTuple):
    """An amount, its unit if it has one, and where it stands."""

    line: Line
    found: Amount
    unit: Unit | None = None

    @property
    def before(self) -> str:
        """The word before, in lower case."""
        return self.line.lower(self.found.first - 1)

    @property
    def after(self) -> str:
        """The word after, in lower case."""
        return self.line.lower(self.found.last + 1)

    @property
    def number(self) -> Lexeme:
        """The lexeme of the number, or of its scale."""
        return self.line[self.found.last]

    @property
    def following(self) -> Token | None:
        """The parser's token after."""
        at = self.found.last + 1
        return self.line.token(at) if at < len(self.line) else None

    @property
    def bare(self) -> bool:
        """Whether it counts nothing that has a name."""
        return self.unit is None or self.unit.name is None


def is_code(line: Line, found: Amount) -> bool:
    """Whether the number is part of a word, a telephone number or a time of day."""
    seen = Seen(line, found)
    return _glued(seen) or _digits(seen) or _clock(seen)


def is_label(line: Line, found: Amount, unit: Unit | None, bounded: bool) -> bool:
    """Whether the number only tells things apart, or points at what is known.

    ``bounded`` says that a comparator stands beside it, as none does beside a name.
    """
    seen = Seen(line, found, unit)
    if _one(seen):
        return True
    if found.unit or found.share or found.rough or (unit and unit.firm):
        return False
    return any(test(seen) for test in _TESTS) or (
        not bounded and any(test(seen) for test in _TESTS_UNBOUNDED)
    )


def _glued(seen: Seen) -> bool:
    """ "COVID-19", "F-16", "7:30", "1.2.3"."""
    line, first, last = seen.line, seen.found.first, seen.found.last
    if line.glued(first):
        if seen.before.isalnum() or seen.before in _JOINS | {"+", "'", "’"}:
            return True
        if line.hyphen(first - 1) and line.lower(first - 2) not in _PREFIXES:
            return True
    if not (line.glued(last + 1) and line.glued(last + 2) and seen.after in _JOINS):
        return False
    return seen.after == "/" or line.lower(last + 2)[0].isdigit()


def _digits(seen: Seen) -> bool:
    """ "020 7946 0018", "007", "672426240989"."""
    written, line = seen.number.text, seen.line
    if not written.isdecimal():
        return False
    beside = (seen.found.first - 1, seen.found.last + 1)
    return (
        len(written) > _LONGEST_PLAIN
        or (len(written) > 1 and written[0] == "0")
        or any(line.lower(at).isdecimal() for at in beside)
    )


def _clock(seen: Seen) -> bool:
    """ "7 pm", "6 o'clock"."""
    apostrophe = seen.line.lower(seen.found.last + 2) in ("'", "’")
    return seen.after in words("clock_words") or (seen.after == "o" and apostrophe)


def _one(seen: Seen) -> bool:
    """ "One of them", "no one", "one day", "one analyst said": a pronoun or an article.

    One that is killed, is had, or is the only one, is counted. "Zero tolerance" counts nothing.
    """
    unit, number = seen.unit, seen.line.lower(seen.found.first)
    if number not in ("one", "zero") or seen.found.first != seen.found.last:
        return False
    if unit is None or unit.name is None or unit.name in words("vague_nouns"):
        return True
    noun = seen.line.token(unit.last)
    if number == "zero":
        return not unit.firm and noun.tag_ != "NNS"
    if seen.found.first and seen.line.token(seen.found.first - 1).tag_ in _POINTING:
        return True
    counted = noun.tag_ == "NN" and (noun.dep_ in _COUNTED or seen.before in _ONLY)
    return not (unit.firm or counted)


def _suffixed(seen: Seen) -> bool:
    """ "5G", "100m": letters that are no unit."""
    return seen.line.glued(seen.found.last + 1) and seen.after.isalnum()


def _named(seen: Seen) -> bool:
    """ "Article 5", "day 12", "Boeing 747", "Route 66", "call 911"."""
    if not seen.before:
        return False
    word = seen.line[seen.found.first - 1]
    left, token = seen.line.token(seen.found.first - 1), seen.line.token(seen.found.first)
    if word.lower in words("calls") and seen.bare:
        return True
    if word.lower in words("labels") or left.lemma_.lower() in words("labels"):
        counts = seen.unit is not None and seen.line.token(seen.unit.last).tag_ != "NN"
        if seen.bare or not counts or word.capitalised:
            return True
    hangs = token.dep_ in ("nummod", "appos", "npadvmod", "compound") and token.head == left
    thing = left.ent_type_ in ("PRODUCT", "FAC") and left.ent_type_ == token.ent_type_
    return (hangs or thing) and any(letter.isupper() for letter in word.text)


def _title(seen: Seen) -> bool:
    """ "The Group of Seven", "Air Force One": capitals inside a sentence."""
    number = seen.line[seen.found.first]
    if not (number.spelled and number.capitalised and seen.before[-1:].isalnum()):
        return False
    opens = seen.line.first_token(seen.found.first).is_sent_start
    long = [word for word in seen.line[:40] if word.text.isalpha() and len(word.text) > 3]
    headline = sum(word.capitalised for word in long) > _HEADLINE * len(long)
    return not opens and not headline


def _address(seen: Seen) -> bool:
    """ "1600 Pennsylvania Avenue"."""
    for word in seen.line[seen.found.last + 1 : seen.found.last + 1 + _ADDRESS]:
        if not word.capitalised:
            return False
        if word.lower in words("streets"):
            return True
    return False


def _attribute(seen: Seen) -> bool:
    """ "A 911 call", "a 747 pilot": one thing, named by its number."""
    if not seen.bare or seen.following is None or seen.before not in ("a", "an"):
        return False
    hyphen = seen.line.hyphen(seen.found.last + 1)
    return not hyphen and seen.following.tag_ in ("NN", "NNP")


def _opening(seen: Seen) -> bool:
    """ "2 Timothy", "3 Doors Down": the number opens a name."""
    if not seen.bare or seen.number.spelled or seen.following is None:
        return False
    return seen.line[seen.found.last + 1].capitalised and seen.following.tag_ == "NNP"


def _numbering(seen: Seen) -> bool:
    """ "1. The parties shall consult", "(3)"."""
    if seen.found.first == 0 and seen.after in (".", ")", ""):
        return True
    return seen.before in ("(", "[") and seen.after in (")", "]") and seen.bare


def _score(seen: Seen) -> bool:
    """ "5-4", "52 to 48", "a 3 to 1 margin", "2-to-1": numbers against each other."""
    line, first, last = seen.line, seen.found.first, seen.found.last
    if seen.before == "to" and line.valued(first - 2) and line.lower(first - 3) not in _LEADING:
        return True
    if not seen.bare or seen.before == "from":
        return False
    if seen.found.high is not None:
        return True
    if line.hyphen(last + 1) and line.lower(last + 2) == "to":
        return True
    return (seen.after == "to" or line.hyphen(last + 1)) and line.valued(last + 2)


def _ranking(seen: Seen) -> bool:
    """ "The top 10", "the Big Three"."""
    return seen.before in ("top", "bottom", "big")


def _year(seen: Seen) -> bool:
    """ "2016" where the grammar of dates was not sure of it."""
    written = seen.number.text
    year = written.isdecimal() and seen.found.value in _YEARS
    return year and not written.endswith("00") and seen.found.first == seen.found.last


def _at_the_hour(seen: Seen) -> bool:
    """ "The doors open at 9"."""
    hour = seen.bare and seen.found.value <= _LAST_HOUR
    return hour and seen.before in ("at", "until", "till")


def _pointing(seen: Seen) -> bool:
    """ "The two agreed", "the two nations", "all three": said of what is already known."""
    if not seen.number.spelled or seen.found.high is not None:
        return False
    if seen.unit is None or (seen.bare and seen.after != "of"):
        token = seen.line.token(seen.found.last)
        left = token.doc[max(token.i - _ARTICLE, 0) : token.i]
        known = any(word.head == token and word.dep_ in _DETERMINERS for word in left)
        return known or token.dep_ not in _STANDING or seen.before in _KNOWN
    return seen.found.value == 2 and seen.before in ("the", "these", "those", "both")


_TESTS = (
    _suffixed,
    _named,
    _title,
    _address,
    _attribute,
    _opening,
    _numbering,
    _score,
    _ranking,
)
_TESTS_UNBOUNDED = (_year, _at_the_hour, _pointing)
