"""What a rule found out about one mention, before it becomes a Mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claims.references.entities import Entity


class Finding(NamedTuple):
    """Whom a mention means: ``entities``, or none of them and the ``candidates``.

    ``perhaps`` are others who were spoken of, for a reader to think of: no rule chose them.
    ``rule`` names the rule, ``why`` finishes the sentence "'He' is Vladimir Putin, …".
    """

    entities: tuple[Entity, ...] = ()
    candidates: tuple[Entity, ...] = ()
    rule: str = ""
    why: str = ""
    sure: bool = False
    perhaps: tuple[Entity, ...] = ()
