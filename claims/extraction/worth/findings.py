"""What is known of a claim when it is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.extraction.clause import Clause
    from claims.extraction.syntax import Words
    from claims.models import Attribution, ClaimKind, DateRange, Modality, Quantity, Spans


class Findings(NamedTuple):
    """One claim before it is a value: its clause, its words, and what was found in them."""

    clause: Clause
    words: Words
    spans: Spans
    kind: ClaimKind
    modality: Modality
    quantities: Sequence[Quantity]
    dates: Sequence[DateRange]
    around: Sequence[Attribution]
    perhaps: Sequence[Attribution]
    sources: Sequence[str]


def quoted(texts: Iterable[str]) -> str:
    """The texts as they are shown in a reason, each once."""
    return ", ".join(f"“{text}”" for text in dict.fromkeys(texts))
