"""What hangs on a verb: which of it the statement cannot do without, and which is none of it."""

from __future__ import annotations

from claims.extraction.arguments import idiom, score
from claims.extraction.phrases import before, set_off
from claims.extraction.rehanging import comma_behind
from claims.extraction.subordination import condition, mark_of, partly, viewpoint
from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    PLACES,
    RELATIVES,
    Word,
    Words,
    in_order,
    is_time,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

_MODIFIERS = frozenset("prep npadvmod nmod quantmod agent advcl".split())
_DASHES = frozenset("– — -- -".split())
_ONLY = frozenset("only just merely simply".split())
_WHENEVER = frozenset("when whenever where wherever once".split())
_OF_WHOM = frozenset("for among to with under over of".split())
_CALLING = frozenset(
    "refer describe regard know see view treat portray dismiss label brand recognize recognise "
    "depict characterize characterise think cast".split()
)
_PLURAL = frozenset({"NNS", "NNPS"})
_BOUNDING = frozenset("in of since for among on within after".split())
_LIKE_MOST = frozenset("honest dishonest modest immodest earnest".split())
_ENDS = frozenset({"first", "last"})
_TIMES = frozenset("twice half same".split())
_WITHIN = frozenset("in within of since".split())
_GROUNDS = frozenset("based regarding concerning".split())
_HAVING = frozenset("have lack need possess want".split())
_LASTING = frozenset("spend last take wait go".split())
_WITH_GERUND = frozenset("in of for to from on with".split())


def only_links(word: Word, words: Words, head: Word) -> bool:
    """Whether the phrase only ties the sentence to the one before: "however", "in addition"."""
    if word.i > head.i:
        return set_off(word) and _phrase(words) in listed("discourse_phrases")
    if word.dep == "intj" or word.lower in listed("discourse_adverbs"):
        return True
    doc = word.token.doc
    if word.lower == "even" and doc[word.i + 1].lower_ in listed("contrasting_marks") | {"as"}:
        return True
    return _phrase(words) in listed("discourse_phrases")


def _phrase(words: Words) -> str:
    return " ".join(one.lower for one in in_order(words))


def not_only(word: Word) -> bool:
    """Whether a "not" denies nothing, or an "only" limits nothing: "not only won but sold"."""
    doc, verb = word.token.doc, word.head if word.head.verbal else word.head.head
    if not any(kid.dep == "conj" and kid.verbal for kid in verb.kids):
        return False  # "is not just a plan but": nothing of it may go
    if word.lower == "not":
        return word.i + 1 < len(doc) and doc[word.i + 1].lower_ in _ONLY
    return word.lower in _ONLY and word.i > 0 and doc[word.i - 1].lower_ == "not"


def denies(word: Word) -> bool:
    """Whether a word that joins says no as well: "neither cured nor eased", "nor was it late"."""
    return word.lower == "neither" or (word.lower == "nor" and word.i < word.head.i)


def narrows(word: Word) -> bool:
    """Whether the statement may not hold without the phrase: "not", "if", "under", "without"."""
    if word.dep == "neg" or condition(word) or narrows_mildly(word):
        return True
    speaking = listed("speech_verbs")
    if word.dep == "advcl" and mark_of(word) == "than":
        return True  # "more like it than hate it"
    if word.dep == "advcl" and mark_of(word) == "as" and word.lemma in speaking:
        return True  # "as the ministry reported"
    if (
        word.dep == "advcl"
        and word.head.lemma in speaking
        and any(kid.tag == "TO" for kid in word.kids)
    ):
        return True  # "told them to vote"
    return word.dep in _MODIFIERS and word.lower in listed("conditional_marks")


def narrows_mildly(word: Word) -> bool:
    """Whether a phrase narrows a statement of which lists may be told apart all the same."""
    limiting = word.lower in listed("scope_prepositions") and word.dep in _MODIFIERS
    return limiting or partly(word) or viewpoint(word)


def belongs(word: Word, words: Words) -> bool:
    """Whether a phrase cannot be told beside the statement, only with it."""
    return bound(word, words) or completes(word) or results(word)


def bound(word: Word, words: Words) -> bool:
    """Whether a phrase is no modifier: one with its verb, a count of who acts, a score."""
    if word.dep == "agent":  # "was backed by 42 percent"
        return any(one.label in FIGURES for one in words)
    return word.dep == "prep" and (len(words) == 1 or idiom(word) or score(word))


def opens_clause(word: Word) -> bool:
    """Whether a time only says how far off the clause is: "the day before it sank"."""
    mark = word.after
    return is_time(word) and mark is not None and mark.dep == "mark" and mark.head is word.head


def spans_of(verb: Word) -> dict[Word, Word]:
    """Phrases of time that only say how far off another phrase or clause of the verb is, which
    comes right behind: "a few days after the vote", "in the weeks before it sank"; and counts that
    hold for the stretch behind them: "for the third time in ten years".
    """
    behind = {kid.first: kid for kid in verb.kids if _is_before_or_after(kid)}
    within = {kid.first: kid for kid in verb.kids if kid.lower in _WITHIN and is_time(kid)}
    found: dict[Word, Word] = {}
    for kid in verb.kids:
        alone = kid.dep in ("npadvmod", "appos")
        noun = kid if alone else kid.child("pobj") if kid.dep == "prep" else None
        if noun is None:
            continue
        place = kid.token.right_edge.i + 1
        if place in behind and _ends_in_time(kid, noun):
            found[kid] = behind[place]
        elif place in within and noun.lower == "time" and _counted(noun):
            found[kid] = within[place]
    return found


def _counted(noun: Word) -> bool:
    return any(kid.label == "ORDINAL" or kid.lower in _ENDS for kid in noun.kids)


def _ends_in_time(word: Word, noun: Word) -> bool:
    """Whether a phrase ends with a length of time: "on May 5, just a handful of days"."""
    last = word.token.right_edge
    counted = last.tag_ in _PLURAL and last.lemma_ in listed("calendar_words")
    return counted or noun.lemma in listed("calendar_words")


def _is_before_or_after(word: Word) -> bool:
    if word.dep == "prep":
        return word.lower in ("before", "after")
    return word.dep == "advcl" and mark_of(word) in ("before", "after")


def results(word: Word) -> bool:
    """Whether a quality is what the verb makes of its object: "deemed the talks closed"."""
    plain = word.tag in ("JJ", "VBN", "VBD") and subject_of(word) is None
    if word.dep != "advcl" or not plain or word.i < word.head.i or word.has("mark", *AUXILIARIES):
        return False
    return word.head.has("dobj") and not set_off(word) and word.first in (word.i, word.i - 1)


def clause_before(word: Word) -> Word | None:
    """What hangs on the same verb and ends, right before a clause, with a clause that it may be
    part of: "a prize for Lee, who may be cheered even as she loses".
    """
    if word.lower == "including" and word.i > word.head.i:  # "three years, including six months"
        behind = [kid for kid in word.head.kids if word.head.i < kid.i < word.i and kid.inked]
        ends = {kid.token.right_edge.i: kid for kid in behind}
        return ends.get(word.first - 1) or ends.get(word.first - 2)
    late = word.dep == "advcl" or word.lower == "because"
    if not late or word.i < word.head.i or (word.dep == "advcl" and not mark_of(word)):
        return None
    for kid in word.head.kids:
        inner = [one for one in subtree(kid) if one.dep in ("relcl", "pcomp", "acl") and one.verbal]
        last = kid.token.right_edge.i
        near = inner and word.head.i < kid.i and last < word.first <= last + 2
        if near and any(one.token.right_edge.i == last for one in inner):
            return kid
    return None


def trails(word: Word) -> bool:
    """Whether a phrase follows that may tell of more than the verb: behind a dash, or a figure of a
    verb that is not said again, "spent an hour at work, two hours at home and one on the road".
    """
    if word.i < word.head.i:
        return False
    listing = word.dep == "npadvmod" and word.has("conj") and word.has("nummod")
    return before(word) in _DASHES or (listing and before(word) == ",")


def misplaced(word: Word) -> bool:
    """Whether the parser hung on a verb what cannot belong to it: "…, that it was late", and half
    of a list, "in May, and every June, …".
    """
    if word.dep == "dep" and word.nominal and word.i > word.head.i and set_off(word):
        return True  # "polls show Lee up in the next contest: Ohio"
    if word.dep == "dep" and word.nominal and 0 < word.first < word.head.i:
        return word.token.doc[word.first - 1].lower_ == "and"
    behind = before(word)
    if word.dep == "npadvmod" and word.label == "PERSON" and behind in ("also", "but"):
        return True  # "it helps Lee, but also Berg"
    if word.dep == "npadvmod" and word.pos == "PROPN" and behind in (":", ";"):
        return not is_time(word)  # "Lee leads in two states; Berg"
    if _counts_again(word):
        return True
    complement = word.dep == "ccomp" and behind == ":"
    return mark_of(word) == "that" and (complement or (word.dep == "advcl" and set_off(word)))


def _counts_again(word: Word) -> bool:
    """Whether a figure is joined to a time: "90 died in Oslo last May and 12 in Leeds in June"."""
    noun = word if word.dep == "npadvmod" else word.child("pobj")
    if noun is None or noun.tag == "CD" or noun.has("nummod") or not is_time(word):
        return False
    other = noun.child("conj")
    return other is not None and other.tag == "CD" and other.lower != "one"


def commands(word: Word) -> bool:
    """Whether a clause before the verb tells somebody to do something: "Make no mistake, …"."""
    plain = word.tag == "VB" and subject_of(word) is None and not word.has("mark", "aux", "neg")
    return word.dep == "advcl" and plain and word.i < word.head.i and not word.has("advmod")


def strays(word: Word) -> bool:
    """Whether a clause about a noun hangs on a verb far before it, "cited A, hailed B, whose", or
    what a colon opens: "we asked ten, and the answer is plain: Lee".
    """
    joined = [kid for kid in word.head.kids if kid.dep == "conj" and kid.verbal]
    if before(word) == ":" and any(kid.i < word.first and subject_of(kid) for kid in joined):
        return word.dep not in ("conj", "advcl")
    far = word.dep == "ccomp" and any(kid.i < word.first for kid in joined)
    return far and any(one.tag in RELATIVES for one in subtree(word) if one.i < word.i)


def completes(word: Word) -> bool:
    """Whether the statement says too much, or nothing, without the phrase.

    "A charmer when she needed to be", "for Cruz backers support is strong", "known as the boss",
    "joined them in asking".
    """
    if _certain(word) or (word.lower in _GROUNDS and word.i < word.head.i):
        return True
    if is_time(word) or _of_what_there_is(word):
        return not is_time(word)
    if word.lower == "as" or mark_of(word) == "as":
        return _compares(word) or (word.dep == "prep" and _is_called(word))
    if word.dep == "advcl":
        return _spends(word) or _whenever(word) or _fits_object(word)
    if word.dep != "prep":
        return False
    of_whom = word.i < word.head.i and word.lower in _OF_WHOM and not word.has("pcomp")
    of_whom |= _supposed(word) or _to_whom(word) or _in_survey(word) or _among_whom(word)
    gerund = word.has("pcomp") and word.lower in _WITH_GERUND
    return of_whom or gerund or _completes_noun(word)


def comes_of_all(word: Word) -> bool:
    """Whether it tells what comes of all that was told: "was shut in May, leaving 90 jobless"."""
    comes = word.lower in listed("resulting_participles") and word.tag == "VBG"
    return comes and word.dep == "advcl" and word.i > word.head.i and set_off(word)


def of_whom(word: Word) -> bool:
    """Whether a clause says who is to do it: "it is hard for farmers to sell their land"."""
    return word.dep == "advcl" and mark_of(word) == "for"


def _among_whom(word: Word) -> bool:
    """Whether it says where a quality holds that is one of some places only: "popular in Varde",
    and where all that follows does: "In Iraq, …".
    """
    noun, verb = word.child("pobj"), word.head
    if word.lower not in ("in", "among", "with", "across") or noun is None:
        return False
    if word.i < verb.i:
        return word.lower == "in" and noun.label in PLACES and comma_behind(word) >= 0
    said = [kid for kid in verb.kids if kid.dep == "acomp" and kid.i < word.i]
    return any(kid.lower in listed("local_adjectives") for kid in said)


def _in_survey(word: Word) -> bool:
    """Whether a figure holds for those who were asked: "led 2-1 in a poll of the state"."""
    noun = word.child("pobj")
    return word.lower == "in" and noun is not None and noun.lemma in listed("survey_nouns")


def _to_whom(word: Word) -> bool:
    """Whether it says to whom something looks so: "it seemed, to some, too late"."""
    return word.lower == "to" and word.head.lemma in listed("seeming_verbs")


def _supposed(word: Word) -> bool:
    """Whether it says in what case something would be so: "would win in a race against Lee"."""
    noun = word.child("pobj")
    would = any(kid.tag == "MD" and kid.lower in ("would", "'d", "’d") for kid in word.head.kids)
    new = noun is not None and any(kid.lower in ("a", "an") for kid in noun.kids)
    return would and new and word.lower == "in" and word.i > word.head.i


def _of_what_there_is(word: Word) -> bool:
    """Whether it tells what of there is, right behind it: "there are doubts about the vote"."""
    if not word.head.has("expl") or set_off(word):
        return False
    told = [kid for kid in word.head.kids if kid.dep == "attr" and kid.i < word.i]
    ends = {kid.token.right_edge.i for kid in told}
    return word.first - 1 in ends and not any(kid.has("relcl", "acl") for kid in told)


def _whenever(word: Word) -> bool:
    """Whether the statement holds only then: "whenever it rains", "now that he leads"."""
    now = mark_of(word) == "that" and any(kid.lower == "now" for kid in word.kids)
    return now or mark_of(word) in _WHENEVER


def _fits_object(word: Word) -> bool:
    """Whether an infinitive says what somebody has: "lacks the temper to lead a town"."""
    objects = (kid for kid in word.head.kids if kid.dep == "dobj" and kid.tag == "NN")
    near = any(kid.i == word.first - 1 and kid.has("det", "poss") for kid in objects)
    best = any(kid.lower in ("best", "utmost") and kid.dep == "dobj" for kid in word.head.kids)
    return word.tag == "VB" and ((near and word.head.lemma in _HAVING) or best)


def _is_called(word: Word) -> bool:
    return word.head.lemma in _CALLING and word.i > word.head.i


def _compares(word: Word) -> bool:
    """Whether it is the second half of a comparison: "as much a habit as tea"."""
    before = (kid for kid in word.head.kids if word.head.i <= kid.i < word.i)
    likened = (one for kid in before for one in subtree(kid))
    return any(
        (one.lower == "as" and one.dep == "advmod") or one.lower in _TIMES for one in likened
    )


def _spends(word: Word) -> bool:
    """Whether it says what time went on: "spent a year looking for work"."""
    verb = word.head
    return verb.lemma in ("spend", "waste") and word.tag == "VBG" and word.i > verb.i


def _completes_noun(word: Word) -> bool:
    """Whether the noun right before it says nothing without it: "is a participant in lawsuits"."""
    nouns = (kid for kid in word.head.kids if kid.dep in ("attr", "dobj") and kid.i == word.i - 1)
    if word.first > 0 and _those_before(word):
        return True  # "more than those of us still on the outside"
    listed_here = listed("nouns_with_preposition")
    return any(f"{noun.lemma} {word.lower}" in listed_here for noun in nouns)


def _those_before(word: Word) -> bool:
    """Whether a "those" stands right before the phrase, which then says who they are."""
    last = word.token.doc[word.first - 1]
    beside = last.head.head if last.dep_ == "pobj" and last.head.lower_ == "of" else last
    return beside.lower_ == "those" and beside.dep_ in ("pobj", "dobj", "attr")


def _certain(word: Word) -> bool:
    """Whether a phrase opens the clause with the times or cases that it tells of, told apart by a
    clause: "on the day when it sank, nobody came", "in years in which it rains".
    """
    noun = word.child("pobj")
    if noun is None or word.i > word.head.i:
        return False
    told = (kid for kid in noun.kids if kid.dep == "relcl" and not set_off(kid))
    return any(one.tag in RELATIVES for kid in told for one in subtree(kid) if one.i < kid.i)


def figure(word: Word) -> bool:
    """Whether a figure completes its verb: "rose 4%". Only adverbs may stand between."""
    if word.dep != "npadvmod" or word.i < word.head.i:
        return False
    if word.lemma == "way" or (is_time(word) and word.head.lemma in _LASTING):
        return not word.head.has("dobj")  # "went some way to", "waited ten years"
    if word.label not in FIGURES:
        return False
    if word.head.lemma in listed("contest_verbs"):
        return True  # "leads Lee 50 percent to 44 percent"
    between = (kid for kid in word.head.kids if word.head.i < kid.i < word.first)
    return all(kid.dep in ("advmod", "prt", "neg") for kid in between)


def has_superlative(core: list[Words], subject: Words) -> bool:
    """Whether something is said to be the most of its kind, or the first: "the worst year"."""
    return any(_ranks(word) for words in core for word in words - subject)


def _ranks(word: Word) -> bool:
    if word.entity >= 0 and word.label != "ORDINAL":
        return False  # "the Best Buy store"
    if word.dep in ("acomp", "attr") and word.label == "ORDINAL":  # "is second"
        return True
    if word.dep == "acomp":  # "was widest"
        return word.lower.endswith("est") and word.lower not in _LIKE_MOST
    if word.tag == "JJS":
        return word.head.pos == "NOUN" or word.dep == "attr"
    ends = word.lower in _ENDS or word.lower == "top" or word.label == "ORDINAL"
    return ends and word.head.dep == "attr" and word.head.pos == "NOUN"


def bounds(readings_of: list[Words], verb: Word) -> bool:
    """Whether a phrase says of which kind something is the most: "… in a decade"."""
    first = in_order(readings_of[0])[0]
    then = first.lower == "at" and any(one.lower == "time" for one in readings_of[0])
    return first.i > verb.i and (first.lower in _BOUNDING or then)
