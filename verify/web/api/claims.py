"""Operations on claims: finding them, and what people do to them."""

from __future__ import annotations

from datetime import date

from verify.records import (
    Attributed,
    Bearing,
    ClaimDetail,
    ClaimRow,
    Event,
    Filter,
    Independence,
    Page,
    Similar,
    Undone,
)
from verify.web.api.answers import Count
from verify.web.api.bodies import (
    Assigning,
    Attributing,
    Marking,
    Noting,
    Rechecking,
    Signing,
    Undoing,
)
from verify.web.api.operations import operation
from verify.web.api.queries import ClaimFilter, ClaimList
from verify.web.place import Place
from verify.workbench import Workbench


def list_claims(bench: Workbench, place: Place, query: ClaimList) -> Page:
    """List claims: all, or those you ask for."""
    if not bench.is_there:
        return Page((), None)
    wanted = _wanted(query, place)
    return bench.claims(wanted, limit=query.limit, after=query.after, sort=query.sort)


def count_claims(bench: Workbench, place: Place, query: ClaimFilter) -> Count:
    """Count claims."""
    return Count(bench.count(_wanted(query, place)) if bench.is_there else 0)


def _wanted(query: ClaimFilter, place: Place) -> Filter:
    done = tuple(status.name for status in place.config.statuses if status.done)
    return Filter(
        article=query.article,
        status=tuple(query.status),
        source=query.source,
        kind=query.kind,
        search=query.q,
        assignee=query.assignee,
        recheck=query.recheck,
        flagged=query.flagged,
        removed=query.removed,
        dropped=query.dropped,
        stale_on=date.today() if query.stale else None,
        repeated=query.repeated,
        unattributed=query.unattributed,
        open=done if query.open else None,
    )


def show_claim(bench: Workbench, claim: int) -> ClaimDetail:
    """Show one claim with all that is known about it."""
    return bench.show(claim)


def show_claim_history(bench: Workbench, claim: int) -> list[Event]:
    """Show who did what to a claim, oldest first."""
    return bench.history(claim)


def find_similar(bench: Workbench, claim: int) -> list[Similar]:
    """Find the same fact in other articles, and its verdicts."""
    return bench.similar(claim)


def compare_claim(bench: Workbench, claim: int) -> list[Bearing]:
    """Lay a claim beside the passages nearest to it, in evidence and other articles.

    It suggests, and marks nothing.
    """
    return bench.compare([claim])


def show_independence(bench: Workbench, claim: int) -> Independence:
    """Tell from how many origins a claim comes."""
    [found] = bench.independence([claim])
    return found


def mark_claims(bench: Workbench, body: Marking) -> list[ClaimRow]:
    """Give claims a status."""
    return bench.mark(
        bench.everywhere(body.ids) if body.everywhere else body.ids,
        body.status,
        note=body.note,
        evidence=body.evidence,
        correction=body.correction,
        valid_until=body.valid_until,
    )


def note_claims(bench: Workbench, body: Noting) -> list[ClaimRow]:
    """Write a note on claims."""
    return bench.note(body.ids, body.text)


def assign_claims(bench: Workbench, body: Assigning) -> list[ClaimRow]:
    """Give claims to somebody to check, or to nobody."""
    return bench.assign(body.ids, body.to)


def sign_off_claims(bench: Workbench, body: Signing) -> list[ClaimRow]:
    """Stand behind others' verdicts as the second person."""
    return bench.sign_off(body.ids, note=body.note)


def recheck_claims(bench: Workbench, body: Rechecking) -> list[ClaimRow]:
    """Send claims back to re-check."""
    return bench.recheck(body.ids, body.reason)


def attribute_claims(bench: Workbench, body: Attributing) -> list[ClaimRow]:
    """Say who stands behind claims, in this version and the next ones."""
    said = Attributed(tuple(body.sources), tuple(body.via), body.kind)
    return bench.attribute(body.ids, None if body.machine else said, note=body.note)


def undo(bench: Workbench, body: Undoing) -> Undone:  # noqa: ARG001 its `seen` guards the write
    """Take back your last action, as a new event."""
    return bench.undo()


OPERATIONS = (
    operation("GET", "/claims", list_claims, database=False),
    operation("GET", "/claims/count", count_claims, database=False),
    operation("GET", "/claims/{claim}", show_claim),
    operation("GET", "/claims/{claim}/history", show_claim_history),
    operation("GET", "/claims/{claim}/similar", find_similar),
    operation("GET", "/claims/{claim}/compare", compare_claim),
    operation("GET", "/claims/{claim}/independence", show_independence),
    operation("POST", "/claims/mark", mark_claims, "mark"),
    operation("POST", "/claims/note", note_claims, "mark"),
    operation("POST", "/claims/assign", assign_claims, "mark"),
    operation("POST", "/claims/sign-off", sign_off_claims, "mark"),
    operation("POST", "/claims/recheck", recheck_claims, "mark"),
    operation("POST", "/claims/attribute", attribute_claims, "mark"),
    operation("POST", "/undo", undo, "mark"),
)
