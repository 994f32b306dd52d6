"""Words of change, and the part that each figure plays: "rose" 64% "from" $150mn "to" $200mn.

A figure's part is told by the word before it: "from", "to", "by".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.consistency.rounding import is_fraction
from claims.lexicon import words

if TYPE_CHECKING:
    from claims.consistency.passages import Figure, Passage
    from claims.language import Token

_PARTICLES = {"up": 1, "down": -1}
_MOVING = frozenset("be go move edge inch creep tick trend drive bring".split())
_BEFORE_PARTICLE = frozenset({",", "(", "-", "–", "—", "and"})
_SKIPPED = frozenset({"DET", "ADJ", "ADV"})
_RELATIVE = frozenset({"percent", "percentage_point", "times"})


@dataclass
class Movement:
    """A change: ``direction`` is 1 up, -1 down; tokens ``first`` to ``last`` tell it.

    ``size`` is a percentage, percentage points or a multiple, ``by`` an amount.
    """

    direction: int
    first: int
    last: int
    noun: bool = False
    particle: bool = False
    size: Figure | None = None
    by: Figure | None = None
    before: Figure | None = None
    after: Figure | None = None
    clear: bool = True

    def put(self, part: str, figure: Figure) -> None:
        """Give a figure its part; a part given twice is not clear."""
        if getattr(self, part) is not None:
            self.clear = False
        setattr(self, part, figure)
        self.first = min(self.first, figure.first)
        self.last = max(self.last, figure.last)

    @property
    def figures(self) -> list[Figure]:
        found = [one for one in (self.size, self.by, self.before, self.after) if one]
        return sorted(found, key=lambda one: one.first)

    @property
    def unit(self) -> str | None:
        """The unit of what changed."""
        return next((one.unit for one in (self.after, self.before) if one and one.unit), None)


def opened(passage: Passage, token: Token, figure: Figure | None) -> Movement | None:
    """The change that begins with this word, if one does."""
    if figure is not None:
        multiple = figure.unit == "times" and passage.token(figure.last).pos_ == "VERB"
        if figure.first != token.i or not multiple:
            return None
        way = 1 if figure.value.value > 1 else -1
        return Movement(way, figure.first, figure.last, size=figure)
    if token.lower_ in _PARTICLES and _is_particle(passage, token):
        return Movement(_PARTICLES[token.lower_], token.i, token.i, particle=True)
    way = _direction(token)
    if way and token.pos_ in ("VERB", "NOUN") and token.dep_ != "compound":
        return Movement(way, token.i, token.i, noun=token.pos_ == "NOUN")
    return None


def _direction(token: Token) -> int:
    lemma = token.lemma_.lower()
    return (lemma in words("rises")) - (lemma in words("falls"))


def _is_particle(passage: Passage, token: Token) -> bool:
    """ "Is up", "went up", ", up 5%"; not "made up 60%" nor "up to"."""
    before, after = passage.lower(token.i - 1), passage.lower(token.i + 1)
    if after == "to" and before not in _BEFORE_PARTICLE:
        return False
    if token.i > passage.start and _direction(passage.token(token.i - 1)):
        return False
    left = passage.token(token.i - 1).lemma_ if token.i > passage.start else ""
    return before in _BEFORE_PARTICLE or left in _MOVING


def at_hand(passage: Passage, particle: Movement) -> Figure | None:
    """The figure before "up" or "down": "profit was $50m, up", "profit was $50m in May, up"."""
    at = particle.first - 1
    while passage.lower(at) in _BEFORE_PARTICLE:
        at -= 1
    figure = passage.figure_at(passage.before_date(at))
    apart = at < particle.first - 1 and passage.lower(particle.first - 1) != "and"
    return figure if figure and apart and not is_fraction(figure.value) else None


def before_noun(passage: Passage, figure: Figure) -> bool:
    """ "A 20% increase", "a 20 percent year-on-year rise": the size stands before its noun."""
    for at in range(figure.last + 1, figure.last + 4):
        token = passage.token(at) if at < passage.end else None
        if token is None or token.pos_ not in ("NOUN", "ADJ", "PUNCT") or token.lower_ in ",;:()":
            return False
        if token.pos_ == "NOUN" and _direction(token) and passage.lower(at + 1) != "-":
            return True
    return False


def part_of(passage: Passage, figure: Figure, told: Movement) -> str:
    """What the word before the figure makes it: ``before``, ``after``, ``size`` or ``by``."""
    at = _leading(passage, figure, told)
    word, token = passage.lower(at), passage.token(max(at, passage.start))
    if word == "from":
        return "before"
    if word == "to" or token.lemma_ in words("reaching_verbs"):
        return "after"
    if word == "at" and (figure.unit is None or figure.unit.isupper()):
        return "after"
    own = at == told.last and passage.figure_at(at) is None
    if word == "by" or own or (word == "of" and told.noun and at == told.last + 1):
        return size_part(figure)
    mark = at - 1 if word == "or" else at
    earlier = passage.figure_at(mark - 1) if passage.lower(mark) in (",", "(") else None
    apposed = earlier is not None and earlier in (told.size, told.by)
    return size_part(figure) if apposed else ""


def _leading(passage: Passage, figure: Figure, told: Movement) -> int:
    """The word before the figure and its adjectives: "to" in "to a record $5bn"."""
    at = figure.first - 1
    for _ in range(3):
        own = at <= told.last and not passage.figure_at(at)
        if at < passage.start or own:
            return at
        if passage.token(at).pos_ not in _SKIPPED and passage.lower(at) not in ("record", "$"):
            return at
        at -= 1
    return at


def size_part(figure: Figure) -> str:
    """Whether a figure says how much by itself or in parts of what changed."""
    return "size" if figure.unit in _RELATIVE or is_fraction(figure.value) else "by"
