"""From how many origins a claim comes, whoever prints it.

A claim, the same claim in other articles and the evidence that supports it are led back to where
each has it from: the source that is named, the agency that is credited, the article whose words
it shares, else whoever publishes it. What meets on the way is one origin: three papers that quote
one agency, or copy each other, are no three sources.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import claims
from claims.matching import similarity
from claims.passages import nearest
from claims.provenance import agency, credited, is_copy, share
from verify.records import Independence, Origin, Support
from verify.store import articles, evidence, listing, searching, sources
from verify.workbench.resembling import folded, the_same

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from verify.config import Sufficiency
    from verify.records import ClaimRow, Evidence

_WORD = re.compile(r"\w+")
_LEAST_ALIKE = 60.0
"""Of 100: so near a document's own claim must be for its source to be that of ours."""


_UNKNOWN = "nothing is known but where it lies"


class Place(NamedTuple):
    """A place that bears a claim out, and the ``names`` its origin goes by.

    ``text`` is the article's or document's, ``document`` the SHA-256 of its kept bytes.
    """

    support: Support
    names: tuple[str, ...]
    text: str
    document: str | None = None


def independence(db: sqlite3.Connection, row: ClaimRow, rule: Sufficiency) -> Independence:
    """A claim's origins, most places first, and what the desk's rule still asks for."""
    places = [*_of_articles(db, row), *_of_evidence(db, row)]
    united = _united(places)
    found = sorted((_origin(db, group) for group in united), key=lambda one: -len(one.supports))
    primary = len({_file(place) for place in places if place.support.kind == "primary"})
    secondary = sum(_is_independent(group, row) for group in united)
    enough = primary >= rule.primary or secondary >= rule.secondary
    asked = f"the desk asks for {rule.primary} primary or {rule.secondary} independent secondary"
    return Independence(row.id, tuple(found), primary, secondary, "" if enough else asked)


def _file(place: Place) -> str:
    """The same document attached twice is one."""
    return place.document or place.support.outlet


def _is_independent(group: Sequence[Place], row: ClaimRow) -> bool:
    """Whether an origin bears the claim out from elsewhere: not by the article's own words, and
    not by what nobody knows anything of.
    """
    own = any(one.support.claim_id == row.id and one.support.evidence_id is None for one in group)
    known = any(
        place.support.kind == "secondary" and place.support.why != _UNKNOWN for place in group
    )
    return known and not own


# Where each place has it from


def _of_articles(db: sqlite3.Connection, row: ClaimRow) -> Iterator[Place]:
    """The claim in its own article first, and the same claim in others."""
    others = [one.row for one in the_same(db, row.id)]
    worded = listing.occurrences_of(db, [row.id, *(one.id for one in others)])
    last = {claim_id: said[-1] for claim_id, said in worded.items()}
    printed = articles.printed(db, {claim_id: said.version for claim_id, said in last.items()})
    for one in (row, *others):
        slug, publisher, text = printed[one.id]
        outlet = publisher or slug
        names, via = (
            one.sources[: len(one.sources) - one.relays],
            one.sources[-one.relays or len(one.sources) :],
        )
        said = (last[one.id].attribution or {}).get("source_kind")
        if names:
            why = "it says so"
        elif said == "anonymous" and not one.attributed:
            names, why = (f"an unnamed source of {outlet}",), "it says so"
        elif agencies := credited(text):
            names, why = agencies, f"it credits {', '.join(agencies)}"
        else:
            names, via, why = (outlet,), (), "it says it in its own voice"
        chain = tuple(dict.fromkeys((", ".join(names), *via, outlet)))
        support = Support(outlet, chain, why, article=one.article, claim_id=one.id)
        yield Place(support, names, text)


def _of_evidence(db: sqlite3.Connection, row: ClaimRow) -> Iterator[Place]:
    for one in evidence.of_claims(db, [row.id])[row.id]:
        if one.stance in (None, "supports"):
            yield _of_proof(db, row, one)


def _of_proof(db: sqlite3.Connection, row: ClaimRow, one: Evidence) -> Place:
    text = evidence.document(db, one.sha256).text if one.sha256 else ""
    outlet = _outlet(one)
    names: tuple[str, ...] = (outlet,)
    if one.kind == "primary":
        why = "it is first-hand"
    elif agencies := credited(text):
        names, why = agencies, f"it credits {', '.join(agencies)}"
    elif one.sha256 and (named := _named_in(db, row, one.sha256)):
        names, why = named, "it says so"
    else:
        why = "it says it in its own voice" if text or one.publisher else _UNKNOWN
    chain = tuple(dict.fromkeys((", ".join(names), outlet)))
    support = Support(outlet, chain, why, evidence_id=one.id, kind=one.kind, claim_id=row.id)
    return Place(support, names, text, one.sha256)


def _outlet(one: Evidence) -> str:
    """Who publishes evidence, as far as it is known."""
    host = urlsplit(one.origin or "").hostname if "://" in (one.origin or "") else None
    return (
        one.publisher or (host or "").removeprefix("www.") or one.title or one.origin or one.locator
    )


def _named_in(db: sqlite3.Connection, row: ClaimRow, sha256: str) -> tuple[str, ...]:
    """Whom a document names for what the claim says."""
    words = _WORD.findall(row.text)
    told = [one.text for one in searching.passages(db, words, [sha256])]
    ours = folded(row.text)
    for match in nearest(row.text, told, 1):
        for score, one in _said_in(told[match.index], ours):
            if score >= _LEAST_ALIKE:
                return one.sources[: len(one.sources) - one.relays]
    return ()


def _said_in(passage: str, ours: str) -> list[tuple[float, claims.Claim]]:
    """A passage's claims with how alike each is to ours, the nearest first."""
    alike = [(similarity(ours, folded(one.text)), one) for one in _claims_of(passage)]
    return sorted(alike, key=lambda pair: -pair[0])


@lru_cache(maxsize=256)
def _claims_of(passage: str) -> tuple[claims.Claim, ...]:
    return claims.extract(passage).claims


# What meets is one origin


def _united(places: Sequence[Place]) -> list[list[Place]]:
    """Places in groups of one origin each, the article's own first."""
    leads = list(range(len(places)))

    def lead(at: int) -> int:
        while leads[at] != at:
            at = leads[at]
        return at

    keys = [(_keys(place.names), _keys([place.support.outlet])) for place in places]
    for one, other in combinations(range(len(places)), 2):
        if lead(one) == lead(other):
            continue
        if _meet(keys[one], keys[other]) or is_copy(places[one].text, places[other].text):
            leads[max(lead(one), lead(other))] = min(lead(one), lead(other))
    groups: dict[int, list[Place]] = {}
    for at, place in enumerate(places):
        groups.setdefault(lead(at), []).append(place)
    return list(groups.values())


def _meet(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    """Whether two places name one origin, or one of them the outlet of the other."""
    (ours, our_outlet), (theirs, their_outlet) = one, other
    return bool(ours & theirs or ours & their_outlet or theirs & our_outlet)


def _keys(names: Sequence[str]) -> set[str]:
    return {agency(name).casefold().removeprefix("the ") for name in names}


def _origin(db: sqlite3.Connection, group: Sequence[Place]) -> Origin:
    """A group under the name that most of its places give; one that quotes nobody comes last."""
    counts = Counter(
        agency(name)
        for place in group
        for name in place.names
        if name != place.support.outlet or len(group) == 1
    )
    outlets = Counter(agency(place.support.outlet) for place in group)
    name = (counts or outlets).most_common(1)[0][0]
    return Origin(name, _kind(db, name, group), tuple(_told(place, group) for place in group))


def _kind(db: sqlite3.Connection, name: str, group: Sequence[Place]) -> str:
    if any(place.support.kind == "primary" and name in place.names for place in group):
        return "document"
    if known := sources.known(db, name):
        return known.kind
    return "anonymous" if name.startswith("an unnamed source") else "media"


def _told(place: Place, group: Sequence[Place]) -> Support:
    """The support, with the text that it shares, where that is how its origin was told."""
    for other in group:
        if other is place:
            break
        if is_copy(place.text, other.text):
            part = share(place.text, other.text)
            why = f"it shares {part:.0%} of its words with {other.support.outlet}"
            return place.support._replace(why=f"{place.support.why}; {why}")
    return place.support
