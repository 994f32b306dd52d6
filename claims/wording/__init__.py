"""How a text is worded: words that compare equal however they are spelled, and when two are one."""

from __future__ import annotations

from claims.wording.forms import country, is_past, negates, opposed, plain_forms, synonym_groups
from claims.wording.misspelling import misspelt
from claims.wording.stems import akin
from claims.wording.words import Word, read_words

__all__ = [
    "Word",
    "akin",
    "country",
    "is_past",
    "misspelt",
    "negates",
    "opposed",
    "plain_forms",
    "read_words",
    "synonym_groups",
]
