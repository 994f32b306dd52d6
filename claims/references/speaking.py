"""Who spoke last, where he or she speaks again: "Lenz said … He added …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import words
from claims.references.discourse import Rank, clause_of, first_conjunct, is_speech
from claims.references.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.language import Token
    from claims.references.discourse import Presence

_GOVERNED = frozenset({"dobj", "dative"})


def speaker_again(pronoun: Token, before: Sequence[Sequence[Presence]]) -> Finding | None:
    """Who spoke last, where he speaks again: "'We won,' Lenz said. 'By a mile,' he added."."""
    if not (before and pronoun.dep_ == "nsubj" and _speaks(clause_of(pronoun))):
        return None
    speakers = [p for p in before[0] if p.rank is Rank.TOPIC and _has_spoken(p)]
    topics = {p.who for p in before[0] if p.rank is Rank.TOPIC}
    if len({p.who for p in speakers}) != 1 or len(topics) != 1 or not speakers[0].entities:
        return None
    if any(_is_told(p) for p in before[0] if p.who not in topics):
        return None
    return Finding(speakers[0].entities, rule="speaker again", why="who spoke before")


def _speaks(verb: Token) -> bool:
    """Whether the verb tells what somebody says, thinks that is so, or says of another."""
    if _tells(verb):
        return True
    return verb.lemma_ in words("thought_verbs") and any(c.dep_ == "ccomp" for c in verb.children)


def _tells(verb: Token) -> bool:
    return is_speech(verb) or verb.lemma_ in words("topic_verbs")


def _has_spoken(presence: Presence) -> bool:
    """Whether its clause tells what it said: "Lenz said", "attacked her", "made the point"."""
    verb = clause_of(first_conjunct(presence.token))
    if _tells(verb):
        return True
    objects = (child for child in verb.children if child.dep_ == "dobj")
    carries = verb.lemma_ in words("light_verbs")
    return carries and any(noun.lemma_ in words("claim_nouns") for noun in objects)


def _is_told(presence: Presence) -> bool:
    """Whether somebody was spoken to, who may now answer: "Lenz asked Brandt … He said …"."""
    noun = first_conjunct(presence.token)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"to", "with"}:
        return is_speech(noun.head.head)
    return noun.dep_ in _GOVERNED and is_speech(noun.head)
