"""Sentence → clauses, and the cuts between them.

A clause told apart takes along what it shares with the clause it hangs on: a subject, an
antecedent, an auxiliary, a doubt, a condition.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.clause import REPORTED, Clause
from claims.extraction.coordination import beside, coordinated, loose, main
from claims.extraction.description import apposition, fronted, title
from claims.extraction.examples import Examples, examples
from claims.extraction.phrases import before
from claims.extraction.pronouns import read_pronoun
from claims.extraction.relatives import participle_of_noun, relative
from claims.extraction.subordination import adverbial
from claims.extraction.syntax import Word, ancestors, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.extraction.reporting import Reporting
    from claims.references import References


class Clauses:
    """The clauses of one sentence by the position of their heads, and the cuts between them.

    ``titles`` are the names with a description in front. ``hosts`` are clauses that are told with
    the one they hang on, but may have others beside them. ``examples`` are told in the place of
    the kind they are of. ``supplements`` are heads of phrases
    that are set off and told once, since nobody can tell for sure of whom: "the heirs of the
    firm, which …".
    """

    def __init__(
        self, words: Sequence[Word], reporting: Reporting, references: References | None = None
    ) -> None:
        self.found: dict[int, Clause] = {}
        self.hosts: dict[int, Clause] = {}
        self.supplements: list[Word] = []
        self.examples: list[Examples] = []
        self.cuts = {word.i for word in words if word.dep == "punct"} | reporting.cuts
        self.references = references
        self._reporting = reporting
        self.cuts |= {word.i for word in words if word.dep == "conj" and _outside(word)}
        waiting = [word for word in words if word.head is word]
        for word in waiting:
            waiting.extend(word.kids)
            named = examples(word, self.cuts)
            if named is not None:
                self.examples.append(named)
                self.cuts.add(word.i)
            if word.i in reporting.reported:
                limits = reporting.limits.get(word.i, ())
                reported = Clause(word, REPORTED, subject_of(word), borrowed=limits)
                self.found[word.i] = replace(read_pronoun(self, reported), said=True)
                if _told_elsewhere(word, reporting):
                    self.cuts.add(word.i)
            elif word.dep in _FINDERS and word.i not in self.found:
                self._add(_FINDERS[word.dep](self, word))
        for place in reporting.quoting & self.found.keys():
            self.found[place] = replace(self.found[place], undivided=True)
        self.titles = [found for found in map(title, words) if found is not None]

    def _add(self, clause: Clause | None) -> None:
        if clause is not None:
            said = bool(self._reporting.around(clause.head))
            self.found[clause.head.i] = replace(clause, said=said) if said else clause
            if not clause.kept:
                self.cuts.add(clause.head.i)

    def supplement(self, word: Word) -> None:
        """Tell a phrase once, with the noun or verb it hangs on, and leave it out elsewhere."""
        self.supplements.append(word)
        self.cuts.add(word.i)

    def host_of(self, word: Word) -> Clause | None:
        """The clause that asserts the word's own: up through complements, no further."""
        for above in ancestors(word):
            if above.i in self.found:
                return self.found[above.i]
            if above.dep not in ("xcomp", "conj"):
                return None
        return None

    def around(self, word: Word) -> Clause | None:
        """The nearest clause that the word is part of."""
        return next((self.found[one.i] for one in ancestors(word) if one.i in self.found), None)

    def beside(self, clause: Clause) -> set[int]:
        """Where the verbs begin that share a subject with a clause and stay where it stays."""
        return {one.head.i for one in self.found.values() if one.kept and one.host is clause}

    def saying(self, reported: Clause) -> Clause:
        """The clause whose verb reports another; that one itself where there is none."""
        return self.found.get(reported.head.head.i, reported)

    def reported_beside(self, word: Word) -> Clause | None:
        """The reported clause that a verb belongs to, where the parser joined it to the cue."""
        numbers = self._reporting.around(word)
        if word.head.i not in self._reporting.silent or not numbers:
            return None
        reported = (one for one in self.found.values() if one.rule == REPORTED)
        same = (one for one in reported if self._reporting.around(one.head) == numbers)
        return next((one for one in same if one.head.sentence == word.sentence), None)


def _told_elsewhere(word: Word, reporting: Reporting) -> bool:
    """Whether somebody's words hang on another verb than theirs: "they asked all four, each of whom
    said: It is late".
    """
    above = word.head
    stray = word.dep == "ccomp" and before(word) == ":" and above.i not in reporting.silent
    return stray and above.has("dobj")


def _outside(word: Word) -> bool:
    """Whether a semicolon tells that a member belongs to a list further up: "Lee, who owns a mill;
    Berg, who owns a pit", which the parser joins to the mill.
    """
    above = next((one for one in ancestors(word) if one.dep in ("relcl", "acl", "appos")), None)
    return above is not None and above.i < word.first and before(word) == ";"


_FINDERS: dict[str, Callable[[Clauses, Word], Clause | None]] = {
    "ROOT": main,
    "conj": coordinated,
    "relcl": relative,
    "acl": participle_of_noun,
    "advcl": adverbial,
    "appos": apposition,
    "nsubj": fronted,
    "nsubjpass": fronted,
    "parataxis": beside,
    "ccomp": beside,
    "dep": loose,
    "prep": adverbial,
}
