"""Verbs side by side: the main clause, and what is joined to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.clause import JOINED, MAIN, RELATIVE, SHARED, Clause
from claims.extraction.marks import DASHES
from claims.extraction.phrases import before as before_phrase
from claims.extraction.phrases import members, set_off
from claims.extraction.pronouns import read_pronoun
from claims.extraction.subordination import (
    asks,
    conditions,
    inverted,
    is_when,
    mark_of,
    time_before,
)
from claims.extraction.syntax import (
    AUXILIARIES,
    FINITE,
    Word,
    finite,
    is_time,
    subject_of,
    subtree,
)
from claims.extraction.verbs import inflect, plural
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_ALTERNATIVES = frozenset({"or", "nor", "either", "neither", "rather"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "agent"})
_FRONTED = frozenset({"prep", "npadvmod", "advmod", "nmod"})


def main(clauses: Clauses, word: Word) -> Clause | None:
    """The sentence's own verb."""
    if word.verbal:
        subject = subject_of(word) or _swallowed_subject(clauses, word) or _parted_subject(word)
        subject = subject or _subject_behind(word)
        heading = word.tag == "VBG" and not word.has(*AUXILIARIES)  # "Lee telling voters that …"
        return read_pronoun(clauses, Clause(word, MAIN, subject, undivided=heading))
    # "The talks touched on trade": a past tense that the parser took for a participle.
    verb = next((kid for kid in word.kids if kid.dep == "acl" and kid.text.endswith("ed")), None)
    if verb is None or verb.i < word.i or set_off(verb) or verb.has("agent", *AUXILIARIES):
        return None
    return Clause(verb, MAIN, word)


def _swallowed_subject(clauses: Clauses, verb: Word) -> Word | None:
    """The subject that the parser took into a list that opens the sentence.

    "At talks in Paris, Smith and Jones agreed": the list before the comma is no list.
    """
    start = min([verb.i, *(kid.i for kid in verb.kids if kid.dep in AUXILIARIES)])
    for kid in verb.kids:
        if kid.i > verb.i or kid.dep != "prep" or kid.token.right_edge.i != start - 1:
            continue
        for word in subtree(kid):
            if word.dep in ("conj", "appos") and word.nominal and set_off(word):
                clauses.cuts.add(word.i)
                return word
    return None


def _parted_subject(verb: Word) -> Word | None:
    """The subject that the parser gave to a participle behind it: "Holm, believed dead, was found".

    The participle stays where it is.
    """
    for kid in verb.kids:
        aside = kid.dep in ("advcl", "ccomp") and kid.i < verb.i
        subject = subject_of(kid) if aside else None
        bare = kid.tag in ("VBD", "VBN", "VBG") and not kid.has("mark", *AUXILIARIES)
        if subject is not None and bare and _comma_behind(subject):
            return subject
    return None


def _subject_behind(verb: Word) -> Word | None:
    """The subject behind a quality that opens the sentence: "More worrying was the silence"."""
    quality, said = verb.child("acomp"), verb.child("attr")
    if verb.lemma != "be" or quality is None or said is None:
        return None
    return said if quality.i < verb.i < said.i else None


def _comma_behind(word: Word) -> bool:
    end = word.token.right_edge.i + 1
    return end < len(word.token.doc) and word.token.doc[end].text in {",", *DASHES}


def coordinated(clauses: Clauses, word: Word) -> Clause | None:
    """A verb joined to the one before it by "and" or "but", with or without a subject."""
    return _told_too(clauses, word) or _joined(clauses, word)


def _joined(clauses: Clauses, word: Word) -> Clause | None:
    before = word.head
    subordinate = clauses.hosts.get(before.i)
    host = clauses.reported_beside(word) or clauses.found.get(before.i) or subordinate
    asked = asks(word, when=True) or word.token.doc[word.first].tag_ in ("WP", "WDT")
    asked |= _on_command(word, before)
    if host is None or not (word.verbal and before.verbal) or asked:
        return None  # "a denial of who it is, and what it takes to win"
    if host is subordinate and not set_off(word) and _previous(word, 2) != ",":
        return None
    subject, joints = subject_of(word), _joints(word)
    unjoined = subject is not None and not (joints or set_off(word))  # "no proof [that] it failed"
    if unjoined or joints & _ALTERNATIVES:
        return None
    if subject is None and (subject := _lost_subject(word, before)) is not None:
        clauses.cuts.add(subject.i)
    if subject is None:
        return None if not joints and _is_adjective(word) else _sharing(word, host)
    doubts = (_one_condition, _conditioned, _gapped, _denied)
    if any(doubt(word, before) for doubt in doubts):
        return None
    own = mark_of(word) == "that" or conditions(word)  # "that if A, B, and that C", "and if C, D"
    opening = () if own else _opening(host)
    times = _time_of_both(word, host) or time_before(word, before)
    shared = (*opening, *times, *_modal_of_both(word, before))
    return read_pronoun(clauses, Clause(word, JOINED, subject, host, shared))


def _told_too(clauses: Clauses, word: Word) -> Clause | None:
    """A second clause about the noun of the first: "claims, which are old and which hurt us", "Lee,
    who is a judge and whose mill burned down".
    """
    first, pronoun = clauses.found.get(word.head.i), subject_of(word)
    if first is None or first.rule != RELATIVE or pronoun is None or first.noun is None:
        return None
    whose = next((kid for kid in pronoun.kids if kid.tag == "WP$"), None)
    if whose is not None:
        return replace(first, head=word, subject=pronoun, pronoun=whose, borrowed=())
    same = first.pronoun is not None and pronoun.lower == first.pronoun.lower
    if not same or first.subject is not first.noun or pronoun.tag not in ("WDT", "WP"):
        return None
    return replace(first, head=word, pronoun=pronoun, borrowed=())


def _on_command(word: Word, before: Word) -> bool:
    """Whether a clause says what comes of doing something: "add it up and you get ten"."""
    order = before.tag == "VB" and subject_of(before) is None and not before.has(*AUXILIARIES)
    subject = subject_of(word)
    return order and subject is not None and subject.lower == "you"


def _is_adjective(word: Word) -> bool:
    """Whether a verb may be an adjective: "most of the regular, pledged seats"."""
    doc, place = word.token.doc, word.i - 2
    if word.tag not in ("VBD", "VBN") or place < 0 or doc[word.i - 1].text != ",":
        return False
    return doc[place].tag_ == "JJ" and doc[place].dep_ in ("pobj", "dobj")


def _sharing(word: Word, host: Clause) -> Clause | None:
    """A verb with the subject of the one before it, where nothing else is shared."""
    before = host.head
    # "was born and raised in Leeds"
    behind = [kid for kid in before.kids if kid.i > before.i and kid.inked]
    alone = all(kid.dep in ("cc", "conj") for kid in behind)
    alone &= before.lower == "born" or not before.has("auxpass")
    shares_object = alone and word.has("dobj", "prep")
    shares_object |= not any(kid.dep in _OBJECTS for kid in before.kids) and word.has("dobj")
    shares_object &= (
        not set_off(word) and _previous(word, 2) != ","
    )  # "shot and killed Lee, but fled"
    of_pronoun = host.pronoun is not None and host.pronoun is not subject_of(host.head)
    # "it fell and rose if it rained", but "said it fell and would sue if it rained"
    told = word.head is not before or before.lemma in listed("speech_verbs")
    both = not told and any(kid.i > word.i for kid in conditions(word))
    if shares_object or of_pronoun or both:
        return None
    if host.subject is not None and host.subject.dep == "expl":
        return None  # "there were doubts but not about money"
    if inverted(before) or _conditioned(word, before) or before_phrase(word) in DASHES:
        return None  # "not until May did they meet and sign"
    shared = _shared(word, host)
    auxiliary = any(one.dep in AUXILIARIES for one in shared)
    bare = word.tag == "VB" and finite(word) is None
    bare |= word.tag == "VBN" and word.has("neg") and not word.has(*AUXILIARIES)
    acted = before.tag in FINITE or any(kid.lemma == "have" for kid in before.kids)
    bare |= word.tag == "VBG" and acted and not word.has(*AUXILIARIES)
    if _disagrees(word, host.subject) or (bare and not auxiliary):
        return None  # "urged them to act, replace …", "left them amused, but not convinced"
    return Clause(word, SHARED, host.subject, host, shared, kept=host.kept)


def _disagrees(verb: Word, subject: Word | None) -> bool:
    """Whether the verb's number tells that it is not this subject's."""
    tensed = finite(verb)
    if tensed is None or subject is None or subject.lower in ("i", "you"):
        return False
    if tensed.tag == "VBZ":
        several = subject.tag == "NNS" and not (subject.label or subject.has("conj"))
        return several or subject.lower in ("we", "they", "these", "those")
    return tensed.tag == "VBP" and not plural(subject)


def _shared(word: Word, host: Clause) -> tuple[Word, ...]:
    """What a coordinated verb takes from the one before it.

    "In May they [had not] met" gives the next verb its auxiliaries, negation and doubts, its
    conditions, and what opens the sentence where the verb has no such phrase of its own.
    """
    before = host.head
    same_form = _same_form(word, before) and not word.has(*AUXILIARIES)
    start = before.first if host.subject is None else host.start
    timed = any(kid.label or kid.dep == "npadvmod" for kid in word.kids if kid.dep in _FRONTED)
    found = [
        one for one in host.borrowed if same_form or one.dep not in AUXILIARIES or one.tag == "MD"
    ]
    for kid in before.kids:
        if kid.i > before.i:
            continue
        doubt = kid.lower in listed("hedging_adverbs")
        group = kid.dep in (*AUXILIARIES, "neg") or (kid.dep == "advmod" and kid.i > start)
        front = kid.dep in _FRONTED and kid.i < start and not timed and not _links(kid)
        if doubt or (same_form and group) or front:
            found.append(kid)
    return tuple(dict.fromkeys([*found, *conditions(before)]))


def _same_form(word: Word, before: Word) -> bool:
    """Whether the auxiliaries of one verb fit the other: "has won and lost"."""
    if word.tag == before.tag:
        return word.tag not in FINITE
    modal = any(kid.tag == "MD" for kid in before.kids)
    if before.tag == "VB" and word.lower == word.lemma and (modal or word.tag == "VBP"):
        return True  # "must register and pay": a bare form, whatever the parser took it for
    timed = any(kid.dep in ("prep", "npadvmod") and kid.i < word.i for kid in word.kids)
    if before.has("auxpass") and word.tag == "VBD" and not (timed or word.has("dobj")):
        return inflect(word.lemma, "VBN") == word.lower  # "was named and confirmed"
    # "have inked and convened": past tense and participle are one form.
    have = any(kid.lemma == "have" for kid in before.kids if kid.dep == "aux")
    perfect = have and before.tag == "VBN" and not before.has("auxpass")
    perfect &= not _turns(word)
    return perfect and word.tag == "VBD" and inflect(word.lemma, "VBN") == word.lower


def _turns(word: Word) -> bool:
    """Whether a verb tells of another time than the one before it: "had agreed, but left today"."""
    but = any(kid.lower == "but" for kid in word.head.kids if kid.dep == "cc")
    return but or any(kid.dep == "npadvmod" and is_time(kid) for kid in word.kids)


def _opening(host: Clause) -> tuple[Word, ...]:
    """Doubts and conditions that open a sentence and hold for all of it: "If so, A and B"."""
    start = host.head.first if host.subject is None else host.start
    doubts = [kid for kid in host.head.kids if kid.lower in listed("hedging_adverbs")]
    return tuple(kid for kid in (*doubts, *conditions(host.head)) if kid.i < start)


def _time_of_both(word: Word, host: Clause) -> tuple[Word, ...]:
    """The time that opens what somebody says of two: "In May A rose and B fell"."""
    timed = any(is_time(kid) or kid.i < word.i for kid in word.kids if kid.dep in _FRONTED)
    if not host.said or timed or word.tag != host.head.tag:
        return ()
    start = host.head.first if host.subject is None else host.start
    return tuple(kid for kid in host.head.kids if kid.i < start and is_time(kid))


def _modal_of_both(word: Word, before: Word) -> tuple[Word, ...]:
    """The auxiliary that two verbs share: "A must be shut and B be sold"."""
    bare = finite(word) is None and (
        word.tag == "VB" or any(kid.lower == "be" for kid in word.kids)
    )
    if not bare or any(kid.tag == "TO" for kid in word.kids):
        return ()
    return tuple(kid for kid in before.kids if kid.tag == "MD" and kid.i < before.i)


def _one_condition(word: Word, before: Word) -> bool:
    """Whether a condition at the end may hold for both: "A will rise and B will fall if C"."""
    after = any(kid.i > word.i for kid in conditions(word))
    return after and all(any(kid.tag == "MD" for kid in verb.kids) for verb in (word, before))


def _conditioned(word: Word, before: Word) -> bool:
    """Whether a verb may be part of a condition before it: "A pays if B works and C is ill"."""
    between = any(before.i < kid.i < word.i for kid in conditions(before))
    return between and not set_off(word) and _previous(word, 2) not in (",", ";")


def _gapped(word: Word, before: Word) -> bool:
    """Whether the verb before may lend its auxiliaries: "A will be shut and B sold"."""
    lends = before.tag == "VBN" and any(kid.tag == "MD" for kid in before.kids)
    return lends and word.tag in ("VBD", "VBN") and not word.has(*AUXILIARIES)


def _denied(word: Word, before: Word) -> bool:
    """Whether the "not" of the verb before may be shared: "A will not be shut nor B be sold"."""
    return before.has("neg") and bool(_modal_of_both(word, before))


def _links(word: Word) -> bool:
    return word.lower in listed("discourse_adverbs") or word.tag == "WRB"


def _joints(word: Word) -> set[str]:
    """The words that join the members of the list a verb stands in."""
    while word.dep == "conj" and word.head.verbal:
        word = word.head
    return {kid.lower for one in members(word) for kid in one.kids if kid.dep in ("cc", "preconj")}


def _previous(word: Word, back: int) -> str:
    """The token so many places before the word's phrase."""
    place = word.first - back
    return str(word.token.doc[place].text) if place >= 0 else ""


def _lost_subject(word: Word, before: Word) -> Word | None:
    """The subject that the parser took for a member of the list before it.

    "It has growth and one feature is speed": a verb that shares a subject follows "and" or a
    comma; this one follows a noun.
    """
    if word.first == 0:
        return None
    if word.first != word.i:
        return _swallowed(word, before)
    for kid in before.kids:
        last = kid
        while (after := last.child("conj")) is not None:
            last = after
        if last is not kid and last.nominal and last.token.right_edge.i == word.i - 1:
            return last
    return None


def _swallowed(word: Word, before: Word) -> Word | None:
    """The same before an auxiliary: "sorry for the [noise and the mayor] is taking action"."""
    several = word.has(*AUXILIARIES) or _disagrees(word, subject_of(before))
    if not several or word.token.doc[word.first - 1].lower_ in ("and", ","):
        return None
    return next(
        (
            one
            for one in subtree(before)
            if one.dep == "conj"
            and one.nominal
            and one.tag in ("NN", "NNP", "NNS", "NNPS")
            and one.token.right_edge.i == word.first - 1
        ),
        None,
    )


def beside(_: Clauses, word: Word) -> Clause | None:
    """A clause beside the main one: "A rose; B fell". Not "…, he said", which frames it."""
    above, subject = word.head, subject_of(word)
    if not word.verbal or subject is None or finite(word) is None:
        return None
    says = above.lemma in listed("speech_verbs") and not above.has("dobj")
    says = says and not any(kid.text == ";" and word.i < kid.i < above.i for kid in above.kids)
    if word.dep == "ccomp" and (word.i > above.i or says):
        return None
    if any(kid.i < word.i < above.i for kid in conditions(above)) or _opens_with_clause(word):
        return None  # "if you pay, and you stay, you win"
    if word.dep == "ccomp" and (inverted(above) or conditions(word)):
        return None  # "prices may rise should it fail": a condition may hold for both
    if word.dep == "parataxis" and word.lemma in listed("speech_verbs") | listed("thought_verbs"):
        return None
    return Clause(word, JOINED, subject)


def _opens_with_clause(word: Word) -> bool:
    """Whether the clause is of a noun before it: "in what may be the first time they agreed, …",
    "on the same day she won, …".
    """
    subject = subject_of(word)
    return (subject is not None and is_when(word, subject)) or any(
        kid.first == word.first and kid.dep == "prep" and kid.has("pcomp") for kid in word.kids
    )


def loose(clauses: Clauses, word: Word) -> Clause | None:
    """A verb the parser could not place: "…, then rose to ten"."""
    host = clauses.found.get(word.head.i)
    if host is None or not word.head.verbal or finite(word) is None or word.i < word.head.i:
        return None
    subject = subject_of(word)
    if subject is not None:
        return Clause(word, JOINED, subject, host)
    return Clause(word, SHARED, host.subject, host) if word.tag in FINITE else None
