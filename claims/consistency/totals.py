"""Parts and their total: "of the 120 dead, 90 were men and 40 women"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.consistency.exclusive import groups, label
from claims.consistency.findings import Finding, Rule
from claims.consistency.rounding import Band, band, counted, number
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.consistency.passages import Figure, Passage

_OF_THEM = frozenset({"them", "whom", "which", "those", "these"})
_WHOLE = frozenset({"the", "its", "their", "those", "these", "his", "her", "our"})
_COLLECTIVE = frozenset("couple crew family group household pair party team".split())
_REST = frozenset({"other", "others", "remaining", "rest"})
_OPENING = frozenset({":", "-", "–", "—", "("})
_FARTHEST = 12
"""Words between a total and the part that is among it."""
_NEAR = 4
"""Words between a total and the list of its parts."""


def totals(passage: Passage) -> Iterator[Finding]:
    """Parts of a total that are more than it, or do not add up to it.

    >>> from claims import extract
    >>> extract("The bus carried 60 people: 40 men and 30 women.").claims[-1].flags[-1].detail
    'the parts make 70, more than the 60 in all: 40 + 30'
    """
    yield from _greater_part(passage)
    yield from _sums(passage)


def _greater_part(passage: Passage) -> Iterator[Finding]:
    """A part greater than its total: "40 people died, 50 of them children"."""
    for at, part in enumerate(passage.figures):
        whole = _whole_of(passage, at)
        if whole and _countable(part) and _countable(whole):
            one, all_of = band(part.value), band(whole.value)
            if one.low > all_of.high:
                detail = f"{part.text} cannot be among {whole.text}: the part is the larger figure"
                yield Finding("part exceeds its total", detail, (whole.span, part.span))


def _whole_of(passage: Passage, at: int) -> Figure | None:
    """The total that the text itself says a figure is a part of."""
    part = passage.figures[at]
    after = passage.words(part.last + 1, part.last + 3)
    before = passage.figures[at - 1] if at else None
    following = passage.figures[at + 1] if at + 1 < len(passage.figures) else None
    if following and part.unit in (None, following.unit):
        between = passage.words(part.last + 1, following.first)
        noun = passage.tokens(following.first, following.last + 3)
        of = len(between) == 2 and between[0] == "of" and between[1] in _WHOLE
        if of and not any(token.tag_ == "POS" for token in noun):
            return following
    if before is None or part.first - before.last > _FARTHEST:
        return None
    if after[:1] == ["of"] and after[1:] and after[1] in _OF_THEM and part.unit is None:
        return before if counted(before.unit) and before.unit not in _COLLECTIVE else None
    among = passage.lower(part.first - 1) in ("including", "among")
    return before if among and _people(part) and _people(before) else None


def _countable(figure: Figure) -> bool:
    return (
        figure.value.high is None
        and (figure.unit is None or figure.unit.islower())
        and (
            figure.unit not in ("percent", "percentage_point", "times") and figure.value.value >= 1
        )
    )


def _people(figure: Figure) -> bool:
    return figure.unit is not None and figure.unit in words("counted_people")


def _sums(passage: Passage) -> Iterator[Finding]:
    """Parts that exclude each other, against the total right before them.

    Only words of a list exclude each other (men and women do, men and doctors may not), and only
    "the other 30", or a list after a colon, a dash or in brackets, says that nothing is left out.
    """
    yield from _rests(passage)
    for at, whole in enumerate(passage.figures[:-2]):
        parts = _parts(passage, passage.figures[at + 1 :])
        if len(parts) < 2 or not _countable(whole):
            continue
        opening = _opening(passage, whole, parts[0])
        if not opening:
            continue
        complete = opening == "list" or _is_rest(passage, parts[-1])
        bands = [band(part.value) for part in parts]
        total = Band(sum(one.low for one in bands), sum(one.high for one in bands))
        all_of = band(whole.value)
        if total.low > all_of.high or (complete and total.apart(all_of)):
            yield _sum(whole, parts)


def _rests(passage: Passage) -> Iterator[Finding]:
    """ "Seven of the 26 pleaded guilty, the other 21 did not": a part and the rest are all."""
    for part, whole, rest in zip(
        passage.figures, passage.figures[1:], passage.figures[2:], strict=False
    ):
        between = passage.words(part.last + 1, whole.first)
        if between[:1] != ["of"] or len(between) != 2 or between[1] not in _WHOLE:
            continue
        near = _is_rest(passage, rest) and rest.first - whole.last <= _FARTHEST
        if near and all(_countable(one) for one in (part, whole, rest)):
            sides = [band(one.value) for one in (part, rest)]
            total = Band(sum(one.low for one in sides), sum(one.high for one in sides))
            if total.apart(band(whole.value)):
                yield _sum(whole, [part, rest])


def _sum(whole: Figure, parts: Sequence[Figure]) -> Finding:
    made = sum(part.value.value for part in parts)
    written = " + ".join(number(part.value.value) for part in parts)
    more = made > whole.value.value
    rule: Rule = "parts exceed their total" if more else "parts do not add up"
    against = "more than" if more else "not"
    detail = (
        f"the parts make {number(made)}, {against} the {number(whole.value.value)} in all: "
        f"{written}"
    )
    return Finding(rule, detail, (whole.span, *(part.span for part in parts)))


def _parts(passage: Passage, figures: Sequence[Figure]) -> list[Figure]:
    """The first of these figures, and those after it, that are parts of one whole."""
    found: list[Figure] = []
    shared: frozenset[frozenset[str]] = frozenset()
    for figure in figures:
        if found and _is_rest(passage, figure):
            near = figure.first - found[-1].last <= _FARTHEST and _countable(figure)
            return [*found, figure] if len(found) == 1 and near else []
        if not _countable(figure) or (found and not _next_to(passage, found[-1], figure)):
            break
        said = label(passage, figure)
        lists = frozenset(group for group in groups() if said in group)
        if found and (not (shared & lists) or said in {label(passage, one) for one in found}):
            break
        shared = shared & lists if found else lists
        found.append(figure)
    return found


def _next_to(passage: Passage, left: Figure, right: Figure) -> bool:
    """Whether the second figure goes on with the list that the first is in."""
    between = passage.tokens(left.last + 1, right.first)
    return len(between) <= 2 * _NEAR and not any(
        (token.pos_ == "VERB" and token.dep_ != "amod") or token.lower_ in (";", "while", "but")
        for token in between
    )


def _is_rest(passage: Passage, figure: Figure) -> bool:
    return passage.lower(figure.first - 1) in _REST


def _opening(passage: Passage, whole: Figure, first: Figure) -> str:
    """How the parts begin: "of" the whole, as a "list" of all of it, or not at all."""
    between = passage.tokens(whole.last + 1, first.first)
    marks = [token.lower_ for token in between if token.pos_ not in ("NOUN", "ADJ", "PROPN")]
    before = passage.words(whole.first - 2, whole.first)
    if len(between) > _NEAR:
        return ""
    if before[-1:] == ["of"] or (before[:1] == ["of"] and before[1:][0] in _WHOLE):
        return "of" if marks == [","] else ""
    if not _people(whole):
        return ""
    if len(marks) == 1 and marks[0] in _OPENING:
        return "list"
    return "of" if marks in ([",", "including"], ["including"]) else ""
