"""Sentence → clauses: every verb, apposition or title that says something of its own.

A clause told apart takes along what it shares with the clause it hangs on: a subject, an
antecedent, an auxiliary, a doubt, a condition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.extraction.phrases import abbreviates, before, describes, in_brackets, members, set_off
from claims.extraction.syntax import (
    AUXILIARIES,
    FINITE,
    PARTICIPLES,
    PLACES,
    RELATIVES,
    TIMES,
    Word,
    ancestors,
    finite,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.extraction.reporting import Reporting

MAIN = "main clause"
REPORTED = "reported clause"
JOINED = "joined clause"
SHARED = "coordinated verb"
RELATIVE = "relative clause"
PARTICIPLE = "participle"
SUBORDINATE = "subordinate clause"
APPOSITION = "apposition"
TITLE = "title"
WHOLE = "whole sentence"
INDEPENDENT = frozenset({MAIN, REPORTED, JOINED})

_ALTERNATIVES = frozenset({"or", "nor", "either", "neither", "rather"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "agent"})
_FRONTED = frozenset({"prep", "npadvmod", "advmod", "nmod"})
_PRONOUNS = frozenset({"which", "who", "whom", "that", "whose", "where", "when"})
_NUMBERS = {"it": ("NN", "NNP"), "they": ("NNS", "NNPS")}
_FURTHEST_PRONOUN = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """``head`` is the verb, or the noun of an apposition; ``rule`` tells how it was found.

    ``subject`` is the head of its subject, its own or one it takes from ``host``, the clause it
    hangs on, or from the noun it tells about. ``borrowed`` are the words it shares with the
    host, each with its phrase. ``noun`` is the antecedent, and ``pronoun`` the word that stands
    for it or for the subject. ``entire`` says that the antecedent is the whole list it begins,
    ``kept`` that the clause's words stay in the host's claim as well.
    """

    head: Word
    rule: str
    subject: Word | None = None
    host: Clause | None = None
    borrowed: tuple[Word, ...] = ()
    noun: Word | None = None
    pronoun: Word | None = None
    entire: bool = False
    kept: bool = False

    @property
    def own_subject(self) -> bool:
        return self.subject is not None and self.subject.head is self.head


class Clauses:
    """The clauses of one sentence by the position of their heads, and the cuts between them.

    ``supplements`` are heads of phrases that are set off and told once, since nobody can tell
    for sure of whom: "the heirs of the firm, which …".
    """

    def __init__(self, words: Sequence[Word], reporting: Reporting) -> None:
        self.found: dict[int, Clause] = {}
        self.hosts: dict[int, Clause] = {}
        self.cuts = {word.i for word in words if word.dep == "punct"} | reporting.cuts
        self.supplements: list[Word] = []
        self._reporting = reporting
        waiting = [word for word in words if word.head is word]
        for word in waiting:
            waiting.extend(word.kids)
            if word.i in reporting.reported:
                self.found[word.i] = Clause(word, REPORTED, subject_of(word))
            elif word.dep in _FINDERS and word.i not in self.found:
                self._add(_FINDERS[word.dep](self, word))
        self.titles = [title for title in map(_title, words) if title is not None]

    def _add(self, clause: Clause | None) -> None:
        if clause is not None:
            self.found[clause.head.i] = clause
            if not clause.kept:
                self.cuts.add(clause.head.i)

    def reported_beside(self, word: Word) -> Clause | None:
        """The reported clause that a verb belongs to, where the parser joined it to the cue."""
        numbers = self._reporting.around(word)
        if word.head.i not in self._reporting.silent or not numbers:
            return None
        reported = (one for one in self.found.values() if one.rule == REPORTED)
        same = (one for one in reported if self._reporting.around(one.head) == numbers)
        return next((one for one in same if one.head.sentence == word.sentence), None)

    def supplement(self, word: Word) -> None:
        """Tell a phrase once, with the noun or verb it hangs on, and leave it out elsewhere."""
        self.supplements.append(word)
        self.cuts.add(word.i)

    def host_of(self, word: Word) -> Clause | None:
        """The clause that asserts the word's own: up through complements, no further."""
        for above in ancestors(word):
            if above.i in self.found:
                return self.found[above.i]
            if above.dep not in ("xcomp", "conj"):
                return None
        return None

    def around(self, word: Word) -> Clause | None:
        """The nearest clause that the word is part of."""
        return next((self.found[w.i] for w in ancestors(word) if w.i in self.found), None)


def _main(clauses: Clauses, word: Word) -> Clause | None:
    if word.verbal:
        return Clause(word, MAIN, subject_of(word) or _swallowed_subject(clauses, word))
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


# Verbs beside others -----------------------------------------------------------------------


def _coordinated(clauses: Clauses, word: Word) -> Clause | None:
    before = word.head
    host = clauses.reported_beside(word) or clauses.found.get(before.i)
    host = host or clauses.hosts.get(before.i)
    if host is None or not (word.verbal and before.verbal):
        return None
    if before.i in clauses.hosts and not set_off(word) and _previous(word, 2) != ",":
        return None
    if _links_of(word) & _ALTERNATIVES or asks(word):
        return None
    subject = subject_of(word) or _lost_subject(word, before)
    if subject is not None:
        clauses.cuts.add(subject.i) if subject.head is not word else None
        return _with_pronoun_read(Clause(word, JOINED, subject, host))
    shares_object = not any(kid.dep in _OBJECTS for kid in before.kids) and word.has("dobj")
    of_pronoun = host.pronoun is not None and host.pronoun is not subject_of(host.head)
    if shares_object or of_pronoun or any(kid.i > word.i for kid in _conditions(word)):
        return None
    shared = _shared(word, host)
    auxiliary = any(one.dep in AUXILIARIES for one in shared)
    if word.tag == "VB" and finite(word) is None and not auxiliary:
        return None  # "urged them to act, replace …": not a verb of this subject
    return Clause(word, SHARED, host.subject, host, shared)


def _with_pronoun_read(clause: Clause) -> Clause:
    """The clause with the host's subject in place of "it" or "they", if nothing else is meant.

    Nothing else is when no other noun of that number stands between the two.
    """
    pronoun, host = clause.subject, clause.host
    if pronoun is None or host is None or host.subject is None or pronoun.lower not in _NUMBERS:
        return clause
    named, tags = host.subject, _NUMBERS[pronoun.lower]
    others = named.token.doc[named.token.right_edge.i + 1 : pronoun.i]
    if named.tag not in tags or named.i > pronoun.i or named.label == "PERSON":
        return clause
    if named.lower in listed("role_nouns") or any(
        token.tag_ in tags and token.ent_type_ not in TIMES and token.dep_ != "compound"
        for token in others
    ):
        return clause
    return replace(clause, subject=named, pronoun=pronoun)


def _links_of(word: Word) -> set[str]:
    """The words that join the members of the list a verb stands in."""
    while word.dep == "conj" and word.head.verbal:
        word = word.head
    return {
        kid.lower for one in members(word) for kid in one.kids if kid.dep in ("cc", "preconj")
    }


def asks(verb: Word) -> bool:
    """Whether the clause opens with a question word: "how they voted"."""
    return any(kid.tag in RELATIVES and kid.i < verb.i for kid in verb.kids)


def _previous(word: Word, back: int) -> str:
    """The token so many places before the word's phrase."""
    place = word.first - back
    return str(word.token.doc[place].text) if place >= 0 else ""


def _lost_subject(word: Word, before: Word) -> Word | None:
    """The subject that the parser took for a member of the list before it.

    "It has growth and one feature is speed": a verb that shares a subject follows "and" or a
    comma; this one follows a noun.
    """
    if word.first != word.i or word.i == 0:
        return None
    for kid in before.kids:
        last = kid
        while (after := last.child("conj")) is not None:
            last = after
        if last is not kid and last.nominal and last.token.right_edge.i == word.i - 1:
            return last
    return None


def _shared(word: Word, host: Clause) -> tuple[Word, ...]:
    """What a coordinated verb takes from the one before it.

    "In May they [had not] met" gives the next verb its auxiliaries, negation, doubts, its
    conditions, and what opens the sentence where the verb has no such phrase of its own.
    """
    before = host.head
    have = any(kid.lemma == "have" for kid in before.kids if kid.dep == "aux")
    # "have inked and convened": past tense and participle are one form.
    perfect = have and word.tag == "VBD" and word.lower.endswith("ed")
    perfect = perfect and before.tag == "VBN" and not before.has("auxpass")
    same_form = perfect or (word.tag == before.tag and word.tag not in FINITE)
    same_form = same_form and not word.has(*AUXILIARIES)
    start = before.first if host.subject is None else host.subject.i
    timed = any(kid.label or kid.dep == "npadvmod" for kid in word.kids if kid.dep in _FRONTED)
    found = list(host.borrowed)
    for kid in before.kids:
        if kid.i > before.i:
            continue
        doubt = kid.lower in listed("hedging_adverbs")
        group = kid.dep in AUXILIARIES or (kid.dep in ("neg", "advmod") and kid.i > start)
        front = kid.dep in _FRONTED and kid.i < start and not timed and not _links(kid)
        if doubt or (same_form and group) or front:
            found.append(kid)
    return tuple(dict.fromkeys([*found, *_conditions(before)]))


def _links(word: Word) -> bool:
    return word.lower in listed("discourse_adverbs") or word.tag == "WRB"


def _beside(_: Clauses, word: Word) -> Clause | None:
    """A clause beside the main one: "A rose; B fell". Not "…, he said", which frames it."""
    above, subject = word.head, subject_of(word)
    if not word.verbal or subject is None or finite(word) is None:
        return None
    if word.dep == "ccomp" and (word.i > above.i or above.lemma in listed("speech_verbs")):
        return None
    if word.dep == "parataxis" and word.lemma in listed("speech_verbs") | listed("thought_verbs"):
        return None
    return Clause(word, JOINED, subject)


def _loose(clauses: Clauses, word: Word) -> Clause | None:
    """A verb the parser could not place: "…, then rose to ten"."""
    host = clauses.found.get(word.head.i)
    if host is None or not word.head.verbal or finite(word) is None or word.i < word.head.i:
        return None
    subject = subject_of(word)
    if subject is not None:
        return Clause(word, JOINED, subject, host)
    return Clause(word, SHARED, host.subject, host) if word.tag in FINITE else None


# Clauses below others ----------------------------------------------------------------------


def mark_of(verb: Word) -> str:
    """The word that ties a subordinate clause to its host ("because"), or nothing."""
    for kid in verb.kids:
        if kid.dep == "mark" or (kid.dep == "advmod" and kid.tag == "WRB"):
            return kid.lower
    return ""


def conditional(verb: Word) -> bool:
    """Whether the clause is a condition: "if …", "unless …", "had he known, …"."""
    marks = {kid.lower for kid in verb.kids if kid.dep in ("mark", "advmod") and kid.i < verb.i}
    if marks & listed("conditional_marks") or "long" in marks:
        return True
    subject, tensed = subject_of(verb), finite(verb)
    return not marks and subject is not None and tensed is not None and tensed.i < subject.i


def _conditions(verb: Word) -> list[Word]:
    return [kid for kid in verb.kids if kid.dep == "advcl" and conditional(kid)]


def _adverbial(clauses: Clauses, word: Word) -> Clause | None:
    host = clauses.host_of(word)
    if not word.verbal or host is None or conditional(word):
        return None
    mark, subject = mark_of(word), subject_of(word)
    if subject is not None:
        apart = not mark or mark in listed("contrasting_marks") or (mark == "as" and set_off(word))
        apart = apart and any(kid.dep in _OBJECTS for kid in word.kids)  # not "as I do"
        if not apart:
            clauses.hosts[word.i] = Clause(word, SUBORDINATE, subject, host)
        return _with_pronoun_read(Clause(word, SUBORDINATE, subject, host)) if apart else None
    if mark or word.tag not in PARTICIPLES or _prepositional(word):
        return None
    return _participle(word, host) if set_off(word) or word.i < host.head.i else None


def _participle(word: Word, host: Clause) -> Clause | None:
    """A participle whose subject is the host's: "…, reaching $200mn".

    Left where it is when the host does not assert it, or when its subject is the whole event.
    """
    verb, subject = host.head, host.subject
    if subject is None or subject.dep in ("expl", "csubj", "csubjpass"):
        return None
    if verb.has("neg") or verb.lemma in listed("uncertain_verbs") or _conditions(verb):
        return None
    person = any(kid.dep in ("dobj", "attr") and kid.label == "PERSON" for kid in verb.kids)
    if person and word.i > verb.i:
        return None  # "we have Smith, promising": either may be meant
    inside = word.head is not verb and word.dep == "advcl"
    # "…, backed by the left": the subject, or the last noun?
    loose = word.tag == "VBN" and word.i > verb.i and not word.has(*AUXILIARIES)
    if inside or loose or word.lower in listed("resulting_participles"):
        return None
    progressive = verb.tag == word.tag == "VBG"  # "are cooperating …, expanding trade"
    shared = [
        kid
        for kid in verb.kids
        if kid.tag == "MD"
        or kid.lower in listed("hedging_adverbs")
        or (progressive and kid.dep in AUXILIARIES)
    ]
    return Clause(word, PARTICIPLE, subject, host, (*host.borrowed, *shared))


def _prepositional(word: Word) -> bool:
    return word.lower in listed("participle_prepositions")


# What is told of a noun --------------------------------------------------------------------


def _relative(clauses: Clauses, word: Word) -> Clause | None:
    noun, pronoun = word.head, _pronoun(word)
    if noun.dep == "appos" and noun.label in PLACES and noun.head.label in PLACES:
        noun = noun.head  # "Houston, Texas, where"
    if not (word.verbal and noun.nominal and word.i > noun.i):
        return None
    if pronoun is None:
        return clauses.supplement(word) if set_off(word) else None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    # "people who smoke die": without the clause they are not the same people.
    kept = not (set_off(word) or predicated)
    subject, tensed = subject_of(word), finite(word)
    if kept and not (_definite(noun) and subject is pronoun):
        return None
    in_list = (noun.dep == "conj" or noun.has("conj")) and noun.label != "PERSON"
    if in_list and not (kept or predicated or _listed(noun, tensed) is not noun):
        return clauses.supplement(word)
    meant = [noun] if predicated else _meant(noun, pronoun, tensed if subject is pronoun else None)
    # "…, which means that": the antecedent of a singular verb is no plural noun.
    event = subject is pronoun and tensed is not None and not _fits(meant[0] if meant else noun, tensed)
    if len(meant) != 1 or event:
        return None if kept else clauses.supplement(word)
    noun = meant[0]
    antecedent = predicated or _listed(noun, tensed)
    return Clause(
        word,
        RELATIVE,
        antecedent if subject is pronoun else subject,
        clauses.around(noun),
        (),
        antecedent,
        pronoun,
        entire=antecedent not in (noun, predicated),
        kept=kept,
    )


def _meant(noun: Word, pronoun: Word, tensed: Word | None) -> list[Word]:
    """The nouns a relative pronoun may stand for: the one before it, or one that one hangs on.

    "The heirs of the firm, which" leaves two; number, and who can be a "who", may leave one.
    """
    chain = [noun]
    while noun.dep == "pobj" and noun.head.dep == "prep" and noun.head.head.nominal:
        of = noun.head.lower == "of" and noun.head.head.lower not in listed("portions")
        noun = noun.head.head
        if of or not _may_mean(chain[-1], pronoun, tensed):
            chain.append(noun)
    fitting = [one for one in chain if _may_mean(one, pronoun, tensed)]
    return fitting if fitting or len(chain) > 1 else chain


def _may_mean(noun: Word, pronoun: Word, tensed: Word | None) -> bool:
    if tensed is not None and not _fits(noun, tensed):
        return False
    if pronoun.lower in ("who", "whom"):
        return _personal(noun)
    return pronoun.lower == "whose" or not _personal(noun)


def _fits(noun: Word, tensed: Word) -> bool:
    """Whether the verb agrees in number, as far as it shows."""
    many = noun.tag in ("NNS", "NNPS") or noun.has("conj")
    if tensed.tag == "VBZ" or tensed.lower == "was":
        return not many
    return many or not (tensed.tag == "VBP" or tensed.lower == "were")


def _personal(noun: Word) -> bool:
    return noun.label in ("PERSON", "NORP") or noun.lemma in listed("role_nouns")


def _definite(noun: Word) -> bool:
    """Whether the noun means somebody or something known: "the miners", not "those", "people"."""
    narrow = any(
        kid.tag in ("JJS", "RBS") or kid.lower in listed("narrowing_adjectives")
        for kid in noun.kids
    )
    known = any(
        kid.dep == "poss" or (kid.dep == "det" and kid.lower == "the") for kid in noun.kids
    )
    return noun.pos != "PRON" and known and not narrow and noun.lower not in ("people", "one")


def place_of(clause: Clause) -> Word | None:
    """The preposition that serves again for "where" or "when": "in Paris, where he died"."""
    pronoun, noun = clause.pronoun, clause.noun
    if pronoun is None or pronoun.tag != "WRB" or noun is None or noun.dep != "pobj":
        return None
    return noun.head if noun.head.lower in ("in", "at", "on", "near", "during") else None


def _listed(noun: Word, tensed: Word | None) -> Word:
    """The list a plural verb is about, where the parser saw only its last member."""
    plural = tensed is not None and (tensed.tag == "VBP" or tensed.lower == "were")
    while plural and noun.dep == "conj" and noun.tag in ("NN", "NNP") and noun.head.nominal:
        noun = noun.head
    return noun


def _pronoun(verb: Word) -> Word | None:
    """The clause's relative pronoun, where it is plain enough to be replaced."""
    found = [
        word
        for word in subtree(verb)
        if word.i < verb.i
        and (word.tag in RELATIVES or (word.lower == "that" and word.dep not in ("mark", "det")))
    ]
    pronoun = min(found, key=lambda word: word.i, default=None)
    if pronoun is None or pronoun.lower not in _PRONOUNS:
        return None
    return pronoun if verb in list(ancestors(pronoun))[:_FURTHEST_PRONOUN] else None


def _predicated(clauses: Clauses, noun: Word, *, apart: bool) -> Word | None:
    """The subject that the noun is said of: "he" in "he is a lawyer".

    What is told of such a noun is told of the subject; but "the first lawyer who lied" is not,
    unless it stands ``apart``, behind a comma.
    """
    while noun.dep == "conj" and noun.head.nominal:
        noun = noun.head
    if noun.dep == "appos" and noun.pos == "NOUN" and describes(noun):
        indefinite = any(kid.lower in ("a", "an") for kid in noun.kids)
        return noun.head if indefinite or apart else None
    host = clauses.found.get(noun.head.i)
    if noun.dep != "attr" or host is None or noun.head.has("neg", "expl"):
        return None
    if apart:
        return host.subject
    determiner = noun.child("det")
    if determiner is not None and determiner.lower not in ("a", "an"):
        return None
    narrow = noun.lower in ("one", "first", "only") or any(kid.tag == "JJS" for kid in noun.kids)
    return None if narrow else host.subject


def _noun_participle(clauses: Clauses, word: Word) -> Clause | None:
    noun, host = word.head, clauses.around(word)
    if not (word.tag in PARTICIPLES or word.tag == "VBD") or not noun.nominal or host is None:
        return None
    if word.i < noun.i or _prepositional(word):
        return None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    if predicated is not None:
        copula = _copula(noun) if word.tag != "VBG" else ()
        return Clause(word, PARTICIPLE, predicated, host, copula, predicated)
    if not set_off(word):
        return None
    if word.tag == "VBG" and host.subject is not noun:
        return _participle(word, host)  # "rose to $200mn, beating forecasts"
    return Clause(word, PARTICIPLE, noun, host, (), noun)


def _copula(noun: Word) -> tuple[Word, ...]:
    """The words of "is" that serve again: "it is a film made in Rome" → "it is made in Rome"."""
    verb = noun.head
    if verb.lemma != "be":
        return ()
    return (verb, *(kid for kid in verb.kids if kid.dep in AUXILIARIES))


def _apposition(clauses: Clauses, word: Word) -> Clause | None:
    noun = word.head
    if before(word) in (":", ";"):
        return clauses.supplement(word)
    bracketed = in_brackets(word) and noun.pos in ("NOUN", "PROPN") and word.i > noun.i
    if bracketed and abbreviates(word):
        clauses.cuts.add(word.i)
        return None
    if not (bracketed or describes(word)):
        return None
    return Clause(word, APPOSITION, word.head, clauses.around(word), (), word.head)


def _title(word: Word) -> Clause | None:
    """A name behind what its bearer is: "Kremlin spokesman Dmitry Peskov"."""
    if word.pos != "PROPN" or word.dep == "compound" or word.label in TIMES | PLACES:
        return None
    if word.dep == "appos":
        before = [] if set_off(word) else [word.head]
    else:
        before = [kid for kid in word.kids if kid.dep == "compound" and kid.i < word.i]
    nouns = [noun for noun in before if noun.pos == "NOUN" or noun.lower in listed("role_nouns")]
    noun = max(nouns, key=lambda kid: kid.i, default=None)
    if noun is None or any(kid.tag in RELATIVES for kid in (*word.kids, *noun.kids)):
        return None
    between = word.token.doc[noun.i + 1 : word.i]
    person, common = word.label == "PERSON", noun.pos == "NOUN"
    fits = noun.lemma in listed("role_nouns") if person else common
    whole = common or len([kid for kid in word.kids if kid.i < noun.i]) > 0
    if not (fits and whole) or any(token.pos_ != "PROPN" for token in between):
        return None
    return Clause(word, TITLE, word, noun=noun)


_FINDERS: dict[str, Callable[[Clauses, Word], Clause | None]] = {
    "ROOT": _main,
    "conj": _coordinated,
    "relcl": _relative,
    "acl": _noun_participle,
    "advcl": _adverbial,
    "appos": _apposition,
    "parataxis": _beside,
    "ccomp": _beside,
    "dep": _loose,
}
