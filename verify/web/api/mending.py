"""Operations that fix what the machine read: a claim's words, one in several, several in one."""

from __future__ import annotations

from verify.records import ClaimRow, Part
from verify.web.api.bodies import Dropping, Joining, Keeping, Missed, Piece, Splitting, Wording
from verify.web.api.operations import operation
from verify.web.reading_alone import reading_alone
from verify.workbench import Workbench


def reword_claim(bench: Workbench, claim: int, body: Wording) -> list[ClaimRow]:
    """Give a claim other words of the article.

    Where it then says something else, its verdict goes back to re-check.
    """
    with reading_alone():
        return [bench.adjust(claim, _part(body))]


def split_claim(bench: Workbench, claim: int, body: Splitting) -> list[ClaimRow]:
    """Make several claims of one."""
    with reading_alone():
        return bench.split(claim, list(map(_part, body.parts)))


def join_claims(bench: Workbench, body: Joining) -> list[ClaimRow]:
    """Make one claim of several of an article."""
    with reading_alone():
        return [bench.join(body.ids, body.text)]


def drop_claims(bench: Workbench, body: Dropping) -> list[ClaimRow]:
    """Say that it is no claim."""
    return bench.drop(body.ids, body.reason)


def keep_claims(bench: Workbench, body: Keeping) -> list[ClaimRow]:
    """Say that what was dropped is a claim after all."""
    return bench.keep(body.ids)


def add_claim(bench: Workbench, article: str, body: Missed) -> list[ClaimRow]:
    """Add a claim that the machine missed."""
    with reading_alone():
        return [bench.claim(article, _part(body))]


def _part(body: Wording | Piece | Missed) -> Part:
    """A claim's words or their places, and how it is worded."""
    return Part(body.words or tuple(body.spans or ()), body.text, body.version)


OPERATIONS = (
    operation("POST", "/claims/{claim}/words", reword_claim, "mark", reads=True),
    operation("POST", "/claims/{claim}/split", split_claim, "mark", reads=True),
    operation("POST", "/claims/join", join_claims, "mark", reads=True),
    operation("POST", "/claims/drop", drop_claims, "mark"),
    operation("POST", "/claims/keep", keep_claims, "mark"),
    operation("POST", "/articles/{article}/claims", add_claim, "mark", status=201, reads=True),
)
