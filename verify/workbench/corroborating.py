"""The dull comparing, done by the machine: what else says a claim, and what bears it out.

Suggestions, never verdicts. What reads texts or compares wording brings the library, and is
imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify import store
from verify.workbench.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verify.records import Bearing, ClaimRow, Dossier, Independence, Similar


class CorroborationDesk(Opened):
    """The part of the workbench that holds claims against what else is known."""

    def similar(self, claim_id: int) -> list[Similar]:
        """The same fact in other articles, with the verdicts it has there."""
        from verify.workbench import resembling

        with self.reading() as db:
            return resembling.similar(db, claim_id)

    def compare(self, ids: Sequence[int]) -> list[Bearing]:
        """The passages nearest to claims, in their evidence and in other articles."""
        from verify.workbench import bearing

        with self.reading() as db:
            rows = store.listing.rows(db, ids)
            return [one for row in rows for one in bearing.bearings(db, row)]

    def rows(self, ids: Sequence[int]) -> list[ClaimRow]:
        """These claims, in this order."""
        with self.reading() as db:
            return store.listing.rows(db, ids)

    def independence(self, ids: Sequence[int]) -> list[Independence]:
        """From how many origins claims come, and whether their evidence is enough."""
        from verify.workbench.independence import independence

        with self.reading() as db:
            return [independence(db, row, self.sufficiency) for row in store.listing.rows(db, ids)]

    def sourced(self, dossier: Dossier) -> Dossier:
        """A dossier with where its claims come from, and what the rules of sourcing find."""
        from verify.workbench.linting import lint

        origins = self.independence([detail.row.id for detail in dossier.claims])
        kept = {one.sha256 for detail in dossier.claims for one in detail.evidence if one.sha256}
        with self.reading() as db:
            texts = {sha256: store.evidence.document(db, sha256).text for sha256 in kept}
        dossier = dossier._replace(independence=tuple(origins))
        return dossier._replace(findings=tuple(lint(dossier, self.statuses, texts, self.without)))

    def everywhere(self, ids: Sequence[int]) -> list[int]:
        """These claims, and those of other articles that say the same in the same words."""
        from verify.workbench import resembling

        with self.reading() as db:
            store.listing.rows(db, ids)
            alike = (one for claim_id in ids for one in resembling.the_same(db, claim_id))
            same = [one.row.id for one in alike if one.score > 99]
            return list(dict.fromkeys([*store.listing.telling(db, ids), *same]))
