"""Trees mended where the parser surely lost its way: an ending, a number or a word tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction import nearing, rehanging, rejoining
from claims.extraction.asides import gather
from claims.extraction.phrases import set_off
from claims.extraction.subordination import mark_of
from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    SUBJECTS,
    Word,
    ancestors,
    attach,
    finite,
    join,
    measure,
    subject_of,
    subtree,
    word_at,
)
from claims.extraction.verbs import inflect
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHO = frozenset({"who", "which", "that"})
_LOOSE = frozenset("conj advcl ccomp dep".split())
_MANY = frozenset("i you we they".split())
_PLURAL = frozenset({"NNS", "NNPS"})


def mend(words: Sequence[Word]) -> None:
    """Mend the tree of one sentence."""
    mended = gather(words)
    hung = {word.dep for word in words}
    for step, deps in _STEPS:
        if hung.isdisjoint(deps):
            continue
        done = [step(word) for word in words if word.dep in deps]
        if any(done):
            hung, mended = {word.dep for word in words}, True
    if mended:
        measure(words)


def _in_concert(word: Word) -> bool:
    """Hang a "with" on the bare noun before it: "by itself or in concert with allies"."""
    if word.lower != "with" or word.i == 0 or not word.head.verbal:
        return False
    before = word.token.nbor(-1).i
    inside = (kid for above in word.head.kids for kid in subtree(above))
    noun = next((kid for kid in inside if kid.i == before), None)
    if noun is None:
        return False
    bare = noun.tag == "NN" and noun.dep == "pobj" and noun.head.lower == "in"
    if not bare or any(kid is not word for kid in noun.kids):
        return False
    attach(word, noun, "prep")
    return True


def _told_of_one(word: Word) -> bool:
    """Join a verb that is no plural's to the clause about one of them before it: "letters between
    Lee and Hill, who was the mayor and is now a judge".
    """
    verb, tensed = word.head, finite(word)
    if not verb.verbal or tensed is None or subject_of(word) is not None:
        return False
    subject = subject_of(verb)
    many = subject is not None and subject.tag in _PLURAL
    if not (many and tensed.tag == "VBZ"):
        return False
    told = [
        one
        for one in subtree(verb)
        if one.dep == "relcl" and verb.i < one.i < word.i and _is_of_one(one)
    ]
    if not told:
        return False
    above = max(told, key=lambda one: one.i)
    join(word, above, since=above.i)
    return True


def _told_in_past(word: Word) -> bool:
    """Join a past tense behind the present to the clause about a noun before it: "we need a leader
    who has faced worse, and won".
    """
    verb, now = word.head, finite(word.head)
    if not verb.verbal or now is None or now.tag not in ("VBP", "VBZ") or verb.tag == "VBN":
        return False
    if word.tag not in ("VBD", "VBN") or word.has(*SUBJECTS, *AUXILIARIES):
        return False
    told = [one for one in subtree(verb) if one.dep == "relcl" and verb.i < one.i < word.i]
    above = max(told, key=lambda one: one.i, default=None)
    if above is None or above.tag not in ("VBD", "VBN") or not _opens_with_who(above):
        return False
    join(word, above, since=above.i)
    return True


def _opens_with_who(verb: Word) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.lower in _WHO


def _says_again(word: Word) -> bool:
    """Join a bare verb to the same one inside: "will make them take care, take more time"."""
    verb = word.head
    if word.tag != "VB" or word.has(*SUBJECTS, *AUXILIARIES) or not verb.verbal:
        return False
    same = [one for one in subtree(verb) if one.lemma == word.lemma and verb.i < one.i < word.i]
    if not same or same[-1].tag != "VB" or same[-1].dep not in ("ccomp", "xcomp"):
        return False
    join(word, same[-1], since=same[-1].i)
    return True


def _is_of_one(verb: Word) -> bool:
    tensed = finite(verb)
    single = tensed is not None and (tensed.tag == "VBZ" or tensed.lower == "was")
    return single and _opens_with_who(verb)


def _own_subject(word: Word) -> bool:
    """Give a verb the noun right before it that the parser took for the end of a list: "notes
    appear in results and sellers can buy ads".
    """
    tensed = finite(word)
    if tensed is None or word.has(*SUBJECTS) or word.i < word.head.i:
        return False
    noun = word_at(word.first - 1, word.head)
    if noun is None or noun.dep != "conj" or noun.tag not in _PLURAL | {"NNP", "NN"}:
        return False
    if not noun.head.nominal or word.head not in list(ancestors(noun)):
        return False
    for kid in [one for one in noun.head.kids if one.dep == "cc" and one.i < noun.i]:
        attach(kid, word.head, "cc")
    attach(noun, word, "nsubj")
    attach(word, word.head, "conj")
    return True


def _own_share(word: Word) -> bool:
    """Make a share right before a verb its subject: "Less than a third agreed with her"."""
    verb = word.head
    told = word.i == verb.i - 1 and verb.tag in ("VBD", "VBN") and not verb.has(*AUXILIARIES)
    if not told or verb.has(*SUBJECTS) or word.label not in FIGURES:
        return False
    attach(word, verb, "nsubj")
    verb.tag = "VBD"
    return True


def _own_doers(word: Word) -> bool:
    """Give a verb without a subject those whom the parser listed in a phrase before it: "According
    to the report, Lee and Hill left".
    """
    verb = word.head
    if word.i > verb.i or finite(verb) is None or verb.has(*SUBJECTS, "csubj", "expl"):
        return False
    noun = word.child("pobj")
    if noun is None and (inner := word.child("prep")) is not None:
        noun = inner.child("pobj")
    first = noun.child("conj") if noun is not None else None
    if first is None or not (first.nominal and set_off(first)):
        first = _described_before(verb, word)
    if first is None:
        return False
    near = [kid.i for kid in verb.kids if kid.dep in (*AUXILIARIES, "neg", "advmod")]
    between = range(first.token.right_edge.i + 1, verb.i)
    if any(place not in near for place in between) or first.i > verb.i:
        return False
    attach(first, verb, "nsubj")
    return True


def _described_before(verb: Word, phrase: Word) -> Word | None:
    """What the parser took for a description of the name before it: "In a talk with Ann Lee, the
    minister said".
    """
    told = (one for one in subtree(phrase) if one.dep == "appos" and one.i < verb.i)
    return next((one for one in told if set_off(one) and one.has("det")), None)


def _own_object(word: Word) -> bool:
    """Hang a name that was taken for a mark on the preposition before it: "in Washington D.C."."""
    before = word.head.kids
    place = next((kid for kid in before if kid.dep == "prep" and kid.i == word.first - 1), None)
    if not word.tag.startswith("NN") or place is None or place.has("pobj"):
        return False
    attach(word, place, "pobj")
    return True


def _compound(word: Word) -> bool:
    """Make a noun of a bare verb right behind one, with nothing of a verb: "his belt buckle"."""
    if word.tag not in ("VB", "VBP") or any(kid.inked for kid in word.kids):
        return False
    before = word_at(word.i - 1, word.head)
    if before is None or before.tag not in ("NN", "NNP") or before.dep not in ("pobj", "dobj"):
        return False
    attach(word, before.head, before.dep)
    word.tag, word.pos = "NN", "NOUN"
    for kid in list(before.kids):
        attach(kid, word, kid.dep)
    attach(before, word, "compound")
    return True


def _true_verb(word: Word) -> bool:
    """Make the second of two verbs the main one, where the first only tells of the subject before
    it: "work done in Leeds showed that".
    """
    subject = word.child("nsubj")
    participle = word.head is word and word.tag in ("VBD", "VBN")
    if not participle or subject is None or subject.i != word.i - 1 or subject.pos != "NOUN":
        return False
    if word.has("dobj", "neg", *AUXILIARIES) or inflect(word.lemma, "VBN") != word.lower:
        return False
    verb = next((kid for kid in word.kids if _stands_alone(kid, word)), None)
    if verb is None or any(kid.dep in ("cc", "ccomp") and kid.i < verb.i for kid in word.kids):
        return False
    attach(verb, verb, "ROOT")
    for kid in [kid for kid in word.kids if kid.i >= verb.first and kid is not verb]:
        attach(kid, verb, kid.dep)
    attach(subject, verb, "nsubj")
    attach(word, subject, "acl")
    word.tag = "VBN"
    return True


def _stands_alone(word: Word, before: Word) -> bool:
    """Whether a verb tied to the one before it lacks a subject and what would tie it."""
    tied = word.has("mark", *SUBJECTS) or (word.dep != "advcl" and set_off(word))
    tensed = finite(word)
    plain = tensed is not None and word.dep in _LOOSE and word.i > before.i
    return plain and not tied


def _own_list(word: Word) -> bool:
    """Join a participle to those before it, where the parser joined it to a finite verb: "is a
    plan for cutting taxes, building roads, and hiring teachers".
    """
    verb = word.head
    alone = word.tag == "VBG" and not word.has(*AUXILIARIES, *SUBJECTS)
    joined = word.dep == "conj" or _begins_list(word)
    if not joined or not alone or not verb.verbal or verb.tag == "VBG":
        return False
    joints = [kid for kid in verb.kids if kid.dep == "cc" and verb.i < kid.i < word.i]
    start = min([word.first, *(kid.i for kid in joints)])
    near = [
        one
        for one in subtree(verb)
        if one.tag == "VBG" and one.dep in ("pcomp", "xcomp", "conj") and verb.i < one.i < start
    ]
    last = max(near, key=lambda one: one.i, default=None)
    inside = verb.tag == "VB" or verb.dep == "relcl"
    if last is None and inside:  # "lying down to make them stop, or shouting"
        last = next((one for one in ancestors(verb) if one.tag == "VBG"), None)
    if last is None:
        return False
    for kid in joints:
        attach(kid, last, "cc")
    attach(word, last, "conj")
    return True


def _begins_list(word: Word) -> bool:
    """Whether another participle is joined to it, or to what is told in its phrase."""
    if not set_off(word):
        return False
    joined = (one for one in subtree(word) if one.dep == "conj" and one.tag == "VBG")
    return any(one.head.has("cc") for one in joined)


def _own_tense(word: Word) -> bool:
    """Join a past tense to the one above, where the parser joined it to an infinitive or to the
    present tense of what is told of a noun: "spoke of a plan to cut taxes and blamed Lee", "called
    on them to seize the oil that feeds the war and proposed a truce".
    """
    before = word.head
    tied = any(kid.tag in ("TO", "MD") for kid in word.kids) or word.has(*SUBJECTS, *AUXILIARIES)
    bare = before.tag == "VB" and any(kid.tag == "TO" for kid in before.kids)
    told = before.tag in ("VBZ", "VBP") and before.dep == "relcl"
    if word.tag != "VBD" or tied or not (bare or told) or before.dep == "conj":
        return False
    if bare and word.lower == word.lemma:  # "to go and cast our votes"
        word.tag = "VB"
        return True
    above = next((one for one in ancestors(before) if one.verbal and one.tag != "VB"), None)
    if above is None or above.tag not in ("VBD", "VBN") or subject_of(above) is None:
        return False
    if above.i > word.i:
        return False  # "the firm, which runs two mills and sold one, said"
    helping = [kid for kid in above.kids if kid.dep in AUXILIARIES]
    have = any(kid.lemma == "have" for kid in helping)
    if helping and not (have and inflect(word.lemma, "VBN") == word.lower):
        return False
    join(word, above, since=before.i)
    return True


def _own_that(word: Word) -> bool:
    """Join a second "that" to the first, where the parser joined it to a verb between: "wrote that
    they had time to answer and that the reporters told them".
    """
    before = word.head
    if mark_of(word) != "that" or subject_of(word) is None or not before.verbal:
        return False
    if mark_of(before) == "that" or before.dep == "ccomp":
        return False
    above = next((one for one in ancestors(before) if mark_of(one) == "that"), None)
    if above is None or above.dep != "ccomp":
        return False
    join(word, above, since=before.i)
    return True


def _acted_on(word: Word) -> bool:
    """Make a verb of an adjective with a passive's auxiliary: "will be “fully cleared”"."""
    if word.tag != "JJ" or not (word.has("auxpass") and word.has(*SUBJECTS)):
        return False
    word.tag, word.pos = "VBN", "VERB"
    return True


def _set_out(word: Word) -> bool:
    """Make an infinitive the complement of a verb that is nothing without it: "set out to win"."""
    particle = word.head.child("prt")
    if particle is None:
        return False
    if f"{word.head.lemma} {particle.lower}" not in listed("verbs_with_infinitive"):
        return False
    if not any(kid.tag == "TO" for kid in word.kids) or word.i < word.head.i:
        return False
    word.dep = "xcomp"
    return True


def _own_comparison(word: Word) -> bool:
    """Hang a likeness behind a second clause on that clause: "they cheer and he laughs, just as he
    did".
    """
    verb = word.head
    if word.i < verb.i or mark_of(word) not in ("like", "as"):
        return False
    joined = [kid for kid in verb.kids if kid.dep == "conj" and kid.i < word.i]
    last = joined[-1] if joined else None
    if last is None or not last.verbal or subject_of(last) is None:
        return False
    attach(word, last, "advcl")
    return True


def _owner(word: Word) -> bool:
    """Give a name in "s" what stands behind its apostrophe: "by Rolf Jonas’ last book"."""
    if word.text not in ("’", "'") or not word.space or word.i == 0:
        return False
    before, after = word.token.nbor(-1), word.after
    closes = any(token.text in ("‘", "'") for token in word.token.doc[before.sent.start : before.i])
    if before.pos_ != "PROPN" or before.text[-1] != "s" or before.whitespace_ or closes:
        return False
    near = (above for above in (after, after.head) if above.first == word.i + 1) if after else ()
    noun = next((one for one in near if one.pos == "NOUN"), None)
    owner = word_at(before.i, word.head)
    if noun is None or owner is None or noun in ancestors(owner):
        return False
    attach(noun, owner.head, owner.dep)
    attach(owner, noun, "poss")
    attach(word, owner, "case")
    return True


def _excepts(word: Word) -> bool:
    """Make a preposition of a "but" with a noun of its own: "anyone but Lee"."""
    if word.lower != "but" or not word.has("pobj"):
        return False
    word.dep = "prep"
    return True


def _present(word: Word) -> bool:
    """Make a present tense of a bare verb that has its own subject: "I no longer recognize it"."""
    subject = word.child("nsubj")
    tied = word.has("mark", *AUXILIARIES) or (word.dep == "ccomp" and word.i > word.head.i)
    if word.tag == "VB" and subject is not None and subject.lower in _MANY and not tied:
        word.tag = "VBP"
        return True
    return False


_STEPS = (
    (rejoining.hyphened, frozenset("attr dobj pobj nsubj conj appos xcomp".split())),
    (rejoining.to_do_as_well, frozenset({"conj"})),
    (rejoining.doing_subject, frozenset({"advcl"})),
    (rejoining.pair_of_names, frozenset({"nmod", "compound"})),
    (rejoining.number_of_name, frozenset({"npadvmod", "dobj", "attr", "nummod"})),
    (rejoining.own_subject, frozenset({"nsubj", "nsubjpass"})),
    (rejoining.time_before, frozenset({"nsubj", "nsubjpass"})),
    (rejoining.second_verb, frozenset({"ROOT"})),
    (rejoining.thought_of, frozenset({"conj", "ccomp"})),
    (rejoining.done_too, frozenset({"conj", "advcl", "dep"})),
    (rejoining.whose_leader, frozenset({"conj"})),
    (rejoining.turned, frozenset({"conj", "advcl", "ccomp"})),
    (rejoining.also_said, frozenset({"conj"})),
    (rejoining.both_before, frozenset({"conj"})),
    (rejoining.goes_on_as_name, frozenset({"appos"})),
    (rejoining.told_before, frozenset({"acl"})),
    (rejoining.feared_content, frozenset({"ROOT"})),
    (rejoining.feared_by_last, frozenset({"conj", "ccomp"})),
    (rehanging.fronted_behind, frozenset({"prep", "npadvmod", "advmod", "advcl"})),
    (_owner, frozenset({"punct"})),
    (_own_comparison, frozenset({"advcl"})),
    (_set_out, frozenset({"advcl"})),
    (_own_list, frozenset({"advcl", "conj"})),
    (_acted_on, frozenset({"conj", "ccomp", "ROOT"})),
    (_own_tense, frozenset({"conj"})),
    (_own_that, frozenset({"conj"})),
    (_own_object, frozenset({"punct"})),
    (_own_share, frozenset({"npadvmod"})),
    (_own_doers, frozenset({"prep"})),
    (_in_concert, frozenset({"prep"})),
    (_told_of_one, frozenset({"conj"})),
    (_told_in_past, frozenset({"conj"})),
    (_says_again, frozenset({"conj"})),
    (_own_subject, frozenset({"ccomp", "conj"})),
    (_compound, frozenset({"advcl", "ccomp", "relcl"})),
    (_true_verb, frozenset({"ROOT"})),
    (rehanging.said_subject, frozenset({"nsubj", "csubj"})),
    (rehanging.said_object, frozenset({"conj"})),
    (rehanging.said_words, frozenset({"ccomp", "conj", "advmod", "dobj", "dep", "intj"})),
    (rehanging.remark, frozenset("appos npadvmod dobj dep attr conj".split())),
    (rehanging.content, frozenset({"ccomp"})),
    (rehanging.infinitive, frozenset({"xcomp", "advcl"})),
    (rehanging.relative_behind, frozenset({"ccomp", "advcl"})),
    (nearing.including, frozenset({"prep"})),
    (nearing.doing, frozenset({"advcl"})),
    (nearing.excepted, frozenset({"relcl"})),
    (nearing.opens_said, frozenset({"advcl", "prep"})),
    (nearing.heard_behind, frozenset({"advcl"})),
    (nearing.asking, frozenset({"advcl"})),
    (nearing.best_of_them, frozenset({"appos", "dep"})),
    (nearing.each_time, frozenset({"advcl", "ccomp", "parataxis"})),
    (nearing.wherever, frozenset({"ccomp"})),
    (nearing.while_saying, frozenset({"advcl"})),
    (nearing.given, frozenset({"conj"})),
    (nearing.body_behind, frozenset({"appos"})),
    (nearing.titled, frozenset("ccomp dobj npadvmod dep advcl intj".split())),
    (nearing.whence, frozenset({"prep"})),
    (nearing.called, frozenset("npadvmod appos dep prep dobj".split())),
    (nearing.to_figure, frozenset({"prep"})),
    (nearing.said_too, frozenset({"conj"})),
    (nearing.of_any, frozenset({"relcl"})),
    (nearing.by_doing, frozenset({"agent"})),
    (nearing.relative_that, frozenset({"det"})),
    (rehanging.object_behind, frozenset({"dobj", "npadvmod"})),
    (rehanging.object_far, frozenset({"npadvmod"})),
    (rehanging.apposition_far, frozenset({"appos"})),
    (rehanging.joint, frozenset({"cc"})),
    (rehanging.rather_than, frozenset({"cc"})),
    (rehanging.in_part, frozenset({"prep"})),
    (_excepts, frozenset({"cc"})),
    (_present, frozenset({"ROOT", "ccomp"})),
)
"""What is done in order, and to words that hang how: a step is asked of no other."""
