"""Claims beside the passages nearest to them, as a terminal shows them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from verify.report import wording
from verify.terminal.claims import claim_list
from verify.terminal.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verify.config import Config
    from verify.records import Bearing, ClaimRow, Json
    from verify.terminal.ink import Screen

_SIGNS = {"agrees": ("=", "green"), "differs": ("≠", "red"), "not found": ("·", "dim")}


def bearing_list(
    found: Sequence[Bearing], rows: Mapping[int, ClaimRow], config: Config, screen: Screen
) -> Iterator[str]:
    """Each claim, and under it where its words are and what of its figures agrees there."""
    for claim_id, several in groupby(found, key=lambda one: one.claim_id):
        yield from claim_list([rows[claim_id]._replace(flags=())], config, screen)
        for one in several:
            lead = [Ink("    "), Ink(f"{one.where}  ", "bold")]
            yield screen.lines(lead, [Ink(" ".join(one.passage.split()))])
            for agreement in one.agreements:
                yield screen.lines([Ink("      ")], [agreement_words(agreement)])


def agreement_words(one: Json) -> Ink:
    """One figure or date: "= 64%", "≠ 64%: 54% here", "· 64% is not found here"."""
    sign, style = _SIGNS[one["outcome"]]
    return Ink(f"{sign} {wording.agreement(one)}", style)
