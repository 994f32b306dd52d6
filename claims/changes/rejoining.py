"""Claims cut in two, or put together: nothing is lost where all the words still stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.changes.comparing import compared
from claims.lexicon import words
from claims.matching import text_of
from claims.models import Change, Claim, Reason
from claims.wording import plain_forms, read_words

Claims = Sequence[Claim | str]

_BORDERS = ";:.!?"
"""Signs behind which nothing hangs on the words before them."""
_LONGEST_TAG = 5
"""Words of what tells a speaker at a sentence's end: ", the mayor told reporters"."""


def rejoin(changes: Sequence[Change], befores: Claims, afters: Claims) -> list[Change]:
    """The changes of pairs, with those that were only split or merged made ``reworded``.

    For each of them one change is added, for the other part, which has no partner of its own.
    """
    lone_before = set(range(len(befores))) - {change.before_index for change in changes}
    lone_after = set(range(len(afters))) - {change.after_index for change in changes}
    found: list[Change] = []
    for change in changes:
        i, j = change.before_index, change.after_index
        if change.change != "changed" or i is None or j is None:
            found.append(change)
        elif (part := _missing_part(befores[i], afters, j, lone_after)) is not None:
            lone_after.remove(part)
            found += _halves(change, _SPLIT, {"after": afters[part], "after_index": part})
        elif (part := _missing_part(afters[j], befores, i, lone_before)) is not None:
            lone_before.remove(part)
            found += _halves(change, _MERGED, {"before": befores[part], "before_index": part})
        else:
            found.append(change)
    return found


_SPLIT = Reason(rule="split", detail="one became two, and all the words are still there")
_MERGED = Reason(rule="merged", detail="two became one, and all the words are still there")


def _missing_part(whole: Claim | str, claims: Claims, at: int, lone: set[int]) -> int | None:
    """The neighbour without a partner that, with the claim at a position, makes up the whole."""
    for part in (at + 1, at - 1):
        if part in lone and _one_source(whole, claims[at], claims[part]):
            first, second = (text_of(claims[place]) for place in sorted((at, part)))
            joined = compared(text_of(whole), f"{first} {second}", "rules")
            if joined.change != "changed" and not _hang_together(text_of(whole), first, second):
                return part
    return None


def _hang_together(whole: str, first: str, second: str) -> bool:
    """Whether one half may say less than it did in the whole: "He said it rained and blew."."""
    start = whole.casefold().rfind(second.rstrip(_BORDERS).casefold())
    if whole[: max(start, 0)].rstrip().endswith(tuple(_BORDERS)):
        return False
    clause = re.split(rf"[{_BORDERS}]\s+", first)[-1]
    _, comma, tag = second.rpartition(",")
    is_tag = comma and len(tag.split()) <= _LONGEST_TAG
    return _govern(f"{clause} {tag}" if is_tag else clause)


def _govern(text: str) -> bool:
    return any(plain_forms(word.key) & _governing() for word in read_words(text))


@cache
def _governing() -> frozenset[str]:
    spoken = words("reporting_words") | words("thought_verbs") | words("hearsay_adverbs")
    return spoken | words("conditional_marks") | words("governing_words")


def _one_source(*claims: Claim | str) -> bool:
    return len({() if isinstance(claim, str) else claim.sources for claim in claims}) == 1


def _halves(change: Change, reason: Reason, other: dict[str, Claim | str | int]) -> list[Change]:
    kept = change.model_copy(
        update={"change": "reworded", "facets": (), "because": (reason,)},
    )
    alone = {"before_index": None, "after_index": None, **other}
    return [kept, kept.model_copy(update=alone)]
