"""Who says what, as a small network learned it from news that people annotated.

An article is read paragraph by paragraph: the network scores every word (``begin``), the likeliest
segments are cut out, each source and content is linked to its cue, and contents without one are
given to the speaker of their block (``tag``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.tagger.blocks import adopt
from claims.attribution.tagger.decoding import Segment, segments
from claims.attribution.tagger.linking import Linked, link
from claims.attribution.tagger.network import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.attribution.page import Page
    from claims.attribution.tagger.features import Passage
    from claims.attribution.tagger.network import Scores

    Scored = Iterator[tuple[Passage, Scores]]

__all__ = ["Linked", "Segment", "begin", "tag"]


def begin(page: Page) -> Scored | None:
    """Let the network read the article, beside whatever is done next; None without a network."""
    network = load()
    return network.scores(page) if network else None


def tag(page: Page, scored: Scored) -> list[Linked]:
    """Every attribution the network sees."""
    found = [segment for passage, scores in scored for segment in segments(passage, scores)]
    linked = link(page, found)
    placed = {content for one in linked for content in one.contents}
    orphans = (one for one in found if one.role == "content" and one not in placed)
    return adopt(page, linked, orphans)
