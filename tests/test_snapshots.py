"""Nothing in a report changes unseen. ``python tests/snapshots.py`` writes the files anew."""

from __future__ import annotations

from collections import Counter

import pytest
import snapshots

from verify.report import FORMS, Form


@pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])
def test_a_report_is_what_it_was(form: Form) -> None:
    """The form, to the letter."""
    assert snapshots.made(form) == snapshots.file(form).read_text(encoding="utf-8")


def test_the_printed_report_is_what_it_was() -> None:
    """The same letters on as many pages; where lines end is the fonts' and the printer's."""
    before, after = snapshots.file("pdf").read_text(encoding="utf-8"), snapshots.made("pdf")
    assert after.count("\f") == before.count("\f")
    assert letters(after) == letters(before)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()).replace("-", ""))
