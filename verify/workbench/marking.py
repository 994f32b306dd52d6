"""Marking claims: people's verdicts, notes, evidence, assignments, and taking them back.

Several claims at once, all or none. Nothing here is the machine's: every event is a person's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verify import records, store
from verify.errors import VerifyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date

    from verify.config import Status
    from verify.records import ClaimRow, LastAction, Undone
    from verify.store import log

Marked = list["ClaimRow"]

_OWN = frozenset({"assignee", "merged_into", "attributed", "kind"})
"""What is a matter of its own, and no part of a verdict."""


MENDING = ("adjusted", "split", "joined", "dropped", "kept", "made")
"""Actions by which a person corrects what the machine read."""

_LISTED = frozenset({"attributed", "worded", "dropped"})
"""What the lists of an article follow."""


class Verdict(NamedTuple):
    """A status to give, with what goes along."""

    status: Status
    note: str | None = None
    evidence: tuple[str, ...] = ()
    correction: str | None = None
    valid_until: date | None = None


def status_named(statuses: Sequence[Status], name: str) -> Status:
    """The status of this name. Raises VerifyError listing those there are."""
    for status in statuses:
        if status.name == name:
            return status
    known = ", ".join(status.name for status in statuses)
    raise VerifyError(f"There is no status {name!r}", f"choose from {known}")


def mark(
    db: sqlite3.Connection, actor: str, ids: Sequence[int], verdict: Verdict, first: str
) -> Marked:
    """Give claims a status. One that settles them, or the ``first``, ends a re-check.

    Raises VerifyError where it says nothing new, and would only take a sign-off away.
    """
    if verdict.valid_until and not verdict.status.done:
        raise VerifyError(
            f"Nothing holds until a day while a claim is {verdict.status.name}",
            "leave --valid-until out, or give a verdict",
        )
    if verdict.correction and not verdict.status.correction:
        raise VerifyError(
            f"A correction does not go with {verdict.status.name}",
            "leave it out, or put it into --note",
        )
    rows = store.listing.rows(db, ids)
    if verdict.status.correction and not verdict.correction:
        for row in rows:
            if not row.correction:
                raise VerifyError(
                    f"Claim {row.id} needs its correction to be {verdict.status.name}",
                    'say what is right with --correction "…"',
                )
    entries = []
    for row in rows:
        _refuse_said(row, verdict)
        changes = _verdict(row, actor, verdict, first)
        entries.append(store.log.Entry("marked", row.id, changes, verdict.note))
        entries += [
            store.log.Entry("attached", row.id, {"evidence": (None, locator)})
            for locator in verdict.evidence
        ]
    return _recorded(db, actor, rows, entries)


def _refuse_said(row: ClaimRow, verdict: Verdict) -> None:
    """A sign-off stands behind this very verdict: it is lost only to one that says more."""
    said = (row.status, row.correction, row.valid_until)
    day = verdict.valid_until.isoformat() if verdict.valid_until else None
    again = (verdict.status.name, verdict.correction or row.correction, day)
    more = verdict.note or verdict.evidence or row.recheck
    if row.signed_off_by and said == again and not more:
        raise VerifyError(
            f"Claim {row.id} is {row.status} already, and signed off by {row.signed_off_by}",
            "leave it out, or say with --note what is new: the sign-off then lapses",
        )


def _verdict(row: ClaimRow, actor: str, verdict: Verdict, first: str) -> log.Changes:
    status = verdict.status
    settled = status.done or status.name == first
    after = {
        "verdict_by": actor if status.done else None,
        "signed_off_by": None,
        "recheck": None if settled else row.recheck,
        "correction": (verdict.correction or row.correction) if status.correction else None,
        "valid_until": verdict.valid_until.isoformat() if verdict.valid_until else None,
    }
    changes: log.Changes = {"status": (row.status, status.name)}
    for field, value in after.items():
        if getattr(row, field) != value:
            changes[field] = (getattr(row, field), value)
    return changes


def _recorded(
    db: sqlite3.Connection, actor: str, rows: Sequence[ClaimRow], entries: Sequence[log.Entry]
) -> Marked:
    if entries:
        store.log.record(db, actor, entries)
    return store.listing.rows(db, [row.id for row in rows])


def sign_off(
    db: sqlite3.Connection, actor: str, ids: Sequence[int], note: str | None = None
) -> Marked:
    """Stand behind others' verdicts."""
    rows = store.listing.rows(db, ids)
    for row in rows:
        if row.verdict_by is None:
            raise VerifyError(
                f"Claim {row.id} has no verdict to sign off (it is {row.status})",
                f"give one first: verify mark {row.id} STATUS",
            )
        if row.verdict_by.casefold() == actor.casefold():
            raise VerifyError(
                f"The verdict on claim {row.id} is your own",
                "a second person must sign it off (their name with --by)",
            )
        if row.recheck:
            raise VerifyError(
                f"Claim {row.id} is due for re-check ({row.recheck})",
                f"check it anew first: verify mark {row.id} {row.status}",
            )
        if row.signed_off_by:
            raise VerifyError(
                f"Claim {row.id} is already signed off by {row.signed_off_by}",
                "leave it out, or mark it anew",
            )
    changes: log.Changes = {"signed_off_by": (None, actor)}
    entries = [store.log.Entry("signed-off", row.id, changes, note) for row in rows]
    return _recorded(db, actor, rows, entries)


def note(db: sqlite3.Connection, actor: str, ids: Sequence[int], text: str) -> Marked:
    """Write a note on claims."""
    return _each(db, actor, ids, lambda row: store.log.Entry("noted", row.id, note=text))


def assign(db: sqlite3.Connection, actor: str, ids: Sequence[int], to: str | None) -> Marked:
    """Give claims to somebody, or to nobody; those that are theirs already stay as they are."""
    rows = store.listing.rows(db, ids)
    entries = [
        store.log.Entry("assigned", row.id, {"assignee": (row.assignee, to)})
        for row in rows
        if row.assignee != to
    ]
    return _recorded(db, actor, rows, entries)


def recheck(db: sqlite3.Connection, actor: str, ids: Sequence[int], reason: str) -> Marked:
    """Send claims back to re-check; a sign-off lapses."""

    def entry(row: ClaimRow) -> log.Entry:
        changes: log.Changes = {"recheck": (row.recheck, reason)}
        if row.signed_off_by:
            changes["signed_off_by"] = (row.signed_off_by, None)
        return store.log.Entry("rechecked", row.id, changes, reason)

    return _each(db, actor, ids, entry)


def lapsed(row: ClaimRow, reason: str, first: str) -> log.Changes:
    """What becomes of a claim's verdict when the claim no longer says the same."""
    if row.status == first:
        return {}
    told = "; ".join(dict.fromkeys([*(row.recheck or reason).split("; "), *reason.split("; ")]))
    changes: log.Changes = {"recheck": (row.recheck, told)}
    if row.signed_off_by:
        changes["signed_off_by"] = (row.signed_off_by, None)
    return changes


def _each(
    db: sqlite3.Connection,
    actor: str,
    ids: Sequence[int],
    entry: Callable[[ClaimRow], log.Entry],
) -> Marked:
    rows = store.listing.rows(db, ids)
    return _recorded(db, actor, rows, [entry(row) for row in rows])


# Taking back


def last_action(db: sqlite3.Connection, actor: str) -> LastAction | None:
    """The actor's last command that still stands."""
    done = store.log.last_command(db, actor)
    if not done:
        return None
    ids = _claims(done)
    slug = None if done[0].article_id is None else store.articles.slug_of(db, done[0].article_id)
    told = _what(done[0], ids)
    return records.LastAction(done[0].id, done[0].action, done[0].at, slug, ids, told)


def undo(db: sqlite3.Connection, actor: str, command: int | None = None) -> Undone:
    """Take back the actor's last command that still stands, unless it has been built on.

    ``command`` is what they take it for; when it is another by now, nothing is taken back.
    """
    done = store.log.last_command(db, actor)
    if done and command is not None and done[0].id != command:
        raise VerifyError(
            "That is not your last action any more", "look at what you did since, then undo that"
        )
    if not done:
        raise VerifyError(
            f"There is nothing of {actor}'s to take back", "verify history shows who did what"
        )
    first = done[0]
    if first.action == "imported":
        raise VerifyError(
            "Your last action took in a bundle, which is not taken back",
            "mark or note what you will; its article stays under its name",
        )
    _refuse_built_on(db, done)
    if first.action in ("added", "revised"):
        _withdraw(db, first)
    if first.action in MENDING:
        _refuse_overtaken(db, done)
    entries = [
        store.log.Entry(
            "undone",
            event.claim_id,
            _reversed(event),
            article_id=event.article_id,
            version_id=event.version_id,
            source_id=event.source_id,
        )
        for event in done
    ]
    store.log.record(db, actor, entries, undoes=first.id)
    if relisted := [one.claim_id for one in entries if _LISTED & one.changes.keys()]:
        from verify.workbench import sourcing

        sourcing.project(db, relisted)
    ids = _claims(done)
    return records.Undone(first.action, first.at, ids, _told(first, ids))


def _told(first: log.Logged, ids: Sequence[int]) -> str:
    return f"Taken back: {_what(first, ids)} ({first.at})"


def _what(first: log.Logged, ids: Sequence[int]) -> str:
    what = f" claim {ids[0]}" if len(ids) == 1 else f" {len(ids)} claims" if ids else ""
    return f"{first.action}{what}"


def _claims(done: Sequence[log.Logged]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(event.claim_id for event in done if event.claim_id is not None))


def _reversed(event: log.Logged) -> log.Changes:
    return {
        field: (after, before)
        for field, (before, after) in event.changes.items()
        if not (field == "status" and before is None)  # a claim always has one
    }


def _withdraw(db: sqlite3.Connection, added: log.Logged) -> None:
    from verify.store import adding

    assert added.article_id is not None
    assert added.version_id is not None
    versions = store.articles.versions_of(db, added.article_id)
    if versions[-1].id != added.version_id:
        raise VerifyError(
            "A later version of the article has been added since",
            f"ask {versions[-1].added_by} to take that back first (verify undo)",
        )
    if mended := store.log.standing_in(db, added.version_id, MENDING):
        raise VerifyError(
            f"{mended[0].actor} has since mended claim {mended[0].claim_id} of that version"
            f" ({mended[0].action} {mended[0].at})",
            "ask them to take that back first (verify undo)",
        )
    adding.withdraw(db, added.article_id, added.version_id)


def _refuse_overtaken(db: sqlite3.Connection, done: Sequence[log.Logged]) -> None:
    for article_id in dict.fromkeys(event.article_id for event in done):
        assert article_id is not None
        latest = store.articles.versions_of(db, article_id)[-1]
        if any(one.article_id == article_id and one.version_id != latest.id for one in done):
            raise VerifyError(
                "A later version of the article has been added since",
                "mend its claims as they now are: verify fix",
            )


def _refuse_built_on(db: sqlite3.Connection, done: Sequence[log.Logged]) -> None:
    found = {event.claim_id for event in done if event.changes.get("status", ("",))[0] is None}
    touched: dict[tuple[int | None, int | None], set[str]] = {}
    for event in done:
        touched.setdefault((event.claim_id, event.source_id), set()).update(_concerns(event))
    for later in store.log.standing_since(db, done):
        if later.claim_id in found or touched[later.claim_id, later.source_id] & _concerns(later):
            what = "a source" if later.claim_id is None else f"claim {later.claim_id}"
            raise VerifyError(
                f"{later.actor} has since worked on {what} ({later.action} {later.at})",
                "ask them to take that back first (verify undo), or mark it anew",
            )


def _concerns(event: log.Logged) -> set[str]:
    """What an event is about, so that two of them can be seen to collide.

    A verdict is one thing with its re-check, its sign-off, its correction and the words it was
    given on. Notes and evidence stand side by side and never collide.
    """
    if event.action == "changed":
        return {"verdict"}
    if event.action in ("attached", "detached"):
        return set()
    fields = event.changes.keys() - {"text"}
    return {field if field in _OWN else "verdict" for field in fields}
