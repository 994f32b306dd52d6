"""spaCy's lemmatizer, asked once about words that are alike.

A lemma depends on the word, its part of speech and its morphology, and on nothing else. The stock
lemmatizer keeps only some of its answers, and looks through lists of many thousand words for the
others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer as Stock
    from spacy.tokens import Doc

    Sort = tuple[int, int, int]

__all__ = ["Lemmatizer", "understood"]

_READ = ("ORTH", "POS", "MORPH", "LEMMA")
_WORDS_KEPT = 100_000


def understood(stock: Stock) -> bool:
    """Whether the stock lemmatizer goes by rules for single words, and keeps lemmas it finds."""
    return stock.mode == "rule" and not stock.overwrite


class Lemmatizer:
    """Gives the words of a document the lemmas the ``stock`` lemmatizer would give, sooner."""

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
            self._known[sort] = self._stock.vocab.strings.add(lemma)
        return self._known[sort]
