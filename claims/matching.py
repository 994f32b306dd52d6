"""A claim and the claims that resemble it, ranked and explained.

Nothing is compared with everything: an index leads from a claim's rarest words to the few
others that share them, and only those are measured (rapidfuzz). Ten thousand claims against
ten thousand take about a second, and memory grows with their number, not with its square.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field
from rapidfuzz import fuzz

from claims import lexicon
from claims.models import Claim, Reason, Substitution, Value
from claims.wording import read_words

_MOST_POSTINGS = 200
"""Claims looked at for one word, and in all before the rarer words are held to be enough."""
_MOST_CANDIDATES = 12
"""Claims measured for one claim."""
_MOST_WORDS_SHOWN = 5
_FEWEST_WORDS, _FEWEST_UNNAMED = 3, 5
"""Words that tell one fact from others, and how many without a name among them."""


class Match(Value):
    """One of the claims that were searched, by its ``index`` among them.

    ``score`` is 100 for the same words and 0 for nothing in common.
    """

    index: int
    score: Annotated[float, Field(ge=0, le=100)]
    because: tuple[Reason, ...] = ()


def match(
    claim: Claim | str, others: Sequence[Claim | str], *, at_least: float = 50, limit: int = 10
) -> list[Match]:
    """The claims that resemble one, the most alike first, each with the words that tell so.

    >>> [(found.index, round(found.score)) for found in match(
    ...     "Trade rose 64% in 2024.", ["He likes chess.", "In 2024 trade rose by 64 percent."]
    ... )]
    [(1, 95)]
    """
    index = Index(others)
    found = sorted(index.similar(claim, at_least), key=lambda hit: (-hit[1], hit[0]))
    return [
        Match(index=at, score=score, because=(_reason(index.shared(claim, at)),))
        for at, score in found[:limit]
    ]


def _reason(shared: Sequence[str]) -> Reason:
    telling = ", ".join(f"'{word}'" for word in shared[:_MOST_WORDS_SHOWN])
    return Reason(rule="shared words", detail=f"both say {telling}" if telling else "")


def fingerprint(claim: Claim) -> str | None:
    """A short name of what a claim says, the same wherever it is said in these words.

    Of its words but the light ones, whatever their order, with figures as values and dates as
    days. None where the same words may say another thing in another article: when they are few,
    a pronoun stands for somebody, or a day cannot be known.

    >>> from claims import extract
    >>> facts = [fingerprint(extract(text).claims[0]) for text in (
    ...     "Oslo signed 350 contracts in 2024.", "In 2024 Oslo has signed 350 contracts.",
    ...     "Oslo signed 351 contracts in 2024.", "It signed 350 contracts on Monday.")]
    >>> facts[0] == facts[1] != facts[2], facts[3]
    (True, None)
    """
    if any(flag.rule == "unresolved" for flag in claim.flags):
        return None
    text = text_of(claim)
    days = []
    for date in claim.dates:
        if date.start is None and date.end is None:
            return None
        text = text.replace(date.text, " ", 1)
        days.append(f"{date.start}/{date.end}")
    words = [word for word in read_words(text) if word.kind != "mark"]
    keys = {word.key for word in words} - lexicon.words("light_words")
    fewest = _FEWEST_WORDS if any(word.kind == "name" for word in words) else _FEWEST_UNNAMED
    if len(keys) + len(days) < fewest or keys & lexicon.words("pronouns"):
        return None
    told = " ".join(sorted(keys) + sorted(days))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def text_of(claim: Claim | str) -> str:
    """What a claim says; a string says itself.

    Without the days put in for "last year": they are compared as values, and the same words stay
    the same words.
    """
    if isinstance(claim, str):
        return claim
    text = claim.text
    for start, end in sorted(map(_place, filter(is_anchor, claim.substitutions)), reverse=True):
        text = text[:start].rstrip() + text[end:]
    return text


def is_anchor(one: Substitution) -> bool:
    """Whether a substitution only tells which day or year a date is."""
    return any(reason.rule == "date" for reason in one.because)


def _place(one: Substitution) -> tuple[int, int]:
    return one.at or (0, 0)


def similarity(one: str, other: str, at_least: float = 0) -> float:
    """How alike two folded texts are, from 0 to 100, in order or word by word; 0 when less.

    The better of Indel similarity of the texts and of their words in alphabetical order, so
    that neither a phrase put elsewhere nor a word respelled weighs much.
    """
    return max(
        fuzz.ratio(one, other, score_cutoff=at_least),
        fuzz.token_sort_ratio(one, other, score_cutoff=at_least),
    )


class Index:
    """Claims by their words. ``folded`` are their texts with figures, dates and spelling folded."""

    def __init__(self, claims: Sequence[Claim | str]) -> None:
        keys = [[word.key for word in read_words(text_of(claim))] for claim in claims]
        self.folded = [" ".join(told) for told in keys]
        self._words = [frozenset(told) for told in keys]
        self._postings: dict[str, list[int]] = {}
        for at, told in enumerate(keys):
            for key in dict.fromkeys(told):
                self._postings.setdefault(key, []).append(at)

    def similar(self, claim: Claim | str, at_least: float) -> Iterable[tuple[int, float]]:
        """Positions of the claims at least so similar, with their similarity."""
        keys = [word.key for word in read_words(text_of(claim))]
        text = " ".join(keys)
        for at in self._candidates(keys):
            score = similarity(text, self.folded[at], at_least)
            if score >= at_least:
                yield at, score

    def shared(self, claim: Claim | str, at: int) -> list[str]:
        """The words a claim has in common with the one at a position, the rarest first."""
        ours = {word.key: word.text for word in read_words(text_of(claim))}
        common = self._words[at].intersection(ours) - lexicon.words("light_words")
        return [ours[key] for key in sorted(common, key=self._by_rarity)]

    def _by_rarity(self, key: str) -> tuple[int, str]:
        return len(self._postings[key]), key

    def _candidates(self, keys: Iterable[str]) -> list[int]:
        votes: dict[int, float] = {}
        seen = 0
        for key in sorted({key for key in keys if key in self._postings}, key=self._by_rarity):
            if seen >= _MOST_POSTINGS:
                break
            postings = self._postings[key][:_MOST_POSTINGS]
            seen += len(postings)
            for at in postings:
                votes[at] = votes.get(at, 0.0) + 1 / len(postings)
        return heapq.nlargest(_MOST_CANDIDATES, votes, key=votes.__getitem__)
