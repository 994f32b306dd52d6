"""Where a quotation's words stand in a transcript: one place, or several parts apart.

An index leads from the quotation's rarer words to the places they stand at; there the runs of
equal words are read off, and the best chain of runs is the quotation's way through the
transcript. Going on nearby costs little, a jump costs more, a jump back more still, so that
words are taken from afar only where a part worth the name stands there.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from itertools import accumulate
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.transcripts.tokens import Token

_LIGHT = 0.3
"""What a function word tells of a place; any other word tells 1."""
_MOST_POSTINGS = 1500
"""A word that stands at more places than this leads to none, where another does."""
_FEWEST_LEADS = 4
_LEAST_RUN = 1.3
"""A run must tell as much: two telling words, or one among function words."""
_MOST_RUNS = 150
_NEAR = 14
"""Words of the transcript from one run to the next that are still the same place."""
_JUMP = {"marked": 0.7, "silent": 1.4}
_BACKWARDS = 0.8
_PER_WORD = 0.06


class Run(NamedTuple):
    """``length`` equal words, from ``mine`` of the quotation and ``theirs`` of the transcript."""

    mine: int
    theirs: int
    length: int


def weight(key: str) -> float:
    """How much a word tells of the place it stands at."""
    return _LIGHT if key in _light() else 1.0


@cache
def _light() -> frozenset[str]:
    lists = ("light_words", "pronouns", "modals", "function_words")
    return frozenset({"1", "am", "and"}.union(*map(words, lists)))


class Index:
    """A transcript's words and the places of each."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.keys = [token.key for token in tokens]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.keys):
            self._places[key].append(at)

    def count(self, key: str) -> int:
        """How often a word is said."""
        return len(self._places.get(key, ()))

    def exact(self, keys: Sequence[str]) -> int | None:
        """The first place where just these words stand."""
        if not keys or not all(key in self._places for key in keys):
            return None
        lead = min(range(len(keys)), key=lambda i: len(self._places[keys[i]]))
        wanted = list(keys)
        for at in self._places[keys[lead]]:
            start = at - lead
            if start >= 0 and self.keys[start : start + len(keys)] == wanted:
                return start
        return None

    def respelled(self, keys: Sequence[str]) -> tuple[int, int] | None:
        """The first place of these words with one written apart or together, and its length."""
        for variant in self._variants(keys):
            start = self.exact(variant)
            if start is not None:
                return start, len(variant)
        return None

    def _variants(self, keys: Sequence[str]) -> Iterator[list[str]]:
        for i, key in enumerate(keys):
            if i and keys[i - 1] + key in self._places:
                yield [*keys[: i - 1], keys[i - 1] + key, *keys[i + 1 :]]
            for cut in range(2, len(key) - 1):
                if key[:cut] in self._places and key[cut:] in self._places:
                    yield [*keys[:i], key[:cut], key[cut:], *keys[i + 1 :]]

    def chain(self, tokens: Sequence[Token]) -> list[Run]:
        """The quotation's best way through the transcript, in its own order."""
        # What the writer put in brackets leads nowhere.
        keys = ["" if token.bracket == "words" else token.key for token in tokens]
        runs = self._runs(keys)
        cuts = [i for i, token in enumerate(tokens) if token.cut]
        worth = [0.0, *accumulate(map(weight, keys))]
        return self._at_seams(_best_chain(runs, worth, cuts), tokens)

    def _at_seams(self, chain: Sequence[Run], tokens: Sequence[Token]) -> list[Run]:
        """The chain with words that could be of either part given to the right one: to the later
        where an ellipsis or a sentence's beginning stands before them.
        """
        found = list(chain)
        for n in range(1, len(found)):
            before, run = found[n - 1], found[n]
            if before.mine + before.length != run.mine:
                continue
            best, moved = _seam(tokens, run.mine), 0
            for over in range(1, before.length):
                if run.theirs < over or self.keys[run.theirs - over] != tokens[run.mine - over].key:
                    break
                if (rank := _seam(tokens, run.mine - over)) > best:
                    best, moved = rank, over
            found[n - 1] = before._replace(length=before.length - moved)
            found[n] = Run(run.mine - moved, run.theirs - moved, run.length + moved)
        return found

    def _runs(self, keys: Sequence[str]) -> list[Run]:
        found: set[Run] = set()
        for i in self._leads(keys):
            for at in self._places[keys[i]]:
                found.add(self._run(keys, i, at))
        told = {run: sum(map(weight, keys[run.mine : run.mine + run.length])) for run in found}
        strong = [run for run in found if told[run] >= _LEAST_RUN and run.length > 1]
        return sorted(heapq.nlargest(_MOST_RUNS, sorted(strong), key=told.__getitem__))

    def _leads(self, keys: Sequence[str]) -> list[int]:
        known = [i for i, key in enumerate(keys) if key in self._places]
        telling = [i for i in known if weight(keys[i]) == 1]
        leads = telling if len(telling) >= _FEWEST_LEADS else known
        few = [i for i in leads if len(self._places[keys[i]]) <= _MOST_POSTINGS]
        return few or leads[:_FEWEST_LEADS]

    def _run(self, keys: Sequence[str], i: int, at: int) -> Run:
        start, stop = 0, 1
        while i - start and at - start and keys[i - start - 1] == self.keys[at - start - 1]:
            start += 1
        while (
            i + stop < len(keys)
            and at + stop < len(self.keys)
            and keys[i + stop] == self.keys[at + stop]
        ):
            stop += 1
        return Run(i - start, at - start, start + stop)


def _seam(tokens: Sequence[Token], at: int) -> int:
    """How good a place a word of the quotation is for a part to begin."""
    return 2 * tokens[at].cut + (tokens[at].sentence != tokens[at - 1].sentence)


def _best_chain(runs: Sequence[Run], worth: Sequence[float], cuts: Sequence[int]) -> list[Run]:
    """Of all chains of runs, each beginning after the last in the quotation, what tells most."""
    best: list[tuple[float, int, Run]] = []  # the chain's worth, its last run but one, the last
    for k, run in enumerate(runs):
        top = (_told(worth, run), -1, run)
        for j in range(k):
            total, _, before = best[j]
            trimmed = _trimmed(before, run)
            if trimmed is None:
                continue
            value = total + _told(worth, trimmed) - _cost(before, trimmed, cuts)
            if value > top[0] + 1e-9:
                top = (value, j, trimmed)
        best.append(top)
    if not best:
        return []
    at = max(range(len(best)), key=lambda k: best[k][0])
    found = []
    while at >= 0:
        found.append(best[at][2])
        at = best[at][1]
    return found[::-1]


def _told(worth: Sequence[float], run: Run) -> float:
    return worth[run.mine + run.length] - worth[run.mine]


def _trimmed(before: Run, run: Run) -> Run | None:
    """The run without what the one before it has taken; None when nothing is left.

    Where both are in one place the words before are left to it too: "very very good".
    """
    over = max(before.mine + before.length - run.mine, 0)
    behind = before.theirs + before.length - (run.theirs + over)
    if 0 < behind < run.length - over and run.theirs > before.theirs:
        over += behind
    if over >= run.length or run.mine <= before.mine:
        return None
    return Run(run.mine + over, run.theirs + over, run.length - over)


def _cost(before: Run, run: Run, cuts: Sequence[int]) -> float:
    away = run.theirs - (before.theirs + before.length)
    if 0 <= away <= _NEAR:
        return _PER_WORD * away
    stop = before.mine + before.length
    at = bisect_left(cuts, stop)
    marked = at < len(cuts) and cuts[at] <= run.mine
    cost = _JUMP["marked" if marked else "silent"] + 0.1 * log10(1 + abs(away))
    return cost + (_BACKWARDS if away < 0 else 0)
