"""Dates and periods: what they mean, and that they quote the text."""

from __future__ import annotations

import doctest
import time
from datetime import date
from typing import Any

import pytest
from annotated import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language, text
from claims.dates import find_dates, lexemes, periods, rules
from claims.lexicon import words
from claims.models import DateRange, Days

PUBLISHED = date(2025, 5, 8)
PIECES = st.sampled_from(
    "May March Friday Sept. 2019 7 31 7th 05 1990s s ’ the of last next this past early mid late "
    "end year years week quarter half first century since by until from to and between before "
    "after ago a three fiscal Q1 today - / , . \n".split(" ")
)


def found_in(raw: str, published: date | None = None) -> tuple[DateRange, ...]:
    return find_dates(language.parse(text.read(raw)), published)


@pytest.mark.parametrize("case", cases("dates"))
def test_dates_mean_what_people_say_they_mean(case: dict[str, Any]) -> None:
    """Every date of an annotated sentence is found with its days, and nothing else is."""
    published = date.fromisoformat(case["published"]) if "published" in case else None
    found = [
        {"text": period.text, **shown(period)}
        | ({"candidates": list(map(shown, period.candidates))} if period.candidates else {})
        for period in found_in(case["text"], published)
    ]
    assert found == case["dates"]


def shown(days: Days) -> dict[str, str | None]:
    return days.model_dump(mode="json", include={"start", "end"})


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_passes_and_dates_quote_it(raw: str, published: date | None) -> None:
    """Whatever the text and the day, dates quote the text, in order and in the right order."""
    end = 0
    for period in found_in(raw, published):
        assert period.text == raw[slice(*period.span)]
        assert period.span.start >= end
        end = period.span.end
        if period.start and period.end:
            assert period.start <= period.end


@given(st.dates(), st.sampled_from(sorted(periods.MONTHS_OF)), st.integers(-300, 300))
def test_calendar_periods_follow_one_another(day: date, unit: str, shift: int) -> None:
    """The period after one begins on the day after its end."""
    one = periods.calendar_period(unit, day, shift)
    following = periods.calendar_period(unit, day, shift + 1)
    if one.end and following.start:
        assert (following.start - one.end).days == 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "year", "decade"]))
def test_thirds_make_up_the_whole(day: date, unit: str) -> None:
    """Early, mid and late follow one another and fill the period."""
    whole = periods.calendar_period(unit, day, 0)
    early, mid, late = (periods.third(whole, part) for part in ("early", "mid", "late"))
    assert (early.start, late.end) == (whole.start, whole.end)
    for one, following in ((early, mid), (mid, late)):
        assert one.end
        assert following.start
        assert (following.start - one.end).days == 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_placed_on_the_side_the_tense_says(day: date, weekday: int) -> None:
    """In the past tense a weekday is within the last seven days, in the future the next.

    Without a tense it is known only when it is the day of publication itself.
    """
    behind = periods.placed(periods.Weekly(weekday), day, "past")
    ahead = periods.placed(periods.Weekly(weekday), day, "future")
    assert behind.start
    assert ahead.start
    assert 0 <= (day - behind.start).days < 7
    assert 0 <= (ahead.start - day).days < 7
    today = weekday == day.weekday()
    assert (periods.placed(periods.Weekly(weekday), day, None) != periods.UNKNOWN) == today


def test_without_a_day_of_publication_relative_dates_stay_unknown() -> None:
    """ "Last year" is found in an undated text, and its days are not guessed."""
    found = found_in("Sales fell last year, on Tuesday and on May 7.")
    assert [period.text for period in found] == ["last year", "Tuesday", "May 7"]
    assert all(period.start is None and period.end is None for period in found)


def test_time_is_linear_in_length() -> None:
    """A line of a hundred thousand digits and one of many dates are read at once."""
    for raw in ("7" * 200_000, "May 7 to " * 500, "2019-05-06 " * 500, "two hundred and " * 500):
        parse = language.parse(text.read(raw))
        began = time.process_time()
        find_dates(parse, PUBLISHED)
        assert time.process_time() - began < 2


@pytest.mark.parametrize("name", ["cardinals", "named_days", "postponing", "scheduling", "streets"])
def test_word_lists_are_lower_case(name: str) -> None:
    """Words are looked up in lower case, so a capital would never be found."""
    assert all(word == word.lower() for word in words(name))


def test_docstring_examples_hold() -> None:
    """The examples in the docstrings are true."""
    for module in (lexemes, periods, rules):
        tests = doctest.testmod(module)
        assert tests.attempted
        assert not tests.failed
