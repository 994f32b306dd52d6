"""Text → raw words: cut at spaces and hyphens, short forms written out, no meaning lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from claims.lexicon import entries


class Raw(NamedTuple):
    """A piece of the text. ``key`` is lower case without accents, ``text`` as it is written.

    ``opens`` tells that a sentence, quotation or title may begin here, so that a capital
    letter is no evidence of a name. ``gap`` is the silent text before it, white space or marks.
    """

    text: str
    key: str
    opens: bool = False
    gap: str = ""


_PIECE = re.compile(
    r"(?P<money>(?:(?<!\w)(?:US|AU|A|CA|C|HK|NZ|R|S))?\$)"
    r"|(?P<initials>[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|[\u0300-\u036f])*(?:['’][^\W\d_]+)*)"
    r"|(?P<number>(?:(?<![\w.])\.)?\d+(?:[,.:]\d+)*)(?P<tail>[^\W\d_]*)"
    r"|(?P<minus>(?<![\w)\]])[-−–](?=[\d$€£¥]))"
    r"|(?P<sign>[^\w\s])"
    r"|(?P<other>\S)",
)
_DEBRIS = re.compile(r"Â(?!\w)|[\u0080-\u009f]")
"""What is left of a quotation mark or a space that was decoded as the wrong letters."""
_SILENT = frozenset("`´|−")
"""Symbols that are used as quotation marks, separators or dashes."""
_SPOKEN = {"&": "and", "%": "percent", "?": "?", "‰": "‰"}
"""Punctuation that says something, and what it is compared as."""
_OPENERS = frozenset(".!?:;\"“”'‘([*•")
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "'s"}


def cut(text: str) -> list[Raw]:
    """The raw words of any text, in order.

    >>> [raw.key for raw in cut("Russia’s U.S. envoy didn't re-sign: $200mn, 5%")]
    ['russia', "'s", 'us', 'envoy', 'did', 'not', 're', 'sign', '$', '200', 'mn', '5', 'percent']
    """
    text = _DEBRIS.sub("", unicodedata.normalize("NFC", text))
    raws: list[Raw] = []
    opens, done = True, 0
    for match in _PIECE.finditer(text):
        found = list(_read(match, opens))
        if found:
            found[0] = found[0]._replace(gap=text[done : match.start()])
            done = match.end()
        raws.extend(found)
        opens = match.group() in _OPENERS
    return raws


def _read(match: re.Match[str], opens: bool) -> Iterator[Raw]:
    piece = match.group()
    if match["sign"]:
        yield from _signs(piece)
    elif match["initials"]:
        yield Raw(piece, plain(piece).replace(".", ""), opens)
    elif match["word"]:
        yield from _written_out(piece, opens)
    elif match["number"]:
        yield from _number(match["number"], match["tail"])
    elif match["minus"]:
        yield Raw(piece, "minus")
    else:
        yield Raw(piece, plain(piece))


def _number(number: str, tail: str) -> Iterator[Raw]:
    if tail and tail.casefold() not in _units():
        yield Raw(number + tail, plain(number + tail))
        return
    yield Raw(number, plain(number))
    if tail:
        yield Raw(tail, plain(tail))


@cache
def _units() -> frozenset[str]:
    """What may be written against a number and still is a word of its own."""
    scales = (line.split()[0] for line in entries("number_scales"))
    return frozenset((*scales, *entries("glued_units")))


def _written_out(piece: str, opens: bool) -> Iterator[Raw]:
    key = plain(piece)
    if key in _contractions():
        first, *rest = _contractions()[key].split()
        yield Raw(piece, first, opens)
        yield from (Raw(piece, word) for word in rest)
        return
    if key.endswith("n't"):
        yield Raw(piece[:-3], key[:-3], opens)
        yield Raw("not", "not", gap=" ")
        return
    head, mark, ending = key.rpartition("'")
    if mark and mark + ending in _ENDINGS:
        yield Raw(piece[: -len(ending) - 1], head, opens)
        yield Raw(piece[-len(ending) - 1 :], _ENDINGS[mark + ending])
    else:
        yield Raw(piece, key.replace("'", ""), opens)


@cache
def _contractions() -> dict[str, str]:
    return dict(line.split(" = ", 1) for line in entries("contractions"))


def _signs(piece: str) -> Iterator[Raw]:
    category = unicodedata.category(piece)
    if piece in _SPOKEN:
        yield Raw(piece, _SPOKEN[piece])
    elif category[0] in "SMCN" and category != "Cf" and piece not in _SILENT:
        yield Raw(piece, piece)


def key_at(raws: Sequence[Raw], at: int) -> str:
    """The key at a position, empty behind the end."""
    return raws[at].key if at < len(raws) else ""


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no accents."""
    text = text.replace("’", "'").casefold()
    if text.isascii():
        return text
    text = text.replace("œ", "oe").replace("æ", "ae")
    marks = (c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", "".join(marks))
