"""What a word weighs when it comes, goes or changes: which facet of a claim it touches."""

from __future__ import annotations

from functools import lru_cache

from claims.lexicon import words
from claims.models import Facet
from claims.wording import Word, plain_forms

# The first list that holds a word, or a form it can be of, decides.
_LISTS: tuple[tuple[str, Facet], ...] = (
    ("negations", "polarity"),
    ("denial_words", "attribution"),
    ("calendar_words", "date"),
    ("counting_words", "figure"),
    ("modals", "modality"),
    ("hedges", "modality"),
    ("hedging_adverbs", "modality"),
    ("hearsay_adverbs", "modality"),
    ("reporting_words", "attribution"),
    ("uncertain_verbs", "modality"),
    ("quantifiers", "scope"),
    ("conditions", "scope"),
    ("conditional_marks", "scope"),
    ("scope_prepositions", "scope"),
    ("pronouns", "entity"),
)


@lru_cache(maxsize=65536)
def facet(word: Word) -> Facet | None:
    """The facet of a claim that a word bears on; none when it only helps to build the sentence.

    Whatever is in no list is content: ``detail``.
    """
    if word.kind == "figure":
        return "figure"
    if word.kind == "date":
        return "date"
    if word.key in words("light_words"):
        return None
    if " " in word.key:
        return "figure"
    forms = {word.key} if word.kind == "name" else plain_forms(word.key) | {word.key}
    for name, found in _LISTS:
        if not forms.isdisjoint(words(name)):
            return found
    return "entity" if word.kind == "name" else "detail"
