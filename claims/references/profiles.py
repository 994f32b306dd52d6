"""What the article says somebody is: by a title, an apposition or the name itself.

"Mayor Ann Lee", "Peskov, the Kremlin spokesman": kept by whom it is said of, for descriptions to
be held against it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import entries, words
from claims.references.entities import (
    country_of,
    demonym_at,
    gender_of_noun,
    seat_of,
)
from claims.references.names import DETERMINERS, is_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Token, Words
    from claims.references.entities import Entity
    from claims.references.occurrences import Occurrence

_PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "eer", "ee", "ant", "man", "woman", "person")
_GOES_ON = frozenset({"of", "on", "for"})
_PARTIES = {"gop": "republican", "democrat": "democratic"}
"""Two names of one party: "Republican nominee Ann Lee … the GOP nominee"."""
_TITLE_GOES_ON = frozenset("of for to in on at and , - –".split())
"""What may follow a title's noun: no "makes", as in the headline "Daughter Makes Lee Angry"."""


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
        found = {i: e for n in nouns(noun) for i, e in self._known_as.get(n, {}).items()}
        return list(found.values())


@cache
def _covered() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in entries("role_kinds"):
        noun, role = entry.split("\t")
        table[noun] = (*table.get(noun, ()), role)
    return table


def nouns(noun: str) -> frozenset[str]:
    """The noun and the roles it covers."""
    return frozenset((noun, *_covered().get(noun, ())))


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
    fitting = words("role_nouns") if entity.sort == "person" else words("organisation_nouns")
    return entity.sort in {"person", "body"} and noun.lower_ in fitting


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
