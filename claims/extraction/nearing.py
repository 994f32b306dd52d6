"""Words hung on what stands nearer: a noun or time right before them, or what somebody said."""

from __future__ import annotations

from claims.extraction.nouns import personal
from claims.extraction.phrases import set_off
from claims.extraction.rehanging import comma_behind, inked_before, last_of
from claims.extraction.subordination import mark_of
from claims.extraction.syntax import (
    AUXILIARIES,
    RELATIVES,
    SUBJECTS,
    Word,
    ancestors,
    attach,
    join,
    subject_of,
    subtree,
    word_at,
)
from claims.lexicon import words as listed
from claims.references.names import is_given_name

_ANY = frozenset("any anything anyone anybody".split())
_WHEREVER = frozenset({"wherever", "whenever"})
_CLOSERS = frozenset({"”", '"'})
_HEARERS = frozenset({"sir", "madam", "folks", "guys", "friends"})
_ANYWHERE = frozenset({"everywhere", "anywhere"})
_QUOTES = frozenset('" “ ”'.split())


def opens_said(word: Word) -> bool:
    """Hang on what is said the clause that opens it: "Lee explained after losing in May, he would
    have to go".
    """
    verb = word.head
    if word.i < verb.i or verb.lemma not in listed("speech_verbs") or set_off(word):
        return False
    clause = word.dep == "advcl" or word.has("pcomp")
    comma = comma_behind(word)
    if not clause or comma < 0:
        return False
    said = next((kid for kid in verb.kids if kid.dep == "ccomp" and kid.first > word.i), None)
    if said is None or said.has("mark") or said.first not in (comma, comma + 1):
        return False
    attach(word, said, word.dep)
    return True


def heard_behind(word: Word) -> bool:
    """Hang a clause behind "the court heard" on what was heard: "He fell, the court heard, when he
    ran".
    """
    verb, said = word.head, word.head.child("ccomp")
    if verb.lemma != "hear" or said is None or not said.i < verb.i < word.i:
        return False
    if not set_off(word) or not mark_of(word) or verb.has("dobj"):
        return False
    attach(word, said, "advcl")
    return True


def asking(word: Word) -> bool:
    """Hang on "said" behind the words it reports what they do who say it: "It may rain, two of them
    said, asking not to be named".
    """
    if word.tag != "VBG" or word.has(*SUBJECTS) or not set_off(word):
        return False
    cues = (kid for kid in word.head.kids if kid.dep == "parataxis" and kid.has("nsubj"))
    cue = next((one for one in cues if one.lemma in listed("speech_verbs")), None)
    if cue is None or last_of(cue).i != inked_before(word):
        return False
    attach(word, cue, "advcl")
    return True


def best_of_them(word: Word) -> bool:
    """Hang on a plural right before it what is one of those: "Lee from Orla, who built nine boats,
    the best of them a sloop".
    """
    of = next((kid.child("pobj") for kid in word.kids if kid.lower == "of"), None)
    near = word_at(inked_before(word), word.head) if of is not None else None
    if of is None or of.lower != "them" or near is None or near.tag not in ("NNS", "NNPS"):
        return False
    attach(word, near, "appos")
    return True


def each_time(word: Word) -> bool:
    """Hang a clause on the time or place right before it that it tells: "cheer every time he
    speaks", "talks to people everywhere she goes".
    """
    if word.has("mark") or not word.has("nsubj", "nsubjpass") or word.i < word.head.i:
        return False
    near = next((kid for kid in word.head.kids if kid.token.right_edge.i == word.first - 1), None)
    if near is None:
        return False
    time = near.dep in ("npadvmod", "dobj")
    time = time and any(kid.lower in ("every", "each", "any") for kid in near.kids)
    if not time and near.lower not in _ANYWHERE:
        return False
    attach(word, near, "relcl")
    return True


def wherever(word: Word) -> bool:
    """Make a clause that "wherever" opens one that tells where the other holds: "Wherever Ann Lee
    goes, they go".
    """
    if word.i > word.head.i or word.token.doc[word.first].lower_ not in _WHEREVER:
        return False
    opens = word_at(word.first, word)
    if opens is None:
        return False
    word.dep = "advcl"
    attach(opens, word, "advmod")
    return True


def while_saying(word: Word) -> bool:
    """Hang on the verb of saying what its subject says as well: "Lee insisted it was early to help
    while adding: ...".
    """
    if word.tag != "VBG" or mark_of(word) != "while" or word.lemma not in listed("speech_verbs"):
        return False
    above = next((one for one in ancestors(word) if one.dep == "ccomp"), None)
    if above is None or above.head.lemma not in listed("speech_verbs") or word.i < above.head.i:
        return False
    attach(word, above.head, "advcl")
    return True


def given(word: Word) -> bool:
    """Make a preposition of a "given" that nothing joins: "may not vote given what they face"."""
    if word.lower != "given" or word.has(*SUBJECTS, *AUXILIARIES) or set_off(word):
        return False
    if any(kid.dep == "cc" and word.head.i < kid.i < word.i for kid in word.head.kids):
        return False
    noun = word.child("dobj")
    if noun is None or noun.i < word.i:
        return False
    word.dep, noun.dep = "prep", "pobj"
    return True


def body_behind(word: Word) -> bool:
    """Hang on the body right before it what no person is: "head of the Mill Trust, a charity"."""
    body = word.lemma in listed("organisation_nouns") and word.has("det")
    near = word_at(inked_before(word), word.head) if body and personal(word.head) else None
    if near is None or near is word.head or near.pos != "PROPN" or near.label == "PERSON":
        return False
    attach(word, near, "appos")
    return True


def titled(word: Word) -> bool:
    """Hang a title in quotation marks on the noun that it is the name of: "on its podcast, “So,
    That Happened”".
    """
    doc, first = word.token.doc, word.first
    quoted = first > 1 and doc[first - 1].text in _QUOTES and doc[first - 2].text == ","
    near = word_at(first - 3, word.head) if quoted else None
    if near is None or near.pos != "NOUN" or near.lemma not in listed("titled_nouns"):
        return False
    attach(word, near, "appos")
    return True


def whence(word: Word) -> bool:
    """Hang on a name the body that somebody is from: "talked with Ann Lee from the Mill Trust"."""
    near = word_at(word.i - 1, word.head) if word.lower == "from" else None
    noun = word.child("pobj")
    if near is None or noun is None:
        return False
    person = near.pos == "PROPN" and is_given_name(word.token.doc[near.first].text)
    if near.label != "PERSON" and not person:
        return False
    body = noun.pos == "PROPN" and noun.label in ("ORG", "FAC", "")
    if not body or near.dep != "pobj" or near.head.head is not word.head:
        return False
    attach(word, near, "prep")
    return True


def called(word: Word) -> bool:
    """Set aside whom a quotation calls at its end: "That was years ago, senator,” Lee said"."""
    doc, place = word.token.doc, word.i
    alone = word.tag in ("NN", "NNP") and not any(kid.inked for kid in word.kids)
    if not alone or place < 1 or place + 2 >= len(doc) or doc[place - 1].text != ",":
        return False
    last = place + 1 + doc[place + 1].is_punct
    if doc[last].text not in _CLOSERS:
        return False
    somebody = word.lower in listed("role_nouns") or word.lower in _HEARERS
    person = word.label == "PERSON" and not (word.dep == "appos" and personal(word.head))
    verb = next((one for one in ancestors(word) if one.verbal), None)
    if verb is None or not (somebody or person) or word.head.has("conj"):
        return False
    attach(word, verb, "meta")
    return True


def to_figure(word: Word) -> bool:
    """Hang a "to" on the share right before it: "voters preferred Lee 51 percent to 24 percent"."""
    noun = word.child("pobj") if word.lower == "to" else None
    if noun is None or noun.label != "PERCENT":
        return False
    near = word_at(word.i - 1, word.head)
    if near is None or near.head is not word.head or near.label != "PERCENT":
        return False
    attach(word, near, "prep")
    return True


def said_too(word: Word) -> bool:
    """Join a clause inside a quotation to the one that the quotation opens in, not to a verb before
    it: "Lee left, saying he “had no time, but they do not care”".
    """
    verb = word.head
    if not word.verbal or subject_of(word) is None or verb.i > word.i:
        return False
    doc = word.token.doc
    opened = [n for n in range(verb.i, word.first) if doc[n].text in _QUOTES]
    if len(opened) != 1 or doc[opened[0]].text == "”":
        return False
    above = [
        one
        for one in subtree(verb)
        if one.dep == "ccomp" and verb.i < one.first <= opened[0] < last_of(one).i < word.first
    ]
    if not above:
        return False
    said = max(above, key=lambda one: one.i)
    join(word, said, since=said.i)
    return True


def of_any(word: Word) -> bool:
    """Hang a clause without a pronoun on the "any" right before it: "a flood unlike any they had
    seen".
    """
    pronoun = any(one.tag in RELATIVES or one.lower == "that" for one in word.kids)
    near = word_at(word.first - 1, word.head)
    if pronoun or near is None or near is word.head or near.lower not in _ANY:
        return False
    attach(word, near, "relcl")
    return True


def by_doing(word: Word) -> bool:
    """Hang a "by" on the noun before it, where nothing was done to the subject of the verb: "faces
    six counts of theft by deception".
    """
    verb = word.head
    passive = verb.has("auxpass", "nsubjpass") or not verb.has("nsubj")
    near = word_at(word.i - 1, verb)
    if passive or near is None or near.pos != "NOUN" or near.dep != "pobj":
        return False
    attach(word, near, "prep")
    return True


def relative_that(word: Word) -> bool:
    """Make a pronoun of the "that" that opens a clause about a noun: "from a pass that coach Ann
    Lee admitted was lucky".
    """
    above = next((one for one in ancestors(word) if one.dep == "relcl"), None)
    if word.lower != "that" or above is None or word.first != above.first or word.i > above.i:
        return False
    noun = word.head
    if noun.tag in ("NNS", "NNPS") or above.head.i != word.i - 1 or noun.i > above.i:
        return False
    attach(word, above, "mark")
    word.tag = "WDT"
    return True


def including(word: Word) -> bool:
    """Hang "including" on the end of a list, behind which it stands: "a firm and banks including
    Alcon".
    """
    last = word.head
    while (member := last.child("conj")) is not None:
        last = member
    near = last is not word.head and last.tag in ("NNS", "NNPS") and not set_off(word)
    if word.lower != "including" or not near or last_of(last).i != word.i - 1:
        return False
    attach(word, last, "prep")
    return True


def doing(word: Word) -> bool:
    """Hang on a name what an "about" says it does: "asked about Ann Lee calling it a sham"."""
    near = word_at(word.first - 1, word.head)
    if word.tag != "VBG" or near is None or near.pos != "PROPN" or word.has("mark", *SUBJECTS):
        return False
    if near.dep != "pobj" or near.head.lower != "about" or near.head.head is not word.head:
        return False
    attach(word, near, "acl")
    return True


def excepted(word: Word) -> bool:
    """Hang an "except" clause on the noun right before it: "met Lee, who saw what looked like a
    train, except it did not move".
    """
    near = word_at(inked_before(word), word.head) if mark_of(word) == "except" else None
    if near is None or near is word.head or not near.nominal:
        return False
    attach(word, near, "acl")
    return True
