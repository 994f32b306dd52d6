"""Two versions' claims, laid side by side: which became which, and what became of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import itemgetter

from rapidfuzz.distance import Indel

from claims.changes.comparing import compared
from claims.changes.rejoining import rejoin
from claims.lexicon import words
from claims.matching import Index, text_of
from claims.models import Change, Claim, Facet, Reason
from claims.wording import read_words

ALIKE = 55
"""Similarity from which on two texts are versions of one claim rather than two claims."""
_FAR = 5
"""Claims passed over from which on a claim has left the neighbourhood that "they" points to."""


def diff(
    befores: Sequence[Claim] | Sequence[str],
    afters: Sequence[Claim] | Sequence[str],
    *,
    known: Mapping[int, int] | None = None,
) -> list[Change]:
    """What became of every claim between two versions, each position told exactly once.

    The changes stand in the order of the new version; what was removed stands where it stood.
    A claim split in two, or two merged into one, is ``reworded`` when all the words are still
    there: the part without a partner of its own has a null index on the other side. Nobody looks
    at a verdict that stays, so a paraphrase must be surer here than where two claims are compared.
    ``known`` are pairs of positions of which it is sure that one became the other.

    >>> [(found.change, found.before_index, found.after_index) for found in diff(
    ...     ["Trade rose 64%.", "He went home."], ["It snowed.", "Trade rose 54%."]
    ... )]
    [('added', None, 0), ('changed', 0, 1), ('removed', 1, None)]
    """
    pairs = _pairs(befores, afters, known or {})
    kept = _in_order(pairs)
    anchors = [(i, j) for i, j in pairs.items() if i in kept]
    changes = [
        _placed(compared(befores[i], afters[j], "sure"), i, j, _passed_over(i, j, anchors, kept))
        for i, j in pairs.items()
    ]
    changes = rejoin(changes, befores, afters)
    told = {change.before_index for change in changes}, {change.after_index for change in changes}
    changes += [_removed(befores, i) for i in range(len(befores)) if i not in told[0]]
    changes += [_added(afters, j) for j in range(len(afters)) if j not in told[1]]
    return sorted(changes, key=lambda change: _position(change, anchors))


def _pairs(
    befores: Sequence[Claim | str], afters: Sequence[Claim | str], known: Mapping[int, int]
) -> dict[int, int]:
    """Which claim became which: position before → position after, in ascending order."""
    found = dict(known)
    texts = list(map(text_of, befores)), list(map(text_of, afters))
    sources = list(map(_sources, befores)), list(map(_sources, afters))
    # Most of what two versions say they say in the same words, which need not be read.
    worded = [list(zip(texts[side], sources[side], strict=True)) for side in (0, 1)]
    _pair_in_order(worded[0], worded[1], found)
    left = _unpaired(len(befores), found), _unpaired(len(afters), found.values())
    told = [[texts[side][at] for at in left[side]] for side in (0, 1)]
    folded = {text: _folded(text) for text in {*told[0], *told[1]}}
    ones = {i: folded[text] for i, text in zip(left[0], told[0], strict=True)}
    others = {j: folded[text] for j, text in zip(left[1], told[1], strict=True)}
    _pair_equal(
        {i: (key, sources[0][i]) for i, key in ones.items()},
        {j: (key, sources[1][j]) for j, key in others.items()},
        found,
    )
    _pair_equal(ones, others, found)
    _pair_alike(befores, afters, found)
    return dict(sorted(found.items()))


def _folded(text: str) -> Hashable:
    return tuple(word.key for word in read_words(text))


def _sources(claim: Claim | str) -> Hashable:
    return () if isinstance(claim, str) else claim.sources


def _pair_equal(
    befores: Mapping[int, Hashable], afters: Mapping[int, Hashable], found: dict[int, int]
) -> None:
    """Pair what is the same, by position: first in order, then what was moved."""
    lefts = [i for i in befores if i not in found]
    taken = set(found.values())
    rights = [j for j in afters if j not in taken]
    near: dict[int, int] = {}
    _pair_in_order([befores[i] for i in lefts], [afters[j] for j in rights], near)
    found.update({lefts[i]: rights[j] for i, j in near.items()})
    waiting: dict[Hashable, list[int]] = {}
    paired = set(near.values())
    for at in reversed(range(len(rights))):
        if at not in paired:
            waiting.setdefault(afters[rights[at]], []).append(rights[at])
    for i in lefts:
        if i not in found and waiting.get(befores[i]):
            found[i] = waiting[befores[i]].pop()


def _pair_in_order(
    befores: Sequence[Hashable], afters: Sequence[Hashable], found: dict[int, int]
) -> None:
    """Pair the longest run of what is the same on both sides and is not paired yet."""
    numbers: dict[Hashable, int] = {}
    ones = [numbers.setdefault(key, len(numbers)) for key in befores]
    others = [numbers.setdefault(key, len(numbers)) for key in afters]
    lefts, rights = _unpaired(len(ones), found), _unpaired(len(others), found.values())
    for code in Indel.opcodes([ones[i] for i in lefts], [others[j] for j in rights]):
        if code.tag == "equal":
            found.update(
                zip(
                    lefts[code.src_start : code.src_end],
                    rights[code.dest_start : code.dest_end],
                    strict=True,
                )
            )


def _unpaired(count: int, paired: Iterable[int]) -> list[int]:
    return sorted(set(range(count)).difference(paired))


def _pair_alike(
    befores: Sequence[Claim | str], afters: Sequence[Claim | str], found: dict[int, int]
) -> None:
    """Pair what resembles each other, the most alike first and neighbours before strangers."""
    lefts, rights = _unpaired(len(befores), found), _unpaired(len(afters), found.values())
    index = Index([afters[j] for j in rights])
    hits = [
        (-score, abs(i - rights[at]), i, rights[at])
        for i in lefts
        for at, score in index.similar(befores[i], ALIKE)
    ]
    taken = set(found.values())
    for _, _, i, j in sorted(hits):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)


def _in_order(pairs: dict[int, int]) -> set[int]:
    """The positions before of the longest run of pairs that kept their order."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for i, j in pairs.items():
        at = bisect_left(tails, j)
        previous[i] = ends[at - 1] if at else None
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [i]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return kept


def _passed_over(i: int, j: int, anchors: list[tuple[int, int]], kept: set[int]) -> int:
    """How many of the claims that kept their order a pair was moved across; 0 for these."""
    if i in kept:
        return 0
    above = bisect_left(anchors, (i,))
    return max(abs(above - bisect_left(anchors, j, key=itemgetter(1))), 1)


def _placed(change: Change, i: int, j: int, passed: int) -> Change:
    """A pair's change with its positions; what was moved is held for the same less readily."""
    placed = change.model_copy(update={"before_index": i, "after_index": j, "moved": passed > 0})
    if not passed or change.change == "changed":
        return placed
    if change.change == "reworded":
        reason = Reason(rule="moved and reworded", detail="both its words and its place changed")
        return _doubted(placed, "detail", (reason, *change.because))
    if passed >= _FAR and (pointing := _pointing_back(text_of(change.after or ""))):
        detail = f"'{pointing}' points back to what stood before it, and it was moved away"
        return _doubted(placed, "entity", (Reason(rule="context", detail=detail),))
    return placed


def _pointing_back(text: str) -> str | None:
    """The word by which a sentence hangs on what stood before it."""
    told = read_words(text)
    if told and told[0].key in words("dependent_openers"):
        return told[0].text
    keys = ["", *(word.key for word in told), ""]
    for word, before, after in zip(told, keys, keys[2:], strict=False):
        # "but also", "instead of snow" and "also known as" point nowhere.
        alone = before != "but" and after not in ("of", "known", "called")
        if alone and word.key in words("pointing_adverbs"):
            return word.text
    return None


def _doubted(change: Change, facet: Facet, because: tuple[Reason, ...]) -> Change:
    return change.model_copy(update={"change": "changed", "facets": (facet,), "because": because})


def _removed(befores: Sequence[Claim | str], i: int) -> Change:
    reason = Reason(rule="no match", detail="nothing in the new version is like it")
    return Change(change="removed", before=befores[i], before_index=i, because=(reason,))


def _added(afters: Sequence[Claim | str], j: int) -> Change:
    reason = Reason(rule="no match", detail="nothing in the old version is like it")
    return Change(change="added", after=afters[j], after_index=j, because=(reason,))


def _position(change: Change, anchors: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Where a change stands in the list: what is gone, behind what stood before it and stays."""
    if change.after_index is not None:
        return change.after_index, 0, 0
    assert change.before_index is not None
    at = bisect_right(anchors, (change.before_index,)) - 1
    return anchors[at][1] if at >= 0 else -1, 1, change.before_index
