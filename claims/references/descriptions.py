"""the Russian leader, the ministry → whom the article has introduced as just that.

A description is taken only when the text licenses it: by a title, an apposition or the name
itself, with every further word of the description accounted for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import entries, words
from claims.references.discourse import Rank, subjects_of
from claims.references.entities import (
    country_of,
    demonym_at,
    gender_of_noun,
    known_countries,
    seat_of,
)
from claims.references.findings import Finding
from claims.references.names import DETERMINERS, is_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Token, Words
    from claims.references.discourse import Discourse, Presence
    from claims.references.entities import Entity
    from claims.references.occurrences import Occurrence

_SENTENCES_BACK = 3
PROTAGONIST = 3
"""How often an article names those whom it can later call by something it has not said of them."""
_RECENT = 5
_PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "eer", "ee", "ant", "man", "woman", "person")
COMPANY = frozenset({"company", "firm"})
_IN_MIND, _PARAGRAPHS = 12, 4
_NOT_NOW = frozenset("former ex then late onetime one-time deputy vice assistant".split())
_ONLY_MEDIA = frozenset({"newspaper", "magazine", "broadcaster", "newswire"})
_PRINTED = frozenset({"newspaper", "magazine"})
_ON_AIR = frozenset("broadcasting channel network news newswire radio television tv".split())
_GOES_ON = frozenset({"of", "on", "for"})
_PARTIES = {"gop": "republican", "democrat": "democratic"}
"""Two names of one party: "Republican nominee Ann Lee … the GOP nominee"."""
_TITLE_GOES_ON = frozenset("of for to in on at and , - –".split())
"""What may follow a title's noun: no "makes", as in the headline "Daughter Makes Lee Angry"."""
_EMPTY = frozenset("the a an of for 's ’s - and , new own longtime".split())


class Description(NamedTuple):
    """What the article says somebody is: the noun, the words around it, and where it says so.

    Among the words, a country stands for itself, its adjective and its seat of power, and a party
    has one name.
    """

    noun: str
    words: frozenset[str]
    text: str
    token: Token


class Profiles:
    """What the article says its persons and bodies are."""

    def __init__(self) -> None:
        self._of: dict[int, list[Description]] = defaultdict(list)
        self._known_as: dict[str, dict[int, Entity]] = defaultdict(dict)

    def add(self, entity: Entity, description: Description) -> None:
        """Remember one description of an entity."""
        self._of[id(entity)].append(description)
        self._known_as[description.noun][id(entity)] = entity

    def of(self, entity: Entity) -> list[Description]:
        """All descriptions of an entity, in the order they were added."""
        return self._of.get(id(entity), [])

    def known_as(self, noun: str) -> list[Entity]:
        """Who has been described by this noun or by one that it covers."""
        found = {i: e for n in _nouns(noun) for i, e in self._known_as.get(n, {}).items()}
        return list(found.values())


@cache
def _covered() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in entries("role_kinds"):
        noun, role = entry.split("\t")
        table[noun] = (*table.get(noun, ()), role)
    return table


def noun_of(token: Token) -> str:
    """A noun in lower case and singular, with what a hyphen joins to it: "front-runner"."""
    noun = token.lemma_.lower() if token.tag_ in {"NNS", "NNPS"} else token.lower_
    hyphen = token.doc[token.i - 1] if token.i > 1 else None
    if hyphen is not None and hyphen.text == "-" and not hyphen.whitespace_:
        joined = f"{hyphen.nbor(-1).lower_}-{noun}"
        return joined if joined in words("role_nouns") else noun
    return noun


def looks_like_person(noun: Token) -> bool:
    """Whether a noun ends like a person's: "staffer", "detainee"; not "letter"."""
    name = noun_of(noun)
    return name.endswith(_PERSONAL_ENDINGS) and name not in words("unlike_persons")


def profile(occurrences: Iterable[Occurrence]) -> Profiles:
    """Gather what stands beside the names: titles, appositions, "X is the …", and body nouns."""
    profiles = Profiles()
    for occurrence in occurrences:
        if len(occurrence.entities) == 1:
            entity = occurrence.entities[0]
            for description in _beside(occurrence):
                profiles.add(entity, description)
            title = occurrence.title[-1].text if occurrence.title else ""
            entity.gender = gender_of_noun(title) or entity.gender
    return profiles


def _beside(occurrence: Occurrence) -> Iterator[Description]:
    entity = occurrence.entities[0]
    role = _title_role(occurrence.title) if occurrence.title else None
    if role is not None and (role is occurrence.title[-1] or role.nbor().lower_ in _TITLE_GOES_ON):
        yield describe(role, occurrence.title, _of_phrase(occurrence.head))
    doc = occurrence.head.doc
    head = occurrence.head
    for other in set_beside(head):
        if other.pos_ == "NOUN" and _fits(other, entity):
            yield describe(other, phrase(other))
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and head.head.tag_ in {"VBZ", "VBP"}:
        for other in head.head.children:
            if other.dep_ == "attr" and other.pos_ == "NOUN" and _fits(other, entity):
                yield describe(other, phrase(other))
    if entity.sort == "body":
        name = doc[occurrence.first : occurrence.last + 1]
        for place in {0, _before_of(name), len(name) - 1}:
            if name[place].lower_ in words("organisation_nouns") and len(name) > 1:
                yield describe(name[place], list(name))


def _before_of(name: Words) -> int:
    """Where a body's name says what it is, if it goes on: "the Delta Board of Licences"."""
    return next((i - 1 for i, token in enumerate(name) if i and token.lower_ in _GOES_ON), 0)


def set_beside(head: Token) -> list[Token]:
    """What stands in apposition to the head, on either side: "Brandt, the spokesman".

    After "Lenz and Brandt, the spokesman" it is not told to which of them, so to neither.
    """
    joined = [child.i for child in head.children if child.dep_ == "conj"]
    after = [child for child in head.children if child.dep_ == "appos"]
    found = [child for child in after if not (any(i < child.i for i in joined) or _is_doer(child))]
    return [*found, head.head] if head.dep_ == "appos" and head.head != head else found


def _is_doer(noun: Token) -> bool:
    """Whether a noun behind a comma acts in the verb right behind it, which has no other subject:
    "In a talk with Ann Lee, the minister said".
    """
    last, opens = noun.right_edge.i + 1, noun.left_edge.i
    if last >= len(noun.doc) or opens == 0 or noun.nbor(opens - noun.i - 1).text != ",":
        return False
    verb = noun.doc[last]
    plain = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.dep_ not in ("aux", "auxpass")
    return plain and not any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in verb.children)


def _of_phrase(head: Token) -> list[Token]:
    """What follows the name with "of": "President Arriaga of Chile"."""
    return [word for of in head.rights if of.lower_ == "of" for word in of.rights]


def _title_role(title: Sequence[Token]) -> Token:
    return next(token for token in reversed(title) if is_role(token))


def _fits(noun: Token, entity: Entity) -> bool:
    if noun.tag_ == "NNS":
        return False
    nouns = words("role_nouns") if entity.sort == "person" else words("organisation_nouns")
    return entity.sort in {"person", "body"} and noun.lower_ in nouns


def phrase(noun: Token) -> list[Token]:
    """The noun with what belongs to it, up to the first comma and without the article."""
    left = noun.doc[noun.left_edge.i : noun.i]
    tokens = [token for token in left if not token.is_punct or token.text == "-"]
    for token in noun.doc[noun.i : noun.right_edge.i + 1]:
        if token.is_punct or token.is_space or token.dep_ == "relcl":
            break
        tokens.append(token)
    while tokens and tokens[0].lower_ in DETERMINERS and len(tokens) > 1:
        tokens.pop(0)
    return tokens


def describe(noun: Token, tokens: Sequence[Token], more: Sequence[Token] = ()) -> Description:
    """A description from its noun, its words, and more words that stand apart from them."""
    every = (*tokens, *more)
    named = {_country(token) or _PARTIES.get(token.lower_, token.lower_) for token in every}
    text = noun.doc[tokens[0].i : tokens[-1].i + 1].text
    return Description(noun_of(noun), frozenset(named), text, noun)


def _country(token: Token) -> str:
    return demonym_at(token) or country_of(token.text) or seat_of(token.text)


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
        text = next(d.text for d in profiles.of(licensed[0]) if d.noun in _nouns(wanted.noun))
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


def _nouns(noun: str) -> frozenset[str]:
    """The noun and the roles it covers."""
    return frozenset((noun, *_covered().get(noun, ())))


def _licenses(entity: Entity, wanted: Description, profiles: Profiles) -> bool:
    """Whether the entity was introduced as this before, every word of it accounted for."""
    said = [d for d in profiles.of(entity) if d.token.i < wanted.token.i]
    fitting = [d for d in said if d.noun in _nouns(wanted.noun)]
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
