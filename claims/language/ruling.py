"""spaCy's attribute ruler, asked once about tokens that are alike.

The ruler turns a tag into part of speech, morphology and sometimes a lemma, by some two hundred
patterns that a matcher tries on every token. Nearly all look at one token alone, and at no more
than its tag, its dependency and whether it is one of a few words. So the ruler is asked about one
token of each sort and its answer is kept; only where a pattern of several tokens fits is it asked
about these tokens themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

    Sort = tuple[int, int, str]
    Pattern = Sequence[dict[str, Any]]

__all__ = ["Ruler", "understood"]

_READ = ("TAG", "DEP", "LOWER")
_CONDITIONS = frozenset({*_READ, "IS_SPACE"})
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_SET = ("TAG", "DEP", "POS", "MORPH", "LEMMA")

_ANY_WORD, _SPACE = "", " "
_WORDS_KEPT = 100_000


def understood(stock: AttributeRuler) -> bool:
    """Whether the patterns look at nothing, and set nothing, that is not known here."""
    return all(set(attrs) <= set(_SET) for attrs in _attributes(stock)) and all(
        key in _CONDITIONS and (isinstance(value, str | bool) or set(value) <= _TESTS)
        for pattern in _patterns(stock)
        for token in pattern
        for key, value in token.items()
    )


def _attributes(stock: AttributeRuler) -> Iterator[Iterable[str]]:
    for rule in stock.patterns:
        yield rule["attrs"]  # type: ignore[misc]


def _patterns(stock: AttributeRuler) -> Iterator[Pattern]:
    for rule in stock.patterns:
        yield from rule["patterns"]  # type: ignore[misc]


class Ruler:
    """Does to a freshly parsed document what the ``stock`` ruler would do, sooner."""

    def __init__(self, stock: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._stock = stock
        self._vocab = stock.vocab
        self._several = Matcher(stock.vocab, validate=False)
        self._several.add("several", [[*p] for p in _patterns(stock) if len(p) > 1])
        self._named, self._like = _words(_patterns(stock))
        self._word_of: dict[int, str] = {}
        self._known: dict[Sort, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        from numpy import array

        rows = [self._alone(*values) for values in doc.to_array([*_READ]).tolist()]
        for start, end in self._together(doc):
            rows[start:end] = self._ruled(
                [token.text for token in doc[start:end]],
                [token.tag_ for token in doc[start:end]],
                [token.dep_ for token in doc[start:end]],
            )
        if rows:
            doc.from_array([*_SET], array(rows, "uint64"))  # type: ignore[arg-type]
        return doc

    def _alone(self, tag: int, dep: int, lower: int) -> list[int]:
        """What is set on a token by the patterns that look at no other."""
        sort = tag, dep, self._word(lower)
        if sort not in self._known:
            strings = self._vocab.strings
            word = sort[2] or strings[lower]
            [self._known[sort]] = self._ruled([word], [strings[tag]], [strings[dep]])
        return self._known[sort]

    def _word(self, lower: int) -> str:
        """The word where a pattern asks for it; all other words are alike, and all spaces."""
        found = self._word_of.get(lower)
        if found is None:
            if len(self._word_of) >= _WORDS_KEPT:
                self._word_of.clear()
            text = self._vocab.strings[lower]
            asked = text in self._named or any(like.search(text) for like in self._like)
            found = text if asked else _SPACE if text.isspace() else _ANY_WORD
            self._word_of[lower] = found
        return found

    def _together(self, doc: Doc) -> Iterable[tuple[int, int]]:
        """Where patterns of several tokens fit; those that overlap are one."""
        found: list[tuple[int, int]] = []
        for _, start, end in sorted(self._several(doc, allow_missing=True), key=lambda m: m[1:]):
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        return found

    def _ruled(
        self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]
    ) -> list[list[int]]:
        from spacy.tokens import Doc

        alone = Doc(
            self._vocab,
            words=[*words],
            tags=[*tags],
            deps=[*deps],
            heads=[0] * len(words),
        )
        return self._stock(alone).to_array([*_SET]).tolist()  # type: ignore[no-any-return]


def _words(patterns: Iterable[Pattern]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The words that the patterns name, and the expressions that they hold words against."""
    named: set[str] = set()
    like: set[str] = set()
    for asked in (token["LOWER"] for pattern in patterns for token in pattern if "LOWER" in token):
        if isinstance(asked, str):
            named.add(asked)
        else:
            named.update(asked.get("IN", ()), asked.get("NOT_IN", ()))
            like.update([asked["REGEX"]] if "REGEX" in asked else [])
    return frozenset(named), tuple(map(re.compile, sorted(like)))
