"""The library's findings in words that a journalist reads, the same on paper and on screen."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verify.records import ClaimRow, Evidence, Json, Occurrence

_MANNER = {
    "direct": "in quotation marks",
    "indirect": "in the article’s words",
    "mixed": "partly in quotation marks",
}
_ACTS = {
    "said": "said it",
    "denied": "denied it",
    "promised": "promised it",
    "alleged": "alleged it",
    "asked": "asked it",
    "declined": "declined to say it",
    "felt": "felt it",
    "acted": "acted on it",
}
_SIGNS = {"~": "about ", "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least "}
_UNITS = {"percent": "%"}

UNCERTAIN = 0.5
"""The library's: who says it is a guess when the confidence is below."""

_BESIDE = frozenset({"relay", "unnamed"})

JOINERS = "\u200c\u200d"
"""Invisible, but Persian and emoji are spelt with them."""

_SPACES = re.compile(r"\s+")


def inert(text: str) -> str:
    """The text as one line that does nothing to a terminal or a page.

    An article's words are somebody else's: control characters are shown as pictures (␛), and
    the invisible ones that turn the reading direction are left out.

    >>> inert("red\\x1b[31m\\nnext")
    'red␛[31m next'
    """
    line = _SPACES.sub(" ", text)
    return line if line.isprintable() else "".join(map(_harmless, line))


def clipped(text: str, most: int = 200) -> str:
    """The text, or its beginning up to a word's end where it is longer than ``most`` characters.

    >>> clipped("The ferry carried people", 12)
    'The ferry …'
    """
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rpartition(' ')[0] or text[: most - 2]} …"


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if character.isprintable() or character in JOINERS:
        return character
    if category == "Cc":
        return chr(0x2400 + ord(character)) if character < " " else "�"
    return {"Cf": "", "Zs": " ", "Zl": " ", "Zp": " "}.get(category, "�")


def chain(sources: Sequence[str], relays: int, candidates: Sequence[str] = ()) -> str:
    """Who says it: the origins, then what they reached the page through, the last ``relays``.

    >>> chain(("Russia", "Venezuela", "Interfax"), 1)
    'Russia, Venezuela ← Interfax'
    >>> chain((), 0, ("Putin", "Maduro"))
    'Putin or Maduro?'
    """
    if candidates:
        return " ← ".join([" or ".join(candidates) + "?", *sources])
    origins = len(sources) - relays
    return " ← ".join(filter(None, (", ".join(sources[:origins]), *sources[origins:]))) or "–"


def who_says(now: Occurrence, row: ClaimRow) -> str:
    """Who says a claim, how, through whom and how that was told, in a sentence.

    The names are the row's, those in use now: the attribution's own may have been merged.
    """
    first_relay = len(row.sources) - row.relays
    origins, via = row.sources[:first_relay], row.sources[first_relay:]
    if row.attributed:
        return _corrected(origins, via)
    attribution = now.attribution
    if attribution is None:
        return "The article says it in its own voice."
    doubt = ""
    if attribution["candidates"]:
        who = _listed(attribution["candidates"], "or")
        doubt = ": the text does not tell which"
    elif origins:
        who = _listed(origins, "and")
    else:
        unnamed = attribution["source_kind"] == "anonymous"
        who = "An unnamed source" if unnamed else "Somebody the article does not name"
    act = _ACTS.get(attribution["act"], attribution["act"])
    told = f"{who[0].upper()}{who[1:]} {act} {_MANNER[attribution['kind']]}{_through(via)}{doubt}"
    why = [_reason(one) for one in attribution["because"] if one["rule"] not in _BESIDE]
    explained = f"{told}: {why[0]}." if why else f"{told}."
    likely = attribution.get("confidence", 1.0)
    return explained if likely >= UNCERTAIN else f"Uncertain ({likely:.0%}): {explained}"


def further(now: Occurrence, row: ClaimRow) -> str:
    """What else is to be told of who says a claim; empty when there is nothing."""
    if row.attributed:
        names, relays = now.claim["sources"], now.claim["relays"]
        return f"the machine had {chain(names, relays)}"
    found = now.attribution["because"] if now.attribution else ()
    first = next((one for one in found if one["rule"] not in _BESIDE), None)
    return reasons(one for one in found if one is not first)


def _corrected(origins: Sequence[str], via: Sequence[str]) -> str:
    who = f"{_listed(origins, 'and')} said it" if origins else "the article says it itself"
    return f"By a person’s correction, {who}{_through(via)}."


def _through(via: Sequence[str]) -> str:
    return f", through {_listed(via, 'and')}" if via else ""


def attributed(stored: str | None) -> str:
    """Who stands behind a claim by a person's word, as events keep it.

    >>> attributed('[["Dmitry Peskov"], ["TASS"]]'), attributed("[[], []]"), attributed(None)
    ('Dmitry Peskov ← TASS', 'the article itself', 'as the machine found')
    """
    if stored is None:
        return "as the machine found"
    origins, via = json.loads(stored)
    return chain([*origins, *via], len(via)) if origins else "the article itself"


def _listed(names: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def reasons(found: Iterable[Json]) -> str:
    """Why something was found, in one phrase."""
    return "; ".join(_reason(one) for one in found)


def _reason(one: Json) -> str:
    return str(one["detail"] or one["rule"].replace("_", " "))


def number(value: float) -> str:
    """A number as people write it.

    >>> number(200000000.0), number(0.5)
    ('200,000,000', '0.5')
    """
    return f"{value:,.0f}" if value.is_integer() else f"{value:,}"


def figure(quantity: Json) -> str:
    """A figure and how it was read.

    >>> figure({"text": "more than 350 agreements", "value": 350.0, "high": None,
    ...         "unit": "agreement", "comparator": ">"})
    '“more than 350 agreements” is more than 350 (agreement)'
    """
    value = number(float(quantity["value"]))
    if quantity["high"] is not None:
        value += f" to {number(float(quantity['high']))}"
    unit = quantity["unit"]
    read = f"{_SIGNS.get(quantity['comparator'], '')}{value}"
    if unit in _UNITS:
        read += _UNITS[unit]
    elif unit is not None:
        read += f" ({unit.replace('_', ' ')})"
    return f"“{quantity['text']}” is {read}"


def period(dates: Json) -> str:
    """A day or a period and how it was read, or the two ways in which it can be."""
    if dates.get("candidates"):
        return (
            f"“{dates['text']}” can be {_listed([_days(one) for one in dates['candidates']], 'or')}"
        )
    if dates["start"] is None and dates["end"] is None:
        return f"“{dates['text']}” is a date that is not known"
    return f"“{dates['text']}” is {_days(dates)}"


def _days(days: Json) -> str:
    start, end = days["start"], days["end"]
    return str(start) if start == end else f"{start or '…'} to {end or '…'}"


def agreement(one: Json) -> str:
    """A figure or date of a claim beside a passage: "64%", "64%: 54% here"."""
    ours, theirs = one["claim"], one["passage"]
    told = {
        "agrees": ours if ours == theirs else f"{ours}: {theirs}",
        "differs": f"{ours}: {theirs} here",
        "not found": f"{ours} is not found here",
    }
    return told[str(one["outcome"])]


def substitution(one: Json) -> str:
    """Words of a claim that are not the article's own: in brackets what stands for what.

    >>> substitution({"text": "both nations", "to": ["Russia", "Venezuela"],
    ...               "because": [{"rule": "group", "detail": "the two in the talks"}]})
    '[both nations → Russia, Venezuela]: the two in the talks'
    """
    because = reasons(one["because"])
    return f"[{one['text']} → {', '.join(one['to'])}]" + (f": {because}" if because else "")


def suggestions(claim: Json) -> Iterator[str]:
    """What the machine would look at in a claim. It never marks."""
    for flag in claim["flags"]:
        yield _reason(flag)
    if claim["worth"]:
        yield f"check-worthiness {claim['check_worthiness']:.2f}: {reasons(claim['worth'])}"


def by_hand(claim: Json) -> str:
    """Who chose a claim's words, where a person did; else empty."""
    return reasons(one for one in claim["because"] if one["rule"] == "person")


def proof(one: Evidence) -> str:
    """A piece of evidence: where it lies, what it is, how it stands to the claim, its words.

    >>> from verify.records import Evidence
    >>> proof(Evidence(1, 12, "p. 4", None, "", "ana", "primary", "supports", "350 signed",
    ...                "2025-05-09", "register.pdf", "abab"))
    'register.pdf, p. 4 · primary, supports · “350 signed” · consulted 2025-05-09 · SHA-256 abab'
    """
    return " · ".join(
        filter(
            None,
            (
                ", ".join(filter(None, (one.origin, one.locator))),
                ", ".join(filter(None, (one.kind, one.stance))),
                f"“{one.quote}”" if one.quote else "",
                f"consulted {one.consulted}" if one.consulted else "",
                f"SHA-256 {one.sha256[:12]}" if one.sha256 else "",
            ),
        )
    )
