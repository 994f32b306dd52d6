"""Tokens and their tree, read once from the parser into plain values.

spaCy makes every attribute anew each time it is asked, and extraction asks many times.
"""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass"})
RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
PARTICIPLES = frozenset({"VBG", "VBN"})
TIMES = frozenset({"DATE", "TIME"})
MEASURES = frozenset("PERCENT MONEY QUANTITY".split())
FIGURES = MEASURES | {"CARDINAL"}
PLACES = frozenset({"GPE", "LOC", "FAC"})
SPARE = "spare"
"""What a mark is to its head that is not written: "a book titled, Notes from the Coast"."""
_position = attrgetter("i")


_BARE_CLAUSES = frozenset({"xcomp", "pcomp"})
_OWNS = frozenset({"'s", "’s"})
_AS_WELL_AS = ["as", "well", "as"]
_COMPARING = frozenset({"JJR", "RBR"})
_STANDING = frozenset("behind ahead beside below above beneath".split())
_NOT = frozenset({"n't", "n’t"})
_DESCRIBING = frozenset({"NOUN", "PROPN"})


class Word:
    """One token: what it is, what it hangs on and what hangs on it.

    ``first`` is the position of its subtree's first token, ``entity`` the number of the named
    entity it is part of (-1 for none) and ``label`` that entity's kind. ``after`` is the next token
    of the article, and ``aside`` tells that the word heads a part of a bracket.
    """

    __slots__ = (
        "after", "aside", "dep", "entity", "first", "head", "i", "inked", "kids", "label", "lemma",
        "lower", "pos", "sentence", "space", "tag", "text", "token",
    )  # fmt: skip
    head: Word

    def __init__(self, token: Token, sentence: int, text: str) -> None:
        self.token = token
        self.sentence = sentence
        self.i: int = token.i
        self.first: int = token.i
        self.lower: str = token.text.lower()
        self.text = text
        self.lemma: str = token.lemma_.lower()
        self.tag: str = token.tag_
        self.pos: str = token.pos_
        self.dep: str = token.dep_
        self.label: str = token.ent_type_
        self.entity = -1
        self.inked = text.isalnum() or any(map(str.isalnum, text))
        self.space = bool(token.whitespace_)
        self.kids: list[Word] = []
        self.after: Word | None = None
        self.aside = False

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    @property
    def verbal(self) -> bool:
        return self.pos in ("VERB", "AUX")

    @property
    def nominal(self) -> bool:
        return self.pos in NOMINAL

    def child(self, *deps: str) -> Word | None:
        return next((kid for kid in self.kids if kid.dep in deps), None)

    def has(self, *deps: str) -> bool:
        return any(kid.dep in deps for kid in self.kids)


Words = frozenset[Word]
"""Some words of one sentence, in no order."""


def read_words(parse: Parse) -> list[Word]:
    """Every token of the article, in order, linked into its tree."""
    words = [Word(token, parse.sentence_of(token), parse.written(token)) for token in parse.doc]
    for word, after in pairwise(words):
        word.after = after
    for word in words:
        word.head = words[word.token.head.i]
        if word.lower in _NOT and word.dep != "neg" and word.i:
            word.dep, word.head = "neg", words[word.i - 1]  # "wasn’t", of which it made a mark
        elif word.lower in _OWNS and word.dep == "punct" and word.i:
            word.dep, word.head = "case", words[word.i - 1]  # "Lee’s", of which it made a mark
        elif (place := _place_of_head(word)) is not None:
            word.head = words[place]
            if _after_as_well_as(word.token):
                word.dep = "conj"
        elif word.dep == "compound" and _acts(word.token):
            word.dep = "nsubj"  # "Dems hope", where the verb was no verb at first sight
        if word.head is not word:
            word.head.kids.append(word)
            word.first = _first_of(word.token)
    for number, entity in enumerate(parse.doc.ents):
        for word in words[entity.start : entity.end]:
            word.entity = number
    return words


def _first_of(token: Token) -> int:
    """Where the token's phrase begins, past a comma that sets it off and was hung on it."""
    first = token.left_edge
    opens = first.text == "," and first.i < token.i
    return first.i + 1 if opens else first.i


def _acts(token: Token) -> bool:
    """Whether what the parser took for part of a name stands before a verb without a subject."""
    verb = token.head
    named = token.tag_ in ("NNS", "NNP", "NNPS") and token.i < verb.i
    return named and verb.tag_ in FINITE and not any(kid.dep_ in SUBJECTS for kid in verb.children)


def _place_of_head(word: Word) -> int | None:
    """Where the head of a word stands that the parser hung elsewhere; None for all others."""
    if word.dep in ("conj", "cc"):
        return _finite_before(word.token)
    if word.dep != "prep" or word.i == 0:
        return None
    if word.lower == "as":
        return _as_of_with(word.token)
    if word.lower == "than":
        return _compared(word.token)
    if word.lower in _STANDING:
        return _standing(word.token)
    return word.token.nbor(-1).head.i if _after_as_well_as(word.token) else None


def _after_as_well_as(token: Token) -> bool:
    """Whether it is the second of two phrases: "open to farmers as well as to fishers"."""
    if token.i < 4 or token.nbor(-1).lower_ != "as":
        return False
    if [one.lower_ for one in token.doc[token.i - 3 : token.i]] != _AS_WELL_AS:
        return False
    first = token.nbor(-1).head
    return token.dep_ == "prep" and first.dep_ == "prep" and first.head == token.head


def _compared(token: Token) -> int | None:
    """Where the noun stands that is compared, with a phrase between: "at lower rates in May than".

    The parser hangs it on the noun of the phrase before it.
    """
    above, doc = token.head, token.doc
    if above.dep_ != "pobj" or any(
        kid.tag_ in _COMPARING for kid in above.subtree if kid.i < above.i
    ):
        return None
    more = (one for one in doc[above.sent.start : above.i] if one.tag_ in _COMPARING)
    last = max(more, key=lambda one: one.i, default=None)
    return last.head.i if last is not None and last.dep_ == "amod" else None


def _standing(token: Token) -> int | None:
    """Where the noun stands of which a place is said: "was second, with Lee and Hill behind him".

    The parser hangs it on the verb, which then says that of the subject.
    """
    before = (kid for kid in token.head.children if 0 < kid.i < token.i)
    beside = (kid for kid in before if kid.lower_ == "with" and kid.nbor(-1).text == ",")
    ends = (kid for kid in beside if kid.right_edge.i == token.i - 1)
    nouns = (noun.i for kid in ends for noun in kid.children if noun.dep_ == "pobj")
    return next(nouns, None)


def _finite_before(token: Token) -> int | None:
    """Where the finite verb stands that a finite verb, and the "and" before it, belong to.

    "Lee has proposed banning them and has gone further": the parser joins "has gone" to "banning".
    """
    if token.dep_ == "cc":
        behind = (kid for kid in token.head.children if kid.dep_ == "conj" and kid.i > token.i)
        joined = next(behind, None)
        return _finite_before(joined) if joined is not None else None
    above = token.head
    if token.dep_ == "conj" and above.dep_ == "relcl" and above.head.tag_ == "NNS":
        return _past_relative(token, above)
    if token.dep_ != "conj" or above.dep_ not in _BARE_CLAUSES or _tensed(above):
        return None
    if not _tensed(token) or any(kid.dep_ in SUBJECTS for kid in token.children):
        return None
    helped = any(kid.dep_ in AUXILIARIES and kid.tag_ != "TO" for kid in above.children)
    if token.tag_ == "VBD" and (helped or token.lower_ == token.lemma_):
        return None  # "ought to have gone and returned" is "have returned", "to go and cast" a vote
    while above.dep_ in _BARE_CLAUSES or above.dep_ == "prep":
        above = above.head
    return above.i if _tensed(above) else None


def _past_relative(token: Token, above: Token) -> int | None:
    """Where a verb belongs that is no plural's: "is one of those who signed and is a member"."""
    tags = {kid.tag_ for kid in (token, *token.children) if kid.dep_ in AUXILIARIES or kid is token}
    if "VBZ" not in tags or any(kid.dep_ in SUBJECTS for kid in token.children):
        return None
    return next((verb.i for verb in above.head.ancestors if _tensed(verb)), None)


def _tensed(token: Token) -> bool:
    auxiliaries = (kid.tag_ for kid in token.children if kid.dep_ in AUXILIARIES)
    return token.tag_ in FINITE or any(tag in FINITE for tag in auxiliaries)


def _as_of_with(token: Token) -> int | None:
    """Where "with" stands to whose noun an "as" belongs: "stars Lee, with Ann Hill as the judge".

    The parser hangs both on the verb, which then says that of Lee.
    """
    if token.dep_ != "prep" or token.i < 2:
        return None
    before = (kid for kid in token.head.children if 0 < kid.i < token.i)
    beside = (kid for kid in before if kid.lower_ == "with" and kid.nbor(-1).text == ",")
    return next((kid.i for kid in beside if kid.right_edge.i == token.i - 1), None)


def subtree(word: Word) -> Iterator[Word]:
    """The word and all that hangs on it, in no particular order."""
    waiting = [word]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(found.kids)


def word_at(place: int, above: Word) -> Word | None:
    """The word at a place, if it hangs on the one above or is it."""
    return next((one for one in subtree(above) if one.i == place), None)


def root_of(words: Iterable[Word]) -> Word | None:
    """The first word that hangs on no other, marks aside."""
    return next((word for word in words if word.head is word and word.inked), None)


def ancestors(word: Word) -> Iterator[Word]:
    """What the word hangs on, nearest first."""
    while word.head is not word:
        word = word.head
        yield word


def in_order(words: Iterable[Word]) -> list[Word]:
    return sorted(words, key=_position)


def subject_of(verb: Word) -> Word | None:
    """The verb's own subject, relative pronouns included; the nearest, where a description stands
    before it: "A lawyer, Smith is the mayor".
    """
    found = [kid for kid in verb.kids if kid.dep in SUBJECTS]
    if len(found) > 1 and stands_before(found[0], found[-1]):
        return found[-1]
    return found[0] if found else None


def stands_before(described: Word, subject: Word) -> bool:
    """Whether a description stands before the subject it is of: "A lawyer, Smith"."""
    article = described.child("det")
    if article is None or article.lower not in ("a", "an") or described.pos not in _DESCRIBING:
        return False
    comma = subject.first > 0 and subject.token.doc[subject.first - 1].text == ","
    return comma and described.i < subject.i and subject.pos in ("PROPN", "PRON")


def finite(verb: Word) -> Word | None:
    """The word that carries the tense: the first auxiliary or the verb itself, if finite."""
    for kid in verb.kids:
        if kid.dep in AUXILIARIES and kid.tag in FINITE:
            return kid
    return verb if verb.tag in FINITE else None


def is_time(word: Word) -> bool:
    """Whether a phrase says when: a date or time, or a preposition before one."""
    return word.label in TIMES or any(kid.label in TIMES for kid in word.kids if kid.dep == "pobj")


def attach(word: Word, head: Word, dep: str) -> None:
    """Hang a word on another, or make it a root where it is its own head.

    It stays where it is if the other hangs on it already: no mending may bend a tree to a circle.
    """
    if word in ancestors(head):
        return
    if word.head is not word and word in word.head.kids:
        word.head.kids.remove(word)
    word.head, word.dep = head, dep
    if head is not word:
        head.kids.append(word)
        head.kids.sort(key=lambda kid: kid.i)


def join(word: Word, above: Word, *, since: int) -> None:
    """Join a verb to another one than its head, with the "and" that stands behind a place."""
    for kid in [one for one in word.head.kids if one.dep == "cc" and since < one.i < word.i]:
        attach(kid, above, "cc")
    attach(word, above, "conj")


def measure(words: Sequence[Word]) -> None:
    """Where each subtree begins now, past a comma that sets it off."""
    for word in words:
        word.first = word.i
    for word in words:
        if word.text == ",":
            continue
        for above in ancestors(word):
            above.first = min(above.first, word.i)
