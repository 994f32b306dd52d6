"""What the sentence says about a date: is it one at all, and does it lie behind or ahead?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.dates.lexemes import Line
    from claims.dates.periods import Tense
    from claims.language import Token

_DOUBTFUL_MONTHS = frozenset({"march", "april", "may", "june", "august"})
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW"})
_MODALS = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "can", "could", "may", "might"})
_IN = frozenset("in since until till during early late mid between of by from circa".split())
_SURE = frozenset("in since until till during early late mid last next this".split())
_FROM = frozenset("to and or before after for through starting beginning".split())
_LINKS = frozenset({"to", "and", "or", "through", "until", "-", "–"})
_ELSEWHEN = frozenset("each every that following previous another".split())
_PARTS_OF = frozenset({"early", "mid", "late", "-"})
_COUNTED = frozenset("first second third fourth".split())
_MORE = frozenset("than over about nearly almost some around least".split())
_PLURALS = frozenset({"NNS", "NNPS"})
EDGES_OF = frozenset({"start", "beginning", "middle", "end", "close"})
_FARTHEST = 12
"""Steps up the parse to a verb; deeper trees are broken ones."""

NOMINAL = frozenset({"nummod", "compound", "nmod", "amod", "poss"})


def is_date(rule: str, line: Line, first: int, last: int) -> bool:
    """Whether the surroundings let the words be the date that the rule takes them for."""
    doubt = _DOUBTS.get(rule)
    return doubt is None or doubt(line, first, last)


def _month(line: Line, first: int, last: int) -> bool:
    """ "March" must not be a verb, "May" no prime minister, "June" no first name."""
    if first < last:
        return True
    token = line.token(first)
    if token.ent_type_ in _NAMES or line.lower(first - 1) in _ELSEWHEN:
        return False
    if line.lower(first) not in _DOUBTFUL_MONTHS or line[first].text.endswith("."):
        return True
    before = line.lower(first - 1)
    placed = before in _IN or before in _FROM or attributive(line, last)
    return before in _SURE or (token.ent_type_ == "DATE" and placed)


def _year(line: Line, first: int, last: int) -> bool:
    """2019 is a year after "in", before the noun it describes, or where the parser sees a date;
    not in "2000 people", "$1990", "more than 1800" or "1901 Harbour Street".
    """
    before, after = line.lower(first - 1), line.lower(last + 1)
    if before in _MORE or before[-1:] in ("$", "€", "£") or after in ("%", "percent", "bc", "bce"):
        return False
    if line.glued(first) and before not in "(-–—[/'‘\"“," or line.glued(last + 1) and after.isalnum():
        return False
    token = line.token(last)
    if any(line.lower(at) in words("streets") for at in range(last + 1, last + 4)):
        return False
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in _PLURALS
    if counts and before != "in" and not _definite(token):
        return False
    linked = before in _LINKS and line.lower(first - 2).isdecimal()
    if before in _IN or linked or token.ent_type_ == "DATE":
        return True
    modified = token.dep_ in NOMINAL and token.head.i > token.i
    return modified and 1900 <= int(line[first].text) <= 2050 and _definite(token)


def _definite(token: Token) -> bool:
    return any(child.dep_ in ("det", "poss") for child in token.head.children)


def _unnamed(line: Line, first: int, last: int) -> bool:
    """ "Sunday" must not be of the Sunday Times, nor Black Friday, nor the first Sunday in May."""
    token = line.token(first)
    if line.lower(first - 1) in words("named_days") | _ELSEWHEN | _COUNTED:
        return False
    neighbours = [other for other in token.doc[max(token.i - 1, 0) : token.i + 2] if other != token]
    if token.ent_type_ in _NAMES and any(other.ent_type_ in _NAMES for other in neighbours):
        return False
    following = line[last + 1] if last + 1 < len(line) else None
    inside = token.dep_ == "compound" and token.head.tag_ == "NNP" and token.head.i == token.i + 1
    return not (inside and following is not None and following.capitalised)


def _lower_case(line: Line, first: int, last: int) -> bool:
    """ "Last Night" and "This Week" are programmes."""
    return line[last].text.islower()


def _decade(line: Line, first: int, last: int) -> bool:
    """ "The 1930's" are a decade, "2010's biggest hit" is of one year."""
    plain = line[last].text == "s"
    return plain or line.lower(first) == "the" or line.lower(first - 1) in _PARTS_OF


def _own(line: Line, first: int, last: int) -> bool:
    """ "His last year in office" is not the year before this one."""
    owned = first > 0 and line.token(first - 1).tag_ in ("PRP$", "POS")
    return _lower_case(line, first, last) and not owned


def _today(line: Line, first: int, last: int) -> bool:
    """ "USA Today" is a newspaper."""
    return line[first].text.islower() or first == 0 or not line.lower(first - 1).isalnum()


def _whole(line: Line, first: int, last: int) -> bool:
    """ "The last three days of the siege" end with the siege, not today."""
    return _lower_case(line, first, last) and line.lower(last + 1) != "of"


def _certain(line: Line, first: int, last: int) -> bool:
    """ "Three or four months ago" is a figure, not a date."""
    return line.lower(first - 1) not in ("or", "to", "-", "–")


def _glued(line: Line, first: int, last: int) -> bool:
    """Numbers between slashes are one date only without spaces, and only three of them."""
    return all(line[at].glued for at in range(first + 1, last + 1)) and not (
        line.glued(last + 1) and line.lower(last + 1) in ("/", "-")
    )


def _divided(line: Line, first: int, last: int) -> bool:
    """ "The year" alone is no date; "the end of the year" is."""
    return line.lower(first - 1) == "of" and line.lower(first - 2) in EDGES_OF


_DOUBTS: dict[str, Callable[[Line, int, int], bool]] = {
    "month": _month,
    "year": _year,
    "weekday": _unnamed,
    "weekday_directed": _unnamed,
    "near_day": _today,
    "decade": _decade,
    "unit": _own,
    "part_of_day": _lower_case,
    "stretch": _whole,
    "ago": _certain,
    "iso": _glued,
    "slashes": _glued,
    "unit_of": _divided,
}


def attributive(line: Line, last: int) -> bool:
    """Whether the date only describes something else: "the 2016 vote", "Tuesday's debate"."""
    if line.lower(last + 1) in ("'s", "’s"):
        return True
    token = line.token(last)
    return token.dep_ in NOMINAL and token.head.i > token.i


def moved(token: Token) -> bool:
    """Whether the word says that something went from one date to another."""
    earlier = (token, *token.lefts, token.head) if token.pos_ in ("ADP", "ADV", "PART") else (token,)
    return any(word.lemma_.lower() in words("postponing") for word in earlier)


def tense(token: Token) -> Tense | None:
    """Whether the verb that governs the token looks back or ahead; None when it does neither.

    "Scheduled", "due" and their like look ahead whatever their form.
    """
    for _ in range(_FARTHEST):
        if token.pos_ in ("VERB", "AUX") or token.lower_ in words("scheduling"):
            found = _tense_of(token)
            if found or token.tag_ in ("VBZ", "VBP") or _agreed(token):
                return found
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
    return None


def _agreed(verb: Token) -> bool:
    """An infinitive lies ahead of its verb, but may lie behind today: "agreed to meet on Friday"."""
    return verb.tag_ == "VB" and not any(word.lower_ in words("scheduling") for word in verb.ancestors)


def _tense_of(verb: Token) -> Tense | None:
    if verb.lower_ in words("scheduling"):
        return "future"
    helpers = {child.lower_: child for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not _MODALS.isdisjoint(helpers):
        return None if "have" in helpers else "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers.values()):
        return "past"
    if verb.tag_ == "VBN":
        present = any(child.lemma_ == "be" for child in helpers.values())
        return None if present and "has" not in helpers and "have" not in helpers else "past"
    return None
