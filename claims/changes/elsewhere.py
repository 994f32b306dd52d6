"""The same thing with another value, told by two articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.changes.comparing import compare
from claims.consistency import apart

if TYPE_CHECKING:
    from claims.models import Claim, Quantity


def another_value(here: Claim, there: Claim) -> tuple[Quantity, Quantity] | None:
    """The two figures, where claims of two articles agree in everything else.

    Both must be asserted and of the same days: "last year" is another year in another article.
    Rounding is no difference, and neither is "about"; two sources with two values are worth a
    look. Wrong where two things have one name.

    >>> from claims import extract
    >>> [here] = extract("The fire in Oslo killed 18 people.").claims
    >>> [there] = extract("The fire in Oslo killed 19 people.").claims
    >>> [figure.text for figure in another_value(here, there) or ()]
    ['18 people', '19 people']
    """
    if not (_plain(here) and _plain(there)) or _days(here) != _days(there):
        return None
    pairs = (
        (ours, theirs)
        for ours in here.quantities
        for theirs in there.quantities
        if ours.unit == theirs.unit and apart(ours, theirs)
    )
    pair = next(pairs, None)
    if pair is None:
        return None
    facets = set(compare(there, here).facets)
    return pair if "figure" in facets and facets <= {"figure", "attribution"} else None


def _plain(claim: Claim) -> bool:
    return claim.kind == "fact" and claim.modality == "asserted" and claim.polarity == "affirmed"


def _days(claim: Claim) -> list[object]:
    return [one.candidates or (one.start, one.end) for one in claim.dates]
