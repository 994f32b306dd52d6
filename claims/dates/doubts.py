"""Words that look like a date and may be none: "May", "March", "Sunday", "2000 people"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.dates.lexemes import Line
    from claims.language import Token

EDGES_OF = frozenset({"start", "beginning", "middle", "end", "close"})
"""Words that take their part of a period with "of"."""

_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW"})
_ATTRIBUTES = frozenset({"nummod", "compound", "nmod", "amod", "poss"})
_PLURALS = frozenset({"NNS", "NNPS"})
_DOUBTFUL_MONTHS = frozenset({"march", "april", "may", "june", "august"})
_SURE = frozenset("in since until till during early late mid last next this".split())
_TIMELY = _SURE | frozenset("between of by from circa".split())
_LINKS = frozenset({"to", "and", "or", "through", "until", "-", "–"})
_MONTHLY = _TIMELY | _LINKS | frozenset("before after for starting beginning".split())
_BOUNDS = frozenset("than over about nearly almost some around least".split())
_ELSEWHEN = frozenset("each every that following previous another".split())
_RANKS = frozenset("first second third fourth".split())
_OPENERS = frozenset("( - – — [ / ' ‘ \" “ ,".split())
_NOT_AFTER = frozenset({"%", "percent", "bc", "bce"})
_LIVING = range(1900, 2051)
"""Years that may stand before a noun with nothing else to tell them."""
_ARTICLE = 4
"""Words before a year among which its noun's article stands."""
_ADDRESS = 3
"""Words after a house number among which its street is named."""


class Place(NamedTuple):
    """The lexemes ``first`` to ``last`` of a line."""

    line: Line
    first: int
    last: int

    @property
    def before(self) -> str:
        """The word before, in lower case."""
        return self.line.lower(self.first - 1)

    @property
    def after(self) -> str:
        """The word after, in lower case."""
        return self.line.lower(self.last + 1)

    @property
    def token(self) -> Token:
        """The parser's token at the end."""
        return self.line.token(self.last)


def is_date(rule: str, place: Place) -> bool:
    """Whether the surroundings let the words be the date that the rule takes them for."""
    doubt = _DOUBTS.get(rule)
    return doubt is None or doubt(place)


def attributive(place: Place) -> bool:
    """Whether the date only describes something else: "the 2016 vote", "Tuesday's debate"."""
    return place.after in ("'s", "’s") or _describes(place.token)


def _describes(token: Token) -> bool:
    return token.dep_ in _ATTRIBUTES and token.head.i > token.i


def _month(place: Place) -> bool:
    """ "March" must not be a verb, "May" no prime minister, "June" no first name."""
    name = place.line[place.first]
    if place.first < place.last:
        return True
    if place.token.ent_type_ in _NAMES or place.before in _ELSEWHEN:
        return False
    if name.lower not in _DOUBTFUL_MONTHS or name.text.endswith("."):
        return True
    timely = place.before in _MONTHLY or attributive(place)
    return place.before in _SURE or (place.token.ent_type_ == "DATE" and timely)


def _year(place: Place) -> bool:
    """2019 is a year after "in", before the noun it describes, or where the parser sees a date;
    not in "2000 people", "$1990", "more than 1800" or "1901 Harbour Street".
    """
    line, token = place.line, place.token
    if place.before in _BOUNDS or place.after in _NOT_AFTER or _joined(place):
        return False
    if any(line.lower(place.last + ahead) in words("streets") for ahead in range(1, _ADDRESS + 1)):
        return False
    near = token.doc[max(token.i - _ARTICLE, 0) : token.i]
    definite = any(word.dep_ in ("det", "poss") and word.head == token.head for word in near)
    plural = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in _PLURALS
    if plural and place.before != "in" and not definite:
        return False
    linked = place.before in _LINKS and line.lower(place.first - 2).isdecimal()
    if place.before in _TIMELY or linked or token.ent_type_ == "DATE":
        return True
    return _describes(token) and definite and int(line[place.first].text) in _LIVING


def _joined(place: Place) -> bool:
    """Whether other characters stand against the number, as in "$1990" and "2010m"."""
    line = place.line
    led = line.glued(place.first) and place.before not in _OPENERS
    return led or (line.glued(place.last + 1) and place.after.isalnum())


def _weekday(place: Place) -> bool:
    """ "Sunday" must not be of the Sunday Times, nor Black Friday, nor the first Sunday in May."""
    token = place.line.token(place.first)
    after_it = place.before == "following" and attributive(place)
    if not after_it and place.before in words("named_days") | _ELSEWHEN | _RANKS:
        return False
    beside = [other for other in token.doc[max(token.i - 1, 0) : token.i + 2] if other != token]
    if token.ent_type_ in _NAMES and any(other.ent_type_ in _NAMES for other in beside):
        return False
    return not (token.dep_ == "compound" and token.head.tag_ == "NNP" and token.head in beside)


def _decade(place: Place) -> bool:
    """ "The 1930's" are a decade, "2010's biggest hit" is of one year."""
    line = place.line
    parted = place.before in ("early", "mid", "late", "-")
    return line[place.last].text == "s" or line.lower(place.first) == "the" or parted


def _plain(place: Place) -> bool:
    """ "Last Night" and "This Week" are programmes."""
    return place.line[place.last].text.islower()


def _own(place: Place) -> bool:
    """ "His last year in office" is not the year before this one."""
    owned = place.first > 0 and place.line.token(place.first - 1).tag_ in ("PRP$", "POS")
    return _plain(place) and not owned


def _near_day(place: Place) -> bool:
    """ "USA Today" is a newspaper."""
    return place.line[place.first].text.islower() or not place.before.isalnum()


def _stretch(place: Place) -> bool:
    """ "The last three days of the siege" end with the siege, not today."""
    return _plain(place) and place.after != "of"


def _ago(place: Place) -> bool:
    """ "Three or four months ago" is a figure, not a date."""
    return place.before not in ("or", "to", "-", "–")


def _tight(place: Place) -> bool:
    """Numbers between slashes or hyphens are a date only without spaces, and only three."""
    line = place.line
    tight = all(line[at].glued for at in range(place.first + 1, place.last + 1))
    return tight and not (line.glued(place.last + 1) and place.after in ("/", "-"))


def _divided(place: Place) -> bool:
    """ "The year" alone is no date; "the end of the year" is."""
    return place.before == "of" and place.line.lower(place.first - 2) in EDGES_OF


_DOUBTS: dict[str, Callable[[Place], bool]] = {
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "weekday_directed": _weekday,
    "decade": _decade,
    "near_day": _near_day,
    "unit": _own,
    "unit_of": _divided,
    "part_of_day": _plain,
    "stretch": _stretch,
    "ago": _ago,
    "iso": _tight,
    "slashes": _tight,
}
