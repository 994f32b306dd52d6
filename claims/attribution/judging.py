"""The rules' findings and the network's, put together and weighed.

Where both see an attribution, the network says which words it is and the rule says why. What one
sees alone is kept when it is likely enough to be right. How likely is a logistic regression over
named features, fitted on articles that neither was made from (``training/confidence.py``).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.contents import others
from claims.attribution.cues import VERBAL, is_passive, relays
from claims.attribution.findings import Finding
from claims.attribution.readings import LINKS, RULES
from claims.attribution.sources import author_of, source_among, subject_of
from claims.attribution.spans import (
    NOWHERE,
    bracket_around,
    bridged,
    governed,
    has_words,
    main_word,
    tidy,
    with_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claims.attribution.page import Page
    from claims.attribution.sources import Source
    from claims.attribution.spans import Positions
    from claims.attribution.tagger import Linked, Segment
    from claims.language import Doc, Token

LEARNED = "learned"
"""The rule of a finding that only the network has."""

HEARSAY = "hearsay"
"""Kept however unlikely that people mark it: a checker must know that nobody is named."""

LABEL = "colon"
PLAIN = frozenset({LABEL, "block"})
"""As likely as the rule has it: "LEE: Never." is plain, though people do not mark transcripts."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_SAME = 0.5
_STRAY, _SURE = 3, 0.85
_SOMEBODYS = 0.9
_EXACT = frozenset({"according to", LABEL, "block", "comma pair", "quotation"})
_EVERYDAY = frozenset({"say", "tell", "add", "according"})


class Candidate(NamedTuple):
    """One attribution as the rules see it, as the network sees it, or as both do."""

    ruled: Finding | None
    linked: Linked | None
    nested: bool = False


def judged(
    page: Page,
    ruled: Sequence[Finding],
    linked: Sequence[Linked],
    weights: Mapping[str, float] | None = None,
) -> list[Finding]:
    """The findings that are likely enough, each with its confidence, in the order of their cues.

    One cue has one finding. A link of a chain is kept beside the other links: "According to
    Interfax, Lee said ...". The network gives a word one role, so it sees one of them.
    """
    given = weights or _weights()
    kept: list[Finding] = []
    links: list[Finding] = []
    for candidate in candidates(ruled, linked):
        finding = joined(page, candidate)
        if finding is None:
            continue
        likely = _likelihood(page, finding, candidate, given)
        if finding.rule in PLAIN and finding.source is not None:
            likely = max(likely, RULES[finding.rule].sourced)
        if likely >= given["least"] or finding.rule == HEARSAY or _somebodys(candidate):
            kept.append(finding._replace(confidence=likely))
        elif candidate.linked is None and finding.rule in LINKS:
            links.append(finding)
    kept += [link for link in links if any(_chained(link, one) for one in kept)]
    turns = NOWHERE.union(*(one.content for one in kept if one.rule in PLAIN))
    kept = [one for one in kept if one.head.i not in turns]  # as inside quotation marks
    likeliest: dict[int, Finding] = {}
    for one in sorted(kept, key=lambda one: one.confidence):
        likeliest[one.head.i] = one
    found = [likeliest[position] for position in sorted(likeliest)]
    return [_without_others(page, one, found) for one in found]


def _without_others(page: Page, finding: Finding, found: Sequence[Finding]) -> Finding:
    """The finding less a quotation that goes on behind its sentence, where a quoting verb of that
    sentence has it: '"We won," Lee said after a judge declared him the victor. "They lost."'.
    """
    own = page.sentence_of(finding.head)
    inside = range(own.start, own.end)
    if finding.rule in LINKS or finding.source is None:
        return finding
    behind = NOWHERE.union(
        *(
            one.content
            for one in found
            if one.rule == "quotation" and one.head.i in inside and one is not finding
            if one.source is not None and not one.source.words & finding.source.words
        )
    )
    kept = frozenset(i for i in finding.content if i < own.end or i not in behind)
    return finding._replace(content=kept) if has_words(page, kept) else finding


def _somebodys(candidate: Candidate) -> bool:
    """Whether the network is sure that the words are somebody's, if not whose."""
    contents = candidate.linked.contents if candidate.linked else ()
    scores = [content.probability for content in contents]
    return bool(scores) and sum(scores) / len(scores) >= _SOMEBODYS


def _chained(link: Finding, other: Finding) -> bool:
    return link.head.i in other.content or other.head.i in link.content


def candidates(ruled: Sequence[Finding], linked: Sequence[Linked]) -> Iterator[Candidate]:
    """Every finding of either, the two of one attribution together."""
    left = list(ruled)
    relayed = [rule for rule in ruled if _relayed(rule)]
    for one in linked:
        words = _words(one.contents)
        same = max(relayed, key=lambda rule: _overlap(rule, words), default=None)
        if same is None or _overlap(same, words) < _SAME:
            same = max(left, key=lambda rule: _likeness(rule, one, words), default=None)
            if same is not None and _likeness(same, one, words) < _SAME:
                same = None
        if same is None:
            yield Candidate(None, one)
        elif same in left:
            left.remove(same)
            yield Candidate(same, one)
    seen = NOWHERE.union(*(_said(left[0].head.doc, one) for one in linked if left))
    for rule in left:
        yield Candidate(rule, None, nested=rule.head.i in seen)


def _said(doc: Doc, linked: Linked) -> Positions:
    """The words that the network gives to one cue, less what another says by the same verb."""
    words = _words(linked.contents)
    return words - others(doc[linked.cue.last], words)


def _relayed(ruled: Finding) -> bool:
    """Whether the rule has told speaker from relay, which the network cannot: "quoted by TASS"."""
    verbs = (ruled.head, ruled.head.head, ruled.head.head.head)
    quoted = any(v.i in ruled.cue and relays(v) and is_passive(v) for v in verbs)
    return ruled.cited is not None or quoted


def _overlap(ruled: Finding, words: Positions) -> float:
    return len(ruled.content & words) / len(ruled.content | words)


def joined(page: Page, candidate: Candidate) -> Finding | None:
    """The candidate as one finding; None where no word is left of it, or it says "let's say"."""
    ruled, linked = candidate.ruled, candidate.linked
    if linked is None or (ruled is not None and (ruled.rule == HEARSAY or _relayed(ruled))):
        return ruled
    cue = frozenset(range(linked.cue.first, linked.cue.last + 1))
    if ruled is not None and ruled.cue & cue:
        cue |= ruled.cue - (_words(linked.contents) - _openers(linked, ruled))
    head = ruled.head if ruled is not None and ruled.head.i in cue else main_word(page.doc, cue)
    content = _words(_whole(linked, ruled)) - cue
    if ruled is not None and len(content) <= _STRAY and content < ruled.content:
        content = ruled.content - cue  # "reaffirmed their", where it is "their plan for OPEC"
    source = _source(page, candidate, head, cue)
    if source is not None and head.i in source.words:
        source = None
    if source is not None:
        content -= source.words
        cue -= source.words  # the network may take a name into the cue
    elif linked.source is not None:
        content -= _words([linked.source])
    if ruled is not None:
        more = ruled.content if ruled.rule in _EXACT else _elsewhere(page, ruled, content)
        content |= more - cue - (source.words if source else NOWHERE)
    content -= others(head, content)
    if content and main_word(page.doc, content).pos_ not in VERBAL:
        content -= _next_deeds(head, content)
    taken = cue | source.words if source is not None else cue
    content = with_marks(page, bridged(page, tidy(page, content))) - taken
    if not has_words(page, content) or head.head.lower_ == "let":
        return None
    if ruled is not None:
        return ruled._replace(head=head, cue=cue, content=content, source=source)
    return Finding(LEARNED, head, cue, content, source, None)


def _openers(linked: Linked, ruled: Finding) -> Positions:
    """The cue's words with which a content begins: the "about" of "asked about the delay"."""
    return NOWHERE.union(
        *(
            takewhile(lambda position: position in ruled.cue, range(one.first, one.last + 1))
            for one in linked.contents
        )
    )


def _source(page: Page, candidate: Candidate, head: Token, cue: Positions) -> Source | None:
    """Whose words they are: the network says who, grammar where the noun phrase ends."""
    ruled, linked = candidate.ruled, candidate.linked
    known = ruled.source if ruled is not None else None
    if linked is None or linked.source is None:
        return known
    words = tidy(page, _words([linked.source]) - cue)
    bracket = bracket_around(page, page.doc[min(words)]) if words else None
    if bracket is not None and bracket != bracket_around(page, head):
        return known or subject_of(head)  # "wrote to the dean (where Lee works), calling for"
    if ruled is not None and ruled.rule == "claim noun" and known and author_of(ruled.head):
        return known  # "Lee knocked a claim by Roe that …" is Roe's
    source = source_among(page, words, head) if words else None
    return known if source and known and known.words & source.words else source


def _next_deeds(cue: Token, content: Positions) -> Positions:
    """What the source does next and does not say: "cited the treaty and paid tribute"."""
    return NOWHERE.union(
        *(
            governed(kid)
            for kid in cue.children
            if kid.dep_ == "conj"
            and kid.i in content
            and kid.pos_ in VERBAL
            and not any(own.dep_ in _SUBJECTS for own in kid.children)
        )
    )


def features(page: Page, finding: Finding, candidate: Candidate) -> dict[str, float]:
    """What tells a right finding from a wrong one, as named numbers around 1."""
    ruled, linked = candidate.ruled, candidate.linked
    both = ruled is not None and linked is not None
    found = {
        "both": float(both),
        "rule alone": float(linked is None),
        "network alone": float(ruled is None),
        "nested": float(candidate.nested),
        "source": float(finding.source is not None),
        "everyday cue": float(finding.head.lemma_.lower() in _EVERYDAY),
        "verb": float(finding.head.pos_ in {"VERB", "AUX"}),
        "quoted": float(page.quoted(page.doc[min(finding.content)])),
        "cue in quotation": float(page.quoted(finding.head)),
        "length": math.log(len(finding.content)) / 3,
        "pieces": float(len(linked.contents) > 1) if linked else 0.0,
        "rule": 0.0,
        "same source": 0.0,
        "cue score": 0.0,
        "source score": 0.0,
        "content score": 0.0,
        "weakest content": 0.0,
        "link": 0.0,
    }
    if ruled is not None:
        rule = RULES[ruled.rule]
        found["rule"] = rule.sourced if ruled.source is not None else rule.unsourced or 0.0
    if linked is not None:
        scores = [content.probability for content in linked.contents]
        found["cue score"] = linked.cue.probability
        found["source score"] = linked.source.probability if linked.source else 0.0
        found["content score"] = sum(scores) / len(scores)
        found["weakest content"] = min(scores)
        found["link"] = linked.link
    if both and ruled is not None and finding.source is not None and ruled.source is not None:
        found["same source"] = float(bool(finding.source.words & ruled.source.words))
    return found


@cache
def _weights() -> Mapping[str, float]:
    text = (files("claims.attribution.tagger") / "weights" / "confidence.json").read_text("utf-8")
    loaded: Mapping[str, float] = json.loads(text)
    return loaded


def _likelihood(
    page: Page, finding: Finding, candidate: Candidate, weights: Mapping[str, float]
) -> float:
    found = features(page, finding, candidate)
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _words(segments: Iterable[Segment]) -> Positions:
    return frozenset(i for one in segments for i in range(one.first, one.last + 1))


def _likeness(ruled: Finding, linked: Linked, words: Positions) -> float:
    """How much of their contents is the same; a shared cue makes up for much."""
    overlap = _overlap(ruled, words)
    same_cue = linked.cue.first <= ruled.head.i <= linked.cue.last
    if ruled.rule in PLAIN and not same_cue:
        return 0.0  # what is told inside a turn is not the turn
    return same_cue + overlap if overlap else 0.0


def _whole(linked: Linked, ruled: Finding | None) -> Sequence[Segment]:
    """The contents without a few stray words that the network doubts and no rule has seen."""
    seen = ruled.content if ruled is not None else frozenset[int]()
    kept = [
        one
        for one in linked.contents
        if one.last - one.first >= _STRAY or one.probability >= _SURE or one.first in seen
    ]
    return kept or linked.contents


def _elsewhere(page: Page, ruled: Finding, content: Positions) -> Positions:
    """What the rule ties to the cue in other paragraphs: the network reads only one at a time."""
    if not content:
        return frozenset()
    start, end = page.paragraph_bounds(page.doc[min(content)])
    return frozenset(i for i in ruled.content if not start <= i < end)
