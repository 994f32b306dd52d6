"""What is no claim: questions, commands, datelines, and what a page prints around an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.syntax import FINITE, RELATIVES
from claims.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extraction.clauses import Clause
    from claims.extraction.syntax import Word

_ENDING = 4
_LONGEST_BOILERPLATE = 30
_LONGEST_DATELINE = 12
_DASHES = frozenset({"-", "–", "—", "--"})


def claims_nothing(words: Sequence[Word]) -> bool:
    """Whether a whole sentence is a question, or boilerplate of the page."""
    ending = [word.text for word in words if word.pos != "SPACE"][-_ENDING:]
    if any("?" in text for text in ending):
        return True
    inked = sum(word.inked for word in words)
    text = " ".join(word.lower for word in words)
    return inked <= _LONGEST_BOILERPLATE and any(phrase in text for phrase in entries("boilerplate"))


def dateline(words: Sequence[Word]) -> int:
    """How many words open the sentence as a dateline: "MOSCOW (Reuters) - …"."""
    opening = [word for word in words[:_LONGEST_DATELINE] if word.pos != "SPACE"]
    if not opening or not (opening[0].text.isupper() and len(opening[0].text) > 1):
        return 0
    for place, word in enumerate(words[:_LONGEST_DATELINE]):
        if word.text in _DASHES and place and words[place - 1].space:
            return place + 1
        if word.verbal and not word.text.isupper():
            return 0
    return 0


def is_command(clause: Clause) -> bool:
    """Whether a clause has no subject because it tells somebody to do something."""
    head = clause.head
    if clause.subject is not None:
        return False
    return head.tag not in FINITE or head.tag == "VBP"


def is_loose(clause: Clause) -> bool:
    """Whether a clause hangs on words outside the sentence: "Which is why …"."""
    subject = clause.subject
    return subject is not None and subject.tag in RELATIVES and subject is not clause.noun
