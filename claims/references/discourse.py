"""Who is present in the reader's mind at each point of an article.

Whatever an article mentions is remembered with its place in the sentence: what a sentence is
about, its main clause's subject, is what the next pronoun most likely means.
"""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.language import Parse, Token
    from claims.references.entities import Entity, Gender

_OPENING, _CLOSING = frozenset("“«„"), frozenset("”»")
_OFTEN = 3
"""How often a person is mentioned whom an article is about."""
_VERBAL = frozenset({"VERB", "AUX"})
_NEAREST = 30
_DEEPEST = 30
_WIDEST = 60
"""Bounds for endless sentences: how many mentions back, heads up and words across to look."""
_LONGEST_QUOTATION = 12
"""Sentences back beyond which nobody remembers, be they quoted or not."""


class Rank(IntEnum):
    """How prominent a mention is in its sentence."""

    MODIFIER = 0
    OBJECT = 1
    SUBJECT = 2
    TOPIC = 3


class Presence(NamedTuple):
    """Somebody or something mentioned at a token; nobody named when ``entities`` is empty.

    ``sort`` is what they are, nothing where that is not known; ``who`` tells one bearer from
    another: the entities, or the mention itself where it is unnamed.
    """

    token: Token
    entities: tuple[Entity, ...]
    who: object
    sort: str
    rank: Rank
    quoted: bool
    plural: bool = False
    gender: Gender = ""


class Discourse:
    """What an article has mentioned so far, sentence by sentence, in order.

    ``ahead`` are the names of the whole article by the tokens that head them.
    """

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.ahead: dict[int, Entity] = {}
        self.quoted = _quoted(parse)
        self._by_sentence: list[list[Presence]] = [[] for _ in parse.sentences]
        self._times: Counter[int] = Counter()
        self._persons: dict[int, Entity] = {}
        self._roots = [sentence.root for sentence in parse.sentences]

    def add(
        self,
        token: Token,
        entities: Iterable[Entity] = (),
        *,
        sort: str = "",
        plural: bool = False,
        gender: Gender = "",
    ) -> Presence:
        """Remember a mention headed by the token."""
        named = tuple(entities)
        sort = named[0].sort if named else sort
        quoted = self.quoted[token.i]
        who = frozenset(map(id, named)) or token.i
        presence = Presence(token, named, who, sort, self.rank(token), quoted, plural, gender)
        self._by_sentence[self.parse.sentence_of(token)].append(presence)
        self._times.update(map(id, named))
        self._persons.update({id(one): one for one in named if one.sort == "person"})
        return presence

    def here(self, token: Token) -> list[Presence]:
        """What the token's own sentence mentions before it."""
        sentence = self._by_sentence[self.parse.sentence_of(token)]
        return [presence for presence in sentence[-_NEAREST:] if presence.token.i < token.i]

    def beside(self, token: Token) -> list[Presence]:
        """All that the token's sentence mentions, as far as the article is read."""
        return self._by_sentence[self.parse.sentence_of(token)]

    def earlier(
        self, token: Token, sentences: int, paragraphs: int = 2, *, told: bool = False
    ) -> Iterator[list[Presence]]:
        """What the sentences before mention, the nearest sentence first.

        Where only what is ``told`` counts, a sentence quoted from end to end is none.
        """
        own = self.parse.sentence_of(token)
        floor = self.paragraph(token) - paragraphs
        for index in range(own - 1, max(-1, own - 1 - _LONGEST_QUOTATION), -1):
            if self.parse.paragraph_of[index] < floor or not sentences:
                return
            sentences -= not (told and self._all_quoted(index))
            yield self._by_sentence[index][-_NEAREST:]

    def _all_quoted(self, index: int) -> bool:
        span = self.parse.sentences[index]
        return all(self.quoted[token.i] for token in span if token.is_alpha)

    def paragraph(self, token: Token) -> int:
        """The paragraph the token stands in, from 0."""
        return self.parse.paragraph_of[self.parse.sentence_of(token)]

    def root_of(self, token: Token) -> Token:
        """The head of the token's sentence."""
        return self._roots[self.parse.sentence_of(token)]

    def times_named(self, entity: Entity) -> int:
        """How often the entity has been mentioned so far."""
        return self._times[id(entity)]

    def named_most(self) -> list[Entity]:
        """Whom the article is about so far: the person mentioned most, and any half as often."""
        most = max((self._times[one] for one in self._persons), default=0)
        enough = max(_OFTEN, most / 2)
        return [one for known, one in self._persons.items() if self._times[known] >= enough]

    def rank(self, token: Token) -> Rank:
        """How prominent the phrase headed by the token is."""
        head = first_conjunct(token)
        if head.dep_ == "appos":
            head = first_conjunct(head.head)
        if head.dep_ in {"nsubj", "nsubjpass", "ROOT"}:
            verb = first_conjunct(head.head)
            outside = self.quoted[self.root_of(token).i] and not self.quoted[verb.i]
            speaks = not self.quoted[verb.i] and is_speech(head.head)
            return Rank.TOPIC if verb.dep_ == "ROOT" or outside or speaks else Rank.SUBJECT
        if head.dep_ in {"dobj", "pobj", "dative", "attr", "agent", "oprd"}:
            return Rank.OBJECT
        return Rank.MODIFIER


def is_speech(verb: Token) -> bool:
    """Whether the verb reports words."""
    return verb.lemma_.lower() in words("speech_verbs")


def first_conjunct(token: Token) -> Token:
    """The first of the things joined by "and" of which the token is one."""
    for _ in range(_DEEPEST):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def clause_of(token: Token) -> Token:
    """The verb of the clause the token stands in, or the sentence's root."""
    head = token.head
    for _ in range(_DEEPEST):
        if head.pos_ in _VERBAL or head.head == head:
            break
        head = head.head
    return head


def subject_clause(token: Token) -> Token:
    """The verb whose subject acts in the token's clause: "came" in "He came, hailing him"."""
    verb = clause_of(token)
    for _ in range(_DEEPEST):
        if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp"} or subjects_of(verb):
            break
        if verb.dep_ == "xcomp" and any(child.dep_ == "dobj" for child in verb.head.children):
            break
        verb = clause_of(verb) if verb.dep_ != "conj" else verb.head
    return verb


def subjects_of(verb: Token) -> list[Token]:
    """The subjects of a verb."""
    children = islice(verb.children, _WIDEST)
    return [child for child in children if child.dep_ in {"nsubj", "nsubjpass"}]


def _quoted(parse: Parse) -> list[bool]:
    """For each token, whether it stands in double quotation marks, paired inside a paragraph."""
    found = [False] * len(parse.doc)
    paragraph, inside = -1, False
    for sentence, own in zip(parse.sentences, parse.paragraph_of, strict=True):
        if own != paragraph:
            paragraph, inside = own, False
        for token in sentence:
            text = token.text
            if text in {'"', "``", "''"}:
                inside = not inside
            elif text[0] in _OPENING:
                inside = True
            elif text[0] in _CLOSING:
                inside = False
            found[token.i] = inside
    return found
