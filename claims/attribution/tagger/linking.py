"""Which source and which content belong to which cue.

A table of named features of a segment and a cue, weighed by logistic regression: one set of
weights for sources and one for contents, on either side of the cue. Every content goes to its
likeliest cue; so does every source, and a cue left without one shares its neighbour's ("She said …
and added …").
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.spans import main_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy import int64
    from numpy.typing import NDArray

    from claims.attribution.page import Page
    from claims.attribution.tagger.decoding import Segment
    from claims.language import Doc, Token

    Weights = Mapping[str, Mapping[str, float]]

NEAREST = 3
"""Cues looked at on either side of a segment."""

_SHARED = 0.5
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT"})
_OPENERS = frozenset({"that", "to", "if", "whether", "of", "for", "about"})


class Linked(NamedTuple):
    """One attribution as the network sees it. ``link`` is how likely its parts belong together."""

    cue: Segment
    contents: tuple[Segment, ...]
    source: Segment | None
    link: float


@cache
def weights() -> Weights:
    """The weights of the links, by side ("source before" …) and feature."""
    text = (files("claims.attribution.tagger") / "weights" / "linker.json").read_text("utf-8")
    loaded: Weights = json.loads(text)
    return loaded


def link(page: Page, segments: Sequence[Segment], given: Weights | None = None) -> list[Linked]:
    """The attributions that the segments make, one for every cue; some cues have no content."""
    likely = Links(page, segments, given or weights())
    contents: defaultdict[Segment, list[Segment]] = defaultdict(list)
    sources: dict[Segment, Segment] = {}
    for segment, cues in likely.scores.items():
        cue = max(cues, key=lambda one: cues[one])
        if segment.role == "content":
            contents[cue].append(segment)
        elif cue not in sources or likely.scores[sources[cue]][cue] < cues[cue]:
            sources[cue] = segment
    return [
        _linked(cue, contents[cue], sources.get(cue) or likely.shared(cue), likely.scores)
        for cue in segments
        if cue.role == "cue"
    ]


def _linked(
    cue: Segment,
    contents: Sequence[Segment],
    source: Segment | None,
    scores: Mapping[Segment, Mapping[Segment, float]],
) -> Linked:
    parts = [*contents, *([source] if source else [])]
    likely = min((scores[part][cue] for part in parts), default=0.0)
    return Linked(cue, tuple(contents), source, likely)


class Links:
    """How likely each source and content is each near cue's: ``scores[segment][cue]``."""

    def __init__(self, page: Page, segments: Sequence[Segment], given: Weights) -> None:
        self.scores: dict[Segment, dict[Segment, float]] = defaultdict(dict)
        for segment, cue, side, found in pairs(page, segments):
            of_side = given[side]
            total = of_side["bias"] + sum(of_side[name] * value for name, value in found.items())
            self.scores[segment][cue] = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def shared(self, cue: Segment) -> Segment | None:
        """The likeliest source of a cue that has none of its own."""
        sources = [s for s, cues in self.scores.items() if s.role == "source" and cue in cues]
        best = max(sources, key=lambda one: self.scores[one][cue], default=None)
        return best if best is not None and self.scores[best][cue] >= _SHARED else None


def pairs(
    page: Page, segments: Sequence[Segment]
) -> Iterator[tuple[Segment, Segment, str, dict[str, float]]]:
    """Every segment with every near cue of its paragraph: which side it stands on, the features."""
    cues = sorted((s for s in segments if s.role == "cue"), key=lambda one: one.first)
    starts = [cue.first for cue in cues]
    around = _Around(page, segments)
    for segment in segments:
        if segment.role == "cue":
            continue
        at = bisect_left(starts, segment.first)
        for rank in range(max(0, at - NEAREST), min(len(cues), at + NEAREST)):
            cue = cues[rank]
            if around.paragraph(cue) == around.paragraph(segment):
                side = f"{segment.role} {'after' if cue.first < segment.first else 'before'}"
                nearest = rank == at - 1 if cue.first < segment.first else rank == at
                yield segment, cue, side, around.features(segment, cue, nearest=nearest)


class _Around:
    """What lies between a segment and a cue, counted from running totals."""

    def __init__(self, page: Page, segments: Sequence[Segment]) -> None:
        self._page = page
        self._totals = _totals(page.doc)
        self._main = {one: main_word(page.doc, range(one.first, one.last + 1)) for one in segments}
        self._starts = {
            role: sorted(s.first for s in segments if s.role == role)
            for role in ("source", "cue", "content")
        }

    def paragraph(self, segment: Segment) -> int:
        return self._page.paragraph_of(self._page.doc[segment.first])

    def features(self, segment: Segment, cue: Segment, *, nearest: bool) -> dict[str, float]:
        """Named features of one pair, numbers around 1."""
        page, doc = self._page, self._page.doc
        low, high = sorted(((segment.first, segment.last), (cue.first, cue.last)))
        between = max(0, high[0] - low[1] - 1)
        passed = self._totals[low[1] + 1 + between] - self._totals[low[1] + 1]
        words, commas, marks = passed.tolist()
        verb, noun = self._main[cue], self._main[segment]
        apart = abs(page.parse.sentence_of(noun) - page.parse.sentence_of(verb))
        opener = doc[segment.first]
        return {
            "touching": float(not between),
            "words between": math.log1p(words),
            "commas between": min(3, commas) / 3,
            "marks between": min(2, marks) / 2,
            "sentences apart": min(apart, 3) / 3,
            "another sentence": float(apart > 0),
            "sources between": min(2, self._count("source", low[1] + 1, high[0])) / 2,
            "cues between": min(2, self._count("cue", low[1] + 1, high[0])) / 2,
            "contents between": min(2, self._count("content", low[1] + 1, high[0])) / 2,
            "nearest": float(nearest),
            "governed": float(_climbs_to(noun, verb)),
            "child": float(noun.head.i == verb.i),
            "governs": float(_climbs_to(verb, noun)),
            "subject": float(noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i == verb.i),
            "complement": float(noun.dep_ in {"ccomp", "xcomp"} and noun.head.i == verb.i),
            "same quotation state": float(page.quoted(opener) == page.quoted(doc[cue.first])),
            "quoted": float(page.quoted(opener)),
            "quoted cue": float(page.quoted(doc[cue.first])),
            "pronoun": float(opener.tag_ in _PRONOUNS),
            "opens with a link": float(opener.lower_ in _OPENERS),
            "capital": float(opener.text[:1].isupper()),
            "verb": float(verb.pos_ in {"VERB", "AUX"}),
            "joined cue": float(verb.dep_ == "conj"),
            "length": math.log1p(segment.last - segment.first) / 3,
        }

    def _count(self, role: str, start: int, end: int) -> int:
        starts = self._starts[role]
        return bisect_left(starts, end) - bisect_left(starts, start)


def _totals(doc: Doc) -> NDArray[int64]:
    """How many words, commas and quotation marks stand before each place, a row a place."""
    from numpy import stack, zeros

    values = doc.to_array(["IS_ALPHA", "ORTH", "IS_QUOTE"])
    commas = values[:, 1] == doc.vocab.strings[","]
    totals = zeros((len(doc) + 1, 3), "int64")
    totals[1:] = stack([values[:, 0], commas, values[:, 2]], 1).cumsum(0)
    return totals


def _climbs_to(word: Token, above: Token) -> bool:
    return word.i != above.i and above.is_ancestor(word)
