"""Nouns beside a cue that may name who passed the words on: "told TASS", "quoted by TASS"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import lemma, listed, relays
from claims.attribution.sources import agent_of, object_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.attribution.findings import Finding
    from claims.language import Token

_TOWARDS = frozenset("to with on in for by via through from".split())
_SENT = frozenset({"write", "email"})


def passed_on_by(verb: Token) -> Token | None:
    """The medium of "quoted by TASS", "seen by Reuters"."""
    agent = agent_of(verb) if relays(verb) else None
    return agent.head if agent is not None else None


def relaying(finding: Finding) -> Iterator[Token]:
    """The nouns that may name a relay, nearest to the speaker first."""
    head, source = finding.head, finding.source
    verbs = [c for c in source.head.children if c.dep_ == "acl"] if source else []
    verbs.append(head.head.head if head.dep_ == "pcomp" else head)
    for verb in verbs:
        medium = passed_on_by(verb)
        if medium is not None:
            yield medium
    for child in head.children:
        if child.dep_ in {"dobj", "dative"} and _tells(head):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _TOWARDS and not _is_addressed(child):
            yield from _at(child)


def _tells(verb: Token) -> bool:
    """Whether its object is told something: not "asked NBC's Lee to", "issued a paper".

    Who "wrote the newspaper that …" had a reader there and nobody who passes it on.
    """
    told = listed(verb, "speech_verbs") and not listed(verb, "request_words")
    return told and lemma(verb) not in _SENT


def _is_addressed(preposition: Token) -> bool:
    """Whether it leads to whom something was written: "wrote to the newspaper that …"."""
    return preposition.lower_ == "to" and lemma(preposition.head) in _SENT


def _at(preposition: Token) -> Iterator[Token]:
    """Media in "to TASS", "in an interview with TASS", "in a TASS interview"."""
    place = object_of(preposition)
    if place is None:
        return
    yield place.head
    if listed(place.head, "occasion_nouns"):
        for child in place.head.children:
            if child.dep_ in {"compound", "nmod", "poss"}:
                yield child
            elif child.dep_ == "prep" and child.lower_ in _TOWARDS:
                inner = object_of(child)
                if inner is not None:
                    yield inner.head
