"""spaCy's lemmatizer, asked once about words that are alike, and corrected where spelling tells.

A lemma depends on the word, its part of speech and its morphology, and on nothing else. The stock
lemmatizer keeps only some of its answers, and looks through lists of many thousand words for the
others. It takes the first verb of its list that fits, which makes "hop" of "hoped", "rat" of
"rated" and "rid" of "riding".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer as Stock
    from spacy.tokens import Doc

    Sort = tuple[int, int, int]

__all__ = ["Lemmatizer", "spelt", "understood"]

_READ = ("ORTH", "POS", "MORPH", "LEMMA")
_WORDS_KEPT = 100_000
_DOUBLING = re.compile(r"[^aeiou]*(qu)?[aeiou][bdfgklmnprtvz]")
"""A verb of one syllable that doubles its last letter before "-ed" and "-ing"."""


def understood(stock: Stock) -> bool:
    """Whether the stock lemmatizer goes by rules for single words, and keeps lemmas it finds."""
    return stock.mode == "rule" and not stock.overwrite


class Lemmatizer:
    """Gives the words of a document the lemmas of the ``stock`` lemmatizer, corrected, sooner."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._known: dict[Sort, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        from numpy import array

        if len(self._known) >= _WORDS_KEPT:
            self._known.clear()
        lemmas = []
        for at, (*sort, lemma) in enumerate(doc.to_array([*_READ]).tolist()):
            lemmas.append(lemma or self._lemma(doc, at, tuple(sort)))
        return doc.from_array(["LEMMA"], array(lemmas, "uint64"))  # type: ignore[arg-type]

    def _lemma(self, doc: Doc, at: int, sort: Sort) -> int:
        if sort not in self._known:
            [lemma, *_] = self._stock.lemmatize(doc[at])
            lemma = spelt(doc[at].lower_, lemma) if doc[at].pos_ == "VERB" else lemma
            self._known[sort] = self._stock.vocab.strings.add(lemma)
        return self._known[sort]


def spelt(form: str, lemma: str) -> str:
    """The lemma that the spelling of a verb's form tells: "hope" and not "hop" of "hoped"."""
    single = form in (lemma + "ed", lemma + "ing", lemma + "es")
    return lemma + "e" if single and _DOUBLING.fullmatch(lemma) else lemma
