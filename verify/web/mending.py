"""Fixing the machine on the page: a claim's words, several claims in one, one in several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from verify.errors import VerifyError
from verify.records import Part
from verify.web.answering import number, posted, written
from verify.web.claims import does, shown
from verify.web.place import workbench
from verify.web.reading_alone import reading_alone

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from verify.workbench import Workbench


@does
def words(bench: Workbench, claim_id: int, form: FormData) -> None:
    """These are the claim's words."""
    part = Part(_asked(form, "words"), written(form, "text"))
    with reading_alone():
        bench.adjust(claim_id, part)


@does
def split(bench: Workbench, claim_id: int, form: FormData) -> None:
    """It is several claims: the words of each stand on a line of their own."""
    lines = filter(None, map(str.strip, _asked(form, "parts").splitlines()))
    with reading_alone():
        bench.split(claim_id, list(map(Part, lines)))


@does
def join(bench: Workbench, claim_id: int, form: FormData) -> None:
    """It is one claim with others."""
    others = []
    for given in _asked(form, "with").replace(",", " ").split():
        if (other := number(given)) is None:
            raise VerifyError("That is no number of a claim", "write one such as 12, or 12 13")
        others.append(other)
    with reading_alone():
        bench.join([claim_id, *others])


@does
def drop(bench: Workbench, claim_id: int, form: FormData) -> None:
    """It is no claim."""
    bench.drop([claim_id], written(form, "reason"))


@does
def keep(bench: Workbench, claim_id: int, _: FormData) -> None:
    """It is a claim after all."""
    bench.keep([claim_id])


@posted("mark")
def missed(request: Request, form: FormData) -> Response:
    """A claim that the machine missed."""
    slug = request.path_params["slug"]
    part = Part(_asked(form, "words"), written(form, "text"))
    with workbench(request) as bench, reading_alone():
        row = bench.claim(slug, part)
    return shown(request, row.id)


def _asked(form: FormData, name: str) -> str:
    found = written(form, name)
    if found is None:
        raise VerifyError("No words are given", "select them in the article, or write them")
    return found


ROUTES = [
    Route("/claims/{claim:id}/words", words, methods=["POST"]),
    Route("/claims/{claim:id}/split", split, methods=["POST"]),
    Route("/claims/{claim:id}/join", join, methods=["POST"]),
    Route("/claims/{claim:id}/drop", drop, methods=["POST"]),
    Route("/claims/{claim:id}/keep", keep, methods=["POST"]),
    Route("/articles/{slug}/claims", missed, methods=["POST"]),
]
