"""A quotation or a transcript → the words that count, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from claims.lexicon import words
from claims.transcripts.apparatus import Found, find_apparatus
from claims.wording import read_words
from claims.wording.calendar import date_openers
from claims.wording.figures import figure_openers
from claims.wording.forms import spelling
from claims.wording.raw import plain

_GLUE = "\u2060"
"""Stands in the copy for what lies inside a word and is no letter of it."""
_UNSEEN = f"\u00ad\u200b-\u200d\ufeff{_GLUE}"
_INSIDE = rf"[^\W_]|[{_UNSEEN}\u0300-\u036f]"
_PIECE = re.compile(
    r"(?P<initials>[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?)"
    rf"|(?P<word>(?:(?<![{_UNSEEN}])[{_UNSEEN}]*+)?[^\W\d_](?:{_INSIDE})*(?:['’ʼ][^\W\d_](?:{_INSIDE})*)*)"
    r"|\d+(?:[.,:]\d+)*[^\W\d_]*"
    r"|(?:US|A|C|HK|NZ)?\$|[€£¥%‰&]"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐][ \t]*\r?\n[ \t]*(?=[^\W\d_A-Z])")
_LETTER_BRACKETS = re.compile(r"\[(\w+)\](?=\w)|(?<=\w)\[(\w+)\]")
"""Letters of a word in brackets, as in "[W]e" and "promise[d]"."""
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_ENDS = re.compile(r"[.?!…][\"”’')\]]*(?:\s|\Z)|\n[ \t\r]*\n|[.?!]\Z")
_ELLIPSIS = re.compile(r"…|\.[ \u00a0]?\.[ \u00a0]?\.")
_JOINS = re.compile(r"[\s\-‐‑–.]*")
_SIGNS = {"%": "percent", "‰": "permille", "&": "and"}
_LONGEST_FIGURE = 9
_SCALES = frozenset({"hundred", "thousand", "million", "billion"})


class Token(NamedTuple):
    """One word, figure or date, ``[start, end)``; two with equal ``key`` are the same.

    ``sentence`` and ``turn`` count the text's. ``bracket``: the writer's, in square brackets, or
    with some letters in them; ``cut``: an ellipsis stands before it.
    """

    key: str
    start: int
    end: int
    sentence: int = 0
    turn: int = 0
    bracket: Literal["", "letters", "words"] = ""
    cut: bool = False


class Noise(NamedTuple):
    """What does not count: an ``um`` (filler) or the transcriber's (apparatus)."""

    start: int
    end: int
    kind: str


class Words(NamedTuple):
    """A text's tokens, what was passed over, and its marks: ``clean`` is the text with apparatus
    blanked, offset for offset. ``voices`` are by turn, ``times`` where a time stamp stands.
    """

    text: str
    clean: str
    tokens: list[Token]
    noise: list[Noise]
    voices: list[str | None]
    times: list[tuple[int, str]]


def read_quote(text: str) -> Words:
    """The words of a quotation. Square brackets are its writer's.

    >>> [token.key for token in read_quote("“[W]e, um, won 64% … of it”").tokens]
    ['we', 'won', '64 percent', 'of', 'it']
    """
    clean = _LETTER_BRACKETS.sub(lambda match: _GLUE + match.group()[1:-1] + _GLUE, text)
    inside = [match.span() for match in _BRACKETED.finditer(clean)]
    tokens, noise = _tokens(clean, [])
    flagged = []
    for number, token in enumerate(tokens):
        gap = clean[tokens[number - 1].end if number else 0 : token.start]
        cut = bool(number and _ELLIPSIS.search(gap))
        flagged.append(token._replace(bracket=_bracket(clean, token, inside), cut=cut))
    return Words(text, clean, flagged, noise, [None], [])


def _bracket(
    clean: str, token: Token, inside: list[tuple[int, int]]
) -> Literal["", "letters", "words"]:
    if any(start <= token.start < end for start, end in inside):
        return "words"
    return "letters" if _GLUE in clean[token.start : token.end] else ""


def read_transcript(text: str) -> Words:
    """The words of a transcript, who says them and when."""
    found = find_apparatus(text)
    pieces, done = [], 0
    for one in found:
        pieces += [text[done : one.start], " " * (one.end - one.start)]
        done = one.end
    clean = "".join([*pieces, text[done:]])
    clean = _BROKEN.sub(lambda match: _GLUE * len(match.group()), clean)
    labels = [one for one in found if one.kind == "label"]
    tokens, noise = _tokens(clean, labels)
    noise += [Noise(one.start, one.end, "apparatus") for one in found]
    voices = [None, *(one.name for one in labels)]
    times = [(one.start, one.name) for one in found if one.kind == "time"]
    return Words(text, clean, tokens, sorted(noise), voices, times)


def _tokens(clean: str, labels: list[Found]) -> tuple[list[Token], list[Noise]]:
    starts = [label.start for label in labels]
    tokens: list[Token] = []
    noise: list[Noise] = []
    sentence = turn = 0
    for token in _pieces(clean):
        if token.key in words("fillers") and _is_filler(clean, token):
            noise.append(Noise(token.start, token.end, "filler"))
            continue
        now = bisect_right(starts, token.start)
        if tokens and (now != turn or _ends_sentence(clean, tokens[-1], token)):
            sentence += 1
        turn = now
        tokens.append(token._replace(sentence=sentence, turn=turn))
    return _with_figures(clean, tokens), noise


def _pieces(clean: str) -> list[Token]:
    return [
        Token(_key(match.group()), match.start(), match.end()) for match in _PIECE.finditer(clean)
    ]


@lru_cache(maxsize=65536)
def _key(piece: str) -> str:
    letters = re.sub(f"[{_UNSEEN}]", "", piece)
    if letters in _SIGNS:
        return _SIGNS[letters]
    key = plain(letters.replace("ʼ", "'"))
    return spelling(key.replace(".", "") if key[:1].isalpha() else key)


def _is_filler(clean: str, token: Token) -> bool:
    """An "um" alone: neither "uh-huh", which says yes, nor the ER."""
    if clean[token.start : token.end] == "ER":
        return False
    before, after = clean[max(token.start - 2, 0) : token.start], clean[token.end : token.end + 2]
    glued = len(after) == 2 and after[0] in "-‐" and after[1].isalpha()
    return not glued and not (len(before) == 2 and before[1] in "-‐" and before[0].isalpha())


def _ends_sentence(clean: str, last: Token, following: Token) -> bool:
    gap = clean[last.end : following.start]
    if "\n" not in gap and not _ENDS.search(gap):
        return False
    if gap.strip() == "." and (last.end - last.start == 1 or last.key in _titles()):
        return False
    return _ENDS.search(gap) is not None


@cache
def _titles() -> frozenset[str]:
    """What a full stop shortens rather than ends."""
    titles = "mr mrs ms dr prof st gen sen rep gov lt col sgt capt vs jr sr no"
    return frozenset((*titles.split(), *date_openers()))


def _with_figures(clean: str, tokens: list[Token]) -> list[Token]:
    """Figures and dates of several words as one token, keyed by their value."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, length = tokens[at], 1
        if _may_open(token.key, tokens[at + 1].key if at + 1 < len(tokens) else ""):
            token, length = _figure(clean, tokens, at)
        found.append(token)
        at += length
    return found


def _may_open(key: str, following: str) -> bool:
    if key == "a":
        return following in _SCALES
    return key in _openers() or not key[:1].isalpha()


@cache
def _openers() -> frozenset[str]:
    return date_openers() | figure_openers()


def _figure(clean: str, tokens: list[Token], at: int) -> tuple[Token, int]:
    first, end = tokens[at], at + 1
    while end < min(len(tokens), at + _LONGEST_FIGURE) and _goes_on(clean, tokens, end):
        end += 1
    lead, taken = ("one ", 1) if first.key == "a" else _decimal(tokens[at:end])
    start = tokens[at + taken].start if at + taken < end else tokens[end - 1].end
    read = read_words(lead + clean[start : tokens[end - 1].end])
    if not read or read[0].kind not in ("figure", "date"):
        return first, 1
    stop = start + len(read[0].text) - len(lead)
    length = max(sum(token.start < stop for token in tokens[at:end]), taken)
    return first._replace(key=read[0].key, end=tokens[at + length - 1].end), length


def _decimal(tokens: list[Token]) -> tuple[str, int]:
    """A spoken decimal in digits, and how many words it takes: "two point six" is 2.6."""
    keys = [token.key for token in tokens]
    point = keys.index("point") if "point" in keys else 0
    whole = read_words(" ".join(keys[:point]))
    if len(whole) != 1 or not whole[0].key.isdecimal():
        return "", 0
    digits = ""
    for key in keys[point + 1 :]:
        spoken = read_words(key)[0].key
        if not spoken.isdecimal() or (len(spoken) > 1 and digits):
            break
        digits += spoken
    return (f"{whole[0].key}.{digits} ", point + 1 + len(digits)) if digits else ("", 0)


def _goes_on(clean: str, tokens: list[Token], at: int) -> bool:
    last, token = tokens[at - 1], tokens[at]
    gap = clean[last.end : token.start]
    dated = "," in gap and token.key.isdecimal() and len(token.key) == 4  # May 6, 2025
    return last.sentence == token.sentence and (
        _JOINS.fullmatch(gap) is not None or (dated and gap.strip() == ",")
    )
