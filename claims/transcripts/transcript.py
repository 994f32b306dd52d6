"""A transcript, read once, in which quotations are looked up."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from claims.models import Span
from claims.transcripts.laying import Layer, Step
from claims.transcripts.searching import Index, weight
from claims.transcripts.telling import span_of, told
from claims.transcripts.tokens import read_quote, read_transcript
from claims.transcripts.values import Alignment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.transcripts.searching import Run
    from claims.transcripts.tokens import Token, Words
    from claims.transcripts.values import Outcome

MISSING = Alignment(outcome="missing")

_SHORT = 3
"""A quotation of no more words must stand there as it is, but for a function word in three."""
_TERSE = 5
"""Up to so many words, one may be changed."""
_ENOUGH = {"altered": 0.6, "stitched": 0.75}
"""The share of the words, by how telling they are, that must be found."""
_RARE = 3
"""A word said no more often than this in the transcript marks a place of it."""
_NEAR = 14
_NEARBY = 250
_NEAR_PART, _FAR_PART = 3, 5
"""Words that a part of a stitched quotation must have, nearby and from farther off."""
_REACH = 2
"""Words at a quotation's edge that stand for the transcript's next ones, though none is equal."""
_LONGEST_EDGE = 12


class Transcript:
    """A transcript's words, indexed; each quotation is then found in a moment.

    >>> found = Transcript("LOPEZ: We will, um, not pay the bill.").find("We will pay the bill.")
    >>> found.outcome, [edit.transcript for edit in found.edits if edit.kind == "words"]
    ('altered', ['not'])
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = read_transcript(text)
        self._index = Index(self._words.tokens)

    @property
    def voices(self) -> frozenset[str]:
        """The labels of all who speak."""
        return frozenset(filter(None, self._words.voices))

    def find(self, quote: str) -> Alignment:
        """The quotation beside the place or places of the transcript that it is taken from."""
        words = read_quote(quote)
        if not words.tokens:
            return MISSING
        layer = Layer(words, self._words)
        pieces = self._whole(words)
        steps = layer.lay(*pieces) if pieces else self._apart(words, layer)
        return self._judged(words, steps, sure=pieces is not None)

    def _whole(self, words: Words) -> tuple[int, int, int, int] | None:
        """All the words in one place, as they are but for what the writer put in brackets."""
        count = len(words.tokens)
        own = [token.key for token in words.tokens if token.bracket != "words"]
        for keys in ([token.key for token in words.tokens], own):
            if (start := self._index.exact(keys)) is not None:
                return 0, count, start, start + len(keys)
        if found := self._index.respelled(own):
            return 0, count, found[0], found[0] + found[1]
        return None

    def _apart(self, words: Words, layer: Layer) -> list[Step]:
        """The words by the best way through the transcript, stretch by stretch."""
        chain = self._index.chain(words.tokens)
        if not chain:
            return []
        groups: list[list[Run]] = [[chain[0]]]
        for before, run in pairwise(chain):
            away = run.theirs - (before.theirs + before.length)
            if 0 <= away <= _NEAR + run.mine - (before.mine + before.length):
                groups[-1].append(run)
            else:
                groups.append([run])
        steps: list[Step] = []
        done = 0
        for number, group in enumerate(groups):
            first, last = group[0], group[-1]
            start, stop = first.theirs, last.theirs + last.length
            mine, end = first.mine, last.mine + last.length
            if number == 0:
                start -= self._edge(words.tokens[:mine][::-1], start, -1)
                mine = 0
            else:
                steps += self._seam(steps[-1], words, done, mine, start)
            if number == len(groups) - 1:
                stop += self._edge(words.tokens[end:], stop - 1, 1)
                end = len(words.tokens)
            steps += layer.lay(mine, end, start, stop)
            done = end
        return steps

    def _seam(self, last: Step, words: Words, done: int, mine: int, start: int) -> Iterator[Step]:
        """The cut between two stretches, after what the writer put in between."""
        marked = any(token.cut for token in words.tokens[done : mine + 1])
        for at in range(done, mine):
            kind = "bracket" if words.tokens[at].bracket else "words"
            yield Step(kind, at, at + 1, last.m, last.m)
        yield Step("cut", mine, mine, last.m, start, marked)

    def _edge(self, over: Sequence[Token], at: int, way: int) -> int:
        """How many words beyond the edge of what was found stand for the quotation's others.

        ``over`` are those, from the edge outwards. The same number where half are equal, word for
        word, or where none is and they are few; else as many as it takes to find the equal ones.
        """
        if not over or len(over) > _LONGEST_EDGE:
            return 0
        if self._goes_on(over, at, way):
            return len(over)
        near = self._neighbours(at, way, len(over) + _REACH)
        if all(token.bracket == "words" for token in over):
            return int(bool(near) and weight(near[0].key) < 1)
        keys = [token.key for token in over]
        codes = Indel.opcodes(keys, [token.key for token in near])
        ends = [(code.src_end, code.dest_end) for code in codes if code.tag == "equal"]
        if ends:
            return min(ends[-1][1] + min(len(over) - ends[-1][0], _REACH), len(near))
        return min(len(over), len(near)) if len(over) <= _REACH else 0

    def _goes_on(self, over: Sequence[Token], at: int, way: int) -> bool:
        stop = at + way * len(over)
        if not 0 <= stop < len(self._words.tokens):
            return False
        keys = (self._index.keys[at + way * n] for n in range(1, len(over) + 1))
        return 2 * sum(map(str.__eq__, keys, (token.key for token in over))) >= len(over)

    def _neighbours(self, at: int, way: int, most: int) -> list[Token]:
        tokens = self._words.tokens
        stop = min(max(at + way * (most + 1), -1), len(tokens))
        following = (tokens[n] for n in range(at + way, stop, way))
        return list(takewhile(lambda token: token.sentence == tokens[at].sentence, following))

    def _judged(self, words: Words, steps: list[Step], *, sure: bool) -> Alignment:
        """What the steps amount to, if that is enough."""
        steps = _without_edges(steps)
        cuts = [step for step in steps if step.kind == "cut"]
        changed = any(step.kind == "words" for step in steps)
        outcome: Outcome = "stitched" if cuts else "altered" if changed else "exact"
        share = _share(words, steps)
        if not sure and not (steps and self._is_enough(words, steps, outcome, share)):
            return MISSING
        parts = _parts(steps)
        places = tuple(span_of(self._words, *part) for part in parts)
        return Alignment(
            outcome=outcome,
            places=places,
            edits=told(steps, words, self._words),
            left_out=tuple(self._left_out(parts)),
            marked=bool(cuts) and all(cut.marked for cut in cuts),
            reversed=any(later < earlier for earlier, later in pairwise(parts)),
            score=round(100 * share, 1),
            at=self._time(places[0].start),
            voice=self._voice(steps),
        )

    def _left_out(self, parts: Sequence[tuple[int, int]]) -> Iterator[Span]:
        """What lies between each two parts, whichever comes first in the transcript."""
        for two in pairwise(parts):
            (_, end), (start, _) = sorted(two)
            if end < start:
                yield span_of(self._words, end, start)

    def _is_enough(self, words: Words, steps: Sequence[Step], outcome: str, share: float) -> bool:
        """Whether so much was found that the quotation is taken from here."""
        own = [token for token in words.tokens if token.bracket != "words"]
        equal = [words.tokens[step.i] for step in steps if step.kind in ("equal", "form")]
        wrong = [step for step in steps if step.kind == "words"]
        telling = [token for token in equal if weight(token.key) == 1]
        if outcome == "exact":
            return len(equal) > 1 or len(own) <= 1
        if outcome == "stitched" and not _are_parts(steps):
            return False
        if len(own) <= _SHORT:
            light = all(weight(token.key) < 1 for s in wrong for token in words.tokens[s.i : s.j])
            light = light and all(self._is_light(step) for step in wrong)
            return len(own) == _SHORT and outcome == "altered" and len(wrong) == 1 and light
        if len(own) <= _TERSE and (len(wrong) > 2 or outcome == "stitched"):
            return outcome == "stitched" and not wrong and share == 1
        rare = any(self._index.count(token.key) <= _RARE for token in telling)
        wanted = sum(weight(token.key) == 1 for token in own)
        long = _longest(steps) >= min(3, len(own) - 2) or 1 < len(telling) == wanted
        return share >= _ENOUGH[outcome] and (rare or len(equal) > _TERSE) and long

    def _is_light(self, step: Step) -> bool:
        return all(weight(token.key) < 1 for token in self._words.tokens[step.k : step.m])

    def _voice(self, steps: Sequence[Step]) -> str | None:
        turns = [self._words.tokens[step.k].turn for step in steps if step.kind == "equal"]
        voices = dict.fromkeys(self._words.voices[turn] for turn in turns)
        return " and ".join(voice for voice in voices if voice) or None

    def _time(self, start: int) -> str | None:
        at = bisect_right(self._words.times, start, key=lambda time: time[0])
        return self._words.times[at - 1][1] if at else None


def align(quote: str, transcript: str) -> Alignment:
    """A quotation beside a transcript. For several quotations, read it once: ``Transcript``.

    >>> align("We won’t pay…", "LEE [00:01]: We -- um -- won't pay.").outcome
    'exact'
    """
    return Transcript(transcript).find(quote)


def _without_edges(steps: Sequence[Step]) -> list[Step]:
    """The steps without transcript words before the quotation's first or after its last."""
    kept = list(steps)
    while kept and kept[0].i == kept[0].j:
        del kept[0]
    while kept and kept[-1].i == kept[-1].j:
        del kept[-1]
    return kept


def _parts(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """The transcript's words between the cuts, as [first, last)."""
    parts: list[tuple[int, int]] = []
    whole = True
    for step in steps:
        if step.kind == "cut":
            whole = True
        elif step.k < step.m:
            parts.append((step.k, step.m) if whole else (parts.pop()[0], step.m))
            whole = False
    return parts


def _are_parts(steps: Sequence[Step]) -> bool:
    """Whether each part is long enough to be taken from its place: the longer the farther off."""
    parts = _parts(steps)
    counts = [0]
    for step in steps:
        if step.kind == "cut":
            counts.append(0)
        elif step.kind in ("equal", "form"):
            counts[-1] += step.j - step.i
    if len(counts) != len(parts):
        return False
    for (one, count), (other, following) in pairwise(zip(parts, counts, strict=True)):
        away = max(other[0] - one[1], one[0] - other[1])
        if min(count, following) < (_NEAR_PART if away <= _NEARBY else _FAR_PART):
            return False
    return True


def _share(words: Words, steps: Sequence[Step]) -> float:
    """How much of the quotation's own words was found, by how telling they are."""
    own = sum(weight(token.key) for token in words.tokens if token.bracket != "words")
    found = sum(
        weight(token.key)
        for step in steps
        if step.kind not in ("words", "cut")
        for token in words.tokens[step.i : step.j]
        if token.bracket != "words"
    )
    return min(found / own, 1.0) if own else 0.0


def _longest(steps: Sequence[Step]) -> int:
    best = now = 0
    for step in steps:
        now = now + 1 if step.kind in ("equal", "form") else 0
        best = max(best, now)
    return best
