"""What is no claim: questions, commands, datelines, and what a page prints around an article."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from claims.extraction.clause import APPOSITION, MAIN, PARTICIPLE, RELATIVE, SHARED, Clause
from claims.extraction.marks import DASHES, single_marks
from claims.extraction.stubs import COMPLETING, is_cut_short
from claims.extraction.subordination import asks
from claims.extraction.syntax import (
    AUXILIARIES,
    FINITE,
    PLACES,
    RELATIVES,
    ancestors,
    finite,
    root_of,
    subject_of,
    subtree,
)
from claims.lexicon import entries
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.extraction.syntax import Word

_NEEDING = frozenset("want tell need let seem appear tend mean refer".split())
_OPENS_PHRASE = frozenset("DT PRP PRP$ NN NNS NNP NNPS CD JJ".split())
_WITH_OBJECT = frozenset("of with from into against for".split())
_UNFINISHED = frozenset({"say", "add", "argue", "be", "have"})
_WAITING = frozenset("that because if whether and or but than".split())
_STOPS = frozenset("? ! . ; : …".split())
_ENDING = 4
_SHORTEST_SENTENCE, _SHORTEST_STATEMENT = 5, 8
_LONGEST_BOILERPLATE = 30
_LONGEST_DATELINE = 12
_SHORT, _FEWEST_IN_TITLE, _MOSTLY = 3, 4, 0.8
_MOST_PIECES = 3
_LIKENING = frozenset("than as like so whatever however".split())
_SINGULAR = frozenset("this that it he she".split())
_MARKUP = re.compile(r"< ?/ ?[a-z]+|< ?[a-z]+ [a-z]+ ?= ?[\"']")
_OWN_CLAUSE = frozenset("advcl ccomp csubj csubjpass pcomp relcl".split())
_DOUBLE = frozenset('"“')
_DASHES = DASHES | {"_"}


def claims_nothing(words: Sequence[Word]) -> bool:
    """Whether a whole sentence is a question, a table's row, or boilerplate of the page."""
    if any(word.text == "|" for word in words):
        return True
    ending = [word.text for word in words if word.pos != "SPACE"][-_ENDING:]
    if any("?" in text for text in ending):
        return True
    root = root_of(words)
    named = root is None or not (root.verbal and finite(root))  # "Share of voters who agree:"
    if ending[-1:] == [":"] and (named or _only_leads_in(root)):
        return True
    inked = sum(word.inked for word in words)
    text = " ".join(word.lower for word in words)
    if _MARKUP.search(text):
        return True
    return inked <= _LONGEST_BOILERPLATE and any(
        phrase in text for phrase in entries("boilerplate")
    )


def _only_leads_in(root: Word | None) -> bool:
    """Whether a verb only says that words follow: "In a letter in May, Lee wrote:"."""
    speaks = root is not None and root.lemma in listed("speech_verbs")
    return root is not None and speaks and not root.has(*COMPLETING)


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether the words read as a sentence although no clause was found: no heading, no list."""
    ending = [word.text for word in words if word.pos != "SPACE"][-_ENDING:]
    inked = sum(word.inked for word in words)
    return (
        says_outright(words)
        and inked >= _SHORTEST_SENTENCE
        and any(text in (".", "!") for text in ending)
    )


def opening(words: Sequence[Word]) -> int:
    """How many words open the sentence as a number in a list ("2. …") or as a dateline
    ("MOSCOW (Reuters) - …").
    """
    inked = [word for word in words[:_LONGEST_DATELINE] if word.pos != "SPACE"]
    if len(inked) > 1 and inked[0].text.rstrip(".)").isdigit():
        if inked[0].text.endswith((".", ")")):
            return inked[1].i - words[0].i
        if inked[1].text in (".", ")"):
            return inked[1].i + 1 - words[0].i
    if not inked or not (inked[0].text.isupper() and len(inked[0].text) > 1):
        return _dateline(words)
    for place, word in enumerate(words[:_LONGEST_DATELINE]):
        if word.text in _DASHES and place and words[place - 1].space:
            return place + 1
        if word.verbal and not word.text.isupper():
            return 0
    return 0


def _dateline(words: Sequence[Word]) -> int:
    """How many words a dateline in small letters takes: "New York (AFP) – "."""
    opened = False
    for place, word in enumerate(words[:_LONGEST_DATELINE]):
        if word.text in _DASHES and place and words[place - 1].space and word.space:
            return place + 1 if words[0].label in PLACES else 0
        opened = (opened or word.text == "(") and word.text != ")"
        if word.inked and not (opened or word.pos in ("PROPN", "NUM")):
            return 0
    return 0


def is_headline(words: Sequence[Word], *, first: bool) -> bool:
    """Whether the words are a title: capitals throughout, or no full stop at the very beginning."""
    longer = [word for word in words[1:] if word.token.is_alpha and len(word.text) > _SHORT]
    capitals = sum(word.text[0].isupper() for word in longer)
    plain = any(word.tag in FINITE and word.text.islower() for word in words)
    if len(longer) >= _FEWEST_IN_TITLE and capitals >= _MOSTLY * len(longer) and not plain:
        return True
    ending = [word.text for word in words if word.pos != "SPACE"][-_ENDING:]
    return first and not any(text[0] in ".!?" for text in ending)


def says_outright(words: Iterable[Word]) -> bool:
    """Whether anything is said of anything, and not only named: "the sum he gave them"."""
    return any(
        (word.tag in FINITE or word.tag == "VB")
        and not any(_only_tells(one) for one in (word, *ancestors(word)))
        for word in words
    )


def states(root: Word) -> bool:
    """Whether a main verb states something by itself: not "Lee asked whether", "he told the court",
    "they did".
    """
    subject = subject_of(root)
    if subject is None or finite(root) is None or asks(root, when=True):
        return False
    said = root.child("ccomp")
    long = said is not None and sum(one.inked for one in subtree(said)) >= _SHORTEST_STATEMENT
    speaks = root.lemma in listed("speech_verbs") and not long
    asked = root.lemma in ("ask", "wonder", "question") or root.token.sent[-1].text == "?"
    return not (speaks or asked or is_cut_short(Clause(root, MAIN, subject)))


def _only_tells(word: Word) -> bool:
    """Whether the verb tells, without a pronoun, of the noun that the sentence only names."""
    above = list(ancestors(word))
    named = word.dep == "relcl" and above[-1].pos != "ADP" and not any(map(finite, above))
    return named and not any(one.tag in RELATIVES for one in subtree(word))


def quotes_within(words: Sequence[Word]) -> bool:
    """Whether somebody is quoted inside a quotation: "… then he says, 'I am a lawyer.'"."""
    opens = any(
        word.after is not None and word.after.inked and not word.space
        for word in single_marks(words)
    )
    return opens and any(word.text in _DOUBLE for word in words[:2])


def is_discordant(clause: Clause) -> bool:
    """Whether verb and subject cannot belong together: "this … do", "I [and others] are"."""
    subject, tensed = clause.subject, finite(clause.head)
    if subject is not None and clause.rule != RELATIVE and _is_of_which(subject):
        return True
    subjects = [kid for kid in clause.head.kids if kid.dep in ("nsubj", "nsubjpass")]
    if len(subjects) > 1 and subjects[0].lemma == "fact":
        return True  # "the fact that he leads, yet they leave": two clauses run together
    if subject is None or tensed is None or tensed.tag == "MD" or subject.has("conj", "cc"):
        return False
    many = tensed.tag == "VBP" and tensed.lower not in ("'m", "’m")
    if many and tensed.dep == "dep" and subject.tag in ("NN", "NNP"):
        return True  # "Lee went to hear the mayor, Ben Cole, speak"
    return many and (subject.lower in _SINGULAR or (subject.lower, tensed.lower) == ("i", "are"))


def _is_of_which(subject: Word) -> bool:
    """Whether it is "a copy of which", whose clause the parser took for the main one."""
    below = (noun for of in subject.kids if of.lower == "of" for noun in of.kids)
    return any(noun.lower in ("which", "whom") for noun in below)


def _is_bare(verb: Word) -> bool:
    return verb.dep == "xcomp" or (verb.dep == "advcl" and verb.tag == "VB")


def breaks_off(words: Sequence[Word]) -> bool:
    """Whether a claim's last word waits for more: "only the people have to", "he argued that"."""
    last = next((word for word in reversed(words) if word.inked), None)
    if last is None:
        return False
    if last.lemma in _UNFINISHED and _is_bare(last):
        return True  # "he went on to say", "went so far as to say"
    object_ = last.child("pobj", "pcomp", "prep") if last.dep == "prep" else None
    if object_ is not None and object_.tag not in RELATIVES:
        return True  # it stands in the sentence and was left out
    if _lacks_object(last) and not any(word.tag in RELATIVES for word in words):
        return True
    if any(_is_left_out(kid, last) or _is_content(kid, last) for kid in last.kids):
        return True
    to = last.tag == "TO" or (last.lower == "to" and last.head.lemma in _NEEDING | {"have"})
    determines = last.dep == "det" and last.tag == "DT"  # "in the"
    determines |= any(kid.tag == "WP$" for kid in last.kids)  # "a man whose book"
    return to or determines or (last.lower in _WAITING and last.pos != "PRON")


def _lacks_object(last: Word) -> bool:
    """Whether a preposition stands for a relative that is gone: "that [she didn't agree with]"."""
    verb = last.head
    plain = last.dep == "prep" and last.lower in _WITH_OBJECT and not last.has("pobj", "pcomp")
    plain = plain and verb.tag in FINITE | {"VB"} and verb.dep not in ("relcl", "acl", "xcomp")
    return plain and not verb.has("auxpass", "dobj") and subject_of(verb) is not None


def leans_back(words: Sequence[Word]) -> bool:
    """Whether a claim's last word only stands for a verb said before: "they think she did", "we
    hope it is". Not in "who he is", nor in "more than she did".
    """
    last = next((word for word in reversed(words) if word.inked or word.dep == "neg"), None)
    verb = last.head if last is not None and last.dep == "neg" else last
    if verb is None or not _is_helping(verb) or any(kid.dep in COMPLETING for kid in verb.kids):
        return False
    tied = verb.dep == "relcl" or any(
        kid.dep == "mark" and kid.lower != "that" for kid in verb.kids
    )
    if tied or subject_of(verb) is None:
        return False
    above = verb.head if verb.dep in ("advcl", "ccomp", "pcomp") else verb
    near = [kid for one in (verb, above) for kid in subtree(one) if kid.i < verb.i]
    return not any(word.tag in RELATIVES or word.lower in _LIKENING for word in near)


def opens_loose(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether a claim opens as what hangs on another: "whose vote is the first", "where they live",
    "what she was looking for". Not "what he says is true".
    """
    inked = [word for word in words if word.inked]
    opening = [word for word in inked[:1] if word.tag in RELATIVES]
    if clause.rule != MAIN:  # "in Oslo, whose vote is the first"
        opening += [word for word in inked if word.tag == "WP$"]
    return any(_opens(word, clause) for word in opening)


def _opens(word: Word, clause: Clause) -> bool:
    """Whether the clause is the one that the relative opens, and none inside it."""
    if word.tag == "WRB" and word.head is clause.subject:
        return True  # "on how Lee, who won, paid for it"
    above = list(takewhile(lambda one: one is not clause.head, ancestors(word)))
    inside = any((one.verbal and one.dep != "xcomp") or one.dep in _OWN_CLAUSE for one in above)
    return not inside and (above[-1] if above else word).head is clause.head


def _is_helping(word: Word) -> bool:
    return word.pos == "AUX" or (word.lemma in ("do", "have") and word.tag in FINITE)


def _is_left_out(word: Word, verb: Word) -> bool:
    """Whether it completes the verb, which ends the claim: "… and say [they will leave]"."""
    return verb.verbal and word.i > verb.i and word.dep in COMPLETING and word.tag not in RELATIVES


def _is_content(word: Word, noun: Word) -> bool:
    """Whether it is what a noun holds: "repeated his claim [that it is late]"."""
    holds = noun.lemma in listed("claim_nouns")
    that = any(kid.dep == "mark" and kid.lower == "that" for kid in word.kids)
    return holds and that and word.dep in ("acl", "ccomp") and word.i > noun.i


def is_scattered(words: Sequence[Word]) -> bool:
    """Whether a claim is put together of so many pieces that the tree is not to be trusted: no
    sentence has four parts that belong together and stand apart.
    """
    inked = [word for word in words if word.inked]
    return 1 + sum(_parted(*both) for both in pairwise(inked)) > _MOST_PIECES


def runs_together(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether a noun stands right before another phrase that a colon, a semicolon or one dash parts
    from it in the text: "came up with the sign idea [: “A $1,] B $10". An apposition may stand so.
    """
    return clause.rule != APPOSITION and any(
        word.nominal and _parted_by_mark(word, behind) and not _opens_subject(behind, clause)
        for word, behind in pairwise(words)
    )


def _opens_subject(word: Word, clause: Clause) -> bool:
    """Whether the subject begins with the word, so that what stands before it opens the claim."""
    subject = clause.subject
    return subject is not None and word.i in (subject.i, subject.first)


def _parted_by_mark(word: Word, behind: Word) -> bool:
    if not (word.inked and behind.inked and behind.tag in _OPENS_PHRASE and word.i < behind.i - 1):
        return False
    between = word.token.doc[word.i + 1 : behind.i]
    dashes = sum(token.text in _DASHES and bool(token.whitespace_) for token in between)
    return dashes % 2 == 1 or any(token.text in (":", ";") for token in between)


def _parted(word: Word, behind: Word) -> bool:
    """Whether the second stands before the first, or words between were left out that are no
    members of a list: "dramatic [and comic] roles".
    """
    opens = behind.head if behind.head.first == behind.i else behind
    member = next((one for one in (behind, opens) if one.dep == "conj"), None)
    listed_before = word.has("cc") and not word.verbal
    if word.i < behind.i and (listed_before or (member is not None and not member.verbal)):
        return False
    after = word.after
    while after is not None and after is not behind and not after.inked:
        after = after.after
    return after is not behind


def is_command(clause: Clause) -> bool:
    """Whether a clause has no subject because it tells somebody to do something."""
    if clause.subject is not None:
        return is_called(clause.subject, clause.head)
    tensed = finite(clause.head)
    if tensed is None:
        return clause.head.tag != "VBN" or clause.head.has(*AUXILIARIES)
    told = any(kid.nominal and kid.i < clause.head.i for kid in clause.head.kids)
    return not told or tensed.tag not in ("VBD", "VBZ")  # "last week showed that it works"


def is_called(subject: Word, verb: Word) -> bool:
    """Whether a subject only tells to whom the verb is said: "Citizens of Rome, take heed"."""
    bare = verb.tag == "VB" and not verb.has(*AUXILIARIES) and subject.nominal
    bare = bare and not subject.has("appos", "acl", "relcl")
    comma = subject.token.right_edge if bare else None
    if comma is not None and comma.text != ",":
        comma = comma.doc[comma.i + 1]
    return comma is not None and comma.text == "," and comma.i == verb.i - 1


def is_asked(clause: Clause) -> bool:
    """Whether the clause is part of a question inside the sentence: "Who knows? he wondered"."""
    asks_it = clause.head.lemma in ("ask", "wonder") and clause.rule == MAIN
    if asks_it and any(kid.text == "?" and kid.i < clause.head.i for kid in clause.head.kids):
        return True
    word = clause.head.after
    while word is not None and word.sentence == clause.head.sentence:
        if not word.inked:
            if word.token.is_quote and word.token.is_left_punct:
                return False
            if word.text in _STOPS:
                return word.text == "?"
        word = word.after
    return False


def _is_open(clause: Clause) -> bool:
    """Whether it only names a question: "The question is what to do", "Here's why it fell"."""
    subject, head = clause.subject, clause.head
    if subject is None or head.lemma not in ("be", "'s", "’s"):
        return False
    if subject.lower == "here":  # "Here's why you should worry"
        return any(kid.dep == "ccomp" and asks(kid) for kid in head.kids)
    named = subject.lemma in ("question", "issue")
    return named and any(kid.dep == "xcomp" and asks(kid, when=True) for kid in head.kids)


def says_nothing(clause: Clause) -> bool:
    """Whether it only tells that somebody spoke: "Lee said of the fair"."""
    verb = clause.head
    told = verb.has(*COMPLETING, "oprd", "advcl", "prt", "parataxis", "dep", "auxpass")
    so = any(kid.lower in ("so", "nothing", "as") for kid in verb.kids)
    return verb.lemma == "say" and clause.rule == MAIN and not (told or so)


def _is_denied_beforehand(verb: Word) -> bool:
    """Whether a "not" before "that" denies the clause: "it is late, not that it should be"."""
    that = next((kid for kid in verb.kids if kid.dep == "mark" and kid.lower == "that"), None)
    return that is not None and any(kid.dep == "neg" and kid.i == that.i - 1 for kid in verb.kids)


def is_loose(clause: Clause) -> bool:
    """Whether a clause hangs on something outside it: "Which is why …", "How it began"."""
    if clause.rule in (RELATIVE, SHARED, PARTICIPLE):
        return clause.subject is not None and clause.subject.tag in RELATIVES
    of = clause.subject.kids if clause.subject is not None else ()
    when = (kid.child("pobj", "pcomp") for kid in clause.head.kids if kid.i < clause.head.i)
    if any(noun is not None and any(kid.tag == "WDT" for kid in noun.kids) for noun in when):
        return True  # "in which case they left"
    if _is_open(clause) or _is_denied_beforehand(clause.head):
        return True
    whom = any(one.tag in RELATIVES for kid in of if kid.dep == "prep" for one in kid.kids)
    return whom or asks(clause.head)  # "…, most of whom left"
