"""The same thing with another value, across the articles of one database."""

from __future__ import annotations

from pathlib import Path

import pytest

import claims
from claims.changes import another_value
from verify.records import Filter, Metadata
from verify.workbench import Workbench

FIRST = "Trade between Russia and Venezuela rose 54% in 2024. The fire in Oslo killed 19 people.\n"


def desk_with(tmp_path: Path, *texts: str) -> Workbench:
    desk = Workbench(tmp_path / "verify.db", actor="ana")
    for number, text in enumerate(texts, 1):
        desk.add(text, Metadata(slug=f"article-{number}"))
    return desk


def test_another_articles_value_is_flagged_and_leads(tmp_path: Path) -> None:
    """The flag names both values, the article and the claim; an equal figure is not flagged."""
    second = (
        "Trade between Russia and Venezuela rose 64% in 2024. The fire in Oslo killed 19 people.\n"
    )
    with desk_with(tmp_path, FIRST) as desk:
        trade, fire = desk.add(second, Metadata(slug="article-2")).first
        assert trade.flags[0] == "64% here, 54% in article-1 (claim 1)"
        assert not any("article-1" in flag for flag in fire.flags)
        assert trade in desk.claims(Filter(flagged=True)).rows
        assert desk.check() == []


def test_a_new_version_is_held_against_other_articles_and_not_its_own(tmp_path: Path) -> None:
    """What the article itself said before is a change, not another value."""
    with desk_with(tmp_path, FIRST, "Nothing is told here of the trade.\n") as desk:
        desk.add_version("article-1", FIRST.replace("54%", "64%"))
        assert not any("here, " in flag for row in desk.claims().rows for flag in row.flags)
        desk.add_version("article-2", "Officials met. " + FIRST.replace("19", "21"))
        flags = [flag for row in desk.claims().rows for flag in row.flags if "here, " in flag]
        assert flags == [
            "54% here, 64% in article-1 (claim 1)",
            "21 people here, 19 people in article-1 (claim 2)",
        ]


@pytest.mark.parametrize(
    "there",
    [
        "The fire in Oslo killed about 20 people.",
        "The fire in Oslo may have killed 30 people.",
        "The fire in Oslo did not kill 30 people.",
        "The fire in Bergen killed 30 people.",
        "The fire in Oslo killed 30 dogs.",
        "The fire in Oslo will kill 30 people.",
        "The fire in Oslo killed 30 people in 2019.",
    ],
)
def test_other_things_and_rounding_are_no_other_value(there: str) -> None:
    """Another place, kind, day or certainty is another claim, and "about" leaves room."""
    [one] = claims.extract("The fire in Oslo killed 19 people.").claims
    assert not any(another_value(one, other) for other in claims.extract(there).claims)


def test_two_sources_with_two_values_are_told() -> None:
    """Who is right is for a person to find out."""
    [one] = claims.extract("The fire in Oslo killed 19 people, Ann Lee said.").claims
    [other] = claims.extract("The fire in Oslo killed 25 people, Ivo Brand said.").claims
    found = another_value(one, other)
    assert found is not None
    assert [figure.value for figure in found] == [19, 25]
