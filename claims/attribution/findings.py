"""Cue by cue through an article: what each attributes, and which of them stand inside another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.clauses import cited_beside, read_verb
from claims.attribution.contents import others, with_quotations, without_aside, words_of
from claims.attribution.cues import act_of, cue_words, listed
from claims.attribution.phrases import read_phrase
from claims.attribution.readings import LINKS, RULES, Reading
from claims.attribution.sources import speaker_of
from claims.attribution.spans import has_words, tidy
from claims.attribution.speech import tie
from claims.language import LONGEST_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.attribution.page import Page
    from claims.attribution.quotation import Quotation
    from claims.attribution.sources import Source
    from claims.attribution.spans import Positions
    from claims.language import Token

_ATTITUDES = frozenset({"infinitive", "object", "preposition", "seeming", "passive", "colon"})
_ASSERTING = frozenset({"said", "denied", "alleged", "promised"})


class Finding(NamedTuple):
    """One attribution, before it is named. ``head`` is the cue's main word."""

    rule: str
    head: Token
    cue: Positions
    content: Positions
    source: Source | None
    cited: Source | None
    confidence: float = 0.0


def find(page: Page) -> list[Finding]:
    """Every attribution of the article, in the order of their cues.

    One that stands inside another's content is kept only where it is a link of a chain:
    "According to Interfax, both nations acknowledge that ...".
    """
    found = list(_all(page))
    around = _around(found)
    kept = [(f, _clipped(page, f, around[f.head.i])) for f in found]
    return [new for old, new in kept if _is_link(old, around[old.head.i])]


def _all(page: Page) -> Iterator[Finding]:
    tied = tie(page)
    taken = {quotation for quotations in tied.values() for quotation in quotations}
    free = frozenset(page.quotations) - taken
    for sentence in page.parse.sentences:
        if len(sentence) > LONGEST_SENTENCE:
            continue
        for token in sentence:
            if not token.is_space and not page.quoted(token):
                finding = _read(page, token, tied.get(token.i, []), free)
                if finding is not None:
                    yield finding


def _read(
    page: Page, head: Token, own: Sequence[Quotation], free: frozenset[Quotation]
) -> Finding | None:
    reading = read_verb(head) or read_phrase(page, head)
    if own and (reading is None or reading.rule != "reported clause"):
        reading = Reading("quotation", source=speaker_of(page, head), cited=cited_beside(head))
    if reading is None:
        return None
    source = reading.source
    if own and (source is None or page.quoted(source.head)):
        source = speaker_of(page, head)
    cue = cue_words(head) - words_of(own)
    cue |= {token.i for token in reading.beside}
    content = with_quotations(page, head, reading.content, own, free) - cue
    content -= others(head, content)
    if source is not None:
        words = tidy(page, source.words - words_of(own) - cue)
        source = source._replace(words=words) if words else None
        content -= words
    content = tidy(page, without_aside(page, content))
    if not has_words(page, content) or (source is None and RULES[reading.rule].unsourced is None):
        return None
    rule = "quotation" if own and content <= words_of(own) else reading.rule
    if rule == "quotation" and all(page.unmarked(quotation) for quotation in own):
        rule = "block"
    weight = RULES[rule].sourced if source else RULES[rule].unsourced or 0.0
    return Finding(rule, head, cue, content, source, reading.cited, weight)


def _around(found: Sequence[Finding]) -> defaultdict[int, list[Finding]]:
    """Whose contents each cue stands in, by the position of the cue's main word."""
    heads = {finding.head.i for finding in found}
    around: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        for position in finding.content & heads:
            around[position].append(finding)
    return around


def _clipped(page: Page, finding: Finding, around: Sequence[Finding]) -> Finding:
    """Without an "according to X" that closes the sentence and covers this finding too."""
    content = finding.content
    for outer in around:
        if outer.head.i in content and outer.rule == "according to" and outer.source is not None:
            content = content - outer.cue - outer.source.words
    content = tidy(page, content) if content is not finding.content else content
    return finding._replace(content=content) if has_words(page, content) else finding


def _is_link(finding: Finding, around: Sequence[Finding]) -> bool:
    """Whether a finding stands alone, or says who said it to the one it is found in."""
    outer = [o for o in around if o.head.i not in finding.content or o.rule == "according to"]
    if not outer:
        return True
    if len(outer) > 1 or finding.source is None or outer[0].rule in _ATTITUDES:
        return False
    if finding.rule not in LINKS or listed(finding.head, "thought_verbs"):
        return False
    named = finding.source.head.pos_ in {"NOUN", "PROPN"} or outer[0].rule == "according to"
    return named and act_of(finding.head) in _ASSERTING
