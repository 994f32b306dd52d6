"""Words that a person types → where they stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Spans = tuple[tuple[int, int], ...]

_GAP = re.compile(r"…|\.\.\.")
_ALIKE = {**dict.fromkeys("'’‘", "['’‘]"), **dict.fromkeys('"“”', '["“”]')}
_FARTHEST = 2_000
"""Characters that the pieces of one claim may lie apart."""
_LONGEST = 4_000
"""Characters of what is looked for; a claim has at most half as many."""
_MOST = 20
"""Pieces of what is looked for: each is sought from every place of the first."""
_GUESSED = 30
"""Words; for longer pieces nothing like them is looked for, which takes long."""
_SHOWN = 3
_AROUND = 25


def spans_of(text: str, words: str, near: tuple[int, int] | None = None) -> Spans:
    """Where the words stand, each piece between "…" after the one before it.

    Spaces, line ends and the form of quotation marks do not matter, and capitals only where they
    tell two places apart. ``near`` is where they are looked for first. Raises VerifyError when
    they are not in the text, or in several places.

    >>> spans_of("Trade, he said, rose 64%.", "trade … rose")
    ((0, 5), (16, 20))
    """
    pieces = [piece.strip() for piece in _GAP.split(words) if piece.strip()]
    if not pieces:
        raise VerifyError("There are no words to look for", "give the article's own words")
    if len(words) > _LONGEST or len(pieces) > _MOST:
        raise VerifyError(
            f"These are more than {_LONGEST:,} characters, or than {_MOST} pieces between “…”",
            "give the words of one statement",
        )
    for exact in (True, False):
        found = list(_found(text, pieces, exact=exact))
        if not found and pieces[-1].endswith("."):
            found = list(_found(text, [*pieces[:-1], pieces[-1][:-1]], exact=exact))
        if near is not None:
            found = [one for one in found if _lies(one, near)] or found
        if len(found) > 1:
            found = [one for one in found if "\n" not in text[one[0][0] : one[-1][1]]] or found
        if len(found) == 1:
            return found[0]
        if found:
            places = "; ".join(f"“{_shown(text, one)}”" for one in found[:_SHOWN])
            raise VerifyError(
                f"“{words}” stands in {len(found)} places: {places}",
                "give some more of the words around it",
            )
    near_by = _alike(text, pieces[0])
    raise VerifyError(
        f"“{words}” is not in the latest version",
        f"it has “{near_by}”" if near_by else "give the article's own words, … for those left out",
    )


def _found(text: str, pieces: Sequence[str], *, exact: bool) -> Iterator[Spans]:
    patterns = [re.compile(_pattern(piece), 0 if exact else re.IGNORECASE) for piece in pieces]
    for first in patterns[0].finditer(text):
        spans = [first.span()]
        for pattern in patterns[1:]:
            following = pattern.search(text, spans[-1][1], spans[-1][1] + _FARTHEST)
            if following is None:
                break
            spans.append(following.span())
        else:
            yield tuple(spans)


def _pattern(piece: str) -> str:
    words = ("".join(_ALIKE.get(one, re.escape(one)) for one in word) for word in piece.split())
    before, after = (r"(?<!\w)" * piece[0].isalnum(), r"(?!\w)" * piece[-1].isalnum())
    return before + r"\s+".join(words) + after


def _lies(spans: Spans, place: tuple[int, int]) -> bool:
    return place[0] <= spans[0][0] and spans[-1][1] <= place[1]


def _shown(text: str, spans: Spans) -> str:
    start, end = spans[0][0], spans[-1][1]
    return " ".join(text[max(start - _AROUND, 0) : end + _AROUND].split())


def _alike(text: str, piece: str) -> str | None:
    """The words of the text most like these; None where none are."""
    from difflib import SequenceMatcher

    words = list(re.finditer(r"\S+", text))
    wanted = piece.casefold().split()
    folded = [word.group().casefold() for word in words]
    if len(wanted) > _GUESSED:
        return None
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best, share = None, 0.5
    for at in range(len(words) - len(wanted) + 1):
        window = folded[at : at + len(wanted)]
        if not set(window).intersection(wanted):
            continue
        matcher.set_seq1(window)
        if matcher.quick_ratio() > share and (ratio := matcher.ratio()) > share:
            best, share = at, ratio
    if best is None:
        return None
    return " ".join(text[words[best].start() : words[best + len(wanted) - 1].end()].split())
