"""A quotation's words beside those of one place: what is equal, and what each difference is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from claims import lexicon
from claims.transcripts.searching import weight
from claims.transcripts.tokens import Words
from claims.wording import Word, read_words
from claims.wording.forms import spelling
from claims.wording.raw import plain

LONGEST_CUT = 3
"""Words that may be missing from a quotation that is altered.

With more, with words of two sentences, or with a whole sentence of two words or more, the parts
are stitched together.
"""

_LONGEST_BRACKET = 6
"""Words of the transcript that a writer's bracket may stand for."""
_LONGEST_FORM = 3
_LONGEST_STAMMER = 4
_BEFORE_IS = frozenset("he here how it she that there what where who".split())


class Step(NamedTuple):
    """``[i, j)`` of the quotation beside ``[k, m)`` of the transcript; a side may be empty.

    ``kind`` is ``equal``, what kind of edit it is, or ``cut``: too much left out for an edit.
    """

    kind: str
    i: int
    j: int
    k: int
    m: int
    marked: bool = False


class Layer:
    """Lays words of a quotation beside words of a transcript."""

    def __init__(self, quote: Words, transcript: Words) -> None:
        self._quote, self._transcript = quote, transcript
        self._mine, self._theirs = quote.tokens, transcript.tokens

    def lay(self, i: int, j: int, k: int, m: int) -> list[Step]:
        """The steps from quotation words ``[i, j)`` to transcript words ``[k, m)``."""
        mine = [token.key for token in self._mine[i:j]]
        theirs = [token.key for token in self._theirs[k:m]]
        steps: list[Step] = []
        open_at: tuple[int, int] | None = None
        for code in Indel.opcodes(mine, theirs):
            if code.tag != "equal":
                open_at = open_at or (i + code.src_start, k + code.dest_start)
                continue
            if open_at:
                steps += self._gap(open_at[0], i + code.src_start, open_at[1], k + code.dest_start)
                open_at = None
            steps += [
                Step("equal", i + a, i + a + 1, k + b, k + b + 1)
                for a, b in zip(
                    range(code.src_start, code.src_end),
                    range(code.dest_start, code.dest_end),
                    strict=True,
                )
            ]
        return steps + (self._gap(open_at[0], j, open_at[1], m) if open_at else [])

    def _gap(self, i: int, j: int, k: int, m: int) -> list[Step]:
        """What stands between two equal words, where something differs."""
        if i < j and k < m:
            return self._replaced(i, j, k, m)
        return self._left_out(i, k, m) if k < m else self._put_in(i, j, k)

    def _put_in(self, i: int, j: int, k: int) -> list[Step]:
        steps: list[Step] = []
        hesitant = _hesitations(self._quote, i, j)
        for at in range(i, j):
            bracket = self._mine[at].bracket
            kind = "bracket" if bracket else "filler" if at in hesitant else "words"
            if steps and steps[-1].kind == kind:
                steps[-1] = steps[-1]._replace(j=at + 1)
            else:
                steps.append(Step(kind, at, at + 1, k, k))
        return steps

    def _replaced(self, i: int, j: int, k: int, m: int) -> list[Step]:
        mine = self._mine[i:j]
        if all(token.bracket for token in mine) and m - k <= _LONGEST_BRACKET:
            return [Step("bracket", i, j, k, m)]
        if self._is_form(i, j, k, m):
            return [Step("form", i, j, k, m)]
        for a, b in _sizes(j - i, m - k):
            if self._is_form(i, i + a, k, k + b):
                return [Step("form", i, i + a, k, k + b), *self._gap(i + a, j, k + b, m)]
            if self._is_form(j - a, j, m - b, m):
                return [*self._gap(i, j - a, k, m - b), Step("form", j - a, j, m - b, m)]
        return self._other_words(i, j, k, m)

    def _other_words(self, i: int, j: int, k: int, m: int) -> list[Step]:
        """Words for others, without the hesitations and brackets at their edges."""
        hesitant = _hesitations(self._transcript, k, m)
        start, stop = k, m
        while start < stop and start in hesitant:
            start += 1
        while stop > start and stop - 1 in hesitant:
            stop -= 1
        if start == stop:
            return [Step("filler", i, i, k, m), *self._put_in(i, j, m)]
        before = [Step("filler", i, i, k, start)] if start > k else []
        after = [Step("filler", j, j, stop, m)] if stop < m else []
        if self._mine[i].bracket != self._mine[j - 1].bracket:
            return [*before, *self._half_bracketed(i, j, start, stop), *after]
        if (stop - start) - (j - i) > LONGEST_CUT:
            marked = self._is_marked(i, j)
            return [*self._put_in(i, j, k), Step("cut", j, j, start, stop, marked)]
        return [*before, Step("words", i, j, start, stop), *after]

    def _half_bracketed(self, i: int, j: int, k: int, m: int) -> list[Step]:
        """A bracket and words of one's own: the bracket stands for what is over."""
        flags = [token.bracket for token in self._mine[i:j]]
        first = flags[0]
        at = i + next(n for n, flag in enumerate(flags) if flag != first)
        over = max(m - k - (j - at if first else at - i), 0)
        cut = k + over if first else m - over
        return [*self._gap(i, at, k, cut), *self._gap(at, j, cut, m)]

    def _left_out(self, i: int, k: int, m: int) -> list[Step]:
        """Words that the quotation does not have: an edit for what they are, or a cut."""
        if self._is_interjection(k, m):
            return [Step("apparatus", i, i, k, m)]
        hesitant = _hesitations(self._transcript, k, m)
        rest = [at for at in range(k, m) if at not in hesitant]
        marked = self._is_marked(i, i)
        if rest and (len(rest) > LONGEST_CUT or self._sentence_within(rest[0], rest[-1] + 1)):
            return [Step("cut", i, i, k, m, marked)]
        steps: list[Step] = []
        for at in range(k, m):
            owned = marked and self._theirs[at].key not in _negations()
            kind = "filler" if at in hesitant else "ellipsis" if owned else "words"
            if steps and steps[-1].kind == kind:
                steps[-1] = steps[-1]._replace(m=at + 1)
            else:
                steps.append(Step(kind, i, i, at, at + 1))
        return steps

    def _is_marked(self, i: int, j: int) -> bool:
        return any(token.cut for token in self._mine[i : j + 1])

    def _sentence_within(self, k: int, m: int) -> bool:
        """Whether the words are of two sentences, or a whole one."""
        sentences = [token.sentence for token in self._theirs[max(k - 1, 0) : m + 1]]
        inside = [token.sentence for token in self._theirs[k:m]]
        whole = sentences.count(inside[0]) == len(inside) > 1
        return inside[0] != inside[-1] or whole

    def _is_interjection(self, k: int, m: int) -> bool:
        """A few words of somebody else in the midst of a speech: "But, Mayor —"."""
        if not k or m >= len(self._theirs) or m - k > LONGEST_CUT:
            return False
        voices = self._transcript.voices
        around = {voices[self._theirs[at].turn] for at in (k - 1, m)}
        inside = {voices[token.turn] for token in self._theirs[k:m]}
        return len(around) == 1 and None not in inside and not around & inside

    def _is_form(self, i: int, j: int, k: int, m: int) -> bool:
        """Whether both are the same words, written otherwise: "we'll", "health-care", "64%"."""
        mine, theirs = self._mine[i:j], self._theirs[k:m]
        if "".join(token.key for token in mine) == "".join(token.key for token in theirs):
            return True
        if max(j - i, m - k) > _LONGEST_FORM + 1:
            return False
        one = _folded(self._quote.clean[mine[0].start : mine[-1].end])
        return one is not None and one == _folded(
            self._transcript.clean[theirs[0].start : theirs[-1].end]
        )


def _folded(text: str) -> list[str] | None:
    """The keys of the words with short forms written out; None where they are other words: a set
    phrase, a synonym, "gonna".
    """
    keys: list[str] = []
    for word in read_words(text):
        if word.kind not in ("figure", "date", "mark") and not _is_same_word(word):
            return None
        contracted = word.key == "'s" and keys and keys[-1] in _BEFORE_IS
        keys.append("is" if contracted else word.key)
    return keys


def _is_same_word(word: Word) -> bool:
    if word.phrase not in ("", word.key) or " " in word.text:
        return False
    letters = plain(word.text)
    short = "'" in letters and letters != "ain't"
    return short or letters == "cannot" or word.key == spelling(letters)


@cache
def _negations() -> frozenset[str]:
    return lexicon.words("negations") | {"cannot", "can't", "don't", "won't", "didn't", "isn't"}


def _sizes(mine: int, theirs: int) -> list[tuple[int, int]]:
    """How many words of each side may be one form, the most first; never all of both."""
    pairs = [
        (a, b)
        for a in range(1, min(mine, _LONGEST_FORM) + 1)
        for b in range(1, min(theirs, _LONGEST_FORM) + 1)
        if (a, b) != (mine, theirs)
    ]
    return sorted(pairs, key=sum, reverse=True)


def _hesitations(words: Words, start: int, stop: int) -> frozenset[int]:
    """Which of the words are only hesitation: "you know" set off by marks, a stammer."""
    found: set[int] = set()
    tokens = words.tokens
    for at in range(start, stop - 1):
        phrase = f"{tokens[at].key} {tokens[at + 1].key}"
        if phrase in lexicon.words("fillers") and _is_set_off(words, at, at + 2):
            found.update((at, at + 1))
    rest = [at for at in range(start, stop) if at not in found]
    if rest and rest[-1] - rest[0] < len(rest) + len(found):
        before = [tokens[at].key for at in range(max(start - _LONGEST_STAMMER, 0), start)]
        after = [token.key for token in tokens[stop : stop + _LONGEST_STAMMER]]
        if _is_stammer(before, [tokens[at].key for at in rest], after):
            found.update(rest)
    return frozenset(found)


def _is_set_off(words: Words, start: int, stop: int) -> bool:
    tokens, text = words.tokens, words.clean
    before = text[tokens[start - 1].end if start else 0 : tokens[start].start]
    after = text[tokens[stop - 1].end : tokens[stop].start if stop < len(tokens) else len(text)]
    return bool(before.strip() or after.strip())


def _is_stammer(before: Sequence[str], said: Sequence[str], after: Sequence[str]) -> bool:
    """Whether function words are only said over again: "it was, it was the smell"."""
    if any(weight(key) == 1 for key in said):
        return False
    for size in range(1, min(len(said), _LONGEST_STAMMER) + 1):
        again = list(said[:size])
        whole = len(said) % size == 0 and list(said) == again * (len(said) // size)
        if whole and again in (list(before[-size:]), list(after[:size])):
            return True
    return False
