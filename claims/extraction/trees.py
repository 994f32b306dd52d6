"""The article's sentences as trees, mended where the parser is known to lose its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.brackets import set_brackets_aside
from claims.extraction.mending import mend
from claims.extraction.screening import opening
from claims.extraction.syntax import read_words
from claims.extraction.tearing import leave_dateline
from claims.extraction.works import tie_titles

if TYPE_CHECKING:
    from claims.extraction.syntax import Word
    from claims.language import Parse

_MENDING = (set_brackets_aside, tie_titles, mend)
"""In this order: a bracket set aside shows what stood around it to the steps that follow."""


def read_trees(parse: Parse) -> list[Word]:
    """Every token of the article, in order, linked into its mended tree."""
    words = read_words(parse)
    for sentence in parse.sentences:
        own = words[sentence.start : sentence.end]
        for step in _MENDING:
            step(own)
        leave_dateline(own[opening(own) :])
    return words
