"""Letters and messages on a page: the name below a text → the paragraphs that it signs.

A page of letters is known by its layout. What stands last is signed, and either two texts are or
one is with a place: names that stand above what is told of them, and a byline, sign nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from claims.attribution.findings import Finding
from claims.attribution.readings import RULES
from claims.attribution.sources import Source
from claims.attribution.spans import NOWHERE, tidy
from claims.lexicon import entries, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.attribution.page import Page
    from claims.language import Token, Words

SIGNATURE = "signature"
"""The rule of a signed text."""

_LONGEST_NAME, _LONGEST_LINE = 5, 10
_STATING = frozenset({"VBD", "VBZ", "VBP", "VBG", "MD"})
_HANDLE = re.compile(r"@\w{2,}")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_PARTICLES = frozenset("al bin da de del den der di du la le of van von y".split())
_NAMES = ("given_names_feminine", "given_names_masculine")
_ASKED = ("we asked", "you asked", "readers")

Part = Literal["text", "name", "place", "heading"]


class Signature(NamedTuple):
    """Positions of a name's first token and its end, and of the text's that it stands below."""

    name: tuple[int, int]
    text: tuple[int, int]


def finding_of(page: Page, signature: Signature) -> Finding:
    """A signed text as a finding: the name as its source, and no cue."""
    name = _first_of(page.doc[slice(*signature.name)])
    source = Source(frozenset(token.i for token in name), name[-1])
    content = tidy(page, frozenset(range(*signature.text)))
    likely = RULES[SIGNATURE].sourced
    return Finding(SIGNATURE, name[-1], NOWHERE, content, source, None, likely)


def find_signatures(page: Page) -> list[Signature]:
    """Every signed text of a page of letters, comments or messages, in order.

    >>> from claims import language, text
    >>> from claims.attribution.page import Page
    >>> letters = "Rents rose again.\\n\\nAnn Lee\\n\\nThey did not.\\n\\nIvo Brand"
    >>> page = Page(language.parse(text.read(letters)))
    >>> [str(page.doc[slice(*one.name)]).strip() for one in find_signatures(page)]
    ['Ann Lee', 'Ivo Brand']
    """
    texts = [page.doc[start:end] for start, end in page.paragraphs]
    parts = list(_parts(texts))
    names = [number for number, part in enumerate(parts) if part == "name"]
    sure = [number for number in names if _is_somebody(texts[number])]
    placed = any(parts[number + 1 : number + 2] == ["place"] for number in sure)
    if not placed and (len(sure) < 2 or 2 * len(sure) < len(names)):
        return []
    told = [n for n, part in enumerate(parts) if part == "text" and not _is_of_page(texts[n])]
    if told[-1] > names[-1]:
        return []
    signed = []
    for number in names:
        first = _first_signed(page, texts, parts, number)
        if first < number:
            name = page.paragraphs[number]
            signed.append(Signature(name, (texts[first].start, texts[number].start)))
    return signed


def _parts(texts: Sequence[Words]) -> Iterator[Part]:
    """What each paragraph is on a page of letters, told by its form and what stands above."""
    above: Part = "heading"
    for text in texts:
        if not _is_short(text):
            above = "text"
        elif above == "name" and not _is_handle(text):
            above = "place"
        elif above == "text" and (_is_handle(text) or _is_name(text)):
            above = "name"
        else:
            above = "heading"
        yield above


def _inked(text: Words) -> list[Token]:
    return [token for token in text if token.text[0].isalnum() or token.text[0] == "@"]


def _first_of(text: Words) -> list[Token]:
    """The words before a comma: a name, without who that is and where they live."""
    comma = next((token for token in text if token.text == ","), None)
    return _inked(text if comma is None else text.doc[text.start : comma.i])


def _is_short(text: Words) -> bool:
    """Whether a paragraph is a few words that have a capital each, or a handle; who that is may
    follow: "Ann Lee, a driver in Oslo".
    """
    inked = _inked(text)
    if len(inked) > _LONGEST_LINE:
        return False
    first = _first_of(text)
    capital = all(_CAPITAL.match(token.text) or token.text in _PARTICLES for token in first)
    stated = len(first) < len(inked) and any(token.tag_ in _STATING for token in inked)
    few = 0 < len(first) <= _LONGEST_NAME
    return few and not stated and (capital or _is_handle(text))


def _is_handle(text: Words) -> bool:
    return _HANDLE.fullmatch(text.text.strip().rstrip(".")) is not None


def _is_name(text: Words) -> bool:
    """Whether a short paragraph may name somebody: no heading in capitals, no single word."""
    first = _first_of(text)
    return len(first) > 1 and not all(token.is_upper for token in first)


def _is_somebody(text: Words) -> bool:
    """Whether the words are known for a person's name, or a handle."""
    first, *_ = inked = _first_of(text)
    given = any(first.lower_ in words(name) for name in _NAMES)
    return given or _is_handle(text) or any(token.ent_type_ == "PERSON" for token in inked)


def _is_of_page(text: Words) -> bool:
    """Whether a paragraph is the page's own: "Follow us …"."""
    return any(phrase in text.text.lower() for phrase in entries("boilerplate"))


def _first_signed(page: Page, texts: Sequence[Words], parts: Sequence[Part], number: int) -> int:
    """The first paragraph that a name signs: a handle one, another all up to the one before.

    A headline and what the page asked its readers are not theirs.
    """
    first = number - 1
    if _is_handle(texts[number]):
        return first
    while first and parts[first - 1] == "text":
        first -= 1
    alone = first == 0 and page.parse.paragraph_of.count(0) == 1
    asked = texts[first].text.lower().startswith(_ASKED)
    return first + (first + 1 < number and (alone or asked))
