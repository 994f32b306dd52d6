"""Words that the parser hung on a verb far before them, hung on what stands right before them.

Else a claim that leaves out what stands between glues them to that verb: "She met Lee, adding “It
is late”" is no meeting that it is late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.marks import DASHES
from claims.extraction.nouns import personal
from claims.extraction.phrases import before, set_off
from claims.extraction.subordination import mark_of
from claims.extraction.syntax import (
    PLACES,
    SUBJECTS,
    Word,
    ancestors,
    attach,
    finite,
    is_time,
    subtree,
    word_at,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = frozenset({'"', "“", "``"})
_STAYING = frozenset("remain stay keep seem appear look put get".split())
_NOUNS = frozenset({"pobj", "dobj", "attr"})


def said_words(word: Word) -> bool:
    """Hang what somebody says on the participle before it: "met Lee, adding: “It is late.”"."""
    verb = word.head
    if word.i < verb.i or not verb.verbal:
        return False
    said = _last_participle(word)
    if said is None or said.has("ccomp") or not (_opened(word) or _states(word, said)):
        return False
    attach(word, said, "ccomp" if word.verbal else "dep")
    return True


def _last_participle(word: Word) -> Word | None:
    """The participle of the same verb, with nothing but marks between its phrase and the word."""
    for kid in word.head.kids:
        behind = kid.tag == "VBG" and kid.dep == "advcl" and word.head.i < kid.i < word.first
        if behind and set_off(kid) and last_of(kid).i == inked_before(word):
            return kid
    return None


def last_of(word: Word) -> Word:
    """The last word of the phrase, marks aside."""
    return max((one for one in subtree(word) if one.inked), key=lambda one: one.i)


def comma_behind(word: Word) -> int:
    """Where the comma stands right behind the word's phrase; -1 where there is none."""
    doc, place = word.token.doc, word.token.right_edge.i + 1
    return place if place < len(doc) and doc[place].text == "," else -1


def inked_before(word: Word) -> int:
    """Where the last word stands before the word's phrase, marks aside."""
    doc, place = word.token.doc, word.first - 1
    while place > 0 and doc[place].is_punct:
        place -= 1
    return place


def _opened(word: Word) -> bool:
    """Whether a quotation opens with the word, or a colon inside one stands before it."""
    doc, place = word.token.doc, word.first - 1
    if doc[place].text in _OPENS:
        return doc[place].is_left_punct or doc[place].text == '"'
    quoted = [token.text for token in doc[word.head.i : place] if token.text in _OPENS]
    return doc[place].text == ":" and len(quoted) % 2 == 1


def _states(word: Word, said: Word) -> bool:
    """Whether a full clause follows a participle of speech: "stating that …"."""
    speaks = said.lemma in listed("speech_verbs") and not said.has("dobj")
    return speaks and word.dep == "ccomp" and finite(word) is not None and word.has(*SUBJECTS)


def remark(word: Word) -> bool:
    """Hang a remark on the verb that reports what it is of, for it is the article's: "Lee said it
    was late, something Hill doubts".
    """
    if word.lower != "something" or not (word.has("relcl") and set_off(word)):
        return False
    cue = next((one for one in ancestors(word) if one.lemma in listed("speech_verbs")), None)
    if cue is None or cue is word.head or not cue.has("ccomp") or word.i < cue.i:
        return False
    if any(token.is_quote for token in word.token.doc[cue.i : word.i]):
        return False
    attach(word, cue, "dep")
    return True


def said_subject(word: Word) -> bool:
    """Hang a clause on the participle of speech that was taken for its subject: "shared the news,
    writing “Feels great”", "came late, stating the roads were shut".
    """
    clause, verb = word.head, word.head.head
    speaks = word.tag == "VBG" and word.lemma in listed("speech_verbs") and set_off(word)
    if not speaks or clause.dep not in ("conj", "ccomp") or word.i < verb.i:
        return False
    quotes = word.after is not None and word.after.text in _OPENS
    other = any(kid.dep in SUBJECTS and kid.i > word.i for kid in clause.kids)
    if not (quotes or other):
        return False
    attach(word, verb, "advcl")
    attach(clause, word, "ccomp")
    return True


def said_object(word: Word) -> bool:
    """Give a verb its subject that a participle of speech took for its object: "…, stating the
    towns are in charge".
    """
    if word.has(*SUBJECTS) or finite(word) is None:
        return False
    said = next((one for one in subtree(word.head) if _has_said(one, word)), None)
    if said is None:
        return False
    noun = said.child("dobj")
    if noun is None or last_of(noun).i != inked_before(word):
        return False
    attach(noun, word, "nsubj")
    attach(word, said, "ccomp")
    return True


def _has_said(kid: Word, word: Word) -> bool:
    speaks = kid.tag == "VBG" and kid.lemma in listed("speech_verbs")
    behind = (kid.dep == "advcl" and set_off(kid)) or kid.dep == "pcomp"  # "by announcing it would"
    return speaks and behind and word.head.i < kid.i < word.i


def content(word: Word) -> bool:
    """Hang what was claimed on the claim before it: "a letter disputing claims by Lee that it is
    late", where the parser hung it on the verb of the letter.
    """
    verb = word.head
    telling = listed("speech_verbs") | listed("thought_verbs") | listed("learning_verbs")
    if mark_of(word) != "that" or word.i < verb.i or verb.lemma in telling:
        return False
    nouns = [one for one in _between(verb, word) if one.lemma in listed("claim_nouns")]
    if not nouns or not verb.has("dobj") or nouns[-1].head is verb:
        return False
    attach(word, nouns[-1], "acl")
    return True


def _between(verb: Word, word: Word) -> Iterator[Word]:
    """The nouns below the verb that stand between the two, in order."""
    found = (one for one in subtree(verb) if one.pos == "NOUN" and verb.i < one.i < word.first)
    return iter(sorted(found, key=lambda one: one.i))


def relative_behind(word: Word) -> bool:
    """Hang a clause that tells of a noun on it: "spoke in the town that she had left"."""
    pronoun = word.token.doc[word.first]
    if pronoun.tag_ != "WDT" or pronoun.lower_ != "that" or not word.head.verbal:
        return False
    noun = word_at(word.first - 1, word.head)
    if noun is None or not noun.nominal or noun.dep not in _NOUNS:
        return False
    if noun is word.head or noun.i < word.head.i:
        return False
    attach(word, noun, "relcl")
    return True


def infinitive(word: Word) -> bool:
    """Hang an infinitive on the bare noun before it, not on the verb: "remained on track to win",
    on somebody's plan or call, and on any noun behind "be".
    """
    verb = word.head
    if not verb.verbal or word.i < verb.i or not any(kid.tag == "TO" for kid in word.kids):
        return False
    places = (kid for kid in verb.kids if kid.dep == "prep" and kid.i > verb.i)
    nouns = (kid.child("pobj") for kid in places if last_of(kid).i == word.first - 1)
    there = verb.child("attr") if verb.has("expl") else None
    if there is not None and last_of(there).i == word.first - 1:
        attach(word, there, "acl")  # "there were no calls to close it"
        return True
    noun = next((one for one in nouns if one is not None), None)
    if noun is None:
        return False
    bare = noun.tag == "NN" and not (noun.label or noun.has("det", "poss"))
    if noun.has("poss") and noun.lemma in listed("nouns_with_infinitive"):
        attach(word, noun, "acl")  # "rallied them with his calls to end the levy"
        return True
    if verb.lemma != "be" and not (bare and verb.lemma in _STAYING):
        return False
    attach(word, noun, "acl")
    return True


def joint(word: Word) -> bool:
    """Hang a "but" on the verb whose partner follows: "was not hiding it by refusing to act but
    rather chose to wait".
    """
    above = word.head
    if (
        word.lower != "but"
        or any(kid.dep == "conj" and kid.i > word.i for kid in above.kids)
        or word.i < above.i
    ):
        return False
    behind = last_of(word).i + 1
    for verb in ancestors(above):
        if any(kid.dep == "conj" and kid.first == behind for kid in verb.kids):
            attach(word, verb, "cc")
            return True
    return False


def apposition_far(word: Word) -> bool:
    """Hang on the verb what does not stand behind the name it was taken for: "Polls show Lee up
    in the next contest: Ohio", "Lee claims that it broke, a charge that they deny".
    """
    noun = word.head
    listing = before(word) == ":" or word.has("conj", "cc") or word.lemma == noun.lemma
    alone = noun.pos == "PROPN" or (noun.pos == "NOUN" and not listing)
    if word.i < noun.i or not alone:
        return False  # "lost two jobs on Monday: one in Leeds and one in York"
    own = {one.i for one in subtree(noun)}
    doc = word.token.doc
    apart = any(n not in own and not doc[n].is_punct for n in range(noun.i + 1, word.first))
    verb = next((one for one in ancestors(noun) if one.verbal), None)
    if verb is not None and _is_afterthought(noun, word):
        attach(word, verb, "dep")
        return True
    if verb is None or verb.i > word.i or not (apart or _told_between(noun, word)):
        return False
    near = word_at(inked_before(word), verb)
    if near is not None and (not apart or _is_named(near, word)):
        attach(word, near, "appos")
    elif apart:
        attach(word, verb, "dep")
    return True


def _is_afterthought(noun: Word, word: Word) -> bool:
    """Whether a dash sets off what may tell of all before it: "an ad attacking Lee -- a tactic"."""
    new = any(kid.lower in ("a", "an") for kid in word.kids)
    told = any(kid.dep == "acl" and noun.i < kid.i < word.i for kid in noun.kids)
    return new and told and before(word) in DASHES


def _told_between(noun: Word, word: Word) -> bool:
    """Whether a clause that tells which one is meant ends before a description with a noun nearer
    than the other: "a law that protects the Guard - a group of men".
    """
    if noun.dep in SUBJECTS or not word.has("det") or not set_off(word):
        return False
    inside = [one for one in subtree(noun) if noun.i < one.i < word.first and one.inked]
    last = max(inside, key=lambda one: one.i, default=None)
    told = last is not None and last.pos == "PROPN" and last.dep == "dobj"
    return told and last is not None and last.head.dep == "relcl" and not set_off(last.head)


def _is_named(name: Word, word: Word) -> bool:
    """Whether a description fits the name right before it: "in Ohio, the state that votes"."""
    if name.pos != "PROPN" or word.pos != "NOUN" or not word.has("det"):
        return False
    place = name.label in PLACES and word.lemma in listed("place_kinds")
    return place or (name.label == "PERSON" and personal(word))


def object_behind(word: Word) -> bool:
    """Loosen what a colon, a second verb or a comma and a clause of its own set off from a verb
    with an object: "she meets a rival: Ann Lee", "they will close shops and cut jobs, its worst
    year", "they held talks in May with Lee, sessions devoted to oil".
    """
    verb, mark = word.head, before(word)
    others = [kid for kid in verb.kids if kid.dep == "dobj" and verb.i < kid.i < word.i]
    if not others or (word.dep == "npadvmod" and (is_time(word) or word.label)):
        return False
    second = any(kid.dep == "conj" and kid.verbal and kid.i < word.i for kid in verb.kids)
    told = word.pos == "NOUN" and word.has("acl") and not word.has("conj", "cc")
    told = told and last_of(others[-1]).i != inked_before(word)
    comma = mark == "," and (told or (second and word.dep == "dobj"))
    if not (mark == ":" or comma or (mark in DASHES and word.has("acl"))):
        return False
    word.dep = "dep"
    return True


def object_far(word: Word) -> bool:
    """Give an infinitive the object behind its adverb: "managed to stop, for now, the rise"."""
    inner = word.head.child("xcomp")
    if inner is None or word.i < inner.i or is_time(word) or word.pos != "NOUN":
        return False
    known = word.has("det") and word.lemma not in listed("calendar_words") | {"way"}
    if not known or word.label or inner.has("dobj", "ccomp", "xcomp", "prep", "acomp", "attr"):
        return False
    attach(word, inner, "dobj")
    return True


def fronted_behind(word: Word) -> bool:
    """Hang what stands between an "and" and the verb behind it on that verb: "won and, after two
    days, resigned".
    """
    verb = word.head
    if not verb.verbal or word.i < verb.i:
        return False
    joint = next((kid for kid in verb.kids if kid.dep == "cc" and verb.i < kid.i < word.i), None)
    others = (kid for one in (verb, verb.head) for kid in one.kids if kid is not verb)
    second = next((kid for kid in others if kid.dep == "conj" and kid.i > word.i), None)
    if joint is None or second is None or not second.verbal or joint.i > word.first:
        return False
    between = word.token.doc[joint.i + 1 : word.first]
    if any(not token.is_punct for token in between) or last_of(word).i > second.i:
        return False
    attach(word, second, word.dep)
    return True


def in_part(word: Word) -> bool:
    """Hang "in part" on the reason right behind it: "it failed, in part because it rained"."""
    noun = word.child("pobj") if word.lower == "in" else None
    because = noun.after if noun is not None and noun.lower == "part" else None
    if because is None or because.lower not in ("because", "due", "for", "by"):
        return False
    reason = because.head if because.dep == "mark" else because
    if reason is word.head or because not in subtree(word.head):
        return False
    attach(word, reason, "advmod")
    return True


def rather_than(word: Word) -> bool:
    """Hang "rather than" on the verb right behind it: "by a vote rather than going to court"."""
    if word.lower != "than" or word.after is None or word.token.nbor(-1).lower_ != "rather":
        return False
    verb = word_at(word.i + 1, _top(word))
    if verb is None or verb.tag not in ("VBG", "VB"):
        return False
    before = [kid for kid in word.kids if kid.i == word.i - 1]
    attach(word, verb, "mark")
    for kid in before:
        attach(kid, word, "advmod")
    return True


def _top(word: Word) -> Word:
    """The word that all of the sentence hangs on."""
    return next((one for one in ancestors(word) if one.head is one), word)
