"""Where claims come from, as a tree: the origin, and every place that has it from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.terminal.claims import claim_list
from verify.terminal.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verify.config import Config
    from verify.records import ClaimRow, Independence, Support
    from verify.terminal.ink import Screen


def independence_tree(
    found: Sequence[Independence], rows: Mapping[int, ClaimRow], config: Config, screen: Screen
) -> Iterator[str]:
    """Each claim with its origins, and the places under each."""
    for one in found:
        yield from claim_list([rows[one.claim_id]._replace(flags=(), articles=1)], config, screen)
        places = sum(len(origin.supports) for origin in one.origins)
        told = [Ink(f"{_count(len(one.origins), 'origin')}, {_count(places, 'place')}", "bold")]
        told.append(
            Ink(f" · evidence: {one.primary} primary, {one.secondary} independent secondary")
        )
        if one.lacks:
            told.append(Ink(f" · {one.lacks}", "yellow"))
        yield screen.lines([], told)
        for origin in one.origins:
            yield screen.lines([], [Ink(origin.name, "cyan"), Ink(f" ({origin.kind})", "dim")])
            for at, support in enumerate(origin.supports):
                branch = "└─ " if at == len(origin.supports) - 1 else "├─ "
                yield screen.lines([Ink(branch, "dim")], list(_support(support)))


def _support(one: Support) -> Iterator[Ink]:
    yield Ink(" → ".join(one.chain))
    if one.evidence_id is not None:
        place = f"evidence {one.evidence_id}" + (f", {one.kind}" if one.kind else "")
    else:
        place = f"{one.article}, claim {one.claim_id}"
    yield Ink(f" · {place}", "dim")
    yield Ink(f" · {one.why}", "dim")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
