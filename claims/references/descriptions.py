"""the Russian leader, the ministry → whom the article has introduced as just that.

A description is taken only when the text licenses it: by a title, an apposition or the name
itself, with every further word of the description accounted for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import entries, words
from claims.references.discourse import Rank, subjects_of
from claims.references.entities import (
    gender_of_noun,
    known_countries,
    seat_of,
)
from claims.references.findings import Finding
from claims.references.profiles import Description, Profiles, describe, noun_of, nouns, phrase

if TYPE_CHECKING:
    from claims.language import Token
    from claims.references.discourse import Discourse, Presence
    from claims.references.entities import Entity

_SENTENCES_BACK = 3
PROTAGONIST = 3
"""How often an article names those whom it can later call by something it has not said of them."""
_RECENT = 5
COMPANY = frozenset({"company", "firm"})
_IN_MIND, _PARAGRAPHS = 12, 4
_NOT_NOW = frozenset("former ex then late onetime one-time deputy vice assistant".split())
_ONLY_MEDIA = frozenset({"newspaper", "magazine", "broadcaster", "newswire"})
_PRINTED = frozenset({"newspaper", "magazine"})
_ON_AIR = frozenset("broadcasting channel network news newswire radio television tv".split())
_EMPTY = frozenset("the a an of for 's ’s - and , new own longtime".split())


def resolve_description(noun: Token, discourse: Discourse, profiles: Profiles) -> Finding:
    """Whom "the …" means, among those the article has described so before."""
    wanted = describe(noun, phrase(noun))
    if medium := _medium_before(wanted, discourse):
        return Finding((medium,), rule="medium again", why="the medium named before")
    if company := _company_at_hand(wanted, discourse, profiles):
        return Finding((company,), rule="body again", why="the one that the article keeps naming")
    person = wanted.noun in words("role_nouns")
    licensed = [
        entity
        for entity in profiles.known_as(wanted.noun)
        if (entity.sort == "person") == person and _licenses(entity, wanted, profiles)
    ]
    sole = wanted.noun in words("sole_offices")
    if len(licensed) > 1 or (licensed and not sole):
        near = _recent(licensed, noun, discourse, every=not person)
        licensed = near or (licensed if sole else [])
    doubtful = _has_rival if not person else _is_off_topic
    if licensed and not sole and doubtful(licensed, wanted, discourse, profiles):
        return Finding(candidates=tuple(licensed))
    if len(licensed) == 1:
        text = next(d.text for d in profiles.of(licensed[0]) if d.noun in nouns(wanted.noun))
        return Finding(tuple(licensed), rule="description", why=f"introduced as '{text}'")
    if not licensed and wanted.noun in words("variation_nouns"):
        return _continued(noun, wanted, discourse, profiles)
    return Finding(candidates=tuple(licensed))


def _medium_before(wanted: Description, discourse: Discourse) -> Entity | None:
    """The only body that the sentence before names, a medium: "Interfax said … The agency …".

    What only a medium can be is the only one that was named lately: "the newspaper".
    """
    if wanted.noun not in words("media_descriptions") or wanted.words - {wanted.noun, "news"}:
        return None
    if wanted.noun in _ONLY_MEDIA:
        media = {
            id(entity): entity
            for sentence in discourse.earlier(wanted.token, _IN_MIND, _PARAGRAPHS)
            for presence in sentence
            for entity in presence.entities
            if entity.kind == "media" and not _prints_nothing(entity, wanted.noun)
        }
        return next(iter(media.values())) if len(media) == 1 else None
    for sentence in discourse.earlier(wanted.token, 2, 1):
        bodies = {id(e): e for p in sentence for e in p.entities if e.sort == "body"}
        if bodies:
            [body, *more] = bodies.values()
            return body if not more and body.kind == "media" else None
    return None


def _prints_nothing(medium: Entity, noun: str) -> bool:
    """Whether it is an agency or a broadcaster, where the article speaks of a "newspaper"."""
    agency = {medium.name, *medium.words} & set(_agencies().values())
    return noun in _PRINTED and bool(agency or medium.words[-1].lower() in _ON_AIR)


@cache
def _agencies() -> dict[str, str]:
    return dict(entry.split("\t") for entry in entries("wire_agencies"))


def _company_at_hand(
    wanted: Description, discourse: Discourse, profiles: Profiles
) -> Entity | None:
    """The only body nearby that the article keeps naming, where it is called just "the company"."""
    if wanted.noun not in COMPANY or wanted.words - {wanted.noun}:
        return None
    bodies = {
        id(entity): entity
        for sentence in discourse.earlier(wanted.token, _IN_MIND, _PARAGRAPHS)
        for presence in sentence
        for entity in presence.entities
        if entity.sort == "body" and discourse.times_named(entity) > 1
    }
    if len(bodies) != 1:
        return None
    [body] = bodies.values()
    other = _known_nouns(body, profiles) - COMPANY
    return body if body.kind == "organisation" and not other and not seat_of(body.name) else None


def _continued(
    noun: Token, wanted: Description, discourse: Discourse, profiles: Profiles
) -> Finding:
    """The subject of the sentence before, called by what he is: "The Russian leader went on".

    Only of a sentence about one person alone, and of nobody whom the article has placed elsewhere.
    """
    topic = topic_of(noun, discourse)
    if topic is None or discourse.rank(noun) is not Rank.TOPIC or discourse.quoted[noun.i]:
        return Finding()
    said = [d for entity in topic.entities for d in profiles.of(entity)]
    known = frozenset().union(*(d.words for d in said))
    countries, own = wanted.words & known_countries(), known & known_countries()
    elsewhere = bool(countries and own and not countries & own)
    outdated = not wanted.words & _NOT_NOW <= known
    if len(topic.entities) != 1 or topic.sort != "person" or elsewhere or outdated:
        return Finding(candidates=topic.entities)
    others = _others_here(noun, topic.entities[0], discourse)
    if others or discourse.times_named(topic.entities[0]) < PROTAGONIST:
        return Finding(candidates=(*topic.entities, *others))
    why = "the subject of the sentence before"
    return Finding(topic.entities, rule="subject again", why=why)


def _others_here(noun: Token, topic: Entity, discourse: Discourse) -> tuple[Entity, ...]:
    """Who else is named before it in its sentence: "Though Lenz leads, the banker is ahead"."""
    here = (one for one in discourse.here(noun) if not discourse.quoted[one.token.i])
    people = (entity for one in here for entity in one.entities if entity.sort == "person")
    return tuple({id(entity): entity for entity in people if entity is not topic}.values())


def _licenses(entity: Entity, wanted: Description, profiles: Profiles) -> bool:
    """Whether the entity was introduced as this before, every word of it accounted for."""
    said = [d for d in profiles.of(entity) if d.token.i < wanted.token.i]
    fitting = [d for d in said if d.noun in nouns(wanted.noun)]
    if not fitting:
        return False
    known = frozenset().union(*(d.words for d in said)) | {w.lower() for w in entity.words}
    extra = wanted.words - {wanted.noun} - _EMPTY
    if not all(word in known for word in extra):
        return False
    return any((d.words & _NOT_NOW) <= wanted.words for d in fitting)


def _recent(
    entities: list[Entity], noun: Token, discourse: Discourse, *, every: bool
) -> list[Entity]:
    """Those of the entities that the nearest sentence naming any of them names; of bodies
    ``every`` one named lately, for "the party" is not the one last named, and all of them where
    lately one was only part of another phrase: "the Green Party's nominee".
    """
    wanted = {id(entity): entity for entity in entities}
    found: dict[int, Entity] = {}
    told = not every
    for sentence in (discourse.here(noun), *discourse.earlier(noun, _RECENT, 3)):
        named = [(e, p.rank) for p in sentence for e in p.entities if id(e) in wanted]
        found |= {id(entity): entity for entity, _ in named}
        told |= any(rank > Rank.MODIFIER for _, rank in named)
        if found and not every:
            break
    return list(found.values()) if told or not found else entities


def _has_rival(
    licensed: list[Entity], wanted: Description, discourse: Discourse, profiles: Profiles
) -> bool:
    """Whether another body, named since, may be called by the noun as well.

    Any may where the noun was only set beside the name ("Zilver, a company"); where it is in the
    name itself ("the ministry"), only bodies of that noun may.
    """
    noun = wanted.token
    named = any(wanted.noun in map(str.lower, entity.words) for entity in licensed)
    for sentence in (discourse.here(noun), *discourse.earlier(noun, _RECENT, 3)):
        for presence in sentence:
            others = [e for e in presence.entities if e.sort == "body" and e not in licensed]
            if any(not named or wanted.noun in _known_nouns(e, profiles) for e in others):
                return True
            if not presence.entities and noun_of(presence.token) == wanted.noun:
                return True
        if any(entity in licensed for presence in sentence for entity in presence.entities):
            return False
    return False


def _known_nouns(entity: Entity, profiles: Profiles) -> set[str]:
    return {description.noun for description in profiles.of(entity)}


def _is_off_topic(
    licensed: list[Entity], wanted: Description, discourse: Discourse, profiles: Profiles
) -> bool:
    """Whether another person was named since, of whom the article has not said what he is."""
    for sentence in (discourse.here(wanted.token), *discourse.earlier(wanted.token, _RECENT, 3)):
        if any(entity in licensed for presence in sentence for entity in presence.entities):
            return False
        others = [p for p in sentence if p.sort == "person" and not p.quoted]
        if any(not profiles.of(entity) for p in others for entity in p.entities):
            return True
    return False


def spoken_of(noun: Token, sort: str, discourse: Discourse) -> tuple[Entity, ...]:
    """The persons or bodies named just before an unknown description, and whom all is about.

    Not who acts where it is a part of what is done: in "Lee praised the actor", "Lee said the
    actor left" somebody else is the actor.
    """
    acting = {kid.i for verb in noun.ancestors for kid in subjects_of(verb) if kid.i != noun.i}
    apart = {id(discourse.ahead[i]) for i in acting if i in discourse.ahead}
    apart |= {id(e) for p in discourse.here(noun) if p.token.i in acting for e in p.entities}
    near: list[Entity] = []
    for sentence in (discourse.here(noun), *discourse.earlier(noun, _RECENT, _PARAGRAPHS)):
        whole = [p for p in sentence if sort == "person" or p.rank > Rank.MODIFIER]
        near = [e for p in whole for e in p.entities if e.sort == sort and id(e) not in apart]
        near = [e for e in near if e.name.split()[-1].lower() not in words("public_bodies")]
        if near:
            break
    most = [e for e in discourse.named_most() if sort == "person" and id(e) not in apart]
    found = list({id(e): e for e in (*near, *most)}.values())
    gender = gender_of_noun(noun_of(noun))
    agreeing = [e for e in found if gender and e.gender == gender]
    return tuple(agreeing or (e for e in found if not gender or not e.gender))


def topic_of(noun: Token, discourse: Discourse) -> Presence | None:
    """The person the sentences before are about, if they are about one alone."""
    plain = [
        [
            p
            for p in sentence
            if p.sort == "person" and not p.quoted and p.rank > Rank.MODIFIER and not p.plural
        ]
        for sentence in discourse.earlier(noun, _SENTENCES_BACK, told=True)
    ]
    nearest = next((sentence for sentence in plain if sentence), [])
    topics = {p.who for sentence in plain for p in sentence if p.rank is Rank.TOPIC}
    alone = len({p.who for p in nearest}) == 1 and len(topics) == 1
    return nearest[0] if alone and nearest[0].who in topics else None
