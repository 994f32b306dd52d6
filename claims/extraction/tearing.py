"""Sentences in which the parser lost its way: they are told whole or not at all.

An aside between dashes or brackets, and a quotation that nobody is credited with, hang together.
Where the tree ties words outside to words inside, no clause of the sentence is to be trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.asides import between_dashes
from claims.extraction.marks import DASHES
from claims.extraction.subordination import conditional, inverted, mark_of
from claims.extraction.syntax import (
    AUXILIARIES,
    FINITE,
    RELATIVES,
    SUBJECTS,
    Word,
    ancestors,
    attach,
    finite,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extraction.marks import Pairs
    from claims.extraction.reporting import Reporting

_QUOTES = frozenset('"“”')
_FELT = frozenset({"feel", "look", "sound"})
_TWO = 2


def is_torn(words: Sequence[Word], pairs: Pairs, reporting: Reporting) -> bool:
    """Whether the tree of a sentence cannot be right."""
    offset, hung = words[0].i, {word.dep for word in words}
    inner = [words[start + 1 - offset : end - offset] for start, end in _asides(words, pairs)]
    quoted = [
        words[start + 1 - offset : end - offset]
        for start, end in pairs
        if words[start - offset].text in _QUOTES
    ]
    return (
        any(_holds_more(part, words) for part in inner)
        or any(_hangs_twice(part, reporting) for part in quoted)
        or any(
            sign(word)
            for sign, deps in _SIGNS
            if not hung.isdisjoint(deps)
            for word in words
            if word.dep in deps
        )
    )


def _asides(words: Sequence[Word], pairs: Pairs) -> Pairs:
    """Positions of two dashes, and of brackets that hold a clause, with something of the sentence
    on both sides.
    """
    offset, last = words[0].i, max((word.i for word in words if word.inked), default=0)
    dashes = between_dashes(words)
    found = [dashes] if dashes is not None else []
    for start, end in pairs:
        inner = words[start - offset : end - offset]
        if inner and inner[0].text == "(" and any(map(_asserts, inner)):
            found.append((start, end))
    return [(start, end) for start, end in found if start > offset and end < last]


def _asserts(word: Word) -> bool:
    return word.dep in ("parataxis", "ccomp") and finite(word) is not None


def _holds_more(part: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words outside an aside hang on words in it."""
    inside = set(part)
    outside = [word for word in words if word.inked and word not in inside]
    return any(word.head in inside and word.dep not in ("cc", "meta") for word in outside)


def _hangs_twice(part: Sequence[Word], reporting: Reporting) -> bool:
    """Whether two verbs of a quotation hang on words outside it, and nobody is credited with it."""
    inside = set(part)
    loose = [word for word in part if word.head not in inside and word.tag in FINITE]
    return len(loose) > 1 and not any(word.i in reporting.reported for word in loose)


def _lacks_subject(word: Word) -> bool:
    """ "Voters registered as such are eligible": the verb of what is no clause lacks a subject."""
    tensed = finite(word)
    helped = tensed is not None and tensed is not word and tensed.first == word.first
    quoted = word.first > 0 and word.token.doc[word.first - 1].text in _QUOTES
    beside = (kid for kid in word.head.kids if kid.dep == "ccomp" and kid is not word)
    helped &= not quoted and all(subject_of(kid) is None for kid in beside)
    return (
        word.dep == "ccomp"
        and word.i > word.head.i
        and word.head.head is word.head
        and (word.tag in ("VBZ", "VBP") or helped)
        and subject_of(word) is None
        and not word.has("mark", *(() if helped else ("aux",)))
    )


def _is_named_before(word: Word) -> bool:
    """ "It rests on one hope: that trade will grow": what is only hoped is no main clause."""
    if word.head is not word or not word.verbal or mark_of(word) != "that":
        return False
    return finite(word) is not None and any(kid.dep in ("ccomp", "advcl") for kid in word.kids)


def _is_no_main_verb(word: Word) -> bool:
    """ "While Lee said it rained, many doubt it", of which "said" is no main verb, and "it reached
    the voters Lee must win", of which "win" is none: it has no subject, but the clause before it.
    """
    bare = word.tag == "VBN" and not word.has(*AUXILIARIES) and word.i > 0
    bare = bare and word.token.nbor(-1).text in DASHES  # "it rose – fed by rain"
    if word.head is not word or not word.verbal or not (bare or finite(word) is not None):
        return False
    if subject_of(word) is not None:
        tied = word.has("mark") and conditional(word)  # "if you pay, [feel free to] leave"
        return tied or (mark_of(word) in listed("contrasting_marks") and word.has("ccomp"))
    before = (kid for kid in word.kids if kid.dep == "ccomp" and kid.i < word.i)
    tied = bare or any(kid.tag == "MD" for kid in word.kids)
    return tied and any(subject_of(kid) is not None for kid in before)


def _is_bound(word: Word) -> bool:
    """ "As fairs begin, the tents they put up will be full", of which "begin" is taken for the main
    verb: what is bound to another clause is none.
    """
    bound = word.head is word and word.verbal and mark_of(word) in listed("binding_marks")
    if not bound or subject_of(word) is None:
        return False
    beside = (kid for kid in word.kids if kid.dep in ("conj", "ccomp"))
    found = any(kid.verbal and subject_of(kid) is not None for kid in beside)
    return not found and any(kid.tag in FINITE and kid.i > word.i for kid in subtree(word))


def _is_by_then(word: Word) -> bool:
    """ "By the time they met it was late", of which "met" is taken for the main verb."""
    subject, by = subject_of(word), word.child("prep")
    if word.head is not word or subject is None or by is None or by.lower != "by":
        return False
    time = by.child("pobj")
    return time is not None and time.lower == "time" and time.i == subject.first - 1


def _calls_hearer(word: Word) -> bool:
    """ "It is shut and believe me, it will not pay", "not because it pays, that's for sure, but":
    what only calls to the hearer is taken for a clause, and ties others to it.
    """
    if word.lemma not in ("believe", "trust", "be") or not word.verbal or word.dep == "intj":
        return False
    subject = subject_of(word)
    if word.lemma != "be":
        called = [kid.lower for kid in word.kids if kid.dep == "dobj"] == ["me"]
        return called and word.tag == "VB" and subject is None and not word.has("aux", "neg")
    of = word.child("prep") if subject is not None and subject.lower == "that" else None
    sure = [kid.lower for kid in of.kids] if of is not None and of.lower == "for" else []
    tied = word.dep == "conj" or word.has("conj", "ccomp", "advcl")
    return tied and sure in (["sure"], ["certain"])


def _opens_another(word: Word) -> bool:
    """ "Lee said it was late, and when asked why, she left": the second of two clauses opens with
    what the parser joined to the first.
    """
    bare = word.dep == "conj" and word.tag == "VBN" and not word.has("auxpass", *SUBJECTS)
    when = word.child("advmod") if bare else None
    return when is not None and when.lower == "when" and when.i < word.i


def _conditions_another(word: Word) -> bool:
    """ "Lee said on Monday if it rains, the fair will close": a condition tied to another verb than
    the main one, which follows.
    """
    above = word.head
    if word.dep != "advcl" or not conditional(word):
        return False
    said = [kid for kid in above.head.kids if kid.dep == "ccomp" and kid.i < word.i < above.i]
    if above.dep == "ccomp" and any(subject_of(kid) is not None for kid in said):
        return True  # "they say Lee will win unless Hill stays [after] he lost"
    last = max(word.i, above.i)
    telling = listed("speech_verbs")
    verbs = (verb for verb in ancestors(above) if verb.verbal)
    acting = (verb for verb in verbs if verb.lemma not in telling or verb.has("auxpass"))
    owned = ((verb, subject_of(verb)) for verb in acting)
    return any(own is not None and last < own.i < verb.i for verb, own in owned)


def _not_only(word: Word) -> bool:
    """ "It not only shows how it works, but also the cost": what "but" joins was not found."""
    only = any(kid.lower == "not" and kid.has("advmod") for kid in word.kids)
    joined = any(kid.dep == "conj" and kid.verbal for kid in word.kids)
    return only and word.has("preconj") and word.has("cc") and not joined


def _answers(word: Word) -> bool:
    """ "Asked whether it was safe, ten said yes": an answer says nothing without its question."""
    says = word.lemma in listed("speech_verbs")
    return says and any(kid.lower in ("yes", "no") and kid.i > word.i for kid in word.kids)


def _is_turned(word: Word) -> bool:
    """ "It would help should it rain", "only then did they leave": before its subject an auxiliary
    opens a condition, or needs what stands before it.
    """
    if not inverted(word) or finite(word) is word or word.has("expl"):
        return False
    return all(token.text != "?" for token in word.token.sent)


def _compares(word: Word) -> bool:
    """ "Rain helped, but less than is often claimed": what is claimed is no clause of its own."""
    subject = subject_of(word)
    than = subject.child("prep") if subject is not None and subject.tag == "JJR" else None
    return than is not None and than.lower == "than" and not than.has("pobj", "pcomp")


def _seems_like(word: Word) -> bool:
    """ "It doesn't feel to me like this is a loss": what is only felt is no clause of its own."""
    if word.i == 0 or word.tag not in FINITE:
        return False
    noun = word.token.nbor(-1)
    like = noun.head
    if noun.dep_ != "pobj" or like.lower_ != "like":
        return False
    return like.head.lemma_.lower() in listed("seeming_verbs") | _FELT


def _quotes_phrase(word: Word) -> bool:
    """ "Moving there “risks a fall”, Lee wrote": what is said was taken for what she does by it."""
    if word.head is not word or word.lemma not in listed("speech_verbs") or word.has("ccomp"):
        return False
    subject = subject_of(word)
    said = [kid for kid in word.kids if kid.tag == "VBG" and kid.dep == "advcl"]
    if subject is None or not any(kid.i < subject.first for kid in said):
        return False
    before = word.token.doc[max(subject.first - 2, 0) : subject.first]
    return any(token.text in _QUOTES for token in before)


def _is_no_subject(word: Word) -> bool:
    """ "The one called “a leader who fought, and won” leads": a finite verb is no subject."""
    if word.tag not in ("VBD", "VBZ") or word.pos != "VERB" or word.i > word.head.i:
        return False
    return not any(one.tag in RELATIVES or one.dep == "mark" for one in subtree(word))


def _has_lost_clause(word: Word) -> bool:
    """ "A man whose book, critics say, is dull": no relative clause was found for "whose"."""
    owned = any(kid.tag == "WP$" for kid in word.kids)
    return owned and not any(one.dep == "relcl" for one in (word, *ancestors(word)))


_CLAUSES = frozenset("ROOT conj ccomp advcl parataxis relcl".split())

_SIGNS = (
    (_has_lost_clause, frozenset("dobj pobj attr appos nsubj nsubjpass".split())),
    (_is_no_subject, frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})),
    (_quotes_phrase, frozenset({"ROOT"})),
    (_seems_like, frozenset("ROOT ccomp conj parataxis advcl".split())),
    (_compares, frozenset({"conj", "ccomp"})),
    (_lacks_subject, frozenset({"ccomp"})),
    (_is_named_before, frozenset({"ROOT"})),
    (_is_no_main_verb, frozenset({"ROOT"})),
    (_is_bound, frozenset({"ROOT"})),
    (_is_by_then, frozenset({"ROOT"})),
    (_calls_hearer, _CLAUSES),
    (_opens_another, frozenset({"conj"})),
    (_conditions_another, frozenset({"advcl"})),
    (_not_only, frozenset("ROOT conj ccomp advcl".split())),
    (_answers, frozenset("ROOT conj ccomp advcl".split())),
    (_is_turned, frozenset("ROOT conj ccomp parataxis".split())),
)
"""What tells that a tree is wrong, and of which words it is asked."""


def leave_dateline(words: Sequence[Word]) -> None:
    """Untie what follows a dateline from it: "OSLO — Ships sank" is about ships, and "sank" is the
    root of it.
    """
    held = set(words)
    for word in words:
        own = subject_of(word) if word.verbal else None
        others = [kid for kid in word.kids if kid.dep in SUBJECTS and kid in held]
        if own is not None and own not in held and own.i < words[0].i and others:
            word.kids.remove(own)
    if not words or any(word.head is word for word in words if word.inked):
        return
    loose = [word for word in words if word.head not in held and word.verbal]
    if len(loose) == 1 and finite(loose[0]) is not None and subject_of(loose[0]) is not None:
        attach(loose[0], loose[0], "ROOT")
