"""Punctuation of a claim: a mark stays where both its neighbours do, a pair with all it holds."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from claims.extraction.syntax import SPARE, Word, ancestors, in_order, subtree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

_MARKS = frozenset(",.;:!?'\"`()[]{}<>/\\|*_~-–—―…“”„‘’‚«»·•")
OPENING = frozenset({"advcl", "prep", "npadvmod"})
SINGLE = frozenset("'‘’`")
"""Single quotation marks, and apostrophes that stand alone."""
DASHES = frozenset("- – — ― --".split())
_BRACKETS = {")": "(", "]": "[", "}": "{"}

Pairs = list[tuple[int, int]]


def is_mark(word: Word) -> bool:
    """Whether the word is punctuation and nothing else."""
    return not word.inked and all(character in _MARKS for character in word.text)


def single_marks(words: Iterable[Word]) -> list[Word]:
    """The single quotation marks among the words; an owner's apostrophe is none."""
    return [word for word in words if word.text in SINGLE and word.tag != "POS"]


def glued(chosen: Collection[Word], words: Sequence[Word]) -> frozenset[Word]:
    """The other words of compounds of which one is chosen: "co-wrote", "Anglo-Saxon"."""
    found: list[Word] = []
    group: list[Word] = []
    for word, after in zip_longest(words, words[1:]):
        group.append(word)
        hyphen = "-" in (word.text, after.text if after else "")
        if not hyphen or word.space:
            if len(group) > 1 and any(one.inked and one in chosen for one in group):
                found += group
            group = []
    return frozenset(found)


def pairs_of(words: Sequence[Word], quotations: Iterable[tuple[int, int]]) -> Pairs:
    """Positions of the brackets and quotation marks of one sentence that belong together."""
    first, last = words[0].i, words[-1].i
    found = [(start, end) for start, end in quotations if first <= start and end <= last]
    opened: list[Word] = []
    for word in words:
        if word.text in _BRACKETS.values():
            opened.append(word)
        elif opened and _BRACKETS.get(word.text) == opened[-1].text:
            found.append((opened.pop().i, word.i))
    return found


def without_brackets(words: Sequence[Word], kept: AbstractSet[int] = frozenset()) -> list[Word]:
    """The words without the round brackets that hold none of the kept: they leave no gap."""
    found: list[Word] = []
    opened: list[int] = []
    for word in words:
        found.append(word)
        if word.text == "(":
            opened.append(len(found) - 1)
        elif word.text == ")" and opened:
            start = opened.pop()
            if not any(one.i in kept for one in found[start:]):
                del found[start:]
    return found


def opens_apart(word: Word) -> bool:
    """Whether a description, clause or participle begins with the word that is read with a comma
    before it.
    """
    return any(
        one.first == word.i
        and (one.dep in ("appos", "relcl") or (one.dep == "advcl" and one.tag == "VBG"))
        for one in (word, *ancestors(word))
    )


def _mark_before(word: Word, between: Sequence[Word]) -> Word | None:
    """The mark that sets the word apart, or what was left out of its phrase before it: "a rival:
    [the judge] Ann Lee".
    """
    own = {kid.i for one in (word, *ancestors(word)) if one.head is not one for kid in one.kids}
    for one in reversed(between):
        if one.i not in own:
            return one if one.text in (",", ":") or one.text in DASHES else None
    return None


def told_until(word: Word, behind: Word | None = None) -> Word | None:
    """The head of the description or clause that is told by the way, behind a comma, and ends with
    the word, or with what is left out before the one behind it: "Lee, the mayor[, who won], left".
    """
    apart = (one for one in (word, *ancestors(word)) if one.dep in ("appos", "relcl"))
    behind_comma = (
        one for one in apart if one.first > 0 and one.token.doc[one.first - 1].text == ","
    )
    end = word.i + 1 if behind is None else behind.i
    return next(
        (one for one in behind_comma if all(kid.i < end for kid in subtree(one) if kid.inked)),
        None,
    )


def closing_comma(left: Word, right: Word) -> int | None:
    """Where the comma stands behind the phrase that opens a sentence, of which ``left`` is the
    last word that is told: "With Lee, [the mayor], they left".
    """
    for one in (left, *ancestors(left)):
        end = one.token.right_edge.i + 1
        opens = one.dep in OPENING and one.first - one.head.first <= 1 and end <= one.head.i
        if opens and left.i < end < right.i and one.token.doc[end].text == ",":
            return end
    return None


def with_marks(chosen: Collection[Word], words: Sequence[Word], pairs: Pairs) -> list[Word]:
    """The chosen words of a sentence in order, with the marks that still make sense.

    An "and" counts as a mark. ``words`` are the whole sentence. Paired marks are kept when all
    between them is chosen, and something outside them too.
    """
    inked = [word for word in in_order(chosen) if not is_mark(word) and word.pos != "SPACE"]
    if not inked:
        return []
    offset, paired = words[0].i, {position for pair in pairs for position in pair}
    found = list(inked)
    for left, right in pairwise(inked):
        between = without_brackets(words[left.i + 1 - offset : right.i - offset])
        ties = (word for word in between if word.dep == "cc" and word.head.i < left.i)
        if any(_ties_others(word, chosen) for word in ties):
            continue
        if all(is_mark(word) or word.pos == "SPACE" or word.dep == "cc" for word in between):
            found += [one for one in between if _is_written(one) and one.i not in paired]
        elif left.nominal and opens_apart(right) and (apart := _mark_before(right, between)):
            found.append(apart)
        elif between[-1].text == ";":
            found.append(between[-1])
        elif between[0].text == "," and told_until(left, right):
            found.append(between[0])
        elif (comma := closing_comma(left, right)) is not None:
            found.append(words[comma - offset])
    held = {word.i for word in inked}
    for start, end in pairs:
        inside = [word for word in words[start + 1 - offset : end - offset] if word.inked]
        whole = inside and all(word.i in held for word in inside)
        if whole and (inked[0].i < start or inked[-1].i > end):
            found += [words[start - offset], words[end - offset]]
    return in_order(found)


def _ties_others(word: Word, chosen: Collection[Word]) -> bool:
    """Whether it joins two verbs, the first of which is not told: "A rose in May [and B fell]"."""
    return word.head.verbal and word.head not in chosen and word.head.first < word.i


def _is_written(word: Word) -> bool:
    return word.pos != "SPACE" and word.dep != SPARE
