"""The words of a claim that carry a weight: lemmas, and pairs of neighbours.

Names have no weight of their own: whom a debate was about tells nothing about other news. They
stand as what they name ("[person]"), figures as "#".
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claims.extraction.syntax import Word

    Weights = Mapping[str, tuple[float, float]]
    """Of each term: how rare it is (inverse document frequency), and what it weighs."""

_KINDS = {"PERSON": "[person]", "ORG": "[organisation]", "GPE": "[place]", "NORP": "[group]"}
_NAMES = frozenset({"LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_SILENT = frozenset({"PUNCT", "SYM", "SPACE", "X"})
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


class Term(NamedTuple):
    """A lemma or a pair: the ``key`` of its weight, its ``text`` as written, and whether a reader
    makes sense of it by itself ("the" tells nothing, though checkers pick sentences with it).
    """

    key: str
    text: str
    telling: bool


Read = dict["Word", Term | None]
"""What single words are; None for those that carry no weight."""


def terms_of(
    words: Iterable[Word], read: Read | None = None, weights: Weights | None = None
) -> list[Term]:
    """The terms of words in their order, each as often as it occurs.

    ``read`` keeps what single words are, for the other claims that hold them. Where ``weights``
    are given, pairs that have none are left out.
    """
    read = {} if read is None else read
    single: list[Term] = []
    for word in words:
        if word not in read:
            read[word] = _term(word)
        term = read[word]
        if term and not (term.key.startswith("[") and single and single[-1].key == term.key):
            single.append(term)
    return [
        *single,
        *(
            Term(key, f"{one.text} {other.text}", one.telling and other.telling)
            for one, other in pairwise(single)
            if (key := f"{one.key} {other.key}") and (weights is None or key in weights)
        ),
    ]


def _term(word: Word) -> Term | None:
    key = _key(word)
    return Term(key, word.text, _telling(word) and key == word.lemma) if key else None


def _telling(word: Word) -> bool:
    return word.pos in _TELLING and not word.token.is_stop


def _key(word: Word) -> str:
    if word.pos in _SILENT or not word.inked:
        return ""
    if word.label in _KINDS:
        return _KINDS[word.label]
    if word.label in _NAMES or word.pos == "PROPN" or _capitalised(word):
        return "[name]"
    if word.pos == "NUM" or any(character.isdigit() for character in word.text):
        return "#"
    return word.lemma


def _capitalised(word: Word) -> bool:
    """Whether a word is written as a name although the parser takes it for none."""
    return word.text.istitle() and word.tag != "PRP" and not word.token.is_sent_start


def weighed(terms: Iterable[Term], weights: Weights) -> dict[str, float]:
    """What each known term adds: its weight by its tf-idf, the terms' vector being of length 1."""
    counts = Counter(term.key for term in terms if term.key in weights)
    values = {term: (1 + math.log(n)) * weights[term][0] for term, n in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {term: value / length * weights[term][1] for term, value in values.items()}
