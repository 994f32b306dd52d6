"""How a claim is put: affirmed or negated, asserted or less, fact, prediction or opinion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.subordination import adds_to, condition, inverted
from claims.extraction.syntax import AUXILIARIES, Word, Words, ancestors
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clause import Clause
    from claims.models import Attribution, ClaimKind, Modality, Polarity

_NOT_AT_ALL = frozenset(
    "no not never neither nor none nobody nothing nowhere hardly barely scarcely cannot n't".split()
)
_ACTS: dict[str, Modality] = {"denied": "denied", "promised": "planned", "alleged": "alleged"}
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
_POSSIBLE = frozenset({"may", "might", "could"})
_WOULD = frozenset({"would", "'d", "’d"})
_NECESSARY = frozenset({"must", "should", "ought"})
_LIKELY = frozenset({"likely", "unlikely", "possible", "poised"})
_PAST = re.compile(r"\A1[5-9]\d\ds?\Z")
"""A year or a decade that no article now published can look forward to."""
_OWN_VIEW = frozenset({"i", "we"})
_VIEWS = frozenset({"think", "believe", "feel", "love", "hate", "like", "hope"})


def polarity_of(clause: Clause, words: Words) -> Polarity:
    """Negated when the claim's own verb, its subject or its object says no."""
    return "negated" if any(_negates(word, clause) for word in words) else "affirmed"


def _negates(word: Word, clause: Clause) -> bool:
    if word.dep != "neg" and word.lower not in _NOT_AT_ALL:
        return False
    after = word.token.doc[word.i + 1 : word.i + 2]
    if any(token.lower_ in ("only", "just", "merely", "simply") for token in after):
        return False
    if word.lower == "no" and word.head.tag in ("JJR", "RBR"):  # "no later than May"
        return word.head.lower == "longer"
    if word.text == "No" and any(token.text == "." for token in after):
        return False  # "mine No. 2"
    verb = next((above for above in ancestors(word) if above.verbal), None)
    return verb is clause.head or word in clause.borrowed or verb is None


def modality_of(clause: Clause, words: Words, around: list[Attribution]) -> Modality:
    """How firmly the claim is put, by its own words first and then by what its source does."""
    for one in reversed(around):
        if one.act in _ACTS:
            return _ACTS[one.act]
    adverbs = {word.lower for word in words if not names_a_kind(word)}
    if adverbs & listed("alleging_adverbs") or _governed(clause, "alleging_verbs", passive=True):
        return "alleged"
    hanging = (*clause.head.kids, *clause.borrowed)
    turned = inverted(clause.head) and not adds_to(clause.head)
    on_condition = turned and clause.head.has("ccomp")  # "A may rise should B fall"
    if on_condition or any(
        kid in words and condition(kid) and not _pointing(kid) for kid in hanging
    ):
        return "conditional"
    if adverbs & listed("hedging_adverbs"):
        return "possible"
    return _by_verb(clause, words, reported=any(one.kind != "direct" for one in around))


def names_a_kind(word: Word) -> bool:
    """Whether the adverb holds nothing back: "likely voters", "more likely than men"."""
    if word.lower != "likely":
        return False
    return _compared(word) or (word.dep == "amod" and word.head.lemma in listed("counted_people"))


def _compared(word: Word) -> bool:
    return any(kid.lower in ("more", "less", "most", "least") for kid in word.kids)


def _pointing(phrase: Word) -> bool:
    """Whether it points at what is known: "in this case" sets no condition."""
    return any(kid.lower in ("this", "that") for noun in phrase.kids for kid in noun.kids)


def _by_verb(clause: Clause, words: Words, *, reported: bool) -> Modality:
    head = clause.head
    modals = {
        word.lower
        for word in words
        if word.tag == "MD" and (word.head is head or word in clause.borrowed)
    }
    needing = head.lemma in ("need", "have") and _infinitive(head)
    foreseen = _governed(clause, "predicting_verbs", passive=True) or _going(head)
    seeming = head.lemma in ("seem", "appear") or _likely(head)
    rules: list[tuple[bool, Modality]] = [
        (bool(modals & _POSSIBLE), "possible"),
        (needing or bool(modals & _NECESSARY), "necessary"),
        (_governed(clause, "planning_verbs", passive=False) or _due(head), "planned"),
        (foreseen or bool(modals & _FUTURE), "predicted"),
        (bool(modals & _WOULD), "predicted" if reported else "conditional"),
        (seeming, "possible"),
    ]
    return next((modality for holds, modality in rules if holds), "asserted")


def _infinitive(verb: Word) -> bool:
    """Whether a "to …" hangs on the verb."""
    complement = verb.child("xcomp")
    return complement is not None and any(kid.tag == "TO" for kid in complement.kids)


def _governed(clause: Clause, verbs: str, *, passive: bool) -> bool:
    head = clause.head
    if head.lemma not in listed(verbs) or not _infinitive(head):
        return False
    return not passive or head.has("auxpass") or head.tag == "VBN"


def _due(verb: Word) -> bool:
    """Whether something is due: "is due to attend"."""
    complement = verb.child("acomp")
    return complement is not None and complement.lower == "due" and _infinitive(complement)


def _going(verb: Word) -> bool:
    return verb.lower == "going" and _infinitive(verb) and verb.has(*AUXILIARIES)


def _likely(verb: Word) -> bool:
    complement = verb.child("acomp")
    return complement is not None and complement.lower in _LIKELY and not _compared(complement)


def kind_of(clause: Clause, words: Words, modality: Modality, *, figures: bool) -> ClaimKind:
    """A prediction, an opinion or a fact. A figure makes a claim checkable, whatever its tone."""
    if modality in ("predicted", "planned") and not _was_wont(clause, words):
        return "prediction"
    if modality == "conditional" and _by_verb(clause, words, reported=False) == "predicted":
        return "prediction"  # "it will rise if they win"
    own_view = any(word.lower in _OWN_VIEW for word in words) and clause.head.lemma in _VIEWS
    judging = any(word.lower in listed("opinion_words") and _weighs(word, clause) for word in words)
    if own_view or modality == "necessary" or (judging and not figures):
        return "opinion"
    return "fact"


def _was_wont(clause: Clause, words: Words) -> bool:
    """Whether "would" tells of the past: "in the early 1960s, it would provide ships"."""
    modals = {word.lower for word in words if word.tag == "MD" and word.head is clause.head}
    past = any(
        word.dep == "pobj" and word.label == "DATE" and _PAST.search(word.text) for word in words
    )
    return past and bool(modals) and modals <= _WOULD


def _weighs(word: Word, clause: Clause) -> bool:
    """Whether the word is what the claim says, not part of a name or of a description."""
    if word.pos == "PROPN" or word.entity >= 0:
        return False
    above = word.head
    if word.dep == "amod":
        return above.dep in ("attr", "dobj", "oprd", "pobj")
    return word.dep in ("acomp", "attr", "oprd", "advmod", "conj") or above is clause.head
