"""Lists that are true only as a whole: counts, pairs and what belongs to a wider or narrower list.

"Sent 200 people to Leeds and York" says nothing of Leeds alone, and "the race came down to Lee and
Hill" nothing of Lee. Where a later member is like another word than the first, the parser may have
begun the list in the wrong place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.extraction.dangling import agrees
from claims.extraction.syntax import AUXILIARIES, FIGURES, TIMES, Word, ancestors, subtree
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = frozenset("between among amid".split())
_PLURAL = frozenset({"NNS", "NNPS"})
_CARRIES = frozenset("dobj prep attr acomp xcomp ccomp agent".split())
_HYPHENS = frozenset("-–")
_OWNED = frozenset({"det", "poss"})
_PLURAL_TITLES = frozenset("Sens. Reps. Govs. Drs. Profs. Messrs.".split())
_IN_NAMES = frozenset("Associates Brothers Co Co. Company Daughters Friends Partners Sons".split())


def counted(noun: Word) -> bool:
    """Whether it is so many, of which each place and each doer has a share: "200 people"."""
    if noun.pos == "NUM":
        return noun.label in FIGURES and noun.lower != "one"
    many = noun.tag in _PLURAL and noun.lower in listed("amount_words")
    return many or any(
        kid.dep == "nummod" and kid.pos == "NUM" and kid.label not in TIMES for kid in noun.kids
    )


def may_be_above(found: list[Word]) -> bool:
    """Whether a second verb may be joined to the one above the first: "they back the right of towns
    to act and oppose the law".
    """
    first, *others = found
    verb = next((one for one in ancestors(first) if one.verbal), first)
    if verb.tag != "VBP" or not any(kid.tag == "TO" for kid in first.kids):
        return False
    between = any(kid.dep == "dobj" and verb.i < kid.i < first.i for kid in verb.kids)
    return between and any(one.tag in ("VB", "VBP") and not one.has("aux") for one in others)


def one_by_one(noun: Word) -> bool:
    """Whether it says what kind of place each of a list is: "the key states of Ohio and Iowa"."""
    if noun.tag != "NNS" or noun.lemma not in listed("place_kinds"):
        return False
    of = next((kid for kid in noun.kids if kid.lower == "of"), None)
    first = of.child("pobj") if of is not None else None
    known = any(kid.lower == "the" or kid.dep == "poss" for kid in noun.kids)
    return known and first is not None and first.pos == "PROPN" and first.has("conj")


def shares(noun: Word, kid: Word) -> bool:
    """Whether a list in the noun's phrase is shared out: "three talks in Rome and Oslo", "the
    rulers of Rome and Oslo".
    """
    if counted(noun) or one_by_one(noun):
        return counted(noun)
    first = kid.child("pobj") if kid.lower == "of" else None
    return noun.tag in _PLURAL and first is not None and first.pos == "PROPN"


def hold_together(word: Word) -> bool:
    """Whether a list is said of as a whole: "between A and B", "consists of A and B", "a mix of A
    and B", "came down to A and B", "a deal reached by A and B".
    """
    above = word.head
    if above.lower in _BETWEEN or any(
        one.lower in _BETWEEN and one.has("pcomp") for one in ancestors(word)
    ):
        return True
    over = above.head if above.dep in ("prep", "agent") else above
    if above.lower == "with" and any(kid.lower == "joint" for one in over.kids for kid in one.kids):
        return True
    joint = listed("joint_acts") if above.dep == "agent" else listed("joining_words")
    down = above.lower == "to" and any(kid.lower == "down" for kid in over.kids)
    return word.dep in ("pobj", "dobj") and (down or over.lemma in joint)


def begins_elsewhere(found: list[Word]) -> bool:
    """Whether a later member is more like a word above or inside the first member than like it."""
    first, *others = found
    inner = [one for one in subtree(first) if one.i > first.i and one.i < others[0].first]
    return any(
        set(_dressing(other)) & set(_parallels(first, inner)) or _may_be_inside(first, inner, other)
        for other in others
    )


def _dressing(noun: Word) -> Iterator[str]:
    """The words that tell which one it is: "his", "other"."""
    return (
        kid.lower
        for kid in noun.kids
        if (kid.dep == "poss" and kid.tag == "PRP$") or kid.lower in ("other", "more", "many")
    )


def _parallels(first: Word, inner: list[Word]) -> Iterator[str]:
    """What marks the nouns beside the first member, and not itself: "[his] plan to cut taxes and
    [his] vote", "laws on [other] towns and [other] people".
    """
    own = set(_dressing(first))
    above = (one for one in ancestors(first) if one.nominal)
    return (mark for one in (*above, *inner) for mark in _dressing(one) if mark not in own)


def _may_be_inside(first: Word, inner: list[Word], other: Word) -> bool:
    """Whether nobody can tell which noun is joined: "the hearts of miners and young farmers"."""
    bare = other.tag == "NNS" and not other.has(*_OWNED, "nummod", "prep")
    return (
        bare
        and first.has("det")
        and any(
            one.tag == "NNS"
            and one.dep == "pobj"
            and one.head.lower == "of"
            and one.head.head is first
            and not one.has(*_OWNED)
            for one in inner
        )
    )


def is_of_another(found: list[Word]) -> bool:
    """Whether a member may be another one's: "killed a guard and his wife", "the bill and its
    sponsors". What the first is told to be somebody's, all may be: "her house and her car".
    """
    if any(kid.tag == "PRP$" for kid in found[0].kids):
        return False
    owners = ((place, kid) for place, one in enumerate(found) for kid in one.kids)
    return any(
        kid.tag == "PRP$" and any(agrees(kid, one) for one in found[:place])
        for place, kid in owners
    )


def sets_against(found: list[Word]) -> bool:
    """Whether a member is what the first is not: "a win for us and not a few owners"."""
    return any(one.nominal and one.has("neg") for one in found[1:])


def adds_even(found: list[Word]) -> bool:
    """Whether an "even" member may go on with what the first is of: "attacks from the left, and
    even friends".
    """
    inner = any(kid.dep == "prep" and kid.i > found[0].i for kid in found[0].kids)
    return inner and any(kid.lower == "even" for one in found[1:] for kid in one.kids)


def names_several(found: list[Word]) -> bool:
    """Whether a title in the plural stands for the rest: "Sens. Ann Lee and Ben Roe"."""
    titles = (kid for one in found[1:] for kid in one.kids if kid.dep == "compound")
    return any(kid.text in _PLURAL_TITLES for kid in titles)


def follows_clause(found: list[Word]) -> bool:
    """Whether an "as well as" may go on with what is told of the first: "the group, which gives
    care to ten, as well as food".
    """
    first, other = found[0], found[1]
    told = any(kid.dep == "relcl" and first.i < kid.i < other.first for kid in first.kids)
    return told and other.i > 1 and other.token.doc[other.first - 1].lower_ == "as"


def is_one_word(found: list[Word]) -> bool:
    """Whether what looks like a list is one expression: "hard-and-fast", "neck and neck"."""
    joints = [kid for one in found for kid in one.kids if kid.dep == "cc"]
    hyphened = any(_beside_hyphen(kid) for kid in joints)
    twice = any(one.lower == other.lower and not other.kids for one, other in pairwise(found))
    return hyphened or twice or any(one.text in _HYPHENS for one in found)


def _beside_hyphen(word: Word) -> bool:
    doc, place = word.token.doc, word.i
    return any(
        0 <= one < len(doc) and doc[one].text in _HYPHENS and not doc[min(one, place)].whitespace_
        for one in (place - 1, place + 1)
    )


def shares_name(found: list[Word]) -> bool:
    """Whether a part of a name serves both: "with Ann and Bert Lee", "in the House and Senate"."""
    first, last = found[0], found[-1]
    if last.text in _IN_NAMES and first.pos == "PROPN":
        return True  # "on Fox and Friends"
    alone = not first.has("compound", "nmod") and last.label == "PERSON" and last.has("compound")
    if alone and _is_given_name(first):
        return True
    the = any(kid.lower == "the" for kid in first.kids) and first.pos == "PROPN"
    bare = last.pos == "PROPN" and last.label in ("ORG", "")
    return the and bare and not any(kid.dep not in ("cc", "punct") for kid in last.kids)


def shares_head(found: list[Word]) -> bool:
    """Whether the last noun may be that of all: "common trade, currency and budgetary rules"."""
    *others, last = found
    own = [kid for kid in last.kids if kid.dep in ("amod", "compound")]
    plain = all(one.tag == "NN" and not one.has("det", "poss", "prep") for one in others)
    first = others[0].has("amod", "compound")
    bare = plain and first and not any(one.has("amod", "compound") for one in others[1:])
    return len(found) > 2 and bare and last.tag == "NNS" and len(own) == 1


def shares_end(found: list[Word]) -> bool:
    """Whether an infinitive behind the last may tell of all: "our wish and our will to help"."""
    first, last = found[0], found[-1]
    told = (kid for kid in last.kids if kid.dep == "acl" and kid.tag == "VB")
    bare = not any(kid.i > first.i and kid.dep in ("prep", "acl", "relcl") for kid in first.kids)
    return bare and first.tag == last.tag == "NN" and any(told)


def _is_given_name(word: Word) -> bool:
    """Whether a name is nobody's last name here: not the "Clinton" of "Bill Clinton"."""
    if word.text not in listed("given_names_feminine") | listed("given_names_masculine"):
        return False
    named = (one for one in word.token.doc[1:] if one.text == word.text)
    return not any(one.nbor(-1).pos_ == "PROPN" for one in named)


def are_full(verbs: list[Word]) -> bool:
    """Whether each verb has an object of its own: "to cut taxes and build roads"."""
    full = all(any(kid.dep in _CARRIES for kid in verb.kids) for verb in verbs)
    first, *others = verbs
    apart = any(kid.lower in ("still", "yet") for one in others for kid in one.kids)
    # "to be careful and not hurry and think it is over": nobody is to think so
    apart |= any(
        one.head in others and one.head.has("neg") and not one.has("neg") for one in others
    )
    return full and not apart and all(_alike(first, other) for other in others)


def _alike(first: Word, other: Word) -> bool:
    """Whether two verbs have one form: not "his ability to act and accused"."""
    if (first.tag == "VBG") != (other.tag == "VBG"):
        return False
    if other.has(*AUXILIARIES):
        return True
    if other.tag == "VB":
        return first.tag in ("VB", "VBP")
    modal = any(kid.tag == "MD" for kid in first.kids)
    return first.tag != "VB" or modal or other.tag not in ("VBD", "VBZ")


def of_office(word: Word) -> bool:
    """Whether it is what an office is for: "a minister for civil and naval affairs"."""
    return word.head.lower == "for" and word.head.head.lemma in listed("role_nouns")
