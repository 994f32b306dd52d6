"""The words that attribute: which words they are, what they do, and how far they reach."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claims.attribution.spans import reach
from claims.lexicon import words

if TYPE_CHECKING:
    from claims.attribution.spans import Positions
    from claims.language import Token
    from claims.models import Act

VERBAL = frozenset({"VERB", "AUX"})

_ACTS: tuple[tuple[Act, str], ...] = (
    ("denied", "denial_words"),
    ("promised", "promise_words"),
    ("alleged", "accusation_words"),
    ("asked", "request_words"),
    ("declined", "refusal_words"),
    ("felt", "feeling_words"),
)
_VOWELS = frozenset("aeiou")
_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
_WHERE = frozenset({"in", "on", "during", "at", "via", "through", "by"})
_CHAIN = VERBAL | {"PART", "ADP", "ADV", "ADJ"}
_HANGS_ON = frozenset({"xcomp", "pcomp", "advcl"})
_BESIDE = 2


def lemma(token: Token) -> str:
    """The word's base form, mended where the tagger lost an e: "hoped" is no form of "hop"."""
    return _mended(token.lemma_, token.lower_)


@lru_cache(4096)
def _mended(given: str, written: str) -> str:
    base = given.lower()
    if written not in {base + "ed", base + "es", base + "ing"} or len(base) < 3:
        return base
    one_syllable = sum(letter in _VOWELS for letter in base) == 1 and base[-2] in _VOWELS
    return base + "e" if one_syllable and base[-1] not in "wxy" else base


def listed(token: Token, name: str) -> bool:
    """Whether the word's base form is in the named list."""
    return lemma(token) in words(name)


def is_unnamed(noun: Token) -> bool:
    """Whether the noun is one for speakers who are not named: "officials", "a source"."""
    return not words("anonymous_sources").isdisjoint({noun.lower_, lemma(noun) + "s"})


def reports(token: Token) -> bool:
    """Whether the token is a verb that can bring in somebody's words."""
    return token.pos_ in VERBAL and listed(token, "speech_verbs")


def relays(verb: Token) -> bool:
    """Whether the verb passes words on that somebody else has said: "quoted by TASS"."""
    return listed(verb, "relaying_verbs")


def is_passive(verb: Token) -> bool:
    """Whether the verb tells what is done to its subject: "was quoted", "asked about it, he"."""
    kinds = {child.dep_ for child in verb.children}
    if kinds & {"auxpass", "nsubjpass"}:
        return True
    return verb.tag_ == "VBN" and verb.dep_ != "ROOT" and not kinds & {"aux", "nsubj"}


def act_of(head: Token) -> Act:
    """What is done with the content: told by the cue's main word, by the verb it hangs on
    ("declined to say"), and by a "not" beside it: who "did not say" something has not said it.
    """
    act = _listed_act(head)
    if any(f"{lemma(head)} {child.lower_}" in words("request_words") for child in head.rights):
        return "asked"
    if act == "said" and head.dep_ == "xcomp":
        above = _listed_act(head.head)
        act = above if above != "felt" else act
    negated = any(child.dep_ == "neg" for child in head.children)
    return "declined" if negated and act == "said" else act


def _listed_act(head: Token) -> Act:
    return next((act for act, name in _ACTS if listed(head, name)), "said")


def cue_words(head: Token) -> Positions:
    """The verb with its auxiliaries and negation, the verb it hangs on ("went on to say"), the
    adverbs beside it, and where it was said ("in a statement").
    """
    found = {head.i}
    for child in head.children:
        if child.dep_ in _PARTS:
            found.update(reach(child))
        elif child.dep_ == "advmod" and abs(child.i - head.i) <= _BESIDE:
            found.add(child.i)
        elif child.i == head.i + 1 and _tells_where(child):
            found.update(reach(child))
    quoted = head.head.head if head.dep_ == "pcomp" else head
    if quoted != head and relays(quoted):
        found |= cue_words(quoted) | {head.head.i}
    above = range(head.head.i, head.i) if head.dep_ in _HANGS_ON else range(0)
    if all(head.doc[position].pos_ in _CHAIN for position in above):
        found.update(above)
    if head.dep_ == "acl" and head.head.dep_ == "dobj" and listed(head.head, "occasion_nouns"):
        found.update(range(head.head.head.i, head.i))
    return frozenset(found)


def _tells_where(preposition: Token) -> bool:
    """Whether it begins a phrase like "in a statement"."""
    if preposition.dep_ != "prep" or preposition.lower_ not in _WHERE:
        return False
    return any(listed(place, "occasion_nouns") for place in preposition.children)
