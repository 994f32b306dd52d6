"""Who spoke last, and whether a pronoun goes on with them: "Officials said … They added …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import is_unnamed, listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from claims.attribution.naming import Speakers
    from claims.language import Token

_MEANT: dict[str, frozenset[str]] = {
    "he": frozenset({"person", "anonymous"}),
    "she": frozenset({"person", "anonymous"}),
    "it": frozenset({"organisation", "media", "document"}),
    "they": frozenset({"group", "anonymous"}),
}
"""What kind of source a pronoun can mean."""

_OTHER_GENDER = {"he": "feminine_nouns", "she": "masculine_nouns"}
_GOING_ON = frozenset({"add", "continue"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MANY = frozenset({"NNS", "CD"})
"""Several, or some number of them: "two of the people"."""


def is_somebody(noun: Token) -> bool:
    """Whether the noun is a person's or one for speakers who are not named."""
    return listed(noun, "role_nouns") or is_unnamed(noun)


def goes_on_speaking(head: Token) -> bool:
    """Whether who speaks has just spoken: "she added", "he went on to say", "he also thinks"."""
    verb = head.head
    beside = {child.lower_ for child in verb.children}
    goes_on = verb.lemma_ == "go" and "on" in beside
    return goes_on or verb.lemma_ in _GOING_ON or "also" in beside


def may_mean(head: Token, before: Token, last: Speakers, candidates: Collection[str]) -> bool:
    """Whether the pronoun means who spoke last, be there ``candidates`` or none.

    "Officials said … they said" goes on with the officials, "he added" with who spoke.
    """
    pronoun = head.lower_
    if not last.names or last.kind not in _MEANT.get(pronoun, ()):
        return False
    if pronoun in _OTHER_GENDER and listed(before, _OTHER_GENDER[pronoun]):
        return False
    if pronoun == "they":
        return not candidates or (before.tag_ in _MANY and before.dep_ in _SUBJECTS)
    if not candidates:
        return pronoun == "it" or before.pos_ != "PROPN"  # none of those named agrees
    named = set(last.names) <= set(candidates)
    return goes_on_speaking(head) and (named or before.pos_ == "NOUN")
