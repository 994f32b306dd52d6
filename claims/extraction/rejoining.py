"""Subjects that the parser gave to another word than their verb, and names that it tore apart."""

from __future__ import annotations

from claims.extraction.phrases import set_off
from claims.extraction.rehanging import comma_behind, inked_before, last_of
from claims.extraction.syntax import (
    AUXILIARIES,
    RELATIVES,
    SUBJECTS,
    TIMES,
    Word,
    ancestors,
    attach,
    finite,
    join,
    subtree,
    word_at,
)
from claims.extraction.verbs import inflect
from claims.lexicon import words as listed

_HYPHENS = frozenset("-–")
_TENSES = frozenset({"VBD", "VBZ", "VBP"})


def own_subject(word: Word) -> bool:
    """Give a verb the subject that hangs on its auxiliary: "the signs were gone"."""
    helping = word.head
    if helping.dep not in AUXILIARIES or helping.head.has(*SUBJECTS):
        return False
    attach(word, helping.head, word.dep)
    return True


def both_before(word: Word) -> bool:
    """Give a verb the pair right before it that "both" opens, where the parser took the pair for
    the end of a list: "a plan for Leeds and both the town and the county agreed".
    """
    verb = word.head
    if not verb.verbal or word.has(*SUBJECTS, *AUXILIARIES) or word.tag not in _TENSES:
        return False
    pairs = (one for one in subtree(verb) if one.dep == "conj" and one.has("preconj"))
    pair = next((one for one in pairs if last_of(one).i == word.first - 1), None)
    if pair is None or pair.first <= verb.i:
        return False
    for kid in [one for one in pair.head.kids if one.dep == "cc" and one.i == pair.first - 1]:
        attach(kid, verb, "cc")
    attach(pair, word, "nsubj")
    return True


def told_before(word: Word) -> bool:
    """Hang a clause whose subject was taken for the end of a name on that name: "asked about the
    Office of Trade Lee had left".
    """
    relative = any(one.tag in RELATIVES or one.dep == "mark" for one in word.kids)
    if relative or finite(word) is None or word.has(*SUBJECTS) or word.i < word.head.i:
        return False
    near = word_at(word.first - 1, word.head)
    if near is None or near.pos != "PROPN" or near is word.head:
        return False
    attach(word, near, "relcl")
    return True


def feared_content(word: Word) -> bool:
    """Give the main verb back to what was taken for its subject, where it is what somebody thinks:
    "they sided with farmers who feared the law would hurt them".
    """
    clause = word.child("csubj")
    if word.head is not word or clause is None or finite(word) is None or not finite(clause):
        return False
    opens = word.token.doc[clause.first]
    if clause.has("mark") or opens.tag_ in RELATIVES or not clause.has("nsubj", "nsubjpass"):
        return False
    last = max((one for one in subtree(clause) if one.inked), key=lambda one: one.i)
    thinking = listed("speech_verbs") | listed("thought_verbs") | listed("learning_verbs")
    if last.dep != "dobj" or last.head.lemma not in thinking or last.head is clause:
        return False
    attach(clause, clause, "ROOT")
    attach(word, last.head, "ccomp")
    attach(last, word, "nsubj")
    return True


def feared_by_last(word: Word) -> bool:
    """The same where the parser joined what they think to the main verb: "she sided with farmers
    and bakers who feared the law would hurt them".
    """
    if word.has(*SUBJECTS) or finite(word) is None or word.i < word.head.i:
        return False
    near = word_at(word.first - 1, word.head)
    if near is None or near.dep != "dobj" or near.head.dep != "relcl":
        return False
    if near.head.lemma not in listed("thought_verbs"):
        return False
    feared = near.head
    attach(word, feared, "ccomp")
    attach(near, word, "nsubj")
    return True


def hyphened(word: Word) -> bool:
    """Tie to a word what a hyphen ties to it, where all three hang alike: "the co-founder of"."""
    doc, place = word.token.doc, word.i + 2
    ties = place < len(doc) and doc[place - 1].text in _HYPHENS and not word.space
    if not ties or doc[place - 1].whitespace_:
        return False
    whole = next((kid for kid in word.head.kids if kid.i == place), None)
    if whole is None or not (whole.dep == word.dep or word.dep == "xcomp"):
        return False
    whole.dep = word.dep
    for kid in [*word.kids, *(kid for kid in word.head.kids if kid.i == place - 1)]:
        attach(kid, whole, "punct" if kid.i == place - 1 else kid.dep)
    attach(word, whole, "compound")
    return True


def number_of_name(word: Word) -> bool:
    """Tie to a name the number right behind it: "the S.&P. 500 rose"."""
    if word.tag != "CD" or word.label in TIMES or word.i == 0 or not word.head.verbal:
        return False
    name = word_at(word.i - 1, word.head)
    if name is None or name.tag != "NNP" or name.label in TIMES or name.i < word.head.i:
        return False
    for kid in [kid for kid in word.kids if kid.dep == "prep"]:
        attach(kid, word.head, "prep")
    attach(word, name, "nummod")
    return True


def to_do_as_well(word: Word) -> bool:
    """Join a bare verb to the infinitive before it, where the main verb is that of one alone:
    "needs to take it seriously and lay out a plan".
    """
    verb, inner = word.head, word.head.child("xcomp")
    bare = word.lower in (word.lemma, "lay") and word.tag in ("VB", "VBP", "VBD")
    if verb.tag != "VBZ" or not bare or word.has(*SUBJECTS, *AUXILIARIES) or inner is None:
        return False
    if inner.tag != "VB" or not verb.i < inner.i < word.i:
        return False
    join(word, inner, since=inner.i)
    word.tag = "VB"
    return True


def doing_subject(word: Word) -> bool:
    """Make a subject of what is done right before a verb without one: "As Lee says, doing it gives
    them time".
    """
    if word.tag != "VBG" or word.has("mark", *SUBJECTS):
        return False
    behind = last_of(word).i + 1
    verb = next((one for one in ancestors(word) if one.i == behind), None)
    if verb is None or verb.tag != "VBZ" or verb.has(*SUBJECTS, "csubj", "expl"):
        return False
    attach(word, verb, "csubj")
    return True


def pair_of_names(word: Word) -> bool:
    """Make a list of two people of whom the first was hung on the second: "met Foreign Minister Ann
    Lee and Trade Minister Ben Cole".
    """
    last, joint = word.head, word.child("cc")
    people = word.label == "PERSON" and last.label == "PERSON" and word.entity != last.entity
    full = word.has("compound") and last.has("compound") and word.i < last.i
    if joint is None or joint.lower != "and" or not (people and full):
        return False
    inner = word.child("conj")
    if inner is None or not joint.i < inner.i < last.i:
        return False
    attach(word, last.head, last.dep)
    attach(last, word, "conj")
    attach(inner, last, "compound")
    return True


def goes_on_as_name(word: Word) -> bool:
    """Make one name of a noun and what was taken for its description, where capitals go on from
    one to the other: "the No Sheep Left Behind law".
    """
    noun, opens = word.head, word.token.doc[word.first]
    near = word.i > noun.i and word.first == noun.i + 1 and noun.text[0].isupper()
    if not near or not opens.text[0].isupper() or opens.pos_ != "VERB" or noun.pos == "PRON":
        return False
    above, dep = noun.head, noun.dep
    if above is noun:
        return False
    attach(word, above, dep)
    for kid in [kid for kid in noun.kids if kid.lower == "the" or kid.i > word.i]:
        attach(kid, word, kid.dep)
    attach(noun, word, "compound")
    return True


def time_before(word: Word) -> bool:
    """Make a time of what was taken for a second subject: "Two days from the vote, Lee left"."""
    verb = word.head
    behind = [kid for kid in verb.kids if kid.dep in SUBJECTS and word.i < kid.i < verb.i]
    if not behind or word.lemma not in listed("calendar_words") | listed("clock_words"):
        return False
    if comma_behind(word) < 0 or not word.has("nummod", "det", "amod"):
        return False
    word.dep = "npadvmod"
    return True


def second_verb(word: Word) -> bool:
    """Make the verb behind the comma the main one, where the first only tells of the subject: "Lee,
    beaten twice in May, had little hope".
    """
    subject = word.child("nsubj", "nsubjpass")
    plain = word.head is word and word.tag in ("VBD", "VBN") and not word.has(*AUXILIARIES, "neg")
    if not plain or subject is None or not set_off(word) or word.has("dobj"):
        return False
    verb = next((kid for kid in word.kids if kid.dep in ("conj", "ccomp") and kid.verbal), None)
    if verb is None or verb.i < word.i or not set_off(verb) or verb.has("mark", *SUBJECTS):
        return False
    joined = any(kid.dep == "cc" and kid.i < verb.i for kid in word.kids)
    if joined or finite(verb) is None:
        return False
    attach(verb, verb, "ROOT")
    for kid in [kid for kid in word.kids if kid.i >= verb.first]:
        attach(kid, verb, kid.dep)
    attach(subject, verb, "nsubj")
    attach(word, subject, "acl")
    word.tag = "VBN"
    return True


def thought_of(word: Word) -> bool:
    """Hang on a verb of thought what was thought, where the parser joined it to the main verb:
    "found something they had thought was lost".
    """
    if word.has(*SUBJECTS) or finite(word) is None or word.i < word.head.i:
        return False
    near = word_at(word.first - 1, word.head)
    if near is None or near.dep != "relcl" or near.has("dobj", "ccomp", "mark"):
        return False
    if near.lemma not in listed("thought_verbs") | listed("speech_verbs"):
        return False
    attach(word, near, "ccomp")
    return True


def done_too(word: Word) -> bool:
    """Join a participle to the passive that ends right before it, where the parser joined it to a
    verb further up: "have been in towns where homes were burned, looted and razed".
    """
    if word.has(*SUBJECTS, *AUXILIARIES) or not set_off(word) or word.i < word.head.i:
        return False
    near = word_at(inked_before(word), word.head)
    passive = near is not None and near is not word.head and near.has("auxpass")
    if near is None or not passive or inflect(word.lemma, "VBN") != word.lower:
        return False
    if near.dep not in ("relcl", "ccomp", "advcl"):
        return False
    attach(word, near, "conj")
    word.tag = "VBN"
    return True


def whose_leader(word: Word) -> bool:
    """Give a verb the "whose leader, Ann Lee," right before it, which the parser left without one:
    "thwart the Greens, whose leader, Ann Lee, won a seat".
    """
    if word.has(*SUBJECTS) or finite(word) is None or word.i < word.head.i:
        return False
    owned = (one for one in subtree(word.head) if one.dep == "appos" and one.i < word.i)
    whose = (one for one in owned if any(kid.tag == "WP$" for kid in one.kids))
    noun = next((one for one in whose if last_of(one).i == inked_before(word)), None)
    if noun is None or noun.head is word.head or word in ancestors(noun):
        return False
    above = noun.head
    attach(noun, word, "nsubj")
    attach(word, above, "relcl")
    return True


def turned(word: Word) -> bool:
    """Hang "turned" on the noun right before it: "backed the baker turned mayor"."""
    if word.lower != "turned" or word.first != word.i or word.has(*SUBJECTS, *AUXILIARIES):
        return False
    noun = word_at(word.i - 1, word.head)
    if noun is None or noun.pos != "NOUN" or noun is word.head or noun.dep in SUBJECTS:
        return False
    attach(word, noun, "acl")
    word.tag = "VBN"
    return True


def also_said(word: Word) -> bool:
    """Join to what was said the "would" that the parser joined to the saying: "said it was “sad”
    and would help".
    """
    verb = word.head
    would = any(kid.lower in ("would", "could", "might") for kid in word.kids if kid.dep == "aux")
    if not would or word.has(*SUBJECTS) or verb.lemma not in listed("speech_verbs"):
        return False
    said = verb.child("ccomp")
    if said is None or verb.tag != "VBD" or not verb.i < said.i < word.i or not said.has(*SUBJECTS):
        return False
    for kid in [kid for kid in verb.kids if kid.dep == "cc" and said.i < kid.i < word.i]:
        attach(kid, said, "cc")
    attach(word, said, "conj")
    return True
