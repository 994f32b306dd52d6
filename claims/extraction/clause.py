"""What a clause is: a verb, or a name with its description, that says something of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.extraction.syntax import Word

MAIN = "main clause"
REPORTED = "reported clause"
JOINED = "joined clause"
SHARED = "coordinated verb"
RELATIVE = "relative clause"
PARTICIPLE = "participle"
SUBORDINATE = "subordinate clause"
APPOSITION = "apposition"
TITLE = "title"
WHOLE = "whole sentence"

INDEPENDENT = frozenset({MAIN, REPORTED, JOINED})
DESCRIPTIONS = frozenset({APPOSITION, TITLE})


@dataclass(frozen=True, slots=True)
class Clause:
    """``head`` is the verb, or the noun of an apposition; ``rule`` tells how it was found.

    ``subject`` is the head of its subject, its own or one it takes from ``host``, the clause it
    hangs on, or from the noun it tells about. ``borrowed`` are the words it shares with the
    host, each with its phrase. ``noun`` is the antecedent, and ``pronoun`` the word that stands
    for it or for the subject. ``entire`` says that the antecedent is the whole list it begins,
    ``kept`` that the clause's words stay in the host's claim as well, ``undivided`` that it says
    nothing without all of its words, ``said`` that somebody's words are reported in it.
    """

    head: Word
    rule: str
    subject: Word | None = None
    host: Clause | None = None
    borrowed: tuple[Word, ...] = ()
    noun: Word | None = None
    pronoun: Word | None = None
    entire: bool = False
    kept: bool = False
    undivided: bool = False
    said: bool = False

    @property
    def start(self) -> int:
        """Where the subject stands, or the pronoun that it stands in for; else the verb."""
        stands = self.subject if self.pronoun is None or self.rule == RELATIVE else self.pronoun
        return (stands or self.head).first

    @property
    def own_subject(self) -> bool:
        return self.subject is not None and self.subject.head is self.head
