"""Numbers that count nothing: names, addresses, telephone numbers, scores, times of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.dates.lexemes import Line
    from claims.quantities.amounts import Amount
    from claims.quantities.units import Unit

_PREFIXES = frozenset("mid pre post non sub under over near multi".split())
_YEARS = range(1900, 2051)
_LONGEST_PLAIN = 9
"""Digits; longer figures are written with commas, or are account numbers."""
_ADDRESS = 4
"""Words after a house number among which its street is named."""
_BEFORE_COUNTS = frozenset({"det", "poss", "predet", "amod"})


def is_code(line: Line, found: Amount) -> bool:
    """Whether the number is part of a word, a telephone number or a time of day."""
    return _glued(line, found) or _code(line, found) or _clock(line, found)


def is_label(line: Line, found: Amount, unit: Unit | None, bounded: bool) -> bool:
    """Whether the number only tells things apart.

    ``bounded`` says that a comparator stands beside it, as none does beside a name.
    """
    if _one(line, found, unit):
        return True
    if found.unit or found.share or found.rough or (unit and unit.firm):
        return False
    return any(test(line, found, unit) for test in _UNLESS_FIRM) or (
        not bounded and any(test(line, found, unit) for test in _UNLESS_BOUNDED)
    )


def _bare(unit: Unit | None) -> bool:
    return unit is None or unit.name is None


def _glued(line: Line, found: Amount) -> bool:
    """ "COVID-19", "F-16", "5G", "7:30", "1.2.3"."""
    first, last = found.first, found.last
    if line.glued(first):
        left = line.lower(first - 1)
        if left.isalnum() or left in ("/", ":", ".", "+", "_", "#", "'", "’"):
            return True
        if line.hyphen(first - 1) and line.lower(first - 2) not in _PREFIXES:
            return True
    if not line.glued(last + 1):
        return False
    right, next_glued = line.lower(last + 1), line.glued(last + 2)
    numbered = next_glued and last + 2 < len(line) and line[last + 2].text[0].isdigit()
    return (right in ("/", ":", ".", "_") and numbered) or (right == "/" and next_glued)


def _suffixed(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "5G", "100m": letters that are no unit."""
    return line.glued(found.last + 1) and line.lower(found.last + 1).isalnum()


def _code(line: Line, found: Amount) -> bool:
    """ "020 7946 0018", "007", "672426240989"."""
    text = line[found.last].text
    digits = text.isdecimal()
    if digits and len(text) > _LONGEST_PLAIN:
        return True
    zeros = digits and len(text) > 1 and text[0] == "0"
    first = found.first
    beside = digits and any(
        0 <= at < len(line) and line[at].text.isdecimal() for at in (first - 1, found.last + 1)
    )
    return zeros or beside


def _clock(line: Line, found: Amount) -> bool:
    """ "7 pm", "at 9", "6 o'clock"."""
    after = line.lower(found.last + 1)
    return after in words("clock_words") or (
        after == "o" and line.lower(found.last + 2) in ("'", "’")
    )


def _at_the_hour(line: Line, found: Amount, unit: Unit | None) -> bool:
    before = line.lower(found.first - 1)
    return before in ("at", "until", "till") and _bare(unit) and found.value <= 24


def _named(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "Article 5", "day 12", "Boeing 747", "Route 66", "call 911"."""
    if found.first == 0:
        return False
    before = line[found.first - 1]
    token, left = line.token(found.first), line.token(found.first - 1)
    if before.lower in words("calls") and _bare(unit):
        return True
    label = left.lemma_.lower() in words("labels") or before.lower in words("labels")
    uncounted = unit is None or unit.name is None or line.token(unit.last).tag_ == "NN"
    if label and (uncounted or before.capitalised):
        return True
    hangs = token.dep_ in ("nummod", "appos", "npadvmod", "compound") and token.head == left
    return any(c.isupper() for c in before.text) and (
        hangs or left.ent_type_ in ("PRODUCT", "FAC") and left.ent_type_ == token.ent_type_
    )


def _title(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "The Group of Seven", "Air Force One": capitals inside a sentence."""
    lexeme = line[found.first]
    if not lexeme.spelled or not lexeme.capitalised or found.first == 0:
        return False
    before = line[found.first - 1]
    opens = line.first_token(found.first).is_sent_start or not before.text[-1].isalnum()
    return not opens and not _headline(line)


def _headline(line: Line) -> bool:
    long = [lexeme for lexeme in line[:40] if lexeme.text.isalpha() and len(lexeme.text) > 3]
    return sum(lexeme.capitalised for lexeme in long) > 0.7 * len(long)


def _address(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "1600 Pennsylvania Avenue"."""
    following = line[found.last + 1 : found.last + 1 + _ADDRESS]
    for lexeme in following:
        if not lexeme.capitalised:
            return False
        if lexeme.lower in words("streets"):
            return True
    return False


def _book(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "2 Timothy", "1 Corinthians", "3 Doors Down": the number opens a name."""
    if found.last + 1 >= len(line) or not _bare(unit) or line[found.last].spelled:
        return False
    return line[found.last + 1].capitalised and line.token(found.last + 1).tag_ == "NNP"


def _attribute(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "A 911 call", "a 747 pilot": one thing, named by its number."""
    if not _bare(unit) or found.last + 1 >= len(line) or line.hyphen(found.last + 1):
        return False
    following = line.token(found.last + 1)
    return line.lower(found.first - 1) in ("a", "an") and following.tag_ in ("NN", "NNP")


def _numbering(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "1. The parties shall consult", "(3)"."""
    after, before = line.lower(found.last + 1), line.lower(found.first - 1)
    if found.first == 0 and (after in (".", ")", "") or len(line) == 1):
        return True
    return before in ("(", "[") and after in (")", "]") and _bare(unit)


def _score(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "5-4", "52 to 48": numbers against each other."""
    if found.high is not None:
        return _bare(unit)
    after = found.last + 1
    paired = (line.hyphen(after) or line.lower(after) == "to") and (
        after + 1 < len(line) and line[after + 1].value is not None
    )
    return (paired and _bare(unit) and line.lower(found.first - 1) != "from") or (
        line.lower(found.first - 1) == "to" and found.first > 1 and line[found.first - 2].value is not None and _bare(unit)
    )


def _year(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "2016" where the dates' grammar was not sure of it."""
    text = line[found.last].text
    return (
        found.first == found.last
        and text.isdecimal()
        and found.value in _YEARS
        and int(text) % 100 != 0
    )


def _one(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "One of them", "no one", "one day", "one analyst said": a pronoun or an article.

    One that is killed, is had, or is the only one, is counted.
    """
    if line.lower(found.first) not in ("one", "zero") or found.first != found.last:
        return False
    if _bare(unit):
        return True
    assert unit is not None
    if unit.name in words("vague_nouns"):
        return True
    noun = line.token(unit.last)
    if line.lower(found.first) == "zero":
        return not unit.firm and noun.tag_ != "NNS"
    before = line.first_token(found.first - 1) if found.first else None
    if before is not None and (before.tag_ in ("DT", "PRP$", "WDT", "JJ") or before.lower_ == "'s"):
        return True
    counted = noun.dep_ in ("dobj", "nsubjpass", "attr") or line.lower(found.first - 1) in _ONLY
    return not (unit.firm or (counted and noun.tag_ == "NN"))


def _pointing(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "The two agreed", "the two nations", "all three": said of what is already known."""
    if not line[found.last].spelled or found.high is not None:
        return False
    before = line.lower(found.first - 1)
    if _bare(unit) and (unit is None or line.lower(found.last + 1) != "of"):
        token = line.token(found.last)
        counted = token.dep_ in ("dobj", "nsubjpass", "nsubj", "conj", "attr")
        return not counted or before in _KNOWN or any(c.dep_ in _BEFORE_COUNTS for c in token.children)
    return found.value == 2 and before in ("the", "these", "those", "both")


_ONLY = frozenset("only just but than least most another about nearly almost".split())
_KNOWN = frozenset("the these those all both other first last only next top big".split())


def _ranking(line: Line, found: Amount, unit: Unit | None) -> bool:
    """ "The top 10", "the Big Three"."""
    return line.lower(found.first - 1) in ("top", "bottom", "big")


_UNLESS_FIRM: tuple[Callable[[Line, Amount, Unit | None], bool], ...] = (
    _suffixed,
    _named,
    _title,
    _address,
    _attribute,
    _book,
    _numbering,
    _score,
    _ranking,
)
_UNLESS_BOUNDED: tuple[Callable[[Line, Amount, Unit | None], bool], ...] = (
    _year,
    _at_the_hour,
    _pointing,
)
