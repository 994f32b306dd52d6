"""Titles of works, each tied together: "a book titled Notes from the Coast: A Life".

The parser reads a title as if it were a sentence's own words and ties its parts to whatever stands
near. Behind "titled" it is one name, of which nothing is told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.syntax import SPARE, Word, ancestors, attach, finite, measure
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_CALLED = frozenset({"titled", "entitled"})
_OPENING = frozenset("“ ‘ \" ' `` ''".split())
_CLOSING = frozenset("” ’ \" ' ''".split())
_INSIDE = frozenset(": & 's ’s - – ! ?".split())


def tie_titles(words: Sequence[Word]) -> None:
    """Mend the tree of one sentence around the titles it names."""
    tied = False
    for place, word in enumerate(words):
        if word.lower not in _CALLED or word.tag not in ("VBN", "VBD"):
            continue
        start = place + 1
        comma = words[start] if start < len(words) and words[start].text == "," else None
        title = _title(words, start + (comma is not None))
        if title and _stands_free(words, title, word):
            _tie(title, word)
            tied = True
            if comma is not None:
                comma.dep = SPARE
    if tied:
        measure(words)


def _title(words: Sequence[Word], start: int) -> list[Word]:
    """The words of the title that begins at a place, its quotation marks aside."""
    if start < len(words) and words[start].text in _OPENING:
        inside = words[start + 1 :]
        ends = (place for place, word in enumerate(inside) if word.text in _CLOSING)
        title = list(inside[: next(ends, 0)])
    else:
        title = []
        for word in words[start:]:
            if not (_in_title(word) or (title and word.lower in listed("title_joints"))):
                break
            title.append(word)
    while title and not (title[-1].inked and not title[-1].text.islower()):
        title.pop()
    return title


def _in_title(word: Word) -> bool:
    return word.text in _INSIDE or word.text[0].isupper() or word.text.isdigit()


def _stands_free(words: Sequence[Word], title: Sequence[Word], called: Word) -> bool:
    """Give the sentence back to its verb, where the parser took one of the title for it: whose
    title it is, is lost then, and stays with all that the verb says. False where there is no verb.
    """
    if not any(above in title for above in ancestors(called)):
        return True
    loose = [word for word in words if word.head in title and word not in title and word.inked]
    verb = next((word for word in loose if word.verbal and finite(word) is not None), None)
    if verb is None:
        return False
    attach(verb, verb, "ROOT")
    for word in loose:
        if word is not verb:
            attach(word, verb, word.dep)
    attach(called, verb, "oprd")
    return True


def _tie(title: Sequence[Word], called: Word) -> None:
    head = next((word for word in title if word.dep == "oprd"), title[-1])
    attach(head, called, "oprd")
    for word in title:
        if word is not head:
            attach(word, head, "compound")
