"""Who says what, as a small network learned it from news that people annotated.

``tag`` reads an article paragraph by paragraph: the network scores every word, the likeliest
segments are cut out, each source and content is linked to its cue, and contents without one are
given to the speaker of their block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.tagger.blocks import adopt
from claims.attribution.tagger.decoding import Segment, segments
from claims.attribution.tagger.linking import Linked, link
from claims.attribution.tagger.network import load

if TYPE_CHECKING:
    from claims.attribution.page import Page

__all__ = ["Linked", "Segment", "tag"]


def tag(page: Page) -> list[Linked] | None:
    """Every attribution the network sees; None where it is not installed."""
    network = load()
    if network is None:
        return None
    found = [
        segment for passage, scores in network.scores(page) for segment in segments(passage, scores)
    ]
    linked = link(page, found)
    placed = {content for one in linked for content in one.contents}
    orphans = (one for one in found if one.role == "content" and one not in placed)
    return adopt(page, linked, orphans)
