"""Two values for one thing: "18 people died" and, further on, "19 people died".

Claims are not compared with each other one by one. The words of each claim but the figure, and
the figure's unit, make a key, and only claims with the same key are held side by side.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from claims.consistency.findings import Finding
from claims.consistency.rounding import band
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.consistency.passages import Places
    from claims.language import Token
    from claims.models import Claim, Quantity, Reason

_SILENT = frozenset({"PUNCT", "SPACE", "DET", "SYM", "PART", "CCONJ"})
_VERBS = frozenset({"VERB", "AUX"})
_OPEN = frozenset({"unresolved", "no subject", "denied", "hedged"})
"""Flags of claims of which it is not known what they are about, or that assert nothing."""
_POLLS = frozenset({"poll", "survey", "respondent"})
_SHARES = frozenset({"percent", "percentage_point"})
_MOST = 50
"""Claims with one key that are looked at."""

Key = tuple[frozenset[str], str]


class Told(NamedTuple):
    """A figure in a claim, and the words and days around the claim in its sentence."""

    claim: Claim
    figure: Quantity
    context: frozenset[str]
    days: frozenset[tuple[object, object]]


def conflicts(claims: Sequence[Claim], places: Places) -> Iterator[Finding]:
    """Claims that say the same of the same with another figure.

    They must agree in every word but the figure, and what else their sentences say of it must
    not differ. Wrong where the text has two things of one name ("the fire") or goes on in time
    without saying so. An article about polls asks many questions: its shares are left out. Two
    sources with two values are no error, but worth a look.

    >>> from claims import extract
    >>> said = extract("The fire killed 18 people. The mayor wept. The fire killed 19 people.")
    >>> said.claims[0].flags[-1].detail
    'two values for one thing: 18 people here, 19 people in “The fire killed 19 people.”'
    """
    index: dict[Key, list[Told]] = defaultdict(list)
    polled = any(token.lemma_ in _POLLS for token in places.parse.doc)
    for claim in claims:
        if _says(claim, places):
            for key, told in _keys(claim, places):
                if not (polled and key[1] in _SHARES):
                    index[key].append(told)
    for found in index.values():
        first = found[0]
        for other in found[1:_MOST]:
            if _disagree(first, other):
                yield from _both(first, other)


def _says(claim: Claim, places: Places) -> bool:
    plain = claim.modality == "asserted" and claim.polarity == "affirmed" and claim.kind == "fact"
    return (
        plain
        and bool(claim.quantities)
        and not any(_leaves_open(flag, places) for flag in claim.flags)
    )


def _leaves_open(flag: Reason, places: Places) -> bool:
    """Whether it is not known what the claim is about; "the fire" is one fire in one article."""
    if flag.rule != "unresolved" or flag.span is None:
        return flag.rule in _OPEN
    return places.tokens([flag.span])[0].lower_ != "the"


def _keys(claim: Claim, places: Places) -> Iterator[tuple[Key, Told]]:
    tokens = places.tokens(claim.spans)
    head = _head(claim, places)
    if head is None or head.lemma_ in words("rises") or head.lemma_ in words("falls"):
        return
    replaced = {token: one.to for one in claim.substitutions for token in places.tokens([one.span])}
    beside = _around(head) - set(tokens)
    days = frozenset((one.start or one.text, one.end) for one in claim.dates)
    for figure in claim.quantities:
        if figure.unit is None or figure.unit == "times":
            continue
        inside = set(places.tokens([figure.span]))
        said = frozenset(
            word
            for token in tokens
            if token not in inside
            for word in replaced.get(token, _word(token))
        )
        if not said:
            continue
        context = frozenset(word for token in beside - inside for word in _word(token))
        yield (said, figure.unit), Told(claim, figure, context, days)


def _head(claim: Claim, places: Places) -> Token | None:
    """The word that the claim is built on."""
    span = claim.because[0].span if claim.because else None
    found = places.tokens([span]) if span else []
    return found[0] if found else None


def _word(token: Token) -> tuple[str, ...]:
    """A word as it counts in a key: its plain form, or nothing."""
    if token.pos_ in _SILENT or (token.pos_ == "AUX" and token.dep_ in ("aux", "auxpass")):
        return ()
    passive = any(kid.dep_ == "auxpass" for kid in token.children)
    return ("die",) if token.lemma_ == "kill" and passive else (token.lemma_.lower(),)


def _around(head: Token) -> set[Token]:
    """All that hangs on the claim's head in its sentence, but for the clauses joined to it."""
    found: set[Token] = set()
    waiting = [head]
    while waiting:
        token = waiting.pop()
        found.add(token)
        waiting += [kid for kid in token.children if not _joined(kid)]
    return found


def _joined(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in _VERBS


def _disagree(one: Told, other: Told) -> bool:
    """Whether the values are apart and nothing that the sentences say tells two things apart."""
    if one.claim.sentence == other.claim.sentence or one.days != other.days:
        return False
    if not (one.context <= other.context or other.context <= one.context):
        return False
    return band(one.figure).apart(band(other.figure))


def _both(one: Told, other: Told) -> Iterator[Finding]:
    for here, there in ((one, other), (other, one)):
        yield Finding("two values", _detail(here, there), (here.figure.span,))


def _detail(here: Told, there: Told) -> str:
    ours, theirs = (told.claim.sources[:1] for told in (here, there))
    if ours and theirs and ours != theirs:
        return (
            f"two sources, two values: {here.figure.text} says {ours[0]}, "
            f"{there.figure.text} says {theirs[0]}"
        )
    return (
        f"two values for one thing: {here.figure.text} here, {there.figure.text} in "
        f"“{there.claim.text}”"
    )
