"""How an article is sourced: whose word its claims rest on, and what stands behind the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.records import ClaimDetail, Dossier, SourceRow

OWN, UNNAMED, UNCLEAR, NAMED = "own", "unnamed", "unclear", "named"


class Sourcing(NamedTuple):
    """Counts of claims by whose word they rest on; of origins, and of pieces of evidence.

    ``anonymous`` are the claims that rest on an unnamed source. ``counted`` says whether the
    origins were traced to their end; else they are the first names of the claims' chains.
    """

    named: int
    own: int
    unnamed: int
    unclear: int
    rows: tuple[SourceRow, ...]
    origins: int
    counted: bool
    evidence: int
    primary: int
    single: int
    anonymous: tuple[int, ...]

    def shares(self) -> Iterator[tuple[str, int, int]]:
        """Each kind in words, how many claims rest on it, and how many of a hundred."""
        kinds = {
            "said by a named source": self.named,
            "in the article’s own voice": self.own,
            "said by an unnamed source": self.unnamed,
            "said by one of several, the text does not tell which": self.unclear,
        }
        total = sum(kinds.values()) or 1
        for words, claims in kinds.items():
            yield words, claims, round(100 * claims / total)

    def figures(self) -> Iterator[tuple[int, str]]:
        """What an editor asks first: a count, and of what."""
        yield self.origins, "origin" if self.origins == 1 else "origins"
        if self.counted:
            yield (
                self.single,
                "claim on one origin" if self.single == 1 else "claims on one origin each",
            )
        yield self.evidence, "piece of evidence" if self.evidence == 1 else "pieces of evidence"
        yield self.primary, "of them primary"
        claims = "claim" if self.unnamed == 1 else "claims"
        yield self.unnamed, f"{claims} on an unnamed source"


def sourcing(dossier: Dossier) -> Sourcing:
    """How the article of the dossier is sourced."""
    kinds = {row.name: row.kind for row in dossier.sources}
    rests = {detail.row.id: rests_on(detail, kinds) for detail in dossier.claims}
    found = list(rests.values())
    proofs = [proof for detail in dossier.claims for proof in detail.evidence]
    traced = [{origin.name for origin in one.origins} for one in dossier.independence]
    names = set().union(*traced) if traced else set(_first_names(dossier))
    return Sourcing(
        named=found.count(NAMED),
        own=found.count(OWN),
        unnamed=found.count(UNNAMED),
        unclear=found.count(UNCLEAR),
        rows=dossier.sources,
        origins=len(names),
        counted=bool(traced),
        evidence=len({proof.sha256 or proof.origin or proof.locator for proof in proofs}),
        primary=len(
            {
                proof.sha256 or proof.origin or proof.locator
                for proof in proofs
                if proof.kind == "primary"
            }
        ),
        single=sum(len(one) == 1 for one in traced),
        anonymous=tuple(number for number, rest in rests.items() if rest == UNNAMED),
    )


def rests_on(detail: ClaimDetail, kinds: dict[str, str]) -> str:
    """Whose word a claim rests on; ``kinds`` are those of the sources by name."""
    row, attribution = detail.row, detail.now.attribution
    origins = row.sources[: len(row.sources) - row.relays]
    if row.candidates:
        return UNCLEAR
    if any(kinds.get(name, "unknown") not in ("anonymous", "unknown") for name in origins):
        return NAMED  # a person has said who it is, or the desk knows the name
    if row.attributed:
        return _of_names(origins, kinds)
    if attribution is None:
        return OWN
    if attribution["source_kind"] == "document":
        return NAMED  # "its log shows": the article says which
    return UNNAMED if attribution["source_kind"] == "anonymous" or not origins else NAMED


def _of_names(origins: tuple[str, ...], kinds: dict[str, str]) -> str:
    if not origins:
        return OWN
    return UNNAMED if all(kinds.get(name) == "anonymous" for name in origins) else NAMED


def _first_names(dossier: Dossier) -> Iterator[str]:
    for detail in dossier.claims:
        row = detail.row
        yield from row.sources[: len(row.sources) - row.relays]
