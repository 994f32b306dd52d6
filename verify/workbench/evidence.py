"""Evidence that lasts: its bytes are kept, its words can be searched, and it is never overwritten.

Attaching and taking away are events like a verdict. The bytes are in the locker before the
database says so: a command that is stopped in between leaves a file that nothing refers to.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from verify import records, store
from verify.errors import VerifyError
from verify.workbench.opened import Opened, needed, written

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from verify.records import Document, Evidence, Proof

_LONGEST_PASSAGE = 800
"""Characters; a longer paragraph is parted at the ends of its sentences."""

_PARAGRAPH = r"[^\n]+"
_SENTENCES = rf"(?s).{{1,{_LONGEST_PASSAGE}}}(?:(?<=[.!?])\s+|$)|.{{1,{_LONGEST_PASSAGE}}}"


class File(NamedTuple):
    """Bytes to keep. ``origin`` is the file or address they were read from, ``media`` and
    ``charset`` what its site says of them.
    """

    data: bytes
    origin: str
    media: str | None = None
    charset: str | None = None


class Attached(NamedTuple):
    """Evidence as it now stands. ``unfound``: the quote that its words do not have; ``wordless``:
    no words could be read in it.
    """

    evidence: tuple[Evidence, ...]
    unfound: str | None = None
    wordless: bool = False


class EvidenceDesk(Opened):
    """The part of the workbench that is about evidence."""

    def attach_file(self, ids: Sequence[int], file: File, proof: Proof) -> Attached:
        """Keep a file or page and attach it to claims.

        A quote that its words do not have is told and not refused: it may stand in a picture.
        """
        refuse_odd(proof)
        with self.reading() as db:
            store.listing.rows(db, ids)  # nothing is kept for claims that are not there
        read = _document(file, self.actor)
        self.locker.put(file.data)
        with self.writing() as db:
            store.evidence.keep(db, read, passages(read.text))
            found = attach(db, self.actor, ids, proof, file.origin, read.sha256)
            kept = store.evidence.document(db, read.sha256)
        quote = written(proof.quote)
        unfound = quote if quote and kept.text and not holds(kept.text, quote) else None
        return Attached(found, unfound, wordless=not kept.text)

    def attach_place(self, ids: Sequence[int], proof: Proof) -> Attached:
        """Attach evidence of which only the place is written down."""
        refuse_odd(proof)
        proof = proof._replace(locator=needed(proof.locator, "evidence"))
        with self.writing() as db:
            return Attached(attach(db, self.actor, ids, proof))

    def evidence(self, ids: Sequence[int] = (), *, article: str | None = None) -> list[Evidence]:
        """The evidence that stands: of these claims, of an article, or all there is."""
        with self.reading() as db:
            if ids:
                store.listing.rows(db, ids)
                found = store.evidence.of_claims(db, ids)
                return [one for claim_id in dict.fromkeys(ids) for one in found[claim_id]]
            if article is not None:
                return store.evidence.of_article(db, store.articles.id_of(db, article))
            return store.evidence.every(db)

    def one_evidence(self, evidence_id: int) -> tuple[Evidence, Document | None]:
        """One piece of evidence, and its document when its bytes are kept."""
        with self.reading() as db:
            found = store.evidence.named(db, evidence_id)
            return found, store.evidence.document(db, found.sha256) if found.sha256 else None

    def evidence_bytes(self, evidence_id: int) -> bytes:
        """The very bytes that were kept. Raises VerifyError when they are no longer the same."""
        found, document = self.one_evidence(evidence_id)
        if document is None:
            raise VerifyError(
                f"Of evidence {evidence_id} only the place is written down",
                f"look it up: {found.locator}",
            )
        return self.locker.get(document.sha256)

    def detach(self, evidence_id: int, note: str | None = None) -> Evidence:
        """Take evidence away from its claim; the history and the bytes stay."""
        with self.writing() as db:
            found = store.evidence.named(db, evidence_id)
            changes: store.log.Changes = {
                "evidence": (shown(found), None),
                "evidence_id": (str(found.id), None),
            }
            store.log.record(
                db,
                self.actor,
                [store.log.Entry("detached", found.claim_id, changes, written(note))],
            )
            return found


def refuse_odd(proof: Proof) -> None:
    """Raise VerifyError for what evidence cannot be."""
    for value, known in ((proof.kind, records.EVIDENCE_KINDS), (proof.stance, records.STANCES)):
        if value is not None and value not in known:
            raise VerifyError(f"Evidence is not {value!r}", f"choose from {', '.join(known)}")
    if proof.consulted is not None and proof.consulted > date.today():
        raise VerifyError(
            f"The evidence cannot have been consulted on {proof.consulted}, which is to come",
            "write the day on which it was looked at",
        )


def attach(
    db: sqlite3.Connection,
    actor: str,
    ids: Sequence[int],
    proof: Proof,
    origin: str | None = None,
    document: str | None = None,
) -> tuple[Evidence, ...]:
    """Attach evidence to claims; it, as it then stands."""
    rows = store.listing.rows(db, ids)
    changes = proof_changes(proof, origin, document)
    entries = [store.log.Entry("attached", row.id, changes, written(proof.note)) for row in rows]
    store.log.record(db, actor, entries)
    found = store.evidence.of_claims(db, [row.id for row in rows])
    return tuple(found[row.id][-1] for row in rows)


def proof_changes(
    proof: Proof, origin: str | None = None, document: str | None = None
) -> store.log.Changes:
    """What an event says of evidence that it attaches."""
    told = {
        "evidence": written(proof.locator) or "",
        "evidence_kind": proof.kind,
        "stance": proof.stance,
        "quote": written(proof.quote),
        "consulted": proof.consulted.isoformat() if proof.consulted else None,
        "origin": origin,
        "document": document,
    }
    return {field: (None, value) for field, value in told.items() if value is not None}


def shown(one: Evidence) -> str:
    """Where evidence lies, in words: "register.pdf, p. 4"."""
    return ", ".join(filter(None, (one.origin, one.locator)))


def _document(file: File, actor: str) -> Document:
    """A file as it is kept: its words and what it says of itself; none in a picture."""
    from mimetypes import guess_type

    from verify import reading

    if not file.data:
        raise VerifyError(f"{file.origin} is empty", "give the file that proves it")
    kept = records.Document(
        sha256=store.locker.digest(file.data),
        size=len(file.data),
        media=file.media or guess_type(file.origin)[0] or "application/octet-stream",
        text="",
        title=None,
        publisher=None,
        published=None,
        pages="[]",
        added_at=store.log.now(),
        added_by=actor,
    )
    try:
        found = reading.read_bytes(file.data, file.origin, file.media, file.charset)
    except VerifyError:
        return kept  # a recording, a picture, a scan: kept all the same
    published = found.published.isoformat() if found.published else None
    return kept._replace(
        text=found.text,
        title=found.title,
        publisher=found.publisher,
        published=published,
        pages=json.dumps(found.pages),
    )


def passages(text: str) -> Iterator[tuple[int, str]]:
    """Where each passage of a text starts, and its words: paragraphs, long ones parted."""
    for paragraph in re.finditer(_PARAGRAPH, text):
        for part in re.finditer(_SENTENCES, paragraph.group()):
            if any(map(str.isalnum, part.group())):
                yield paragraph.start() + part.start(), part.group()


def holds(text: str, quote: str) -> bool:
    """Whether a text has these words, whatever its quotation marks, dashes and line ends."""
    wanted = re.findall(_WORDS, quote.casefold())
    words = re.findall(_WORDS, text.casefold())
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words)} "


_WORDS = r"\w+"
