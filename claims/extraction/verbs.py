"""Verb forms: the finite form a participle needs when its clause becomes a sentence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.extraction.clause import PARTICIPLE, SHARED, SUBORDINATE
from claims.extraction.inflections import forms_of
from claims.extraction.phrases import members
from claims.extraction.syntax import AUXILIARIES, FINITE, Word, finite, is_time
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clause import Clause

_BE = {("past", False): "was", ("past", True): "were", ("present", False): "is"}
_CLITICS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_BODIES = frozenset({"ORG", "GPE", "FAC", "PRODUCT"})
_GOING_ON = frozenset({"try", "seek", "run", "vie", "struggle", "compete"})
"""What somebody who does it has not done yet."""
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset("they we you these those both many few several".split())


@cache
def inflect(lemma: str, tag: str, like: str = "") -> str:
    """A form of a verb by its Penn tag; ``like`` settles the spelling ("signalling": signalled).

    >>> inflect("reach", "VBD"), inflect("signal", "VBD", "signalling")
    ('reached', 'signalled')
    """
    own, longer = (forms_of(one, "VBG") for one in (lemma, lemma + "e"))
    if like and like not in own and like in longer:
        lemma += "e"  # "waging", of which spaCy makes "wag"
    forms = forms_of(lemma, tag)
    same = [form for form in forms if form.removesuffix("ed") == like.removesuffix("ing")]
    return (same or list(forms) or [lemma])[0]


def plural(subject: Word | None) -> bool:
    """Whether a verb agrees with the subject in the plural."""
    if subject is None:
        return False
    if subject.tag == "NNPS" and subject.label in _BODIES and not subject.has("det", "conj"):
        return False  # "Platte River Networks is"
    if subject.label == "PERSON" and not subject.has("conj"):
        return False  # "Sanders", whatever the parser took it for
    several = len(members(subject)) > 1 and subject.has("cc", "conj")
    several |= subject.tag == "CD" and subject.lower != "one"  # "the two are"
    return several or subject.tag in _PLURAL_TAGS or subject.lower in _PLURAL_WORDS


def be(tense: str, *, many: bool) -> str:
    return _BE.get((tense, many), "are")


def spelled_out(text: str, verb: Word) -> str:
    """A short verb in full: "'s" in "he's gone" is "has"; any other as it is."""
    if text == "'s":
        return "has" if _is_perfect(verb) else "is"
    if text == "'d":
        return "had" if _is_perfect(verb) else "would"
    return _CLITICS.get(text, text)


def _is_perfect(verb: Word) -> bool:
    """Whether a short verb is a form of "have"."""
    rest = verb.token.doc[verb.i + 1 : verb.i + 4]
    after = next((token for token in rest if token.pos_ != "ADV"), None)
    if after is None or after.tag_ not in ("VBN", "VBD"):
        return False
    done = verb.dep == "aux" or verb.head.has("dobj")
    return done or after.lower_ in ("been", "had", "got", "gotten", "gone", "become")


def needs_finite(clause: Clause) -> bool:
    """Whether the clause is a participle's and has no finite verb of its own, nor one it shares.

    "the cause being known" needs one too; any other clause with a subject of its own has a past
    tense that the parser took for a participle.
    """
    head = clause.head
    own = [kid for kid in head.kids if kid.dep in AUXILIARIES]
    if clause.own_subject:
        tensed = any(word.tag in FINITE for word in own)  # "is being built"
        if clause.rule == SUBORDINATE and head.tag == "VBG" and not own:
            return True  # "…, most of it going to schools"
        return not tensed and any(word.lower in ("being", "having") for word in own)
    participle = head.tag in ("VBG", "VBN") or (head.tag == "VBD" and head.dep == "acl")
    if not participle or clause.rule not in (PARTICIPLE, SHARED):
        return False
    helping = [word for word in (*own, *clause.borrowed) if word.tag not in ("MD", "TO")]
    helping = [word for word in helping if word.dep in AUXILIARIES or word.lemma == "be"]
    carrying = any(word.tag in FINITE for word in (*own, *clause.borrowed))
    return not helping or not carrying


def tense_of(clause: Clause | None) -> str:
    """The tense a clause is told in, the nearest finite verb's: "past", "present" or "modal"."""
    while clause is not None:
        tensed = finite(clause.head) or next(
            (word for word in clause.borrowed if word.tag in FINITE), None
        )
        if tensed is not None and clause.rule != PARTICIPLE:
            if tensed.tag == "MD":
                return "modal"
            perfect = tensed.lemma == "have" and clause.head is not tensed
            return "past" if tensed.tag == "VBD" or perfect else "present"
        clause = clause.host
    return "past"


def finite_form(clause: Clause) -> tuple[Word, str]:
    """Which word of a participle's clause to replace, and its finite form.

    "reaching" becomes "reached", "founded" "was founded", "having lost" "had lost".
    """
    head, tense, many = clause.head, tense_of(clause.host), plural(clause.subject)
    auxiliary = next((kid for kid in head.kids if kid.dep in AUXILIARIES), None)
    if auxiliary is not None and auxiliary.lower in ("having", "being"):
        return auxiliary, "had" if auxiliary.lower == "having" else be(tense, many=many)
    if any(word.tag == "MD" for word in clause.borrowed):
        return head, inflect(head.lemma, "VB") if head.tag == "VBG" else f"be {head.lower}"
    if head.lemma == "be":
        return head, be("present" if tense == "present" else "past", many=many)
    if head.tag == "VBG":
        return head, _told_of_gerund(clause, tense, many=many)
    if clause.rule == SHARED and head.tag == "VBN" and head.has("dobj"):
        return head, inflect(head.lemma, "VBD", head.lower)  # "ate bread, downed wine and left"
    return head, f"{be(_tense_of_state(head, tense), many=many)} {head.lower}"


def _told_of_gerund(clause: Clause, tense: str, *, many: bool) -> str:
    """ "reaching" as "reached"; what is only tried goes on: "a teacher trying to win"."""
    head, now = clause.head, tense == "present"
    if head.lemma in _GOING_ON and clause.rule == PARTICIPLE:
        return f"{be('present' if now else 'past', many=many)} {head.lower}"
    tag = ("VBP" if many else "VBZ") if now else "VBD"
    return inflect(head.lemma, tag, head.lower)


def _tense_of_state(participle: Word, tense: str) -> str:
    """What was done stays done; a state lasts as long as its clause: "based in Paris"."""
    done = any(is_time(kid) for kid in participle.kids)
    lasts = participle.lower in listed("lasting_participles") and not done
    return tense if lasts else "past"
