"""What is found in our own articles stays as it is, until somebody has looked at the change."""

from __future__ import annotations

import json

import freeze
import pytest


@pytest.mark.parametrize("name", freeze.NAMES)
def test_findings_are_the_frozen_ones(name: str) -> None:
    """A change is no failure in itself: read it, and run ``python tests/freeze.py --update``."""
    assert freeze.found(name) == freeze.rows(freeze.frozen(name))


def test_the_score_is_that_of_the_frozen_findings() -> None:
    """Neither the findings nor the score can be edited without the other."""
    kept = json.loads(freeze.SCORE.read_text(encoding="utf-8"))
    findings = {name: freeze.rows(freeze.frozen(name)) for name in freeze.NAMES}
    assert kept == {"of": freeze.digest(), **freeze.score(freeze.NAMES, findings)}
