"""Ages: against the year of birth, and against another age of the same person."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from claims.consistency.findings import Finding
from claims.consistency.lives import Age, Life, days_of, lives_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.consistency.passages import Passage, When
    from claims.references import References

_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")


def ages(
    found: Iterable[Passage], references: References, published: date | None
) -> Iterator[Finding]:
    """Ages that neither the day of publication nor a day of their sentence explains.

    >>> from datetime import date
    >>> from claims import extract
    >>> said = extract("Ann Lee, 45, was born in 1990.", published=date(2025, 5, 8)).claims
    >>> said[-1].flags[-1].detail
    'born in 1990, Ann Lee was 34 or 35 in 2025, not 45'
    """
    for (who, _), life in lives_of(found, references).items():
        for age in life.ages:
            for birth in life.births:
                yield from _against_birth(who, age, birth, _moments(age, life, published))
        yield from _against_each_other(who, life.ages)


def _moments(age: Age, life: Life, published: date | None) -> list[tuple[date, date]]:
    """The days on which the age may be meant to hold."""
    births = {(one.value.start, one.value.end) for one in life.births}
    deaths = list(days_of(life.deaths))
    if age.at_death or deaths:
        return deaths
    today = [(published, published)] if published else []
    return today + [days for days in age.days if days not in births]


def _against_birth(
    who: str, age: Age, birth: When, moments: Sequence[tuple[date, date]]
) -> Iterator[Finding]:
    """An age that the year of birth does not give at any of these moments."""
    born, until = birth.value.start, birth.value.end
    told = age.figure.value
    if not (born and until and moments and _YEAR.search(birth.text)):
        return
    spans = [(_years(until, start), _years(born, end)) for start, end in moments]
    high = told.high or told.value
    if any(low <= high and told.value <= most for low, most in spans):
        return
    low, most = spans[0]
    real = f"{low}" if low == most else f"{low} {'or' if most == low + 1 else 'to'} {most}"
    start = moments[0][0]
    year = _YEAR.findall(birth.text)[0]
    detail = f"born in {year}, {who} was {real} in {start.year}, not {told.value:.0f}"
    yield Finding("age does not fit", detail, (age.figure.span, birth.span))


def _years(born: date, then: date) -> int:
    """Birthdays between two days."""
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def _against_each_other(who: str, told: Sequence[Age]) -> Iterator[Finding]:
    """Two ages of one person, in sentences that name no other year.

    The first must stand beside a full name: "Lee, 45, and his son, Tom Lee, 12" are two.
    """
    plain = [
        age
        for age in told
        if not age.at_death
        and age.figure.value.comparator == "="
        and len({start.year for start, _ in age.days}) <= 1
    ]
    for age in plain[1:] if plain and plain[0].full else ():
        if age.figure.value.value != plain[0].figure.value.value:
            first, other = (one.figure.value.value for one in (plain[0], age))
            detail = f"two ages for {who}: {first:.0f} and {other:.0f}"
            yield Finding("two values", detail, (plain[0].figure.span,))
            yield Finding("two values", detail, (age.figure.span,))
