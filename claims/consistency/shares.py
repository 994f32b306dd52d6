"""A percentage beside the two figures it comes from: "12 of 40 (25%)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.consistency.rounding import Band, amount, band, is_fraction, percent, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.consistency.passages import Figure, Passage

_OF = frozenset({"of", "out", "the", "its", "their", "all", "these", "those", "a", "total"})
_RATIO = re.compile(r"(?:out )?of (?:every )?(?:the )?(\S+)$")
_OPENERS = frozenset({"(", ",", "-", "–", "—", "or", "[", "about", "some"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET"})
_COVERING = frozenset({"cover", "be", "equal", "represent"})
_FARTHEST = 5
"""Words that may stand between a whole and the percentage that is the part's."""


def shares(passage: Passage) -> Iterator[Finding]:
    """Percentages that do not follow from the part and the whole at their side.

    A percentage counts only in brackets, or after "or", right beside the two figures.

    >>> from claims import extract
    >>> extract("In all, 12 of the 40 members (25%) voted.").claims[0].flags[-1].detail
    '12 of 40 members is 30%, not 25%: 12 ÷ 40'
    """
    for at, figure in enumerate(passage.figures[:-1]):
        following = passage.figures[at + 1 : at + 3]
        if figure.unit == "percent":
            if len(following) == 2 and _beside(passage, figure, following[0]):
                yield from _checked(passage, following[0], following[1], figure)
        elif is_fraction(figure.value):
            yield from _in_words(passage, figure, following[0])
        elif len(following) == 2 and _beside(passage, following[0], following[1]):
            yield from _checked(passage, figure, following[0], following[1])
    yield from _covered(passage)
    yield from _majorities(passage)


def _checked(passage: Passage, part: Figure, whole: Figure, of: Figure) -> Iterator[Finding]:
    between = passage.words(part.last + 1, whole.first)
    if of.unit != "percent" or not _is_part(between) or not _alike(part, whole):
        return
    if _stands_alone(passage, of):
        yield from _unfit(part, whole, of)


def _unfit(part: Figure, whole: Figure, of: Figure) -> Iterator[Finding]:
    """The percentage that the two figures give, where it is another than the text's."""
    one, all_of = band(part.value), band(whole.value)
    if all_of.low <= 0 or one.low < 0:
        return
    real = Band(100 * one.low / all_of.high, 100 * one.high / all_of.low)
    if not real.apart(band(of.value)):
        return
    rate = percent(100 * part.value.value / whole.value.value, of.text)
    sides = [amount(side.value.value, _money(side)) for side in (part, whole)]
    detail = f"{part.text} of {whole.text} is {rate}, not {of.text}: {sides[0]} ÷ {sides[1]}"
    yield Finding("percentage does not fit", detail, (part.span, whole.span, of.span))


def _in_words(passage: Passage, part: Figure, of: Figure) -> Iterator[Finding]:
    """ "Twelve out of 40 (25%)", "a third (25%)": a small whole makes a rough share."""
    rough = share(part.value)
    if of.unit != "percent" or rough is None or not _beside(passage, part, of):
        return
    whole = _RATIO.search(part.text.lower())
    if whole and whole[1].isdecimal() and int(whole[1]):
        half = 100 / int(whole[1])
        rough = Band(100 * part.value.value - half, 100 * part.value.value + half)
    if not _stands_alone(passage, of) or not rough.apart(band(of.value)):
        return
    detail = f"{part.text} is {percent(100 * part.value.value, of.text)}, not {of.text}"
    yield Finding("percentage does not fit", detail, (part.span, of.span))


def _covered(passage: Passage) -> Iterator[Finding]:
    """ "The $1.5m grant covers 80% of the $2.5m cost"."""
    for part, of, whole in zip(
        passage.figures, passage.figures[1:], passage.figures[2:], strict=False
    ):
        verbs = [token.lemma_ for token in passage.tokens(part.last + 1, of.first)]
        covers = len(verbs) <= _FARTHEST and bool(_COVERING.intersection(verbs[-1:]))
        between = passage.words(of.last + 1, whole.first)
        if of.unit == "percent" and covers and part.unit == whole.unit and _is_part(between):
            yield from _unfit(part, whole, of)


def _majorities(passage: Passage) -> Iterator[Finding]:
    """ "A majority of those asked (45%)"; not the "majority leader", nor a majority of seats."""
    for of in passage.figures:
        if of.unit != "percent" or passage.lower(of.first - 1) != "(" or band(of.value).high > 50:
            continue
        words = passage.words(of.first - 1 - _FARTHEST, of.first - 1)
        at = next((at for at, word in enumerate(words) if word == "majority"), None)
        if at is not None and words[at + 1 : at + 2] in ([], ["of"]):
            yield Finding("percentage does not fit", f"{of.text} is no majority", (of.span,))


def _is_part(between: list[str]) -> bool:
    """ "12 of the 40", "12 out of a total of 40"."""
    return "of" in between and all(word in _OF for word in between)


def _alike(part: Figure, whole: Figure) -> bool:
    """Both are money, or both are counted; neither is a rough "dozens"."""
    if part.value.value > whole.value.value or part.unit in ("percent", "times"):
        return False
    return part.unit is None or whole.unit is None or part.unit == whole.unit


def _money(figure: Figure) -> str | None:
    return figure.unit if figure.unit and figure.unit.isupper() else None


def _beside(passage: Passage, left: Figure, right: Figure) -> bool:
    """Whether only the left one's noun and a bracket, a dash or "or" stand between them."""
    between = passage.tokens(left.last + 1, right.first)
    opened = [at for at, token in enumerate(between) if token.lower_ in _OPENERS]
    if not between or len(between) > _FARTHEST or not opened:
        return False
    noun, marks = between[: opened[0]], {token.lower_ for token in between[opened[0] :]}
    named = all(token.pos_ in _NAMING for token in noun)
    return named and marks <= _OPENERS and not marks <= {",", "about", "some"}


def _stands_alone(passage: Passage, of: Figure) -> bool:
    """Whether the percentage is of the whole: not "25 percent more", "25% of women"."""
    after = passage.lower(of.last + 1)
    verbal = of.last + 1 < passage.end and passage.token(of.last + 1).pos_ in ("VERB", "AUX")
    return verbal or not after.isalpha()
