"""What is told of a noun: relative clauses, participles, appositions, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import APPOSITION, PARTICIPLE, RELATIVE, TITLE, Clause
from claims.extraction.phrases import abbreviates, before, counts, describes, in_brackets, set_off
from claims.extraction.subordination import conditional, conditions, participle, prepositional
from claims.extraction.syntax import (
    AUXILIARIES,
    PARTICIPLES,
    PLACES,
    RELATIVES,
    TIMES,
    Word,
    ancestors,
    finite,
    is_time,
    stands_before,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_PRONOUNS = frozenset({"which", "who", "whom", "that", "whose", "where", "when"})
_FURTHEST_PRONOUN = 3
_JUDGEMENTS = frozenset("something problem reason sign shame mistake thing matter why".split())
_ANY = frozenset("a an another one some any".split())
_ANYBODY = frozenset(
    "people one person man woman guy kind sort type amount number thing way candidate place time "
    "reason part".split()
)
_ANYTHING = frozenset("something anything nothing everything somebody nobody anybody".split())
_PLURAL = frozenset({"NNS", "NNPS"})
_DASHES = frozenset({"-", "–", "—", "―", "--"})
_FIGURES = frozenset({"PERCENT", "MONEY", "CARDINAL"})
_ENDINGS_OF_PEOPLE = ("ist", "ian", "man", "person", "eer", "mate")
_PARTS = frozenset("state district county city country town federal world home".split())
_HAPPENING = ("tion", "ence", "ance", "ment", "ship", "death", "rise", "arrest", "arrival")
_NAMES = frozenset("name nickname pseudonym alias".split())
_GROUPS = frozenset("couple pair duo trio quartet group band team family set series part".split())
_ABOVE_ALL = frozenset("particularly especially notably including maybe not even".split())
_EITHER = frozenset("i you we they these those who".split())


# Relative clauses --------------------------------------------------------------------------


def relative(clauses: Clauses, word: Word) -> Clause | None:
    """A relative clause with its antecedent, where only one noun can be that."""
    noun, pronoun = word.head, _pronoun(word)
    if noun.dep == "appos" and noun.label in PLACES and noun.head.label in PLACES:
        noun = noun.head  # "Houston, Texas, where"
    if not (word.verbal and noun.nominal and word.i > noun.i):
        return None
    if pronoun is None or _stranded(word):
        return _by_the_way(clauses, word) if set_off(word) else None
    if _sums_up(noun):
        return None
    if pronoun.tag != "WRB" and (_is_when(noun) or _inside_name(noun)):
        return _by_the_way(clauses, word) if set_off(word) else None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    if predicated is not None and _agrees(predicated, word, pronoun):
        return _told_of(clauses, word, predicated, pronoun)
    find = _set_off_relative if set_off(word) else _close_relative
    return find(clauses, word, noun, pronoun)


def _is_when(noun: Word) -> bool:
    """Whether the noun only counts time: "in the week that followed"."""
    return noun.lemma in listed("calendar_words") and noun.dep in ("pobj", "npadvmod")


def _inside_name(noun: Word) -> bool:
    """Whether the noun ends a name the parser did not see: "Organizing for Action, which"."""
    above = noun.head.head
    return (
        noun.dep == "pobj"
        and noun.pos == "PROPN"
        and above.tag == "VBG"
        and above.text[0].isupper()
        and not above.token.is_sent_start
    )


def _agrees(noun: Word, verb: Word, pronoun: Word) -> bool:
    """Whether a relative clause may be about the subject: not "this … [those] who do not"."""
    tensed = finite(verb) if subject_of(verb) is pronoun else None
    one = noun.tag in ("NN", "NNP", "DT", "PRP") and not noun.has("conj")
    return tensed is None or noun.lower in _EITHER or not (one and _shows_plural(tensed))


def _stranded(verb: Word) -> bool:
    """Whether the clause ends with a preposition to which its pronoun was not tied: "which only
    she had access to".
    """
    last = max((word for word in subtree(verb) if word.inked), key=lambda word: word.i)
    return last.pos == "ADP" and last.dep == "prep" and not last.has("pobj", "pcomp")


def _close_relative(clauses: Clauses, word: Word, noun: Word, pronoun: Word) -> Clause | None:
    """ "The people who smoke die": without the clause they are not the same people, so that it
    stays in the host's claim as well.
    """
    if subject_of(word) is not pronoun or not _definite(noun):
        return None
    meant = _meant(noun, word, pronoun)
    return _told_of(clauses, word, meant[0], pronoun, kept=True) if len(meant) == 1 else None


def _set_off_relative(clauses: Clauses, word: Word, noun: Word, pronoun: Word) -> Clause | None:
    """ "The mayor, who was ill, died"."""
    noun = _one_of(noun, word)
    if pronoun.lower in ("who", "whom") and _another_person(noun, pronoun):
        return _by_the_way(clauses, word)
    whole = _listed(noun, word)
    if whole is not noun:
        return _told_of(clauses, word, whole, pronoun, entire=True)
    if pronoun.lower == "which" and _judges(word):
        return _by_the_way(clauses, word)
    in_list = (noun.dep == "conj" or noun.has("conj")) and noun.label != "PERSON"
    meant = [] if in_list else _meant(noun, word, pronoun)
    if len(meant) != 1:
        return _by_the_way(clauses, word)
    return _told_of(clauses, word, meant[0], pronoun, entire=meant[0] is not noun)


def _another_person(noun: Word, pronoun: Word) -> bool:
    """Whether somebody else is named on the way: "Lee, a rival of Ann Berg, who will win"."""
    between = noun.token.doc[noun.i + 1 : pronoun.i]
    named = [token for token in between if token.ent_type_ == "PERSON"]
    own = {token.i for token in noun.token.subtree if token.dep_ in ("compound", "flat")}
    return any(token.i not in own for token in named) and noun.dep != "conj"


def _judges(verb: Word) -> bool:
    """Whether the clause may judge all that stands before it: "…, which is a problem"."""
    said = [kid for kid in verb.kids if kid.dep == "attr"]
    return verb.lemma == "be" and any(kid.lower in _JUDGEMENTS for kid in said)


def _one_of(noun: Word, verb: Word) -> Word:
    """The "one" in "one of the firms, which ran a port", unless a verb is plural."""
    above, tensed = noun.head.head, finite(verb)
    of_one = noun.dep == "pobj" and noun.head.lower == "of" and above.lower == "one"
    return above if of_one and (tensed is None or not _shows_plural(tensed)) else noun


def _by_the_way(clauses: Clauses, word: Word) -> Clause | None:
    clauses.supplement(word)
    return None


def _told_of(
    clauses: Clauses,
    word: Word,
    noun: Word,
    pronoun: Word,
    *,
    kept: bool = False,
    entire: bool = False,
) -> Clause:
    subject = subject_of(word)
    return Clause(
        word,
        RELATIVE,
        noun if subject is pronoun else subject,
        clauses.around(word.head),
        (),
        noun,
        pronoun,
        entire,
        kept,
    )


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


def _meant(noun: Word, verb: Word, pronoun: Word) -> list[Word]:
    """The nouns a relative pronoun may stand for: the one before it, or one that one hangs on.

    "The heirs of the firm, which" leaves two; number, and who can be a "who", may leave one.
    "The firms …, which means that" leaves none.
    """
    tensed = finite(verb) if subject_of(verb) is pronoun else None
    chain = [noun]
    while noun.dep == "pobj" and noun.head.dep == "prep" and noun.head.head.nominal:
        of = noun.head.lower == "of" and noun.head.head.lower not in listed("portions")
        noun = noun.head.head
        if of or noun.lower in _ANYTHING or not _may_mean(chain[-1], pronoun, tensed):
            chain.append(noun)
    above = chain[-1].head
    if above.dep == "acl" and above.head.nominal:  # "the duty to tell the truth, which"
        chain.append(above.head)
    if len(chain) == 1:
        fits = tensed is None or _fits(noun, tensed)
        return chain if fits and _can_be(noun, pronoun) else []
    return [one for one in chain if _may_mean(one, pronoun, tensed)]


def _may_mean(noun: Word, pronoun: Word, tensed: Word | None) -> bool:
    if tensed is not None and not _fits(noun, tensed):
        return False
    if pronoun.lower in ("who", "whom"):
        return _personal(noun)
    return pronoun.lower == "whose" or not _personal(noun)


def _can_be(noun: Word, pronoun: Word) -> bool:
    """Whether nothing speaks against it: "Lee, which is a problem" is not about Lee, nor "the
    voter rolls who have died" about the rolls.
    """
    if pronoun.lower in ("who", "whom"):
        people = (kid for kid in noun.kids if kid.dep in ("compound", "nmod", "prep"))
        beside = (one for kid in people for one in (kid, *kid.kids))
        somebody = noun.tag != "NN" or _human(noun)  # not "his heritage, who"
        return _personal(noun) or (somebody and not any(map(_personal, beside)))
    return pronoun.lower != "which" or noun.label != "PERSON"


def _fits(noun: Word, tensed: Word) -> bool:
    """Whether the verb agrees in number, as far as it shows."""
    many = noun.tag in _PLURAL or noun.has("conj")
    if tensed.tag == "VBZ" or tensed.lower == "was":
        return not many
    return many or not _shows_plural(tensed)


def _shows_plural(tensed: Word) -> bool:
    return tensed.tag == "VBP" or tensed.lower == "were"


def _personal(noun: Word) -> bool:
    roles = noun.lemma in listed("role_nouns") or noun.lemma in listed("counted_people")
    titled = noun.pos == "PROPN" and any(kid.lower in listed("role_nouns") for kid in noun.kids)
    return roles or titled or noun.label in ("PERSON", "NORP")


def _listed(noun: Word, verb: Word) -> Word:
    """The list a plural verb is about, where the parser saw only its last member."""
    tensed = finite(verb)
    plural = tensed is not None and _shows_plural(tensed)
    while plural and noun.dep == "conj" and noun.tag not in _PLURAL and noun.head.nominal:
        noun = noun.head
    return noun


def _definite(noun: Word) -> bool:
    """Whether the noun means somebody or something known: "the miners", not "those", "people"."""
    narrow = any(
        kid.tag in ("JJS", "RBS") or kid.lower in listed("narrowing_adjectives")
        for kid in noun.kids
    )
    known = any(kid.dep == "poss" or (kid.dep == "det" and kid.lower == "the") for kid in noun.kids)
    return noun.pos != "PRON" and known and not narrow and noun.lemma not in _ANYBODY


def place_of(clause: Clause) -> Word | None:
    """The preposition that serves again for "where" or "when": "in Paris, where he died"."""
    pronoun, noun = clause.pronoun, clause.noun
    if pronoun is None or pronoun.tag != "WRB" or noun is None or noun.dep != "pobj":
        return None
    return noun.head if noun.head.lower in ("in", "at", "on", "near", "during") else None


# What is said of a subject by its predicate ------------------------------------------------


def _predicated(clauses: Clauses, noun: Word, *, apart: bool) -> Word | None:
    """The subject that the noun is said of: "he" in "he is a lawyer".

    What is told of such a noun is told of the subject; but "the first lawyer who lied" is not,
    unless it stands ``apart``, behind a comma.
    """
    while noun.dep == "conj" and noun.head.nominal:
        noun = noun.head
    indefinite = not noun.has("det") or any(kid.lower in ("a", "an") for kid in noun.kids)
    if noun.dep == "appos":
        said = noun.pos == "NOUN" and describes(noun) and (noun.has("det") or apart)
        return noun.head if said and (indefinite or apart) else None
    host = clauses.found.get(noun.head.i)
    if noun.dep != "attr" or host is None or not _asserts(host.head):
        return None
    narrow = noun.lower in ("one", "first", "only") or any(kid.tag == "JJS" for kid in noun.kids)
    return host.subject if apart or (indefinite and not narrow) else None


def _asserts(verb: Word) -> bool:
    """Whether the verb says outright that its subject is something."""
    doubt = any(
        kid.tag == "MD" or kid.dep in ("neg", "expl") or kid.lower in listed("hedging_adverbs")
        for kid in verb.kids
    )
    return not doubt and verb.lemma not in listed("uncertain_verbs") and not conditions(verb)


def participle_of_noun(clauses: Clauses, word: Word) -> Clause | None:
    """A participle behind a noun, where the noun is known without it."""
    noun, host = word.head, clauses.around(word)
    if not (word.tag in PARTICIPLES or word.tag == "VBD") or not noun.nominal or host is None:
        return None
    if word.i < noun.i or prepositional(word) or conditional(word):
        return None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    if predicated is not None:
        done = word.tag == "VBG" or any(map(is_time, word.kids))
        copula = () if done else _copula(noun)
        return Clause(word, PARTICIPLE, predicated, host, copula, predicated)
    if not set_off(word):
        alone = noun.dep != "conj" and not noun.has("conj")
        known = word.tag == "VBN" and alone and _definite(noun)  # "the club founded in 1923 has"
        return Clause(word, PARTICIPLE, noun, host, (), noun, kept=True) if known else None
    if word.tag == "VBG" and host.subject is not noun:
        return participle(word, host)  # "rose to $200mn, beating forecasts"
    noun = _one_of(noun, word)
    return Clause(word, PARTICIPLE, noun, host, (), noun)


def _copula(noun: Word) -> tuple[Word, ...]:
    """The words of "is" that serve again: "it is a film made in Rome" → "it is made in Rome"."""
    verb = noun.head
    if verb.lemma != "be":
        return ()
    return (verb, *(kid for kid in verb.kids if kid.dep in AUXILIARIES))


# Names and descriptions --------------------------------------------------------------------


def apposition(clauses: Clauses, word: Word) -> Clause | None:
    """A description behind a name or noun: "Maduro, the president"."""
    noun = word.head
    if in_brackets(word) and counts(word):
        return None
    noun = _named_by(noun, word)
    above_all = any(kid.lower in _ABOVE_ALL for kid in word.kids)
    if not word.aside and (above_all or before(word) in (":", ";")):
        return _by_the_way(clauses, word)
    known = noun.pos in ("NOUN", "PROPN") and word.i > noun.i and not _nobody(noun)
    bracketed = in_brackets(word) and known
    if bracketed and (abbreviates(word) or _tags(word)):
        clauses.cuts.add(word.i)
        return None
    if noun.label == "PERSON" and _one_of_things(word):
        places = [one for one in subtree(noun) if one.label in PLACES and one.i < word.first]
        noun = max(places, key=lambda one: one.i, default=noun)  # "… of Ohio, one of the states"
        return Clause(word, APPOSITION, noun, clauses.around(noun), (), noun)
    in_fragment = noun.dep == "pobj" and not clauses.found
    said = bracketed or (describes(word) and _may_be(noun, word))
    if not said or in_fragment or _one_of(noun, word) is not noun:
        return None
    named = word.label == "PERSON" and noun.pos == "NOUN"  # "his wife, Ann, said" needs the name
    around = clauses.around(noun)
    return Clause(word, APPOSITION, noun, around, (), noun, kept=named and not bracketed)


def _named_by(noun: Word, word: Word) -> Word:
    """Who is described behind what they did: Ann Lee in "the rise of Ann Lee, a lawyer"."""
    happening = noun.lemma in listed("event_nouns") or noun.lemma.endswith(_HAPPENING)
    of = next((kid for kid in noun.kids if kid.lower == "of"), None)
    named = of.child("pobj") if of is not None else None
    known = named is not None and named.pos == "PROPN" and named.i < word.i
    return named if happening and known and word.pos == "NOUN" and named is not None else noun


def _may_be(noun: Word, word: Word) -> bool:
    """Whether the noun can be what stands behind it, and nothing tells that it is not."""
    unsaid = word.pos == "PROPN" and any(kid.lower in _ANY for kid in noun.kids)
    if unsaid and noun.pos == "NOUN" and not word.has("det"):
        return False  # "on another website, Gun Trader": the name stays with its noun
    if any(kid.tag == "WP$" for kid in (*noun.kids, *word.kids)):
        return False  # "the party, whose leader, Ann Lee, won"
    if any(kid.lower in ("that", "this") and kid.dep == "det" for kid in word.kids):
        return False  # "mothers that contract malaria"
    apart = _sums_up(word) or _is_list(word) or _closes_aside(word)
    return not apart and _of_one_sort(noun, word)


def _closes_aside(word: Word) -> bool:
    """Whether a dash before the phrase is the second of two: "The letter - to Lee - he wrote"."""
    if before(word) not in _DASHES:
        return False
    start = word.token.sent.start
    dashes = [token for token in word.token.doc[start : word.first] if token.text in _DASHES]
    return len([token for token in dashes if token.whitespace_]) % 2 == 0


def _sums_up(word: Word) -> bool:
    """Whether an apposition takes up all that was said: "…, a move that survived in court"."""
    return (
        word.dep == "appos"
        and word.lemma in listed("summing_nouns")
        and any(kid.lower in ("a", "an", "another", "the", "one") for kid in word.kids)
    )


def _is_list(word: Word) -> bool:
    """Whether the apposition is the second of three or more: "a road, a bridge, a dam"."""
    above = word.head
    goes_on = any(kid.dep == "appos" and kid.i > word.i and set_off(kid) for kid in word.kids)
    follows = above.dep == "appos" and set_off(above)
    alike = {kid.lower for kid in above.kids if kid.dep == "det"}
    own = {kid.lower for kid in word.kids if kid.dep == "det"}
    beside = [kid for kid in above.kids if kid.dep == "appos" and kid.i > above.i and set_off(kid)]
    many = len(beside) > 1 and word in beside
    if alike == own == {"no"}:
        return True  # "no money, no volunteers"
    return (goes_on or follows or many) and alike == own and word.label != "PERSON"


def _of_one_sort(noun: Word, word: Word) -> bool:
    """Whether one can be the other: a person is no "time frame", nor a share of the voters."""
    if word.label in _FIGURES or noun.label in _FIGURES:
        return False
    one_of_many = word.tag == "NN" and any(kid.lower in ("a", "an") for kid in word.kids)
    one_of_many |= word.tag == "NNP" and not noun.label
    if noun.tag == "NNS" and one_of_many and word.lemma not in _GROUPS:
        return False  # "the talks on trade, a success", "three senators, Ann Lee of Ohio, …"
    role = word.pos == "NOUN" and word.lemma in listed("role_nouns")
    if role and noun.pos == "NOUN" and not _human(noun):
        return False  # "no overlap with the team, a White House official said"
    for one, other in ((noun, word), (word, noun)):
        if one.label == "PERSON" and one.pos == "PROPN" and other.pos == "NOUN":
            return _human(other)
    return True


def _human(noun: Word) -> bool:
    """Whether a common noun may be said of a person."""
    known = _personal(noun) or noun.lemma.endswith(_ENDINGS_OF_PEOPLE) or noun.lemma in _NAMES
    known = known or noun.lemma in listed("masculine_nouns") | listed("feminine_nouns")
    return known or any(kid.lower in ("a", "an") for kid in noun.kids)


def _tags(word: Word) -> bool:
    """Whether a bracket behind a person only names: "Lee (D-Ohio)", "Lee (Vt.)"."""
    inside = subtree(word)
    told = any(one.verbal or one.pos == "NOUN" or one.text.isdigit() for one in inside)
    return word.head.label == "PERSON" and word.head.has("compound") and not told


def _one_of_things(word: Word) -> bool:
    """Whether it is "one of the states", which no person is."""
    below = [noun for of in word.kids if of.lower == "of" for noun in of.kids if noun.dep == "pobj"]
    return word.lower == "one" and not any(map(_personal, below))


def _nobody(noun: Word) -> bool:
    """Whether there is nobody to tell anything of: "no minister"."""
    return any(kid.lower in listed("negations") for kid in noun.kids)


def fronted(clauses: Clauses, word: Word) -> Clause | None:
    """A description in front of the subject: "A lawyer, Smith is the mayor"."""
    verb = word.head
    host, subject = clauses.found.get(verb.i), subject_of(verb)
    if host is None or subject is None or not stands_before(word, subject):
        return None
    return Clause(word, APPOSITION, subject, host, (), subject)


def title(word: Word) -> Clause | None:
    """A name behind what its bearer is: "Kremlin spokesman Dmitry Peskov"."""
    if word.pos != "PROPN" or word.dep == "compound" or word.label in TIMES | PLACES:
        return None
    if word.dep == "appos":
        descriptions = [] if set_off(word) else [word.head]
    else:
        descriptions = [kid for kid in word.kids if kid.dep == "compound" and kid.i < word.i]
    roles = listed("role_nouns")
    nouns = [noun for noun in descriptions if noun.pos == "NOUN" or noun.lower in roles]
    nouns = [noun for noun in nouns if not noun.text.endswith(".")]  # "A. Lee", "Sen. Lee"
    noun = max(nouns, key=lambda kid: kid.i, default=None)
    owners = [kid for kid in noun.kids if kid.tag == "PRP$"] if noun is not None else []
    if owners and word.label != "PERSON":
        return None  # "his replica Oval Office"
    if noun is None or any(kid.tag in RELATIVES for kid in (*word.kids, *noun.kids)):
        return None
    between = word.token.doc[noun.i + 1 : word.i]
    common = noun.pos == "NOUN"
    if common and word.label in ("ORG", "FAC") and noun.lemma in _PARTS:
        return None  # "state Supreme Court"
    fits = noun.lemma in roles if word.label == "PERSON" else common
    # More than "President Obama".
    says_more = common or any(kid.i < noun.i for kid in (*word.kids, *noun.kids))
    full_name = (common or len(between) > 0) and word.lower not in roles
    if not (fits and says_more and full_name) or any(token.pos_ != "PROPN" for token in between):
        return None
    return Clause(word, TITLE, word, noun=noun)
