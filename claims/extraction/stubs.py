"""What says nothing by itself: a verb whose sense stands elsewhere, a claim of which too little is
left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import REPORTED
from claims.extraction.nouns import personal
from claims.extraction.subordination import mark_of
from claims.extraction.syntax import AUXILIARIES, RELATIVES, SUBJECTS, subtree
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clause import Clause
    from claims.extraction.syntax import Word, Words

COMPLETING = frozenset("dobj ccomp xcomp attr acomp oprd".split())
"""How hangs on a verb what it cannot do without."""
_NEEDING = frozenset("want tell need let seem appear tend mean refer".split())
_AROUND_VERB = SUBJECTS | AUXILIARIES | {"neg", "advmod", "advcl", "mark", "cc", "conj", "punct"}
_POINTING = frozenset({"it", "this", "that", "these", "those"})
_OPEN = frozenset("likely due able unable bound set subject prone about willing ready".split())
_SURE = frozenset({"sure", "certain", "confident", "glad", "afraid", "aware"})
_AMOUNTS = frozenset("lot lots plenty bunch number".split())
_DESCRIBING = frozenset("amod compound prep relcl acl nummod".split())
_GENERIC = frozenset(
    "state person people man woman thing place country way process time one somebody someone "
    "something issue".split()
)
_AROUND_TELLING = frozenset("dobj prep npadvmod advmod cc conj punct".split())
_WHERE_SAID = frozenset("in on at during after before".split())
_HEARERS = frozenset("me you him her us them reporters".split())
_EXTRAPOSED = frozenset("xcomp ccomp advcl".split())


def is_cut_short(clause: Clause) -> bool:
    """Whether the verb leaves its sense to another sentence: "Congress did", "they must"."""
    head = clause.head
    told = (kid for kid in head.kids if kid.inked or kid.label == "PERCENT")  # "had 74%"
    said = any(kid.dep not in _AROUND_VERB or _measured(kid) for kid in told)
    if head.lemma == "have" and head.has("neg") and not head.has(*COMPLETING):
        return True  # "others had not, with the result that …"
    short = head.pos == "AUX" or head.lemma in ("do", "have", "be")
    speaks = head.lemma in listed("speech_verbs") and not head.has("auxpass")
    speaks &= clause.rule != REPORTED  # "he said that he was joking"
    speaks = speaks or head.lemma in ("mean", "know")  # "I mean, there is …"
    tells_nothing = any(empty(head) for empty in (_tells_nothing, _says_when, _only_thanks, _fills))
    return ((short or speaks) and not said) or tells_nothing


def _fills(verb: Word) -> bool:
    """Whether it only fills a pause: "I mean, depending on the vote", "it was late, you see"."""
    subject, said = verb.child("nsubj"), verb.child("ccomp")
    if said is not None and said.i < verb.i and subject is not None:
        if subject.lower == "you" and verb.lemma in ("see", "know"):
            return all(kid.i < verb.i or not kid.inked for kid in verb.kids)
        if verb.lemma == "hear":  # "he fell, the court heard"
            return all(kid.i < verb.i or not kid.inked for kid in verb.kids)
    mine = verb.lemma == "mean" and subject is not None and subject.lower == "i"
    return mine and verb.after is not None and verb.after.text == ","


def _only_thanks(verb: Word) -> bool:
    """Whether somebody only says thanks: "“Thank you very much,” Lee said"."""
    said = verb.child("ccomp")
    thanks = said is not None and said.lemma == "thank" and not said.has(*SUBJECTS, "prep")
    return thanks and verb.lemma in listed("speech_verbs")


def _says_when(verb: Word) -> bool:
    """Whether what was said stands elsewhere, and only when and where does here: "Lee said on
    Monday", "he said in an interview with the BBC".
    """
    if verb.lemma != "say" or verb.has("neg", "csubj", *AUXILIARIES, *COMPLETING):
        return False
    behind = [kid for kid in verb.kids if kid.i > verb.i and kid.inked]
    if any(one.dep in ("acl", "relcl") for kid in behind for one in subtree(kid)):
        return False  # "said in a letter that it was late", where the parser gave it to the letter
    return all(kid.dep == "npadvmod" or kid.lower in _WHERE_SAID for kid in behind)


def _tells_nothing(verb: Word) -> bool:
    """Whether what was told stands elsewhere: "'It rained,' he told Ann Lee, 'and it froze.'"."""
    if verb.lemma == "have" and (inner := verb.child("xcomp")) is not None:
        verb = inner  # "I have to tell you"
    whom = verb.child("dobj") if verb.lemma == "tell" and not verb.has("auxpass") else None
    if whom is None or not (personal(whom) or whom.label == "ORG" or whom.lower in _HEARERS):
        return False
    behind = [kid for kid in verb.kids if kid.i > verb.i]
    prepositions = [kid for kid in behind if kid.dep == "prep" and kid.lower in ("about", "of")]
    nouns = (noun for kid in prepositions for noun in kid.kids)
    about = any(noun.label != "ORG" for noun in nouns)  # "told Ann Lee of Reuters"
    return not about and all(kid.dep in _AROUND_TELLING for kid in behind if kid.inked)


def _measured(word: Word) -> bool:
    """ "Trade was up 64%" says something, "Congress did two years later" does not."""
    if word.dep == "advmod" and word.has("prep") and word.head.lemma != "do":
        return True  # "is ahead on points", "know it better than most"
    return word.lower in ("up", "down") and word.has("npadvmod")


def is_stub(clause: Clause, words: Words, subject: Words) -> bool:
    """Whether nothing is left of what was thought or had: "I think", "There is a feeling"."""
    head = clause.head
    being = head.lemma in ("be", "become", "'s", "’s")
    said = head.child("attr") if being else None
    pointing = clause.subject is not None and clause.subject.lower in _POINTING
    pointing = pointing and said is not None and said.has("relcl", "acl")
    if said is not None and (said.lemma in _GENERIC or pointing) and not head.has("expl", "neg"):
        several = any(kid.has("conj") for kid in said.kids if kid.dep in ("relcl", "acl"))
        bare = ("det", "amod") if pointing and not several else ("det",)
        plain = all(kid.dep in (*bare, "relcl", "acl", "punct") for kid in said.kids)
        if plain and not any(
            word.head in (said, head)
            for word in words - subject - {said, head}
            if word.inked and word.dep not in (*AUXILIARIES, *bare)
        ):
            return True  # "Nevada is a state [that …]"
    if head.has("expl") and said is not None and _only_counts(said, words - subject):
        return True  # "there are a lot of things"
    quality = head.child("acomp") if being else None
    if quality is not None and _only_judges(clause, quality, words):
        return True  # "that is true [all over the globe]", "it is unfair [to ask]"
    if (
        quality is not None
        and (quality.lower in _SURE or (quality.lower in _OPEN and quality.kids))
        and words
        <= {
            *subject,
            head,
            quality,
            *(kid for kid in head.kids if kid.dep in (*AUXILIARIES, "advmod")),
        }
    ):
        return True  # "he is likely [to win]"
    needs = head.lemma in listed("thought_verbs") or head.lemma in _NEEDING
    rest = (word for word in words - subject if word.inked and word is not head)
    return needs and all(
        word.dep in _AROUND_VERB or word.head.dep == "advmod" or word.tag in RELATIVES
        for word in rest
    )


def _only_counts(said: Word, words: Words) -> bool:
    """Whether it is only told that there is something, or something by which is known nothing."""
    of = next((kid for kid in said.kids if kid.lower == "of"), None)
    noun = of.child("pobj") if of is not None and said.lemma in _AMOUNTS else said
    if noun is None or noun.lemma not in _GENERIC | {"reason", "stuff"}:
        return False
    own = {said.head, said, noun, *said.kids, *noun.kids}
    described = any(kid.dep in _DESCRIBING for kid in noun.kids)
    rest = {word for word in words if word.inked and word.dep not in (*AUXILIARIES, "advmod")}
    return not described and rest <= own


def _only_judges(clause: Clause, quality: Word, words: Words) -> bool:
    """Whether a bare quality is said of what only points elsewhere."""
    subject, head = clause.subject, clause.head
    demonstrative = subject is not None and subject.lower in ("that", "this")
    empty = subject is not None and subject.lower == "it" and _is_completed(head, quality)
    to_whom = {
        word
        for kid in (*head.kids, *quality.kids)
        if kid.dep == "prep" and kid.lower in ("to", "for")
        for word in subtree(kid)
    }  # "it became clear to me [that …]"
    left = {word for word in words if word.inked and word.dep not in (*AUXILIARIES, "advmod")}
    return (demonstrative or empty) and left - to_whom <= {subject, head, quality}


def _is_completed(verb: Word, quality: Word) -> bool:
    """Whether what has the quality follows it, wherever the parser hung it: "it became clear to me
    in the talks that they would fail".
    """
    if any(kid.dep in _EXTRAPOSED and kid.i > quality.i for kid in verb.kids):
        return True
    return any(one.dep == "acl" and mark_of(one) == "that" for one in subtree(verb))
