"""Phrases: the words that belong to one, and what a list in it says one by one.

``cuts`` are positions of words whose phrase is told apart, as a claim of its own, or not told
at all: a phrase ends where a cut begins.
"""

from __future__ import annotations

from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    PLACES,
    RELATIVES,
    SUBJECTS,
    TIMES,
    Word,
    Words,
    subtree,
)
from claims.extraction.together import (
    adds_even,
    are_full,
    begins_elsewhere,
    follows_clause,
    hold_together,
    is_of_another,
    is_one_word,
    may_be_above,
    names_several,
    of_office,
    sets_against,
    shares,
    shares_end,
    shares_head,
    shares_name,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

MOST = 8
"""Readings of one clause. Lists inside lists multiply, and nobody checks their product."""
DEPTH = 3
"""How many lists deep a reading goes: "studies in medicine, in the schools of A and B"."""

_BREAKS = frozenset(", – — - -- ( [ ; :".split())
_QUOTES = frozenset("\" “ ” ‘ ’ '' ``".split())
_COUNTS = frozenset({"nummod", "quantmod", "predet"})
_ADDING = frozenset("and both plus as well".split())
_TOGETHER = frozenset("along despite like unlike than besides except alongside together".split())
DESCRIBING = frozenset(
    "det compound amod nummod poss nmod case quantmod predet advmod npadvmod neg".split()
)
_SHARED = frozenset("det poss aux mark nsubj nsubjpass neg".split())
_BARE = frozenset("cc conj punct det preconj".split())
_INWARD = frozenset("prep pobj relcl acl dobj attr pcomp xcomp ccomp agent appos".split())
_COMPLEMENTS = frozenset("xcomp ccomp acl pcomp".split())
_TOLD_OF = frozenset("attr dobj pobj".split())
_NAMING = frozenset({"called", "named", "titled", "dubbed", "nicknamed"})
_FEWEST_UNLINKED = 3
_OF_QUALITY = ("xcomp", "ccomp", "prep")
_PAIR = 2
_YEAR = 4


def set_off(word: Word) -> bool:
    """Whether a comma, dash or bracket stands before the word's phrase."""
    return word.aside or before(word) in _BREAKS


def whole(word: Word, cuts: AbstractSet[int]) -> Words:
    """The word's phrase up to its cuts."""
    found, waiting = [], [word]
    while waiting:
        inner = waiting.pop()
        found.append(inner)
        joins = not any(kid.dep == "conj" and kid.i in cuts for kid in inner.kids)
        waiting.extend(
            kid for kid in inner.kids if kid.i not in cuts and (joins or kid.dep != "cc")
        )
    return frozenset(found)


def members(word: Word, cuts: AbstractSet[int] = frozenset()) -> list[Word]:
    """The members of the list the word begins; itself alone when there is none.

    "Pratt & Whitney" is one member. An apposition that goes on as a list is a member that the
    parser took for one.
    """
    found = [word]
    for member in found:
        if not any(kid.lower == "&" for kid in member.kids):
            found.extend(
                kid
                for kid in member.kids
                if (kid.dep == "conj" or _goes_on(kid)) and kid.i not in cuts
            )
    return found


def _goes_on(word: Word) -> bool:
    return word.dep == "appos" and word.i > word.head.i and word.has("conj") and set_off(word)


def readings(word: Word, cuts: AbstractSet[int], depth: int = DEPTH) -> list[Words]:
    """What a phrase says one by one: a reading for each member of a list in it."""
    if depth > 0 and word.dep == "prep" and word.lower in _TOGETHER:
        depth = 0
    if depth > 0 and (_is_list(word, cuts) or _names(word, cuts)):
        shared = [kid for kid in word.kids if kid.dep in _SHARED and kid.i < word.i]
        found: list[Words] = []
        listed_here = members(word, cuts)
        for member in listed_here:
            owner = _owner(shared, member) if member is not word else frozenset()
            behind = _behind(word, listed_here[-1], cuts) if member is not word else frozenset()
            found += [reading | owner | behind for reading in _one(member, cuts, depth)]
        return found if len(found) <= MOST else [whole(word, cuts)]
    return [whole(word, cuts)] if len(members(word, cuts)) > 1 else _one(word, cuts, depth)


def _owner(shared: list[Word], member: Word) -> Words:
    """The first member's article or owner, where a later member has none of its own."""
    if member.has("acl", "relcl"):
        return frozenset()  # "his party and groups backing it"
    if member.verbal:  # "to build roads and [to] lower taxes"
        if member.has(*SUBJECTS):
            shared = [kid for kid in shared if kid.dep not in SUBJECTS]
        if member.tag in ("VBZ", "MD") or member.has(*AUXILIARIES):  # "has won and deserves it"
            shared = [kid for kid in shared if kid.dep not in (*AUXILIARIES, "neg")]
        own = {kid.dep for kid in member.kids}
        return frozenset(word for kid in shared if kid.dep not in own for word in subtree(kid))
    shared = [kid for kid in shared if kid.dep in ("det", "poss")]
    if member.tag != "NN" or member.has("det", "poss", "amod") or member.dep == "appos":
        shared = [kid for kid in shared if kid.dep == "poss" and member.pos == "NOUN"]
    if member.has("det", "poss", "quantmod", "nummod") or member.dep == "appos":
        return frozenset()
    return frozenset(word for kid in shared for word in subtree(kid))


def _behind(first: Word, last: Word, cuts: AbstractSet[int]) -> Words:
    """What hangs on the first member but stands behind the last: "[ships and trains] in Asia"."""
    none: Words = frozenset()
    phrases = (kid for kid in first.kids if kid.i > last.i and kid.i not in cuts)
    return none.union(*(whole(kid, cuts) for kid in phrases))


def _one(word: Word, cuts: AbstractSet[int], depth: int) -> list[Words]:
    name = any(kid.lower == "&" for kid in word.kids)
    qualities = _qualities(word) if depth > 0 else {}
    parts = [[frozenset({word})], list(qualities.values())] if qualities else [[frozenset({word})]]
    for kid in word.kids:
        listed_apart = (kid.dep in ("conj", "cc", "preconj") and not name) or _goes_on(kid)
        if kid.i in cuts or listed_apart or kid in qualities:
            continue
        if depth > 0 and kid.dep in _INWARD and not _together(word, kid):
            parts.append(readings(kid, cuts, depth - (kid.dep == "pobj")))
        else:
            parts.append([whole(kid, cuts)])
    return combine(parts)


def _together(word: Word, kid: Word) -> bool:
    """Whether what hangs on a noun is told whole, whatever lists it holds."""
    if kid.dep == "relcl" and _sole(word):
        return True
    named = kid.dep == "appos" and not set_off(kid)  # "his daughter Ann and her husband"
    return named or (word.nominal and shares(word, kid))


def _sole(word: Word) -> bool:
    """Whether it takes all of what follows to be the one: "the only one who beat A and B"."""
    return any(kid.lower in ("only", "sole", "first", "last") for kid in word.kids)


def _qualities(word: Word) -> dict[Word, Words]:
    """Adjectives that each hold by themselves: "a critical and commercial success"."""
    first = next((kid for kid in word.kids if kid.dep == "amod" and kid.has("conj")), None)
    if first is None or word.dep not in _TOLD_OF or any(kid.lower == "the" for kid in word.kids):
        return {}
    if sum(kid.dep == "amod" for kid in word.kids) > 1 or of_office(word):
        return {}  # "the closest diplomatic and political ties"
    found = members(first)
    links = {kid.lower for one in found for kid in one.kids if kid.dep == "cc"}
    if links != {"and"} or any(one.label or one.pos not in ("ADJ", "VERB") for one in found):
        return {}
    if any(one.lower in listed("colours") for one in found):
        return {}
    return {
        one: frozenset({one}).union(
            *(subtree(kid) for kid in one.kids if kid.dep not in ("conj", "cc", "punct"))
        )
        for one in found
    }


def combine(parts: Iterable[list[Words]]) -> list[Words]:
    """Every choice of one reading from each part, up to MOST."""
    none: Words = frozenset()
    return [none.union(*chosen) for chosen in islice(product(*parts), MOST)]


def _is_list(word: Word, cuts: AbstractSet[int]) -> bool:
    """Whether the word begins a list whose members hold one by one.

    Wrong to take apart: alternatives ("or"), pairs ("between A and B"), names that hold an
    "and", counts and doubts that the first member shares with the rest.
    """
    found = members(word, cuts)
    if len(found) < 2 or hold_together(word) or _torn_apart(found) or _is_all(word):
        return False
    if any(kid.tag in RELATIVES for kid in word.kids):
        return False  # "this is what men and women do"
    if any(wrong(found) for wrong in _WHOLE):
        return False
    links = {kid.lower for member in found for kid in member.kids if kid.dep in ("cc", "preconj")}
    if links - _ADDING or not (links or len(found) >= _FEWEST_UNLINKED) or _counts_apart(found):
        return False
    return _is_alike(word, found, linked=bool(links))


_WHOLE = (
    is_one_word,
    adds_even,
    names_several,
    follows_clause,
    shares_name,
    shares_head,
    shares_end,
    begins_elsewhere,
    sets_against,
    is_of_another,
    may_be_above,
)


def _is_alike(word: Word, found: list[Word], *, linked: bool) -> bool:
    """Whether the members are of one kind, with nothing that the last shares with the first."""
    if word.dep == "acomp":
        shared = found[-1].has(*_OF_QUALITY) and not word.has(*_OF_QUALITY)
        alike = all(member.pos in ("ADJ", "VERB") for member in found)
        return linked and alike and not shared  # "too old and ill to run", "sick and tired of"
    if all(member.verbal for member in found):
        return word.dep in _COMPLEMENTS and are_full(found)
    places = all(member.dep in ("prep", "conj") and member.pos == "ADP" for member in found)
    if places:  # not "in and out of trouble", nor "for granted and, as a result, …"
        full = word.has("pobj", "pcomp")
        return full and all(member.lower != "as" for member in found)
    return _is_noun_list(word, found)


def _is_all(word: Word) -> bool:
    """Whether the list is said to be all there is: "it is all work, sleep and rain"."""
    verb = word.head
    return word.dep == "attr" and any(
        kid.lower in ("all", "mostly", "mainly") and verb.i < kid.i < word.first
        for kid in verb.kids
    )


def _torn_apart(found: list[Word]) -> bool:
    """Whether a phrase of the verb stands between two members, so that the second may be its:
    "tossed a ball with his son and a few others". "Sent grain to Malta and oil to Egypt" is a list.
    """
    for one, other in pairwise(found):
        if one.dep != "dobj":
            continue
        between = [
            *(kid for kid in one.head.kids if kid.dep == "prep" and one.i < kid.i < other.i),
            *(kid for kid in one.kids if kid.lower == "with"),
        ]
        if between and not any(
            kid.dep == "prep" and kid.lower == between[-1].lower for kid in other.kids
        ):
            return True
    return False


def _names(word: Word, cuts: AbstractSet[int]) -> bool:
    """Whether the word begins a list of what something is called: "known as A or B" is both."""
    found = members(word, cuts)
    if len(found) < 2 or word.head.lower != "as" or word.head.head.lower != "known":
        return False
    links = {kid.lower for member in found for kid in member.kids if kid.dep in ("cc", "preconj")}
    one_name = "and" in links and all(member.pos == "PROPN" for member in found)
    nouns = all(member.pos in ("NOUN", "PROPN") for member in found)
    return nouns and not one_name and bool(links) and links <= {"and", "or"}


def _counts_apart(found: list[Word]) -> bool:
    """Whether a later member has its own count: "ninety were men and forty [were] women"."""
    first, *others = found
    counted = first.dep == "attr" and not first.has("nummod")
    return counted and any(member.has("nummod") for member in others)


def _is_noun_list(word: Word, found: list[Word]) -> bool:
    titled = any(kid.dep == "compound" and kid.tag == "NNS" for kid in word.kids)
    if titled or any(member.pos not in ("NOUN", "PROPN") for member in found):
        return False  # "owners Ann Lee and Ben Cole"
    if any(kid.lower == "as" and kid.dep == "prep" for member in found for kid in member.kids):
        return False  # "sees trade and energy as fields of growth"
    late = any(kid.i > found[-1].i for one in found[1:-1] for kid in one.kids)
    of = any(kid.i > found[-1].i and kid.lower == "of" for kid in word.kids)
    late |= of and word.tag == "NNS"  # "celebrities and subjects of books"
    if late or (len(found) > _FEWEST_UNLINKED and any(map(_tells_more, found))):
        return False  # whose what follows is, nobody can tell for sure: "law, history and art in"
    names = all(member.pos == "PROPN" for member in found)
    above = word.head
    inside = (word.dep == "pobj" and above.head.nominal) or above.dep == "pcomp"
    bare = not any(kid.dep not in _BARE for member in found for kid in member.kids)
    if above.lower == "as" or (
        not names and (inside or bare)
    ):  # "cooperation in energy, transport and finance"
        return False
    if word.entity >= 0 and any(member.entity == word.entity for member in found[1:]):
        return False
    return not (_qualified(word) and not all(map(_determined, found[1:]))) and not _tied(found)


def _tells_more(word: Word) -> bool:
    """Whether more than a name's own "of" follows: "Ann Lee of Ohio, who …", "hats for men"."""
    return any(
        kid.dep in ("relcl", "acl", "appos")
        or (kid.dep == "prep" and not (word.pos == "PROPN" and kid.lower == "of"))
        for kid in word.kids
    )


def _qualified(word: Word) -> bool:
    return any(
        kid.dep in _COUNTS
        or kid.lower in listed("doubting_adjectives")
        or (kid.tag == "JJR" and kid.lower in ("more", "less", "fewer"))
        for kid in word.kids
    )


def _determined(word: Word) -> bool:
    return any(kid.dep in _COUNTS or kid.dep in ("det", "poss") for kid in word.kids)


def _tied(found: list[Word]) -> bool:
    """Whether what follows the second of two may belong to both: "the rise and fall of Rome"."""
    return any(
        last.has("prep")
        and not any(kid.dep == "prep" and kid.i > first.i for kid in first.kids)
        and (_titles(first, last) or not last.has("det", "poss", "amod", "compound"))
        for first, last in pairwise(found)
        if len(found) == _PAIR or any(kid.lower == "of" for kid in last.kids)
    )


def _titles(first: Word, last: Word) -> bool:
    """Whether both are what somebody is: "is founder and chief executive of the firm"."""
    said = first.dep in ("attr", "appos") and any(kid.lower == "of" for kid in last.kids)
    return said and not (first.has("det", "poss") or last.has("det", "poss"))


def antecedent(word: Word, cuts: AbstractSet[int]) -> Words:
    """The noun phrase that a relative clause or an apposition tells about, without them."""
    found: set[Word] = {word}
    for kid in word.kids:
        named = kid.dep == "appos" and kid.i not in cuts and not _stray(kid)
        named |= kid.dep == "acl" and kid.lower in _NAMING and kid.has("oprd") and not set_off(kid)
        if kid.dep in DESCRIBING or named or (kid.dep == "prep" and _names_on(word, kid)):
            found |= whole(kid, cuts)
    return frozenset(found)


def _names_on(word: Word, preposition: Word) -> bool:
    """Whether the phrase is part of what something is called: "king of", "Party for Freedom"."""
    noun = preposition.child("pobj")
    name = word.pos == "PROPN" and noun is not None and noun.pos == "PROPN"
    the = word.pos == "NOUN" and any(kid.lower == "the" for kid in word.kids)
    return preposition.lower == "of" or the or (name and preposition.lower == "for")


def _stray(word: Word) -> bool:
    """Whether an apposition is an age or the like, which may go: "Smith, 56, who"."""
    return set_off(word) and word.label not in PLACES and word.label != "PERSON"


def in_brackets(word: Word) -> bool:
    return word.aside or before(word) in ("(", "[")


def counts(word: Word) -> bool:
    """Whether an apposition is a figure, and no year: "a majority (54%)"."""
    year = word.text.isdigit() and len(word.text) == _YEAR
    return not year and (word.label in FIGURES or (word.pos == "NUM" and word.label not in TIMES))


def describes(word: Word) -> bool:
    """Whether an apposition says what its noun is: "Maduro, the president".

    "Houston, Texas" does not, nor do two names beside each other, which the parser took from a
    list. What stands in brackets says many things, but "(the mayor)" says what somebody is.
    """
    noun = word.head
    if in_brackets(word) and not word.has("det"):
        return False
    nouns = noun.pos in ("NOUN", "PROPN") and word.pos != "PRON" and word.lemma != noun.lemma
    in_list = noun.has("cc") or word.has("conj", "cc") or (noun.has("conj") and word.tag == "NNS")
    if not nouns or word.i < noun.i or not set_off(word) or in_list:
        return False
    if noun.label in TIMES:  # "on July 24, the day before it was to begin"
        return False
    if word.label in TIMES | PLACES or (noun.tag == "NN" and word.tag == "NNS"):
        return False
    if word.pos == "NUM":
        return noun.label == "PERSON"
    return any(one.pos == "NOUN" or one.has("det") for one in (noun, word))


def before(word: Word) -> str:
    """The token that stands before the word's phrase, quotation marks aside, or nothing."""
    doc, place = word.token.doc, word.first - 1
    while place > 0 and doc[place].text in _QUOTES:
        place -= 1
    return str(doc[place].text) if place >= 0 else ""
