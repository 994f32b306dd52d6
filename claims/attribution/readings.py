"""What the rules read: the shape of one reading, and the rules by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.spans import NOWHERE

if TYPE_CHECKING:
    from claims.attribution.sources import Source
    from claims.attribution.spans import Positions
    from claims.language import Token


class Rule(NamedTuple):
    """``says`` explains the rule to a reader.

    ``sourced`` and ``unsourced`` are the shares of its findings, with and without a source, that
    annotators mark with the same source, measured on the 840 articles of PolNeAR's training split
    (Newell, Margolin and Ruths 2018). Where a rule without a source is None, it finds nothing:
    somebody wants, and we cannot tell who.
    """

    says: str
    sourced: float
    unsourced: float | None


RULES = {
    "reported clause": Rule("'{cue}' governs the clause it reports", 0.78, 0.12),
    "quotation": Rule("'{cue}' stands next to the quotation", 0.9, 0.05),
    "block": Rule("'{cue}' and a colon stand before the paragraph", 0.8, 0.05),
    "quoting": Rule("'{cue}' passes on what somebody else has said", 0.7, None),
    "comma pair": Rule("'{cue}' is set into the words it reports", 0.76, None),
    "infinitive": Rule("'{cue}' governs what is wanted, promised or asked for", 0.62, None),
    "object": Rule("'{cue}' names what is talked about or judged", 0.58, None),
    "preposition": Rule("'{cue}' names what is talked about or judged", 0.52, None),
    "adjective": Rule("'{cue}' tells how somebody stands to it", 0.57, None),
    "seeming": Rule("'{cue}' judges by appearances and names no judge", 0.47, 0.47),
    "passive clause": Rule("'{cue}' reports a clause in the passive", 0.6, 0.59),
    "passive": Rule("'{cue}' ascribes it in the passive", 0.53, 0.53),
    "according to": Rule("'{cue}' covers the sentence around it", 0.79, None),
    "claim noun": Rule("'{cue}' holds what is claimed", 0.55, 0.27),
    "hearsay": Rule("'{cue}' says that somebody claims it, and not who", 0.31, 0.31),
    "signature": Rule("the name stands below the text, as under a letter", 0.9, None),
    "colon": Rule("a name and a colon stand before it", 0.71, None),
    "learned": Rule("'{cue}' is used like this in news that people annotated", 0.56, 0.4),
}

LINKS = frozenset({"reported clause", "quotation", "block", "according to"})
"""Rules that may be a link of a chain."""


class Reading(NamedTuple):
    """What a rule read at a word: a key of ``RULES``, the words attributed, and whose they are.

    ``beside`` are words that belong to the cue: "critical of" in "is critical of". ``cited`` is
    whom the ``source``, a medium, gives as its source: "Reuters reported, citing two officials".
    """

    rule: str
    content: Positions = NOWHERE
    source: Source | None = None
    beside: tuple[Token, ...] = ()
    cited: Source | None = None
