"""What a cue reports, once its grammar and its quotations are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import listed
from claims.attribution.spans import NOWHERE, governed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from claims.attribution.page import Page
    from claims.attribution.quotation import Quotation
    from claims.attribution.spans import Positions
    from claims.language import Token

_BRIDGES = frozenset({"and", "but", "or", "that", "because", "though", "while"})
_DASHES = frozenset({",", "-", "–", "—"})
_NO_LEAD = frozenset({":", ";", "."})


def words_of(quotations: Iterable[Quotation]) -> Positions:
    """Every token of these quotations, marks included."""
    return NOWHERE.union(*(range(q.first, q.last + 1) for q in quotations))


def with_quotations(
    page: Page,
    head: Token,
    clause: Positions,
    own: Sequence[Quotation],
    free: Collection[Quotation],
) -> Positions:
    """The clause together with the cue's own quotations and those that no cue has.

    Where the verb's sentence holds quotations of its own, the clause only adds the words that
    lead into the first: 'The plan would be "a mistake," she said'. The rest of it is the
    parser's guess at speech, which it reads badly.
    """
    if own and own[0].first < page.sentence_of(head).end:
        clause = _lead(page, head, clause, own[0])
    content = clause | words_of(own)
    content |= words_of(page.quotations_of(content).intersection(free))
    return content | _next(page, content, free) if content else content


def without_aside(page: Page, content: Positions) -> Positions:
    """Without a relative clause after the last comma: "..., which was built in 1912".

    It is mostly the reporter's own background, and annotators leave it out.
    """
    end = max(content, default=0)
    for position in sorted(content):
        clause = page.doc[position]
        if clause.dep_ != "relcl" or page.quoted(clause) or clause.right_edge.i < end - 1:
            continue
        start = clause.left_edge.i
        if page.doc[start - 1].text in _DASHES and min(content) < start - 1:
            return frozenset(i for i in content if i < start)
    return content


def others(cue: Token, content: Positions) -> Positions:
    """What somebody else says beside it by the same verb: "... and 17 percent said [that ...]".

    The parser mostly hangs it on the content's own verb.
    """
    if not listed(cue, "speech_verbs"):
        return NOWHERE
    after = cue.doc[cue.i + 1 : cue.right_edge.i + 1]
    return NOWHERE.union(
        *(
            governed(verb)
            for verb in after
            if verb.lemma_ == cue.lemma_
            and verb.dep_ == "conj"
            and verb.head.i in content
            and any(child.dep_ == "nsubj" for child in verb.children)
        )
    )


def _lead(page: Page, head: Token, clause: Positions, quotation: Quotation) -> Positions:
    """The clause's words right before the quotation, on the same side of the verb."""
    low = head.i + 1 if head.i < quotation.first else 0
    start = quotation.first
    while start > low and _leads(page.doc[start - 1], clause):
        start -= 1
    lead = frozenset(range(start, quotation.first)) & clause
    return lead if any(page.doc[i].is_alpha for i in lead) else NOWHERE


def _leads(token: Token, clause: Positions) -> bool:
    return token.text not in _NO_LEAD and (token.i in clause or token.is_punct)


def _next(page: Page, content: Positions, free: Collection[Quotation]) -> Positions:
    """A quotation that comes right after the content, with the word that joins it on."""
    end = position = max(content) + 1
    while position < len(page.doc) and _bridges(page.doc[position]):
        position += 1
    if position == len(page.doc) or page.sentence_of(page.doc[position]).start >= end:
        return NOWHERE
    following = [q for q in page.quotations_of([position]) if q.first == position and q in free]
    return words_of(following) | frozenset(range(end, position)) if following else NOWHERE


def _bridges(token: Token) -> bool:
    return token.text in _DASHES or token.lower_ in _BRIDGES
