"""A source that is called by a noun alone, where the article has said before whose or which it is.

"The lawyers said" are "Brandt's lawyers", "the statement said" is the word of who had "said in a
statement". Only where there is one that it can be; else the noun stays as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from claims.attribution.cues import lemma, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.attribution.page import Page
    from claims.language import Token

_NOUNS = frozenset({"NN", "NNS"})
_BESIDE = frozenset({"compound", "nmod", "amod", "poss", "prep", "acl", "relcl", "nummod", "appos"})
_WHOSE = frozenset({"of", "for"})
_IN = frozenset({"in", "by", "through", "via"})
_FARTHEST = 4
"""How many paragraphs back a text was last spoken of."""

_MOST = 50
"""How many times back a noun is looked for."""

_ONE_MORE = frozenset({"a", "an", "another", "other", "some", "these", "those", "every", "each"})


def is_bare(noun: Token) -> bool:
    """Whether it is "the" and a noun, and no more."""
    if noun.tag_ not in _NOUNS:
        return False
    beside = [child for child in noun.children if child.dep_ in {"det", *_BESIDE}]
    return [child.lower_ for child in beside] == ["the"]


class Nouns:
    """The nouns of an article, to find one again where it was said whose it is."""

    def __init__(self, page: Page) -> None:
        self._at: dict[tuple[str, str], list[Token]] = defaultdict(list)
        for word in page.doc:
            if word.tag_ in _NOUNS and not page.quoted(word):
                self._at[word.lemma_, word.tag_].append(word)

    def fuller(self, noun: Token) -> Token | None:
        """The same noun where it was said whose it is: "Brandt's lawyers … the lawyers".

        None where there were others of the kind: "the Delta commission", and then "a commission",
        and none of one person, whom a fuller description names no better.
        """
        if not is_bare(noun) or (noun.tag_ == "NN" and listed(noun, "role_nouns")):
            return None
        same = self._at[noun.lemma_, noun.tag_]
        before = same[: bisect_left(same, noun.i, key=lambda word: word.i)][-_MOST:]
        named = [(word, names) for word in before if (names := frozenset(_names_beside(word)))]
        if len({names for _, names in named}) != 1 or any(map(_is_one_more, before)):
            return None
        return named[0][0]


def _is_one_more(noun: Token) -> bool:
    """Whether it is one of which the article does not say whose it is: "another commission"."""
    opened = any(child.lower_ in _ONE_MORE for child in noun.children)
    return opened and not any(_names_beside(noun))


def _names_beside(noun: Token) -> Iterator[str]:
    """The names that say whose it is: "Brandt's lawyers", "lawyers for Brandt"."""
    for child in noun.children:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            yield from (word.text for word in child.subtree if word.pos_ == "PROPN")
        elif child.dep_ == "prep" and child.lower_ in _WHOSE:
            yield from (own.text for own in child.children if own.pos_ == "PROPN")


def text_of(verb: Token) -> Token | None:
    """The text that the words stood in: "said in a statement", "released a statement saying"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _IN:
            for noun in child.children:
                if _is_text(noun):
                    return noun
    above = verb.head
    return above if verb.dep_ == "acl" and above.dep_ == "dobj" and _is_text(above) else None


def _is_text(noun: Token) -> bool:
    return noun.tag_ == "NN" and listed(noun, "document_nouns")


def same_text(page: Page, noun: Token, before: Token) -> bool:
    """Whether the noun means the text that was spoken of before, and not long ago."""
    apart = page.paragraph_of(noun) - page.paragraph_of(before)
    return is_bare(noun) and lemma(noun) == lemma(before) and 0 <= apart <= _FARTHEST
