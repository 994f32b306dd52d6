"""Whether a date lies behind or ahead, as the verb it belongs to says."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from claims.lexicon import words

if TYPE_CHECKING:
    from claims.dates.periods import Tense
    from claims.language import Token

_MODALS = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "can", "could", "may", "might"})
_FARTHEST = 12
"""Steps up the parse to a verb; deeper trees are broken ones."""
_AUXILIARY = 10
"""Words before a verb among which its auxiliaries stand."""


def tense(token: Token) -> Tense | None:
    """Whether the verb that governs the token looks back or ahead; None when it does neither.

    "Scheduled", "due" and their like look ahead whatever their form. A bare infinitive says
    nothing: who "agreed to meet on Friday" may have met by now.
    """
    for _ in range(_FARTHEST):
        if token.lower_ in words("scheduling"):
            return "future"
        if token.pos_ in ("VERB", "AUX"):
            found = _tense_of(token)
            if found or token.tag_ in ("VBZ", "VBP"):
                return found
            if token.tag_ == "VB":
                above = islice(token.ancestors, _FARTHEST)
                planned = any(verb.lower_ in words("scheduling") for verb in above)
                return "future" if planned else None
        if token.head == token:
            return None
        token = token.head
    return None


def _tense_of(verb: Token) -> Tense | None:
    before = verb.doc[max(verb.i - _AUXILIARY, 0) : verb.i]
    helpers = {
        word.lower_: word for word in before if word.head == verb and word.dep_.startswith("aux")
    }
    if not _MODALS.isdisjoint(helpers):
        return None if "have" in helpers else "future"
    if verb.tag_ == "VBD" or any(word.tag_ == "VBD" for word in helpers.values()):
        return "past"
    if verb.tag_ == "VBN":
        perfect = not {"has", "have"}.isdisjoint(helpers)
        present = any(word.lemma_ == "be" for word in helpers.values())
        return None if present and not perfect else "past"
    return None


def moved(token: Token) -> bool:
    """Whether the word, or the verb it belongs to, moves something from one date to another."""
    near = (token, token.head) if token.pos_ in ("ADP", "ADV", "PART") else (token,)
    return any(word.lemma_.lower() in words("postponing") for word in near)
