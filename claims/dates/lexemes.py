"""A paragraph as numbers, words and marks: what the grammars of dates and of figures read.

The parser's own tokens will not do: it leaves "200mn", "45-year" and "$3-5bn" in pieces that
differ from one sentence to the next. Numbers, spelled out or in digits, become one lexeme with
its value; each lexeme knows the parser's token it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import numeric

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.language import Parse, Token

LONGEST_NUMBER = 18
"""Digits; what is longer is an account number, or noise."""

LONGEST_SPELLED = 12
"""Words in one spelled-out number; it bounds the work done on a list of them."""

_LEXEME = re.compile(
    r"(?P<opaque>(?:https?://|www\.)\S+|[@#]\w+)"
    r"|(?P<ordinal>[0-9]+(?:st|nd|rd|th)\b)"
    r"|(?P<number>(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,20},[0-9]{3}(?![0-9])|[0-9]+)"
    r"(?:\.[0-9]+)?[½⅓⅔¼¾⅛]?|(?<![\w.])\.[0-9]+|[½⅓⅔¼¾⅛])"
    r"|(?P<abbreviation>(?:[A-Za-z]\.){2,4}"
    r"|(?<!\w)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thur|Thu"
    r"|Fri|Sat|Sun|Rs|No|Nos|approx|ca|St|Ave|sq)\.)"
    r"|(?P<code>\b(?:Rs|R|[A-Z]{3})(?=[0-9]))"
    r"|(?P<word>[^\W\d_]\w*)"
    r"|(?P<clitic>['’][sS]\b)"
    r"|(?P<mark>\S)"
)
_SCALES = frozenset({"hundred", "thousand", "million", "billion"})
_ARTICLES = frozenset({"a", "an"})


class Lexeme(NamedTuple):
    """A number, word or mark of the clean text, ``[start, end)``.

    ``glued`` means that no white space stands before it; ``lower`` is the text in lower case
    without the full stop of an abbreviation; ``value`` is a number's, ``ordinal`` that of "7th".
    """

    text: str
    start: int
    end: int
    glued: bool
    lower: str
    value: float | None = None
    ordinal: int | None = None

    @property
    def spelled(self) -> bool:
        """A number in letters."""
        return self.value is not None and self.text[0].isalpha()

    @property
    def capitalised(self) -> bool:
        """A word that begins with a capital letter."""
        return self.text[0].isupper()


class Line(list[Lexeme]):
    """The lexemes of one paragraph, and the parser's token behind each."""

    def __init__(self, lexemes: list[Lexeme], parse: Parse, offsets: list[int]) -> None:
        super().__init__(lexemes)
        self._parse = parse
        self._offsets = offsets

    def token(self, at: int) -> Token:
        """The parser's token in which the lexeme's last character stands."""
        return self._parse.doc[bisect_right(self._offsets, self[at].end - 1) - 1]

    def first_token(self, at: int) -> Token:
        """The parser's token in which the lexeme's first character stands."""
        return self._parse.doc[bisect_right(self._offsets, self[at].start) - 1]

    def lower(self, at: int) -> str:
        """The lexeme's text in lower case; nothing before the first and after the last."""
        return self[at].lower if 0 <= at < len(self) else ""

    def valued(self, at: int) -> bool:
        """Whether a number stands here."""
        return 0 <= at < len(self) and self[at].value is not None

    def glued(self, at: int) -> bool:
        """Whether the lexeme follows the one before it without white space."""
        return 0 < at < len(self) and self[at].glued

    def hyphen(self, at: int) -> bool:
        """Whether a hyphen or dash stands here that joins its neighbours."""
        return self.lower(at) in ("-", "‑", "–", "—") and self.glued(at) and self.glued(at + 1)


@lru_cache(maxsize=1)
def lines(parse: Parse) -> tuple[Line, ...]:
    """The paragraphs of the parsed document as lexemes, in order.

    Kept for the last document: dates are read from them first, and then figures.
    """
    offsets = [token.idx for token in parse.doc]
    return tuple(
        Line(_spelled_joined(text, start, list(_split(text, start))), parse, offsets)
        for start, text in parse.document.paragraphs()
    )


def _split(text: str, offset: int) -> Iterator[Lexeme]:
    end = 0
    for match in _LEXEME.finditer(text):
        piece, kind = match.group(), match.lastgroup
        start, glued, end = match.start(), match.start() == end > 0, match.end()
        lower = piece.lower().rstrip(".") or piece
        value = _value(piece) if kind == "number" and len(piece) <= LONGEST_NUMBER else None
        ordinal = int(piece[:-2]) if kind == "ordinal" and len(piece) <= 5 else None
        yield Lexeme(piece, offset + start, offset + end, glued, lower, value, ordinal)


def _value(digits: str) -> float:
    """The value of digits that may end in a vulgar fraction.

    >>> _value("1,250.5"), _value("2½")
    (1250.5, 2.5)
    """
    if digits[-1].isdigit() and digits[-1].isascii():
        return float(digits.replace(",", ""))
    whole = digits[:-1].replace(",", "")
    return (float(whole) if whole else 0.0) + numeric(digits[-1])


def _spelled_joined(text: str, offset: int, lexemes: list[Lexeme]) -> list[Lexeme]:
    """Make each spelled-out number one lexeme with its value."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        run = _run(lexemes, at)
        if not run:
            joined.append(lexemes[at])
            at += 1
            continue
        last, value = _decimal(lexemes, at, run) or _longest(lexemes, at, run)
        if value is None:
            # "nineteen ninety", "one two three": not a number this reading understands.
            joined.extend(lexemes[at : last + 1])
        else:
            start, end = lexemes[at].start, lexemes[last].end
            spelled = text[start - offset : end - offset]
            glued = lexemes[at].glued
            joined.append(Lexeme(spelled, start, end, glued, spelled.lower(), value))
        at = last + 1
    return joined


_DIGITS = {
    spoken: digit
    for digit, spoken in enumerate("zero one two three four five six seven eight nine".split())
}
_MOST_DECIMALS = 4


def _decimal(lexemes: list[Lexeme], at: int, run: list[int]) -> tuple[int, float] | None:
    """A decimal as it is spoken, "twenty-one point five", and where it ends.

    Its digits are told one by one: of "three point four million" the last word is a scale, as
    after "3.4".
    """
    ends = [end for end in run if _lower(lexemes, end + 1) == "point"]
    if not ends:
        return None
    _, whole = _longest(lexemes, at, ends[:1])
    digits: list[int] = []
    for piece in lexemes[ends[0] + 2 : ends[0] + 2 + _MOST_DECIMALS]:
        if piece.lower not in _DIGITS:
            break
        digits.append(_DIGITS[piece.lower])
    if whole is None or not digits:
        return None
    return ends[0] + 1 + len(digits), whole + float(f"0.{''.join(map(str, digits))}")


def _run(lexemes: list[Lexeme], at: int) -> list[int]:
    """Where the words of one spelled-out number may end: "three", "three hundred", … from ``at``.

    A run does not begin with "million" after a digit: that is a scale, "1.3 million".
    """
    numbers = words("cardinals")
    first = lexemes[at].lower
    if first in _SCALES or not (
        first in numbers or (first in _ARTICLES and _lower(lexemes, at + 1) in _SCALES)
    ):
        return []
    ends = [] if first in _ARTICLES else [at]
    place = at
    for _ in range(LONGEST_SPELLED):
        following = _lower(lexemes, place + 1)
        place += 2 if following == "and" or _joins(lexemes, place + 1) else 1
        if _lower(lexemes, place) not in numbers:
            break
        ends.append(place)
    return ends


def _lower(lexemes: list[Lexeme], at: int) -> str:
    return lexemes[at].lower if at < len(lexemes) else ""


def _joins(lexemes: list[Lexeme], at: int) -> bool:
    return all(
        at + ahead < len(lexemes) and lexemes[at + ahead].glued for ahead in (0, 1)
    ) and lexemes[at].text in ("-", "‑")


def _longest(lexemes: list[Lexeme], at: int, ends: list[int]) -> tuple[int, float | None]:
    """The longest reading after which no further number word is left over.

    text2num is asked for the value. It is right for what newspapers print below a trillion;
    it refuses years in pairs ("nineteen ninety"), decimals ("two point five"), "dozen",
    "trillion" and fractions, which are read elsewhere; and it would read on across
    the "and" of "between two hundred and three hundred", which the rule about what is left
    over prevents.
    """
    from text_to_num import text2num

    for place, end in reversed(list(enumerate(ends))):
        after = ends[place + 1] if place + 1 < len(ends) else None
        if after is not None and _lower(lexemes, end + 1) != "and":
            continue
        spelled = [piece.lower for piece in lexemes[at : end + 1] if piece.text.isalpha()]
        if spelled[0] in _ARTICLES:
            spelled[0] = "one"
        try:
            return end, float(text2num(" ".join(spelled), "en"))
        except ValueError:
            continue
    return ends[-1], None


def phrase(line: Line, at: int, size: int) -> str:
    """``size`` words from ``at`` in lower case, one space between them."""
    return " ".join([lexeme.lower for lexeme in line[max(at, 0) : at + size]])


def entry_from(line: Line, at: int, name: str) -> tuple[str, int] | None:
    """What the longest entry of the table beginning here stands for, and how many words it has."""
    longest = min(_longest_from(name).get(line.lower(at), 0), len(line) - at)
    for size in range(longest, 0, -1):
        meaning = table(name).get(phrase(line, at, size))
        if meaning is not None:
            return meaning, size
    return None


@cache
def table(name: str) -> dict[str, str]:
    """A word list whose last word says what the words before it stand for.

    The entry "us dollars USD" gives ``{"us dollars": "USD"}``.
    """
    return {entry.rpartition(" ")[0]: entry.rpartition(" ")[2] for entry in words(name)}


@cache
def _longest_from(name: str) -> dict[str, int]:
    """For the first word of each entry, the number of words in the longest that begins so."""
    sizes: dict[str, int] = {}
    for entry in table(name):
        first, size = entry.split()[0], len(entry.split())
        sizes[first] = max(size, sizes.get(first, 0))
    return sizes
