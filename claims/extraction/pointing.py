"""Definite nouns that only point back: "the actor", "the show" when the claim names neither."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claims.extraction.syntax import PLACES, RELATIVES, Word
from claims.lexicon import words as listed
from claims.references.profiles import noun_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.language import Parse

_STANDING = frozenset("nsubj nsubjpass dobj pobj poss agent dative conj".split())
_TELLING = frozenset("poss relcl acl prep ccomp appos nummod".split())
_LONGEST_MEMORY = 1500
"""How many tokens back an antecedent is looked for."""
_NAMING = frozenset({"PROPN", "NUM"})
_COUNTING = frozenset({"another", "one"})
_COUNTED = frozenset("dobj nsubj nsubjpass pobj attr".split())
_COMPLETING = frozenset("xcomp ccomp pcomp prep".split())
_WHICH = frozenset("the this that which".split())
_PAIRED = frozenset("one another no any every each some day by to - – ’s 's".split())
_FEW = frozenset("two three four five".split())
_BEFORE = frozenset("amod compound nmod".split())
_ORIGINS = frozenset("GPE LOC NORP ORG".split())
_NARROWING = frozenset(
    "first last next only same other former latter late then new current local federal state "
    "county city district national".split()
)
_CONTESTS = frozenset({"race", "contest"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COUNTED_OFF = frozenset({"both", "others", "neither", "none", "each", "most"})
_OTHER = frozenset({"other", "others", "second", "third", "latter"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_WORKS = frozenset({"EVENT", "WORK_OF_ART", "LAW"})
_SPANS = frozenset("time day night morning evening afternoon week weekend month year".split())
_NEXT = (["next"], ["following"], ["same"], ["previous"])
_FROM_NOW = frozenset("over in for within during through".split())
_TWO_DEEDS = 2
_STEM = 5
"""Letters that words of one root share."""


def only_points_back(word: Word, held: Sequence[Word], names: Sequence[str], parse: Parse) -> bool:
    """Whether "the actor" stands for somebody, or "the letter" for something, told of before.

    Not one that needs no telling ("the president"), nor what the claim itself makes known: by
    what hangs on the noun, or by a name or the same noun before it. ``names`` are those whom it
    may mean.
    """
    if not _is_definite(word):
        return False
    noun = noun_of(word.token)
    sole = noun in listed("sole_nouns") or noun in listed("sole_offices")
    if sole and not _is_former(word):
        return False
    before = [one for one in held if one.i < word.first]
    again = any(one.lemma == word.lemma and one.nominal for one in before)
    if again or not _is_bare(word, held) or _is_a_kind(word, held):
        return False
    person = noun in listed("role_nouns")
    if word.tag == "NNS":
        return _is_counted(word, before) or _resumes(word, noun, before)
    if _is_named(noun, names if person else (), before):
        return False
    told = bool(person and (names or _is_former(word))) or _was_told(word, noun, parse)
    return told or _resumes(word, noun, before)


def _is_named(noun: str, names: Sequence[str], before: Iterable[Word]) -> bool:
    """Whether a name before the noun can be its own: a body's before "the company", a place before
    "the mayor", one of those whom it may mean.
    """
    labels = PLACES if noun in listed("role_nouns") else _WORKS
    if noun in listed("organisation_nouns"):
        labels = labels | {"ORG"}
    parts = {part for name in names for part in name.split()}
    said = (one for one in before if one.dep not in _BEFORE)  # not "GOP" in "GOP efforts"
    return any(one.label in labels or one.text in parts for one in said)


def _resumes(word: Word, noun: str, before: Iterable[Word]) -> bool:
    """Whether a bare noun takes up what was told in other words: "the episode was costly", "he
    regrets the remark".

    Not "the information is that …", which goes on to tell it, nor a subject with a noun before it,
    nor "he proposed a tax and defends the proposal".
    """
    goes_on = word.head.lemma == "be" and word.head.has("ccomp", "xcomp", "advcl")
    resuming = noun in listed("resuming_nouns")
    if word.dep not in _SUBJECTS:
        resuming &= not word.has("compound")  # "at the award ceremony"
        return resuming and not any(one.lemma[:_STEM] == noun[:_STEM] for one in before)
    first = not any(one.nominal for one in before)
    body = noun in listed("organisation_nouns") and not _opens_article(word)
    return first and (body or resuming) and not goes_on


def _opens_article(word: Word) -> bool:
    """Whether nothing was told before, though a headline or a dateline may stand there."""
    return all(one.pos_ != "VERB" for one in word.token.doc[: word.token.sent.start])


def _is_definite(word: Word) -> bool:
    """Whether it stands for somebody or something, and not as what somebody is: "the actor"."""
    noun = word.pos in ("NOUN", "PROPN") and word.tag in ("NN", "NNP", "NNS")
    known = ("the", "both") if word.tag == "NNS" else ("the",)
    return noun and word.dep in _STANDING and any(kid.lower in known for kid in word.kids)


def _is_counted(word: Word, before: Iterable[Word]) -> bool:
    """Whether they are so many that were told of: "the two camps", "both culprits".

    Not where "and" joins some before them, nor those of which there are two anywhere: "both sides".
    """
    both = any(kid.lower == "both" and kid.dep in ("det", "predet") for kid in word.kids)
    counted = any(kid.lower in _FEW for kid in word.kids) or (both and not word.has("conj"))
    joined = any(one.dep == "conj" and one.pos == "PROPN" for one in before)
    goes_on = word.after is not None and word.after.pos == "ADP"
    apart = word.lower not in listed("natural_pairs")
    return counted and apart and not (joined or goes_on)


def _is_former(word: Word) -> bool:
    return any(kid.lower == "former" for kid in word.kids)


def _is_bare(word: Word, held: Sequence[Word]) -> bool:
    """Whether nothing that the claim holds says which one: no name, no clause, no phrase."""
    kids = [kid for kid in word.kids if kid in held and kid.lower not in _FEW]
    kids = [kid for kid in kids if kid.tag != "PRP"]  # "the candidate herself"
    if word.after in held and word.after is not None and word.after.tag in RELATIVES:
        return False  # "the hacker whose …", whatever the parser hangs it on
    if noun_of(word.token) in listed("role_nouns"):
        kids = [kid for kid in kids if not _is_one_of_many(kid, word)]
    return not any(
        kid.pos in _NAMING or kid.dep in _TELLING or kid.lower in _NARROWING or kid.label
        for kid in kids
    )


def _is_one_of_many(kid: Word, person: Word) -> bool:
    """Whether a word before a person's noun leaves open which one: "the Ohio senator", "the former
    governor", and not "the Ohio governor".
    """
    if _is_former(person) and kid.lower == "of" and kid.kids and kid.kids[0].lower == "state":
        return True
    if kid.dep not in _BEFORE or kid.i > person.i or person.tag != "NN":
        return False
    office = noun_of(person.token) in listed("placed_offices") | listed("sole_offices")
    from_where = kid.label in _ORIGINS and not (office and not _is_former(person))
    return from_where or kid.lower == "former" or kid.label == "DATE"


def _is_a_kind(word: Word, held: Iterable[Word]) -> bool:
    """Whether it names what anybody knows: "the governor's race", "the most valuable player"."""
    best = any(word.first <= one.i < word.i and one.tag in _SUPERLATIVE for one in held)
    torn = word.after is not None and word.after.text == "-"
    before = word.token.doc[max(0, word.first - 1)]  # "first-in-the-nation"
    torn |= before.text == "-" and not before.whitespace_
    return best or torn or (word.dep == "poss" and word.head.lower in _CONTESTS)


def _was_told(word: Word, noun: str, parse: Parse) -> bool:
    """Whether the article has the same noun before: "a letter … the letter"."""
    places = parse.nouns.get(noun, [])
    last = bisect_left(places, word.first) - 1
    return last >= 0 and places[last] >= word.first - _LONGEST_MEMORY


def stands_alone(word: Word, held: Iterable[Word]) -> bool:
    """Whether "both", "others" or "the other" is all that a claim says of whom it tells."""
    counted = word.lower in _OTHER or word.lower in _FEW  # "the other", "the two"
    alone = word.lower in _COUNTED_OFF or (counted and any(kid.lower == "the" for kid in word.kids))
    if not alone or word.dep not in _SUBJECTS or word.tag == "CC":
        return False
    told = any(one.i < word.first and one.nominal for one in held)
    return not told and not word.has("prep", "relcl", "acl", "nummod")


def leans_on_so(word: Word, held: Iterable[Word]) -> bool:
    """Whether "so" stands for a deed or a state that the claim does not tell: "may not do so"."""
    verb = word.head
    if word.lower != "so" or word.dep != "advmod" or verb.lemma not in ("be", "do"):
        return False
    if word.i > 0 and word.token.doc[word.i - 1].lower_ == "more":
        return False
    full = verb.lemma == "be" and verb.has("acomp", "attr")  # "are afraid, rightfully so"
    told = word.i > verb.i and not (full or _goes_with(word))
    above = _governing(verb)
    before = [one for one in held if one.i < verb.i and one.pos == "VERB" and one not in above]
    return told and not before


def _governing(verb: Word) -> list[Word]:
    """The verb and those it completes, whose deed it is not: "was warned against doing so"."""
    found = [verb]
    while verb.dep in _COMPLETING and verb.head is not verb:
        verb = verb.head
        found.append(verb)
    return found


def has_lost_noun(word: Word, held: Iterable[Word]) -> bool:
    """Whether "one" or "another" counts what the claim does not name: "she built another".

    Not "one of them", "the one who left", nor anybody at all: "one could say".
    """
    if word.lower not in _COUNTING or word.dep not in _COUNTED or word.tag == "PRP":
        return False
    if word.lower == "one" and [kid.lower for kid in word.kids] in (["another"], ["either"]):
        return not any(one.i < word.first and one.tag in ("NN", "NNP") for one in held)
    beside = {word.token.doc[i].lower_ for i in (word.i - 1, word.i + 1) if 0 <= i < _end(word)}
    telling = (kid.dep in _TELLING | {"cc"} or kid.lower in _WHICH for kid in word.kids)
    if beside & _PAIRED or any(telling):
        return False
    return not any(one.i < word.first and one.pos == "NOUN" for one in held)


def _end(word: Word) -> int:
    return len(word.token.doc)


def is_an_age(word: Word, held: Iterable[Word]) -> bool:
    """Whether "the 51-year-old" is all that a claim says of whom it tells."""
    aged = word.lower == "old" and word.dep in _STANDING and word.has("npadvmod")
    the = any(kid.lower == "the" for kid in word.kids)
    named = (one.label == "PERSON" and one.i < word.first for one in held)
    return aged and the and not word.has("appos") and not any(named)


def points_at_time(word: Word, held: Sequence[Word]) -> bool:
    """Whether "the next day", "that week" or "at the time" tells when, and the claim not of what.

    Not where it tells of another time or deed: "left in May and came back the next day".
    """
    if word.lower not in _SPANS or word.dep not in ("npadvmod", "pobj"):
        return False
    kids = [kid.lower for kid in word.kids if kid.inked and kid.lower != "later"]
    above = word.head.lower if word.dep == "pobj" else ""
    after = word.after.lower if word.after is not None else ""
    then = kids == ["that"] or (kids[:1] == ["the"] and kids[1:] in _NEXT)
    if word.lower == "time":
        then = kids == ["the"] and above == "at"
    if not then or above in _FROM_NOW or after in ("that", "when", "as", "of", "he", "she", "they"):
        return False
    own = {kid.i for kid in word.kids} | {word.i}
    others = [one for one in held if one.i not in own and (one.label == "DATE" or one.tag == "WRB")]
    deeds = [one for one in held if one.pos == "VERB" and one.i < word.i]
    finite_deeds = [one for one in deeds if one.dep != "xcomp" and one is not word.head]
    return not others and len(finite_deeds) < _TWO_DEEDS


def _goes_with(word: Word) -> bool:
    """Whether "so" only says how much or goes on: "so many", "so that"."""
    after = word.after
    return after is not None and (after.pos in ("ADJ", "ADV") and after.tag[:2] != "RB")
