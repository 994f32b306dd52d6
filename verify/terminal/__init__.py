"""What people see on a terminal: text in, lines out; nothing here writes or asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.faces import face
from verify.report.wording import inert

if TYPE_CHECKING:
    from verify.terminal.bearing import bearing_list
    from verify.terminal.changes import change_list
    from verify.terminal.claims import claim_detail, claim_list, event_words, local, similar_list
    from verify.terminal.independence import independence_tree
    from verify.terminal.ink import Ink, Screen, cells, standard_output
    from verify.terminal.quotes import quote_counts, quote_list
    from verify.terminal.timeline import timeline_lines

__all__ = [
    "Ink",
    "Screen",
    "bearing_list",
    "cells",
    "change_list",
    "claim_detail",
    "claim_list",
    "event_words",
    "independence_tree",
    "inert",
    "local",
    "quote_counts",
    "quote_list",
    "similar_list",
    "standard_output",
    "timeline_lines",
]

__getattr__ = face(
    __name__,
    {
        "bearing": "bearing_list",
        "changes": "change_list",
        "claims": "claim_detail claim_list event_words local similar_list",
        "independence": "independence_tree",
        "ink": "Ink Screen cells standard_output",
        "quotes": "quote_counts quote_list",
        "timeline": "timeline_lines",
    },
)
