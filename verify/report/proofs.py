"""A piece of evidence, and the origins of a claim, as every form of the report tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.records import Evidence, Independence, Origin

_STANCES = {"supports": "supports", "refutes": "refutes", "context": "gives context"}


class Proven(NamedTuple):
    """Evidence in words; what is not known is empty.

    ``title`` is what the document says of itself, ``place`` where it or the proof in it lies.
    """

    kind: str
    stance: str
    title: str
    place: str
    quote: str
    note: str
    consulted: str
    sha256: str
    by: str

    @property
    def name(self) -> str:
        return f"{self.kind} evidence".strip().capitalize()

    def custody(self) -> Iterator[str]:
        """When it was looked at, what names its bytes, and who attached it."""
        if self.consulted:
            yield f"consulted {self.consulted}"
        if self.sha256:
            yield f"SHA-256 {self.sha256}"
        yield self.by

    def __str__(self) -> str:
        """All of it in one line, for forms that have one."""
        line = ", ".join(filter(None, (self.title, self.place)))
        line += f": “{self.quote}”" if self.quote else ""
        line += f" – {self.note}" if self.note else ""
        told = ", ".join(filter(None, (self.kind, self.stance, *self.custody())))
        return f"{line} ({told})".lstrip(" –:")


def proven(proof: Evidence) -> Proven:
    """A piece of evidence as the report tells it."""
    about = ", ".join(filter(None, (proof.publisher, proof.published)))
    title = proof.title or ""
    return Proven(
        kind=proof.kind or "",
        stance=_STANCES.get(proof.stance or "", proof.stance or ""),
        title=f"{title} ({about})" if title and about else title or about,
        place=", ".join(filter(None, (proof.origin, proof.locator))),
        quote=proof.quote or "",
        note=proof.note or "",
        consulted=proof.consulted or "",
        sha256=proof.sha256 or "",
        by=f"{proof.actor}, {proof.at[:10]}",
    )


def origin(found: Origin) -> str:
    """An origin, and who has it from there.

    >>> from verify.records import Origin, Support
    >>> origin(Origin("TASS", "media", (Support("Reuters", ("TASS", "Reuters"), "credit"),)))
    'TASS, told by Reuters'
    """
    outlets = dict.fromkeys(one.outlet for one in found.supports if one.outlet != found.name)
    return f"{found.name}, told by {', '.join(outlets)}" if outlets else found.name


def sufficiency(found: Independence | None) -> str:
    """Whether what was found is enough for the desk's rule; empty when nobody has counted."""
    if found is None:
        return ""
    counted = f"{found.primary} primary, {found.secondary} independent secondary"
    return f"not enough ({counted}): {found.lacks}" if found.lacks else f"enough ({counted})"
