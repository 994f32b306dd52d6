"""both nations, the two leaders → the two that the article has paired.

A pair is two of a kind that the text itself puts together: "Maduro and Putin", "Venezuela …
with Russia", "Russian-Venezuelan". Without one, the two nearest are taken only if there are
exactly two. A pair once named stays the pair until another is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import entries, words
from claims.references.descriptions import PROTAGONIST
from claims.references.discourse import Rank, clause_of, first_conjunct
from claims.references.entities import demonym_at, gender_of_noun
from claims.references.findings import Finding
from claims.references.names import LABELS
from claims.references.profiles import noun_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.language import Token
    from claims.references.discourse import Discourse, Presence
    from claims.references.entities import Entity
    from claims.references.profiles import Profiles

_REMEMBERED = 8
_SENTENCES_BACK = 4
_PAIR = 2
_SORTS = ("country", "person", "body")


class Pair(NamedTuple):
    """Two of one sort that the text puts together, and the sentence where it does."""

    members: tuple[Entity, ...]
    sort: str
    sentence: int


class Pairs:
    """The pair of each sort that was named last, until a third of that sort comes in."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._latest: dict[str, Pair] = {}
        self._disturbed: set[str] = set()
        self._called: dict[str, Pair] = {}
        self._partisan = any(map(_is_partisan, discourse.parse.doc))

    def see(self, presence: Presence) -> None:
        """Take note of one more mention."""
        pair = _completed(presence, self._discourse)
        if pair is not None:
            self._latest[pair.sort] = pair
            self._disturbed.discard(pair.sort)
        elif presence.sort in self._latest and presence.rank > Rank.MODIFIER:
            known = self._latest[presence.sort].members
            if any(entity not in known for entity in presence.entities):
                self._disturbed.add(presence.sort)

    def near(self, noun: Token, sort: str) -> Pair | None:
        """The pair that the noun can mean, named a few sentences before it at most."""
        pair = self._latest.get(sort)
        if pair is None or (noun.lower_ == "parties" and self._partisan):
            return None
        age = self._discourse.parse.sentence_of(noun) - pair.sentence
        allowed = _SENTENCES_BACK if sort in self._disturbed else _REMEMBERED
        if noun.lower_ == "both":
            allowed = 1
        if age > allowed or (sort in self._disturbed and not says_two(noun)):
            return None
        return None if _third(pair, noun, self._discourse) else pair

    def call(self, noun: Token, pair: Pair) -> None:
        """Remember that the noun stood for the pair."""
        self._called[noun.lower_] = pair

    def called(self, noun: Token) -> Pair | None:
        """The pair that the same noun stood for before, if none of its sort was named since."""
        pair = self._called.get(noun.lower_)
        return pair if pair is not None and self._latest.get(pair.sort) == pair else None


def _is_partisan(token: Token) -> bool:
    """Whether the word speaks of party politics, where "both parties" are no two countries."""
    faction = token.ent_type_ == "NORP" and not demonym_at(token)
    return token.lower_ == "party" or (faction and token.is_title)


@cache
def _group_nouns() -> dict[str, str]:
    return dict(entry.split("\t") for entry in entries("group_nouns"))


def sort_of_members(noun: Token) -> str:
    """What a plural noun's members are: person, body, country or any; nothing if none of these."""
    if noun.lower_ == "both":
        return "any"
    if noun.tag_ not in {"NNS", "NNPS"}:
        return ""
    if noun.lower_ in _group_nouns():
        return _group_nouns()[noun.lower_]
    if noun_of(noun) in words("role_nouns"):
        return "person"
    return "body" if noun_of(noun) in words("organisation_nouns") else ""


def says_two(noun: Token) -> bool:
    """Whether the phrase says that there are two and that they are known: "both", "the two"."""
    before = {token.lower_ for token in noun.lefts}
    return noun.lower_ == "both" or "both" in before or {"the", "two"} <= before


def _completed(presence: Presence, discourse: Discourse) -> Pair | None:
    """The pair that a mention completes: by "and", by "with", by a hyphen."""
    before = [p for p in discourse.here(presence.token) if p.entities and not p.plural]
    partners = [p for p in before if presence.entities and _are_put_together(p, presence)]
    if len(partners) != 1 or partners[0].who == presence.who:
        return None
    if partners[0].sort != presence.sort:
        return None
    members = in_order((*partners[0].entities, *presence.entities))
    return Pair(members, presence.sort, discourse.parse.sentence_of(presence.token))


def _are_put_together(left: Presence, right: Presence) -> bool:
    a, b = left.token, right.token
    if b.dep_ == "conj" and b.head == a:
        return not any(t.dep_ == "conj" for t in b.children) and a.dep_ != "conj"
    if b.i - a.i == 2 and a.nbor().text in {"-", "–"} and not a.whitespace_:
        return b.tag_ != "NNPS"
    joined = any(t.dep_ == "conj" for t in (*a.children, *b.children))
    meets = b.dep_ == "pobj" and b.head.lower_ == "with" and left.rank >= Rank.SUBJECT
    return meets and not joined and clause_of(b) == clause_of(first_conjunct(a))


def in_order(members: Iterable[Entity]) -> tuple[Entity, ...]:
    """Members in alphabetical order, each once."""
    return tuple({e.name: e for e in sorted(members, key=lambda e: e.name)}.values())


def resolve_group(noun: Token, discourse: Discourse, profiles: Profiles, pairs: Pairs) -> Finding:
    """The two that "both nations" or "the leaders" means."""
    sort = sort_of_members(noun)
    sorts = _SORTS if sort == "any" else (sort,)
    if _is_told_apart(noun):
        return Finding()
    near = (pairs.near(noun, single) for single in sorts)
    known = [pair for pair in near if pair is not None and _fits(noun, pair.members, profiles)]
    if len(known) > 1 and noun.lower_ == "both":
        return Finding()
    if known and _acts_as(noun, known[0].sort, discourse):
        pair = known[0]
        pairs.call(noun, pair)
        return Finding(pair.members, rule="pair", why="whom the article names together")
    again = pairs.called(noun)
    if again is not None:
        return Finding(again.members, rule="pair again", why=f"called '{noun.text}' before")
    return _only_two(noun, sorts, discourse, profiles) if says_two(noun) else Finding()


ONE_OF_TWO = {"former": 0, "latter": 1}


def resolve_one_of_two(word: Token, discourse: Discourse) -> Finding:
    """ "The former", "the latter": of the two that the nearest sentence joins by "and"."""
    for sentence in (discourse.here(word), *discourse.earlier(word, 2)):
        pairs = [p.entities for p in sentence if p.plural and len(p.entities) == _PAIR]
        if len(pairs) == 1:
            one = pairs[0][ONE_OF_TWO[word.lower_]]
            place = ("first", "second")[ONE_OF_TWO[word.lower_]]
            return Finding((one,), rule="one of two", why=f"the {place} of the two just named")
        if pairs:
            return Finding(candidates=in_order(e for pair in pairs for e in pair))
    return Finding()


def _is_told_apart(noun: Token) -> bool:
    """Whether the phrase says itself whom it means: "his two deputies", "both sides of the debate".

    A number other than two, or a name among its words, says so too.
    """
    return any(
        token.dep_ == "poss"
        or (token.dep_ == "nummod" and token.lower_ != "two")
        or (token.dep_ == "compound" and token.ent_type_ in LABELS)
        or (token.lower_ == "of" and token.i > noun.i)
        or (token.dep_ == "amod" and token.lower_ != "two" and not says_two(noun))
        for token in noun.children
    )


def _only_two(
    noun: Token, sorts: Iterable[str], discourse: Discourse, profiles: Profiles
) -> Finding:
    """The two nearest of a sort, where the text names no third as near."""
    for single in sorts:
        members = _nearest_two(noun, single, discourse)
        known = all(discourse.times_named(entity) >= PROTAGONIST for entity in members)
        known = known and not any(_is_no_such(noun, entity, profiles) for entity in members)
        clear = len(members) == _PAIR and known and _acts_as(noun, single, discourse)
        if clear and _fits(noun, members, profiles):
            return Finding(members, rule="only two", why="the only two it can mean here")
        if members:
            return Finding(candidates=members)
    return Finding()


def _acts_as(noun: Token, sort: str, discourse: Discourse) -> bool:
    """Persons are "both sides" only where these act: others may be brought to a table."""
    acting = discourse.rank(noun) >= Rank.SUBJECT
    return acting or sort != "person" or sort_of_members(noun) != "any"


def _is_no_such(noun: Token, entity: Entity, profiles: Profiles) -> bool:
    """Whether the article calls the person something, and nothing that the noun can mean."""
    role = noun_of(noun) in words("role_nouns") and noun_of(noun) not in {"man", "woman", "rival"}
    return role and bool(profiles.of(entity)) and entity not in profiles.known_as(noun_of(noun))


def _fits(noun: Token, members: Iterable[Entity], profiles: Profiles) -> bool:
    """Whether the noun can be said of the members; a rarer noun must have been."""
    gender = gender_of_noun(noun_of(noun))
    if any(gender and entity.gender not in {"", gender} for entity in members):
        return False
    listed = noun.lower_ == "both" or noun.lower_ in _group_nouns()
    if listed and (says_two(noun) or sort_of_members(noun) != "person"):
        return True
    known = [entity in profiles.known_as(noun_of(noun)) for entity in members]
    return any(known) if listed else all(known)


def _third(pair: Pair, noun: Token, discourse: Discourse) -> bool:
    """Whether the sentence so far speaks of a third of the same sort."""
    return any(
        presence.sort == pair.sort and entity not in pair.members
        for presence in discourse.here(noun)
        if presence.rank > Rank.MODIFIER
        for entity in presence.entities
    )


def _nearest_two(noun: Token, sort: str, discourse: Discourse) -> tuple[Entity, ...]:
    """The members of a sort in the fewest sentences back that name at least two."""
    found: dict[int, Entity] = {}
    for sentence in (discourse.here(noun), *discourse.earlier(noun, _SENTENCES_BACK)):
        for presence in sentence:
            found.update({id(e): e for e in presence.entities if e.sort == sort})
        if len(found) >= _PAIR:
            return in_order(found.values())
    return ()
