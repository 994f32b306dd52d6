"""Operations on evidence."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from pydantic import create_model

from verify.records import Document, Evidence, Json, Proof
from verify.web.api.answers import EvidencePage, Sent, cut
from verify.web.api.bodies import Proving, Removing
from verify.web.api.operations import operation
from verify.web.api.queries import EvidenceList
from verify.web.api.schemas import model_of, modelled
from verify.web.given import page_of
from verify.web.place import Place
from verify.workbench import Workbench
from verify.workbench.evidence import Attached

BYTES = "application/octet-stream"
"""Evidence is somebody else's, and is told as nothing that a browser would show."""

_WITH_DOCUMENT = create_model(
    "EvidenceWithDocument",
    __base__=model_of(Evidence),
    __doc__=f"{(Evidence.__doc__ or '').strip()}\n\n``document`` is what is kept of it, if it is.",
    document=(modelled(Document | None), ...),
)


def list_evidence(bench: Workbench, query: EvidenceList) -> EvidencePage:
    """List the evidence that stands: of claims, of an article, or all."""
    found = bench.evidence(query.claim, article=query.article)
    return EvidencePage(*cut(found, lambda one: one.id, query.limit, query.after))


def add_evidence(bench: Workbench, place: Place, body: Proving) -> Attached:
    """Attach evidence to claims: a file or a page, which are kept, or only a place.

    A quote that its words do not have is told and not refused: it may stand in a picture.
    """
    proof = Proof(
        locator=", ".join(filter(None, (body.place, body.locator))),
        note=body.note,
        kind=body.kind,
        stance=body.stance,
        quote=body.quote,
        consulted=body.consulted or (date.today() if body.address else None),
    )
    if body.place is not None:
        return bench.attach_place(body.ids, proof)
    bench.rows(body.ids)  # nothing is asked of the web for claims that are not there
    file = page_of(place, body.address or "") if body.file is None else body.file.kept
    return bench.attach_file(body.ids, file, proof)


def show_evidence(bench: Workbench, evidence: int) -> Json:
    """Show one piece of evidence, with the words of its document."""
    found, document = bench.one_evidence(evidence)
    return {**found._asdict(), "document": document}


def download_evidence(bench: Workbench, evidence: int) -> Sent:
    """Get the very bytes that were kept."""
    found, _ = bench.one_evidence(evidence)
    data = bench.evidence_bytes(evidence)
    return Sent(data, BYTES, PurePath(urlsplit(found.origin or "").path).name or "evidence")


def remove_evidence(bench: Workbench, evidence: int, body: Removing) -> Evidence:
    """Take evidence away from its claim. The history and the bytes stay."""
    return bench.detach(evidence, body.note)


OPERATIONS = (
    operation("GET", "/evidence", list_evidence),
    operation("POST", "/evidence", add_evidence, "mark", status=201),
    operation("GET", "/evidence/{evidence}", show_evidence, answer=_WITH_DOCUMENT),
    operation("GET", "/evidence/{evidence}/bytes", download_evidence, media=(BYTES,)),
    operation("POST", "/evidence/{evidence}/remove", remove_evidence, "mark"),
)
