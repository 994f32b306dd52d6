"""A claim's card, and what people do to a claim."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from verify import reading
from verify.errors import Stale, VerifyError
from verify.records import EVIDENCE_KINDS, SOURCE_KINDS, STANCES, Attributed, Proof
from verify.report import deeds, proofs, wording
from verify.report.timeline import clock
from verify.web.answering import is_fragment, looked_at, number, posted, sent_to, written
from verify.web.given import page_of, uploaded
from verify.web.guarding import refuse
from verify.web.place import place_of, workbench
from verify.web.templating import fragment, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from verify.config import Config, Status
    from verify.records import Action, ClaimDetail, ClaimRow, Event, Evidence, Json
    from verify.workbench import Workbench


class Kept(NamedTuple):
    """Evidence on a card. ``kept``: its bytes can be looked at; ``link`` is where it lies."""

    id: int
    proven: proofs.Proven
    kept: bool
    link: str | None


class Told(NamedTuple):
    """An event in words."""

    words: str
    undone: bool


class Conflict(NamedTuple):
    """What was not saved because somebody was faster: the form, to send it once more."""

    told: str
    wanted: str
    action: str
    fields: tuple[tuple[str, str], ...]


def card_of(request: Request, detail: ClaimDetail) -> dict[str, Any]:
    """What the template of a card asks for."""
    config = place_of(request).config
    row, claim = detail.row, detail.now.claim
    return {
        "row": row,
        "detail": detail,
        "last": detail.history[-1].id if detail.history else 0,
        "stale": None,
        "quote": detail.now.quote,
        "particulars": list(_particulars(detail)),
        "worth": _worth(claim),
        "until": row.valid_until if (row.valid_until or "") >= date.today().isoformat() else "",
        "unsigned": _unsigned(row, request.state.person.name),
        "statuses": config.statuses,
        "evidence": list(map(_kept, detail.evidence)),
        "notes": detail.notes,
        "history": [_told(event, config) for event in reversed(detail.history)],
        "kinds": EVIDENCE_KINDS,
        "stances": STANCES,
        "source_kinds": SOURCE_KINDS,
    }


def _particulars(detail: ClaimDetail) -> Iterator[tuple[str, str]]:
    row, claim = detail.row, detail.now.claim
    yield "Words", f"“{detail.now.quote}”"
    yield "Who says it", wording.who_says(detail.now, row)
    if further := wording.further(detail.now, row):
        yield "Because", further
    yield from (("Again", f"“{words}”") for words in detail.again)
    yield from (("Figure", wording.figure(one)) for one in claim["quantities"])
    yield from (("Date", wording.period(one)) for one in claim["dates"])
    yield from (("Replaced", wording.substitution(one)) for one in claim["substitutions"])
    if row.verdict_by is not None:
        held = f", holds until {row.valid_until}" if row.valid_until else ""
        yield "Checked by", row.verdict_by + held
    if row.signed_off_by is not None:
        yield "Signed off by", row.signed_off_by
    if row.assignee is not None:
        yield "Assigned to", row.assignee
    if row.articles > 1:
        yield "Elsewhere", f"in {row.articles} articles in these words"


def _unsigned(row: ClaimRow, person: str) -> str:
    """Why this person cannot sign a claim off; empty when they can."""
    if row.verdict_by is None:
        return "There is no verdict to sign off yet."
    if row.signed_off_by is not None:
        return f"It is signed off by {row.signed_off_by}."
    own = row.verdict_by.casefold() == person.casefold()
    return "The verdict is your own: a second person must sign it off." if own else ""


def _worth(claim: Json) -> dict[str, str] | None:
    """How much the machine would check a claim, and why; none when it cannot say why."""
    if not claim["worth"]:
        return None
    score = f"{100 * claim['check_worthiness']:.0f}"
    return {"score": score, "why": wording.reasons(claim["worth"])}


def _kept(one: Evidence) -> Kept:
    place = one.origin or one.locator
    link = place if place.startswith(("https://", "http://")) else None
    return Kept(one.id, proofs.proven(one), one.sha256 is not None, link)


def _told(event: Event, config: Config) -> Told:
    done = "".join(
        config.status(part.status).label if part.status else part.text for part in deeds.told(event)
    )
    return Told(f"{clock(event.at)}  {event.actor} {done}", event.undone)


def _claim(request: Request) -> int:
    return int(request.path_params["claim"])


@looked_at
def card(request: Request) -> Response:
    """The card alone."""
    return _card(request, _claim(request))


def _card(
    request: Request, claim_id: int, status: int = 200, conflict: Conflict | None = None
) -> Response:
    with workbench(request) as bench:
        detail = bench.show(claim_id)
    values = card_of(request, detail) | {"stale": conflict}
    return fragment(request, "_card.html", status, **values)


@looked_at
def near(request: Request) -> Response:
    """The same fact elsewhere, and passages that may bear the claim out."""
    with workbench(request) as bench:
        row = bench.rows([_claim(request)])[0]
        values: dict[str, Any] = {
            "row": row,
            "similar": bench.similar(row.id),
            "bearings": [
                {
                    "where": one.where,
                    "passage": " ".join(one.passage.split()),
                    "told": [
                        {"words": wording.agreement(told), "agrees": told["outcome"] == "agrees"}
                        for told in one.agreements
                    ],
                }
                for one in bench.compare([row.id])
            ],
        }
    if is_fragment(request):
        return fragment(request, "_near.html", **values)
    return page(request, "near.html", **values)


# What people do. Each is one call to the workbench; the card then tells how the claim stands.


def does(
    act: Callable[[Workbench, int, FormData], object],
) -> Callable[[Request], Any]:
    """A handler of a form about one claim."""

    @posted("mark")
    def answer(request: Request, form: FormData) -> Response:
        claim_id = _claim(request)
        with workbench(request) as bench:
            bench.seen = _seen(form, claim_id)
            try:
                act(bench, claim_id, form)
            except Stale as stale:
                conflict = _conflict(request, form, stale)
                if is_fragment(request):
                    return _card(request, claim_id, 409, conflict)
                return _whole(request, bench, claim_id, conflict)
        return shown(request, claim_id)

    return answer


def _seen(form: FormData, claim_id: int) -> dict[int, int]:
    """Each claim's last event that the person had before their eyes: "55", or "12:55 13:60"."""
    seen = {}
    for one in (written(form, "seen") or "").split():
        claim, _, last = one.rpartition(":")
        of, event = number(claim) if claim else claim_id, number(last)
        if of is None or event is None:
            raise VerifyError("The page does not say what you saw of the claim", "load it again")
        seen[of] = event
    return seen


def _conflict(request: Request, form: FormData, stale: Stale) -> Conflict:
    fields = tuple(
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in ("csrf", "seen")
    )
    wanted = "; ".join(value for _, value in fields if value) or request.url.path.rsplit("/")[-1]
    return Conflict(str(stale), wanted, request.url.path, fields)


def _whole(request: Request, bench: Workbench, claim_id: int, conflict: Conflict) -> Response:
    values = card_of(request, bench.show(claim_id)) | {"stale": conflict}
    return page(request, "claim.html", status=409, **values)


def shown(request: Request, claim_id: int) -> Response:
    """The claim as it now stands: its card for the script, else its article's page."""
    if is_fragment(request):
        return _card(request, claim_id)
    with workbench(request) as bench:
        row = bench.rows([claim_id])[0]
    return sent_to(f"/articles/{row.article}?claim={claim_id}")


@does
def mark(bench: Workbench, claim_id: int, form: FormData) -> None:
    """Give the claim a status; what goes with none of it is refused, and never left out."""
    row = bench.rows([claim_id])[0]
    correction, until = written(form, "correction"), written(form, "until")
    status = _status(bench.statuses, written(form, "status"), correction, row)
    if not status.correction and correction == row.correction:
        correction = None  # it stands in the field from before
    if not status.done and until == row.valid_until:
        until = None
    bench.mark(
        [claim_id],
        status.name,
        correction=correction,
        note=written(form, "note"),
        valid_until=day(until) if until else None,
    )


def _status(
    statuses: Sequence[Status], name: str | None, correction: str | None, row: ClaimRow
) -> Status:
    """The status that is given; for a form that was sent from a field, what the field is for."""
    if name is None and correction and correction != row.correction:
        found = (one for one in statuses if one.correction)
    else:
        found = (one for one in statuses if one.name == (name or row.status))
    if status := next(found, None):
        return status
    raise VerifyError(f"There is no status {name!r}", "choose one of those on the card")


def day(given: str) -> date:
    """A day as a form gives it. Raises VerifyError."""
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise VerifyError(f"{given!r} is no date", "write year-month-day") from error


@does
def note(bench: Workbench, claim_id: int, form: FormData) -> None:
    """Write a note."""
    bench.note([claim_id], written(form, "note") or "")


@does
def assign(bench: Workbench, claim_id: int, form: FormData) -> None:
    """Give the claim to somebody, or to nobody."""
    bench.assign([claim_id], written(form, "to"))


@does
def sign(bench: Workbench, claim_id: int, _: FormData) -> None:
    """Stand behind another's verdict."""
    bench.sign_off([claim_id])


@does
def attribute(bench: Workbench, claim_id: int, form: FormData) -> None:
    """Say who says it."""
    if form.get("machine"):
        bench.attribute([claim_id], None)
        return
    names = () if form.get("self") else _names(form, "sources")
    if not names and not form.get("self"):
        raise VerifyError("Nobody is named", "write who says it, or choose “The article itself”")
    via = () if form.get("self") else _names(form, "via")
    bench.attribute([claim_id], Attributed(names, via, written(form, "kind")))


def _names(form: FormData, field: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (written(form, field) or "").split(";"))))


_WIDE: dict[str, Action] = {
    "added": "add",
    "revised": "add",
    "imported": "add",
    "merged": "sources",
    "classified": "sources",
}
"""Actions on more than claims, and what one must be allowed to do to take them back."""


@looked_at
def undoing(request: Request) -> Response:
    """What would be taken back; the script is told whether to ask before."""
    here = request.query_params.get("article", "")
    with workbench(request) as bench:
        last = bench.last_action()
    if last is None:
        raise VerifyError("There is nothing of yours to take back", "the history has who did what")
    told = f"{last.summary}, {clock(last.at)}" + (f", in {last.article}" if last.article else "")
    if is_fragment(request):
        asks = last.action in _WIDE or last.article != here
        return JSONResponse({"command": last.command, "told": told, "asks": asks})
    return page(request, "undo.html", told=told, command=last.command)


@posted("mark")
def undo(request: Request, form: FormData) -> Response:
    """Take back the person's last action, whatever it was on, if it is the one they mean."""
    command, here = number(form.get("command")), number(form.get("claim"))
    with workbench(request) as bench:
        last = bench.last_action()
        if last is not None and last.action in _WIDE:
            refuse(request.state.person, _WIDE[last.action])
        if command is None:
            return sent_to("/undo")
        undone = bench.undo(command)
        claims = [*undone.claim_ids[:1], *([] if here is None else [here])]
        left = next((claim_id for claim_id in claims if _is_there(bench, claim_id)), None)
    if left is not None:
        answer = shown(request, left)
    else:
        answer = Response(status_code=204) if is_fragment(request) else sent_to("/")
    answer.headers["x-said"] = quote(undone.summary)
    return answer


def _is_there(bench: Workbench, claim_id: int) -> bool:
    """Whether there is such a claim: what a person added is gone when that is taken back."""
    try:
        bench.rows([claim_id])
    except VerifyError:
        return False
    return True


@posted("mark")
def evidence(request: Request, form: FormData) -> Response:
    """Attach a file or a page, which are kept, or only the place where the proof lies."""
    claim_id = _claim(request)
    where, file = written(form, "where"), uploaded(form, "file")
    proof = Proof(
        locator=written(form, "locator") or "",
        note=written(form, "note"),
        kind=written(form, "kind"),
        stance=written(form, "stance"),
        quote=written(form, "quote"),
        consulted=date.today() if file or where else None,
    )
    with workbench(request) as bench:
        bench.rows([claim_id])  # nothing is asked of the web for a claim that is not there
    if file is None and where and reading.is_address(where) and not form.get("plain"):
        file = page_of(place_of(request), where)
    with workbench(request) as bench:
        if file is not None:
            attached = bench.attach_file([claim_id], file, proof)
        else:
            place = ", ".join(filter(None, (where, proof.locator)))
            attached = bench.attach_place([claim_id], proof._replace(locator=place))
    answer = shown(request, claim_id)
    if attached.unfound:
        answer.headers["x-said"] = quote("Attached, but its words do not have that quotation")
    return answer


@posted("mark")
def remove(request: Request, _: FormData) -> Response:
    """Take evidence away from its claim."""
    with workbench(request) as bench:
        removed = bench.detach(request.path_params["evidence"])
    return shown(request, removed.claim_id)


@looked_at
def names(request: Request) -> Response:
    """Names of sources that begin so, for who writes one."""
    with workbench(request) as bench:
        return JSONResponse(bench.suggest_sources(request.query_params.get("prefix", "")[:80], 12))


@looked_at
def kept(request: Request) -> Response:
    """The very bytes of evidence, to be saved: they are somebody else's, and shown as nothing."""
    evidence_id = request.path_params["evidence"]
    with workbench(request) as bench:
        one, document = bench.one_evidence(evidence_id)
        data = bench.evidence_bytes(evidence_id)
    name = quote(PurePath(urlsplit(one.origin or "evidence").path).name or "evidence")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    assert document is not None
    return Response(data, headers=headers, media_type="application/octet-stream")


ROUTES = [
    Route("/claims/{claim:id}/card", card),
    Route("/claims/{claim:id}/near", near),
    Route("/claims/{claim:id}/mark", mark, methods=["POST"]),
    Route("/claims/{claim:id}/note", note, methods=["POST"]),
    Route("/claims/{claim:id}/assign", assign, methods=["POST"]),
    Route("/claims/{claim:id}/sign", sign, methods=["POST"]),
    Route("/claims/{claim:id}/attribute", attribute, methods=["POST"]),
    Route("/claims/{claim:id}/evidence", evidence, methods=["POST"]),
    Route("/evidence/{evidence:id}", kept),
    Route("/evidence/{evidence:id}/remove", remove, methods=["POST"]),
    Route("/names", names),
    Route("/undo", undoing),
    Route("/undo", undo, methods=["POST"]),
]
