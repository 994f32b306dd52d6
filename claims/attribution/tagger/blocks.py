"""Contents whose cue is a mark, or stands in another paragraph.

The network reads a paragraph at a time. In interviews ("WALLACE: Will she be there?") the cue is
the colon, under a quotation ("“Enough.” — Ann Lee") the dash; a block quotation belongs to the cue
before the colon that announces it, and so do the paragraphs in which it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.tagger.decoding import Segment
from claims.attribution.tagger.linking import Linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.attribution.page import Page
    from claims.language import Token

_LONGEST_LABEL = 6
_LONGEST_NAME = 12
_PLAIN = 0.95
"""How sure a cue is that the layout of the page makes plain."""

_DASHES = frozenset({"-", "--", "–", "—", "―"})
_OPENS = frozenset("\"“„«‘'")
_ENDS = frozenset("\"”»’'")


def adopt(page: Page, linked: Sequence[Linked], orphans: Iterable[Segment]) -> list[Linked]:
    """The attributions with the orphans that have found their cue; the others are left out."""
    found = list(linked)
    told_by: dict[int, int] = {}  # which attribution a paragraph that is all content belongs to
    for orphan in orphans:
        paragraph = page.paragraph_of(page.doc[orphan.first])
        if (told := dialogue(page, orphan) or signed(page, orphan)) is not None:
            told_by[paragraph] = len(found)
            found.append(told)
            continue
        owner = told_by.get(paragraph)
        if owner is None and _opens(page, orphan):
            announced = _announced(page, found, paragraph)
            owner = told_by.get(paragraph - 1) if announced is None else announced
        if owner is not None:
            told_by[paragraph] = owner
            one = found[owner]
            likely = one.link if one.contents else orphan.probability
            found[owner] = one._replace(contents=(*one.contents, orphan), link=likely)
    return sorted((one for one in found if one.contents), key=lambda one: one.cue.first)


def dialogue(page: Page, content: Segment) -> Linked | None:
    """A speaker's name and a colon at the beginning of a paragraph, and what is said after it."""
    start, end = page.paragraph_bounds(page.doc[content.first])
    words = page.doc[start : min(start + _LONGEST_LABEL + 1, end)]
    first = start + (words[0].text in _OPENS)
    colon = next((word.i for word in words if word.text == ":" and word.i > first), None)
    if colon is None or not start <= content.first <= colon + 2 or content.last <= colon:
        return None
    label = [word for word in page.doc[first:colon] if word.text[0].isalpha()]
    if not label or not all(word.text[0].isupper() for word in label):
        return None
    return Linked(
        Segment("cue", colon, colon, _PLAIN),
        (Segment("content", colon + 1, content.last, content.probability),),
        Segment("source", first, colon - 1, _PLAIN),
        _PLAIN,
    )


def signed(page: Page, content: Segment) -> Linked | None:
    """A dash and a name behind or below a quotation, at the end of a paragraph."""
    paragraph = page.paragraph_of(page.doc[content.last])
    end = page.paragraphs[paragraph][1]
    after = [word for word in page.doc[content.last + 1 : end] if not word.is_space]
    while after and after[0].text in _ENDS:
        after.pop(0)
    if not after and paragraph + 1 < len(page.paragraphs):
        below = page.doc[slice(*page.paragraphs[paragraph + 1])]
        after = [word for word in below if not word.is_space]
    if not 2 <= len(after) <= _LONGEST_NAME or after[0].text not in _DASHES:
        return None
    if not all(word.text[0].isupper() or not word.is_alpha for word in after[1:4]):
        return None
    dash, *name = after
    source = Segment("source", name[0].i, name[-1].i, _PLAIN)
    return Linked(Segment("cue", dash.i, dash.i, _PLAIN), (content,), source, _PLAIN)


def _opens(page: Page, content: Segment) -> bool:
    """Whether the content begins its paragraph."""
    start, _ = page.paragraph_bounds(page.doc[content.first])
    return content.first <= start + (page.doc[start].text in _OPENS)


def _announced(page: Page, linked: Sequence[Linked], paragraph: int) -> int | None:
    """The attribution that a colon at the end of the paragraph before announces, or whose
    quotation is still open there.
    """
    if paragraph == 0:
        return None
    start, end = page.paragraphs[paragraph - 1]
    inked = [token for token in page.doc[start:end] if not token.is_space]
    before = [
        number
        for number, one in enumerate(linked)
        if start <= one.cue.first < end or any(start <= c.first < end for c in one.contents)
    ]
    if not before:
        return None
    last = max(before, key=lambda number: linked[number].cue.first)
    return last if _leads_on(page, inked) else None


def _leads_on(page: Page, paragraph: Sequence[Token]) -> bool:
    last = next((token for token in reversed(paragraph) if token.text not in _ENDS), None)
    open_end = any(q.goes_on and q.last >= paragraph[-1].i for q in page.quotations)
    return open_end or (last is not None and last.text == ":")
