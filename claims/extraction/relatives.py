"""What is told of a noun by a clause behind it: relative clauses and participles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import PARTICIPLE, RELATIVE, Clause
from claims.extraction.clefts import is_cleft
from claims.extraction.description import named_by, of_one_sort
from claims.extraction.nouns import (
    by_the_way,
    definite,
    fits,
    human,
    inside_name,
    one_of,
    personal,
    shows_plural,
    sums_up,
)
from claims.extraction.phrases import describes, set_off
from claims.extraction.subordination import (
    conditional,
    conditions,
    is_quality,
    participle,
    prepositional,
)
from claims.extraction.syntax import (
    AUXILIARIES,
    FIGURES,
    PARTICIPLES,
    PLACES,
    RELATIVES,
    SUBJECTS,
    TIMES,
    Word,
    ancestors,
    finite,
    is_time,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_PRONOUNS = frozenset({"which", "who", "whom", "that", "whose", "where", "when"})
_FIRST = frozenset("first last only second third".split())
_FURTHEST_PRONOUN = 3
_JUDGEMENTS = frozenset(
    "something problem reason sign shame mistake thing matter why advantage disadvantage pity help "
    "relief surprise blow boon setback success failure feat achievement challenge risk".split()
)
_ANYTHING = frozenset("something anything nothing everything somebody nobody anybody".split())
_NEEDED = frozenset("need require survey use make".split())
_OF_PAPERS = frozenset("sign write publish release obtain broadcast post issue draft date".split())
_OF_TWO_OBJECTS = frozenset(
    "give grant award offer send show teach tell deny pay name call elect appoint dub deem charge "
    "leave allow ask assign promise owe hand".split()
)
_HOLDINGS = frozenset({"share", "stock", "stake"})
_THESE = frozenset("these those this that".split())
_PLURAL = frozenset({"NNS", "NNPS"})
_EITHER = frozenset("i you we they these those who".split())


def relative(clauses: Clauses, word: Word) -> Clause | None:
    """A relative clause with its antecedent, where only one noun can be that."""
    noun, pronoun = word.head, _pronoun(word)
    if noun.dep == "appos" and noun.label in PLACES and noun.head.label in PLACES:
        noun = noun.head  # "Houston, Texas, where"
    if not (word.verbal and noun.nominal and word.i > noun.i):
        return None
    if pronoun is None or _stranded(word, pronoun):
        return by_the_way(clauses, word) if set_off(word) else None
    if sums_up(noun):
        return None
    unsure = pronoun.tag != "WRB" and (_is_when(noun) or inside_name(noun))
    unsure |= noun.tag == "PRP" and pronoun.lower == "which"  # "turned on us, which is a joy"
    unsure |= pronoun.dep == "det" and pronoun.tag == "WDT"  # "during which time"
    cut = pronoun.after is not None and pronoun.after.text == ","  # "which, if it rains, closes"
    owned = pronoun.tag == "WP$" and pronoun.head.dep not in SUBJECTS  # "whose rise Lee mocked"
    above = pronoun.head
    deep = above.dep == "ccomp" and above.head is word and pronoun.dep in SUBJECTS
    unsure |= (
        cut or owned or deep or _goes_on(pronoun) or (pronoun.lower == "when" and _is_no_time(noun))
    )
    if unsure or (set_off(word) and _judges(word, noun, pronoun)):
        return by_the_way(clauses, word) if set_off(word) else None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    if predicated is not None and _agrees(predicated, word, pronoun):
        narrows = noun.dep == "appos" and not set_off(word) and not _indefinite(noun)
        return _told_of(clauses, word, predicated, pronoun, kept=narrows)
    find = _set_off_relative if set_off(word) else _close_relative
    return find(clauses, word, noun, pronoun)


def _is_when(noun: Word) -> bool:
    """Whether the noun only counts time: "in the week that followed"."""
    return noun.lemma in listed("calendar_words") and noun.dep in ("pobj", "npadvmod")


def _is_no_time(noun: Word) -> bool:
    """Whether nothing happened at the noun: "a turn from eight years ago, when Lee won"."""
    timely = noun.label in TIMES or noun.lemma in listed("calendar_words")
    return not timely and noun.dep != "pobj"


def _goes_on(pronoun: Word) -> bool:
    """Whether the clause needs no pronoun: "which I think the mayor knows what it is"."""
    above = pronoun.head
    said = above.child("ccomp") if pronoun.dep == "dobj" else None
    full = said is not None and subject_of(said) is not None
    return full and said is not None and said.has("dobj", "ccomp", "attr", "acomp")


def _agrees(noun: Word, verb: Word, pronoun: Word) -> bool:
    """Whether a relative clause may be about the subject: not "this … [those] who do not"."""
    tensed = finite(verb) if subject_of(verb) is pronoun else None
    one = noun.tag in ("NN", "NNP", "DT", "PRP") and not noun.has("conj")
    several = noun.tag in _PLURAL and pronoun.lower == "who" and not noun.has("conj")
    if tensed is None or noun.lower in _EITHER:
        return True
    return not (one and shows_plural(tensed)) and (not several or fits(noun, tensed))


def _stranded(verb: Word, pronoun: Word) -> bool:
    """Whether the pronoun was not tied to the preposition it belongs to: "which only she had access
    to", "which the firm took control of last year".
    """
    last = max((word for word in subtree(verb) if word.inked), key=lambda word: word.i)
    ends = last.pos == "ADP" and last.dep == "prep" and not last.has("pobj", "pcomp")
    taken = any(kid.dep == pronoun.dep and kid is not pronoun for kid in pronoun.head.kids)
    return ends or (taken and pronoun.dep in ("dobj", "nsubj", "nsubjpass"))


def _close_relative(clauses: Clauses, word: Word, noun: Word, pronoun: Word) -> Clause | None:
    """ "The people who smoke die": without the clause they are not the same people, so that it
    stays in the host's claim as well.
    """
    if subject_of(word) is not pronoun or not definite(noun):
        return None
    meant = _meant(noun, word, pronoun)
    return _told_of(clauses, word, meant[0], pronoun, kept=True) if len(meant) == 1 else None


def _set_off_relative(clauses: Clauses, word: Word, noun: Word, pronoun: Word) -> Clause | None:
    """ "The mayor, who was ill, died"."""
    noun = one_of(noun, word)
    if pronoun.lower in ("who", "whom") and _another_person(noun, pronoun):
        return by_the_way(clauses, word)
    if pronoun.lower == "when" and _another_time(noun, pronoun):
        return by_the_way(clauses, word)
    if pronoun.lower == "which" and _nearer(noun, word, pronoun):
        return by_the_way(clauses, word)
    whole = _listed(noun, word)
    if whole is not noun:
        return _told_of(clauses, word, whole, pronoun, entire=True)
    in_list = (noun.dep == "conj" or noun.has("conj")) and noun.label != "PERSON"
    meant = [] if in_list else _meant(noun, word, pronoun)
    one = len(meant) == 1 and meant[0].tag not in _PLURAL and pronoun.lower == "who"
    if len(meant) != 1 or (one and _another_person(meant[0], pronoun)):
        return by_the_way(clauses, word)  # "Lee, an heir to Ann Berg for the seat, who"
    return _told_of(clauses, word, meant[0], pronoun, entire=meant[0] is not noun)


def _another_person(noun: Word, pronoun: Word) -> bool:
    """Whether somebody else is named on the way: "Lee, a rival of Ann Berg, who will win"."""
    between = noun.token.doc[noun.i + 1 : pronoun.i]
    named = [token for token in between if token.ent_type_ == "PERSON"]
    own = {token.i for token in noun.token.subtree if token.dep_ in ("compound", "flat")}
    return any(token.i not in own for token in named) and noun.dep != "conj"


def _nearer(noun: Word, verb: Word, pronoun: Word) -> bool:
    """Whether a noun stands nearer that may be meant: "a speech from Leeds, which holds a vote"."""
    if subject_of(verb) is not pronoun:
        return False
    below = (one for one in subtree(noun) if one.dep == "pobj" and noun.i < one.i < pronoun.i)
    known = (one for one in below if one.head.lower != "of" and not is_time(one))
    return any(_may_mean(one, pronoun, finite(verb)) for one in known)


def _another_time(noun: Word, pronoun: Word) -> bool:
    """Whether a time stands on the way, and the noun is none: "a turn from May, when it won"."""
    between = noun.token.doc[noun.i + 1 : pronoun.i]
    return not is_time(noun) and any(token.ent_type_ in TIMES for token in between)


def _judges(verb: Word, noun: Word, pronoun: Word) -> bool:
    """Whether the clause may be about all that stands before it, and not about the noun: "…, which
    is a problem", "…, which means that". Behind a subject it is about the subject.
    """
    if pronoun.lower != "which" or noun.dep in SUBJECTS or subject_of(verb) is not pronoun:
        return False
    if verb.lemma in listed("summing_verbs"):
        return not verb.has("auxpass")
    said = {kid.lower for kid in verb.kids if kid.dep in ("attr", "acomp")}
    return verb.lemma == "be" and not said.isdisjoint(_JUDGEMENTS | listed("summing_adjectives"))


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
        of |= noun.lemma in _HOLDINGS  # "shares in the firm, which fell"
        inside = noun.label not in PLACES and chain[-1].label in PLACES
        if of or inside or noun.lower in _ANYTHING or not _may_mean(chain[-1], pronoun, tensed):
            chain.append(noun)
    above = chain[-1].head
    beyond = ("acl", "relcl") if pronoun.lower in ("who", "whom") else ("acl",)
    if above.dep in beyond and above.head.nominal:  # "the duty to tell the truth, which"
        chain.append(above.head)
    if len(chain) == 1:
        agrees = tensed is None or fits(chain[0], tensed)
        return chain if agrees and _can_be(chain[0], pronoun) else []
    return [one for one in chain if _may_mean(one, pronoun, tensed)]


def _may_mean(noun: Word, pronoun: Word, tensed: Word | None) -> bool:
    if tensed is not None and not fits(noun, tensed):
        return False
    if pronoun.lower in ("who", "whom"):
        return personal(noun)
    return pronoun.lower == "whose" or not personal(noun)


def _can_be(noun: Word, pronoun: Word) -> bool:
    """Whether nothing speaks against it: "Lee, which is a problem" is not about Lee, nor "the
    voter rolls who have died" about the rolls.
    """
    if pronoun.lower in ("who", "whom"):
        people = (kid for kid in noun.kids if kid.dep in ("compound", "nmod", "prep"))
        beside = (one for kid in people for one in (kid, *kid.kids))
        somebody = noun.tag != "NN" or human(noun)  # not "his heritage, who"
        somebody &= pronoun.lower == "who" or noun.label not in PLACES  # nor "the Palace, whom"
        return personal(noun) or (somebody and not any(map(personal, beside)))
    return pronoun.lower != "which" or noun.label != "PERSON"


def _listed(noun: Word, verb: Word) -> Word:
    """The list a plural verb is about, where the parser saw only its last member."""
    tensed = finite(verb)
    plural = tensed is not None and shows_plural(tensed)
    while plural and noun.dep == "conj" and noun.tag not in _PLURAL and noun.head.nominal:
        noun = noun.head
    return noun


def place_of(clause: Clause) -> Word | None:
    """The preposition that serves again for "where" or "when": "in Paris, where he died"."""
    pronoun, noun = clause.pronoun, clause.noun
    if pronoun is None or pronoun.tag != "WRB" or noun is None or noun.dep != "pobj":
        return None
    return noun.head if noun.head.lower in ("in", "at", "on", "during") else None


def _predicated(clauses: Clauses, noun: Word, *, apart: bool) -> Word | None:
    """The subject that the noun is said of: "he" in "he is a lawyer".

    What is told of such a noun is told of the subject; but "the first lawyer who lied" is not,
    unless it stands ``apart``, behind a comma.
    """
    while noun.dep == "conj" and noun.head.nominal:
        noun = noun.head
    indefinite = _indefinite(noun)
    if noun.dep == "appos":
        common = noun.pos == "NOUN" or noun.label == "NORP"  # "Lee, the top Democrat, who"
        said = common and describes(noun) and (noun.has("det") or apart)
        # "Lee, the judge who lied": Lee lied.
        named = noun.head.pos == "PROPN" and not noun.head.has("det")
        first = not apart and any(kid.lower in _FIRST or kid.tag == "JJS" for kid in noun.kids)
        said = said and not first and of_one_sort(noun.head, noun)
        return named_by(noun.head, noun) if said and (indefinite or apart or named) else None
    host = clauses.found.get(noun.head.i)
    if noun.dep != "attr" or host is None or not _asserts(host.head):
        return None
    if apart and noun.pos == "PROPN" and not noun.has("det"):
        return None  # "the only state to vote was Ohio, which Lee won"
    narrow = noun.lower in ("one", "first", "only") or any(kid.tag == "JJS" for kid in noun.kids)
    narrow |= host.subject is not None and host.subject.lower in _THESE  # "these are men who"
    narrow |= not apart and is_cleft(host)
    needs = host.subject is not None and host.subject.verbal  # "what we need is someone who can"
    return host.subject if not needs and (apart or (indefinite and not narrow)) else None


def _indefinite(noun: Word) -> bool:
    return not noun.has("det") or any(kid.lower in ("a", "an") for kid in noun.kids)


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
    nobody = any(kid.lower in listed("negations") for kid in noun.kids)  # "no reports, taken in"
    quality = set_off(word) and noun.dep == "attr" and is_quality(word)
    person = noun.label == "PERSON" and word.lemma in _OF_PAPERS  # "a letter to Lee, signed by"
    bare = noun.dep == "attr" and noun.tag == "NN" and noun.i == word.i - 1 and not noun.kids[:-1]
    quality |= bare and not set_off(word)  # "is term limited"
    quality |= _acts(noun, word) or _has_object(word) or nobody or person or _is_owners(noun, word)
    if word.i < noun.i or prepositional(word) or conditional(word) or word.has("mark") or quality:
        return None
    predicated = _predicated(clauses, noun, apart=set_off(word))
    if predicated is not None:
        done = word.tag == "VBG" or any(map(is_time, word.kids))
        copula = () if done else _copula(noun)
        narrows = noun.dep == "appos" and not set_off(word) and not _indefinite(noun)
        return Clause(word, PARTICIPLE, predicated, host, copula, predicated, kept=narrows)
    if not set_off(word):
        alone = noun.dep != "conj" and not noun.has("conj")
        known = alone and _known_without(noun, word)  # "the club founded in 1923 has"
        return Clause(word, PARTICIPLE, noun, host, (), noun, kept=True) if known else None
    if word.tag == "VBG" and host.subject is not noun:
        return participle(word, host)  # "rose to $200mn, beating forecasts"
    noun = one_of(noun, word)
    return Clause(word, PARTICIPLE, noun, host, (), noun)


def _known_without(noun: Word, word: Word) -> bool:
    """Whether a noun is known without its participle: not "the delegates needed to win"."""
    one = noun.tag in ("NN", "NNP") and noun.label not in FIGURES
    inside = noun.dep == "pobj" and noun.head.head.nominal  # "a letter from the club obtained"
    return one and word.tag == "VBN" and definite(noun) and not inside and word.lemma not in _NEEDED


def _has_object(word: Word) -> bool:
    """Whether a participle is none, for it acts on something: "rejected it, ruled him eligible"."""
    past = word.tag != "VBG" and word.has("dobj")
    return past and word.lemma not in _OF_TWO_OBJECTS


def _is_owners(noun: Word, word: Word) -> bool:
    """Whether the owner of the noun acts, or a noun before it was made: "Lee's plan to run, saying
    it was late", "a poll of voters, taken in May".
    """
    if not set_off(word):
        return False
    if word.tag == "VBG":
        speaks = word.lemma in listed("speech_verbs") and noun.has("poss") and not human(noun)
        return speaks and noun.dep in SUBJECTS
    inside = noun.dep == "pobj" and noun.head.dep == "prep" and noun.head.head.nominal
    return inside and noun.pos != "PROPN"


def _acts(noun: Word, verb: Word) -> bool:
    """Whether what is told is that somebody does something: "the latest case is Lee suing"."""
    named = noun.dep == "attr" and noun.label == "PERSON"
    return named and verb.tag == "VBG" and not set_off(verb)


def _copula(noun: Word) -> tuple[Word, ...]:
    """The words of "is" that serve again: "it is a film made in Rome" → "it is made in Rome"."""
    verb = noun.head
    if verb.lemma != "be":
        return ()
    return (verb, *(kid for kid in verb.kids if kid.dep in AUXILIARIES))
