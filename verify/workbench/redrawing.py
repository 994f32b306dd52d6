"""Claims drawn anew by a person, out of the words of an article's latest version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.matching import fingerprint
from claims.models import Reason
from claims.selection import JOINED, PERSON, WORDED, selected, sentences_of, whole_words
from verify.errors import VerifyError
from verify.records import Occurrence, Part
from verify.store import adding, articles, listing, log, mends
from verify.workbench.adding import published, surveyed
from verify.workbench.crossing import crossed
from verify.workbench.marking import lapsed
from verify.workbench.pointing import spans_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from claims import Claim
    from claims.pipeline import Survey
    from verify.records import Article, ClaimRow, Version

LONGEST = 2_000
"""Characters; nobody can check more in one claim."""


_JOINED = "joined claims"


_FEWEST = 2
"""Words of a claim, where a person does not word it."""


class Ground(NamedTuple):
    """The text that a person works on, as it was read anew for it; who works, and the status that
    new claims have.
    """

    article: Article
    version: Version
    survey: Survey
    actor: str
    first: str


class Known(NamedTuple):
    """A claim that is there, and what the latest version says of it."""

    row: ClaimRow
    now: Occurrence


def common_article(db: sqlite3.Connection, ids: Sequence[int]) -> str:
    """The article of all these claims. Raises VerifyError when they are of several."""
    found = list(dict.fromkeys(row.article for row in listing.rows(db, ids)))
    if len(found) != 1:
        raise VerifyError(
            f"These claims are of several articles: {', '.join(found)}" if found else "No claim",
            "give claims of one article",
        )
    return found[0]


def place(db: sqlite3.Connection, article: str) -> tuple[Article, Version]:
    """An article and its latest version."""
    known = articles.named(db, article)
    return known, articles.versions_of(db, known.id)[-1]


def read(article: Article, version: Version, actor: str, first: str) -> Ground:
    """Read the text again, for what claims are built from."""
    return Ground(article, version, surveyed(version.text, published(article)), actor, first)


def pointed(
    article: Article, version: Version, part: Part, near: tuple[int, int] | None = None
) -> Part:
    """A part with the places of its words in this version, which is the latest.

    Raises VerifyError where they are not there, or in several places and not ``near``.
    """
    text = part.text.strip() or None if part.text else None
    if isinstance(part.words, str):
        return Part(spans_of(version.text, part.words, near), text)
    if part.version not in (None, version.number):
        raise VerifyError(
            f"Version {part.version} of {article.slug} is not the latest, which is "
            f"{version.number}",
            "look for the words in that one",
        )
    return Part(part.words, text)


# The corrections


def adjust(db: sqlite3.Connection, ground: Ground, claim_id: int, part: Part) -> ClaimRow:
    """Give a claim other words."""
    [known] = _standing(db, ground, [claim_id])
    drawn = _drawn(db, ground, part, "set its words")
    if (known.now.quote, known.now.text) == (drawn.quote, drawn.text):
        raise VerifyError(f"Claim {claim_id} has these words already", "give others")
    changes = _changes(db, ground, known, drawn)
    changes.update(lapsed(known.row, f"its words were changed by {ground.actor}", ground.first))
    _record(db, ground, [log.Entry("adjusted", claim_id, changes, version_id=ground.version.id)])
    return listing.rows(db, [claim_id])[0]


def split(
    db: sqlite3.Connection, ground: Ground, claim_id: int, parts: Sequence[Part]
) -> list[ClaimRow]:
    """Make several claims of one."""
    [known] = _standing(db, ground, [claim_id])
    drawn = [_drawn(db, ground, part, "split a claim") for part in parts]
    if len({one.quote for one in drawn}) < max(len(drawn), 2):
        raise VerifyError(
            "A claim is split into two or more, each with words of its own",
            "give the words of each part",
        )
    new = adding.add_claims(db, ground.article.id, len(drawn) - 1, ground.first)
    changes = _changes(db, ground, known, drawn[0])
    changes.update(lapsed(known.row, f"it was split by {ground.actor}", ground.first))
    entries = [log.Entry("split", claim_id, changes, version_id=ground.version.id)]
    own, following = _around(listing.positions(db, ground.version.id), claim_id)
    handed = {
        "assignee": known.row.assignee,
        "attributed": adding.attributed(db, [claim_id]).get(claim_id),
    }
    for number, (part_id, one) in enumerate(zip(new, drawn[1:], strict=True), 1):
        changes = _begun(ground, one, own + (following - own) * number / len(drawn))
        changes.update({field: (None, value) for field, value in handed.items() if value})
        note = f"from claim {claim_id}"
        entries.append(log.Entry("split", part_id, changes, note, version_id=ground.version.id))
    _record(db, ground, entries)
    return listing.rows(db, [claim_id, *new])


def join(db: sqlite3.Connection, ground: Ground, ids: Sequence[int], text: str | None) -> ClaimRow:
    """Make one claim of several."""
    known = sorted(_standing(db, ground, ids), key=lambda one: (one.row.position, one.row.id))
    if len(known) < 2:
        raise VerifyError("There is nothing to join", "give two claims or more")
    spans = tuple((start, end) for one in known for start, end in one.now.claim["spans"])
    drawn = _drawn(db, ground, Part(spans, text), _JOINED)
    first, *others = (one.row.id for one in known)
    several = f"claim{'s' * (len(others) > 1)} {', '.join(map(str, others))}"
    changes = _changes(db, ground, known[0], drawn)
    reason = f"it was joined with {several} by {ground.actor}"
    changes.update(lapsed(known[0].row, reason, ground.first))
    entries = [log.Entry("joined", first, changes, f"with {several}", version_id=ground.version.id)]
    why = mends.joined_with(first)
    entries += [
        log.Entry("joined", other, {"dropped": (None, why)}, version_id=ground.version.id)
        for other in others
    ]
    _record(db, ground, entries)
    return listing.rows(db, [first])[0]


def make(db: sqlite3.Connection, ground: Ground, part: Part) -> ClaimRow:
    """Add a claim."""
    _refuse_later(db, ground)
    drawn = _drawn(db, ground, part, "added it")
    for claim_id, one in listing.in_version(db, ground.version.id, dropped=True):
        if (one.quote, one.text) == (drawn.quote, drawn.text):
            [row] = listing.rows(db, [claim_id])
            gone = row.dropped is not None
            raise VerifyError(
                f"Claim {claim_id} says just that" + (", and was dropped" if gone else ""),
                f"take that back with verify fix keep {claim_id}" if gone else "give other words",
            )
    [claim_id] = adding.add_claims(db, ground.article.id, 1, ground.first)
    changes = _begun(ground, drawn, _reading_place(db, ground, drawn))
    _record(db, ground, [log.Entry("made", claim_id, changes, version_id=ground.version.id)])
    return listing.rows(db, [claim_id])[0]


def _begun(ground: Ground, drawn: Occurrence, position: float) -> log.Changes:
    """What the first event of a claim that a person made says."""
    return {
        "status": (None, ground.first),
        "text": (None, drawn.text),
        "worded": (None, mends.with_words(None, drawn, position)),
    }


def _changes(
    db: sqlite3.Connection, ground: Ground, known: Known, drawn: Occurrence
) -> log.Changes:
    """What the event of a claim that has other words from now on says of them."""
    (row, now), changes = known, log.Changes()
    position = listing.positions(db, ground.version.id)[row.id]
    if not (now.sentence[0] < drawn.sentence[1] and drawn.sentence[0] < now.sentence[1]):
        position = _reading_place(db, ground, drawn)
    if now.text != drawn.text:
        changes["text"] = (now.text, drawn.text)
    before = mends.worded(db, row.id)
    changes["worded"] = (before, mends.with_words(before, drawn, position))
    return changes


def _record(db: sqlite3.Connection, ground: Ground, entries: Sequence[log.Entry]) -> None:
    log.record(db, ground.actor, entries)
    adding.project(db, ground.article.id)


# What is refused


def _standing(db: sqlite3.Connection, ground: Ground, ids: Sequence[int]) -> list[Known]:
    """Claims that the latest version makes. Raises VerifyError where it does not."""
    _refuse_later(db, ground)
    rows = listing.rows(db, ids)
    for row in rows:
        if row.dropped is not None:
            raise VerifyError(
                f"Claim {row.id} is dropped ({row.dropped})",
                f"bring it back with verify fix keep {row.id}",
            )
        if row.removed:
            raise VerifyError(
                f"Claim {row.id} is no longer in the article",
                "mend claims of the latest version",
            )
    said = listing.occurrences_of(db, [row.id for row in rows])
    return [Known(row, said[row.id][-1]) for row in rows]


def _refuse_later(db: sqlite3.Connection, ground: Ground) -> None:
    if articles.versions_of(db, ground.article.id)[-1].id != ground.version.id:
        raise VerifyError(
            f"A new version of {ground.article.slug} has been added meanwhile",
            "look at the claim as it now is, and mend it there",
        )


# Building


def _drawn(db: sqlite3.Connection, ground: Ground, part: Part, did: str) -> Occurrence:
    """The claim that a part makes. Raises VerifyError for words that cannot be one."""
    text = ground.version.text
    for start, end in part.spans:
        if not 0 <= start < end <= len(text):
            raise VerifyError(
                f"There are no words from {start} to {end} in the latest version",
                f"its text has {len(text):,} characters",
            )
    spans = whole_words(text, part.spans)
    if not spans or sentences_of(ground.survey, spans) is None:
        raise VerifyError("There is no word in what you chose", "choose words of the article")
    if not part.text and sum(len(text[start:end].split()) for start, end in spans) < _FEWEST:
        raise VerifyError(
            f"“{text[spans[0].start : spans[0].end]}” alone says nothing",
            "choose a statement, or word the claim yourself",
        )
    if sum(end - start for start, end in spans) > LONGEST or len(part.text or "") > LONGEST:
        raise VerifyError("That is too long for one claim", "choose the words of one statement")
    wording = " ".join(part.text.split()) if part.text else None
    detail = f"{ground.actor} {did}" + (" and worded it" if wording else "")
    because = [Reason(rule=PERSON, detail=detail)]
    because += [Reason(rule=JOINED)] * (did == _JOINED)
    because += [Reason(rule=WORDED)] * (wording is not None)
    claim = selected(ground.survey, spans, because, wording)
    drawn = occurrence(ground.survey, claim, ground.version.number)
    [found] = crossed(db, [drawn], ground.article.id)
    return found


def occurrence(ground: Survey, claim: Claim, number: int = 0) -> Occurrence:
    """A claim that a person made of a text, as the store keeps it."""
    extraction = ground.extraction
    around = sentences_of(ground, claim.spans)
    assert around is not None
    attribution = extraction.said_by(claim)
    return Occurrence(
        version=number,
        position=0,
        text=claim.text,
        quote=" … ".join(extraction.text[start:end] for start, end in claim.spans),
        sentence=(around.start, around.end),
        claim=claim.model_dump(mode="json"),
        attribution=None if attribution is None else attribution.model_dump(mode="json"),
        fact=fingerprint(claim),
    )


def _reading_place(db: sqlite3.Connection, ground: Ground, drawn: Occurrence) -> float:
    """Between the claims that come before it and those after, in reading order."""
    before = [
        claim_id
        for claim_id, one in listing.in_version(db, ground.version.id, dropped=True)
        if _begins(one) <= _begins(drawn)
    ]
    positions = listing.positions(db, ground.version.id)
    if not before:
        return min(positions.values(), default=1.0) - 1
    first, following = _around(positions, max(before, key=lambda one: (positions[one], one)))
    return (first + following) / 2


def _begins(one: Occurrence) -> tuple[int, int]:
    return one.sentence[0], min(start for start, _ in one.claim["spans"])


def _around(positions: Mapping[int, float], claim_id: int) -> tuple[float, float]:
    own = positions[claim_id]
    later: Iterable[float] = (one for one in positions.values() if one > own)
    return own, min(later, default=own + 1)
