"""What somebody is: appositions, descriptions in front, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import APPOSITION, TITLE, Clause
from claims.extraction.marks import DASHES
from claims.extraction.nouns import (
    by_the_way,
    human,
    one_of,
    personal,
    sums_up,
)
from claims.extraction.phrases import before, counts, describes, in_brackets, set_off
from claims.extraction.syntax import (
    PLACES,
    RELATIVES,
    TIMES,
    Word,
    stands_before,
    subject_of,
    subtree,
)
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_WHICHEVER = frozenset({"any", "every", "each"})
_ANY = frozenset("a an another one some any".split())
_QUALITIES = frozenset({"amod", "compound", "punct"})
_FIGURES = frozenset({"PERCENT", "MONEY", "CARDINAL"})
_PARTS = frozenset("state district county city country town federal world home".split())
_CALLED = frozenset("sir madam folks guys man dude".split())
_AMOUNTS = frozenset("lot lots bit plenty most least highest lowest".split())
_PARTIES = frozenset("R D I".split())
_LONGEST_OFFICE = 4
_LONGEST_INITIALS = 6
_HONOURS = frozenset("sir dame lord".split())
_HAPPENING = ("tion", "ence", "ance", "ment", "ship", "death", "rise", "arrest", "arrival")
_GROUPS = frozenset("couple pair duo trio quartet group band team family set series part".split())
_PEOPLE = frozenset({"people", "person", "man", "woman", "those"})
_ABOVE_ALL = frozenset("particularly especially notably including maybe not even".split())


def apposition(clauses: Clauses, word: Word) -> Clause | None:
    """A description behind a name or noun: "Maduro, the president"."""
    noun = word.head
    if in_brackets(word) and (counts(word) or _glosses(word)):
        return None
    if noun.dep == "appos" and _is_party(noun):
        noun = noun.head  # "Ann Lee, R-S.C., a lawyer"
    noun = _said_of(clauses, named_by(noun, word), word)
    nobody = set_off(word) and not in_brackets(word) and _nobody(noun)
    if nobody or _narrowed(noun, word) or _adds(word) or _numbers(noun, word):
        return by_the_way(clauses, word)
    known = noun.pos in ("NOUN", "PROPN") and word.i > noun.i and not _nobody(noun)
    bracketed = in_brackets(word) and known
    if (
        _is_of_list(noun, word)
        or _is_of_another(noun, word)
        or (bracketed and (_abbreviates(word) or _tags(word) or _goes_on(word)))
    ):
        clauses.cuts.add(word.i)
        return None
    if noun.label == "PERSON" and _one_of_things(word):
        places = [one for one in subtree(noun) if one.label in PLACES and one.i < word.first]
        noun = max(places, key=lambda one: one.i, default=noun)  # "… of Ohio, one of the states"
        return Clause(word, APPOSITION, noun, clauses.around(noun), (), noun)
    in_fragment = (noun.dep == "pobj" or (bracketed and noun.head is noun)) and not clauses.found
    bare = word.label == "PERSON" and _is_bare_role(noun)
    said = bracketed or bare or (describes(word) and _may_be(noun, word))
    if not said or in_fragment or one_of(noun, word) is not noun:
        return None
    firm = word.label == "ORG" and word.pos == "PROPN" and noun.has("poss")
    named = noun.pos == "NOUN" and (word.label == "PERSON" or firm)  # "his wife, Ann, said"
    around = clauses.around(noun)
    told = Clause(word, APPOSITION, noun, around, (), noun, kept=named and not bracketed)
    return Clause(word, TITLE, word, noun=noun, kept=True) if bare else told


def _goes_on(word: Word) -> bool:
    """Whether what brackets hold goes on with the sentence: "fascism (and even …)"."""
    opens = word.token.doc[word.first]
    adds = opens.pos_ in ("CCONJ", "ADP") or (opens.pos_ == "ADV" and word.pos != "PROPN")
    return adds or opens.lower_ in listed("participle_prepositions")


def _is_of_list(noun: Word, word: Word) -> bool:
    """Whether it may tell of a list inside the noun's phrase: "prices of soy and oil, its main
    ingredients".
    """
    of = next((kid.child("pobj") for kid in noun.kids if kid.lower == "of"), None)
    listed_there = of is not None and of.has("conj") and of.i < word.i
    return listed_there and noun.tag == word.tag == "NNS"


def _is_of_another(noun: Word, word: Word) -> bool:
    """Whether a second description is none of the person: "Lee, a lawyer for Alcon, the group"."""
    told = (kid for kid in noun.kids if kid.dep == "appos" and noun.i < kid.i < word.i)
    thing = word.pos == "NOUN" and not human(word)
    return noun.label == "PERSON" and thing and any(map(human, told))


def _is_party(word: Word) -> bool:
    """Whether it is the party and state of the one before it: "Ann Lee, R-S.C., a lawyer"."""
    doc, place = word.token.doc, word.first
    return doc[place].text in _PARTIES and doc[place + 1].text == "-"


def _glosses(word: Word) -> bool:
    """Whether brackets hold another word for a noun: "the whole mail (issue)"; or only a quality,
    of which no claim can be made: "views (good and bad)".
    """
    other = word.head.pos == "NOUN" and word.pos in ("NOUN", "PROPN") and not word.kids
    bare = word.tag == "NN" and not word.label and all(kid.dep in _QUALITIES for kid in word.kids)
    return other or bare or word.pos == "ADJ" or _spells_out(word)


def _abbreviates(word: Word) -> bool:
    """Whether an apposition is its noun's initials: "the Food and Drug Administration (FDA)"."""
    return word.text.isupper() and word.pos == "PROPN" and len(word.text) <= _LONGEST_INITIALS


def _spells_out(word: Word) -> bool:
    """Whether brackets hold what initials before them mean: "the PFD (Public Fund Directive)"."""
    short = word.head.text
    initials = short.isupper() and short.isalpha() and 1 < len(short) <= _LONGEST_INITIALS
    full = [one.text for one in subtree(word) if one.text[0].isupper() and not one.text.isupper()]
    return initials and len(full) > 1 and any(text[0] == short[0] for text in full)


def _said_of(clauses: Clauses, noun: Word, word: Word) -> Word:
    """Whom a description is of behind another: "she" in "she is a Churchill, a lone voice"."""
    host = clauses.found.get(noun.head.i)
    new = any(kid.lower in ("a", "an") for kid in noun.kids)
    new = new and noun.pos == "PROPN" and word.has("det")
    ranked = any(kid.tag in ("JJS", "RBS") for one in noun.kids for kid in (one, *one.kids))
    again = ranked and any(kid.tag == "JJS" for kid in word.kids)  # "the largest town, the oldest"
    if host is None or noun.dep != "attr" or not (new or again) or host.head.has("neg", "expl"):
        return noun
    return host.subject or noun


def _adds(word: Word) -> bool:
    """Whether it only goes on: "…, above all the mayor", "two towns: Leeds and York"."""
    above_all = any(kid.lower in _ABOVE_ALL for kid in word.kids)
    of = next((kid.child("pobj") for kid in word.kids if kid.lower == "of"), None)
    above_all |= of is not None and of.lower == "them"  # "nine boats, the best of them a sloop"
    return not word.aside and (above_all or before(word) in (":", ";"))


def _numbers(noun: Word, word: Word) -> bool:
    """Whether it only says how many are there: "Ohio, 66 delegates"."""
    return noun.tag == "NNP" and word.tag == "NNS" and word.has("nummod")


def _narrowed(noun: Word, word: Word) -> bool:
    """Whether a clause says which of those with a name is meant: "the Ann Lee we know, the one"."""
    clauses = (kid for kid in noun.kids if kid.dep in ("relcl", "parataxis") and kid.i < word.i)
    article = any(kid.lower == "the" and kid.dep == "det" for kid in noun.kids)
    return noun.pos == "PROPN" and article and any(not set_off(one) for one in clauses)


def named_by(noun: Word, word: Word) -> Word:
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
    if word.lower in _CALLED | _AMOUNTS or _bare_beside_many(noun, word):
        return False  # "a weapon, sir", "a fight – a lot of noise", "sold 40, the most of any mill"
    apart = sums_up(word) or _is_list(word) or _closes_aside(word)
    return not apart and of_one_sort(noun, word)


def _bare_beside_many(noun: Word, word: Word) -> bool:
    """Whether a bare word stands behind several things: "the fairs draw crowds, contrast"."""
    return noun.tag == "NNS" and word.tag == "NN" and not word.kids and not human(word)


def _closes_aside(word: Word) -> bool:
    """Whether a dash before the phrase is the second of two: "The letter - to Lee - he wrote"."""
    if before(word) not in DASHES:
        return False
    start = word.token.sent.start
    dashes = [token for token in word.token.doc[start : word.first] if token.text in DASHES]
    return len([token for token in dashes if token.whitespace_]) % 2 == 0


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


def of_one_sort(noun: Word, word: Word) -> bool:
    """Whether one can be the other: a person is no "time frame", nor a share of the voters."""
    if word.label in _FIGURES or noun.label in _FIGURES:
        return False
    one_of_many = word.tag == "NN" and any(kid.lower in ("a", "an") for kid in word.kids)
    one_of_many |= word.tag == "NNP" and not noun.label
    if noun.tag == "NNS" and one_of_many and word.lemma not in _GROUPS:
        return False  # "the talks on trade, a success", "three senators, Ann Lee of Ohio, …"
    if noun.label in PLACES or (noun.pos == "NOUN" and not human(noun)):
        # "no talks with the team, a House official said", "in Leeds, Ohio, the manager left"
        role = word.pos == "NOUN" and word.lemma in listed("role_nouns")
        bare = noun.label in PLACES and word.pos == "NOUN" and not _is_such(word)
        if role or bare or word.lemma in _PEOPLE:
            return False
    for one, other in ((noun, word), (word, noun)):
        if one.label == "PERSON" and one.pos == "PROPN" and other.pos == "NOUN":
            return human(other)
    return True


def _is_such(word: Word) -> bool:
    """Whether it says what one thing is: "the port", "a port", "our port", not "free advice"."""
    return any(kid.lower in ("the", "a", "an", "one") or kid.dep == "poss" for kid in word.kids)


def _tags(word: Word) -> bool:
    """Whether a bracket behind a person only names: "Lee (D-Ohio)", "Lee (Vt.)"."""
    inside = subtree(word)
    told = any(one.verbal or one.pos == "NOUN" or one.text.isdigit() for one in inside)
    return word.head.label == "PERSON" and word.head.has("compound") and not told


def _one_of_things(word: Word) -> bool:
    """Whether it is "one of the states", which no person is."""
    below = [noun for of in word.kids if of.lower == "of" for noun in of.kids if noun.dep == "pobj"]
    return word.lower == "one" and not any(map(personal, below))


def _nobody(noun: Word) -> bool:
    """Whether there is nobody to tell anything of: "no minister", "older than any firm"."""
    return any(kid.lower in listed("negations") | _WHICHEVER for kid in noun.kids)


def fronted(clauses: Clauses, word: Word) -> Clause | None:
    """A description in front of the subject: "A lawyer, Smith is the mayor"."""
    verb = word.head
    host, subject = clauses.found.get(verb.i), subject_of(verb)
    if host is None or subject is None or not stands_before(word, subject):
        return None
    return Clause(word, APPOSITION, subject, host, (), subject)


def title(word: Word) -> Clause | None:
    """A name behind what its bearer is: "Kremlin spokesman Dmitry Peskov"."""
    if not _is_name(word) or word.dep == "compound" or _doubted(word):
        return None
    if word.dep == "appos":
        descriptions = [] if set_off(word) else [word.head]
    else:
        descriptions = [kid for kid in word.kids if kid.dep == "compound" and kid.i < word.i]
    roles = listed("role_nouns")
    nouns = [noun for noun in descriptions if noun.pos == "NOUN" or noun.lower in roles]
    # Not in "A. Lee", "Sen. Lee", "21st Century Fox".
    nouns = [noun for noun in nouns if noun.text[0].isalpha() and not noun.text.endswith(".")]
    nouns = [noun for noun in nouns if noun.lower not in _HONOURS]  # "judge Sir Ben Cole"
    if nouns and word.label == "PERSON":
        nouns += filter(_abbreviates_office, descriptions)
    noun = max(nouns, key=lambda kid: kid.i, default=None)
    if noun is None or _names_no_bearer(noun, word):
        return None
    torn = noun.i > 0 and word.token.doc[noun.i - 1].text == "-"  # "Alcon co-owner Ann Lee"
    if torn or any(one.dep == "cc" or _is_deed(one) for one in subtree(noun) if one.i < noun.i):
        return None  # "Lee and Senate leader Ann Berg"
    between = word.token.doc[noun.i + 1 : word.i]
    common = noun.pos == "NOUN"
    fits = noun.lemma in roles if word.label == "PERSON" else common
    # More than "President Obama".
    says_more = common or any(kid.i < noun.i for kid in (*word.kids, *noun.kids))
    full_name = (common or len(between) > 0) and word.lower not in roles
    if not (fits and says_more and full_name) or any(token.pos_ != "PROPN" for token in between):
        return None
    return Clause(word, TITLE, word, noun=noun)


def _is_bare_role(noun: Word) -> bool:
    """Whether a noun without its article says what somebody is: "former aide, Ann Lee, said"."""
    owned = any(kid.dep in ("det", "poss", "nummod") for kid in noun.kids)
    return noun.tag == "NN" and noun.lemma in listed("role_nouns") and not owned


def _is_deed(word: Word) -> bool:
    """Whether the parser took a verb for a quality: "delegates formally naming lawyer Ann Lee"."""
    return word.tag == "VBG" and word.has("advmod")


def _abbreviates_office(word: Word) -> bool:
    """Whether it ends a title in initials: "Deputy Assistant AG Ann Lee"."""
    initials = word.text.isupper() and 1 < len(word.text) <= _LONGEST_OFFICE
    return initials and word.text.isalpha()


def _names_no_bearer(noun: Word, name: Word) -> bool:
    """Whether a noun before a name says nothing of its bearer, or too little: "state Court",
    "his replica Oval Office", "groups of voters Mrs. Lee must win", "beat rival Ann Lee", "a plot
    Alcon made", "the 19th century Suez Canal".
    """
    owned = any(kid.tag == "PRP$" for kid in noun.kids) and name.label != "PERSON"
    part = noun.pos == "NOUN" and name.label in ("ORG", "FAC") and noun.lemma in _PARTS
    many = noun.tag == "NNS"  # "hopefuls Ann Lee and Ben Cole"
    whose = noun.lemma in listed("relational_nouns") and not noun.has("poss")
    around = (*name.kids, *noun.kids)
    relative = any(kid.tag in RELATIVES or kid.lower == "that" for kid in around)
    new = name.label != "PERSON" and any(kid.lower in ("a", "an") for kid in around)
    return owned or part or many or whose or relative or new or noun.label in TIMES


def _is_name(word: Word) -> bool:
    """Whether it names one that can have a title: not "working class Americans"."""
    many = word.tag == "NNPS" and word.label == "NORP"
    one = word.pos == "PROPN" and word.text[0].isupper() and not many
    return one and word.label not in TIMES | PLACES


def _doubted(name: Word) -> bool:
    """Whether a word before the title, which the parser did not tie to it, takes it back:
    "presumptive nominee Ann Lee".
    """
    front = name.first - 1
    return front >= 0 and name.token.doc[front].lower_ in listed("doubting_adjectives")
