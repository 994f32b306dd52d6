"""What a noun can be, and what may be told of it: shared by relatives and descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import Clause
from claims.extraction.syntax import Word, finite
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clauses import Clauses

_ANYBODY = frozenset(
    "people one person man woman guy kind sort type amount number thing way candidate place time "
    "reason part".split()
)
_PLURAL = frozenset({"NNS", "NNPS"})
_ENDINGS_OF_PEOPLE = ("ist", "ian", "man", "person", "eer", "mate")
_NAMES = frozenset("name nickname pseudonym alias".split())


def personal(noun: Word) -> bool:
    """Whether the noun is somebody for sure: a name, an office, people who are counted."""
    roles = noun.lemma in listed("role_nouns") or noun.lemma in listed("counted_people")
    titled = noun.pos == "PROPN" and any(kid.lower in listed("role_nouns") for kid in noun.kids)
    return roles or titled or noun.label in ("PERSON", "NORP")


def human(noun: Word) -> bool:
    """Whether a common noun may be said of a person."""
    known = personal(noun) or noun.lemma.endswith(_ENDINGS_OF_PEOPLE) or noun.lemma in _NAMES
    known = known or noun.lemma in listed("masculine_nouns") | listed("feminine_nouns")
    return known or any(kid.lower in ("a", "an") for kid in noun.kids)


def definite(noun: Word) -> bool:
    """Whether the noun means somebody or something known: "the miners", not "those", "people"."""
    narrow = any(
        kid.tag in ("JJS", "RBS")
        or kid.lower in listed("narrowing_adjectives")
        or any(inner.tag == "RBS" for inner in kid.kids)
        for kid in noun.kids
    )
    known = any(kid.dep == "poss" or (kid.dep == "det" and kid.lower == "the") for kid in noun.kids)
    return noun.pos != "PRON" and known and not narrow and noun.lemma not in _ANYBODY


def fits(noun: Word, tensed: Word) -> bool:
    """Whether the verb agrees in number, as far as it shows."""
    many = noun.tag in _PLURAL or noun.has("conj")
    if tensed.tag == "VBZ" or tensed.lower == "was":
        return not many
    return many or not shows_plural(tensed)


def shows_plural(tensed: Word) -> bool:
    return tensed.tag == "VBP" or tensed.lower == "were"


def one_of(noun: Word, verb: Word) -> Word:
    """The "one" in "one of the firms, which ran a port", unless a verb is plural."""
    above, tensed = noun.head.head, finite(verb)
    of_one = noun.dep == "pobj" and noun.head.lower == "of" and above.lower == "one"
    return above if of_one and (tensed is None or not shows_plural(tensed)) else noun


def sums_up(word: Word) -> bool:
    """Whether an apposition takes up all that was said: "…, a move that survived in court"."""
    return (
        word.dep == "appos"
        and word.lemma in listed("summing_nouns")
        and any(kid.lower in ("a", "an", "another", "the", "one") for kid in word.kids)
    )


def by_the_way(clauses: Clauses, word: Word) -> Clause | None:
    """No clause of its own: told once with what it hangs on, for nobody can tell of whom."""
    clauses.supplement(word)
    return None


def inside_name(noun: Word) -> bool:
    """Whether the noun ends a name the parser did not see: "Organizing for Action, which"."""
    above = noun.head.head
    return (
        noun.dep == "pobj"
        and noun.pos == "PROPN"
        and above.tag == "VBG"
        and above.text[0].isupper()
        and not above.token.is_sent_start
    )
