"""What the rules read: the shape of one reading, and the rules by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.spans import NOWHERE

if TYPE_CHECKING:
    from claims.attribution.sources import Source
    from claims.attribution.spans import Positions
    from claims.language import Token


class Rule(NamedTuple):
    """``prior`` is the share of such findings that annotators mark too, with the same source,
    measured on PolNeAR's training split (Newell et al. 2018); ``says`` explains it to a reader.
    """

    prior: float
    says: str


RULES = {
    "reported clause": Rule(0.84, "'{cue}' governs the clause it reports"),
    "quotation": Rule(0.85, "'{cue}' stands next to the quotation"),
    "comma pair": Rule(0.75, "'{cue}' is set between commas into the words it reports"),
    "infinitive": Rule(0.63, "'{cue}' governs what is wanted, promised or asked for"),
    "object": Rule(0.54, "'{cue}' names what is talked about or judged"),
    "preposition": Rule(0.48, "'{cue}' names what is talked about or judged"),
    "adjective": Rule(0.5, "'{cue}' tells how somebody stands to it"),
    "seeming": Rule(0.48, "'{cue}' judges by appearances and names no judge"),
    "passive clause": Rule(0.55, "'{cue}' reports a clause and need not name who said it"),
    "passive": Rule(0.56, "'{cue}' ascribes it in the passive"),
    "according to": Rule(0.83, "'{cue}' covers the sentence around it"),
    "claim noun": Rule(0.42, "'{cue}' holds what is claimed"),
    "hearsay": Rule(0.35, "'{cue}' says that somebody claims it, and not who"),
    "colon": Rule(0.5, "a name and a colon stand before it"),
}


class Reading(NamedTuple):
    """What a rule read at a word: a key of ``RULES``, the words attributed, and whose they are.

    ``particle`` is a preposition that belongs to the cue. ``cited`` is the one whom a medium,
    the ``source``, gives as its own source: "Reuters reported, citing two officials".
    """

    rule: str
    content: Positions = NOWHERE
    source: Source | None = None
    particle: Token | None = None
    cited: Source | None = None
