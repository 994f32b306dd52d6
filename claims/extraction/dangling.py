"""Words that point at something, and whether a claim holds what they point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.syntax import Word, ancestors, finite, is_time, subject_of
from claims.lexicon import words as listed
from claims.references.binding import is_anybodys
from claims.references.profiles import looks_like_person, noun_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.extraction.clause import Clause

_POINTERS = {"this": "NN", "that": "NN", "these": "NNS", "those": "NNS"}
PEOPLE = frozenset("he him his she her hers".split())
_PLURAL = frozenset("they them their theirs".split())
_NEUTER = frozenset("it its".split())
_NAMES_OF_MANY = frozenset({"ORG", "NORP", "GPE", "FAC"})
_WITH_CLAUSE = frozenset({"ccomp", "xcomp", "csubj"})
_ADDRESSING = frozenset("challenge ask urge invite beg warn promise thank welcome".split())
_ARGUMENTS = frozenset("nsubj nsubjpass dobj pobj attr".split())
_CLEFT = frozenset("who whom that which".split())
_REASONS = frozenset("as because since although though while unless".split())
_SUPPOSING = frozenset("if once unless until when whenever where would".split())
_OPENING = frozenset("that whether if how why".split())


def stands_before(
    pronoun: Word, clause: Clause, words: Iterable[Word], others: Sequence[Word] = ()
) -> bool:
    """Whether something that the pronoun may mean, and not ``others``, comes before it.

    The clause's own subject may be meant where it agrees in number, except by its own object:
    "voters praised them". "It" and "they" as the subject may mean that of a clause before it.
    """
    held = [word for word in words if word.i < pronoun.i and word.nominal]
    subject = clause.subject
    if _is_of_list(pronoun, held) or is_anybodys(pronoun.token):
        return True
    if subject is pronoun and pronoun.lower in _PLURAL | _NEUTER:
        opening = [subject_of(kid) for kid in clause.head.kids if kid.dep == "advcl"]
        nouns = [word for word in held if word in opening and word.pos != "PRON"]
        return any(agrees(pronoun, word) for word in nouns)
    if subject is None or subject.i > pronoun.i or subject not in held or subject.pos == "PRON":
        return False
    apart = _is_object_of_its_own(pronoun, clause) or _is_whole(pronoun)
    own = {subject, *(kid for kid in subject.kids if kid.dep == "compound")} if apart else set()
    meant = [word for word in held if word not in others and word not in own]
    meant = [word for word in meant if agrees(pronoun, word) and not _holds(word, pronoun)]
    plain = any(word is subject or word.pos == "PROPN" for word in meant)
    return plain or bool(meant and not _left_out(pronoun, held))


def _is_whole(pronoun: Word) -> bool:
    """Whether part of them is counted: "prices fell in 12 of them", which are no prices."""
    part = pronoun.head.head
    counted = part.tag == "CD" or part.lower in listed("portions")
    return pronoun.dep == "pobj" and pronoun.head.lower == "of" and counted and part.dep == "pobj"


def _is_of_list(pronoun: Word, held: Sequence[Word]) -> bool:
    """Whether an owner stands before it in the same list: "the miners and their families"."""
    above = pronoun.head
    while above.dep == "conj" and pronoun.dep == "poss":
        above = above.head
        if above in held and agrees(pronoun, above):
            return True
    return False


def _left_out(pronoun: Word, held: Sequence[Word]) -> bool:
    """Whether the sentence has what the pronoun may mean before it, and the claim has not: "The
    firm fell, and [new rules] hurt it".
    """
    kept = {word.i for word in held}
    above = [*ancestors(pronoun)]
    before = [kid for verb in above for kid in verb.kids if kid.nominal and kid.i < pronoun.i]
    return any(word.i not in kept and agrees(pronoun, word) for word in before)


def _holds(noun: Word, pronoun: Word) -> bool:
    """Whether the noun's own phrase holds the pronoun, and so does not say what it means:
    "charges against them", "the belief that none of it is true", "Lee's refusal to back him".

    Nor is a subject "their ally" or "his deputy".
    """
    above, own = pronoun, pronoun.head
    while above.dep in ("poss", "pobj", "prep"):
        above = above.head
        if above is noun:
            return True
    equal = pronoun.dep == "poss" and own.dep == "attr" and noun in own.head.kids
    if equal and own.lemma != "self" and all(kid.lower != "own" for kid in own.kids):
        return True
    for one in ancestors(pronoun):
        if one.dep == "acl" and noun.dep == "poss" and noun.head is one.head:
            return pronoun.dep in ("dobj", "dative") and one.has("aux")
        if one.head is noun:
            return one.dep in ("acl", "ccomp") and any(kid.lower == "that" for kid in one.kids)
    return False


def _is_object_of_its_own(pronoun: Word, clause: Clause) -> bool:
    """Whether grammar rules out the subject: "told them", "wants him to go", "hurts it"."""
    pronoun = _shared_out(pronoun)
    verb = pronoun.head
    if pronoun.dep.startswith("nsubj"):
        if finite(verb) is not None or verb.dep not in ("ccomp", "xcomp"):
            return False
        verb = verb.head
    elif pronoun.dep not in ("dobj", "dative"):
        return False
    while verb is not clause.head:
        above = next((one for one in ancestors(verb) if one.verbal), None)
        if subject_of(verb) is not None or above is None:
            return False
        verb = above
    return True


def _shared_out(pronoun: Word) -> Word:
    """The word that counts some of those whom the pronoun means: "many of them"."""
    of = pronoun.head
    counted = pronoun.dep == "pobj" and of.lower == "of" and of.head.lower in listed("quantifiers")
    return of.head if counted else pronoun


def agrees(pronoun: Word, noun: Word) -> bool:
    """Whether the noun has the number that the pronoun shows, and may be a person's or a thing's.

    "They" may stand for a body or a group, and for several that "and" joins.
    """
    many = noun.tag == "NNS" or (noun.tag == "NNPS" and noun.label != "PERSON")
    many |= noun.lower in listed("portions") | {"percent", "%"}
    if pronoun.lower in _PLURAL:
        body = noun.label in _NAMES_OF_MANY or noun.lower in _bodies()
        return many or body or noun.has("conj") or noun.dep == "conj"
    if pronoun.lower in _NEUTER:
        return not many and noun.label != "PERSON"
    named = noun.pos == "PROPN" and noun.label in ("", "PERSON")
    return not many and (named or may_be_person(noun))


def may_be_person(noun: Word) -> bool:
    """Whether a noun may be a man's or woman's: "he" is not "the smartest thing"."""
    lists = ("role_nouns", "kin_nouns", "plain_persons", "masculine_nouns", "feminine_nouns")
    known = any(noun_of(noun.token) in listed(one) for one in lists)
    return known or looks_like_person(noun.token)


def _bodies() -> frozenset[str]:
    return listed("organisation_nouns") | listed("group_nouns") | listed("collections")


def points_back(word: Word) -> bool:
    """Whether "that category" points at what was told before, and nothing behind it says what."""
    noun = word.head
    tag = _POINTERS.get(word.lower)
    if word.lower == "this" and noun.lemma in listed("present_nouns"):
        return False  # "this country"
    such = word.lower == "such" and word.dep in ("predet", "amod")
    points = such or (word.dep == "det" and noun.tag == tag)
    if not points or noun.pos != "NOUN" or noun.lower == "matter" or noun.dep == "dep":
        return False
    titled = noun.after is not None and noun.after.pos == "PROPN"
    if titled and noun.lower in listed("role_nouns"):
        return False  # "the shot that captain Ann Lee took"
    if such and _says_which(noun):
        return False
    told = noun.has("acl", "ccomp", "appos")
    told |= any(kid.dep == "relcl" and not _told_beside(kid) for kid in noun.kids)
    told |= any(kid.dep == "prep" and kid.lower != "with" for kid in noun.kids)
    return not told and not is_time(noun) and noun.lemma not in listed("calendar_words")


def _told_beside(clause: Word) -> bool:
    """Whether a comma sets a clause off from its noun: "those claims, which were baseless"."""
    return clause.first > 0 and clause.token.doc[clause.first - 1].text == ","


def _says_which(noun: Word) -> bool:
    """Whether the sentence tells what is such: "such goods as rope", "a law, if such a law".

    It only says how much in "on such a wide scale".
    """
    before = noun.token.doc[noun.token.sent.start : noun.first]
    goes_on = noun.after is not None and noun.after.lower == "as"
    much = noun.dep == "pobj" and any(k.dep == "amod" and k.lower != "such" for k in noun.kids)
    return goes_on or much or any(token.lemma_.lower() == noun.lemma for token in before)


def is_addressed(word: Word, held: Iterable[Word]) -> bool:
    """Whether "you" is somebody who was spoken to, and not anybody at all: "you stole it", "you are
    lying", "your letter says", and not "you never know", "if you lose", "your head will spin".
    """
    own = word.lower == "your"
    subject = word.head if own else word
    verb, held = subject.head, [*held]
    told = finite(verb) if subject.dep in ("nsubj", "nsubjpass") else None
    if not own and word.dep in ("dobj", "dative") and word.head.lemma in _ADDRESSING:
        speaker = subject_of(word.head)
        return speaker is not None and speaker.lower in ("i", "we")  # "I challenge you"
    again = any(one.lower == "you" and one.i < word.i for one in held)
    if told is None or again or any(one.lower in _SUPPOSING for one in held):
        return False
    if own and subject.lemma in listed("document_nouns") | listed("claim_nouns"):
        return told.tag != "MD"
    done = told.tag == "VBD" or (told.lemma == "have" and verb.tag == "VBN")
    doing = verb.tag == "VBG" and verb.dep not in ("relcl", "ccomp", "advcl")
    return (done or doing) and verb.lower not in ("got", "going")


def is_set_phrase(word: Word) -> bool:
    """Whether "me" or "my" tells of nobody: "Believe me, …", "Oh my God"."""
    above = word.head
    if word.lower == "my":
        exclaimed = above.dep not in _ARGUMENTS or word.token.doc[word.i - 1].lower_ == "oh"
        return above.lower in listed("exclaimed_nouns") and exclaimed
    bare = above.tag == "VB" and subject_of(above) is None and not above.has("aux", "mark")
    return word.lower == "me" and word.dep == "dobj" and bare and above.first == above.i


def is_empty(word: Word) -> bool:
    """Whether "it" means nothing: "it is clear that", "it takes years to", "it was Lee who"."""
    verb = word.head
    if not word.dep.startswith("nsubj"):
        return False
    if finite(verb) is None and any(_is_told(kid) for kid in verb.kids):
        return True  # "made it clear that"
    if verb.lemma not in ("be", "seem", "appear", "take"):
        return False
    own = [kid for kid in verb.kids if kid.dep not in ("conj", "parataxis")]
    below = [*own, *(grand for kid in own if kid.dep != "advcl" for grand in kid.kids)]
    return any(_fills(one, verb) for one in below if one.i > word.i)


def is_told_ahead(word: Word) -> bool:
    """Whether "it" is a sum before it, or what goes on to be told: "found it hard in May to win",
    "raised $3 million, much of it in May".
    """
    before = word.token.doc[word.token.sent.start : word.i]
    sum_of_money = any(token.ent_type_ == "MONEY" for token in before)
    return sum_of_money or (word.after is not None and word.after.pos == "ADJ")


def _is_told(clause: Word) -> bool:
    """Whether a clause is governed, be it read as one that is not: "clear that …"."""
    that = any(kid.dep == "mark" and kid.lower == "that" for kid in clause.kids)
    return clause.dep in _WITH_CLAUSE or (clause.dep == "advcl" and that)


def _fills(clause: Word, verb: Word) -> bool:
    """Whether a clause is what "it" stands in for, or what it was that did something."""
    to = any(kid.tag == "TO" for kid in clause.kids)
    if clause.dep in _WITH_CLAUSE:
        return True
    if clause.dep == "acl":
        return to or any(kid.dep == "mark" and kid.lower in _OPENING for kid in clause.kids)
    if clause.dep == "advcl":
        reason = any(kid.dep == "mark" and kid.lower in _REASONS for kid in clause.kids)
        return to or (verb.has("acomp") and not reason)
    if clause.dep != "relcl":
        return False
    some = any(kid.lower in ("a", "an") for kid in clause.head.kids)
    return not some and (to or any(kid.lower in _CLEFT for kid in clause.kids))
