"""What a transcript holds besides what was said: who speaks, when, and what the room did."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claims.lexicon import words

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_SHORTENED = r"(?:(?i:mr|mrs|ms|dr|prof|rep|sen|gov|gen|lt|col|sgt|st|hon)|(?:[A-Z]\.)*[A-Z])\."
"""What a full stop shortens in a name: elsewhere it ends what was said before it."""
_CAPITALS = rf"(?:{_SHORTENED}|(?:Mc|Mac|De|Di|La|Le|Van)?[A-Z][A-Z0-9'’&\-]*)"
_ASIDE = r"\([^()\n]{1,40}\)"
_SHOUTED = rf"{_CAPITALS}(?:,?[ \t](?:{_CAPITALS}|{_ASIDE}|\d+)){{0,7}}"
_CAPITAL = rf"(?:{_SHORTENED}|[A-Z][\w'’\-]*)"
_TITLED = rf"{_CAPITAL}(?:[ \t](?:{_CAPITAL}|of|the|for|de|van|von|\d+|{_ASIDE})){{0,5}}"
_FOUND = re.compile(
    rf"(?P<subtitle>^[ \t]*(?:\d+[ \t]*\r?\n[ \t]*)?(?P<from>{_CLOCK})[ \t]*-->[^\n]*$)"
    rf"|(?P<time>[\[(][ \t]*{_CLOCK}(?:[ \t]*[-–—][ \t]*{_CLOCK})?[ \t]*[\])]"
    r"|(?<![\w:.,])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?(?![\w:])"
    rf"|^[ \t]*\d{{1,2}}:\d{{2}}(?=[ \t]*$|[ \t]+(?:{_SHOUTED}|{_TITLED}):[ \t]))"
    r"|(?P<note>\[[^\[\]\n]{1,80}\]|\([^()\n]{1,60}\)|<[^<>\n]{1,60}>)"
    rf"|(?P<label>(?<![\w.'’\-])(?:{_SHOUTED}|{_TITLED}):(?=[\s*])|^[ \t]*[QA]\.(?=[ \t]))",
    re.MULTILINE,
)
_BEFORE_LABEL = re.compile(r"[ \t>*#•–—\-]*")
_AFTER_SPEECH = re.compile(r"[.?!)\]\"”…—–-][ \t]+\Z")
_VOICE = re.compile(r"<v[. ]\s*+([^<>]+)>")
_LETTERS = re.compile(r"[^\W\d_]")
_MOSTLY = 0.6
"""From this share of capitals on, capitals are how the transcript is written and no label."""


class Found(NamedTuple):
    """A stretch that nobody said: a ``label`` names who speaks on, a ``time`` says when."""

    start: int
    end: int
    kind: str
    name: str = ""


def find_apparatus(text: str) -> list[Found]:
    """Speaker labels, time stamps and notes of a transcript, in order.

    >>> [(found.kind, found.name) for found in find_apparatus(
    ...     "[00:12:31] LOPEZ: We won. (APPLAUSE) REPORTER: At 10:30?"
    ... )]
    [('time', '00:12:31'), ('label', 'LOPEZ'), ('note', ''), ('label', 'REPORTER')]
    """
    found: list[Found] = []
    recurring = _recurring(text)
    shouted = _is_shouted(text)
    at = 0
    while match := _FOUND.search(text, at):
        one = _read(text, match, found[-1].end if found else 0, recurring, shouted)
        # What was no label may hold one further on: "Thank you. LOPEZ: ...".
        at = match.end() if one is not None else match.start() + _first_word(match.group())
        if one is not None:
            found.append(one)
    return found


def _first_word(text: str) -> int:
    cut = re.match(r"[ \t]*[\w.'’&\-]*[ \t,]*", text)
    return max(cut.end() if cut else 1, 1)


def _read(
    text: str, match: re.Match[str], done: int, recurring: frozenset[str], shouted: bool
) -> Found | None:
    span = match.span()
    if match["subtitle"]:
        return Found(*span, "time", match["from"])
    if match["time"]:
        return Found(*span, "time", re.findall(_CLOCK, match.group())[0])
    if match["note"]:
        voice = _VOICE.fullmatch(match.group())
        if voice:
            return Found(*span, "label", voice[1].strip())
        return Found(*span, "note") if _is_note(match.group()) else None
    name = _label(text, match, done, recurring, shouted)
    return Found(*span, "label", name) if name else None


def _label(
    text: str, match: re.Match[str], done: int, recurring: frozenset[str], shouted: bool
) -> str | None:
    """The name of who speaks on, if the words before a colon are one.

    At the beginning of a line capitals, a full name, or what begins other lines too; after a
    sentence only capitals.
    """
    name = re.sub(_ASIDE, "", match.group().strip().rstrip(":.")).strip()
    line = text.rfind("\n", 0, match.start()) + 1
    opens = _BEFORE_LABEL.fullmatch(text, max(line, min(done, match.start())), match.start())
    loud = name.upper() == name or re.fullmatch(_SHOUTED, name) is not None
    if opens:
        return name if loud or " " in name or name in recurring else None
    spoken = _AFTER_SPEECH.search(text, max(match.start() - 8, 0), match.start())
    return name if loud and spoken and not shouted and len(name) > 1 else None


def _recurring(text: str) -> frozenset[str]:
    """What begins two lines at least: "Ana:" speaks, "Remember:" is said."""
    seen = [
        match[1] for match in re.finditer(rf"^[ \t>*\-]*({_TITLED}):(?=[\s*])", text, re.MULTILINE)
    ]
    return frozenset(name for name in seen if seen.count(name) > 1)


def _is_shouted(text: str) -> bool:
    letters = _LETTERS.findall(text[:20_000])
    return sum(map(str.isupper, letters)) > _MOSTLY * len(letters)


def _is_note(piece: str) -> bool:
    """Square brackets and tags are the transcriber's; round ones where they hold a note."""
    if piece[0] in "[<":
        return True
    inside = " ".join(piece[1:-1].split()).rstrip(".")
    return (inside.isupper() and len(inside) > 1) or inside.casefold() in _notes()


@cache
def _notes() -> frozenset[str]:
    return words("transcript_notes")
