"""Two texts' words, laid side by side: what is the same, said in other words, moved, or left over.

The longest common subsequence of the words' keys is the frame (rapidfuzz's Indel). Between its
pieces stand the places where the texts differ; there, words that are only written or inflected
differently are paired off by named steps, each a small function whose docstring says what it
holds for the same. What is left over is for ``judging`` to weigh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product

from rapidfuzz.distance import Indel

from claims.difference.values import Alignment, Pairing, Place
from claims.wording import Word, country, misspelt, negates, plain_forms, synonym_groups

_LARGEST_FRAME = 40_000_000
"""Words of one text times words of the other: beyond, the middles are not aligned but replaced."""
_LONGEST_RUN = 6
"""Words that one word of the other text may stand for: "Saturday Night Live" is "SNL"."""
_SURE_INITIALS = 3
"""From this many words on, initials need not be of capitalised words."""
_MOST_PAIRS = 400
"""Pairs of words at one place that are compared one by one; where more differ, it is rewritten."""
_NEGATIONS = frozenset({"never", "non", "not"})


def align(before: Sequence[Word], after: Sequence[Word]) -> Alignment:
    """Lay two texts side by side."""
    partners, gaps = _frame(before, after)
    pairings = [
        Pairing((i,), (j,), "phrase")
        for i, j in partners.items()
        if before[i].phrase != after[j].phrase
    ]
    found = Alignment(before, after, partners, [], pairings, [])
    for gap in gaps:
        found.places.append(_settle(found, gap))
    _find_moved(found)
    return found


def _frame(before: Sequence[Word], after: Sequence[Word]) -> tuple[dict[int, int], list[Place]]:
    """The words both texts have in the same order, and the places between them."""
    one, other = [word.key for word in before], [word.key for word in after]
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    partners = {i: i for i in range(start)}
    partners.update((len(one) - 1 - i, len(other) - 1 - i) for i in range(end))
    if (len(one) - start - end) * (len(other) - start - end) <= _LARGEST_FRAME:
        middle = Indel.opcodes(one[start : len(one) - end], other[start : len(other) - end])
        for code in middle:
            if code.tag == "equal":
                first, second = code.src_start + start, code.dest_start + start
                length = code.src_end - code.src_start
                partners.update((first + i, second + i) for i in range(length))
    return partners, _gaps(partners, len(one), len(other))


def _gaps(partners: dict[int, int], length: int, other_length: int) -> list[Place]:
    stops = [(-1, -1), *sorted(partners.items()), (length, other_length)]
    return [
        Place(tuple(range(i + 1, next_i)), tuple(range(j + 1, next_j)))
        for (i, j), (next_i, next_j) in pairwise(stops)
        if next_i - i > 1 or next_j - j > 1
    ]


def _settle(found: Alignment, gap: Place) -> Place:
    """Pair off what the steps hold for the same; what remains of the place."""
    for rule, step in STEPS.items() if gap.before and gap.after else ():
        mine, theirs = set(gap.before), set(gap.after)
        for xs, ys in list(step(found, gap)):
            if mine.issuperset(xs) and theirs.issuperset(ys):
                mine.difference_update(xs)
                theirs.difference_update(ys)
                found.pairings.append(Pairing(xs, ys, rule))
                if len(xs) == len(ys) == 1:
                    found.partners[xs[0]] = ys[0]
        gap = Place(tuple(sorted(mine)), tuple(sorted(theirs)))
    return gap


def _find_moved(found: Alignment) -> None:
    """Pair off words that are left over at one place and stand at another in the other text."""
    everywhere = Place(
        tuple(i for place in found.places for i in place.before),
        tuple(j for place in found.places for j in place.after),
    )
    for (i,), (j,) in _sharing(found, everywhere, _lexemes):
        found.moved.append((i, j))
        found.partners[i] = j
    gone = {i for i, _ in found.moved}
    come = {j for _, j in found.moved}
    found.places[:] = [
        Place(
            tuple(i for i in place.before if i not in gone),
            tuple(j for j in place.after if j not in come),
        )
        for place in found.places
    ]


# The steps: each tells which words of a place, left and right, are one thing.

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Step = Callable[[Alignment, Place], Iterator[Pair]]


def _respaced(found: Alignment, gap: Place) -> Iterator[Pair]:
    """Hyphens and spaces: "re-elected" is "reelected", "policymakers" are "policy makers"."""
    if _joined(found.before, gap.before) == _joined(found.after, gap.after) != "":
        yield gap.before, gap.after
    yield from _contracted(found, gap, _joined)


def _joined(text: Sequence[Word], run: Sequence[int]) -> str:
    # "2-1" is not 21, and "in action" not "inaction".
    if not run or text[run[0]].key == "in" or not all(text[i].key.isalpha() for i in run):
        return ""
    return "".join(text[i].key for i in run)


def _abbreviated(found: Alignment, gap: Place) -> Iterator[Pair]:
    """Initials: "SNL" is "Saturday Night Live"."""
    yield from _contracted(found, gap, _initials)


def _initials(text: Sequence[Word], run: Sequence[int]) -> str:
    names = len(run) >= _SURE_INITIALS or all(text[i].text[:1].isupper() for i in run)
    return "".join(text[i].key[:1] for i in run).upper() if names else ""


def _contracted(
    found: Alignment, gap: Place, contract: Callable[[Sequence[Word], Sequence[int]], str]
) -> Iterator[Pair]:
    """Runs of words of one text that, contracted, are one word of the other."""
    if len(gap.before) * len(gap.after) > _MOST_PAIRS:
        return
    single = _singles(found.after, gap.after)
    for run in _runs(gap.before):
        if (key := contract(found.before, run)) in single:
            yield run, (single[key],)
    single = _singles(found.before, gap.before)
    for run in _runs(gap.after):
        if (key := contract(found.after, run)) in single:
            yield (single[key],), run


def _singles(text: Sequence[Word], positions: Iterable[int]) -> dict[str, int]:
    """What one word of the text may be a contraction of: its letters, or its capitals."""
    words = {text[i].key: i for i in positions}
    capitals = (i for i in positions if sum(map(str.isupper, text[i].text)) > 1)
    words.update({text[i].text.upper(): i for i in capitals})
    return words


def _runs(positions: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for start in range(len(positions)):
        for length in range(2, _LONGEST_RUN + 1):
            run = positions[start : start + length]
            if len(run) == length and run[-1] - run[0] == length - 1:
                yield run


def _inflected(found: Alignment, gap: Place) -> Iterator[Pair]:
    """Forms of one word, spellings of it, and a country's name and adjective."""
    return _sharing(found, gap, _lexemes)


def _synonymous(found: Alignment, gap: Place) -> Iterator[Pair]:
    """Words of one group in the list of synonyms."""
    return _sharing(found, gap, lambda word: synonym_groups(word.key))


def _lexemes(word: Word) -> frozenset[str]:
    if word.key in ("a", "an", "1"):
        return frozenset({"a", word.key})
    nation = country(word.key)
    # Proper names do not inflect: "Williams" is not "William".
    forms = plain_forms(word.key) if word.kind == "word" else frozenset({word.key})
    return forms | {nation} if nation else forms


def _sharing(
    found: Alignment, gap: Place, senses: Callable[[Word], frozenset[str]]
) -> Iterator[Pair]:
    """Words with a sense in common, each paired once, in the order of both texts."""
    places: dict[str, list[int]] = {}
    for j in reversed(gap.after):
        for sense in senses(found.after[j]):
            places.setdefault(sense, []).append(j)
    taken: set[int] = set()
    for i in gap.before:
        for sense in sorted(senses(found.before[i])):
            while sense in places and places[sense] and places[sense][-1] in taken:
                places[sense].pop()
            if places.get(sense):
                taken.add(places[sense][-1])
                yield (i,), (places[sense].pop(),)
                break


def _negated(found: Alignment, gap: Place) -> Iterator[Pair]:
    """A negative written apart or in one: "not married", "unmarried"."""
    yield from _prefixed(found.before, gap.before, found.after, gap.after)
    for ys, xs in _prefixed(found.after, gap.after, found.before, gap.before):
        yield xs, ys


def _prefixed(
    text: Sequence[Word], positions: Sequence[int], other: Sequence[Word], others: Sequence[int]
) -> Iterator[Pair]:
    if len(positions) * len(others) > _MOST_PAIRS:
        return
    for i, (j, k) in product(positions, pairwise(others)):
        if other[j].key in _NEGATIONS and k == j + 1 and negates(text[i].key, other[k].key):
            yield (i,), (j, k)


def _corrected(found: Alignment, gap: Place) -> Iterator[Pair]:
    """A misspelt word and the word meant."""
    if len(gap.before) * len(gap.after) > _MOST_PAIRS:
        return
    for i, j in product(gap.before, gap.after):
        one, other = found.before[i], found.after[j]
        if one.key == one.text and other.key == other.text and misspelt(one.key, other.key):
            yield (i,), (j,)


STEPS: dict[str, Step] = {
    "spacing": _respaced,
    "word form": _inflected,
    "abbreviation": _abbreviated,
    "negation": _negated,
    "synonym": _synonymous,
    "spelling corrected": _corrected,
}
