"""Clauses below others: which of them are conditions, and which hold by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import PARTICIPLE, RELATIVE, REPORTED, SUBORDINATE, Clause
from claims.extraction.phrases import before, set_off
from claims.extraction.pronouns import read_pronoun
from claims.extraction.syntax import (
    AUXILIARIES,
    MEASURES,
    PARTICIPLES,
    RELATIVES,
    Word,
    finite,
    is_time,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_WHATEVER = frozenset("whatever whichever whoever".split())
_OBJECTS = frozenset("me him her us them".split())
_EXCLUDING = frozenset({"only", "solely", "exclusively"})
_POINTING = frozenset("the this that these those such another".split())
_SETTING_AGAINST = frozenset({"while", "whereas"})
_ONLY = frozenset({"only", "just", "merely"})
_TOWARDS = frozenset({"headed", "heading", "going", "coming"})
_COMPLETED_BY = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "agent"})


def mark_of(verb: Word) -> str:
    """The word that ties a subordinate clause to its host ("because"), or nothing."""
    for kid in verb.kids:
        if kid.dep == "mark" or (kid.dep == "advmod" and kid.tag == "WRB"):
            return kid.lower
    return ""


def conditional(verb: Word) -> bool:
    """Whether the clause is a condition: "if …", "unless …", "had he known, …"."""
    marks = {kid.lower for kid in verb.kids if kid.dep in ("mark", "advmod") and kid.i < verb.i}
    provided = verb.lower in listed("conditional_marks") and verb.has("ccomp")
    if provided or _whatever(verb) or marks & listed("conditional_marks") or "long" in marks:
        return True
    if any(_opens_condition(kid) for kid in verb.kids if kid.i < verb.i):
        return True
    tied = mark_of(verb) != ""
    return inverted(verb) and not tied and verb.dep == "advcl" and not adds_to(verb)


def adds_to(verb: Word) -> bool:
    """Whether the clause is told besides another: "not only did they meet, they agreed"."""
    start = (finite(verb) or verb).i
    nots = (kid for kid in verb.kids if kid.lower == "not" and kid.i < start)
    return any(kid.after is not None and kid.after.lower in _ONLY for kid in nots)


def _opens_condition(word: Word) -> bool:
    """As in "only when the last man left", "in case it fails", and "if it eats what it cannot
    digest", which the parser may read from the end.
    """
    if word.dep == "advcl":
        return word.first == word.head.first and conditional(word)
    only_when = word.dep == "advmod" and word.tag == "WRB" and limited(word)
    return only_when or _with_noun(word) in listed("conditional_phrases")


def inverted(verb: Word) -> bool:
    """Whether the auxiliary stands before the subject: "had he known", "should it fail"."""
    subject, tensed = subject_of(verb), finite(verb)
    return subject is not None and tensed is not None and tensed.i < subject.i


def limited(word: Word) -> bool:
    """Whether a phrase excludes all others: "only in May"."""
    return any(kid.lower in _EXCLUDING and kid.i < word.i for kid in word.kids)


def condition(word: Word) -> bool:
    """Whether a phrase or clause is a condition: "if it fails", "as long as …", "in case of …"."""
    if word.dep == "advmod":
        return word.lower in ("long", "soon") and word.has("advcl")
    if word.dep == "prep":
        return _with_noun(word) in listed("conditional_phrases")
    clause = word.dep == "advcl" or (word.dep == "dobj" and word.verbal)  # "pays if both work"
    return clause and conditional(word)


def viewpoint(word: Word) -> bool:
    """Whether a phrase says in whose view something holds: "in his opinion", "to his critics"."""
    if word.dep != "prep" or _with_noun(word) not in listed("viewpoint_phrases"):
        return False
    noun = word.child("pobj")
    held = noun is not None and (noun.has("poss") or any(kid.lower == "of" for kid in noun.kids))
    return (held or word.lower != "in") and (word.i < word.head.i or set_off(word))


def partly(word: Word) -> bool:
    """Whether a phrase says in how far something holds: "only in May", "in rare cases"."""
    if word.dep != "prep" or limited(word):
        return word.dep == "prep"
    pointing = (kid for one in word.kids for kid in one.kids)
    return _with_noun(word) in listed("narrowing_phrases") and not any(
        kid.dep == "poss" or kid.lower in _POINTING for kid in pointing
    )


def _with_noun(preposition: Word) -> str:
    noun = preposition.child("pobj")
    if noun is None:
        noun = preposition.child("pcomp", "amod")  # "on average": no noun to the parser
    return f"{preposition.lower} {noun.lower}" if noun is not None else ""


def asks(verb: Word, *, when: bool = False) -> bool:
    """Whether the clause opens with a question word: "how long they vote"; "when" and "where"
    count only on demand.
    """
    if _whatever(verb):
        return True
    opening = [kid for kid in verb.kids if kid.i < verb.i]
    opening += [kid for word in opening for kid in word.kids if word.i == verb.first + 1]
    return any(
        kid.tag in RELATIVES and (when or kid.lower not in ("when", "where", "while"))
        for kid in opening
    )


def _whatever(verb: Word) -> bool:
    """Whether the clause leaves open what it is: "whoever wins", "however many they build"."""
    doc, subject = verb.token.doc, subject_of(verb)
    if subject is not None and subject.verbal:
        return False  # "whoever wins should know"
    places = {verb.first, verb.first if subject is None else subject.first}
    return any(
        (doc[place].lower_ in _WHATEVER and verb.dep == "advcl")
        or (doc[place].lower_ == "however" and doc[place + 1].tag_ in ("JJ", "RB"))
        for place in places
    )


def conditions(verb: Word) -> list[Word]:
    """What hangs on a verb and says under which condition, or in whose view, it holds."""
    return [kid for kid in verb.kids if condition(kid) or viewpoint(kid)]


def time_before(word: Word, above: Word) -> tuple[Word, ...]:
    """The time of a figure that holds for the figure set against it: "A rose 2% this week, while B
    fell 1%".
    """
    failed = word.has("neg") or word.lemma == "fail"  # "… while B won nothing"
    if word.tag != "VBD" or word.i < above.i or not (failed or _has_figure(word)):
        return ()
    if any(is_time(one) for one in subtree(word)):
        return ()
    verbs = [above, *(kid for kid in above.kids if kid.dep == "xcomp")]
    times = [kid for verb in verbs for kid in verb.kids if is_time(kid) and kid.i > verb.i]
    told = above.tag == "VBD" and (failed or any(map(_has_figure, verbs)))
    near = [kid for kid in times if kid.dep in ("npadvmod", "prep") and _ends(kid, word)]
    return tuple(near) if told and len(times) == 1 else ()


def _has_figure(verb: Word) -> bool:
    """Whether a verb tells by how much: "rose 2 percent", "fell by 3 points"."""
    told = (kid.child("pobj") if kid.dep == "prep" else kid for kid in verb.kids if kid.i > verb.i)
    return any(one is not None and one.label in MEASURES for one in told)


def _ends(word: Word, clause: Word) -> bool:
    """Whether nothing but marks and what ties the two stands between a phrase and a clause."""
    last, first = word.token.right_edge.i, clause.first
    return all(one.is_punct or one.pos_ == "CCONJ" for one in word.token.doc[last + 1 : first])


def adverbial(clauses: Clauses, word: Word) -> Clause | None:
    """A subordinate clause or a participle that holds by itself: "while …", "…, reaching …"."""
    host = clauses.host_of(word)
    if (
        not word.verbal
        or host is None
        or conditional(word)
        or any(kid.tag == "TO" for kid in word.kids)
    ):
        return None
    mark, subject = mark_of(word), subject_of(word)
    if subject is not None and (
        "like" in (one.lower_ for one in word.token.doc[word.first - 1 : word.first + 1])
        or subject is host.subject
        or _is_below(word, host.head)
        or is_when(word, subject)
    ):
        return None
    if subject is None:
        as_preposition = word.dep == "prep" and word.lower not in listed("lasting_participles")
        # "Lee beat the man who led, winning the state": who won?
        whose = host.rule == RELATIVE and set_off(word) and not set_off(host.head)
        misled = mark or whose or word.tag not in PARTICIPLES
        if misled or as_preposition or prepositional(word):
            return None
        saying = clauses.saying(host) if host.rule == REPORTED and set_off(word) else host
        # "it may rain, Lee said, asking not to be named"
        behind = host.head.i < saying.head.i < word.i
        if behind or word.lemma in listed("speech_verbs"):
            host = saying  # "Lee said it was late, noting …": Lee noted
        return participle(word, host) if set_off(word) or word.i < host.head.i else None
    times = time_before(word, host.head) if mark in _SETTING_AGAINST else ()
    clause = read_pronoun(clauses, Clause(word, SUBORDINATE, subject, host, times))
    contrasting = (
        not mark or mark in listed("contrasting_marks") or (mark == "as" and set_off(word))
    )
    short = word.lemma in ("do", "have", "be")  # "as I do"
    completing = _COMPLETED_BY if word.lemma != "do" else {"dobj"}
    complete = not short or any(kid.dep in completing for kid in word.kids)
    complete &= not (mark == "as" and _only_says(word))
    if contrasting and complete:
        return clause
    clauses.hosts[word.i] = clause
    return None


def _is_below(word: Word, verb: Word) -> bool:
    """Whether a participle with a subject is no clause: "felt bad for people losing money"."""
    bare = word.tag == "VBG" and not (mark_of(word) or word.has(*AUXILIARIES))
    apart = set_off(word) or word.token.doc[word.first].text == ","
    return bare and not apart and word.i > verb.i


def is_when(word: Word, subject: Word) -> bool:
    """Whether it is no clause but a time or a doing: "on the same day she won", "her coming in",
    "on May 5, the day before the vote was to begin".
    """
    if subject.tag == "PRP$" or subject.lower in _OBJECTS:
        return True
    opens = word.token.doc[word.first]
    if subject.lemma in listed("calendar_words") and set_off(word):
        return any(kid.lower in ("before", "after") for kid in subject.kids)
    bare = not mark_of(word) and opens.pos_ == "ADP" and opens.dep_ == "prep"
    before = subject.token.doc[subject.first - 1]
    return bare and subject.first - 1 > word.first and before.lower_ in listed("calendar_words")


def _only_says(verb: Word) -> bool:
    """Whether an "as" clause only says who says so: "as Lee claims to believe"."""
    says = verb.lemma in listed("speech_verbs") | listed("thought_verbs")
    return says and not verb.has("dobj", "ccomp")


def participle(word: Word, host: Clause) -> Clause | None:
    """A participle whose subject is the host's: "…, reaching $200mn".

    Left where it is when the host does not assert it, or when its subject is the whole event.
    """
    verb, subject = host.head, host.subject
    if subject is None or subject.dep in ("expl", "csubj", "csubjpass"):
        return None
    if verb.has("neg") or verb.lemma in listed("uncertain_verbs") or conditions(verb):
        return None
    person = any(kid.dep in ("dobj", "attr") and kid.label == "PERSON" for kid in verb.kids)
    if person and word.i > verb.i:
        return None  # "we have Smith, promising": either may be meant
    if asks(word) or before(word) in (":", ";") or (verb.lemma == "be" and is_quality(word)):
        return None
    # "it is, indeed, going to rain"
    bare = verb.lemma == "be" and not verb.has(*_COMPLETED_BY) and word.i > verb.i
    bare &= all(
        kid.lower in listed("discourse_adverbs") for kid in verb.kids if kid.dep == "advmod"
    )
    inside = word.head is not verb and word.dep in ("advcl", "prep")
    # "…, backed by the left": the subject, or the last noun?
    loose = word.tag == "VBN" and word.i > verb.i and not word.has(*AUXILIARIES)
    apart = _heads_into(word) or _is_alternative(word) or _is_of_object(word, verb)
    if bare or inside or loose or apart or word.lower in listed("resulting_participles"):
        return None
    return Clause(word, PARTICIPLE, subject, host, (*host.borrowed, *_shared(word, verb)))


def _heads_into(word: Word) -> bool:
    """Whether it only says when: "heading into the vote, polls were tied"."""
    return word.lower in _TOWARDS and word.has("prep") and word.i < word.head.i


def _is_alternative(word: Word) -> bool:
    """Whether another participle may hold instead: "…, lying down or shouting"."""
    joined = any(kid.dep == "conj" and kid.tag == "VBG" for kid in word.kids)
    return joined and any(kid.lower == "or" for kid in word.kids)


def _is_of_object(word: Word, verb: Word) -> bool:
    """Whether it may be about an object of which more is told: "signs she had found, showing"."""
    ends = (word.first - 1, word.first - 2)
    told = [kid for kid in verb.kids if kid.dep == "dobj" and kid.has("relcl")]
    return word.i > verb.i and any(kid.token.right_edge.i in ends for kid in told)


def is_quality(word: Word) -> bool:
    """Whether a participle says what something is like: "a fine act, touching and inspiring"."""
    return word.tag == "VBG" and all(
        kid.dep in ("cc", "conj", "punct", "advmod") for kid in word.kids
    )


def _shared(word: Word, verb: Word) -> list[Word]:
    """What a participle takes from its host: "may", "reportedly", "are [cooperating]"."""
    progressive = verb.tag == word.tag == "VBG"
    return [
        kid
        for kid in verb.kids
        if kid.tag == "MD"
        or kid.lower in listed("hedging_adverbs")
        or (progressive and kid.dep in AUXILIARIES)
    ]


def prepositional(word: Word) -> bool:
    """Whether a participle works as a preposition: "including", "based on"."""
    on = any(kid.lower in ("on", "upon") for kid in word.kids)
    return word.lower in listed("participle_prepositions") or (word.lower == "based" and on)
